/*
 * fuzz_lines.c: whole and in chunks, a file has the same lines; numbers and offsets go on without a
 * gap.
 *
 * Byte 0: chunk size and limit on lines; byte 1: allocation to fail.
 */
#include "bundle.h"
#include "fuzz_input.h"
#include "str.h"

static enum tl_status run(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                          struct tl_buf *out, struct tl_error *err)
{
    tl_buf_init(out, ctx);
    struct tl_source *source = tl_source_new_memory(ctx, bytes, chunk);
    if (source == NULL)
        return TL_FATAL;
    struct tl_bundle *bundle = NULL;
    struct tl_stream *stream = NULL;
    struct tl_lines *lines = NULL;
    enum tl_status status = tl_bundle_open_source(ctx, "fuzz", source, &bundle, err);
    if (status == TL_OK)
        status = tl_stream_open(bundle, 0, &stream, err);
    if (status == TL_OK)
        status = tl_lines_new(ctx, stream, &lines, err);
    uint64_t number = 0, offset = 0;
    for (bool more = true; status == TL_OK && more;) {
        struct tl_line line;
        status = tl_lines_next(lines, &line, &more, err);
        if (status != TL_OK || !more)
            break;
        FUZZ_CHECK(line.number == ++number && line.text.len <= ctx->limits.line_bytes);
        FUZZ_CHECK(!line.cut || line.text.len == ctx->limits.line_bytes);
        FUZZ_CHECK(number == 1 || line.cut || line.offset > offset);
        offset = line.offset;
        tl_buf_printf(out, "%d %d %d %d ", (int)line.offset, line.crlf, line.cut,
                      line.last_without_newline);
        tl_buf_put_str(out, line.text);
    }
    if (status == TL_OK)
        FUZZ_CHECK(tl_lines_offset(lines) == bytes.len);
    tl_lines_free(lines);
    tl_bundle_free(bundle);
    return out->failed ? TL_FATAL : status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in);
    struct tl_str bytes = fuzz_rest(&in);
    /* What begins like an archive is fuzz_zip's. */
    if (tl_str_starts(bytes, TL_STR("PK")))
        return 0;
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    ctx.limits.line_bytes = (uint32_t)1 << (options >> 4);
    struct tl_buf whole, parts;
    struct tl_error err;
    enum tl_status status = run(&ctx, bytes, 0, &whole, &err);
    FUZZ_CHECK(status == TL_OK || (status == TL_FATAL && fail > 0) ||
               bytes.len > ctx.limits.file_bytes);
    if (fail == 0) {
        FUZZ_CHECK(run(&ctx, bytes, 1 + (options & 15), &parts, &err) == status);
        FUZZ_CHECK(tl_str_equal((struct tl_str){whole.ptr, whole.len},
                                (struct tl_str){parts.ptr, parts.len}));
        tl_buf_release(&parts);
    }
    tl_buf_release(&whole);
    FUZZ_CHECK(memory.live == 0);
    return 0;
}
