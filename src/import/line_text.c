/*
 * line_text.c: a chat saved as text by LINE.
 *
 * Written by the apps ("Export chat history") and by LINE for PC and Mac ("Save chat"), in the
 * language of the app:
 *
 *     [LINE] Chat history with Ann             [LINE] Annとのトーク履歴
 *     Saved on: 2024/03/12 09:00               保存日時：2024/03/12 09:00
 *
 *     2024.03.11 Monday                        2024/03/11(月)   Mon, 3/11/2024   2024/3/11週一
 *     15:05 TAB Ann TAB text                   午後3:05, 03:05PM, 24:05; blanks for tabs on a PC
 *
 * A text of several lines stands in quotes. A row without a name is a notice. Stickers, pictures
 * and calls are words of the language; the clock is the phone's, in minutes, without zone. A day
 * row with the year last may be in either order: its weekday tells, over the whole file.
 */
#include <string.h>

#include "civil.h"
#include "date_order.h"
#include "fault.h"
#include "importers.h"
#include "rows.h"
#include "str.h"
#include "text_lines.h"

enum { LEARNT_MAX = 8, LEARNT_BYTES = 64 };

/* A name as far as the rows tell, where blanks stand for tabs. */
struct learnt {
    char name[LEARNT_BYTES];
    size_t len;
    uint64_t n; /* rows; 0: free */
};

struct reader {
    struct tl_rows rows;
    struct tl_buf peer; /* name in the first line */
    struct tl_buf text;
    struct learnt learnt[LEARNT_MAX];
    bool survey, have_day, quoted, open, after_blank, any_twelve, cut;
    bool blanks;       /* stand for tabs in the row being read */
    uint64_t votes[2]; /* day rows whose weekday fits day first, month first */
    int64_t day;
    struct tl_message message;
};

/* ---- day rows ---- */

/* "Mo., " of "Mo., 11.3.2024": Monday 0 to Sunday 6, *at moved behind the comma; -1 for others.
   Seven more in other languages than English. */
static int weekday_from(struct tl_str s, size_t *at)
{
    /* Monday to Sunday; a word means one weekday in all languages that have it. */
    static const char *const names[] = {
        "mon tue wed thu fri sat sun", "mo di mi do fr sa so",        "lun mar mer jeu ven sam dim",
        "lun mar mié jue vie sáb dom", "lun mar mer gio ven sab dom", "seg ter qua qui sex sáb dom",
        "ma di wo do vr za zo",        "pon wt śr czw pt sob niedz",  "sen sel rab kam jum sab min",
        "pzt sal çar per cum cmt paz", "пн вт ср чт пт сб вс",
    };
    const size_t comma = tl_str_find(s, TL_STR(", "), 0);
    if (comma == SIZE_MAX || comma < 2 || comma > 9)
        return -1;
    const size_t dot = s.ptr[comma - 1] == '.';
    const struct tl_str word = tl_str_slice(s, 0, comma - dot);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct tl_str all = tl_str_from(names[i]);
        size_t from = 0;
        for (int d = 0; d < 7; d++) {
            const size_t end = d < 6 ? tl_str_find(all, TL_STR(" "), from) : all.len;
            if (tl_str_equal_fold(word, tl_str_slice(all, from, end))) {
                *at = comma + 2;
                return i > 0 ? d + 7 : d;
            }
            from = end + 1;
        }
    }
    return -1;
}

/* No ASCII in it: the weekday of a script that takes three bytes a letter. */
static bool is_foreign(struct tl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x80)
            return false;
    return true;
}

/* A line that is a date with at most a weekday around it. */
static bool read_day(struct reader *r, struct tl_str line, int64_t *day)
{
    size_t at = 0;
    struct tl_date_fields fields;
    line = tl_str_trim(line);
    if (line.len > 60)
        return false;
    const int weekday = weekday_from(line, &at);
    if (!tl_date_fields_read(line, &at, &fields))
        return false;
    if (fields.digits[0] == 4) {
        /* "2024.03.11 Monday", "2024/3/11(月)": nothing that could be a time or a text. */
        const struct tl_str rest = tl_str_trim(tl_str_slice(line, at, line.len));
        if (rest.len > (is_foreign(rest) ? 40U : 16U) ||
            tl_str_find(rest, TL_STR(":"), 0) != SIZE_MAX ||
            tl_str_find(rest, TL_STR("\t"), 0) != SIZE_MAX)
            return false;
        return tl_date_fields_day(&fields, TL_DATE_YMD, day);
    }
    int64_t reading[2];
    const bool fits[2] = {tl_date_fields_day(&fields, TL_DATE_DMY, &reading[0]),
                          tl_date_fields_day(&fields, TL_DATE_MDY, &reading[1])};
    if (weekday < 0 || at != line.len || (!fits[0] && !fits[1]))
        return false;
    bool any = weekday < 7; /* "ma, 3/4/2024" may be a text: the weekday must be right */
    for (int k = 0; k < 2; k++) {
        const bool right = fits[k] && tl_weekday(reading[k]) == weekday % 7;
        any |= right;
        if (r != NULL && r->survey)
            r->votes[k] += right;
    }
    if (!any)
        return false;
    const int chosen = !fits[0] || (fits[1] && (r == NULL || r->votes[1] >= r->votes[0]));
    *day = reading[chosen];
    return true;
}

/* ---- what stands in the place of media and calls ---- */

static enum tl_kind kind_from(struct tl_str text)
{
    static const struct {
        const char *words; /* each in brackets */
        enum tl_kind kind;
    } kinds[] = {
        {"[Photo][Photos][写真][照片][图片][圖片][사진][รูป][รูปภาพ][ภาพ][Foto]", TL_KIND_IMAGE},
        {"[Video][Videos][動画][影片][视频][동영상][วิดีโอ]", TL_KIND_VIDEO},
        {"[Sticker][Stickers][スタンプ][貼圖][贴图][스티커][สติกเกอร์][Stiker]", TL_KIND_STICKER},
        {"[Voice message][ボイスメッセージ][語音訊息][语音信息][음성 메시지][ข้อความเสียง]"
         "[Pesan suara]",
         TL_KIND_VOICE},
        {"[File][ファイル][檔案][文件][파일][ไฟล์]", TL_KIND_FILE},
        {"[Location][位置情報][位置訊息][位置信息][위치 정보][Lokasi]", TL_KIND_LOCATION},
        {"[Contact][連絡先][聯絡資訊][联系人][연락처][Kontak]", TL_KIND_CONTACT},
        {"[Album][アルバム][相簿][相册][앨범][Note][ノート][記事本][노트]", TL_KIND_MEDIA},
    };
    if (text.len < 3 || text.ptr[0] != '[')
        return TL_KIND_TEXT;
    const struct tl_str word = tl_str_slice(text, 0, tl_str_find(text, TL_STR("]"), 0) + 1);
    for (size_t i = 0; word.len >= 3 && i < sizeof kinds / sizeof *kinds; i++)
        if (tl_str_find(tl_str_from(kinds[i].words), word, 0) != SIZE_MAX)
            /* A file may have its name behind the word. */
            return word.len == text.len || kinds[i].kind == TL_KIND_FILE ? kinds[i].kind
                                                                         : TL_KIND_TEXT;
    return TL_KIND_TEXT;
}

/* "☎ Call time 1:23", "☎ 不在着信": a call when it has a length. */
static bool read_call(struct tl_str text, struct tl_message *m)
{
    int32_t a, b, c;
    if (!tl_str_starts(text, TL_STR("☎")) || text.len > 128)
        return false;
    m->kind = TL_KIND_MISSED_CALL;
    for (size_t at = 0; at < text.len; at++)
        if (tl_scan_number(text, &at, 1, 3, &a) && tl_scan_literal(text, &at, TL_STR(":")) &&
            tl_scan_number(text, &at, 2, 2, &b)) {
            const bool hours =
                tl_scan_literal(text, &at, TL_STR(":")) && tl_scan_number(text, &at, 2, 2, &c);
            m->duration_s = hours ? a * 3600 + b * 60 + c : a * 60 + b;
            m->kind = TL_KIND_CALL;
            break;
        }
    m->text = TL_STR("");
    return true;
}

/* "Ann unsent a message.": who took a message back; empty when the notice says something else. */
static struct tl_str unsent_by(struct tl_str notice)
{
    static const struct tl_str tails[] = {
        TL_STR_INIT(" unsent a message."),
        TL_STR_INIT("がメッセージの送信を取り消しました"),
        TL_STR_INIT("が送信を取り消しました"),
        TL_STR_INIT("已收回訊息"),
        TL_STR_INIT("已收回讯息"),
        TL_STR_INIT("님이 메시지 전송을 취소했습니다."),
        TL_STR_INIT("님이 메시지를 삭제했습니다."),
    };
    size_t i = 0;
    while (i < sizeof tails / sizeof *tails && !tl_str_ends(notice, tails[i]))
        i++;
    if (i < sizeof tails / sizeof *tails && !tl_str_starts(notice, TL_STR("You ")))
        return tl_str_trim(tl_str_slice(notice, 0, notice.len - tails[i].len));
    return (struct tl_str){"", 0};
}

/* ---- rows ---- */

/* On a PC the words stand bare. */
static enum tl_kind kind_from_bare(struct tl_str text)
{
    char word[32];
    if (text.len > sizeof word - 2)
        return TL_KIND_TEXT;
    word[0] = '[';
    memcpy(word + 1, text.ptr, text.len);
    word[text.len + 1] = ']';
    return kind_from((struct tl_str){word, text.len + 2});
}

static enum tl_status end_message(struct reader *r)
{
    if (!r->open)
        return TL_OK;
    r->open = r->quoted = false;
    if (r->text.failed)
        return tl_fault_memory(r->rows.import->err);
    struct tl_message *m = &r->message;
    m->text = tl_str_trim((struct tl_str){r->text.ptr, r->text.len});
    if (m->kind != TL_KIND_SYSTEM && m->kind != TL_KIND_DELETED && !read_call(m->text, m)) {
        m->kind = kind_from(m->text);
        if (m->kind == TL_KIND_TEXT && r->blanks)
            m->kind = kind_from_bare(m->text);
        if (m->kind != TL_KIND_TEXT)
            m->text = TL_STR("");
        else if (m->text.len == 0)
            m->kind = TL_KIND_MEDIA;
    }
    m->flags = r->cut ? TL_FLAG_CUT : 0;
    return tl_rows_push(&r->rows, m, NULL);
}

static void put_text(struct reader *r, struct tl_str text)
{
    if (r->text.len + text.len > r->rows.import->ctx->limits.text_bytes)
        r->cut = true;
    else
        tl_buf_put_str(&r->text, text);
}

/* An odd number of quotes at the end: one of them closes. */
static bool ends_quote(struct tl_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[line.len - 1 - n] == '"')
        n++;
    return n % 2 == 1;
}

/* The text of a row, which may open a quote that later lines close. */
static void begin_text(struct reader *r, struct tl_str text)
{
    tl_buf_clear(&r->text);
    r->cut = false;
    r->open = true;
    r->quoted = text.len > 0 && text.ptr[0] == '"' && (text.len == 1 || !ends_quote(text));
    put_text(r, text);
}

/* Goes on with the text of the row before. */
static enum tl_status continue_text(struct reader *r, struct tl_str line)
{
    if (!r->open)
        return TL_OK;
    put_text(r, TL_STR("\n"));
    put_text(r, line);
    if (!r->quoted || !ends_quote(line) || r->text.failed)
        return TL_OK;
    /* Without the quotes around it; those in it are doubled. */
    size_t n = 0;
    for (size_t i = 1; i + 1 < r->text.len; i++) {
        r->text.ptr[n++] = r->text.ptr[i];
        i += r->text.ptr[i] == '"' && i + 2 < r->text.len && r->text.ptr[i + 1] == '"';
    }
    r->text.len = n;
    return end_message(r);
}

/* The entry whose first word is that of `rest`, or a free one; NULL when there is neither. */
static struct learnt *learnt_of(struct reader *r, struct tl_str rest)
{
    const size_t blank = tl_str_find(rest, TL_STR(" "), 0);
    for (size_t i = 0; blank < LEARNT_BYTES && i < LEARNT_MAX; i++) {
        struct learnt *l = &r->learnt[i];
        if (l->n == 0 || (l->len >= blank && memcmp(l->name, rest.ptr, blank) == 0 &&
                          (l->len == blank || l->name[blank] == ' ')))
            return l;
    }
    return NULL;
}

/* Keeps the words that this row has in common with those before of the same first word. */
static void learn_name(struct reader *r, struct tl_str rest)
{
    struct learnt *l = learnt_of(r, rest);
    size_t common = 0, end = 0;
    if (l == NULL)
        return;
    if (l->n++ == 0) {
        l->len = rest.len < LEARNT_BYTES ? rest.len : LEARNT_BYTES;
        memcpy(l->name, rest.ptr, l->len);
    }
    for (; common < l->len && common < rest.len && l->name[common] == rest.ptr[common]; common++)
        end = rest.ptr[common] == ' ' ? common : end;
    if (common == l->len && common < rest.len && rest.ptr[common] == ' ')
        end = common;
    l->len = end;
}

/* Where the name ends in a row with blanks: behind the name of the first line, else behind the
   words that all rows with the same first word have in common. */
static size_t name_end(struct reader *r, struct tl_str rest)
{
    const struct tl_str peer = {r->peer.ptr, r->peer.len};
    if (peer.len > 0 && tl_str_starts(rest, peer) &&
        tl_str_starts(tl_str_slice(rest, peer.len, rest.len), TL_STR(" ")))
        return peer.len;
    const struct learnt *l = learnt_of(r, rest);
    return l != NULL && l->n >= 4 ? l->len : tl_str_find(rest, TL_STR(" "), 0);
}

static enum tl_status take_notice(struct reader *r, struct tl_str notice)
{
    const struct tl_str name = unsent_by(notice);
    r->message.kind = TL_KIND_SYSTEM;
    if (name.len > 0) {
        const enum tl_status status = tl_rows_person(&r->rows, name, &r->message.sender);
        if (status != TL_OK)
            return status;
        r->message.kind = TL_KIND_DELETED;
    }
    begin_text(r, name.len > 0 ? TL_STR("") : notice);
    r->quoted = false;
    return end_message(r);
}

/* false when the line is no row. */
static bool read_row(const struct reader *r, struct tl_str line, int64_t *ms, bool *twelve,
                     struct tl_str *rest)
{
    int32_t hour, minute, second;
    size_t at = 0;
    if (!tl_scan_marked_clock(line, &at, &hour, &minute, &second, twelve) || at >= line.len ||
        (line.ptr[at] != '\t' && line.ptr[at] != ' '))
        return false;
    /* 24:53 is 00:53 of the same day, where hours count from 1. */
    *ms = r->day * TL_MS_PER_DAY + hour % 24 * TL_MS_PER_HOUR + minute * TL_MS_PER_MINUTE;
    *rest = tl_str_slice(line, at, line.len);
    return true;
}

static enum tl_status take_row(struct reader *r, int64_t ms, struct tl_str rest)
{
    r->blanks = rest.ptr[0] == ' ';
    rest = tl_str_slice(rest, 1, rest.len);
    const size_t end = !r->blanks ? tl_str_find(rest, TL_STR("\t"), 0) : name_end(r, rest);
    r->rows.conv->files[r->rows.file].lines++;
    r->message = tl_rows_message(&r->rows);
    r->message.resolution = TL_RES_MINUTE;
    tl_rows_set_wall(&r->rows, &r->message, ms);
    if (end == SIZE_MAX || end == 0)
        return take_notice(r, tl_str_trim(rest));
    const struct tl_str name = tl_str_trim(tl_str_slice(rest, 0, end));
    const enum tl_status status = tl_rows_person(&r->rows, name, &r->message.sender);
    if (status == TL_OK)
        begin_text(r, tl_str_slice(rest, end + 1, rest.len));
    return status;
}

/* false when it is none; several chats saved one after another may stand in a file. */
static bool read_title(struct reader *r, struct tl_str line)
{
    static const struct {
        const char *before, *after;
    } shapes[] = {
        {"[LINE] Chat history with ", ""}, {"[LINE] Chat history in ", ""},
        {"[LINE] ", "とのトーク履歴"},     {"[LINE]與", "的聊天記錄"},
        {"[LINE] 與", "的聊天記錄"},       {"[LINE] 与", "的聊天记录"},
        {"[LINE] 與", "的聊天"},           {"[LINE] 与", "的聊天"},
        {"[LINE] ", "님과의 대화"},        {"[LINE] Riwayat obrolan dengan ", ""},
        {"[LINE] Obrolan dengan ", ""},    {"[LINE] Chat with ", ""},
        {"[LINE] ประวัติการแชทกับ ", ""},     {"[LINE] ประวัติการสนทนากับ ", ""},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct tl_str before = tl_str_from(shapes[i].before);
        const struct tl_str after = tl_str_from(shapes[i].after);
        if (tl_str_starts(line, before) && tl_str_ends(line, after) &&
            line.len > before.len + after.len && line.len < 512) {
            tl_buf_clear(&r->peer);
            tl_buf_put_str(&r->peer, tl_str_slice(line, before.len, line.len - after.len));
            return true;
        }
    }
    return false;
}

static enum tl_status take(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    int64_t day, ms;
    struct tl_str rest;
    bool twelve;
    if (r->survey) {
        if (read_day(r, line->text, &day))
            r->have_day = true;
        else if (r->have_day && read_row(r, line->text, &ms, &twelve, &rest) && rest.ptr[0] == ' ')
            learn_name(r, tl_str_slice(rest, 1, rest.len));
        return TL_OK;
    }
    if (tl_str_starts(line->text, TL_STR("[LINE]")) && read_title(r, line->text)) {
        r->have_day = false;
        return end_message(r);
    }
    /* A quote somebody typed and never closed ends with the next row; a date in a quoted text has
       no blank line before it. */
    const bool after_blank = r->after_blank;
    r->after_blank = line->text.len == 0;
    if ((!r->quoted || after_blank) && read_day(r, line->text, &day)) {
        const enum tl_status status = end_message(r);
        r->day = day;
        r->have_day = true;
        return status;
    }
    const bool row =
        read_row(r, line->text, &ms, &twelve, &rest) &&
        (!r->quoted || (rest.ptr[0] == '\t' && tl_str_find(rest, TL_STR("\t"), 1) != SIZE_MAX));
    if (!r->have_day)
        return row && rest.ptr[0] == '\t'
                   ? tl_rows_skip(&r->rows, "line-before-first",
                                  "A message stands before the first day and was skipped.",
                                  line->number)
                   : TL_OK;
    if (row) {
        const enum tl_status status = end_message(r);
        r->any_twelve |= twelve;
        return status == TL_OK ? take_row(r, ms, rest) : status;
    }
    return continue_text(r, line->text);
}

static enum tl_status read_lines(struct reader *r)
{
    r->survey = true;
    enum tl_status status = tl_text_lines(&r->rows, take, r);
    r->survey = r->have_day = false;
    if (status == TL_OK)
        status = tl_text_lines(&r->rows, take, r);
    if (status == TL_OK)
        status = end_message(r);
    return status == TL_OK && r->peer.failed ? tl_fault_memory(r->rows.import->err) : status;
}

static enum tl_status read_chat(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_buf_init(&r->peer, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_line_text.name);
    if (status == TL_OK)
        status = read_lines(r);
    if (status == TL_OK && import->conv->n_messages == r->rows.first_row)
        status = tl_rows_fail(&r->rows, TL_CODE_FORMAT, 1,
                              "No day with messages below it was found, such as \"2024.03.11 "
                              "Monday\" and \"15:05\", a tab and a name; save the chat again.");
    if (status == TL_OK) {
        struct tl_file *file = &import->conv->files[r->rows.file];
        file->clock = r->any_twelve ? "12-hour" : "24-hour";
        if (r->votes[0] + r->votes[1] > 0) {
            file->date_order = r->votes[1] >= r->votes[0] ? TL_DATE_MDY : TL_DATE_DMY;
            file->date_order_why = "the weekdays beside the dates fit this order";
        }
        status = tl_rows_finish(&r->rows, TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND |
                                              TL_CAN_TIMING | TL_CAN_BOTH_SIDES);
    }
    tl_buf_release(&r->peer);
    tl_buf_release(&r->text);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    struct reader none;
    struct tl_str line, rest;
    unsigned days = 0, rows = 0, blank_rows = 0;
    int64_t day, ms;
    bool twelve;
    memset(&none, 0, sizeof none);
    const bool title = tl_str_starts(p->head, TL_STR("[LINE]"));
    for (size_t at = 0; rows < 8 && tl_text_head_line(p->head, &at, &line);) {
        if (read_day(NULL, line, &day))
            days++;
        else if (days > 0 && read_row(&none, line, &ms, &twelve, &rest)) {
            const bool tabs = rest.ptr[0] == '\t' && tl_str_find(rest, TL_STR("\t"), 1) != SIZE_MAX;
            rows += title || tabs;
            blank_rows += rest.ptr[0] == ' ';
        }
    }
    if (title)
        return 48 + rows;
    return rows > 0         ? 16 + 4 * rows
           : blank_rows > 1 ? 8 + 2 * (blank_rows < 8 ? blank_rows : 8)
                            : 0;
}

const struct tl_importer tl_importer_line_text = {
    .name = "line-text",
    .title = "LINE, saved chat (.txt)",
    .export_how = "In the chat open the menu, Settings, Export chat history (on a computer: Save "
                  "chat), and give the text file.",
    .cannot_hold = "Seconds, the time zone, reactions, replies and edits.",
    .can = TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
};
