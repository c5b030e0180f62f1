/*
 * kakaotalk.c: a chat saved by KakaoTalk.
 *
 * Written by the apps ("Export chat") and by KakaoTalk for PC and Mac, in Korean or English:
 *
 *     PC       Ann 님과 카카오톡 대화                    KakaoTalk Chats with Ann
 *              저장한 날짜 : 2024-03-11 22:14:03          Date Saved : 2024-03-11 22:14:03
 *              --------------- 2024년 3월 11일 월요일 ---------------
 *              [Ann] [오후 3:05] text                    [Ann] [3:05 PM] text
 *     Android  2024년 3월 11일 오후 3:05, Ann : text     March 11, 2024 at 3:05 PM, Ann : text
 *              오후 3:05, Ann : text below a day         March 11, 2024, 3:05 p.m., Ann : text
 *     iPhone   2024. 3. 11. 오후 3:05, Ann : text        Mar 11, 2024 at 3:05 PM, Ann : text
 *              2024. 3. 11. 15:05: Ann님이 나갔습니다.
 *     Mac      Date,User,Message and 2024-03-11 15:05:10,"Ann","text"
 *
 * Minutes but on the Mac, no zone. Pictures, stickers and calls are bare words. A text goes on over
 * the following lines until one begins like a message or a day.
 */
#include <string.h>

#include "civil.h"
#include "fault.h"
#include "importers.h"
#include "rows.h"
#include "str.h"
#include "text_lines.h"

enum { NAME_BYTES = 256 };

enum shape { SHAPE_LINES, SHAPE_TABLE };

struct reader {
    struct tl_rows rows;
    enum shape shape;
    bool open, cut, have_day, any_twelve, in_quotes;
    int64_t day; /* of the last day row, for the PC */
    int64_t last_ms;
    struct tl_message message;
    struct tl_buf text, record;
    uint64_t line;
};

/* What a line begins: a message with its text at `text`, a notice, or a day. */
struct header {
    enum { HEADER_NONE, HEADER_MESSAGE, HEADER_NOTICE, HEADER_DAY } what;
    int64_t ms;
    bool timed, twelve; /* ms is complete, else it is the time of the day */
    struct tl_str name, text;
};

/* ---- dates ---- */

/* "2024년 3월 11일" and "2024. 3. 11." */
static bool scan_korean_date(struct tl_str s, size_t *at, int64_t *day)
{
    static const struct tl_str marks[2][3] = {
        {TL_STR_INIT("년 "), TL_STR_INIT("월 "), TL_STR_INIT("일")},
        {TL_STR_INIT(". "), TL_STR_INIT(". "), TL_STR_INIT(".")},
    };
    for (int k = 0; k < 2; k++) {
        int32_t year, month, date;
        size_t p = *at;
        if (tl_scan_number(s, &p, 4, 4, &year) && tl_scan_literal(s, &p, marks[k][0]) &&
            tl_scan_number(s, &p, 1, 2, &month) && tl_scan_literal(s, &p, marks[k][1]) &&
            tl_scan_number(s, &p, 1, 2, &date) && tl_scan_literal(s, &p, marks[k][2]) &&
            tl_civil_valid(year, month, date)) {
            *day = tl_day_from_civil(year, month, date);
            *at = p;
            return true;
        }
    }
    return false;
}

/* "March 11, 2024", the month in full or by three letters */
static bool scan_english_date(struct tl_str s, size_t *at, int64_t *day)
{
    int32_t date, year;
    size_t p = *at;
    while (p < s.len && tl_is_alpha(s.ptr[p]))
        p++;
    const int32_t month = p < *at + 3 ? 0 : tl_month_from(tl_str_slice(s, *at, *at + 3));
    if (month == 0 || !tl_scan_literal(s, &p, TL_STR(" ")) || !tl_scan_number(s, &p, 1, 2, &date) ||
        !tl_scan_literal(s, &p, TL_STR(", ")) || !tl_scan_number(s, &p, 4, 4, &year) ||
        !tl_civil_valid(year, month, date))
        return false;
    *day = tl_day_from_civil(year, month, date);
    *at = p;
    return true;
}

static bool scan_date(struct tl_str s, size_t *at, int64_t *day)
{
    return scan_korean_date(s, at, day) || scan_english_date(s, at, day);
}

static bool scan_clock(struct tl_str s, size_t *at, int64_t *ms, bool *twelve)
{
    int32_t hour, minute, second;
    if (!tl_scan_marked_clock(s, at, &hour, &minute, &second, twelve) || hour > 23)
        return false;
    *ms = hour * TL_MS_PER_HOUR + minute * TL_MS_PER_MINUTE + (second > 0 ? second : 0) * 1000;
    return true;
}

/* "Monday, March 11, 2024" */
static bool read_english_day(struct tl_str line, int64_t *day)
{
    const size_t comma = tl_str_find(tl_str_slice(line, 0, 12), TL_STR("day, "), 0);
    size_t at = comma == SIZE_MAX ? line.len : comma + 5;
    return scan_english_date(line, &at, day) && at == line.len;
}

/* "--------------- 2024년 3월 11일 월요일 ---------------", in English the weekday first */
static bool read_ruler(struct tl_str line, int64_t *day)
{
    size_t at = 0;
    if (!tl_str_starts(line, TL_STR("-----")) || !tl_str_ends(line, TL_STR("-----")))
        return false;
    while (line.len > 0 && (line.ptr[0] == '-' || line.ptr[0] == ' '))
        line = tl_str_slice(line, 1, line.len);
    while (line.len > 0 && (line.ptr[line.len - 1] == '-' || line.ptr[line.len - 1] == ' '))
        line.len--;
    return scan_date(line, &at, day) || read_english_day(line, day);
}

/* A ruler of nothing but dashes, above and below a day. */
static bool is_dashes(struct tl_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '-')
        n++;
    return n >= 20 && n == line.len;
}

/* "[Ann] [오후 3:05] text" */
static bool read_bracketed(struct tl_str line, struct header *h)
{
    const size_t end = tl_str_find(tl_str_slice(line, 0, NAME_BYTES), TL_STR("] ["), 0);
    if (line.len == 0 || line.ptr[0] != '[' || end == SIZE_MAX || end < 2)
        return false;
    size_t at = end + 3;
    if (!scan_clock(line, &at, &h->ms, &h->twelve) || !tl_scan_literal(line, &at, TL_STR("]")))
        return false;
    h->what = HEADER_MESSAGE;
    h->name = tl_str_slice(line, 1, end);
    h->text = tl_str_slice(line, at + (at < line.len && line.ptr[at] == ' '), line.len);
    return true;
}

/* "Ann : text" from `at` on; *h says what it is. */
static void read_named(struct tl_str line, size_t at, struct header *h)
{
    const size_t colon = tl_str_find(tl_str_slice(line, at, at + NAME_BYTES), TL_STR(" : "), 0);
    h->what = colon == SIZE_MAX || colon == 0 ? HEADER_NOTICE : HEADER_MESSAGE;
    h->name = tl_str_slice(line, at, at + colon);
    h->text = h->what == HEADER_NOTICE ? tl_str_slice(line, at, line.len)
                                       : tl_str_slice(line, at + colon + 3, line.len);
}

/* "오후 3:05, Ann : text" below a day */
static bool read_short(struct tl_str line, struct header *h)
{
    size_t at = 0;
    if (!scan_clock(line, &at, &h->ms, &h->twelve) || !h->twelve ||
        !tl_scan_literal(line, &at, TL_STR(", ")))
        return false;
    read_named(line, at, h);
    if (h->what == HEADER_NOTICE)
        h->what = HEADER_NONE;
    return h->what == HEADER_MESSAGE;
}

static struct header read_header(struct tl_str line)
{
    struct header h = {.what = HEADER_NONE};
    int64_t day, clock;
    size_t at = 0;
    if (read_ruler(line, &day) || read_english_day(line, &day)) {
        h.what = HEADER_DAY;
        h.ms = day * TL_MS_PER_DAY;
        return h;
    }
    if (read_bracketed(line, &h) || read_short(line, &h) || !scan_date(line, &at, &day))
        return h;
    h.ms = day * TL_MS_PER_DAY;
    if (!tl_scan_literal(line, &at, TL_STR(" at ")) && !tl_scan_literal(line, &at, TL_STR(", ")))
        tl_scan_literal(line, &at, TL_STR(" "));
    if (!scan_clock(line, &at, &clock, &h.twelve)) {
        /* "2024년 3월 11일 월요일": a day of the iPhone's */
        if (line.len - at <= 10 && tl_str_ends(line, TL_STR("요일")))
            h.what = HEADER_DAY;
        return h;
    }
    h.ms += clock;
    h.timed = true;
    if (at == line.len) {
        h.what = HEADER_DAY; /* Android repeats the time of the first message */
        return h;
    }
    if (tl_scan_literal(line, &at, TL_STR(", "))) {
        read_named(line, at, &h);
    } else if (tl_scan_literal(line, &at, TL_STR(": "))) {
        h.what = HEADER_NOTICE;
        h.text = tl_str_slice(line, at, line.len);
    }
    return h;
}

/* ---- texts ---- */

/* "사진", "사진 3장": the whole text. */
static enum tl_kind kind_from(struct tl_str text)
{
    static const struct {
        struct tl_str word;
        enum tl_kind kind;
        bool more; /* something may follow */
    } words[] = {
        {TL_STR_INIT("사진"), TL_KIND_IMAGE, false},
        {TL_STR_INIT("Photo"), TL_KIND_IMAGE, false},
        {TL_STR_INIT("동영상"), TL_KIND_VIDEO, false},
        {TL_STR_INIT("Video"), TL_KIND_VIDEO, false},
        {TL_STR_INIT("이모티콘"), TL_KIND_STICKER, false},
        {TL_STR_INIT("Emoticons"), TL_KIND_STICKER, false},
        {TL_STR_INIT("Emoticon"), TL_KIND_STICKER, false},
        {TL_STR_INIT("Sticker"), TL_KIND_STICKER, false},
        {TL_STR_INIT("음성메시지"), TL_KIND_VOICE, false},
        {TL_STR_INIT("음성메세지"), TL_KIND_VOICE, false},
        {TL_STR_INIT("Voice message"), TL_KIND_VOICE, false},
        {TL_STR_INIT("파일: "), TL_KIND_FILE, true},
        {TL_STR_INIT("File: "), TL_KIND_FILE, true},
        {TL_STR_INIT("지도: "), TL_KIND_LOCATION, true},
        {TL_STR_INIT("Map: "), TL_KIND_LOCATION, true},
        {TL_STR_INIT("연락처: "), TL_KIND_CONTACT, true},
        {TL_STR_INIT("삭제된 메시지입니다."), TL_KIND_DELETED, false},
        {TL_STR_INIT("This message was deleted."), TL_KIND_DELETED, false},
        {TL_STR_INIT("This message has been deleted."), TL_KIND_DELETED, false},
    };
    int32_t n;
    size_t at = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (tl_str_equal(text, words[i].word) ||
            (words[i].more && tl_str_starts(text, words[i].word) &&
             tl_str_find(text, TL_STR("\n"), 0) == SIZE_MAX))
            return words[i].kind;
    if (tl_scan_literal(text, &at, TL_STR("사진 ")) && tl_scan_number(text, &at, 1, 3, &n) &&
        tl_str_equal(tl_str_slice(text, at, text.len), TL_STR("장")))
        return TL_KIND_IMAGE;
    return TL_KIND_TEXT;
}

/* "보이스톡 1:23", "페이스톡 부재중", "보이스톡 해요" (it rings: the end is a row of its own). */
static bool read_call(struct tl_str text, struct tl_message *m)
{
    int32_t minutes, seconds;
    size_t at = 0;
    const bool video = tl_scan_literal(text, &at, TL_STR("페이스톡 "));
    if (!video && !tl_scan_literal(text, &at, TL_STR("보이스톡 ")))
        return false;
    const struct tl_str rest = tl_str_slice(text, at, text.len);
    if (tl_str_equal(rest, TL_STR("해요")))
        m->kind = TL_KIND_SYSTEM;
    else if (tl_str_equal(rest, TL_STR("부재중")) || tl_str_equal(rest, TL_STR("취소")) ||
             tl_str_equal(rest, TL_STR("응답 없음")) || tl_str_equal(rest, TL_STR("거절")))
        m->kind = TL_KIND_MISSED_CALL;
    else if (tl_scan_number(text, &at, 1, 3, &minutes) && tl_scan_literal(text, &at, TL_STR(":")) &&
             tl_scan_number(text, &at, 2, 2, &seconds) && at == text.len) {
        m->kind = TL_KIND_CALL;
        m->duration_s = minutes * 60 + seconds;
    } else {
        return false;
    }
    m->flags |= video ? TL_FLAG_VIDEO_CALL : 0;
    m->text = TL_STR("");
    return true;
}

static enum tl_status end_message(struct reader *r)
{
    if (!r->open)
        return TL_OK;
    r->open = false;
    if (r->text.failed)
        return tl_fault_memory(r->rows.import->err);
    struct tl_message *m = &r->message;
    m->text = tl_str_trim((struct tl_str){r->text.ptr, r->text.len});
    m->flags = r->cut ? TL_FLAG_CUT : 0;
    if (m->kind != TL_KIND_SYSTEM && !read_call(m->text, m)) {
        m->kind = kind_from(m->text);
        if (m->kind == TL_KIND_TEXT && m->text.len == 0)
            m->kind = TL_KIND_MEDIA;
        else if (m->kind != TL_KIND_TEXT)
            m->text = TL_STR("");
    }
    return tl_rows_push(&r->rows, m, NULL);
}

static void put_text(struct reader *r, struct tl_str text)
{
    if (r->text.len + text.len > r->rows.import->ctx->limits.text_bytes)
        r->cut = true;
    else
        tl_buf_put_str(&r->text, text);
}

static enum tl_status begin_message(struct reader *r, int64_t ms, enum tl_resolution resolution,
                                    struct tl_str name, struct tl_str text)
{
    enum tl_status status = end_message(r);
    r->rows.conv->files[r->rows.file].lines++;
    r->message = tl_rows_message(&r->rows);
    r->message.resolution = resolution;
    tl_rows_set_wall(&r->rows, &r->message, ms);
    r->last_ms = ms;
    name = tl_str_trim(name);
    if (name.len == 0)
        r->message.kind = TL_KIND_SYSTEM;
    else if (status == TL_OK)
        status = tl_rows_person(&r->rows, name, &r->message.sender);
    tl_buf_clear(&r->text);
    r->open = true;
    r->cut = false;
    put_text(r, text);
    return status;
}

static enum tl_status take_line(struct reader *r, const struct tl_line *line)
{
    struct header h = read_header(line->text);
    if (r->open && tl_str_equal(line->text, TL_STR("메시지가 삭제되었습니다.")))
        h = (struct header){
            .what = HEADER_NOTICE, .ms = r->last_ms, .timed = true, .text = line->text};
    else if (is_dashes(line->text))
        return end_message(r);
    int64_t ms = h.ms;
    enum tl_status status;
    r->any_twelve |= h.twelve;
    switch (h.what) {
    case HEADER_NONE:
        break;
    case HEADER_DAY:
        status = end_message(r);
        r->have_day = true;
        r->day = tl_floor_div(h.ms, TL_MS_PER_DAY);
        return status;
    case HEADER_MESSAGE:
    case HEADER_NOTICE:
        if (!h.timed && !r->have_day)
            return tl_rows_skip(&r->rows, "line-before-first",
                                "A message stands before the first day and was skipped.",
                                line->number);
        if (!h.timed)
            ms += r->day * TL_MS_PER_DAY;
        return begin_message(r, ms, TL_RES_MINUTE,
                             h.what == HEADER_NOTICE ? (struct tl_str){"", 0} : h.name, h.text);
    }
    if (r->open) {
        put_text(r, TL_STR("\n"));
        put_text(r, line->text);
    }
    return TL_OK;
}

/* ---- the Mac's table ---- */

static enum tl_status take_record(struct reader *r)
{
    int32_t year, month, day, hour, minute, second;
    int64_t ms;
    size_t at = 0, p = 0;
    if (r->record.failed)
        return tl_fault_memory(r->rows.import->err);
    const struct tl_str date = tl_take_cell(r->record.ptr, r->record.len, &at);
    const struct tl_str name = at < r->record.len ? tl_take_cell(r->record.ptr, r->record.len, &at)
                                                  : (struct tl_str){"", 0};
    const struct tl_str text = at < r->record.len ? tl_take_cell(r->record.ptr, r->record.len, &at)
                                                  : (struct tl_str){"", 0};
    if (!tl_scan_number(date, &p, 4, 4, &year) || !tl_scan_literal(date, &p, TL_STR("-")) ||
        !tl_scan_number(date, &p, 2, 2, &month) || !tl_scan_literal(date, &p, TL_STR("-")) ||
        !tl_scan_number(date, &p, 2, 2, &day) || !tl_scan_literal(date, &p, TL_STR(" ")) ||
        !tl_scan_clock(date, &p, &hour, &minute, &second) ||
        !tl_wall_ms(year, month, day, hour, minute, second, &ms))
        return tl_rows_skip(&r->rows, "row-timeless",
                            "A row has no time that can be read and was skipped.", r->line);
    return begin_message(r, ms, second >= 0 ? TL_RES_SECOND : TL_RES_MINUTE, name, text);
}

static enum tl_status take_row(struct reader *r, const struct tl_line *line)
{
    if (line->number == 1)
        return TL_OK;
    if (!r->in_quotes) {
        tl_buf_clear(&r->record);
        r->line = line->number;
        if (line->text.len == 0)
            return TL_OK;
    } else if (r->record.len <= r->rows.import->ctx->limits.text_bytes) {
        tl_buf_putc(&r->record, '\n');
    }
    for (size_t i = 0; i < line->text.len; i++)
        r->in_quotes ^= line->text.ptr[i] == '"';
    if (r->record.len <= r->rows.import->ctx->limits.text_bytes)
        tl_buf_put_str(&r->record, line->text);
    return r->in_quotes ? TL_OK : take_record(r);
}

/* ---- the file ---- */

static bool is_table(struct tl_str first)
{
    return tl_str_equal(tl_str_trim(first), TL_STR("Date,User,Message"));
}

static enum tl_status take(void *user, const struct tl_line *line)
{
    struct reader *r = user;
    if (line->number == 1 && is_table(line->text))
        r->shape = SHAPE_TABLE;
    return r->shape == SHAPE_TABLE ? take_row(r, line) : take_line(r, line);
}

static enum tl_status read_chat(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_buf_init(&r->text, import->ctx);
    tl_buf_init(&r->record, import->ctx);
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_kakaotalk.name);
    if (status == TL_OK)
        status = tl_text_lines(&r->rows, take, r);
    if (status == TL_OK && r->in_quotes && r->record.len > 0)
        status = take_record(r);
    if (status == TL_OK)
        status = end_message(r);
    if (status == TL_OK && import->conv->n_messages == r->rows.first_row)
        status = tl_rows_fail(&r->rows, TL_CODE_FORMAT, 1,
                              "No message of a saved KakaoTalk chat was found, such as \"[Name] "
                              "[3:05 PM] text\" below a day; export the chat again.");
    if (status == TL_OK) {
        import->conv->files[r->rows.file].clock = r->any_twelve ? "12-hour" : "24-hour";
        status = tl_rows_finish(&r->rows, TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND |
                                              TL_CAN_TIMING | TL_CAN_BOTH_SIDES);
    }
    tl_buf_release(&r->text);
    tl_buf_release(&r->record);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    struct tl_str line;
    unsigned n = 0, messages = 0;
    bool title = false;
    for (size_t at = 0; messages < 8 && tl_text_head_line(p->head, &at, &line); n++) {
        if (n == 0 && is_table(line))
            return 40;
        if (n < 2)
            title |= tl_str_find(line, TL_STR("카카오톡 대화"), 0) != SIZE_MAX ||
                     tl_str_starts(line, TL_STR("KakaoTalk Chat"));
        messages += read_header(line).what == HEADER_MESSAGE;
    }
    return title ? 48 + messages : messages > 0 ? 16 + 4 * messages : 0;
}

const struct tl_importer tl_importer_kakaotalk = {
    .name = "kakaotalk",
    .title = "KakaoTalk, saved chat (.txt, Mac: .csv)",
    .export_how = "In the chat open the menu, the settings of the chatroom, Export chat (on a "
                  "computer: Save chat), and give the file.",
    .cannot_hold = "The time zone, reactions, replies and edits; seconds only on a Mac.",
    .can = TL_CAN_SECONDS | TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
           TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
};
