/*
 * emoji.h: where an emoji or an emoticon ends.
 */
#ifndef TL_EMOJI_H
#define TL_EMOJI_H

#include "tideline/base.h"

/* The end of the emoji (UTS 51) that starts at `at`; 0: none does. */
size_t tl_emoji_end(struct tl_str text, size_t at);
/* Whether the form to look up does without c: variation selector, skin tone, sign of gender. */
bool tl_emoji_detail(uint32_t c);

/* The end of the emoticon at `at` and in `norm` (16 bytes hold it) its plain form of *len bytes; 0:
   there is none. */
enum { TL_EMOTICON_MAX = 16 };
size_t tl_emoticon_end(struct tl_str text, size_t at, char norm[TL_EMOTICON_MAX], size_t *len);

#endif
