/*
 * plain_words.h: numbers, dates and odds as people say them.
 */
#ifndef TL_PLAIN_WORDS_H
#define TL_PLAIN_WORDS_H

#include "memory.h"

/* "9,881" */
void tl_words_count(struct tl_buf *out, uint64_t n);
/* Two significant digits, whole from 10 on: "0.62", "9.4", "37", "1,240". "unknown" for NaN. */
void tl_words_number(struct tl_buf *out, double x);
/* A share of 0..1: "45 %"; below one percent "0.4 %". */
void tl_words_percent(struct tl_buf *out, double share);
/* "about 93 in 100", "less than 1 in 100", "more than 99 in 100". */
void tl_words_odds(struct tl_buf *out, double probability);
/* "4 March 2024" */
void tl_words_date(struct tl_buf *out, int64_t day);
/* "4 March 2024 (between 20 February and 15 March 2024)"; lo and hi may be TL_NO_DAY. */
void tl_words_since(struct tl_buf *out, int64_t day, int64_t lo, int64_t hi);
/* "1 week", "3 weeks": the noun gets an s unless n is 1. */
void tl_words_counted(struct tl_buf *out, uint64_t n, const char *noun);
/* "once", "twice", "3 times" */
void tl_words_times(struct tl_buf *out, uint64_t n);

#endif
