/*
 * str.h: byte views and ASCII classes without locale.
 */
#ifndef TL_STR_H
#define TL_STR_H

#include <string.h>

#include "tideline/base.h"

struct tl_str tl_str_from(const char *c_string);
/* Here, so that a comparison with a constant is one of numbers. */
static inline bool tl_str_equal(struct tl_str a, struct tl_str b)
{
    return a.len == b.len && (b.len == 0 || memcmp(a.ptr, b.ptr, b.len) == 0);
}
/* ASCII letters compared without case, all other bytes exactly. */
bool tl_str_equal_fold(struct tl_str a, struct tl_str b);
static inline bool tl_str_starts(struct tl_str s, struct tl_str prefix)
{
    return s.len >= prefix.len && tl_str_equal((struct tl_str){s.ptr, prefix.len}, prefix);
}
bool tl_str_ends(struct tl_str s, struct tl_str suffix);
/* Index of the first `needle` in `s` at or after `from`, or SIZE_MAX. */
size_t tl_str_find(struct tl_str s, struct tl_str needle, size_t from);
/* [from, to) clipped to s. */
static inline struct tl_str tl_str_slice(struct tl_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return from == 0 ? (struct tl_str){s.ptr, to} : (struct tl_str){s.ptr + from, to - from};
}
/* Without ASCII blanks, tabs, CR and LF at both ends. */
struct tl_str tl_str_trim(struct tl_str s);
uint64_t tl_str_hash(struct tl_str s);

static inline bool tl_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool tl_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline char tl_to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
