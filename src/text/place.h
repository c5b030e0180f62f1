/*
 * place.h: links, mail addresses, phone numbers, file names and mentions in a text.
 */
#ifndef TL_PLACE_H
#define TL_PLACE_H

#include "tideline/base.h"

struct tl_place {
    size_t at, end;
};

/* The first link, mail address, file name or mention in [from, to), which holds no blank. */
bool tl_place_find(struct tl_str text, size_t from, size_t to, struct tl_place *place);
/* The end of the phone number at `at`, a digit, plus sign or opening bracket; 0: there is none. */
size_t tl_phone_end(struct tl_str text, size_t at);
/* The end of the mention whose @ stands at `at`; 0: there is none. */
size_t tl_mention_end(struct tl_str text, size_t at);

#endif
