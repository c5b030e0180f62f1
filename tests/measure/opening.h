/*
 * opening.h: lines that open up, for the tests of C13 to C23.
 */
#ifndef TL_TEST_OPENING_H
#define TL_TEST_OPENING_H

#include "scene.h"

#define DEPTH(i, t, f) ((struct tl_depth){.information = (i), .thoughts = (t), .feelings = (f)})

/* One line at so many minutes after 20:00, as deep as said. */
static inline void scene_tell(struct scene *s, int day, unsigned who, int minute, const char *text,
                              uint64_t held, struct tl_depth depth)
{
    scene_play(s, day, &(struct line){who, minute, text, held, 0}, 1);
    s->l.a.depth[s->l.n - 1] = depth;
}

/* A talk in which both open up and one is met: just deep (C22). */
static inline void scene_deep_talk(struct scene *s, int day)
{
    scene_tell(s, day, 0, 0, "i was so ashamed i cried", LABEL(DISCLOSURE), DEPTH(1, 1, 2));
    scene_tell(s, day, 1, 1, "of course you were, i cried as well that day", LABEL(VALIDATION),
               DEPTH(1, 1, 2));
}

#endif
