/*
 * fuzz_whatsapp_text.c: exported WhatsApp chats.
 *
 * Byte 0: bits 0-2 chunk size, bits 3-4 date order, bit 5 short texts, bit 6 few people, bit 7 few
 * messages; byte 1: allocation to fail.
 */
#include "fuzz_importer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    const uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in);
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    if ((options & 32) != 0)
        ctx.limits.text_bytes = 48;
    if ((options & 64) != 0)
        ctx.limits.participants = 2;
    if ((options & 128) != 0)
        ctx.limits.messages = 4;
    const struct tl_import_options import = {.date_order = (enum tl_date_order)(options >> 3 & 3)};
    fuzz_importer(&ctx, &memory, &tl_importer_whatsapp_text, "_chat.txt", fuzz_rest(&in),
                  1 + (options & 7), fail > 0, &import);
    return 0;
}
