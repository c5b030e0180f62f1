/*
 * terminal_text.c: from any bytes to lines of a terminal.
 *
 * Three steps that know nothing of each other: clean (what may reach a terminal at all), measure
 * (columns), wrap (words into lines). Wrapping breaks at blanks only; a word wider than the line is
 * cut before a character that takes a column, so a base keeps its marks. No-break spaces are
 * characters like others.
 */
#include "terminal_text.h"

#include "fault.h"
#include "utf8.h"

#include <string.h>

struct width_range {
    uint32_t first, last;
};
#include "display_width_table.h"

#define ZERO_WIDTH_JOINER UINT32_C(0x200D)
#define EMOJI_STYLE UINT32_C(0xFE0F) /* shows the character before it as a picture */
#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 20 /* narrower lines than this are not made, whatever is asked */
#define MARKS_MOST 4

static bool among(const struct width_range *ranges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ranges[low].first <= c;
}

static size_t width_of(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (among(zero_width, sizeof zero_width / sizeof zero_width[0], c))
        return 0;
    return among(double_width, sizeof double_width / sizeof double_width[0], c) ? 2 : 1;
}

static bool skin_tone(uint32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

/* Columns that c adds after `before` (0 at the start), whose own width was `before_width`. */
static size_t width_after(uint32_t c, uint32_t before, size_t before_width)
{
    if (before == ZERO_WIDTH_JOINER || (skin_tone(c) && before_width == 2))
        return 0;
    if (c == EMOJI_STYLE)
        return before_width == 1 ? 1 : 0;
    return width_of(c);
}

size_t tl_display_width(struct tl_str s)
{
    size_t columns = 0, at = 0, before_width = 0;
    uint32_t before = 0;
    while (at < s.len) {
        const uint32_t c = tl_utf8_next(s, &at);
        const size_t width = width_after(c, before, before_width);
        columns += width;
        before = c;
        before_width = width;
    }
    return columns;
}

/* Characters without a form of their own that turn, hide or carry what is not seen. */
static bool hides(uint32_t c)
{
    return c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

static const char *ascii_form(uint32_t c)
{
    switch (c) {
    case 0xA0:
    case 0x2009:
    case 0x202F:
        return " ";
    case 0x2018:
    case 0x2019:
    case 0x2BC:
    case 0x2032:
        return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2033:
        return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return "-";
    case 0x2026:
        return "...";
    case 0xB7:
    case 0x2022:
        return "*";
    case 0xD7:
        return "x";
    default:
        return "?";
    }
}

void tl_terminal_clean(struct tl_buf *out, struct tl_str s, bool unicode)
{
    size_t at = 0, marks = 0;
    while (at < s.len) {
        const uint32_t c = tl_utf8_next(s, &at);
        if (c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029) {
            tl_buf_putc(out, ' ');
            continue;
        }
        if (hides(c))
            continue;
        marks = width_of(c) == 0 ? marks + 1 : 0;
        if (marks > MARKS_MOST)
            continue;
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        if (c < 0x80 && !control) {
            tl_buf_putc(out, (char)c);
        } else if (unicode) {
            char bytes[4];
            tl_buf_put(out, bytes, tl_utf8_encode(control ? 0xFFFD : c, bytes));
        } else if (marks == 0) {
            tl_buf_puts(out, ascii_form(c));
        }
    }
}

void tl_terminal_init(struct tl_terminal *t, const struct tl_context *ctx,
                      const struct tl_render_options *options)
{
    const int width = options->width == 0 ? WIDTH_DEFAULT : options->width;
    *t = (struct tl_terminal){
        .width = width < WIDTH_LEAST ? WIDTH_LEAST : (size_t)width,
        .color = options->color,
        .unicode = options->unicode,
    };
    tl_buf_init(&t->out, ctx);
    tl_buf_init(&t->clean, ctx);
    tl_buf_init(&t->lead, ctx);
}

static void put_style(struct tl_terminal *t, enum tl_style style, bool on)
{
    if (t->color && style != TL_STYLE_PLAIN)
        tl_buf_puts(&t->out, !on ? "\x1b[0m" : style == TL_STYLE_HEADING ? "\x1b[1m" : "\x1b[2m");
}

/* Never NULL, which an untouched buffer holds and to which nothing may be added. */
static struct tl_str rest_of(const struct tl_buf *buf, size_t from)
{
    return buf->len > from ? (struct tl_str){buf->ptr + from, buf->len - from} : TL_STR("");
}

/* Bytes of s that fill at most `columns`, at least one character; never between base and marks. */
static size_t cut_word(struct tl_str s, size_t columns)
{
    size_t at = 0, filled = 0, before_width = 0;
    uint32_t before = 0;
    while (at < s.len) {
        size_t next = at;
        const uint32_t c = tl_utf8_next(s, &next);
        const size_t width = width_after(c, before, before_width);
        if (at > 0 && filled + width > columns)
            break;
        filled += width;
        before = c;
        before_width = width;
        at = next;
    }
    return at;
}

void tl_terminal_fit(struct tl_buf *out, struct tl_str s, size_t columns, bool unicode)
{
    const size_t from = out->len;
    tl_terminal_clean(out, s, unicode);
    if (out->failed)
        return;
    size_t width = tl_display_width(rest_of(out, from));
    if (width > columns) {
        out->len = from + cut_word(rest_of(out, from), columns);
        width = tl_display_width(rest_of(out, from));
    }
    for (; width < columns; width++)
        tl_buf_putc(out, ' ');
}

/* Bytes of the next word of s, behind its blanks. */
static struct tl_str next_word(struct tl_str s)
{
    size_t from = 0;
    while (from < s.len && s.ptr[from] == ' ')
        from++;
    size_t to = from;
    while (to < s.len && s.ptr[to] != ' ')
        to++;
    return (struct tl_str){s.ptr + from, to - from};
}

static void new_line(struct tl_terminal *t, enum tl_style style, size_t indent)
{
    put_style(t, style, false);
    tl_buf_putc(&t->out, '\n');
    for (size_t i = 0; i < indent; i++)
        tl_buf_putc(&t->out, ' ');
    put_style(t, style, true);
}

void tl_terminal_paragraph(struct tl_terminal *t, enum tl_style style, const char *lead,
                           const char *text)
{
    tl_buf_clear(&t->clean);
    tl_buf_clear(&t->lead);
    tl_terminal_clean(&t->clean, (struct tl_str){text, strlen(text)}, t->unicode);
    tl_terminal_clean(&t->lead, (struct tl_str){lead, strlen(lead)}, t->unicode);
    if (t->clean.failed || t->lead.failed) {
        t->out.failed = true;
        return;
    }
    const size_t lead_width = tl_display_width(rest_of(&t->lead, 0));
    /* A lead that leaves no room hangs less. */
    const size_t indent = lead_width + WIDTH_LEAST <= t->width ? lead_width : 4;
    size_t column = lead_width;
    bool at_start = true;

    put_style(t, style, true);
    tl_buf_put(&t->out, t->lead.ptr, t->lead.len);
    struct tl_str word = next_word(rest_of(&t->clean, 0));
    while (word.len > 0) {
        const size_t blank = at_start ? 0 : 1;
        const size_t width = tl_display_width(word);
        const bool fits = column + blank + width <= t->width;
        if (fits || (at_start && column <= indent)) {
            const size_t room = t->width > column ? t->width - column : 1;
            const size_t taken = fits ? word.len : cut_word(word, room);
            if (blank > 0)
                tl_buf_putc(&t->out, ' ');
            tl_buf_put(&t->out, word.ptr, taken);
            column += blank + tl_display_width((struct tl_str){word.ptr, taken});
            at_start = false;
            word.ptr += taken;
            word.len -= taken;
            if (word.len > 0)
                continue;
            const size_t from = (size_t)(word.ptr - t->clean.ptr);
            word = next_word(rest_of(&t->clean, from));
        } else {
            new_line(t, style, indent);
            column = indent;
            at_start = true;
        }
    }
    put_style(t, style, false);
    tl_buf_putc(&t->out, '\n');
}

void tl_terminal_line(struct tl_terminal *t, enum tl_style style, const char *text)
{
    put_style(t, style, true);
    tl_terminal_clean(&t->out, (struct tl_str){text, strlen(text)}, t->unicode);
    put_style(t, style, false);
    tl_buf_putc(&t->out, '\n');
}

enum tl_status tl_terminal_finish(struct tl_terminal *t, tl_write write, void *user,
                                  struct tl_error *err)
{
    enum tl_status status = TL_OK;
    if (t->out.failed)
        status = tl_fault_memory(err);
    else if (t->out.len > 0 && write(user, t->out.ptr, t->out.len) != 0)
        status = tl_fault(err, TL_FATAL, TL_CODE_IO, "the report could not be written whole");
    tl_buf_release(&t->out);
    tl_buf_release(&t->clean);
    tl_buf_release(&t->lead);
    return status;
}

enum tl_status tl_paragraph_write(const struct tl_context *ctx, const char *lead, const char *text,
                                  const struct tl_render_options *options, tl_write write,
                                  void *user)
{
    struct tl_terminal t;
    tl_terminal_init(&t, ctx, options);
    tl_terminal_paragraph(&t, TL_STYLE_PLAIN, lead, text);
    return tl_terminal_finish(&t, write, user, NULL);
}
