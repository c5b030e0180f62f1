/*
 * mojibake.h: text whose UTF-8 bytes were written one by one as U+0080 to U+00FF.
 *
 * Facebook's and Instagram's downloads do that ("caf\u00c3\u00a9"), newer ones partly not.
 */
#ifndef TL_MOJIBAKE_H
#define TL_MOJIBAKE_H

#include "memory.h"

/*
 * What `s`, UTF-8, was meant to be. Undone only where every character is at most U+00FF and the
 * bytes they stand for are valid UTF-8 with a character of several bytes; otherwise `s` itself.
 * `cut`: the end of `s` is missing, so that the last character may be incomplete. The view is of
 * `s` or of `buf`; buf->failed is to be checked.
 */
struct tl_str tl_mojibake_undo(struct tl_str s, bool cut, struct tl_buf *buf);

#endif
