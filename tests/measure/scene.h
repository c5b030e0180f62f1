/*
 * scene.h: invented talk with its labels written beside it, line by line.
 */
#ifndef TL_TEST_SCENE_H
#define TL_TEST_SCENE_H

#include "labelled.h"

struct scene {
    struct chat c;
    struct labelled l;
};

/* Who says what, minutes after 20:00 of the scene's day. */
struct line {
    unsigned who;
    int minute;
    const char *text;
    uint64_t held;
    int valence;
};
#define LINES(lines) (lines), sizeof(lines) / sizeof(lines)[0]

static inline void scene_open(struct scene *s)
{
    labelled_open(&s->l);
    assert_int_equal(chat_open(&s->c, NULL), TL_OK);
}

static inline void scene_play(struct scene *s, int day, const struct line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++)
        labelled_say(&s->l, &s->c, lines[i].who,
                     chat_at(day, 20, 0, 0) + lines[i].minute * TL_MS_PER_MINUTE, lines[i].text,
                     lines[i].held, lines[i].valence);
}

/* Both write at noon of that day, so that what was not answered before is known not to be. */
static inline void scene_go_on(struct scene *s, int day)
{
    for (unsigned who = 0; who < 2; who++)
        labelled_say(&s->l, &s->c, who, chat_at(day, 12, (int)who, 0), "good day to you", 0, 0);
}

/* `me` (0 or 1) becomes person 0. */
static inline void scene_finish(struct scene *s, unsigned me)
{
    assert_int_equal(labelled_finish(&s->l, &s->c, me), TL_OK);
}

static inline void scene_close(struct scene *s)
{
    chat_close(&s->c);
    labelled_close(&s->l);
}

#endif
