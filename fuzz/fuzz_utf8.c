/*
 * fuzz_utf8.c: what one function of utf8.h finds valid, every other does too, and what was repaired
 * is valid and keeps its characters.
 */
#include "fuzz_input.h"
#include "str.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tl_str s = {(const char *)data, size};
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, 0);
    struct tl_buf repaired, encoded;
    tl_buf_init(&repaired, &ctx);
    tl_buf_init(&encoded, &ctx);

    size_t prefix = tl_utf8_valid_prefix(s), replaced = tl_utf8_repair(&repaired, s);
    struct tl_str out = {repaired.ptr, repaired.len};
    FUZZ_CHECK(!repaired.failed && prefix <= size && (prefix == size) == (replaced == 0));
    FUZZ_CHECK(tl_utf8_valid_prefix(out) == out.len);

    size_t count = 0;
    for (size_t at = 0; at < size; count++) {
        size_t before = at;
        uint32_t code_point = tl_utf8_next(s, &at);
        FUZZ_CHECK(at > before && at - before <= 4 && at <= size);
        FUZZ_CHECK(before >= prefix || at <= prefix);
        char bytes[4];
        size_t n = tl_utf8_encode(code_point, bytes);
        tl_buf_put(&encoded, bytes, n);
    }
    FUZZ_CHECK(tl_str_equal(out, (struct tl_str){encoded.ptr, encoded.len}));
    FUZZ_CHECK(tl_utf8_count(out) == count);

    tl_buf_release(&repaired);
    tl_buf_release(&encoded);
    FUZZ_CHECK(memory.live == 0);
    return 0;
}
