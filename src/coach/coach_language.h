/*
 * coach_language.h: what the coach knows of a language: data/coach/<language>.txt as tables, made
 * by tools/make_coach.py.
 */
#ifndef TL_COACH_LANGUAGE_H
#define TL_COACH_LANGUAGE_H

#include "tideline/coach.h"

#include "lexicon.h"

/* Sets of phrases besides the rules' own; names in the data file. */
#define TL_COACH_SETS(X)                                                                           \
    X(ASIDE)    /* before a cue: quoted, denied or supposed, not said */                           \
    X(WARM)     /* thanks, love, praise, an apology of one's own, understanding */                 \
    X(BUT)      /* takes warmth back */                                                            \
    X(ASKED)    /* speaks to the tool: for words, for what works on somebody, for a judge */       \
    X(REQUEST)  /* asks for one thing the other can do */                                          \
    X(BELITTLE) /* makes a feeling small, whatever it answers */                                   \
    X(FREEDOM)  /* leaves the answer free */                                                       \
    X(RETURN)   /* says when the talk goes on */                                                   \
    X(GO_ON)    /* speaks of going on with a talk, of coming back */                               \
    X(AT_HOUR)  /* before an hour: "at" 8 */                                                       \
    X(TONIGHT)                                                                                     \
    X(TOMORROW)                                                                                    \
    X(MORNING)                                                                                     \
    X(HALF_HOUR)                                                                                   \
    X(AN_HOUR)                                                                                     \
    X(HOURS)       /* behind a number */                                                           \
    X(MINUTES)     /* behind a number */                                                           \
    X(REPAIR)      /* turns back in a quarrel */                                                   \
    X(DISCLOSURE)  /* opens up */                                                                  \
    X(NEWS)        /* tells good news */                                                           \
    X(THANKS)      /* for trust */                                                                 \
    X(HEARD)       /* names what was heard */                                                      \
    X(SENSE)       /* it makes sense, and is loved */                                              \
    X(FIXING)      /* advice */                                                                    \
    X(OWN_FEELING) /* "I felt sad" */                                                              \
    X(THEIR_VIEW)  /* sees it from the other's side */                                             \
    X(NEGATIVE)    /* a bad act or trait */                                                        \
    X(COMPLAINT)   /* of one act: no verdict, and no request */                                    \
    X(OPEN)        /* a what or how question */                                                    \
    X(CLOSED)      /* a question for yes or no */                                                  \
    X(LONG_AGO)    /* an event of more than a month ago */                                         \
    X(CARE_ACT)    /* closeness shown by doing */                                                  \
    X(SORRY)       /* an apology */                                                                \
    X(ACT)         /* names what the apology is for, or what will be done */                       \
    X(DAY)         /* words that fill [day] */                                                     \
    X(WISH)        /* before what is wished for: "i want you to" */                                \
    X(BASE)        /* verbs that fill "you did not ..." */

enum tl_coach_set {
    TL_SET_F01 = 0,
#define TL_X(name) TL_SET_##name,
    TL_SET_LAST_RULE = TL_COACH_RULES - 1,
    TL_COACH_SETS(TL_X)
#undef TL_X
        TL_SET_COUNT
};

/*
 * A phrase is steps parted by blanks, held against the words of one sentence, contractions written
 * out: "word", "begin*", "one|other", "<list>" of the lexicon, "^" first in the sentence, "$" last,
 * "(?)" where the sentence asks, ".." up to 3 words, "..." up to 12; a step before "?" may be
 * missing. `unless`: where one of these is in the same sentence, nothing was said.
 */
struct tl_coach_phrases {
    const char *const *cue, *const *unless; /* each ends with NULL */
};

struct tl_coach_short {
    const char *word, *full; /* "don't", "do not" */
};

struct tl_coach_topic {
    const char *name, *words; /* parted by blanks */
};

struct tl_coach_language {
    const char *code;
    enum tl_language language;
    const struct tl_coach_short *shorts; /* sorted by word */
    size_t n_shorts;
    const char *note[TL_COACH_RULES], *pattern[TL_COACH_RULES];
    struct tl_coach_phrases set[TL_SET_COUNT];
    const struct tl_coach_topic *topics; /* ends with NULL */
    const char *not_done;                /* "you did not", for [what happened] */
    /* F10 where it is known how long answers took: [1] times, [2] to [3]; and lengths of time. */
    const char *waited, *minute, *minutes, *hours;
};

/* Those there are, ending with NULL. */
const struct tl_coach_language *const *tl_coach_languages(void);
/* NULL where there is none for it. */
const struct tl_coach_language *tl_coach_language_named(const char *code);
const struct tl_coach_language *tl_coach_language_of(enum tl_language language);

#endif
