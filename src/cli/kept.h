/*
 * kept.h: the two small things the program may keep, if the person agrees: that the words before
 * the first reading were read, and when a talk is to go on. No word of a chat, no name, no report.
 *
 * They lie in a folder of their own, of the user's settings; `tideline forget` removes it. All of
 * this happens before the sandbox closes, but for a return time: the open folder is let through.
 */
#ifndef CLI_KEPT_H
#define CLI_KEPT_H

#include "cli.h"

/* The words of consent and fairness (G02), once: true where they were read before, or there is
   nobody to ask, or the person says yes. */
bool cli_consent(const struct cli_terminal *terminal);

/* The open folder, -1 where nothing is kept; the caller closes it. */
int cli_kept_open(void);
/* The time kept, local as tl_coach_input.now_ms; TL_NO_DAY: none. */
int64_t cli_kept_return(int folder);
/* Keeps it; TL_NO_DAY: keeps none. */
void cli_kept_put_return(int folder, int64_t local_ms);
/* Asks a question for yes or no; Enter is no. */
bool cli_ask(const char *question);
/* "20:00 on Friday" */
void cli_clock_words(int64_t local_ms, char *out, size_t size);

#endif
