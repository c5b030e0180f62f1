/*
 * writers.c: writes a conversation by the templates of writer_table.c.
 *
 * Person 0 is the one who exports. Times are the conversation's own, taken for UTC where a format
 * wants an instant. See writers.h.
 */
#include "writers.h"

#include <inttypes.h>
#include <string.h>

#include "civil.h"
#include "fault.h"

#define FLUSH_AT 65536

struct pen {
    struct tl_buf buf;
    const struct tl_conversation *conv;
    const struct tl_chat_writer *writer;
    size_t message, number; /* number: of the message in the file, from 1 */
    unsigned who;
    int64_t ms;
    int32_t seconds; /* duration; 0 where unknown */
    struct tl_civil civil;
};

static void put_escaped(struct tl_buf *buf, struct tl_str s, enum tl_escape escape)
{
    if (escape == TL_ESCAPE_LINE) {
        const bool several = memchr(s.ptr, '\n', s.len) != NULL;
        if (!several) {
            tl_buf_put_str(buf, s);
            return;
        }
        tl_buf_putc(buf, '"');
        put_escaped(buf, s, TL_ESCAPE_CSV);
        tl_buf_putc(buf, '"');
        return;
    }
    const bool json =
        escape == TL_ESCAPE_JSON || escape == TL_ESCAPE_META || escape == TL_ESCAPE_SLACK;
    const bool markup =
        escape == TL_ESCAPE_XML || escape == TL_ESCAPE_HTML || escape == TL_ESCAPE_SLACK;
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        if (markup && (c == '&' || c == '<' || c == '>'))
            tl_buf_puts(buf, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
        else if (escape == TL_ESCAPE_XML && (c == '"' || c == '\n'))
            tl_buf_puts(buf, c == '"' ? "&quot;" : "&#10;");
        else if (escape == TL_ESCAPE_HTML && c == '\n')
            tl_buf_puts(buf, "<br>");
        else if (json && (c == '"' || c == '\\'))
            tl_buf_printf(buf, "\\%c", c);
        else if ((json && c < 0x20) || (escape == TL_ESCAPE_META && c >= 0x80))
            tl_buf_printf(buf, "\\u%04x", c);
        else if (escape == TL_ESCAPE_CSV && c == '"')
            tl_buf_puts(buf, "\"\"");
        else if (escape == TL_ESCAPE_MBOX && (i == 0 || s.ptr[i - 1] == '\n') && s.len - i >= 5 &&
                 memcmp(s.ptr + i, "From ", 5) == 0)
            tl_buf_puts(buf, ">F");
        else
            tl_buf_putc(buf, (char)c);
    }
}

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* The words of templates. */
enum word {
    WORD_NAME,
    WORD_OTHER,
    WORD_TEXT,
    WORD_NUMBER, /* of the message in the file */
    WORD_ID,     /* of the sender: 1 or 2 */
    WORD_OTHERID,
    WORD_OWN,       /* 1 where the exporter writes, else 0 */
    WORD_TRUTH,     /* the same as true and false */
    WORD_BOX,       /* 2 sent, 1 received */
    WORD_DIRECTION, /* of a call, as Signal says it */
    WORD_WAY,       /* of a message, as Signal Desktop says it */
    WORD_VCARD,     /* Google Voice's element with the name of the sender */
    WORD_SIGNAL,    /* Signal's member for the direction */
    WORD_S,         /* instants */
    WORD_MS,
    WORD_US,
    WORD_DATE,     /* 2024-03-11 */
    WORD_CLOCK,    /* 15:05:10 */
    WORD_MINUTE,   /* 15:05 */
    WORD_FRACTION, /* three digits of a second */
    WORD_YEAR,
    WORD_MONTH, /* 3 */
    WORD_MM,    /* 03 */
    WORD_MONTHNAME,
    WORD_MON, /* Mar */
    WORD_DAY, /* 11 */
    WORD_DD,
    WORD_WEEKDAY,
    WORD_WKD,    /* Mon */
    WORD_HOUR,   /* 3, of twelve */
    WORD_PADDED, /* the same, two columns wide */
    WORD_MIN,    /* 05 */
    WORD_HALF,   /* AM, PM */
    WORD_HALFKO, /* the same in Korean */
    WORD_SEC,    /* 10 */
    WORD_LENGTH, /* duration in seconds */
    WORD_LENGTHMS,
    WORD_SPAN,  /* duration as 12:05 */
    WORD_WORDS_ /* how many there are */
};
static const char *const words[] = {
    "name", "other",     "text",   "number",   "id",       "otherid", "own",    "truth",
    "box",  "direction", "way",    "vcard",    "signal",   "s",       "ms",     "us",
    "date", "clock",     "minute", "fraction", "year",     "month",   "mm",     "monthname",
    "mon",  "day",       "dd",     "weekday",  "wkd",      "hour",    "padded", "min",
    "half", "halfko",    "sec",    "length",   "lengthms", "span",
};
_Static_assert(sizeof words / sizeof *words == WORD_WORDS_, "a spelling for each word");

static void put_word(struct pen *p, enum word word)
{
    struct tl_buf *buf = &p->buf;
    const struct tl_civil *c = &p->civil;
    const int hour = c->hour % 12 == 0 ? 12 : c->hour % 12;
    const size_t weekday = (size_t)tl_floor_mod(tl_floor_div(p->ms, TL_MS_PER_DAY) + 3, 7);
    const char *month = months[c->month - 1];
    switch (word) {
    case WORD_NAME:
    case WORD_OTHER:
        put_escaped(buf, p->conv->people[word == WORD_NAME ? p->who : 1 - p->who].name,
                    p->writer->escape);
        break;
    case WORD_TEXT:
        put_escaped(buf, tl_conversation_text(p->conv, p->message), p->writer->escape);
        break;
    case WORD_NUMBER:
        tl_buf_printf(buf, "%zu", p->number);
        break;
    case WORD_ID:
        tl_buf_printf(buf, "%u", p->who + 1);
        break;
    case WORD_OTHERID:
        tl_buf_printf(buf, "%u", 2 - p->who);
        break;
    case WORD_OWN:
        tl_buf_puts(buf, p->who == 0 ? "1" : "0");
        break;
    case WORD_TRUTH:
        tl_buf_puts(buf, p->who == 0 ? "true" : "false");
        break;
    case WORD_BOX:
        tl_buf_puts(buf, p->who == 0 ? "2" : "1");
        break;
    case WORD_DIRECTION:
        tl_buf_puts(buf, p->who == 0 ? "OUTGOING" : "INCOMING");
        break;
    case WORD_WAY:
        tl_buf_puts(buf, p->who == 0 ? "outgoing" : "incoming");
        break;
    case WORD_VCARD:
        tl_buf_puts(buf, p->who == 0 ? "<abbr class=\"fn\" title=\"\">Me</abbr>"
                                     : "<span class=\"fn\">");
        if (p->who != 0) {
            put_escaped(buf, p->conv->people[1].name, p->writer->escape);
            tl_buf_puts(buf, "</span>");
        }
        break;
    case WORD_SIGNAL:
        tl_buf_puts(buf, p->who == 0 ? "\"outgoing\":{\"sendStatus\":[]}"
                                     : "\"incoming\":{\"read\":true}");
        break;
    case WORD_S:
        tl_buf_printf(buf, "%" PRId64, tl_floor_div(p->ms, 1000));
        break;
    case WORD_MS:
        tl_buf_printf(buf, "%" PRId64, p->ms);
        break;
    case WORD_US:
        tl_buf_printf(buf, "%" PRId64 "000", p->ms);
        break;
    case WORD_DATE:
        tl_buf_printf(buf, "%04d-%02d-%02d", (int)c->year, c->month, c->day);
        break;
    case WORD_CLOCK:
        tl_buf_printf(buf, "%02d:%02d:%02d", c->hour, c->minute, c->second);
        break;
    case WORD_MINUTE:
        tl_buf_printf(buf, "%02d:%02d", c->hour, c->minute);
        break;
    case WORD_FRACTION:
        tl_buf_printf(buf, "%03d", (int)tl_floor_mod(p->ms, 1000));
        break;
    case WORD_YEAR:
        tl_buf_printf(buf, "%d", (int)c->year);
        break;
    case WORD_MONTH:
        tl_buf_printf(buf, "%d", c->month);
        break;
    case WORD_MM:
        tl_buf_printf(buf, "%02d", c->month);
        break;
    case WORD_MONTHNAME:
        tl_buf_puts(buf, month);
        break;
    case WORD_MON:
        tl_buf_put(buf, month, 3);
        break;
    case WORD_DAY:
        tl_buf_printf(buf, "%d", c->day);
        break;
    case WORD_DD:
        tl_buf_printf(buf, "%02d", c->day);
        break;
    case WORD_WEEKDAY:
        tl_buf_puts(buf, weekdays[weekday]);
        break;
    case WORD_WKD:
        tl_buf_put(buf, weekdays[weekday], 3);
        break;
    case WORD_HOUR:
        tl_buf_printf(buf, "%d", hour);
        break;
    case WORD_PADDED:
        tl_buf_printf(buf, "%2d", hour);
        break;
    case WORD_MIN:
        tl_buf_printf(buf, "%02d", c->minute);
        break;
    case WORD_HALF:
        tl_buf_puts(buf, c->hour < 12 ? "AM" : "PM");
        break;
    case WORD_HALFKO:
        tl_buf_puts(buf, c->hour < 12 ? "오전" : "오후");
        break;
    case WORD_SEC:
        tl_buf_printf(buf, "%02d", c->second);
        break;
    case WORD_LENGTH:
        tl_buf_printf(buf, "%" PRId32, p->seconds);
        break;
    case WORD_LENGTHMS:
        tl_buf_printf(buf, "%" PRId32 "000", p->seconds);
        break;
    case WORD_SPAN:
        if (p->seconds >= 3600)
            tl_buf_printf(buf, "%" PRId32 ":%02" PRId32 ":%02" PRId32, p->seconds / 3600,
                          p->seconds / 60 % 60, p->seconds % 60);
        else
            tl_buf_printf(buf, "%" PRId32 ":%02" PRId32, p->seconds / 60, p->seconds % 60);
        break;
    case WORD_WORDS_:
        break;
    }
}

static void put_template(struct pen *p, const char *s)
{
    for (; s != NULL && *s != '\0'; s++) {
        size_t n = 0;
        while (*s == '$' && s[1 + n] >= 'a' && s[1 + n] <= 'z')
            n++;
        size_t word = 0;
        while (n > 0 && word < WORD_WORDS_ &&
               (strlen(words[word]) != n || memcmp(words[word], s + 1, n) != 0))
            word++;
        if (n == 0 || word == WORD_WORDS_) {
            tl_buf_putc(&p->buf, *s);
            continue;
        }
        put_word(p, (enum word)word);
        s += n;
    }
}

static enum tl_status flush(struct pen *p, size_t least, tl_write write, void *user,
                            struct tl_error *err)
{
    if (p->buf.failed)
        return tl_fault_memory(err);
    if (p->buf.len < least || p->buf.len == 0)
        return TL_OK;
    if (write(user, p->buf.ptr, p->buf.len) != 0)
        return TL_FAIL;
    tl_buf_clear(&p->buf);
    return TL_OK;
}

static void look_at(struct pen *p, size_t message)
{
    const struct tl_conversation *conv = p->conv;
    p->message = message;
    p->who = conv->sender[message];
    p->ms = tl_conversation_local_ms(conv, message);
    p->seconds =
        conv->duration_s != NULL && conv->duration_s[message] > 0 ? conv->duration_s[message] : 0;
    tl_civil_from_ms(p->ms, &p->civil);
}

enum tl_status tl_chat_writer_write(const struct tl_conversation *conv,
                                    const struct tl_chat_writer *writer, tl_write write, void *user,
                                    struct tl_error *err)
{
    struct pen p = {.conv = conv, .writer = writer};
    const size_t n = conv->n_messages;
    enum tl_status status = TL_OK;
    int64_t day = INT64_MIN;
    tl_buf_init(&p.buf, conv->ctx);
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        const size_t message = writer->newest_first ? n - 1 - i : i;
        const char *line = writer->kind[conv->kind[message]];
        if (line == NULL || conv->sender[message] > 1)
            continue;
        look_at(&p, message);
        put_template(&p, p.number++ == 0 ? writer->head : writer->between);
        const int64_t this_day = tl_floor_div(p.ms, TL_MS_PER_DAY);
        if (this_day != day)
            put_template(&p, writer->day);
        day = this_day;
        put_template(&p, line);
        status = flush(&p, FLUSH_AT, write, user, err);
    }
    if (p.number > 0)
        put_template(&p, writer->tail);
    if (status == TL_OK)
        status = flush(&p, 0, write, user, err);
    tl_buf_release(&p.buf);
    return status;
}

const struct tl_chat_writer *tl_chat_writer_find(const char *format)
{
    for (const struct tl_chat_writer *w = tl_chat_writers; w->format != NULL; w++)
        if (strcmp(w->format, format) == 0)
            return w;
    return NULL;
}

enum tl_status tl_simulation_write(const struct tl_conversation *conv, const char *format,
                                   tl_write write, void *user, struct tl_error *err)
{
    const struct tl_chat_writer *writer = tl_chat_writer_find(format);
    if (writer == NULL || conv->n_people < 2)
        return tl_fault(err, TL_FAIL, TL_CODE_OPTION, "no chat can be written as %s", format);
    return writer->write != NULL ? writer->write(conv, write, user, err)
                                 : tl_chat_writer_write(conv, writer, write, user, err);
}

const char *tl_simulation_format(size_t i)
{
    size_t n = 0;
    while (tl_chat_writers[n].format != NULL)
        n++;
    return i < n ? tl_chat_writers[i].format : NULL;
}
