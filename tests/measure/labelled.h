/*
 * labelled.h: labels for the small chats of chat.h, by hand or drawn from the text of a message, so
 * that equal messages have equal labels.
 */
#ifndef TL_TEST_LABELLED_H
#define TL_TEST_LABELLED_H

#include "chat.h"
#include "exchanges.h"
#include "word_counts.h"

#define LABELLED_MOST 40000

struct labelled {
    struct tl_annotations a;
    struct tl_frame_options options; /* hand to chat_finish */
    size_t n;
};

static inline void labelled_open(struct labelled *l)
{
    memset(l, 0, sizeof *l);
    l->a.held = calloc(LABELLED_MOST, sizeof *l->a.held);
    l->a.valence = calloc(LABELLED_MOST, sizeof *l->a.valence);
    l->a.depth = calloc(LABELLED_MOST, sizeof *l->a.depth);
    l->a.n_messages = LABELLED_MOST;
    l->a.language = "en";
    l->a.coverage = 1.0;
    l->options.annotations = &l->a;
    if (l->a.held == NULL || l->a.valence == NULL || l->a.depth == NULL)
        abort();
}

static inline void labelled_close(struct labelled *l)
{
    free(l->a.held);
    free(l->a.valence);
    free(l->a.depth);
}

/* A message in the order of time: its labels as bits, its valence in hundredths. */
static inline void labelled_say(struct labelled *l, struct chat *c, unsigned who, int64_t ms,
                                const char *text, uint64_t held, int valence)
{
    chat_say(c, who, ms, text);
    l->a.held[l->n] = held;
    l->a.valence[l->n++] = (int8_t)valence;
}

/* chat_finish with these labels; the words counted, and the exchanges of what was said. */
static inline enum tl_status labelled_finish(struct labelled *l, struct chat *c, unsigned me)
{
    enum tl_status s = chat_finish(c, me, &l->options);
    if (s == TL_OK)
        s = tl_word_counts_prepare(&c->frame, NULL);
    return s == TL_OK ? tl_exchanges_prepare(&c->frame, NULL) : s;
}

/* Labels for what chat_talk pushed, by its text: each message holds some and has a valence. */
static inline void labelled_draw(struct labelled *l, const struct tl_conversation *conv)
{
    if (conv->n_messages > LABELLED_MOST)
        abort();
    for (size_t i = 0; i < conv->n_messages; i++) {
        struct tl_rng rng;
        tl_rng_init(&rng, (uint64_t)conv->time_ms[i], 7);
        if (conv->text_len[i] == 0)
            continue;
        l->a.held[i] = tl_rng_next(&rng) & tl_rng_next(&rng) & tl_rng_next(&rng) &
                       ((UINT64_C(1) << TL_LABEL_COUNT) - 1);
        l->a.valence[i] = (int8_t)((int)tl_rng_below(&rng, 201) - 100);
        l->a.depth[i] = (struct tl_depth){.information = (uint8_t)(tl_rng_next(&rng) >> 40 & 1),
                                          .thoughts = (uint8_t)(tl_rng_next(&rng) >> 40 & 1),
                                          .feelings = (uint8_t)(tl_rng_next(&rng) >> 40 & 1)};
    }
}

#define LABEL(name) (UINT64_C(1) << TL_LABEL_##name)

#endif
