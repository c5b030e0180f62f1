/*
 * fuzz_xml.c: the scanner for tags. Whole and in chunks it must say the same.
 *
 * Byte 0: bits 0-2 chunk size, bit 3 a short limit, bit 4 no texts; byte 1: allocation to fail.
 */
#include "fuzz_input.h"
#include "str.h"
#include "xml.h"

static enum tl_status take(void *user, const struct tl_xml_token *token)
{
    uint64_t *digest = user;
    *digest = *digest * 31 + tl_str_hash(token->name) + 7 * tl_str_hash(token->text) + token->line +
              (uint64_t)token->event + (token->cut ? 1000 : 0);
    for (size_t i = 0; i < token->n_attributes; i++)
        *digest = *digest * 31 + tl_str_hash(token->attribute[i].name) +
                  3 * tl_str_hash(token->attribute[i].value);
    return TL_OK;
}

static bool keep(struct tl_str tag, struct tl_str attribute)
{
    return tag.len != 3 && attribute.len != 4;
}

static enum tl_status scan(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                           bool texts, size_t limit, uint64_t *digest)
{
    bool broken = false;
    *digest = 0;
    struct tl_xml *xml = tl_xml_new(ctx, take, keep, digest, texts, limit);
    enum tl_status status = xml == NULL ? TL_FATAL : TL_OK;
    for (size_t at = 0; at < bytes.len && status == TL_OK; at += chunk)
        status = tl_xml_feed(xml, tl_str_slice(bytes, at, at + chunk), NULL);
    if (status == TL_OK)
        status = tl_xml_end(xml, &broken, NULL);
    tl_xml_free(xml);
    *digest += broken;
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    const uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in);
    struct tl_context ctx;
    struct fuzz_memory memory;
    uint64_t digest, again;
    fuzz_context(&ctx, &memory, fail);
    const struct tl_str bytes = fuzz_rest(&in);
    const size_t limit = (options & 8) != 0 ? 5 : 4096;
    const bool texts = (options & 16) == 0;
    const enum tl_status status = scan(&ctx, bytes, bytes.len + 1, texts, limit, &digest);
    FUZZ_CHECK(status == TL_OK || fail > 0);
    if (fail == 0) {
        FUZZ_CHECK(scan(&ctx, bytes, 1 + (options & 7u), texts, limit, &again) == TL_OK);
        FUZZ_CHECK(digest == again);
    }
    FUZZ_CHECK(memory.live == 0);
    return 0;
}
