/*
 * open_questions.h: five open questions for two people, from their own record.
 */
#ifndef TL_OPEN_QUESTIONS_H
#define TL_OPEN_QUESTIONS_H

#include "memory.h"
#include "tideline/report.h"

#define TL_OPEN_QUESTIONS 5

/* Question i in plain words: about the last deep talk, what was met with warmth, what was left
   open, how they found back, their fullest week. Where the record has no such thing it is asked in
   general. It names neither of the two, and holds no word of the chat. */
void tl_open_question(const struct tl_report *report, int i, struct tl_buf *out);

/* The day it asks about; TL_NO_DAY: in general. */
int64_t tl_open_question_day(const struct tl_report *report, int i);
/* "deep", "met", "left-open", "found-back", "fullest-week". */
const char *tl_open_question_id(int i);

#endif
