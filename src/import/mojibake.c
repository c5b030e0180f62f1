/*
 * mojibake.c: see mojibake.h. Two bytes C2 or C3 and a continuation are one byte of the original;
 * whatever else is not ASCII is no mojibake.
 */
#include "mojibake.h"

#include "str.h"
#include "utf8.h"

static size_t ascii_prefix(struct tl_str s)
{
    size_t i = 0;
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80)
        i++;
    return i;
}

struct tl_str tl_mojibake_undo(struct tl_str s, bool cut, struct tl_buf *buf)
{
    size_t i = ascii_prefix(s);
    if (i == s.len)
        return s;
    tl_buf_clear(buf);
    tl_buf_put(buf, s.ptr, i);
    while (i < s.len) {
        const unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x80) {
            const size_t n = ascii_prefix(tl_str_slice(s, i, s.len));
            tl_buf_put(buf, s.ptr + i, n);
            i += n;
            continue;
        }
        if ((c != 0xc2 && c != 0xc3) || i + 1 == s.len ||
            ((unsigned char)s.ptr[i + 1] & 0xc0) != 0x80)
            return s;
        tl_buf_putc(buf, (char)((c == 0xc3 ? 0x40 : 0) + (unsigned char)s.ptr[i + 1]));
        i += 2;
    }
    if (buf->failed)
        return s;
    const struct tl_str bytes = {buf->ptr, buf->len};
    const size_t valid = tl_utf8_valid_prefix(bytes);
    const bool whole = valid == bytes.len || (cut && bytes.len - valid < 4);
    /* All that was not ASCII became bytes above 7F, so valid UTF-8 has a character of several. */
    return whole && valid > 0 ? tl_str_slice(bytes, 0, valid) : s;
}
