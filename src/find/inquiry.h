/*
 * inquiry.h: everything the finding stage knows of one conversation, handed from file to file.
 */
#ifndef TL_INQUIRY_H
#define TL_INQUIRY_H

#include "frame.h"
#include "panel.h"
#include "tideline/find.h"
#include "str.h"
#include "weigh.h"

/* One person's letters on one side of a date. */
struct tl_slow_level {
    double letters;      /* a year */
    double delay, words; /* typical (geometric mean) days until an answer, words a letter */
};

/* Set where messages are too few for weeks (slow.c); then `weighing` comes from its bins, its
   indices turned into weeks. */
struct tl_slow {
    int bin_days; /* 28, 91 or 182; 0: the correspondence is not slow */
    size_t n_bins;
    struct tl_panel panel;            /* of the bins */
    double probability;               /* that one person pulls away */
    double detectable_apart;          /* D9 for one person; q->detectable is for both */
    struct tl_slow_level apart[2][2]; /* [person][before, after] at weighing.at, or halves */
    struct tl_slow_level both[2][2];  /* the same at weighing.together.at */
    struct tl_slow_level half[2][2];  /* the same in the middle */
    struct tl_onset together;         /* in weeks; when both together changed */
    size_t together_begin;
    bool passed; /* that change came back */
};

/* Sentences of the text being worded (sentences.h). */
#define TL_TOLD_MOST 16
struct tl_told {
    size_t n;
    struct tl_sentence sentence[TL_TOLD_MOST];
};

struct tl_inquiry {
    const struct tl_context *ctx;
    const struct tl_conversation *conv;
    struct tl_frame frame;
    struct tl_arena arena; /* of everything the analysis gives away */
    uint32_t rounds;
    size_t n_measurements;
    struct tl_measurement *measurements;
    struct tl_panel panel;
    struct tl_weighing weighing;
    size_t n_notes;
    const struct tl_note *note; /* of the user; borrowed */
    struct tl_slow slow;
    struct tl_told told;
    bool ready;          /* Q07: enough for a verdict */
    const char *missing; /* what more it would take; NULL when ready */
    double detectable;   /* D9: the one-sided fall found in 8 of 10 such chats; NaN unknown */
    bool steady;         /* the same at session gaps of 30 and 120 min */
    bool steady_lost;    /* and when long silences count as lost */
    double messages_per_week, volume_change; /* log ratio of both people's messages at `at` */
};

/* Monday of week w of the frame. */
int64_t tl_inquiry_day(const struct tl_inquiry *q, size_t week);
const struct tl_measurement *tl_inquiry_measurement(const struct tl_inquiry *q, const char *id);

/* inquiry.c */
enum tl_status tl_inquiry_run(struct tl_inquiry *q, const struct tl_analysis_options *options,
                              struct tl_error *err);
void tl_inquiry_release(struct tl_inquiry *q);
/* D9 for a panel and what was found in it; NaN unknown. */
double tl_smallest_detectable(const struct tl_panel *panel, const struct tl_weighing *w);

#define TL_SLOW_CLEAR_P 0.005 /* of the composite; above it letters are never more than a hint */
/* slow.c: weighs letters in wider bins, where that is what they need. */
enum tl_status tl_weigh_slow(struct tl_inquiry *q, const struct tl_frame_options *base);
/* slow_words.c: the paragraph of their verdict. */
void tl_word_slow(struct tl_buf *b, struct tl_inquiry *q, const struct tl_verdict *v);

/* odds.c (D18): what the simulated lives say about such evidence. */
void tl_odds_features(const struct tl_inquiry *q, double feature[TL_ODDS_FEATURES]);
double tl_odds_score(const double feature[TL_ODDS_FEATURES]);
double tl_odds_probability(double score);
const char *tl_odds_version(void);

/* alternatives.c (D12) */
enum tl_status tl_find_alternatives(struct tl_inquiry *q, struct tl_analysis *out);
/* note.c: one more of them, for a user who noted something. */
enum tl_status tl_find_note(struct tl_inquiry *q, struct tl_alternative *a);
/* A step (the last of n_columns) fitted beside the other columns; 0 when they explain it. */
double tl_step_beside(const double *y, const double *weight, const double *x, size_t n,
                      size_t n_columns);
/* verdict.c (D16): after the alternatives. */
enum tl_status tl_find_verdict(struct tl_inquiry *q, struct tl_analysis *out);
/* wording.c: the paragraph of the verdict. */
enum tl_status tl_word_verdict(struct tl_inquiry *q, struct tl_analysis *out);
/* dips.c (D14): after the verdict. */
enum tl_status tl_find_dips(struct tl_inquiry *q, struct tl_analysis *out);
double tl_dips_lasting(const struct tl_dip *dip, size_t n, double at);
/* course.c (D6): after the verdict. */
enum tl_status tl_find_course(struct tl_inquiry *q, struct tl_analysis *out);
struct tl_course tl_no_course(void);
/* models.c (D2, D3): at the date that was looked at. */
enum tl_status tl_find_models(struct tl_inquiry *q, struct tl_analysis *out);
/* couple.c (E02 to E05): after the verdict. */
enum tl_status tl_find_couple(struct tl_inquiry *q, struct tl_analysis *out);
struct tl_couple tl_no_couple(void);
/* feeling.c (D15): after the verdict. */
enum tl_status tl_find_feeling(struct tl_inquiry *q, const struct tl_felt *felt,
                               struct tl_analysis *out);
/* turns_of_tide.c (D19, D20): after the verdict. */
enum tl_status tl_find_turns_of_tide(struct tl_inquiry *q, struct tl_analysis *out);
/* said.c: after the verdict; nothing where the words were not read. */
enum tl_status tl_find_said(struct tl_inquiry *q, struct tl_analysis *out);
/* said_words.c: after that, the paragraphs. */
enum tl_status tl_word_said(struct tl_inquiry *q, struct tl_analysis *out);
/* tide.c */
enum tl_status tl_lay_tide(struct tl_inquiry *q, struct tl_tide *tide);
/* findings.c: after the verdict. */
enum tl_status tl_find_changes(struct tl_inquiry *q, struct tl_analysis *out);

#endif
