/*
 * google_date.h: dates as Google Takeout spells them out, in the language of the account.
 */
#ifndef TL_GOOGLE_DATE_H
#define TL_GOOGLE_DATE_H

#include "tideline/base.h"

/*
 * Reads "Monday, March 11, 2024 at 3:05:10 PM UTC" and its likes: day, year, name or number of the
 * month, a clock to the second, in any order, and an offset if it is not UTC. false when one of
 * them is not there or cannot be.
 */
bool tl_google_date_read(struct tl_str s, int64_t *utc_ms, int16_t *offset_min);

#endif
