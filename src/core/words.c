/*
 * words.c: counting words eight bytes at a time.
 *
 * Most text is ASCII, so a block of eight ASCII bytes is done without a branch per byte. Let N have
 * 0xff in every byte that is no blank and A have 1 in every byte that is a letter or digit. In the
 * sum N + A each run of N passes a carry into the blank behind it exactly when the run holds a bit
 * of A; the carries that arrive at blanks are the words that end there, and the carry out of the
 * block says that a word is still open. Everything else goes code point by code point.
 */
#include "words.h"

#include <string.h>

enum letter_class { BLANK, OTHER, LETTER, UNSPACED };

/* First code points of stretches of one class, in order; each holds up to the next. Blocks by the
   names of the Unicode Standard; unassigned and private code points fall to what surrounds them. */
static const struct {
    uint32_t first;
    uint32_t class;
} stretches[] = {
    {0x80, OTHER}, /* controls and Latin-1 signs */
    {0x85, BLANK},
    {0x86, OTHER},
    {0xa0, BLANK},
    {0xa1, OTHER},
    {0xaa, LETTER},
    {0xab, OTHER},
    {0xb2, LETTER},
    {0xb4, OTHER},
    {0xb5, LETTER},
    {0xb6, OTHER},
    {0xb9, LETTER},
    {0xbb, OTHER},
    {0xbc, LETTER},
    {0xbf, OTHER},
    {0xc0, LETTER},
    {0xd7, OTHER},
    {0xd8, LETTER},
    {0xf7, OTHER},
    {0xf8, LETTER},
    {0x37e, OTHER}, /* Greek question mark */
    {0x37f, LETTER},
    {0x387, OTHER},
    {0x388, LETTER},
    {0x55a, OTHER}, /* Armenian, Hebrew and Arabic punctuation */
    {0x560, LETTER},
    {0x589, OTHER},
    {0x591, LETTER},
    {0x5be, OTHER},
    {0x5bf, LETTER},
    {0x5f3, OTHER},
    {0x600, LETTER},
    {0x60c, OTHER},
    {0x60e, LETTER},
    {0x61b, OTHER},
    {0x620, LETTER},
    {0x66a, OTHER},
    {0x66e, LETTER},
    {0x6d4, OTHER},
    {0x6d5, LETTER},
    {0x700, OTHER},
    {0x710, LETTER},
    {0x964, OTHER}, /* dandas */
    {0x966, LETTER},
    {0xe01, UNSPACED}, /* Thai and Lao */
    {0xe3f, OTHER},
    {0xe40, UNSPACED},
    {0xe4f, OTHER},
    {0xe50, LETTER},
    {0xe5a, OTHER},
    {0xe80, UNSPACED},
    {0xed0, LETTER},
    {0xedc, UNSPACED},
    {0xf00, LETTER},
    {0x1000, UNSPACED}, /* Burmese */
    {0x1040, LETTER},
    {0x104a, OTHER},
    {0x1050, UNSPACED},
    {0x10a0, LETTER},
    {0x1361, OTHER},
    {0x1369, LETTER},
    {0x1680, BLANK},
    {0x1681, LETTER},
    {0x1780, UNSPACED}, /* Khmer */
    {0x17d4, OTHER},
    {0x17e0, LETTER},
    {0x1800, OTHER},
    {0x1810, LETTER},
    {0x2000, BLANK}, /* spaces of typesetting */
    {0x200b, OTHER},
    {0x2028, BLANK},
    {0x202a, OTHER},
    {0x202f, BLANK},
    {0x2030, OTHER},
    {0x205f, BLANK},
    {0x2060, OTHER},
    {0x2070, LETTER},
    {0x20a0, OTHER},
    {0x2102, LETTER}, /* letterlike, without the signs that are drawn as emoji */
    {0x2120, OTHER},
    {0x2124, LETTER},
    {0x2139, OTHER},
    {0x213a, LETTER},
    {0x2190, OTHER},
    {0x2c00, LETTER},
    {0x2e00, OTHER},
    {0x2e80, UNSPACED},
    {0x3000, BLANK}, /* ideographic space, CJK punctuation */
    {0x3001, OTHER},
    {0x3005, UNSPACED},
    {0x3008, OTHER},
    {0x3021, UNSPACED},
    {0x3030, OTHER},
    {0x3031, UNSPACED},
    {0x303d, OTHER},
    {0x3041, UNSPACED},
    {0x30fb, OTHER},
    {0x30fc, UNSPACED},
    {0x3130, LETTER}, /* Hangul jamo: Korean has blanks */
    {0x3190, UNSPACED},
    {0x3200, OTHER},
    {0x3400, UNSPACED},
    {0x4dc0, OTHER},
    {0x4e00, UNSPACED},
    {0xa000, LETTER},
    {0xa490, OTHER},
    {0xa4d0, LETTER},
    {0xe000, OTHER}, /* private use */
    {0xf900, UNSPACED},
    {0xfb00, LETTER},
    {0xfd3e, OTHER},
    {0xfd50, LETTER},
    {0xfe00, OTHER},
    {0xfe70, LETTER},
    {0xfeff, OTHER},
    {0xff10, LETTER}, /* full-width forms */
    {0xff1a, OTHER},
    {0xff21, LETTER},
    {0xff3b, OTHER},
    {0xff41, LETTER},
    {0xff5b, OTHER},
    {0xff66, UNSPACED},
    {0xffa0, LETTER},
    {0xffe0, OTHER},
    {0x10000, LETTER},
    {0x1cf00, OTHER},
    {0x1d400, LETTER},
    {0x1d800, OTHER},
    {0x1df00, LETTER},
    {0x1f000, OTHER}, /* pictographs and emoji */
    {0x20000, UNSPACED},
    {0x3fffe, OTHER}, /* tags and beyond */
};

static enum letter_class classify(uint32_t c)
{
    size_t low = 0, high = sizeof stretches / sizeof stretches[0];
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (stretches[middle].first <= c)
            low = middle;
        else
            high = middle;
    }
    return (enum letter_class)stretches[low].class;
}

static enum letter_class classify_ascii(unsigned char c)
{
    const unsigned char folded = c | 0x20;
    if ((folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9'))
        return LETTER;
    return c <= ' ' ? BLANK : OTHER;
}

/* The code point at p, which starts a valid sequence of two bytes or more. */
static uint32_t decode(const unsigned char *p, size_t *len)
{
    if (p[0] < 0xe0) {
        *len = 2;
        return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
    }
    if (p[0] < 0xf0) {
        *len = 3;
        return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    }
    *len = 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 |
           (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
}

struct counter {
    size_t words;
    uint64_t open;   /* 1: a letter was seen since the last blank and is not counted yet */
    size_t unspaced; /* length of the stretch without blanks that is being read */
};

static void close_unspaced(struct counter *counter)
{
    counter->words += (counter->unspaced + 1) / 2;
    counter->unspaced = 0;
}

static void count_slowly(struct counter *counter, const unsigned char *p, size_t *at, size_t end)
{
    while (*at < end) {
        size_t len = 1;
        const enum letter_class class =
            p[*at] < 0x80 ? classify_ascii(p[*at]) : classify(decode(p + *at, &len));
        *at += len;
        if (class == UNSPACED) {
            counter->words += (size_t)counter->open;
            counter->open = 0;
            counter->unspaced++;
            continue;
        }
        if (counter->unspaced > 0)
            close_unspaced(counter);
        if (class == LETTER) {
            counter->open = 1;
        } else if (class == BLANK) {
            counter->words += (size_t)counter->open;
            counter->open = 0;
        }
    }
}

#define ONES UINT64_C(0x0101010101010101)
#define HIGH (ONES << 7)

/* The first byte in the lowest bits, so that carries run in the order of the text. */
static uint64_t load(const unsigned char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

static void count_ascii(struct counter *counter, uint64_t x)
{
    const uint64_t folded = x | ONES * 0x20;
    /* The high bit of x + (0x80 - k) says that a byte is at least k. */
    const uint64_t letter = (folded + ONES * (0x80 - 'a')) & ~(folded + ONES * (0x7f - 'z'));
    const uint64_t digit = (x + ONES * (0x80 - '0')) & ~(x + ONES * (0x7f - '9'));
    const uint64_t alnum = ((letter | digit) & HIGH) >> 7;
    const uint64_t solid = (x + ONES * (0x7f - ' ')) & HIGH;
    const uint64_t runs = (solid - (solid >> 7)) | solid;
    uint64_t sum = runs + alnum;
    const uint64_t carry = sum < runs;
    sum += counter->open;
    const uint64_t ends = sum & ((~solid & HIGH) >> 7);
    counter->open = carry | (sum < counter->open);
    counter->words += (size_t)((ends * ONES) >> 56);
}

size_t tl_count_words(struct tl_str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    struct counter counter = {0, 0, 0};
    size_t at = 0;
    while (text.len - at >= 8) {
        const uint64_t x = load(p + at);
        if ((x & HIGH) == 0) {
            if (counter.unspaced > 0)
                close_unspaced(&counter);
            count_ascii(&counter, x);
            at += 8;
        } else {
            count_slowly(&counter, p, &at, at + 8);
        }
    }
    if (at < text.len) {
        unsigned char tail[8];
        memset(tail, ' ', sizeof tail);
        memcpy(tail, p + at, text.len - at);
        const uint64_t x = load(tail);
        if ((x & HIGH) == 0) {
            if (counter.unspaced > 0)
                close_unspaced(&counter);
            count_ascii(&counter, x);
        } else {
            count_slowly(&counter, p, &at, text.len);
        }
    }
    close_unspaced(&counter);
    return counter.words + (size_t)counter.open;
}
