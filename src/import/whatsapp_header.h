/*
 * whatsapp_header.h: the beginning of a line of an exported WhatsApp chat: date, clock, separator.
 */
#ifndef TL_WHATSAPP_HEADER_H
#define TL_WHATSAPP_HEADER_H

#include "date_order.h"

/* What stands beside the clock. */
enum tl_wa_period {
    TL_WA_NO_MARK,
    TL_WA_AM,
    TL_WA_PM,
    TL_WA_NOON,  /* from late morning to early afternoon: 11 is 11, 1 is 13 */
    TL_WA_NIGHT, /* across midnight: 12 is 0, 1 is 1, 9 is 21 */
    TL_WA_UNKNOWN_MARK
};

/* Years that are counted otherwise. */
enum tl_wa_era {
    TL_WA_NO_ERA,
    TL_WA_REIWA,
    TL_WA_HEISEI,
    TL_WA_BUDDHIST,
    TL_WA_REPUBLIC, /* Minguo */
    TL_WA_PERSIAN,
    TL_WA_OTHER_ERA
};

/* Bits of a shape: what is the same in every header of a file. */
enum {
    TL_WA_BRACKET = 1 << 0, /* iOS: "[date, time] " */
    TL_WA_SECONDS = 1 << 1,
    TL_WA_TIME_FIRST = 1 << 2, /* Vietnamese */
    TL_WA_COLON = 1 << 3,      /* old exports: "date, time: " */
    TL_WA_YEAR_FIRST = 1 << 4, /* a number that can only be a year stands first ... */
    TL_WA_YEAR_LAST = 1 << 5,  /* ... or last */
    TL_WA_DOT_DATE = 1 << 6,
    TL_WA_DASH_DATE = 1 << 7, /* neither: slashes; both: Chinese or Korean words */
    TL_WA_DOT_CLOCK = 1 << 8,
    TL_WA_WORD_CLOCK = 1 << 9, /* 15 h 05 */
    TL_WA_BARE = 1 << 10       /* old exports: "date, time name: ", no more than a blank between */
};

struct tl_wa_header {
    struct tl_date_fields date;   /* years of an era as common ones, with four digits */
    uint8_t hour, minute, second; /* of 24 hours, as far as the mark says */
    uint8_t period;               /* enum tl_wa_period */
    bool padded;                  /* a zero stands before one of the first two numbers */
    bool upper;                   /* the mark is written in capitals: AM, PM */
    bool converted;               /* the year is one of another calendar */
    uint8_t era;                  /* enum tl_wa_era, when it is written ... */
    bool year_first;              /* ... and then stands before month and day */
    uint16_t shape;
    size_t rest;     /* where the separator ends */
    bool impossible; /* not read for its clock alone, such as 25:61 */
};

/* Any of the shapes of docs/formats/whatsapp_text.md; false when the line does not begin with one;
   out->impossible then tells whether only the clock is why. Looks at the first 96 code points at
   most. */
bool tl_wa_header_read(struct tl_str line, struct tl_wa_header *out);

/*
 * The headers of one file are alike but for their numbers and the mark of the day's half, so the
 * bytes between the numbers of lines already understood are tried first. A zeroed memory is empty.
 */
struct tl_wa_literal {
    uint64_t bytes, mask; /* of up to eight bytes, as they lie in memory */
    uint8_t len;
};

struct tl_wa_form {
    struct tl_wa_literal literal[7]; /* before each number and behind the last */
    uint8_t n_numbers;               /* 5, or 6 with seconds */
    uint8_t period, era;
    uint16_t shape;
    bool upper, year_first;
};

struct tl_wa_memory {
    struct tl_wa_form form[8];
    uint8_t n, last; /* last: the one that fitted last */
    /* The date of the line before, and its bytes up to the hour: most lines have the same. */
    struct tl_date_fields date;
    char date_bytes[24];
    uint8_t date_len, date_form; /* length 0: none */
    bool padded, converted;
};

/* As tl_wa_header_read, faster on what it has seen before, for lines of this shape only. */
bool tl_wa_header_recall(struct tl_wa_memory *memory, uint16_t shape, struct tl_str line,
                         struct tl_wa_header *out);

/* Direction marks, isolates and the byte order mark. */
bool tl_wa_is_mark(uint32_t code_point);

/* U+200E, with which WhatsApp begins what it wrote itself. */
#define TL_WA_LRM TL_STR("\xe2\x80\x8e")
static inline bool tl_wa_starts_with_lrm(struct tl_str s)
{
    return s.len >= 3 && (unsigned char)s.ptr[0] == 0xe2 && (unsigned char)s.ptr[1] == 0x80 &&
           (unsigned char)s.ptr[2] == 0x8e;
}

#endif
