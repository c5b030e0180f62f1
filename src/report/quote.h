/*
 * quote.h: the few words of a message that a report may show.
 */
#ifndef TL_QUOTE_H
#define TL_QUOTE_H

#include "tideline/conversation.h"

#define TL_QUOTE_WORDS 12

/* The first TL_QUOTE_WORDS words of message i, trimmed; borrowed. */
struct tl_str tl_quote(const struct tl_conversation *conv, size_t i);

#endif
