/*
 * whatsapp_settle.c: what only the whole file tells, after its last line.
 *
 * 1. The order of the date's numbers, from the tally of date_order.h; where that is not sure, the
 *    form of the dates decides: numbers between dots have the day first, and so have the others but
 *    for the American "3/11/24, 3:05 PM" without zeros in front.
 * 2. Times. On a 12-hour clock one without its mark is taken to be the earlier hour that does not
 *    step back.
 * 3. Rows whose header stands at an impossible time are part of the message before: pasted chats,
 *    dates that somebody typed. What counts as impossible is stricter for names that hardly write.
 * 4. Placeholders in a language not known: what stands in angle brackets as a whole message three
 *    times word for word.
 * 5. UTC, when the user names a zone.
 */
#include "whatsapp_reader.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "str.h"

enum {
    RARE = 2,          /* messages; a name seen no more often has to be at a likely time */
    BLOCK_MAX = 100,   /* rows of a pasted chat */
    LOOK_AHEAD = 64,   /* rows to the next one beyond doubt */
    REPEATS = 3,       /* of a placeholder in a language not known */
    DST_STEP_MIN = 10, /* minutes back in the repeated hour that mean its second time round */
};

#define HOUR_MS TL_MS_PER_HOUR
#define DAY_MS TL_MS_PER_DAY

/* ---- 1: the order of dates ---- */

static struct tl_date_verdict settle_order(const struct tl_wa_reader *reader)
{
    const uint16_t shape = reader->survey.shape;
    enum tl_date_order wish = reader->import->options->date_order;
    if (wish == TL_DATE_ISO)
        wish = TL_DATE_YMD;
    struct tl_date_verdict verdict = tl_date_tally_settle(&reader->tally, wish);
    if ((shape & TL_WA_YEAR_FIRST) != 0 && wish == TL_DATE_AUTO) {
        verdict = (struct tl_date_verdict){TL_DATE_YMD, true, TL_DATE_AUTO, NULL};
        return verdict;
    }
    if (verdict.sure)
        return verdict;
    const unsigned dates = TL_WA_DOT_DATE | TL_WA_DASH_DATE;
    const bool american = (shape & (dates | TL_WA_YEAR_LAST)) == 0 && reader->all_upper &&
                          reader->n_marked > 0 && reader->n_unknown_marks == 0 &&
                          !reader->any_padded;
    if (verdict.order == TL_DATE_YMD || verdict.other == TL_DATE_YMD) {
        /* Of two readings one has a year of two digits in front, which no phone writes. */
        const enum tl_date_order last =
            verdict.order == TL_DATE_YMD ? verdict.other : verdict.order;
        verdict =
            (struct tl_date_verdict){last, true, TL_DATE_AUTO, "a year of two digits stands last"};
    } else if ((shape & dates) == TL_WA_DOT_DATE) {
        verdict = (struct tl_date_verdict){TL_DATE_DMY, true, TL_DATE_AUTO,
                                           "dates with dots have the day first"};
    } else if (american) {
        verdict =
            (struct tl_date_verdict){TL_DATE_MDY, true, TL_DATE_AUTO,
                                     "the form of the dates and the clock is the American one"};
    }
    return verdict;
}

static struct tl_date_fields unpack_date(const struct tl_wa_reader *reader, int64_t packed)
{
    const uint16_t shape = reader->survey.shape;
    const uint64_t p = (uint64_t)packed >> 18;
    return (struct tl_date_fields){.number = {(uint16_t)(p >> 28 & 0x3fff),
                                              (uint16_t)(p >> 14 & 0x3fff), (uint16_t)(p & 0x3fff)},
                                   .digits = {(shape & TL_WA_YEAR_FIRST) != 0 ? 4 : 2, 2,
                                              (shape & TL_WA_YEAR_LAST) != 0 ? 4 : 2}};
}

static enum tl_status note_order(struct tl_wa_reader *reader, struct tl_date_verdict verdict)
{
    static const char *const names[] = {"auto", "dmy", "mdy", "ymd", "ymd"};
    struct tl_conversation *conv = reader->conv;
    const struct tl_date_fields first = unpack_date(reader, conv->time_ms[reader->first_row]);
    char one[11], other[11], text[320];
    int64_t day, other_day;
    conv->files[reader->file].date_order = verdict.order;
    conv->files[reader->file].date_order_why = verdict.why;
    if (verdict.sure || verdict.other == TL_DATE_AUTO ||
        !tl_date_fields_day(&first, verdict.order, &day) ||
        !tl_date_fields_day(&first, verdict.other, &other_day))
        return TL_OK;
    tl_print_date(one, day);
    tl_print_date(other, other_day);
    struct tl_buf buf;
    tl_buf_init(&buf, conv->ctx);
    tl_buf_printf(&buf,
                  "The file does not tell day and month apart: its first date was read as %s and "
                  "could be %s; if that is the right one, give --date-order %s.",
                  one, other, names[verdict.other]);
    const bool failed = buf.failed || buf.len >= sizeof text;
    if (!failed)
        memcpy(text, buf.ptr, buf.len);
    const struct tl_str sentence = {text, buf.len};
    tl_buf_release(&buf);
    const char *kept = failed ? NULL : tl_conversation_keep(conv, sentence);
    if (kept == NULL)
        return tl_fault_memory(reader->err);
    conv->files[reader->file].date_order_other = verdict.other;
    reader->warned = true;
    return tl_wa_notice(reader, "date-order-unsure", kept, 0);
}

/* ---- 2: times ---- */

/* Twelve hours later when that is needed not to step back. */
static int64_t guess_half(int64_t ms, int64_t previous)
{
    const int64_t hour = tl_floor_mod(ms, DAY_MS) / HOUR_MS;
    return hour < 12 && ms < previous && ms + 12 * HOUR_MS >= previous ? ms + 12 * HOUR_MS : ms;
}

/* Rows that this order cannot read get the time of the row before. Where their header was kept,
   they will be folded (`impossible`), else they are lost. */
static enum tl_status settle_times(struct tl_wa_reader *reader, enum tl_date_order order)
{
    struct tl_conversation *conv = reader->conv;
    const bool halves = reader->n_marked > reader->n_unknown_marks;
    int64_t previous = 0, day = 0;
    uint64_t date = UINT64_MAX, n_impossible = 0;
    bool possible = false;
    size_t s = 0;
    for (size_t row = reader->first_row; row < conv->n_messages; row++) {
        const uint64_t packed = (uint64_t)conv->time_ms[row];
        while (s < reader->n_suspects && reader->suspects[s].row < row)
            s++;
        if (packed >> 18 != date) {
            const struct tl_date_fields fields = unpack_date(reader, (int64_t)packed);
            date = packed >> 18;
            possible = tl_date_fields_day(&fields, order, &day);
        }
        if (!possible) {
            const bool listed = s < reader->n_suspects && reader->suspects[s].row == row;
            n_impossible++;
            const enum tl_status status =
                tl_wa_note_impossible(reader, listed ? reader->suspects[s].line : 0);
            if (status != TL_OK)
                return status;
            if (listed) {
                reader->suspects[s].impossible = true;
            } else {
                conv->kind[row] = TL_KIND_COUNT;
                conv->files[reader->file].skipped++;
            }
            conv->time_ms[row] = previous;
            continue;
        }
        int64_t ms = day * DAY_MS + (int64_t)(packed & 0x1ffff) * 1000;
        if (halves && (packed >> 17 & 1) == 0) {
            const enum tl_status status = tl_wa_notice(
                reader, "clock-mark-missing",
                "Some times lack the mark of the day's half that others have; the half was chosen "
                "so that the messages stay in order.",
                0);
            if (status != TL_OK)
                return status;
            ms = guess_half(ms, previous);
        }
        conv->time_ms[row] = previous = ms;
    }
    if (reader->import->options->date_order != TL_DATE_AUTO &&
        n_impossible * 10 > conv->n_messages - reader->first_row)
        return tl_fault_at(reader->err, TL_FAIL, TL_CODE_FORMAT_DATE,
                           conv->files[reader->file].name, 0, 0,
                           "Read in the order that --date-order asks for, many dates of the file "
                           "cannot be; leave the option out or give another order.");
    if (n_impossible * 2 > conv->n_messages - reader->first_row)
        return tl_fault_at(reader->err, TL_FAIL, TL_CODE_FORMAT_DATE,
                           conv->files[reader->file].name, 0, 0,
                           "No order of day and month makes dates that can be and times that go "
                           "forward; an export lists messages from the oldest to the newest, so "
                           "export the chat again and give the file as it is.");
    return TL_OK;
}

/* ---- a file that holds the chat twice ---- */

/* So many messages in the same words, at the same times, are no coincidence. */
#define LEAST_REPEATED 20

static bool is_same_row(const struct tl_conversation *conv, size_t a, size_t b)
{
    return conv->time_ms[a] == conv->time_ms[b] && conv->sender[a] == conv->sender[b] &&
           conv->kind[a] == conv->kind[b] && conv->text_len[a] == conv->text_len[b] &&
           memcmp(conv->text + conv->text_at[a], conv->text + conv->text_at[b],
                  conv->text_len[a]) == 0;
}

/* Whether the times start over somewhere, and everything before that place follows once more. */
static bool holds_chat_twice(const struct tl_wa_reader *reader)
{
    const struct tl_conversation *conv = reader->conv;
    const size_t first = reader->first_row, n = conv->n_messages - first;
    for (size_t r = LEAST_REPEATED; r <= n / 2; r++) {
        if (conv->time_ms[first + r] >= conv->time_ms[first + r - 1] - DAY_MS)
            continue;
        size_t same = 0;
        while (same < r && is_same_row(conv, first + same, first + r + same))
            same++;
        if (same == r)
            return true;
    }
    return false;
}

static enum tl_status note_repetition(struct tl_wa_reader *reader)
{
    if (!holds_chat_twice(reader))
        return TL_OK;
    reader->warned = true;
    return tl_wa_notice(reader, "chat-twice",
                        "This file seems to hold the chat twice, one copy behind the other, which "
                        "makes its counts wrong; export the chat again and give that file.",
                        0);
}

/* ---- 3: headers that are none ---- */

struct folding {
    struct tl_wa_reader *reader;
    size_t s;    /* the suspect looked at */
    bool have;   /* a row before it is kept: */
    size_t kept; /* this one */
    uint64_t pasted;
    int64_t slack; /* that a name seen once or twice is given */
};

/* Where two people write, a third name is suspect; in a group a quiet one is nothing odd. */
static int64_t slack_of(const struct tl_wa_reader *reader)
{
    size_t writers = 0;
    for (size_t i = 0; i < reader->written_cap; i++)
        writers += reader->written[i] > RARE;
    return writers > 2 ? DAY_MS : HOUR_MS;
}

static bool is_rare(const struct tl_wa_reader *reader, size_t row)
{
    const uint16_t person = reader->conv->sender[row];
    return person == TL_NOBODY || reader->written[person] <= RARE;
}

/* A name seen once or twice, or none: it must fit between the row before and the next one of
   somebody who writes here. */
static bool fits_between(const struct folding *f, size_t row)
{
    const struct tl_conversation *conv = f->reader->conv;
    const int64_t *time = conv->time_ms;
    if (f->have && time[row] < time[f->kept] - f->slack)
        return false;
    for (size_t next = row + 1; next < conv->n_messages && next <= row + LOOK_AHEAD; next++)
        if (!is_rare(f->reader, next))
            return time[row] <= time[next] + f->slack;
    return true;
}

/*
 * Somebody who writes here, but more than a day before or after the message before: how many rows
 * are pasted, all with their header kept. They are when the chat then goes on about where it was;
 * for longer than they are, if they are ahead: else it is what comes behind that is out of place.
 */
static size_t pasted_rows(const struct folding *f, size_t row)
{
    const struct tl_wa_reader *reader = f->reader;
    const int64_t *time = reader->conv->time_ms;
    if (!f->have)
        return 0;
    const int64_t before = time[f->kept];
    const bool past = time[row] < before - DAY_MS;
    if (!past && time[row] <= before + DAY_MS)
        return 0;
    for (size_t n = 0; n < BLOCK_MAX && row + n < reader->conv->n_messages; n++) {
        const int64_t now = time[row + n];
        if (past ? now >= before - HOUR_MS : now >= before - HOUR_MS && now < time[row] - DAY_MS)
            return past || reader->conv->n_messages - row - n > n ? n : 0;
        if (f->s + n >= reader->n_suspects || reader->suspects[f->s + n].row != row + n)
            break;
    }
    return 0;
}

/* Where the row's kept header begins. */
static uint64_t kept_at(const struct tl_conversation *conv, const struct tl_wa_suspect *suspect)
{
    return conv->text_at[suspect->row] - suspect->kept;
}

static void drop_sender(struct tl_wa_reader *reader, size_t row)
{
    const uint16_t person = reader->conv->sender[row];
    if (person != TL_NOBODY && reader->written[person] > 0)
        reader->written[person]--;
}

static void fold(struct folding *f, const struct tl_wa_suspect *suspect)
{
    struct tl_conversation *conv = f->reader->conv;
    const size_t row = suspect->row;
    drop_sender(f->reader, row);
    conv->kind[row] = TL_KIND_COUNT;
    if (!f->have)
        return;
    const size_t into = f->kept;
    const uint64_t end = conv->text_at[row] + conv->text_len[row];
    if (conv->text_len[into] == 0) {
        conv->text_at[into] = kept_at(conv, suspect) + 1; /* without the line break */
        if (conv->kind[into] >= TL_KIND_MEDIA && conv->kind[into] <= TL_KIND_CONTACT)
            conv->flags[into] |= TL_FLAG_CAPTION;
    }
    const uint64_t len = end - conv->text_at[into];
    if (len <= conv->ctx->limits.text_bytes)
        conv->text_len[into] = (uint32_t)len;
    else
        conv->flags[into] |= TL_FLAG_CUT;
}

/* "Ann changed the name to “trip: north”": a notice of a group, its sender no name. */
static void unname(struct folding *f, const struct tl_wa_suspect *suspect)
{
    struct tl_conversation *conv = f->reader->conv;
    const size_t row = suspect->row;
    const uint32_t name_len = (uint32_t)suspect->kept - suspect->name_at;
    const struct tl_str name = {conv->text + conv->text_at[row] - name_len, name_len};
    if (tl_wa_is_name(name) || conv->text_len[row] > conv->ctx->limits.text_bytes - name_len)
        return;
    drop_sender(f->reader, row);
    conv->sender[row] = TL_NOBODY;
    conv->kind[row] = TL_KIND_SYSTEM;
    conv->text_at[row] -= name_len;
    conv->text_len[row] += name_len;
}

/* So many misplaced messages are no pasted chat. */
#define MANY_FOLDED 20

static enum tl_status settle_suspects(struct tl_wa_reader *reader)
{
    struct folding f = {.reader = reader, .slack = slack_of(reader)};
    uint64_t first_line = 0;
    for (f.s = 0; f.s < reader->n_suspects;) {
        const struct tl_wa_suspect *suspect = &reader->suspects[f.s];
        const size_t row = suspect->row;
        /* A row between suspects is kept, and the first of the file is never one. */
        if (row > reader->first_row && reader->conv->kind[row - 1] != TL_KIND_COUNT) {
            f.have = true;
            f.kept = row - 1;
        }
        size_t n = 1;
        if (!suspect->impossible) {
            n = is_rare(reader, row) ? !fits_between(&f, row) : pasted_rows(&f, row);
            if (n == 0 && is_rare(reader, row) && reader->conv->sender[row] != TL_NOBODY)
                unname(&f, suspect);
            if (n > 0 && first_line == 0)
                first_line = suspect->line;
            f.pasted += n;
        }
        for (size_t i = 0; i < n; i++)
            fold(&f, &suspect[i]);
        f.s += n > 0 ? n : 1;
    }
    if (f.pasted > MANY_FOLDED && f.pasted > (reader->conv->n_messages - reader->first_row) / 2)
        return tl_fault_at(reader->err, TL_FAIL, TL_CODE_FORMAT_DATE,
                           reader->conv->files[reader->file].name, first_line, 0,
                           "The times run backwards: more than half of the messages stand before "
                           "those above them; an export lists messages from the oldest to the "
                           "newest, so export the chat again and give the file as it is.");
    for (; f.pasted > 0; f.pasted--) {
        const enum tl_status status = tl_wa_notice(
            reader, "header-in-text",
            "Lines that look like the beginning of a message stand at a time that cannot be theirs "
            "and were read as part of the message before.",
            first_line);
        if (status != TL_OK)
            return status;
    }
    return TL_OK;
}

/* ---- 4: placeholders by repetition ---- */

static void keep_caption(struct tl_conversation *conv, const struct tl_wa_unknown *u)
{
    uint32_t skip = u->len < conv->text_len[u->row] ? u->len : conv->text_len[u->row];
    while (skip < conv->text_len[u->row] && conv->text[conv->text_at[u->row] + skip] == '\n')
        skip++;
    conv->text_at[u->row] += skip;
    conv->text_len[u->row] -= skip;
    conv->kind[u->row] = TL_KIND_MEDIA;
    if (conv->text_len[u->row] > 0)
        conv->flags[u->row] |= TL_FLAG_CAPTION;
}

static enum tl_status settle_unknown(struct tl_wa_reader *reader)
{
    struct tl_conversation *conv = reader->conv;
    size_t n_slots = 16, bytes;
    if (reader->n_unknown == 0)
        return TL_OK;
    while (n_slots / 2 < reader->n_unknown)
        n_slots *= 2;
    if (!tl_mul_size(n_slots, sizeof(uint32_t), &bytes))
        return tl_fault_memory(reader->err);
    uint32_t *slots = tl_alloc_zeroed(conv->ctx, n_slots, sizeof *slots);
    if (slots == NULL)
        return tl_fault_memory(reader->err);
    /* Twice over: counting, then marking. Each text leads to the first row that has it. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < reader->n_unknown; i++) {
            struct tl_wa_unknown *u = &reader->unknown[i];
            size_t slot = (size_t)u->hash & (n_slots - 1);
            while (slots[slot] != 0 && reader->unknown[slots[slot] - 1].hash != u->hash)
                slot = (slot + 1) & (n_slots - 1);
            if (slots[slot] == 0)
                slots[slot] = (uint32_t)i + 1;
            struct tl_wa_unknown *first = &reader->unknown[slots[slot] - 1];
            if (pass == 0) {
                first->times++;
            } else if (first->times >= REPEATS && conv->kind[u->row] != TL_KIND_COUNT &&
                       conv->sender[u->row] != TL_NOBODY) {
                keep_caption(conv, u);
            }
        }
    tl_free(conv->ctx, slots, bytes);
    return TL_OK;
}

/* ---- 5: the zone ---- */

/* When the clock is put back, an hour comes twice. It is its second time round once the clock
   stepped back in it, and then for the messages behind. */
static int64_t second_time(const struct tl_zone *zone, int64_t wall, int64_t utc, int64_t previous)
{
    if (utc >= previous)
        return utc;
    for (int64_t later = utc + HOUR_MS / 2; later <= utc + HOUR_MS; later += HOUR_MS / 2) {
        const int16_t offset = tl_zone_offset(zone, later);
        if (later + offset * TL_MS_PER_MINUTE == wall &&
            (utc < previous - DST_STEP_MIN * TL_MS_PER_MINUTE ||
             tl_zone_offset(zone, previous) == offset))
            return later;
    }
    return utc;
}

static void settle_zone(struct tl_wa_reader *reader)
{
    struct tl_conversation *conv = reader->conv;
    const struct tl_zone *zone = reader->import->options->zone;
    bool first = true;
    int64_t previous = 0;
    for (size_t row = reader->first_row; row < conv->n_messages; row++) {
        if (conv->kind[row] == TL_KIND_COUNT)
            continue;
        const int64_t wall = conv->time_ms[row];
        const int64_t utc = tl_zone_to_utc(zone, wall);
        previous = first ? utc : second_time(zone, wall, utc, previous);
        first = false;
        conv->time_ms[row] = previous;
        conv->offset_min[row] = tl_zone_offset(zone, previous);
    }
}

/* ---- the report ---- */

static enum tl_status fill_report(struct tl_wa_reader *reader)
{
    struct tl_conversation *conv = reader->conv;
    struct tl_file *file = &conv->files[reader->file];
    const uint16_t shape = reader->survey.shape;
    bool kinds = false, calls = (shape & TL_WA_BRACKET) != 0;
    for (size_t row = reader->first_row; row < conv->n_messages; row++) {
        kinds |= conv->kind[row] >= TL_KIND_IMAGE && conv->kind[row] <= TL_KIND_FILE;
        calls |= conv->kind[row] == TL_KIND_CALL || conv->kind[row] == TL_KIND_MISSED_CALL;
    }
    if (reader->n_unknown_marks * 2 <= reader->n_marked + reader->n_unmarked)
        file->clock = reader->n_marked > reader->n_unmarked ? "12-hour" : "24-hour";
    file->resolution = (shape & TL_WA_SECONDS) != 0 ? TL_RES_SECOND : TL_RES_MINUTE;
    file->can = TL_CAN_EDITS | TL_CAN_DELETIONS | TL_CAN_TIMING | TL_CAN_BOTH_SIDES;
    file->can |= (shape & TL_WA_SECONDS) != 0 ? TL_CAN_SECONDS : 0u;
    file->can |= kinds ? TL_CAN_MEDIA_KIND : 0u;
    file->can |= calls ? TL_CAN_CALLS : 0u;
    if (reader->import->options->zone != NULL) {
        file->zone = tl_conversation_keep(conv, tl_str_from(reader->import->options->zone_name));
        if (file->zone == NULL)
            return tl_fault_memory(reader->err);
    }
    enum tl_status status = TL_OK;
    if (reader->converted)
        status =
            tl_wa_notice(reader, "calendar-other",
                         "The dates are those of the Buddhist, Japanese or Persian calendar or "
                         "of the Republic, and were turned into those of the common one.",
                         0);
    if (status == TL_OK && reader->n_unknown_marks > 0 && !reader->hour_beyond_12) {
        reader->warned = true;
        status = tl_wa_notice(reader, "clock-mark-unknown",
                              "The clock seems to be a 12-hour one whose marks of the day's half "
                              "this program does not know, so hours may be off by twelve.",
                              0);
    }
    /* A few may be pasted; a fifth of a long chat, or more than there are messages, is not. */
    const uint64_t rows = conv->n_messages - reader->first_row;
    if (status == TL_OK && ((reader->other_shapes >= 50 && reader->other_shapes > rows / 5) ||
                            (reader->other_shapes >= 5 && reader->other_shapes > rows))) {
        reader->warned = true;
        status = tl_wa_notice(reader, "shape-mixed",
                              "Many lines look like messages of another phone's export and were "
                              "read as text of the message before; give each export as a file of "
                              "its own.",
                              0);
    } else if (status == TL_OK && reader->other_shapes > 0) {
        status = tl_wa_notice(reader, "shape-other",
                              "Some lines look like messages of another phone's export; they were "
                              "taken for pasted text and belong to the message before.",
                              0);
    }
    return status;
}

/* Dates of calendars that are not read: months and days are others than the common ones, and which
   of several countings it is does not show. */
static bool has_foreign_years(const struct tl_wa_reader *reader)
{
    const struct tl_date_fields f = unpack_date(reader, reader->conv->time_ms[reader->first_row]);
    const uint16_t year = f.digits[0] == 4 ? f.number[0] : f.digits[2] == 4 ? f.number[2] : 2000;
    return (year >= 1300 && year < 1970 && !tl_date_is_persian_year(year)) || year >= 2150;
}

/* A year without an era that counts the years of an emperor. */
static bool is_before_whatsapp(const struct tl_wa_reader *reader)
{
    const int64_t began = 14245 * DAY_MS; /* 2009-01-01 */
    for (size_t row = reader->first_row; row < reader->conv->n_messages; row++)
        if (reader->conv->time_ms[row] >= began)
            return false;
    return true;
}

enum tl_status tl_wa_settle(struct tl_wa_reader *reader)
{
    const struct tl_conversation *conv = reader->conv;
    const char *name = conv->files[reader->file].name;
    if (conv->n_messages == reader->first_row)
        return tl_fault_at(reader->err, TL_FAIL, TL_CODE_FORMAT, name, 1, 0,
                           "No line begins with a date, a time and a name as the lines of an "
                           "exported WhatsApp chat do; export the chat again and give that file.");
    if (has_foreign_years(reader))
        return tl_fault_at(
            reader->err, TL_FAIL, TL_CODE_FORMAT_REFUSED, name, 1, 0,
            "The years are those of the Islamic or another calendar, or of an era in an order that "
            "is not known; set the phone to the Gregorian calendar and export the chat again.");
    const struct tl_date_verdict verdict = settle_order(reader);
    enum tl_status status = note_order(reader, verdict);
    if (status == TL_OK)
        status = settle_times(reader, verdict.order);
    if (status == TL_OK && is_before_whatsapp(reader))
        return tl_fault_at(reader->err, TL_FAIL, TL_CODE_FORMAT_DATE, name, 1, 0,
                           "All messages seem to be older than WhatsApp, which began in 2009, so "
                           "the years are those of another calendar, such as the Japanese one; set "
                           "the phone to the Gregorian calendar and export the chat again.");
    if (status == TL_OK)
        status = note_repetition(reader);
    if (status == TL_OK)
        status = settle_suspects(reader);
    if (status == TL_OK)
        status = settle_unknown(reader);
    if (status == TL_OK && reader->import->options->zone != NULL)
        settle_zone(reader);
    if (status == TL_OK)
        status = fill_report(reader);
    return status == TL_OK && reader->warned ? TL_WARN : status;
}
