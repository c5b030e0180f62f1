/*
 * utf8.h: strict UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
 */
#ifndef TL_UTF8_H
#define TL_UTF8_H

#include "memory.h"

/* Bytes of the longest valid prefix; s.len when all is valid. ASCII runs go 8 bytes at a step. */
size_t tl_utf8_valid_prefix(struct tl_str s);
/* Decodes the code point at s[*at], moves *at behind it. An invalid byte gives U+FFFD and moves by
   one (or by the valid part of a cut sequence: the Unicode standard's maximal subpart rule). */
static inline uint32_t tl_utf8_next(struct tl_str s, size_t *at);
/* Writes 1-4 bytes, returns how many; a surrogate or too large value is written as U+FFFD. */
size_t tl_utf8_encode(uint32_t code_point, char out[4]);
/* Appends s with each maximal invalid part replaced by U+FFFD; returns how many were replaced. */
size_t tl_utf8_repair(struct tl_buf *out, struct tl_str s);
/* As tl_utf8_repair, but what looks like Windows-1252 (Latin-1 and more) is read as that: bytes
   beyond ASCII, none of them part of valid UTF-8, never more than two in a row. */
void tl_utf8_recover(struct tl_buf *out, struct tl_str s);
/* Code points in valid UTF-8. */
size_t tl_utf8_count(struct tl_str s);

/* What tl_utf8_next does beyond ASCII. */
uint32_t tl_utf8_next_beyond(struct tl_str s, size_t *at);
static inline uint32_t tl_utf8_next(struct tl_str s, size_t *at)
{
    if (*at < s.len && (unsigned char)s.ptr[*at] < 0x80)
        return (unsigned char)s.ptr[(*at)++];
    return tl_utf8_next_beyond(s, at);
}

#endif
