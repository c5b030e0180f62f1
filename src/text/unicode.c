/*
 * unicode.c: properties of code points and normalisation.
 *
 * NFKC follows UAX 15 as a stream: code points are decomposed and gathered until one comes that can
 * neither be reordered nor composed with what stands before it; then the segment is ordered,
 * composed and handed on. With `fold` the small letter is taken between decomposition and
 * composition: there a letter stands apart from its marks, so the small form of every letter there
 * is comes out composed (capital J with caron has no code point of its own, the small one has).
 */
#include "unicode.h"

#include "unicode_table.h"

enum {
    HANGUL = 0xAC00,
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7,
    HANGUL_V_COUNT = 21,
    HANGUL_T_COUNT = 28,
    HANGUL_L_COUNT = 19,
    HANGUL_COUNT = 11172
};

const char *tl_unicode_version(void)
{
    return UNICODE_VERSION;
}

const struct tl_char *tl_char_of(uint32_t c)
{
    size_t n_blocks = sizeof block / sizeof block[0];
    size_t i = c / BLOCK < n_blocks ? c / BLOCK : n_blocks - 1;
    return &records[record_of[(size_t)block[i] * BLOCK + c % BLOCK]];
}

uint32_t tl_straight(uint32_t c)
{
    switch (c) {
    case '`':
    case 0xB4:   /* acute accent */
    case 0x2BC:  /* modifier letter apostrophe */
    case 0x2018: /* single quotation marks */
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032: /* prime */
        return '\'';
    case 0xAB: /* guillemets, double quotation marks */
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
        return '"';
    case 0x2010: /* hyphens and dashes */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    default:
        return c;
    }
}

static const struct decomposition *find_decomposition(uint32_t c)
{
    size_t low = 0, high = sizeof decompositions / sizeof decompositions[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (decompositions[middle].point == c)
            return &decompositions[middle];
        if (decompositions[middle].point < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The primary composite of the two, or 0. */
static uint32_t compose(uint32_t first, uint32_t second)
{
    if (first - HANGUL_L < HANGUL_L_COUNT && second - HANGUL_V < HANGUL_V_COUNT)
        return HANGUL +
               ((first - HANGUL_L) * HANGUL_V_COUNT + (second - HANGUL_V)) * HANGUL_T_COUNT;
    if (first - HANGUL < HANGUL_COUNT && (first - HANGUL) % HANGUL_T_COUNT == 0 &&
        second - HANGUL_T - 1 < HANGUL_T_COUNT - 1)
        return first + (second - HANGUL_T);
    size_t low = 0, high = sizeof compositions / sizeof compositions[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct composition *pair = &compositions[middle];
        if (pair->first == first && pair->second == second)
            return pair->composed;
        if (pair->first < first || (pair->first == first && pair->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

void tl_nfkc_init(struct tl_nfkc *nfkc, bool fold, void (*emit)(void *user, uint32_t c), void *user)
{
    nfkc->n = 0;
    nfkc->fold = fold;
    nfkc->emit = emit;
    nfkc->user = user;
}

void tl_nfkc_end(struct tl_nfkc *nfkc)
{
    uint32_t *c = nfkc->segment;
    uint8_t *combining = nfkc->combining;
    /* Canonical ordering: a stable sort of each run of marks; the runs are short. */
    for (size_t i = 1; i < nfkc->n; i++)
        for (size_t k = i; k > 0 && combining[k] != 0 && combining[k - 1] > combining[k]; k--) {
            uint32_t mark = c[k];
            uint8_t class = combining[k];
            c[k] = c[k - 1];
            combining[k] = combining[k - 1];
            c[k - 1] = mark;
            combining[k - 1] = class;
        }
    size_t starter = SIZE_MAX, out = 0;
    for (size_t i = 0; i < nfkc->n; i++) {
        /* Not blocked: nothing between the starter and this one, or only marks of a lower class. */
        bool next = starter != SIZE_MAX &&
                    (starter + 1 == out || (combining[i] != 0 && combining[out - 1] != 0 &&
                                            combining[out - 1] < combining[i]));
        uint32_t composed = next ? compose(c[starter], c[i]) : 0;
        if (composed != 0) {
            c[starter] = composed;
            continue;
        }
        if (combining[i] == 0)
            starter = out;
        c[out] = c[i];
        combining[out++] = combining[i];
    }
    for (size_t i = 0; i < out; i++)
        nfkc->emit(nfkc->user, c[i]);
    nfkc->n = 0;
}

static void gather(struct tl_nfkc *nfkc, uint32_t c)
{
    if (nfkc->fold)
        c = tl_straight(c);
    const struct tl_char *about = tl_char_of(c);
    if (nfkc->fold) {
        if (about->flags & TL_CHAR_INVISIBLE)
            return;
        if (about->to_lower != 0) {
            c = (uint32_t)((int32_t)c + about->to_lower);
            about = tl_char_of(c);
        }
    }
    bool boundary = about->combining == 0 && (about->flags & TL_CHAR_NFKC_MAYBE) == 0;
    if (nfkc->n > 0 && (boundary || nfkc->n > TL_NFKC_MARKS))
        tl_nfkc_end(nfkc);
    nfkc->segment[nfkc->n] = c;
    nfkc->combining[nfkc->n++] = about->combining;
}

void tl_nfkc_put(struct tl_nfkc *nfkc, uint32_t c)
{
    if (nfkc->fold)
        c = tl_straight(c); /* before an acute accent becomes a blank with a mark */
    if (c - HANGUL < HANGUL_COUNT) {
        uint32_t index = c - HANGUL, t = index % HANGUL_T_COUNT;
        gather(nfkc, HANGUL_L + index / (HANGUL_V_COUNT * HANGUL_T_COUNT));
        gather(nfkc, HANGUL_V + index / HANGUL_T_COUNT % HANGUL_V_COUNT);
        if (t > 0)
            gather(nfkc, HANGUL_T + t);
        return;
    }
    const struct decomposition *found = find_decomposition(c);
    if (found == NULL) {
        gather(nfkc, c);
        return;
    }
    for (size_t i = found->at; i < (size_t)found->at + found->units; i++) {
        uint32_t unit = decomposition_pool[i];
        if (unit >= 0xD800 && unit < 0xDC00)
            unit = 0x10000 + ((unit - 0xD800) << 10 | (decomposition_pool[++i] - 0xDC00u));
        gather(nfkc, unit);
    }
}
