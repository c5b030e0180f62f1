/*
 * feed.c: see feed.h.
 *
 * UTF-8 goes from the stream's chunks straight into the parser. UTF-16 is what Windows programs
 * make of a file opened and saved; it goes by lines, since tl_lines knows how to convert it. The
 * head goes by lines too where no LF is in it, as its lines may end with CR.
 */
#include "feed.h"

#include <string.h>

#include "fault.h"
#include "str.h"

static enum tl_status open_lines(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                 size_t i, struct tl_lines **out, struct tl_error *err)
{
    struct tl_stream *stream;
    const enum tl_status status = tl_stream_open(bundle, i, &stream, err);
    return status == TL_OK ? tl_lines_new(ctx, stream, out, err) : status;
}

static enum tl_status head_by_lines(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                    size_t i, struct tl_buf *head, bool *whole,
                                    struct tl_error *err)
{
    struct tl_lines *lines = NULL;
    struct tl_line line;
    bool more = true;
    tl_buf_clear(head);
    enum tl_status status = open_lines(ctx, bundle, i, &lines, err);
    while (status == TL_OK && more && head->len < TL_HEAD_BYTES) {
        status = tl_lines_next(lines, &line, &more, err);
        if (status == TL_OK && more) {
            tl_buf_put_str(head, line.text);
            tl_buf_putc(head, '\n');
        }
    }
    if (status == TL_OK)
        *whole = !more;
    tl_lines_free(lines);
    return status == TL_OK && head->failed ? tl_fault_memory(err) : status;
}

enum tl_status tl_feed_head(const struct tl_context *ctx, const struct tl_bundle *bundle, size_t i,
                            struct tl_buf *head, bool *whole, enum tl_sniff *kind,
                            struct tl_error *err)
{
    struct tl_stream *stream = NULL;
    struct tl_str chunk = {NULL, 0};
    tl_buf_clear(head);
    *whole = false;
    enum tl_status status = tl_stream_open(bundle, i, &stream, err);
    while (status == TL_OK && head->len < TL_HEAD_BYTES && !*whole) {
        status = tl_stream_next(stream, &chunk, err);
        tl_buf_put_str(head, tl_str_slice(chunk, 0, TL_HEAD_BYTES - head->len));
        *whole = chunk.len == 0;
    }
    tl_stream_free(stream);
    if (status == TL_OK && head->failed)
        status = tl_fault_memory(err);
    if (status != TL_OK)
        return status;
    const struct tl_str bytes = {head->ptr, head->len};
    *kind = tl_sniff_bytes(bytes);
    const bool text = *kind <= TL_SNIFF_EMPTY;
    if (text && (tl_sniff_encoding(bytes, NULL) != TL_ENCODING_UTF8 ||
                 (tl_str_find(bytes, TL_STR("\r"), 0) != SIZE_MAX &&
                  tl_str_find(bytes, TL_STR("\n"), 0) == SIZE_MAX)))
        return head_by_lines(ctx, bundle, i, head, whole, err);
    if (tl_str_starts(bytes, TL_STR("\xef\xbb\xbf"))) {
        head->len -= 3;
        memmove(head->ptr, head->ptr + 3, head->len);
    }
    return TL_OK;
}

static enum tl_status feed_lines(const struct tl_import *import, tl_feed_sink sink, void *user)
{
    struct tl_lines *lines = NULL;
    struct tl_line line;
    bool more = true;
    enum tl_status status =
        open_lines(import->ctx, import->bundle, import->entry, &lines, import->err);
    while (status == TL_OK && more) {
        status = tl_lines_next(lines, &line, &more, import->err);
        if (status != TL_OK || !more)
            break;
        status = sink(user, line.text, import->err);
        if (status == TL_OK)
            status = sink(user, TL_STR("\n"), import->err);
        if (status == TL_OK)
            status = tl_import_progress(import, tl_lines_offset(lines));
    }
    tl_lines_free(lines);
    return status;
}

/* Gathers the first bytes, which tell the encoding, then goes chunk by chunk. */
static enum tl_status feed_chunks(const struct tl_import *import, tl_feed_sink sink, void *user,
                                  bool *utf16)
{
    struct tl_stream *stream = NULL;
    struct tl_str chunk;
    char start[4];
    size_t n_start = 0;
    bool begun = false;
    uint64_t offset = 0;
    enum tl_status status = tl_stream_open(import->bundle, import->entry, &stream, import->err);
    while (status == TL_OK) {
        status = tl_stream_next(stream, &chunk, import->err);
        if (status != TL_OK)
            break;
        const bool end = chunk.len == 0;
        offset += chunk.len;
        if (!begun) {
            while (n_start < sizeof start && chunk.len > 0) {
                start[n_start++] = *chunk.ptr++;
                chunk.len--;
            }
            if (n_start < sizeof start && !end)
                continue;
            const struct tl_str first = {start, n_start};
            begun = true;
            *utf16 = tl_sniff_encoding(first, NULL) != TL_ENCODING_UTF8;
            if (*utf16)
                break;
            status = sink(user, first, import->err);
        }
        if (status == TL_OK && chunk.len > 0)
            status = sink(user, chunk, import->err);
        if (end)
            break;
        if (status == TL_OK)
            status = tl_import_progress(import, offset);
    }
    tl_stream_free(stream);
    return status;
}

enum tl_status tl_feed(const struct tl_import *import, tl_feed_sink sink, void *user)
{
    bool utf16 = false;
    const enum tl_status status = feed_chunks(import, sink, user, &utf16);
    return status == TL_OK && utf16 ? feed_lines(import, sink, user) : status;
}

static enum tl_status feed_parser(void *json, struct tl_str bytes, struct tl_error *err)
{
    return tl_json_feed(json, bytes, err);
}

enum tl_status tl_feed_json(const struct tl_import *import, struct tl_json *json)
{
    char label[256];
    tl_bundle_label(import->bundle, import->entry, label);
    tl_json_set_name(json, label);
    enum tl_status status = tl_feed(import, feed_parser, json);
    if (status == TL_OK)
        status = tl_json_end(json, import->err);
    tl_json_set_name(json, NULL);
    return status;
}
