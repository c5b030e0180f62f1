/*
 * fuzz_json.c: whole and in chunks, the parser gives the same events and the same error.
 *
 * Byte 0: bit 0 many roots, bits 1-3 chunk size; byte 1: longest string; byte 2: allocation to
 * fail.
 */
#include "fuzz_input.h"
#include "json.h"
#include "str.h"

#include <string.h>

struct seen {
    struct tl_buf out;
    uint32_t open;
    size_t max_string;
};

static enum tl_status record(void *user, const struct tl_json_token *token)
{
    struct seen *seen = user;
    FUZZ_CHECK(token->text.len <= seen->max_string && token->line > 0);
    bool begins = token->event == TL_JSON_OBJECT || token->event == TL_JSON_ARRAY;
    bool ends = token->event == TL_JSON_OBJECT_END || token->event == TL_JSON_ARRAY_END;
    seen->open -= ends;
    FUZZ_CHECK(token->depth == seen->open);
    seen->open += begins;
    tl_buf_printf(&seen->out, "%d %d %d %d %d ", (int)token->event, (int)token->depth, token->cut,
                  (int)token->line, (int)token->offset);
    tl_buf_put_str(&seen->out, token->text);
    return TL_OK;
}

static enum tl_status run(const struct tl_context *ctx, struct tl_str bytes, size_t chunk,
                          bool many, struct seen *seen, struct tl_error *err)
{
    seen->open = 0;
    tl_buf_init(&seen->out, ctx);
    struct tl_json *json = tl_json_new(ctx, record, seen, many, seen->max_string);
    if (json == NULL)
        return TL_FATAL;
    enum tl_status status = TL_OK;
    for (size_t at = 0; status == TL_OK && at < bytes.len;) {
        size_t n = chunk < bytes.len - at ? chunk : bytes.len - at;
        status = tl_json_feed(json, (struct tl_str){bytes.ptr + at, n}, err);
        at += n;
    }
    if (status == TL_OK)
        status = tl_json_end(json, err);
    tl_json_free(json);
    return seen->out.failed ? TL_FATAL : status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    uint8_t options = fuzz_byte(&in), max_string = fuzz_byte(&in), fail = fuzz_byte(&in);
    bool many = (options & 1) != 0;
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    struct seen whole = {.max_string = max_string}, parts = {.max_string = max_string};
    struct tl_error first = {.code = TL_CODE_NONE}, second = {.code = TL_CODE_NONE};
    enum tl_status status = run(&ctx, fuzz_rest(&in), SIZE_MAX, many, &whole, &first);
    FUZZ_CHECK(status != TL_FATAL || fail > 0);
    FUZZ_CHECK(status != TL_OK || fail > 0 || whole.open == 0);
    if (fail == 0) {
        enum tl_status again =
            run(&ctx, fuzz_rest(&in), 1 + (options >> 1 & 7), many, &parts, &second);
        FUZZ_CHECK(status == again && first.code == second.code && first.line == second.line &&
                   first.offset == second.offset && strcmp(first.message, second.message) == 0);
        FUZZ_CHECK(tl_str_equal((struct tl_str){whole.out.ptr, whole.out.len},
                                (struct tl_str){parts.out.ptr, parts.out.len}));
        tl_buf_release(&parts.out);
    }
    tl_buf_release(&whole.out);
    FUZZ_CHECK(memory.live == 0);
    return 0;
}
