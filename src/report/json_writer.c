/*
 * json_writer.c: a writer that keeps the commas, the indentation and the escapes.
 *
 * What is written gathers in a buffer and goes on in pieces, so a document needs little memory. A
 * failure is kept and told once, by tl_json_writer_finish; until then every call is harmless.
 */
#include "json_writer.h"

#include "fault.h"
#include "number.h"
#include "utf8.h"

#include <string.h>

#define PIECE 32768
#define DIGITS 6

static void flush(struct tl_json_writer *w)
{
    if (!w->stopped && !w->buf.failed && w->buf.len > 0)
        w->stopped = w->write(w->user, w->buf.ptr, w->buf.len) != 0;
    tl_buf_clear(&w->buf);
}

static void new_line(struct tl_json_writer *w)
{
    if (w->flat != 0)
        return;
    tl_buf_putc(&w->buf, '\n');
    for (int i = 0; i < w->depth; i++)
        tl_buf_puts(&w->buf, "  ");
}

/* What has to stand before a key or a value. */
static void item(struct tl_json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->depth == 0)
        return;
    bool *has_item = &w->has_item[w->depth - 1];
    if (*has_item)
        tl_buf_puts(&w->buf, w->flat != 0 ? ", " : ",");
    *has_item = true;
    new_line(w);
    if (w->buf.len >= PIECE)
        flush(w);
}

static void open_container(struct tl_json_writer *w, char bracket, bool flat)
{
    item(w);
    tl_buf_putc(&w->buf, bracket);
    w->has_item[w->depth++] = false;
    if (flat && w->flat == 0)
        w->flat = w->depth;
}

static void close_container(struct tl_json_writer *w, char bracket)
{
    const bool ends_flat = w->flat == w->depth;
    w->depth--;
    if (w->has_item[w->depth])
        new_line(w);
    if (ends_flat)
        w->flat = 0;
    tl_buf_putc(&w->buf, bracket);
}

void tl_json_writer_init(struct tl_json_writer *w, const struct tl_context *ctx, tl_write write,
                         void *user)
{
    *w = (struct tl_json_writer){.write = write, .user = user};
    tl_buf_init(&w->buf, ctx);
}

enum tl_status tl_json_writer_finish(struct tl_json_writer *w, struct tl_error *err)
{
    tl_buf_putc(&w->buf, '\n');
    const bool failed = w->buf.failed;
    flush(w);
    tl_buf_release(&w->buf);
    if (failed)
        return tl_fault_memory(err);
    if (w->stopped)
        return tl_fault(err, TL_FATAL, TL_CODE_IO, "the report could not be written whole");
    return TL_OK;
}

void tl_json_put_object(struct tl_json_writer *w, bool flat)
{
    open_container(w, '{', flat);
}

void tl_json_put_object_end(struct tl_json_writer *w)
{
    close_container(w, '}');
}

void tl_json_put_array(struct tl_json_writer *w, bool flat)
{
    open_container(w, '[', flat);
}

void tl_json_put_array_end(struct tl_json_writer *w)
{
    close_container(w, ']');
}

void tl_json_put_key(struct tl_json_writer *w, const char *key)
{
    tl_json_put_text(w, key);
    tl_buf_puts(&w->buf, ": ");
    w->after_key = true;
}

static bool needs_escape(uint32_t c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7F ||
           c == 0x2028 || c == 0x2029;
}

static void put_escape(struct tl_buf *buf, uint32_t c)
{
    static const char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        tl_buf_puts(buf, "\\\"");
        return;
    case '\\':
        tl_buf_puts(buf, "\\\\");
        return;
    case '\n':
        tl_buf_puts(buf, "\\n");
        return;
    case '\t':
        tl_buf_puts(buf, "\\t");
        return;
    default:
        tl_buf_puts(buf, "\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
            tl_buf_putc(buf, hex[c >> shift & 0xF]);
    }
}

void tl_json_put_str(struct tl_json_writer *w, struct tl_str s)
{
    item(w);
    tl_buf_putc(&w->buf, '"');
    size_t at = 0;
    while (at < s.len) {
        const size_t start = at;
        char utf8[4];
        const uint32_t c = tl_utf8_next(s, &at);
        if (needs_escape(c))
            put_escape(&w->buf, c);
        else if (c < 0x80)
            tl_buf_putc(&w->buf, (char)c);
        else if (c != 0xFFFD)
            tl_buf_put(&w->buf, s.ptr + start, at - start);
        else /* invalid bytes are read as this one, too */
            tl_buf_put(&w->buf, utf8, tl_utf8_encode(c, utf8));
    }
    tl_buf_putc(&w->buf, '"');
}

void tl_json_put_text(struct tl_json_writer *w, const char *s)
{
    if (s == NULL)
        tl_json_put_null(w);
    else
        tl_json_put_str(w, (struct tl_str){s, strlen(s)});
}

void tl_json_put_double(struct tl_json_writer *w, double x)
{
    char out[TL_NUMBER_MAX];
    item(w);
    tl_buf_put(&w->buf, out, tl_print_double(out, x, DIGITS));
}

void tl_json_put_int(struct tl_json_writer *w, int64_t x)
{
    char out[TL_NUMBER_MAX];
    item(w);
    tl_buf_put(&w->buf, out, tl_print_int64(out, x));
}

void tl_json_put_uint(struct tl_json_writer *w, uint64_t x)
{
    char out[TL_NUMBER_MAX];
    size_t at = sizeof out;
    item(w);
    do {
        out[--at] = (char)('0' + x % 10);
        x /= 10;
    } while (x > 0);
    tl_buf_put(&w->buf, out + at, sizeof out - at);
}

void tl_json_put_bool(struct tl_json_writer *w, bool x)
{
    item(w);
    tl_buf_puts(&w->buf, x ? "true" : "false");
}

void tl_json_put_null(struct tl_json_writer *w)
{
    item(w);
    tl_buf_puts(&w->buf, "null");
}
