/*
 * lines.c: lines of a stream.
 *
 * A line that lies inside one chunk is given as a view of it; only one that straddles chunks is
 * gathered in a buffer. UTF-16 (Windows' "Unicode" text) is turned into UTF-8 a chunk at a time
 * before lines are looked for, and so is the CR of lines as Macs once ended them, so the loop over
 * lines exists once.
 */
#include "bundle.h"
#include "fault.h"
#include "sniff.h"
#include "str.h"
#include "utf8.h"

#include <string.h>

/* A CR here and no LF: lines end with it. */
enum { START_BYTES = 4096 };

struct tl_lines {
    const struct tl_context *ctx;
    struct tl_stream *stream;
    const char *at, *end; /* what is left of the chunk */
    bool ended;
    uint64_t number;        /* of lines given */
    uint64_t offset;        /* of `at` */
    uint64_t raw;           /* bytes of the stream up to the end of the chunk */
    struct tl_buf gathered; /* a line's part from earlier chunks, clipped to the limit and one */
    size_t limit;
    struct tl_buf start; /* the first chunks when they are shorter than START_BYTES */
    enum tl_encoding encoding;
    bool cr;
    struct tl_buf converted; /* the chunk in UTF-8 with LF */
    /* UTF-16 only: what the last chunk left open */
    unsigned char half;
    bool have_half;
    uint32_t high; /* surrogate waiting for its second, 0: none */
};

/* Appends one code unit; a surrogate without its partner becomes U+FFFD. */
static void put_unit(struct tl_lines *lines, uint32_t unit)
{
    char out[4];
    if (lines->high != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
        uint32_t code_point = 0x10000 + ((lines->high - 0xD800) << 10) + (unit - 0xDC00);
        tl_buf_put(&lines->converted, out, tl_utf8_encode(code_point, out));
        lines->high = 0;
        return;
    }
    if (lines->high != 0)
        tl_buf_put(&lines->converted, out, tl_utf8_encode(lines->high, out));
    lines->high = 0;
    if (unit >= 0xD800 && unit <= 0xDBFF)
        lines->high = unit;
    else
        tl_buf_put(&lines->converted, out, tl_utf8_encode(unit, out));
}

static void convert(struct tl_lines *lines, struct tl_str chunk)
{
    tl_buf_clear(&lines->converted);
    if (lines->cr) {
        tl_buf_put_str(&lines->converted, chunk);
        for (size_t i = 0; i < lines->converted.len; i++)
            if (lines->converted.ptr[i] == '\r')
                lines->converted.ptr[i] = '\n';
        return;
    }
    for (size_t i = 0; i < chunk.len; i++) {
        unsigned char byte = (unsigned char)chunk.ptr[i];
        if (!lines->have_half) {
            lines->half = byte;
        } else {
            put_unit(lines, lines->encoding == TL_ENCODING_UTF16LE
                                ? (uint32_t)byte << 8 | lines->half
                                : (uint32_t)lines->half << 8 | byte);
        }
        lines->have_half = !lines->have_half;
    }
    /* At the end of the stream what is still open cannot be completed. */
    if (lines->ended && (lines->high != 0 || lines->have_half)) {
        char out[4];
        tl_buf_put(&lines->converted, out, tl_utf8_encode(UINT32_C(0xFFFD), out));
        lines->high = 0;
        lines->have_half = false;
    }
}

static enum tl_status read_some(struct tl_lines *lines, struct tl_str *chunk, struct tl_error *err)
{
    enum tl_status status = tl_stream_next(lines->stream, chunk, err);
    if (status != TL_OK) {
        if (err != NULL)
            err->line = lines->number + 1;
        return status;
    }
    lines->raw += chunk->len;
    lines->ended = chunk->len == 0;
    return TL_OK;
}

static enum tl_status take(struct tl_lines *lines, struct tl_str chunk, struct tl_error *err)
{
    if (lines->encoding != TL_ENCODING_UTF8 || lines->cr) {
        convert(lines, chunk);
        if (lines->converted.failed)
            return tl_fault_memory(err);
        chunk = (struct tl_str){lines->converted.ptr, lines->converted.len};
    }
    lines->at = chunk.ptr;
    lines->end = chunk.len == 0 ? chunk.ptr : chunk.ptr + chunk.len;
    return TL_OK;
}

/* Learns the encoding, from the same bytes whatever the size of the chunks. */
static enum tl_status begin(struct tl_lines *lines, struct tl_error *err)
{
    struct tl_str chunk;
    bool lf = false;
    enum tl_status status = read_some(lines, &chunk, err);
    while (status == TL_OK && !lines->ended) {
        const size_t n = lines->start.len + chunk.len;
        lf |= memchr(chunk.ptr, '\n', chunk.len) != NULL;
        if (n >= START_BYTES || (lf && n >= 4))
            break;
        tl_buf_put_str(&lines->start, chunk);
        status = read_some(lines, &chunk, err);
    }
    if (status != TL_OK)
        return status;
    if (lines->start.len > 0) {
        tl_buf_put_str(&lines->start, chunk);
        chunk = (struct tl_str){lines->start.ptr, lines->start.len};
    }
    if (lines->start.failed)
        return tl_fault_memory(err);
    size_t mark;
    lines->encoding = tl_sniff_encoding(chunk, &mark);
    chunk = tl_str_slice(chunk, mark, chunk.len);
    if (lines->encoding == TL_ENCODING_UTF8) {
        const size_t n = chunk.len + mark < START_BYTES ? chunk.len : START_BYTES - mark;
        lines->offset = mark;
        lines->cr =
            n > 0 && memchr(chunk.ptr, '\r', n) != NULL && memchr(chunk.ptr, '\n', n) == NULL;
    }
    return take(lines, chunk, err);
}

enum tl_status tl_lines_new(const struct tl_context *ctx, struct tl_stream *stream,
                            struct tl_lines **out, struct tl_error *err)
{
    struct tl_lines *lines = tl_alloc_zeroed(ctx, 1, sizeof *lines);
    if (lines == NULL) {
        tl_stream_free(stream);
        return tl_fault_memory(err);
    }
    lines->ctx = ctx;
    lines->stream = stream;
    lines->limit = ctx->limits.line_bytes;
    if (lines->limit == SIZE_MAX)
        lines->limit--;
    tl_buf_init(&lines->gathered, ctx);
    tl_buf_init(&lines->converted, ctx);
    tl_buf_init(&lines->start, ctx);
    enum tl_status status = begin(lines, err);
    if (status != TL_OK) {
        tl_lines_free(lines);
        return status;
    }
    *out = lines;
    return TL_OK;
}

void tl_lines_free(struct tl_lines *lines)
{
    if (lines == NULL)
        return;
    tl_stream_free(lines->stream);
    tl_buf_release(&lines->start);
    tl_buf_release(&lines->gathered);
    tl_buf_release(&lines->converted);
    tl_free(lines->ctx, lines, sizeof *lines);
}

uint64_t tl_lines_offset(const struct tl_lines *lines)
{
    return lines->encoding == TL_ENCODING_UTF8 ? lines->raw - (uint64_t)(lines->end - lines->at)
                                               : lines->raw;
}

/* Fills *line with a line of `len` bytes of which all, or at least limit + 1, are at `text`. */
static void give(struct tl_lines *lines, struct tl_line *line, const char *text, uint64_t len,
                 bool crlf, bool newline)
{
    uint64_t content = len - (crlf ? 1 : 0);
    bool cut = content > lines->limit;
    *line = (struct tl_line){
        .text = {text, cut ? lines->limit : (size_t)content},
        .number = ++lines->number,
        .offset = lines->offset,
        .crlf = crlf,
        .cut = cut,
        .last_without_newline = !newline,
    };
    lines->offset += len + (newline ? 1 : 0);
}

/* A line that goes on in the next chunk, or the last one. */
static enum tl_status gather(struct tl_lines *lines, struct tl_line *line, bool *more,
                             struct tl_error *err)
{
    uint64_t len = 0;
    char last = '\0';
    bool newline = false;
    tl_buf_clear(&lines->gathered);
    for (;;) {
        size_t n = (size_t)(lines->end - lines->at);
        if (n > 0) {
            const char *hit = memchr(lines->at, '\n', n);
            newline = hit != NULL;
            if (newline)
                n = (size_t)(hit - lines->at);
            size_t room = lines->limit + 1 - lines->gathered.len;
            tl_buf_put(&lines->gathered, lines->at, n < room ? n : room);
            if (lines->gathered.failed)
                return tl_fault_memory(err);
            if (n > 0)
                last = lines->at[n - 1];
            len += n;
            lines->at += n + (newline ? 1 : 0);
        }
        if (newline || lines->ended)
            break;
        struct tl_str chunk;
        enum tl_status status = read_some(lines, &chunk, err);
        if (status == TL_OK)
            status = take(lines, chunk, err);
        if (status != TL_OK)
            return status;
    }
    *more = newline || len > 0;
    if (*more)
        give(lines, line, lines->gathered.ptr, len, newline && last == '\r', newline);
    return TL_OK;
}

enum tl_status tl_lines_next(struct tl_lines *lines, struct tl_line *line, bool *more,
                             struct tl_error *err)
{
    size_t left = (size_t)(lines->end - lines->at);
    const char *hit = left == 0 ? NULL : memchr(lines->at, '\n', left);
    if (hit == NULL)
        return gather(lines, line, more, err);
    const char *text = lines->at;
    *more = true;
    lines->at = hit + 1;
    give(lines, line, text, (uint64_t)(hit - text), hit > text && hit[-1] == '\r', true);
    return TL_OK;
}
