/*
 * utf8.c: strict UTF-8.
 *
 * One table-free function, `sequence`, holds the rules of RFC 3629 section 4 (the ABNF of UTF8-2 to
 * UTF8-4); everything else is a loop around it. Most of a chat is ASCII or long runs of one script,
 * so the loops take eight ASCII bytes at a step.
 */
#include "utf8.h"

#include <string.h>

#define REPLACEMENT UINT32_C(0xFFFD)

/*
 * Length of the valid sequence at p (n > 0 bytes are there) with its code point, or 0 and in
 * *invalid the length of the maximal subpart (Unicode 15, section 3.9, table 3-8): what can begin a
 * sequence but does not go on, at least one byte.
 */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *code_point, size_t *invalid)
{
    unsigned char lead = p[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    *invalid = 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    /* The second byte rules out overlong forms, surrogates and what lies above U+10FFFF. */
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (n < 2 || p[1] < low || p[1] > high)
        return 0;
    uint32_t value = p[1] & 0x3Fu;
    if (lead < 0xE0) {
        *code_point = (lead & 0x1Fu) << 6 | value;
        return 2;
    }
    *invalid = 2;
    if (n < 3 || (p[2] & 0xC0) != 0x80)
        return 0;
    value = value << 6 | (p[2] & 0x3Fu);
    if (lead < 0xF0) {
        *code_point = (lead & 0x0Fu) << 12 | value;
        return 3;
    }
    *invalid = 3;
    if (n < 4 || (p[3] & 0xC0) != 0x80)
        return 0;
    *code_point = (lead & 0x07u) << 18 | value << 6 | (p[3] & 0x3Fu);
    return 4;
}

size_t tl_utf8_valid_prefix(struct tl_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t i = 0;
    while (i < s.len) {
        uint64_t block;
        while (s.len - i >= 8 &&
               (memcpy(&block, p + i, 8), (block & UINT64_C(0x8080808080808080)) == 0))
            i += 8;
        while (i < s.len && p[i] < 0x80)
            i++;
        while (i < s.len && p[i] >= 0x80) {
            uint32_t code_point;
            size_t invalid, len = sequence(p + i, s.len - i, &code_point, &invalid);
            if (len == 0)
                return i;
            i += len;
        }
    }
    return i;
}

uint32_t tl_utf8_next_beyond(struct tl_str s, size_t *at)
{
    if (*at >= s.len)
        return REPLACEMENT;
    uint32_t code_point;
    size_t invalid = 1;
    size_t len = sequence((const unsigned char *)s.ptr + *at, s.len - *at, &code_point, &invalid);
    *at += len > 0 ? len : invalid;
    return len > 0 ? code_point : REPLACEMENT;
}

size_t tl_utf8_encode(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (char)((0xF00u >> len & 0xFF) | c);
    return len;
}

size_t tl_utf8_repair(struct tl_buf *out, struct tl_str s)
{
    size_t replaced = 0;
    size_t at = 0;
    while (at < s.len) {
        struct tl_str rest = {s.ptr + at, s.len - at};
        size_t valid = tl_utf8_valid_prefix(rest);
        tl_buf_put(out, rest.ptr, valid);
        at += valid;
        if (at < s.len) {
            tl_utf8_next(s, &at);
            tl_buf_puts(out, "\xEF\xBF\xBD");
            replaced++;
        }
    }
    return replaced;
}

/* Other old encodings (Shift JIS, EUC-KR, Windows-1251) have long runs of such bytes. */
static bool is_windows_1252(struct tl_str s)
{
    size_t run = 0;
    for (size_t at = 0; at < s.len;) {
        const unsigned char byte = (unsigned char)s.ptr[at];
        const size_t before = at;
        run = byte < 0x80 ? 0 : run + 1;
        if (tl_utf8_next(s, &at) != REPLACEMENT && at > before + 1)
            return false;
        run += at - before - 1;
        if (run > 2)
            return false;
    }
    return true;
}

void tl_utf8_recover(struct tl_buf *out, struct tl_str s)
{
    /* Of bytes 0x80 to 0x9f, from Unicode's mapping CP1252.TXT. */
    static const uint16_t low[] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                   0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    if (!is_windows_1252(s)) {
        tl_utf8_repair(out, s);
        return;
    }
    for (size_t i = 0; i < s.len; i++) {
        char bytes[4];
        const unsigned char byte = (unsigned char)s.ptr[i];
        const uint32_t c = byte < 0x80 || byte >= 0xA0 ? byte : low[byte - 0x80];
        tl_buf_put(out, bytes, tl_utf8_encode(c, bytes));
    }
}

size_t tl_utf8_count(struct tl_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}
