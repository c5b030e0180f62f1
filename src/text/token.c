/*
 * token.c: the tokeniser.
 *
 * Nearly all of a chat in a European language is ASCII words with single blanks and a few marks, so
 * these are read by a loop of their own, eight bytes at a step (read_plain). What it does not know
 * is read token by token: a word by a loop over ASCII bytes that writes its norm as it goes, and
 * only where a character beyond ASCII belongs to it again by the rules of UAX 29 (word_break.c), to
 * be normalised (unicode.c). All ways give the same tokens. A search for a link or its like starts
 * where a word is followed by a sign that such things hold and not by a blank, and goes once over
 * the stretch up to the next blank.
 */
#include "token.h"

#include <string.h>

#include "emoji.h"
#include "fault.h"
#include "place.h"
#include "sentence.h"
#include "str.h"
#include "unicode.h"
#include "utf8.h"

enum {
    RUN_MAX = 3, /* letters and marks kept of a run */
    /* A code point of 3 bytes (U+FDFA) gives 33 bytes in NFKC, none gives more per byte. */
    NFKC_GROWTH = 11,
    /* Behind a norm: the longest emoticon, or what read_plain writes in blocks. */
    SLACK = 2 * TL_EMOTICON_MAX
};

struct reader {
    struct tl_tokens *out;
    struct tl_str text;
    const char *blocks; /* the text, or `padded` when it is shorter than 8 bytes */
    size_t last_block;  /* where its last 8 bytes start */
    char padded[8];
    size_t at;
    bool closed;           /* the next word starts a sentence */
    struct tl_place place; /* the next one known, or at its end */
    size_t searched;       /* no unknown place starts before */
    size_t stretch;        /* the end of the stretch without blanks that was searched last */
};

/* What the loops note about a token; `capitals`: more than one. */
struct shape {
    bool letter, small, capital, capitals, lengthened;
};

static unsigned flags_of(const struct shape *shape)
{
    return (shape->capitals && !shape->small ? TL_TOKEN_CAPS : 0u) |
           (shape->lengthened ? TL_TOKEN_LENGTHENED : 0u);
}

/* What a byte is and may begin. */
enum {
    ASCII_MARK = 0, /* also the bytes beyond ASCII */
    ASCII_BLANK = 1,
    ASCII_DIGIT = 2,
    ASCII_SMALL = 4,
    ASCII_CAPITAL = 8,
    OPENS_PLACE = 16, /* behind a word: it may be part of a place */
    OPENS_FACE = 32,  /* an emoticon may start here */
    SECOND_FACE = 64, /* behind a letter: it may be an emoticon */
    INNER = 128,      /* may stand between digits */
    ENDS = 256,       /* it always ends a word of letters */
    CLOSE = 512,      /* , . ! ? */
    ASCII_LETTER = ASCII_SMALL | ASCII_CAPITAL,
    ASCII_WORD = ASCII_LETTER | ASCII_DIGIT
};

/* One letter each, so that the table reads like a code page. */
enum {
    M = ENDS,
    Q = ASCII_MARK, /* quotes that may be apostrophes */
    B = ASCII_BLANK | ENDS,
    D = ASCII_DIGIT,
    S = ASCII_SMALL,
    C = ASCII_CAPITAL,
    E = ASCII_SMALL | SECOND_FACE,
    G = ASCII_CAPITAL | SECOND_FACE,
    P = OPENS_PLACE,
    F = OPENS_FACE | ENDS,
    V = ENDS | CLOSE,
    I = INNER | ENDS | CLOSE,
    H = OPENS_PLACE | OPENS_FACE,
    T = OPENS_PLACE | SECOND_FACE | INNER | CLOSE,
    K = OPENS_PLACE | OPENS_FACE | SECOND_FACE | INNER,
    N = OPENS_FACE | INNER | ENDS,
    U = OPENS_PLACE | SECOND_FACE
};
/* clang-format off */
static const uint16_t about_byte[256] = {
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
    B, V, M, M, M, P, M, Q, M, M, M, P, I, H, T, P,
    D, D, D, D, D, D, D, D, D, D, K, N, F, F, F, V,
    P, C, C, C, G, C, C, C, C, C, C, C, C, C, C, C,
    C, C, C, C, C, C, C, C, C, C, C, M, F, M, F, U,
    Q, S, S, S, E, S, S, S, S, S, S, S, S, S, S, S,
    S, S, S, S, S, S, S, S, S, S, S, M, M, M, M, B,
};
/* clang-format on */

static unsigned about(char c)
{
    return about_byte[(unsigned char)c];
}

static bool reserve_bytes(struct tl_tokens *tokens, size_t more)
{
    size_t need;
    if (!tl_add_size(tokens->bytes_len, more, &need))
        return false;
    if (need <= tokens->bytes_cap)
        return true;
    char *bytes = tl_grow(tokens->ctx, tokens->bytes, &tokens->bytes_cap, need, 1);
    if (bytes == NULL)
        return false;
    tokens->bytes = bytes;
    for (size_t i = 0; i < tokens->n; i++) { /* norms lie one behind the other */
        tokens->token[i].norm.ptr = bytes;
        bytes += tokens->token[i].norm.len;
    }
    return true;
}

/* Takes what was written behind the last norm as the norm of a new token. */
static bool push(struct reader *in, enum tl_token_kind kind, size_t end, size_t norm_len,
                 unsigned flags)
{
    struct tl_tokens *out = in->out;
    if (out->n == out->cap) {
        struct tl_token *token =
            tl_grow(out->ctx, out->token, &out->cap, out->n + 1, sizeof *token);
        if (token == NULL)
            return false;
        out->token = token;
    }
    if (in->closed && kind != TL_TOKEN_EMOJI && kind != TL_TOKEN_MARK) {
        flags |= TL_TOKEN_SENTENCE;
        in->closed = false;
    }
    const char *norm = out->bytes + out->bytes_len;
    out->token[out->n++] = (struct tl_token){(uint32_t)in->at, (uint32_t)end,
                                             {norm, norm_len}, tl_token_head(norm, norm_len),
                                             (uint8_t)kind,    (uint8_t)flags};
    out->bytes_len += norm_len;
    in->at = end;
    return true;
}

struct writer {
    char *to;
    uint32_t last;
    size_t run;
    bool lengthened;
};

static void write_folded(void *user, uint32_t c)
{
    struct writer *writer = user;
    writer->run = c == writer->last ? writer->run + 1 : 1;
    writer->last = c;
    bool number = tl_char_of(c)->flags & TL_CHAR_NUMBER;
    writer->lengthened |= writer->run >= RUN_MAX && !number;
    if (writer->run <= RUN_MAX || number)
        writer->to += tl_utf8_encode(c, writer->to);
}

/* A token of any characters: writes the norm of [in->at, end). */
static bool push_any(struct reader *in, enum tl_token_kind kind, size_t end)
{
    struct tl_tokens *out = in->out;
    if (!reserve_bytes(out, NFKC_GROWTH * (end - in->at) + (in->text.len - end) + SLACK))
        return false;
    struct shape shape = {0};
    struct writer writer = {.to = out->bytes + out->bytes_len};
    struct tl_nfkc nfkc;
    tl_nfkc_init(&nfkc, true, write_folded, &writer);
    for (size_t at = in->at; at < end;) {
        uint32_t c = tl_utf8_next(in->text, &at);
        unsigned flags = tl_char_of(c)->flags;
        shape.letter |= (flags & TL_CHAR_LETTER) != 0;
        shape.small |= (flags & TL_CHAR_SMALL) != 0;
        if ((flags & TL_CHAR_SMALL) == 0 && tl_char_of(c)->to_lower != 0) {
            shape.capitals |= shape.capital;
            shape.capital = true;
        }
        tl_nfkc_put(&nfkc, c);
    }
    tl_nfkc_end(&nfkc);
    shape.lengthened = writer.lengthened;
    if (kind == TL_TOKEN_WORD && !shape.letter)
        kind = TL_TOKEN_NUMBER;
    return push(in, kind, end, (size_t)(writer.to - (out->bytes + out->bytes_len)),
                flags_of(&shape));
}

static bool push_emoji(struct reader *in, size_t end)
{
    char *start = in->out->bytes + in->out->bytes_len, *to = start;
    if (end - in->at <= 4) { /* too short for a detail of three bytes */
        memcpy(start, in->text.ptr + in->at, end - in->at);
        return push(in, TL_TOKEN_EMOJI, end, end - in->at, 0);
    }
    for (size_t at = in->at; at < end;) {
        size_t from = at, next;
        uint32_t c = tl_utf8_next(in->text, &at);
        next = at;
        bool joins_detail = c == TL_ZWJ && tl_emoji_detail(tl_utf8_next(in->text, &next));
        if (joins_detail || (from > in->at && tl_emoji_detail(c)))
            continue;
        memcpy(to, in->text.ptr + from, at - from);
        to += at - from;
    }
    return push(in, TL_TOKEN_EMOJI, end, (size_t)(to - start), 0);
}

#define ONES UINT64_C(0x0101010101010101)
#define HIGH (ONES << 7)

/* The first byte of memory in the lowest bits, and back. */
static uint64_t in_order(uint64_t x)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* The text's eight bytes at `at`, before its end: zeros behind it. */
static inline uint64_t eight_at(const struct reader *in, size_t at)
{
    const size_t from = at < in->last_block ? at : in->last_block;
    uint64_t x;
    memcpy(&x, in->blocks + from, sizeof x);
    return in_order(x) >> 8 * (at - from);
}

static inline void put_eight(char *to, uint64_t x)
{
    x = in_order(x);
    memcpy(to, &x, sizeof x);
}

/* The first byte whose high bit is set. */
static inline size_t first_high(uint64_t x)
{
    return x == 0 ? 8 : (size_t)__builtin_ctzll(x) / 8;
}

/* The letters that eight bytes start with. */
struct letters {
    uint64_t small; /* made small; zeros behind them */
    size_t n;
    bool has_small;
    bool repeated; /* one of them three times in a row */
};

/*
 * Without a branch: how long a word is and what it is made of is beyond any guess. As in words.c
 * the high bit of a byte + (0x80 - k) says that it is at least k.
 */
static inline struct letters letters_of(uint64_t x)
{
    const uint64_t folded = (x & ~HIGH) | ONES * 0x20;
    const uint64_t letters =
        (folded + ONES * (0x80 - 'a')) & ~(folded + ONES * (0x7f - 'z')) & ~x & HIGH;
    const uint64_t others = ~letters & HIGH;
    const uint64_t mine = ((others & (0 - others)) >> 7) - 1, case_bits = letters >> 2 & mine;
    const uint64_t small = (x | case_bits) & mine;
    /* A zero byte where a letter is the same as the two behind it. */
    const uint64_t differs = (small ^ small >> 8) | (small ^ small >> 16);
    return (struct letters){
        .small = small,
        .n = first_high(others),
        .has_small = (x & case_bits) != 0,
        .repeated = ((differs - ONES) & ~differs & HIGH & mine >> 16) != 0,
    };
}

/* Cuts runs of letters in [from, to), small ASCII; the new end. */
static char *cut_runs(char *from, char *to, bool *lengthened)
{
    char *out = from;
    size_t run = 0;
    for (char *at = from; at < to; at++) {
        run = at > from && at[0] == at[-1] && tl_is_alpha(*at) ? run + 1 : 1;
        *lengthened |= run >= RUN_MAX;
        if (run <= RUN_MAX)
            *out++ = *at;
    }
    return out;
}

/* Whether `mark` at text[i], i + 1 < limit, stays inside a word: ' between letters, and between
   digits also . , : ; */
static bool is_inside(const char *text, size_t i, unsigned before)
{
    bool apostrophe = text[i] == '\'' || text[i] == '`';
    unsigned kind = before & ASCII_LETTER ? ASCII_LETTER : before & ASCII_DIGIT;
    return (about(text[i + 1]) & kind) != 0 &&
           (apostrophe || (kind == ASCII_DIGIT && (about(text[i]) & INNER)));
}

/* Whether the character beyond ASCII at `at` is no part of a word before it. */
static bool ends_word(struct tl_str text, size_t at)
{
    const uint32_t c = tl_utf8_next(text, &at);
    return tl_char_of(c)->word_break == TL_WB_OTHER && tl_straight(c) != '\'';
}

/*
 * Reads a word that starts with an ASCII letter or digit and writes its norm. Where it ends, or 0
 * when characters beyond ASCII may belong to it.
 */
static size_t read_ascii(struct reader *in, size_t limit, size_t *norm_len, struct shape *shape)
{
    const char *text = in->text.ptr;
    char *start = in->out->bytes + in->out->bytes_len, *to = start, last = '\0',
         last_but_one = '\0';
    bool repeated = false;
    size_t i = in->at;
    unsigned before = 0;
    for (;;) {
        unsigned kind;
        for (; i < limit && ((kind = about(text[i])) & ASCII_WORD) != 0; i++) {
            char small = (char)(text[i] | 0x20); /* leaves digits as they are */
            before = kind;
            shape->letter |= (kind & ASCII_LETTER) != 0;
            shape->small |= (kind & ASCII_SMALL) != 0;
            shape->capitals |= shape->capital && (kind & ASCII_CAPITAL) != 0;
            shape->capital |= (kind & ASCII_CAPITAL) != 0;
            repeated |= small == last && small == last_but_one;
            last_but_one = last;
            last = *to++ = small;
        }
        if (i == limit)
            break;
        if ((unsigned char)text[i] >= 0x80) {
            if (!ends_word(in->text, i))
                return 0;
            break;
        }
        if (i + 1 == limit)
            break;
        if ((unsigned char)text[i + 1] >= 0x80 &&
            (text[i] == '\'' || text[i] == '`' || (about(text[i]) & INNER)))
            return 0;
        if (!is_inside(text, i, before))
            break;
        *to++ = (char)tl_straight((unsigned char)text[i++]);
        before = 0;
        last = '\0';
    }
    if (repeated)
        to = cut_runs(start, to, &shape->lengthened);
    *norm_len = (size_t)(to - start);
    return i;
}

/* Whether what stands behind a word may make it part of a place. */
static bool may_be_place(struct tl_str text, size_t at)
{
    return at + 1 < text.len && (about(text.ptr[at]) & OPENS_PLACE) &&
           (about(text.ptr[at + 1]) & ASCII_BLANK) == 0;
}

static size_t stretch_end(struct tl_str text, size_t at)
{
    while (at < text.len && (about(text.ptr[at]) & ASCII_BLANK) == 0)
        at++;
    return at;
}

static bool push_place(struct reader *in, size_t end)
{
    return push(in, TL_TOKEN_PLACE, end, 0, 0);
}

/* Whether the token of digits at in->at is too short for a phone number: less than seven may be
   part of it. */
static inline bool is_no_phone(const struct reader *in, uint64_t x)
{
    const uint64_t above = (((x & ~HIGH) + ONES * (0x7f - '9')) | x) & HIGH;
    return first_high(above) < 7 || in->text.len - in->at < 7;
}

static bool read_word(struct reader *in)
{
    struct tl_str text = in->text;
    size_t limit = in->place.at > in->at ? in->place.at : text.len;
    for (;;) {
        size_t norm_len = 0, ascii_end = 0;
        struct shape shape = {0};
        if ((unsigned char)text.ptr[in->at] < 0x80)
            ascii_end = read_ascii(in, limit, &norm_len, &shape);
        size_t end =
            ascii_end > 0 ? ascii_end : tl_word_end((struct tl_str){text.ptr, limit}, in->at, true);
        if (in->at >= in->searched && may_be_place(text, end)) {
            if (in->at >= in->stretch)
                in->stretch = stretch_end(text, in->at);
            in->searched = in->stretch;
            if (tl_place_find(text, in->at, in->stretch, &in->place)) {
                in->searched = in->place.end;
                if (in->place.at == in->at)
                    return push_place(in, in->place.end);
                if (in->place.at < end) {
                    limit = in->place.at;
                    continue;
                }
            }
        }
        size_t phone = tl_is_digit(text.ptr[in->at]) && !is_no_phone(in, eight_at(in, in->at))
                           ? tl_phone_end(text, in->at)
                           : 0;
        if (phone > 0 && phone >= end)
            return push_place(in, phone);
        if (ascii_end == 0)
            return push_any(in, TL_TOKEN_WORD, end);
        return push(in, shape.letter ? TL_TOKEN_WORD : TL_TOKEN_NUMBER, end, norm_len,
                    flags_of(&shape));
    }
}

static bool read_mark(struct reader *in, uint32_t c, size_t end)
{
    struct tl_str text = in->text;
    size_t n = 1;
    for (size_t next = end; next < text.len && tl_utf8_next(text, &next) == c; n++)
        end = next;
    bool closes = tl_closes_sentence(in->out, text, c, end), ok = true;
    if (c < 0x80) {
        size_t len = n < RUN_MAX ? n : RUN_MAX;
        memset(in->out->bytes + in->out->bytes_len, (int)tl_straight(c), len);
        ok = push(in, TL_TOKEN_MARK, end, len, n >= RUN_MAX ? TL_TOKEN_LENGTHENED : 0);
    } else {
        ok = push_any(in, TL_TOKEN_MARK, end);
    }
    in->closed |= closes;
    return ok;
}

static bool read_emoticon(struct reader *in, bool *found)
{
    char *norm = in->out->bytes + in->out->bytes_len;
    size_t len = 0, end = tl_emoticon_end(in->text, in->at, norm, &len);
    *found = end > 0;
    return end == 0 || push(in, TL_TOKEN_EMOJI, end, len, 0);
}

static bool read_beyond_ascii(struct reader *in)
{
    size_t end = tl_emoji_end(in->text, in->at);
    if (end > 0)
        return push_emoji(in, end);
    end = in->at;
    uint32_t c = tl_utf8_next(in->text, &end);
    const struct tl_char *about = tl_char_of(c);
    if (about->flags & (TL_CHAR_BLANK | TL_CHAR_INVISIBLE)) {
        in->closed |= about->word_break == TL_WB_NEWLINE;
        in->at = end;
        return true;
    }
    if (about->flags & (TL_CHAR_LETTER | TL_CHAR_NUMBER))
        return read_word(in);
    if (c == 0xAF) {
        bool found, ok = read_emoticon(in, &found);
        if (!ok || found)
            return ok;
    }
    return read_mark(in, c, end);
}

static bool read_ascii_mark(struct reader *in)
{
    char c = in->text.ptr[in->at];
    bool beyond = in->at + 1 < in->text.len && (unsigned char)in->text.ptr[in->at + 1] >= 0x80;
    if ((c == '#' || c == '*') && beyond) {
        size_t end = tl_emoji_end(in->text, in->at);
        if (end > 0)
            return push_emoji(in, end);
    } else if (c == '@' || c == '+' || c == '(') {
        size_t end = c == '@' ? tl_mention_end(in->text, in->at) : tl_phone_end(in->text, in->at);
        if (end > 0)
            return push_place(in, end);
    } else if (about(c) & OPENS_FACE) {
        bool found, ok = read_emoticon(in, &found);
        if (!ok || found)
            return ok;
    }
    return read_mark(in, (unsigned char)c, in->at + 1);
}

/* A token of read_plain, whose norm is written. */
static inline void push_plain(struct reader *in, enum tl_token_kind kind, size_t end,
                              size_t norm_len, uint64_t head, unsigned flags)
{
    struct tl_tokens *out = in->out;
    out->token[out->n++] = (struct tl_token){
        (uint32_t)in->at, (uint32_t)end, {out->bytes + out->bytes_len, norm_len}, head,
        (uint8_t)kind,    (uint8_t)flags};
    out->bytes_len += norm_len;
    in->at = end;
}

static inline char byte_at(struct tl_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

/* Behind a plain word or number: one of , . ! ? when a blank follows. */
static inline void read_plain_mark(struct reader *in, char c, char behind)
{
    if ((about(c) & CLOSE) == 0 || (about(behind) & ASCII_BLANK) == 0)
        return;
    struct tl_tokens *out = in->out;
    const size_t end = in->at + 1;
    in->closed |= c == '.' ? tl_closes_sentence(out, in->text, '.', end) : c != ',';
    out->bytes[out->bytes_len] = c;
    push_plain(in, TL_TOKEN_MARK, end, 1, (unsigned char)c, 0);
    if (behind == ' ')
        in->at++;
}

/* Digits that are no part of a word, a phone number or the like. */
static inline bool read_plain_number(struct reader *in, uint64_t x)
{
    const uint64_t digits = x ^ ONES * '0'; /* 0 to 9 where there is one */
    const size_t n = first_high((((digits & ~HIGH) + ONES * (0x7f - 9)) | digits) & HIGH);
    const size_t end = in->at + n;
    const char next = byte_at(in->text, end), behind = byte_at(in->text, end + 1);
    const unsigned kind = about(next);
    const bool ends = (kind & (ENDS | INNER)) == ENDS ||
                      ((kind & (ENDS | OPENS_PLACE)) && (about(behind) & ASCII_BLANK)) ||
                      ((unsigned char)next >= 0x80 && n > 1 && ends_word(in->text, end));
    if (!ends || !is_no_phone(in, x))
        return false;
    put_eight(in->out->bytes + in->out->bytes_len, x);
    push_plain(in, TL_TOKEN_NUMBER, end, n, x & ((UINT64_C(1) << 8 * n) - 1),
               in->closed ? TL_TOKEN_SENTENCE : 0);
    in->closed = false;
    if (next == ' ') /* a guess, mostly right, is faster than waiting for a sum */
        in->at++;
    else
        read_plain_mark(in, next, behind);
    return true;
}

/* A word of at most 15 ASCII letters, or of two such parts and an apostrophe, and what ends it. */
static inline bool read_plain_word(struct reader *in, uint64_t x)
{
    const struct tl_str text = in->text;
    char *to = in->out->bytes + in->out->bytes_len;
    struct letters word = letters_of(x);
    size_t n = word.n, end = in->at + n;
    put_eight(to, word.small);
    if (n == 8 && end < text.len) {
        const struct letters more = letters_of(eight_at(in, end));
        const uint64_t across = word.small >> 48 | more.small << 16;
        if (more.n == 8 || letters_of(across).repeated)
            return false;
        put_eight(to + n, more.small);
        word.has_small |= more.has_small;
        word.repeated |= more.repeated;
        n += more.n;
        end += more.n;
    }
    char next = byte_at(text, end);
    const bool curly =
        next == '\xE2' && byte_at(text, end + 1) == '\x80' && byte_at(text, end + 2) == '\x99';
    if (next == '\'' || curly) {
        const size_t from = end + (curly ? 3 : 1);
        const struct letters more = letters_of(from < text.len ? eight_at(in, from) : 0);
        if (more.n == 0 || more.n == 8)
            return false;
        to[n] = '\'';
        put_eight(to + n + 1, more.small);
        if (n < 8)
            word.small |= (uint64_t)'\'' << 8 * n;
        if (n < 7)
            word.small |= more.small << 8 * (n + 1);
        word.has_small |= more.has_small;
        word.repeated |= more.repeated;
        n += 1 + more.n;
        end = from + more.n;
        next = byte_at(text, end);
    }
    const char behind = byte_at(text, end + 1);
    const bool ends = ((about(next) & ENDS) / ENDS | ((about(next) & OPENS_PLACE) / OPENS_PLACE &
                                                      (about(behind) & ASCII_BLANK))) != 0 ||
                      ((unsigned char)next >= 0x80 && ends_word(text, end));
    /* A run to be cut; or a face: xD, D: */
    const bool other =
        word.repeated | ((word.small & 0xffff) == ('x' | 'd' << 8)) | ((n == 1) & (next == ':'));
    if (!ends || other)
        return false;
    push_plain(in, TL_TOKEN_WORD, end, n, word.small,
               (!word.has_small && n > 1 ? TL_TOKEN_CAPS : 0u) |
                   (in->closed ? TL_TOKEN_SENTENCE : 0u));
    in->closed = false;
    if (next == ' ') /* a guess, mostly right, is faster than waiting for a sum */
        in->at++;
    else
        read_plain_mark(in, next, behind);
    return true;
}

/* A picture of U+1F000 and above with no other and no detail joined to it. */
static inline bool read_plain_emoji(struct reader *in, uint64_t x)
{
    const bool alone = (x >> 32 & 0x80) == 0 || ((x >> 32 & 0xffff) == 0x9FF0 &&
                                                 (x >> 48 & 0xff) != 0x8F); /* 8F: skin tones */
    if (!alone || (x & 0xC0C0FFFF) != 0x80809FF0)
        return false;
    const struct tl_char *picture =
        tl_char_of(0x1F000 | (uint32_t)(x >> 16 & 0x3F) << 6 | (uint32_t)(x >> 24 & 0x3F));
    if ((picture->flags & TL_CHAR_EMOJI) == 0 || picture->word_break == TL_WB_REGIONAL)
        return false;
    put_eight(in->out->bytes + in->out->bytes_len, x);
    push_plain(in, TL_TOKEN_EMOJI, in->at + 4, 4, x & UINT32_MAX, 0);
    return true;
}

/* Whether the place that was found starts here. */
static bool at_place(const struct reader *in)
{
    return in->place.end > in->place.at && in->at == in->place.at;
}

/* Goes on as long as there is nothing but plain words, numbers, marks, pictures and blanks. */
static void read_plain(struct reader *in)
{
    const struct tl_tokens *out = in->out;
    const struct tl_str text = in->text;
    if (in->place.at > in->at || at_place(in))
        return;
    while (in->at < text.len && out->cap - out->n >= 2) {
        const uint64_t x = eight_at(in, in->at);
        if ((x & 0xff) == ' ') {
            in->at++;
            continue;
        }
        const unsigned kind = about((char)(x & 0xff));
        const bool plain = kind & ASCII_LETTER  ? read_plain_word(in, x)
                           : kind & ASCII_DIGIT ? read_plain_number(in, x)
                                                : read_plain_emoji(in, x);
        if (!plain)
            return;
    }
}

static bool read_ascii_start(struct reader *in, unsigned kind)
{
    struct tl_str text = in->text;
    char next = in->at + 1 < text.len ? text.ptr[in->at + 1] : '\0';
    if (kind & ASCII_DIGIT) {
        size_t end = (unsigned char)next >= 0x80 ? tl_emoji_end(text, in->at) : 0;
        if (end > 0)
            return push_emoji(in, end);
    } else if (about(next) & SECOND_FACE) {
        bool found, ok = read_emoticon(in, &found);
        if (!ok || found)
            return ok;
    }
    return read_word(in);
}

static bool read_all(struct reader *in)
{
    for (;;) {
        read_plain(in);
        if (in->at == in->text.len)
            return true;
        char c = in->text.ptr[in->at];
        unsigned kind = about(c);
        bool ok = true;
        if (kind & ASCII_BLANK) {
            in->closed |= c == '\n' || c == '\r';
            in->at++;
        } else if (at_place(in)) {
            ok = push_place(in, in->place.end);
        } else if (kind & ASCII_WORD) {
            ok = read_ascii_start(in, kind);
        } else if ((unsigned char)c >= 0x80) {
            ok = read_beyond_ascii(in);
        } else {
            ok = read_ascii_mark(in);
        }
        if (!ok)
            return false;
    }
}

void tl_tokens_init(struct tl_tokens *tokens, const struct tl_context *ctx)
{
    *tokens = (struct tl_tokens){.ctx = ctx};
}

enum tl_status tl_tokens_read(struct tl_tokens *tokens, struct tl_str text, struct tl_error *error)
{
    tokens->n = 0;
    tokens->bytes_len = 0;
    if (text.len == 0)
        return TL_OK;
#if SIZE_MAX > UINT32_MAX
    if (text.len > UINT32_MAX)
        return tl_fault(error, TL_FATAL, TL_CODE_LIMIT,
                        "A message of 4 GiB or more cannot be split into words.");
#endif
    struct reader in = {.out = tokens, .text = text, .blocks = text.ptr, .closed = true};
    if (text.len < sizeof in.padded)
        in.blocks = memcpy(in.padded, text.ptr, text.len);
    else
        in.last_block = text.len - sizeof in.padded;
    /* Room for a norm as long as what is left, so that the loop over ASCII need not ask. */
    if (!reserve_bytes(tokens, text.len + SLACK) || !read_all(&in)) {
        tokens->n = 0;
        return tl_fault_memory(error);
    }
    return TL_OK;
}

void tl_tokens_release(struct tl_tokens *tokens)
{
    tl_free(tokens->ctx, tokens->token, tokens->cap * sizeof *tokens->token);
    tl_free(tokens->ctx, tokens->bytes, tokens->bytes_cap);
    *tokens = (struct tl_tokens){.ctx = tokens->ctx};
}
