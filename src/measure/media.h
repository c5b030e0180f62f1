/*
 * media.h: did talk move to another channel (A20)?
 */
#ifndef TL_MEDIA_H
#define TL_MEDIA_H

#include <stdbool.h>

/* A week's words, and minutes of voice notes and calls, on average of a period. */
struct tl_channel_use {
    double words, minutes;
};
/* Change of log(1 + minutes) less change of log(1 + words). */
double tl_channel_shift(struct tl_channel_use before, struct tl_channel_use after);
/* Above 0.7, with 10 minutes a week more. */
bool tl_channel_shifted(struct tl_channel_use before, struct tl_channel_use after);

#endif
