/*
 * whatsapp_body.h: what the text behind a header is: somebody's words, or words of WhatsApp.
 */
#ifndef TL_WHATSAPP_BODY_H
#define TL_WHATSAPP_BODY_H

#include "whatsapp_phrases.h"

struct tl_wa_body {
    struct tl_str text; /* of the row: somebody's words, a notice, or nothing; part of the input */
    enum tl_kind kind;
    uint16_t flags;
    int32_t duration_s; /* -1 when not said */
    bool unknown;       /* looks like WhatsApp's words in a language not known: see below */
};

/*
 * `body` is the first line of a message. `ios`: the file is of an iPhone, where U+200E at the
 * beginning marks words of WhatsApp; `marked`: such marks were seen, so words without one are
 * somebody's; `hint`: the line itself began with one, as those of
 * attached files do. `unknown` is
 * set on what the file may show to be a placeholder by repeating it: a whole body in angle brackets
 * (kind TEXT), or a short marked one (kind SYSTEM).
 */
void tl_wa_body_read(const struct tl_wa_phrases *phrases, struct tl_str body, bool ios, bool marked,
                     bool hint, struct tl_wa_body *out);

/* Takes the note that a message was edited from the end of one of its lines; false when there is
   none. */
bool tl_wa_body_edited(const struct tl_wa_phrases *phrases, struct tl_str *line);

#endif
