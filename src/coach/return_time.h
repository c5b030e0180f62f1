/*
 * return_time.h: when a text says that a talk goes on (F22: a pause with a return).
 */
#ifndef TL_RETURN_TIME_H
#define TL_RETURN_TIME_H

#include "phrase.h"

/* Of a text written at `now_ms`, local: the moment it names for going on, later than that and
   within two days; TL_NO_DAY where it names none, or the time of writing is not known. */
int64_t tl_return_time(const struct tl_script *script, int64_t now_ms);

#endif
