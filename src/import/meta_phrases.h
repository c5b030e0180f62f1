/*
 * meta_phrases.h: what Messenger and Instagram write in the place of a message, by language.
 */
#ifndef TL_META_PHRASES_H
#define TL_META_PHRASES_H

#include "tideline/conversation.h"

/* "Ann sent a photo.", "Du hast einen Anhang gesendet.", "Audio call ended": true when nobody wrote
   it, with the kind and the TL_FLAG_* it tells. `sender` is who the message is from: a phrase that
   names somebody else is a text. */
bool tl_meta_is_filler(struct tl_str text, struct tl_str sender, enum tl_kind *kind,
                       uint16_t *flags);

/* "Liked a message", "Hat mit X auf deine Nachricht reagiert": true with the emoji. */
bool tl_meta_is_reaction(struct tl_str text, struct tl_str *emoji);

#endif
