/*
 * unicode.h: what the Unicode Character Database says about a code point, and the two algorithms of
 * its annexes that text in chats needs: normalisation (UAX 15) and word boundaries (UAX 29).
 */
#ifndef TL_UNICODE_H
#define TL_UNICODE_H

#include "memory.h"

enum { TL_ZWJ = 0x200D }; /* zero width joiner */

/* The version of all tables: "15.0.0". */
const char *tl_unicode_version(void);

/* Word_Break of UAX 29, table 3. The generator of the tables numbers them in this order. */
enum tl_word_break {
    TL_WB_OTHER,
    TL_WB_CR,
    TL_WB_LF,
    TL_WB_NEWLINE,
    TL_WB_EXTEND,
    TL_WB_ZWJ,
    TL_WB_FORMAT,
    TL_WB_REGIONAL,
    TL_WB_KATAKANA,
    TL_WB_HEBREW,
    TL_WB_LETTER,
    TL_WB_SINGLE_QUOTE,
    TL_WB_DOUBLE_QUOTE,
    TL_WB_MID_NUM_LET,
    TL_WB_MID_LETTER,
    TL_WB_MID_NUM,
    TL_WB_NUMERIC,
    TL_WB_EXTEND_NUM_LET,
    TL_WB_SPACE
};

enum {
    TL_CHAR_PICTURE = 1,     /* Extended_Pictographic */
    TL_CHAR_EMOJI = 2,       /* an emoji even without a variation selector (make_text_tables.py) */
    TL_CHAR_SMALL = 4,       /* Lowercase */
    TL_CHAR_LETTER = 8,      /* general category L, or a vowel sign or the like (Alphabetic) */
    TL_CHAR_NUMBER = 16,     /* general category N */
    TL_CHAR_BLANK = 32,      /* White_Space, and the space of no width */
    TL_CHAR_INVISIBLE = 64,  /* Default_Ignorable_Code_Point */
    TL_CHAR_NFKC_NO = 128,   /* NFKC_Quick_Check=No: never in a normalised text */
    TL_CHAR_NFKC_MAYBE = 256 /* NFKC_Quick_Check=Maybe: may join what stands before it */
};

struct tl_char {
    int32_t to_lower; /* add it for the small letter; final sigma gives sigma */
    uint16_t flags;
    uint8_t word_break;
    uint8_t combining; /* Canonical_Combining_Class */
};

/* Never NULL: what is no code point has the properties of an unassigned one. */
const struct tl_char *tl_char_of(uint32_t c);

/*
 * NFKC of the code points handed in one after the other. With `fold` also lower case, quotes and
 * apostrophes straight, invisible characters dropped. More than 30 marks on one letter are ordered
 * among 30 only (Stream-Safe Text Format, UAX 15 section 13), so the work grows with the text.
 */
enum { TL_NFKC_SEGMENT = 64, TL_NFKC_MARKS = 30 };
struct tl_nfkc {
    uint32_t segment[TL_NFKC_SEGMENT];
    uint8_t combining[TL_NFKC_SEGMENT];
    size_t n;
    bool fold;
    /* Takes what is done. */
    void (*emit)(void *user, uint32_t c);
    void *user;
};
void tl_nfkc_init(struct tl_nfkc *nfkc, bool fold, void (*emit)(void *user, uint32_t c),
                  void *user);
void tl_nfkc_put(struct tl_nfkc *nfkc, uint32_t c);
void tl_nfkc_end(struct tl_nfkc *nfkc);
/* ’ ‘ ʼ ´ and their like give ', the double ones ", dashes -; everything else itself. */
uint32_t tl_straight(uint32_t c);

/*
 * The end of the word segment that starts at `at`, a boundary. `chat` adapts UAX 29 to what people
 * type: a full stop or colon joins no letters ("ok.then" is two words), an underscore joins
 * nothing ("_now_"), and ´ and ` between letters are apostrophes, since many keyboards have nothing
 * better at hand.
 */
size_t tl_word_end(struct tl_str text, size_t at, bool chat);

#endif
