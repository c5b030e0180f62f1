/*
 * question_mark.h: question marks of all scripts (A07).
 */
#ifndef TL_QUESTION_MARK_H
#define TL_QUESTION_MARK_H

#include "tideline/base.h"

/* Does valid UTF-8 hold a question mark outside web addresses? */
bool tl_has_question_mark(struct tl_str s);

#endif
