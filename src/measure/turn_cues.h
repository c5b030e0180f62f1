/*
 * turn_cues.h: how a turn is written, where labels say only what it does: capitals, exclamations,
 * "always", a sentence that begins with "you", a farewell, that it is too much.
 *
 * Words are those of the lists of the conversation's language (data/words); where no language fits
 * only capitals and exclamations are seen. The texts are read once for all turns, with the words
 * counted (word_counts.h).
 */
#ifndef TL_TURN_CUES_H
#define TL_TURN_CUES_H

#include "lexicon.h"
#include "measuring.h"

/* Counts stop at 255. */
struct tl_turn_cues {
    uint8_t absolutes; /* B09: "always", "never", "nothing" */
    uint8_t marks;     /* ! and ? */
    uint8_t words;
    bool doubled : 1;   /* two marks or more in a row */
    bool capitals : 1;  /* 40 % of the letters of a message of 5 or more stand in such words */
    bool you_first : 1; /* a sentence begins with "you", in a message that hurts or is unpleasant */
    bool farewell : 1;
    bool overwhelmed : 1; /* says that it is too much to go on */
    bool asks : 1;        /* a question mark, or a sentence that begins with a word that asks */
    bool pictures : 1;    /* an emoji that does more than smile */
    /* One of its words or phrases stands in the list of this name. */
    bool i : 1, you : 1, check_in : 1, fine : 1, pleasant : 1, unpleasant : 1;
    bool interpretation : 1, time : 1, topic : 1;
};

struct tl_cues {
    struct tl_turn_cues *turn; /* frame->n_turns of them */
    uint64_t emoji[2];         /* of each person */
};

/* One message of a turn, cut into tokens: its words, NULL where no list fits, with `all` the lists
   that any of them is on. `hurts`: it is unpleasant. Returns its emoji. */
size_t tl_turn_cues_add(struct tl_turn_cues *cues, struct tl_str text,
                        const struct tl_tokens *tokens, const struct tl_words *words,
                        struct tl_word_set all, bool hurts);

#endif
