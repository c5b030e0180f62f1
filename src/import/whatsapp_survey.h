/*
 * whatsapp_survey.h: what the head of a file shows of its habits, before any row is made.
 */
#ifndef TL_WHATSAPP_SURVEY_H
#define TL_WHATSAPP_SURVEY_H

#include "whatsapp_header.h"

enum { TL_WA_COLON_NAMES = 8 };

struct tl_wa_survey {
    uint16_t shape;           /* of most headers */
    uint64_t headers, lines;  /* headers of that shape; lines in all */
    bool first_is_header;     /* the first line that is not empty has that shape */
    enum tl_date_order order; /* as far as the head tells: for plausible times while reading */
    bool crlf;                /* CR LF ends messages, a lone LF breaks lines inside them (iOS) */
    bool marked;              /* texts of WhatsApp's own begin with U+200E (iOS) */
    /* Names with ": " inside; views into the head. */
    struct tl_str names[TL_WA_COLON_NAMES];
    size_t n_names;
};

/* `head`: the first bytes of the file. Its last line is left out unless `whole`. No allocation. */
void tl_wa_survey_head(struct tl_str head, bool whole, struct tl_wa_survey *out);

#endif
