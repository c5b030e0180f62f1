/*
 * whatsapp_period.h: the words that say which half of the day a 12-hour clock means, and the names
 * of eras.
 */
#ifndef TL_WHATSAPP_PERIOD_H
#define TL_WHATSAPP_PERIOD_H

#include "whatsapp_header.h"

/* `word` without blanks, dots and commas, ASCII letters in lower case. Words that say nothing about
   the half of the day ("klo", "Uhr") give TL_WA_NO_MARK, all others TL_WA_UNKNOWN_MARK. */
enum tl_wa_period tl_wa_period_find(struct tl_str word);

/* A whole name of an era without dots, in its own case. */
enum tl_wa_era tl_wa_era_find(struct tl_str word);

#endif
