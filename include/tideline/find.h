/*
 * find.h: from measures to findings, other explanations and one verdict.
 */
#ifndef TIDELINE_FIND_H
#define TIDELINE_FIND_H

#include "conversation.h"
#include "label.h"
#include "measure.h"

enum tl_verdict_kind {
    TL_VERDICT_CANNOT_TELL = 0,
    TL_VERDICT_NO_CHANGE,
    TL_VERDICT_PULLING_AWAY,
    TL_VERDICT_BOTH_QUIETER,
    TL_VERDICT_CLOSER
};

/* One sentence of a text the engine words in English, for who words it in another language: all of
   a text's sentences together say what it says. */
#define TL_SENTENCE_NUMBERS 6
struct tl_number {
    const char *name;
    double value;
};
struct tl_sentence {
    const char *id; /* "began", "odds" ... */
    const char *of; /* measure or antecedent it is about; NULL */
    int person;     /* whom it is about; -1 nobody alone */
    size_t n_numbers;
    struct tl_number number[TL_SENTENCE_NUMBERS]; /* NaN: not known */
};
struct tl_sentences {
    size_t n;
    struct tl_sentence *sentence;
};

enum tl_level { TL_LEVEL_NONE = 0, TL_LEVEL_WEAK, TL_LEVEL_MODERATE, TL_LEVEL_STRONG };

struct tl_verdict {
    enum tl_verdict_kind kind;
    int person; /* 0 or 1 where one person is meant, -1 otherwise */
    enum tl_level level;
    double probability; /* calibrated (D18) that one person pulls away; NaN when it cannot tell */
    int64_t since_day, since_lo, since_hi; /* TL_NO_DAY when undated; 90 % interval */
    const char *shape;                     /* "suddenly", "slowly", "and came back", or NULL */
    const char *text;                      /* one plain paragraph */
    struct tl_sentences sentences;
    const char *missing; /* cannot tell: what more it would take; NULL otherwise */
};

/* One thing that changed. */
struct tl_finding {
    const char *id; /* "A06.A": measure and person */
    const struct tl_measurement *measurement;
    const struct tl_series *series;
    int person;    /* 0, 1, or -1 for both */
    int direction; /* -1 less contact, +1 more, 0 neither */
    int64_t since_day, since_lo, since_hi;
    double before, after;                /* in the measure's unit, typical week */
    double effect, effect_lo, effect_hi; /* ratio, or difference of shares in points */
    double q;                            /* Benjamini-Hochberg inside its family */
    enum tl_level strength;
    size_t n_evidence;
    uint32_t *evidence; /* message indices that show it, at most 12 */
    const char *text;
    struct tl_sentences sentences;
};

/* Another explanation, tested (D12). */
struct tl_alternative {
    const char *id; /* "both-quieter", "hole", "clock", "calls", "early-decay", "baseline" ... */
    int holds;      /* 1 yes, 0 no, -1 cannot be known from this file */
    bool lowers;    /* where it holds it can lower the level; the others only inform */
    const char *text;
    const char *tell; /* unless no: what would tell; or NULL */
    size_t n_numbers;
    struct tl_number *numbers;
};

/* The composite distance of a week, against the person's own past (D13). `low` and `high` hold the
   level behind the week in 9 of 10: what a week like this varies by chance. NaN where unknown. */
struct tl_tide {
    size_t n_weeks;
    int64_t first_day;
    double *index[2]; /* + is more distance than before */
    double *index_low[2], *index_high[2];
    double *messages[2]; /* a covered day */
    double *messages_low[2], *messages_high[2];
    /* How many messages each day of these weeks, which begins at 04:00; and over the whole record
       each of the week's 168 hours, Monday 00:00 first (NULL: no hours are known). */
    uint32_t *days[2];
    uint32_t *hours[2];
};

/* The numbers behind the probability (D18), for those who check. `feature` is what the logistic
   score is made of; find/odds.c says what each is. */
#define TL_ODDS_FEATURES 8
struct tl_evidence {
    double composite_p; /* of the asymmetry's scan against AR(1) noise */
    double block_p;     /* the same by block shuffling (D7) */
    double asymmetry, asymmetry_se, own_change[2], own_se[2], phi;
    double detectable; /* D9: smallest one-sided fall found in 8 of 10; NaN unknown */
    int families;
    int candidate; /* person whose distance grew against the other's; -1 none */
    double feature[TL_ODDS_FEATURES];
    double score;       /* linear predictor before calibration */
    double probability; /* after it, before the rules of D16 */
    const char *odds_version;
};

/* A spell of more distance than usual (D14). */
struct tl_dip {
    int64_t from_day, to_day; /* [from, to); TL_NO_DAY: it still lasts */
    uint32_t weeks;
    double depth; /* at its deepest, in standard deviations of usual four weeks */
};

struct tl_dips {
    int whose; /* person it is about, -1 both together */
    size_t n;
    struct tl_dip *dip;
    double longer; /* share of spells that last longer than the present one; NaN without one */
    uint32_t length_rank, depth_rank; /* of the present one among all; 1: the longest, the deepest;
                                         0: without one */
    const char *text;                 /* NULL when not looked for */
    struct tl_sentences sentences;
    const char *why; /* then: why not */
};

/* The course of the candidate's distance (D6), in units of its own week-to-week scatter. */
struct tl_course_change {
    int64_t day;
    double step; /* + is more distance from then on */
    double p;    /* between the changes before and after it */
};
struct tl_course {
    int whose; /* the candidate; -1 nobody */
    size_t n;
    struct tl_course_change *change; /* those that no penalty removes, at most 4 */
    double drift_z, drift_p;         /* Mann and Kendall's; + is more distance. NaN: too short */
    double slope_per_year;           /* Sen's */
    double recent;                   /* probability that something changed in the last 8 weeks */
    const char *shape;               /* "none", "trend", "step", "dip" or "unclear" */
    int64_t rank_day;                /* Pettitt's one change, by ranks; TL_NO_DAY: none possible */
    double rank_p;
    int64_t joint_day; /* E-Divisive's one change of all families together; TL_NO_DAY */
    double joint_q;
};

/* The change under the model of its kind of number (D2, D3), for those who check. */
struct tl_model {
    const char *measure, *label; /* of one of its series; label NULL: its first */
    int person;                  /* -1 both */
    const char *model; /* "negative_binomial": a ratio of rates; "beta_binomial": odds ratio */
    size_t weeks;
    double effect, lo, hi; /* 95 % */
    double spread;         /* theta of counts (infinite: Poisson), rho of shares */
};

/* The two as one system (E02 to E05): it informs, no verdict rests on it. */
struct tl_couple_row {
    const char *id; /* "E02" ... */
    const char *text;
    struct tl_sentences sentences;
};
struct tl_couple {
    size_t weeks; /* pairs of weeks E02 rests on; 0: not fitted */
    /* [i][j]: what j's distance in one week says of i's in the next, beyond i's own; 95 % interval.
       In standard deviations of the weeks without line, step and season. */
    double effect[2][2], low[2][2], high[2][2];
    double same_week; /* correlation of what is left of both */
    const char *why;  /* why E02 was not fitted; NULL otherwise */
    size_t n;
    struct tl_couple_row *row; /* what can be said, a sentence or two each */
};

/* Something that may come before a spell of days with more distance, or before its end, laid
   beside ordinary weeks (D19, D20). Before is not because. */
struct tl_antecedent {
    const char *id; /* "conflict", "silence", "thanks" ... */
    int thing;      /* its number among what is asked */
    bool recovery;  /* before the end of a spell, not before a spell */
    uint32_t pairs, with, control_with;
    double odds, p, q;
    const char *text; /* NULL where it is not told: too few, or as often in ordinary weeks */
    struct tl_sentences sentences;
};
struct tl_turns_of_tide {
    int person;
    uint32_t spells;
    size_t n;
    struct tl_antecedent *item;
    const char *why; /* why nothing was asked; NULL otherwise */
};

/* What the user feels, asked before the answer (D15). */
enum tl_felt_who { TL_FELT_FIRST = 0, TL_FELT_SECOND, TL_FELT_BOTH, TL_FELT_NOBODY };
struct tl_felt {
    bool given;
    enum tl_felt_who who;     /* who changed */
    int64_t from_day, to_day; /* when it began, [from, to); TL_NO_DAY: not said */
    int strength;             /* 0 hardly .. 4 very much; -1 not said */
};

/* The feeling beside the record. */
enum tl_felt_cell { TL_FELT_AND_FOUND = 0, TL_FELT_NOT_FOUND, TL_FOUND_NOT_FELT, TL_FELT_NEITHER };
struct tl_feeling {
    struct tl_felt felt;
    enum tl_felt_cell cell;
    int same_person;  /* 1 yes, 0 no, -1 one of the two names nobody */
    int same_date;    /* the felt time meets the 90 % interval; -1 one of them has no date */
    const char *text; /* NULL when nothing was said */
    struct tl_sentences sentences;
};

/* Days without a message that may be a hole in the record rather than silence (Q01). */
struct tl_gap {
    int64_t from_day, to_day; /* [from, to) */
    bool lost;                /* taken as missing, not as silence */
};

/* A talk that went deep (C22). */
struct tl_deep_conversation {
    int64_t day;
    uint32_t first_message, last_message;
    int score;
    bool difficult; /* a conflict was in it, and was made up */
};
struct tl_deep {
    bool read;                                /* false: without its words nothing is known */
    int64_t last_day;                         /* TL_NO_DAY: none */
    double days_since, usual_days, p;         /* C23; NaN unknown */
    double per_month_before, per_month_after; /* the change, or the middle of the record */
    size_t n;
    struct tl_deep_conversation *conversation;
};

/* How a person writes; NaN where not known. Whether two ways of writing are alike says nothing
   about how close they are. */
struct tl_style_profile {
    uint64_t messages; /* with words of their own */
    double words_per_message, emoji_per_100_messages, questions /* share of turns, C21 */;
    double i_per_1000_words, we_per_1000_words;
};
struct tl_styles {
    bool read;
    struct tl_style_profile person[2];
    size_t n_weeks;
    const double *match;              /* language style matching at equal length a week (B03) */
    double match_before, match_after; /* means, as of tl_deep */
};

/* One question about what was said, answered in a paragraph. */
struct tl_said_row {
    const char *id;    /* "asking", "openly", "opening-up", "deep", "fine", "style", "heat" */
    const char *title; /* the question */
    const char *text;
    struct tl_sentences sentences;
    size_t n_evidence;
    uint32_t *evidence; /* message indices, at most 6 */
};

/* Signs of danger (G03, G06), and of a child (G02). Where there is one, the analysis holds nothing
   else: no verdict, no findings, no series. Where there is none, that is no sign of safety. */
struct tl_safety {
    bool life;  /* somebody may be thinking of ending a life */
    bool fear;  /* somebody may be afraid of the other */
    bool minor; /* one of the two says to be under 18 */
};

/* What one said and what came back (measures C01 to C12). */
struct tl_found_exchange {
    const char *kind;     /* "demand_withdraw", "disclosure", "repair", "bid", "good_news",
                             "conflict" */
    const char *outcome;  /* "withdrew", "met" ...; NULL where nobody can know */
    uint32_t first, last; /* message indices, from what asked to the last of the answer */
    int from;             /* person who asked; the other is `to` */
};

struct tl_analysis {
    struct tl_safety safety;
    bool words; /* what was said was read too */
    size_t n_measurements;
    struct tl_measurement *measurements;
    struct tl_verdict verdict;
    size_t n_findings, n_alternatives;
    struct tl_finding *findings;
    struct tl_alternative *alternatives;
    struct tl_tide tide;
    struct tl_evidence evidence;
    struct tl_dips dips;
    struct tl_course course;
    struct tl_couple couple;
    size_t n_models;
    struct tl_model *models;
    struct tl_feeling feeling;
    struct tl_turns_of_tide turns;
    size_t n_exchanges;                  /* 0 without words */
    struct tl_found_exchange *exchanges; /* by kind, each in the order of time */
    struct tl_deep deep;
    struct tl_styles styles;
    size_t n_said;
    struct tl_said_row *said;
    size_t n_gaps;
    struct tl_gap *gaps;
    struct tl_analysis_private *priv;
};

/* What the user knows of some days (D12): travel, an exam, an illness, moved in. */
struct tl_note {
    int64_t from_day, to_day; /* [from, to) */
    const char *word;
};

struct tl_analysis_options {
    uint32_t rounds; /* shuffles; 0: 1,999 */
    size_t n_lost;   /* pairs of days [from, to) the user says are lost */
    const int64_t *lost;
    size_t n_notes; /* the alternative "your-note" says whether they explain a change */
    const struct tl_note *note;
    struct tl_felt felt;
    const struct tl_annotations
        *annotations; /* of the same conversation; NULL: without its words */
};

/* Measures, detects and finds. `conv` must be finished and outlive the analysis. FATAL on memory or
   when cancelled. */
TL_API enum tl_status tl_analysis_new(const struct tl_context *ctx,
                                      const struct tl_conversation *conv,
                                      const struct tl_analysis_options *options,
                                      struct tl_analysis **out, struct tl_error *err);
TL_API void tl_analysis_free(struct tl_analysis *analysis);

/* Words of JSON: "pulling_away", "moderate", "felt_and_found". */
TL_API const char *tl_felt_cell_name(enum tl_felt_cell cell);
TL_API const char *tl_verdict_kind_name(enum tl_verdict_kind kind);
TL_API const char *tl_level_name(enum tl_level level);

#endif
