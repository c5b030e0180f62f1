/*
 * minor.h: what a message says of the age of one of the two.
 */
#ifndef TL_MINOR_H
#define TL_MINOR_H

#include "tideline/find.h"

#include "token.h"

#define TL_ADULT 18

struct tl_age_said {
    int years; /* 10 to 17; 0: nothing under 18 is said */
    bool sure; /* with "years old", "turned 16", "a minor"; a bare "i'm 15" may be anything */
};

/* Of a message's own words: no quotation, no memory, nobody else's age. English, German, Spanish.
 */
struct tl_age_said tl_age_said_in(const struct tl_tokens *tokens);
/*
 * Whether one of the two is under 18 at the end of the talk, as they said: surely once, or barely
 * on two days, or when asked for it; and not in jest. An age grows with the talk. FATAL on memory
 * only.
 */
enum tl_status tl_find_minor(const struct tl_context *ctx, const struct tl_conversation *conv,
                             bool *minor, struct tl_error *err);

#endif
