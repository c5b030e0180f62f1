/*
 * str.c: byte views.
 */
#include "str.h"

#include <string.h>

struct tl_str tl_str_from(const char *c_string)
{
    return (struct tl_str){c_string, c_string == NULL ? 0 : strlen(c_string)};
}

bool tl_str_equal_fold(struct tl_str a, struct tl_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (tl_to_lower(a.ptr[i]) != tl_to_lower(b.ptr[i]))
            return false;
    }
    return true;
}

bool tl_str_ends(struct tl_str s, struct tl_str suffix)
{
    return s.len >= suffix.len && tl_str_equal(tl_str_slice(s, s.len - suffix.len, s.len), suffix);
}

/* memchr for the first byte, then compare. Needles are short and our own, so the worst case, their
   length times that of s, stays linear in the input. */
size_t tl_str_find(struct tl_str s, struct tl_str needle, size_t from)
{
    if (from > s.len || needle.len > s.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    size_t last = s.len - needle.len;
    while (from <= last) {
        const char *hit = memchr(s.ptr + from, needle.ptr[0], last - from + 1);
        if (hit == NULL)
            return SIZE_MAX;
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return (size_t)(hit - s.ptr);
        from = (size_t)(hit - s.ptr) + 1;
    }
    return SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct tl_str tl_str_trim(struct tl_str s)
{
    size_t from = 0, to = s.len;
    while (from < to && is_blank(s.ptr[from]))
        from++;
    while (to > from && is_blank(s.ptr[to - 1]))
        to--;
    return tl_str_slice(s, from, to);
}

/* Eight bytes a step: xor, multiply by an odd constant, fold the high half down. Each step is a
   bijection, so two strings of one length and one block never collide. */
uint64_t tl_str_hash(struct tl_str s)
{
    const uint64_t k = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = (uint64_t)s.len * k;
    size_t i = 0;
    for (; s.len - i >= 8; i += 8) {
        uint64_t block;
        memcpy(&block, s.ptr + i, 8);
        h = (h ^ block) * k;
        h ^= h >> 32;
    }
    if (i < s.len) {
        uint64_t block = 0;
        memcpy(&block, s.ptr + i, s.len - i);
        h = (h ^ block) * k;
        h ^= h >> 32;
    }
    h *= k;
    return h ^ (h >> 29);
}
