/*
 * typedstream.c: see typedstream.h.
 *
 * The column attributedBody of chat.db is an NSAttributedString archived by NSArchiver. The stream
 * begins 04 0B "streamtyped"; then come, among others, the names of the classes, and the contents
 * of the string as an object of type "+" (a C array of bytes): 84 01 2B, a length, the bytes, 86.
 * An integer of the stream is one byte up to 7F, or 81 and two bytes, or 82 and four, the low ones
 * first. Described in GNUstep's and darling's readers of the format and seen in chat.db since
 * macOS 10.13.
 */
#include "typedstream.h"

#include "str.h"

static bool read_length(struct tl_str blob, size_t *at, size_t *length)
{
    if (*at >= blob.len)
        return false;
    const unsigned char first = (unsigned char)blob.ptr[(*at)++];
    if (first < 0x80) {
        *length = first;
        return true;
    }
    const size_t n = first == 0x81 ? 2 : first == 0x82 ? 4 : 0;
    if (n == 0 || n > blob.len - *at)
        return false;
    uint32_t value = 0;
    for (size_t i = n; i-- > 0;)
        value = value << 8 | (unsigned char)blob.ptr[*at + i];
    *at += n;
    *length = value;
    return true;
}

bool tl_typedstream_text(struct tl_str blob, struct tl_str *text)
{
    size_t length;
    if (!tl_str_starts(blob, TL_STR("\x04\x0bstreamtyped")))
        return false;
    size_t at = tl_str_find(blob, TL_STR("NSString"), 0);
    if (at != SIZE_MAX)
        at = tl_str_find(blob, TL_STR("\x84\x01+"), at);
    if (at == SIZE_MAX)
        return false;
    at += 3;
    if (!read_length(blob, &at, &length) || length > blob.len - at)
        return false;
    *text = tl_str_slice(blob, at, at + length);
    return true;
}
