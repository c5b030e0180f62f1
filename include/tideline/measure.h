/*
 * measure.h: the numbers taken from a conversation, each with its uncertainty, and none without
 * enough to go on.
 */
#ifndef TIDELINE_MEASURE_H
#define TIDELINE_MEASURE_H

#include "conversation.h"

struct tl_frame;
struct tl_arena;

enum tl_value_status {
    TL_VALUE_NA = 0, /* cannot be known here */
    TL_VALUE_THIN,   /* below the least n: shown grey, never tested */
    TL_VALUE_OK
};

struct tl_value {
    double value, lo, hi; /* NaN where not known; lo..hi is a 95 % interval */
    uint64_t n;           /* what it rests on, in the measure's own unit of observation */
    enum tl_value_status status;
    const char *why; /* short reason when not OK, NULL otherwise; static or in the arena */
};

/* Whose number it is. */
enum tl_whose { TL_WHOSE_FIRST = 0, TL_WHOSE_SECOND = 1, TL_WHOSE_BOTH = 2 };

/* The scale on which changes of a measure are tested. */
enum tl_scale { TL_SCALE_IDENTITY = 0, TL_SCALE_LOG, TL_SCALE_LOGIT };

/*
 * One value a week. Arrays have weeks.n items; NaN where n[i] is too small to say.
 * `test` and `weight` (inverse variance) are the same series on the scale of the measure, for the
 * detectors; NULL when the series is not tested.
 */
struct tl_series {
    const char *label; /* NULL, or which of a measure's several series: "unprompted" */
    enum tl_whose whose;
    double *value, *low, *high;
    uint32_t *n;
    double *test, *weight;
};

/* A number of a measure beside its main one, in JSON by name. */
struct tl_extra {
    const char *name;
    enum tl_whose whose;
    struct tl_value value;
};

struct tl_measurement {
    const struct tl_measure *measure;
    struct tl_value whole[3]; /* over the whole record, by enum tl_whose */
    size_t n_series, n_extra;
    struct tl_series *series;
    struct tl_extra *extra;
};

/* The families of D8; a change counts once a family. */
enum tl_family {
    TL_FAMILY_NONE = 0, /* context and data quality */
    TL_FAMILY_INITIATION,
    TL_FAMILY_RESPONSIVENESS,
    TL_FAMILY_EFFORT,
    TL_FAMILY_DEPTH,
    TL_FAMILY_WARMTH,
    TL_FAMILY_COUNT
};

/* One row of the measure table. */
struct tl_measure {
    const char *id;    /* "A06": stable, used in JSON */
    const char *name;  /* "initiations": stable too */
    const char *title; /* what it answers, in plain words */
    const char *plain; /* what it counts, before "went from": "conversations begun"; or NULL */
    const char *unit;
    enum tl_family family;
    bool primary;  /* D11: decides who moved; counts twice inside its family */
    int closeness; /* +1: more of it is more contact, -1: less, 0: neither */
    enum tl_scale scale;
    unsigned needs;   /* TL_CAN_* without which it is withheld */
    bool reads_words; /* withheld where the conversation was read without its words */
    uint64_t labels;  /* bits of enum tl_label it counts: withheld where one is uncertain */
    uint32_t least_n;
    const char *reference; /* paper, year, page; or "design" */
    /* Fills out->whole, out->series and out->extra from frame's arena or `arena`. Symmetrical: with
       the people swapped, the numbers are swapped. FATAL on memory only. */
    enum tl_status (*compute)(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err);
};

/* All of them in the order of the catalogue, ending with NULL. */
TL_API const struct tl_measure *const *tl_measures(void);

#endif
