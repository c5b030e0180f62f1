/*
 * fast_features.c: normalising, cutting into tokens and hashing, in one pass over the bytes.
 *
 * The rules are those the model was trained with, so they are kept apart from the tokens that
 * lexicons and measures use: a change here wants a new training. Hash: FNV-1a (Fowler, Noll, Vo).
 */
#include "fast_features.h"

#include <string.h>

#include "str.h"
#include "utf8.h"

#define FNV_START 2166136261u
#define FNV_START_PIECE 0x9747b28cu
#define FNV_PRIME 16777619u
#define EDGE_BEFORE 0x01234567u /* stands for the word before the first */
#define EDGE_AFTER 0x07654321u
#define FEATURE_SHOUTED 0xaaaa0001u
#define FEATURE_LENGTH 0xbbbb0000u

enum class { SPACE, LETTER, SIGN, NOTHING };

/* What a code point counts as once `fold` has mapped it. Letters outside ASCII join words; scripts
   without spaces between words give one token a character, which hashing can live with. */
static enum class class_of(uint32_t c) {
    if (c < 0x80){if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return LETTER;
                  return c <= ' ' || c == 0x7f ? SPACE : SIGN;}
if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x3000 ||
    c == 0x85) return SPACE;
/* joiners, direction marks, variation selectors, skin tones */
if ((c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
    (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || (c >= 0x1f3fb && c <= 0x1f3ff))
    return NOTHING;
if (c == 0xaa || c == 0xb5 || c == 0xba || (c >= 0xc0 && c < 0x2000 && c != 0xd7 && c != 0xf7))
    return LETTER;
return SIGN;
}

/* Simple case folding of the alphabets in reach, straight quotes, plain width. */
static uint32_t fold(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c >= 0xc0 && c <= 0xde && c != 0xd7)
        return c + 32;
    if (c >= 0x100 && c <= 0x17f && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 &&
        c != 0x178 && c != 0x17f) {
        const bool odd_is_small = c < 0x139 || (c > 0x148 && c < 0x179);
        return (c & 1) == (odd_is_small ? 0u : 1u) ? c + 1 : c;
    }
    if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
        return c + 32;
    if (c >= 0x400 && c <= 0x40f)
        return c + 80;
    if (c >= 0xff01 && c <= 0xff5e)
        return fold(c - 0xfee0);
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2bc:
    case 0xb4:
        return '\'';
    case 0x201c:
    case 0x201d:
    case 0x201e:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return c;
    }
}

/* The next folded code point and where it ends; digits become 0. */
static uint32_t peek(struct tl_str s, size_t at, size_t *next)
{
    const unsigned char b = (unsigned char)s.ptr[at];
    if (b < 0x80) {
        *next = at + 1;
        if (b >= 'A' && b <= 'Z')
            return b + 32u;
        return b >= '0' && b <= '9' ? '0' : b;
    }
    *next = at;
    const uint32_t c = fold(tl_utf8_next(s, next));
    return c >= '0' && c <= '9' ? '0' : c;
}

struct writer {
    struct tl_fast_tokens *out;
    size_t used; /* bytes of out->text */
    uint32_t last;
    unsigned run;
};

static struct tl_fast_token *open_token(struct writer *w, size_t start, bool word)
{
    struct tl_fast_token *t = &w->out->token[w->out->n];
    t->at = (uint16_t)w->used;
    t->len = 0;
    t->word = word;
    t->start = (uint32_t)start;
    t->hash = FNV_START;
    return t;
}

static void put_bytes(struct writer *w, struct tl_fast_token *t, const char *bytes, size_t n)
{
    if (t->len + n > TL_FAST_TOKEN_BYTES)
        return;
    uint32_t hash = t->hash;
    for (size_t i = 0; i < n; i++) {
        w->out->text[w->used + i] = bytes[i];
        hash = (hash ^ (unsigned char)bytes[i]) * FNV_PRIME;
    }
    t->hash = hash;
    t->len = (uint8_t)(t->len + n);
    w->used += n;
}

/* False for the fourth and later of a run. */
static bool run_goes_on(struct writer *w, uint32_t c)
{
    w->run = c == w->last ? w->run + 1 : 1;
    w->last = c;
    return w->run <= 3;
}

static void put(struct writer *w, struct tl_fast_token *t, uint32_t c)
{
    char bytes[4];
    if (c < 0x80) {
        bytes[0] = (char)c;
        put_bytes(w, t, bytes, 1);
        return;
    }
    put_bytes(w, t, bytes, tl_utf8_encode(c, bytes));
}

static void close_token(struct writer *w, struct tl_fast_token *t, size_t end)
{
    t->end = (uint32_t)end;
    w->out->n++;
}

/* Bytes of a link that starts at `at`, 0 when none does. */
static size_t link_length(struct tl_str s, size_t at)
{
    static const struct tl_str start[] = {TL_STR_INIT("http://"), TL_STR_INIT("https://"),
                                          TL_STR_INIT("www.")};
    const struct tl_str rest = {s.ptr + at, s.len - at};
    for (size_t i = 0; i < sizeof start / sizeof start[0]; i++) {
        if (rest.len <= start[i].len ||
            !tl_str_equal_fold(tl_str_slice(rest, 0, start[i].len), start[i]))
            continue;
        size_t n = start[i].len;
        while (n < rest.len && (unsigned char)rest.ptr[n] > ' ')
            n++;
        return n;
    }
    return 0;
}

/* Bytes of a place-holder such as [name] (lower-cased letters only) at `at`, else 0. */
static size_t place_length(struct tl_str s, size_t at)
{
    size_t n = 1;
    while (at + n < s.len && n < TL_FAST_TOKEN_BYTES - 1 && tl_is_alpha(s.ptr[at + n]))
        n++;
    return n > 1 && at + n < s.len && s.ptr[at + n] == ']' ? n + 1 : 0;
}

/* Letters and digits, then at most one apostrophe with letters behind it ("don't"). */
static size_t read_word(struct writer *w, struct tl_str s, size_t at)
{
    struct tl_fast_token *t = open_token(w, at, true);
    bool apostrophe = false;
    size_t next;
    w->run = 0;
    while (at < s.len) {
        uint32_t c = peek(s, at, &next);
        const enum class kind = class_of(c);
        if (kind == LETTER) {
            if (run_goes_on(w, c))
                put(w, t, c);
        } else if (c == '\'' && !apostrophe && next < s.len) {
            size_t after;
            c = peek(s, next, &after);
            if (class_of(c) != LETTER || c == '0')
                break;
            apostrophe = true;
            put(w, t, '\'');
            w->run = 0;
        } else if (kind != NOTHING) {
            break;
        }
        at = next;
    }
    close_token(w, t, at);
    return at;
}

static bool is_shouted(struct tl_str s)
{
    size_t letters = 0, capitals = 0;
    for (size_t i = 0; i < s.len; i++) {
        const bool capital = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
        capitals += capital;
        letters += capital || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z');
    }
    return letters >= 4 && capitals * 10 > letters * 7;
}

void tl_fast_tokenise(struct tl_str s, struct tl_fast_tokens *out)
{
    struct writer w = {out, 0, 0, 0};
    out->n = 0;
    out->shouted = is_shouted(s);
    uint32_t last_sign = 0;
    unsigned signs = 0;
    for (size_t at = 0, next; at < s.len && out->n < TL_FAST_TOKENS; at = next) {
        const uint32_t c = peek(s, at, &next);
        const enum class kind = class_of(c);
        if (kind == SPACE || kind == NOTHING) {
            if (kind == SPACE)
                signs = 0;
            continue;
        }
        size_t n = 0;
        if (c == 'h' || c == 'w')
            n = link_length(s, at);
        if (n != 0) {
            struct tl_fast_token *t = open_token(&w, at, false);
            put_bytes(&w, t, "[url]", 5);
            next = at + n;
            close_token(&w, t, next);
            signs = 0;
        } else if (c == '[' && (n = place_length(s, at)) != 0) {
            struct tl_fast_token *t = open_token(&w, at, false);
            for (size_t i = 0; i < n; i++)
                put(&w, t, (unsigned char)tl_to_lower(s.ptr[at + i]));
            next = at + n;
            close_token(&w, t, next);
            signs = 0;
        } else if (kind == LETTER) {
            next = read_word(&w, s, at);
            signs = 0;
        } else {
            signs = signs != 0 && c == last_sign ? signs + 1 : 1;
            last_sign = c;
            if (signs > 3)
                continue;
            struct tl_fast_token *t = open_token(&w, at, false);
            put(&w, t, c);
            close_token(&w, t, next);
        }
    }
}

size_t tl_fast_word_features(const struct tl_fast_tokens *tokens, size_t i, uint32_t *feature)
{
    const struct tl_fast_token *t = &tokens->token[i];
    size_t n = 0;
    feature[n++] = t->hash;
    if (!t->word || t->len < 2)
        return n;
    char piece[TL_FAST_TOKEN_BYTES + 2];
    const size_t len = t->len + 2u;
    piece[0] = '<';
    memcpy(piece + 1, tokens->text + t->at, t->len);
    piece[len - 1] = '>';
    for (size_t from = 0; from + 3 <= len; from++) {
        uint32_t hash = FNV_START_PIECE;
        for (size_t k = 0; k < 5 && from + k < len; k++) {
            hash = (hash ^ (unsigned char)piece[from + k]) * FNV_PRIME;
            if (k >= 2)
                feature[n++] = hash;
        }
    }
    return n;
}

size_t tl_fast_message_features(const struct tl_fast_tokens *tokens, uint32_t *feature)
{
    size_t n = 0;
    uint32_t before = EDGE_BEFORE;
    for (size_t i = 0; i <= tokens->n; i++) {
        const uint32_t here = i < tokens->n ? tokens->token[i].hash : EDGE_AFTER;
        feature[n++] = (before * 0x9e3779b1u) ^ here ^ 0x5bd1e995u;
        before = here;
    }
    if (tokens->shouted)
        feature[n++] = FEATURE_SHOUTED;
    const size_t len = tokens->n;
    const size_t bucket = len < 6 ? len : 6 + (len - 6 < 25 ? (len - 6) / 5 : 5);
    feature[n++] = FEATURE_LENGTH + (uint32_t)bucket;
    return n;
}
