/*
 * fuzz_zip.c: an archive is refused with a sentence or its entries are read within the limits;
 * whole and in chunks the same.
 *
 * Byte 0: chunk size; byte 1: allocation to fail.
 */
#include "bundle.h"
#include "fuzz_input.h"
#include "str.h"
#include "utf8.h"

#include <string.h>

/* What an importer would see of the archive, as one text. */
static enum tl_status run(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                          struct tl_buf *out)
{
    tl_buf_init(out, ctx);
    struct tl_error err = {.message = ""};
    struct tl_source *source = tl_source_new_memory(ctx, bytes, chunk);
    if (source == NULL)
        return TL_FATAL;
    struct tl_bundle *bundle = NULL;
    enum tl_status status = tl_bundle_open_source(ctx, "fuzz.zip", source, &bundle, &err);
    FUZZ_CHECK(status == TL_OK || (err.message[0] != '\0' && err.code != TL_CODE_NONE));
    for (size_t i = 0; status == TL_OK && i < tl_bundle_count(bundle); i++) {
        struct tl_str path = tl_bundle_path(bundle, i);
        FUZZ_CHECK(tl_utf8_valid_prefix(path) == path.len);
        struct tl_stream *stream = NULL;
        struct tl_str piece = {NULL, 0};
        uint64_t read = 0;
        status = tl_stream_open(bundle, i, &stream, &err);
        while (status == TL_OK) {
            status = tl_stream_next(stream, &piece, &err);
            read += piece.len;
            tl_buf_put_str(out, piece);
            if (piece.len == 0)
                break;
        }
        FUZZ_CHECK(read <= ctx->limits.file_bytes);
        FUZZ_CHECK(status != TL_OK || read == tl_bundle_size(bundle, i));
        tl_stream_free(stream);
        if (status == TL_FAIL) {
            FUZZ_CHECK(err.message[0] != '\0');
            tl_buf_puts(out, "refused");
            status = TL_OK;
        }
    }
    tl_bundle_free(bundle);
    return out->failed ? TL_FATAL : status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in);
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    struct tl_buf whole, parts;
    enum tl_status status = run(&ctx, fuzz_rest(&in), 0, &whole);
    FUZZ_CHECK(status != TL_FATAL || fail > 0);
    if (fail == 0) {
        FUZZ_CHECK(run(&ctx, fuzz_rest(&in), 1 + options, &parts) == status);
        /* Of a refused entry more may have been given in smaller pieces. */
        FUZZ_CHECK(status != TL_OK || parts.len >= whole.len);
        tl_buf_release(&parts);
    }
    tl_buf_release(&whole);
    FUZZ_CHECK(memory.live == 0);
    return 0;
}
