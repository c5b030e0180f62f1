/*
 * felt.h: what the user feels, said or asked for before the answer is shown (D15).
 */
#ifndef CLI_FELT_H
#define CLI_FELT_H

#include "cli.h"

/* "WHO[,WHEN[,STRENGTH]]". Without `conv` only the form is checked; `me` is the value of --me or
   NULL. CLI_MISUSED after a sentence. */
int cli_felt_take(const char *value, const struct tl_conversation *conv, const char *me,
                  struct tl_felt *out);
/* Asks on standard error and reads standard input; an empty line leaves it out. */
void cli_felt_ask(const struct tl_conversation *conv, struct tl_felt *out);

#endif
