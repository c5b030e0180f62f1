/*
 * turn_cues.h: how a turn is written, where labels say only what it does: capitals, exclamations,
 * "always", a sentence that begins with "you", a farewell, that it is too much.
 *
 * Words are those of the lists of the conversation's language (data/words); where no language fits
 * only capitals and exclamations are seen.
 */
#ifndef TL_TURN_CUES_H
#define TL_TURN_CUES_H

#include "lexicon.h"
#include "measuring.h"

struct tl_turn_cues {
    uint32_t absolutes; /* B09: "always", "never", "nothing" */
    uint32_t marks;     /* ! and ? */
    bool doubled;       /* two of them or more in a row */
    bool capitals;  /* 40 % of the letters of a message of 5 or more stand in words of capitals */
    bool you_first; /* a sentence begins with "you", in a message that hurts or is unpleasant */
    bool farewell;
    bool overwhelmed; /* says that it is too much to go on */
    bool asks;        /* a question mark, or a sentence that begins with a word that asks */
    uint32_t words;
    uint32_t emoji, smiles;   /* all of them, and those that only smile */
    struct tl_word_set lists; /* every list that one of its words or phrases stands in */
};

/* Buffers that grow to the longest message; one allocation a text at most. */
struct tl_cue_reader {
    const struct tl_frame *frame;
    const struct tl_lexicon *lexicon;
    struct tl_tokens tokens;
    struct tl_words words;
};
void tl_cue_reader_init(struct tl_cue_reader *reader, const struct tl_frame *frame);
/* Reads the turn's own words. FATAL on memory. */
enum tl_status tl_cue_reader_turn(struct tl_cue_reader *reader, uint32_t turn,
                                  struct tl_turn_cues *cues, struct tl_error *err);
void tl_cue_reader_release(struct tl_cue_reader *reader);

#endif
