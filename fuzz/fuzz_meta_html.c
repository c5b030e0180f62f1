/*
 * fuzz_meta_html.c: Messenger's and Instagram's download as HTML.
 *
 * Byte 0: bits 0-2 chunk size, bits 4-5 limits; byte 1: allocation to fail.
 */
#include "fuzz_importer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    const uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in);
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    if ((options & 16) != 0)
        ctx.limits.text_bytes = 8;
    if ((options & 32) != 0)
        ctx.limits.messages = 4;
    const struct tl_import_options import = {.with = NULL};
    fuzz_importer(&ctx, &memory, &tl_importer_meta_html, "message_1.html", fuzz_rest(&in),
                  1 + (options & 7), fail > 0, &import);
    return 0;
}
