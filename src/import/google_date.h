/*
 * google_date.h: dates as Google Takeout spells them out, in the language of the account.
 */
#ifndef TL_GOOGLE_DATE_H
#define TL_GOOGLE_DATE_H

#include "tideline/base.h"

/* The names of months, to be found at once: init fills it. */
#define TL_GOOGLE_SLOTS 1024
struct tl_google_months {
    uint64_t hash[TL_GOOGLE_SLOTS]; /* of the name; 0: free */
    uint8_t month[TL_GOOGLE_SLOTS]; /* 1..12 */
};

void tl_google_months_init(struct tl_google_months *months);

/*
 * Reads "Monday, March 11, 2024 at 3:05:10 PM UTC" and its likes: day, year, name or number of the
 * month, a clock to the second, in any order, and an offset if it is not UTC. false when one of
 * them is not there or cannot be.
 */
bool tl_google_date_read(const struct tl_google_months *months, struct tl_str s, int64_t *utc_ms,
                         int16_t *offset_min);

#endif
