/*
 * sentences.h: what a text says, noted beside its English words, for who says it in another
 * language (struct tl_sentence).
 *
 * A text is worded in one go: each sentence is noted where it is put, and who finishes the text
 * takes them all.
 */
#ifndef TL_SENTENCES_H
#define TL_SENTENCES_H

#include "inquiry.h"

/* Notes a sentence; `person` is whom it is about, -1 nobody alone. */
void tl_tell(struct tl_inquiry *q, const char *id, int person);
/* A number of the sentence noted last. */
void tl_tell_number(struct tl_inquiry *q, const char *name, double value);
/* What that sentence is about: a measure, something that came before. */
void tl_tell_of(struct tl_inquiry *q, const char *of);
/* Finishes a text: its words as a string, and what was noted since the last one. False when memory
   is short; `words` is emptied. */
bool tl_told(struct tl_inquiry *q, struct tl_buf *words, const char **text,
             struct tl_sentences *out);
/* Drops what was noted of a text that will not be. */
void tl_untell(struct tl_inquiry *q);

#endif
