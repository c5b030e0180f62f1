/*
 * sentence.h: where a sentence ends.
 */
#ifndef TL_SENTENCE_H
#define TL_SENTENCE_H

#include "token.h"

/* Whether the run of marks c that goes to `end` closes a sentence; `tokens` holds those before it.
 */
bool tl_closes_sentence(const struct tl_tokens *tokens, struct tl_str text, uint32_t c, size_t end);

#endif
