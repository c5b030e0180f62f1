/*
 * meta_date.h: dates as Meta's downloads in HTML spell them out, in the language of the account.
 */
#ifndef TL_META_DATE_H
#define TL_META_DATE_H

#include "tideline/conversation.h"

/*
 * "Mar 11, 2024 3:05 pm", "11. März 2024, 15:05:10", "2024年3月11日 15:05": a year of four digits,
 * a month by its name or its East Asian word, a day and a clock, in any order. The wall clock, with
 * minutes or seconds as *resolution. false when one of them is not there or cannot be.
 */
bool tl_meta_date_read(struct tl_str s, int64_t *wall_ms, enum tl_resolution *resolution);

#endif
