/*
 * date_order.h: which of three numbers is the day.
 *
 * "03/04/2024" alone does not say. One file is written by one program in one order, so an importer
 * shows every date of the file to a tally and asks once, at the end. The tally is a plain value.
 */
#ifndef TL_DATE_ORDER_H
#define TL_DATE_ORDER_H

#include "tideline/conversation.h"

/* Three numbers as they stand, first to last, with how many digits each has. */
struct tl_date_fields {
    uint16_t number[3]; /* at most 9999 */
    uint8_t digits[3];  /* 1..4 */
};

/* "3/4/24", "03.04.2024", "2024-3-4": two separators of `/`, `.`, `-`, each with blanks behind it
   allowed ("2024. 3. 4"). Moves *at behind the date; false, *at unchanged, when there is none. */
bool tl_date_fields_read(struct tl_str s, size_t *at, struct tl_date_fields *out);

/* Years of the Persian calendar since 2009; those of the Islamic one are beyond them until 2051. */
static inline bool tl_date_is_persian_year(int32_t year)
{
    return year >= 1388 && year < 1430;
}

/* Day number under one of DMY, MDY, YMD; false when there is no such day. A year of two digits is
   2000 to 2069, or 1970 to 1999; of one or three, or out of place, it is none. Dates of a Persian
   year are of that calendar. */
bool tl_date_fields_day(const struct tl_date_fields *fields, enum tl_date_order order,
                        int64_t *day);

struct tl_date_tally {
    bool either_direction; /* to be set first where a file may also run from new to old */
    uint64_t n;
    struct {
        uint64_t impossible;  /* dates this order cannot read */
        uint64_t back, ahead; /* steps in file order */
        uint64_t travel;      /* days gone in all: the wrong order jumps by months */
        uint64_t sum;         /* of day numbers: equal sums, equal readings */
        int64_t last;
        bool started;
    } order[3];                     /* DMY, MDY, YMD */
    struct tl_date_fields previous; /* a busy day costs one comparison a message */
};

/* To be called in file order; a zeroed tally is an empty one. */
void tl_date_tally_add(struct tl_date_tally *tally, const struct tl_date_fields *fields);

struct tl_date_verdict {
    enum tl_date_order order; /* never AUTO: DMY when nothing speaks */
    bool sure;                /* false: another order reads the file as well; say so */
    enum tl_date_order other; /* the next best one when not sure, else AUTO */
    const char *why;          /* static, one plain clause */
};

/* `wish` is what the user says, AUTO when nothing; it is followed even against the evidence, which
   then shows in dates that cannot be read. */
struct tl_date_verdict tl_date_tally_settle(const struct tl_date_tally *tally,
                                            enum tl_date_order wish);

/* The sentence for a verdict that is not sure, with both readings of the file's first date: kept by
   the conversation; NULL when memory is short. */
const char *tl_date_doubt(struct tl_conversation *conv, const struct tl_date_verdict *verdict,
                          const struct tl_date_fields *first);

#endif
