/*
 * fuzz_table.c: tables of messages, as CSV and as JSON.
 *
 * Byte 0: bits 0-2 chunk size, bit 3 JSON, bits 4-5 date order, bit 6 limits; byte 1: allocation to
 * fail.
 */
#include "fuzz_importer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    const uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in);
    const bool json = (options & 8) != 0;
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    if ((options & 64) != 0) {
        ctx.limits.text_bytes = 8;
        ctx.limits.line_bytes = 64;
    }
    const struct tl_import_options import = {.date_order = (enum tl_date_order)(options >> 4 & 3)};
    fuzz_importer(&ctx, &memory, json ? &tl_importer_jsonl : &tl_importer_csv,
                  json ? "chat.jsonl" : "chat.csv", fuzz_rest(&in), 1 + (options & 7), fail > 0,
                  &import);
    return 0;
}
