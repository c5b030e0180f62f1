/*
 * fuzz_typedstream.c: the text is always a view of the blob.
 */
#include "fuzz_input.h"
#include "typedstream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    const struct tl_str blob = fuzz_rest(&in);
    struct tl_str text;
    if (tl_typedstream_text(blob, &text))
        FUZZ_CHECK(text.ptr >= blob.ptr && text.len <= blob.len &&
                   text.ptr + text.len <= blob.ptr + blob.len);
    return 0;
}
