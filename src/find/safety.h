/*
 * safety.h: signs of danger, looked for before anything else is said (G03, G06).
 */
#ifndef TL_SAFETY_H
#define TL_SAFETY_H

#include "tideline/find.h"

/* The kinds of sign, with the catalogue's weights. */
enum tl_danger {
    TL_DANGER_THREAT = 0,
    TL_DANGER_FEAR,
    TL_DANGER_WATCH,
    TL_DANGER_ISOLATE,
    TL_DANGER_CONTROL,
    TL_DANGER_COERCE,
    TL_DANGER_VIOLENCE,
    TL_DANGER_FOLLOW,
    TL_DANGER_HUMILIATE,
    TL_DANGER_COUNT
};

/* How often each was seen in one person's messages of the last 180 days; `stop`: the other asked to
   be left alone before. Jokes both laugh at are not counted. */
struct tl_danger_count {
    uint32_t seen[TL_DANGER_COUNT];
    bool asked_to_stop;
};

/* G03's rule: any of weight 4; or a sum of 6 over two kinds or more; or one of weight 3 twice. */
bool tl_danger_is_positive(const struct tl_danger_count *count);

/* Fills *out. FATAL on memory only. */
enum tl_status tl_find_safety(const struct tl_context *ctx, const struct tl_conversation *conv,
                              struct tl_safety *out, struct tl_error *err);

/* What one text says by itself: a sign of danger (but for insults, and for following, which counts
   where the other asked to be left alone), of self-harm, the wish to be left alone, an age
   under 18. Nothing where it laughs. */
struct tl_text_signs {
    bool danger, life, follows, asks_to_stop, minor;
};
enum tl_status tl_find_signs(const struct tl_context *ctx, struct tl_str text,
                             struct tl_text_signs *out, struct tl_error *err);

#endif
