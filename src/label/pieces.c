/*
 * pieces.c: finds the pieces with the greatest sum of log probabilities by dynamic programming over
 * the bytes (Viterbi).
 *
 * The vocabulary is sorted, so all pieces that begin at a byte are found by narrowing a range of it
 * byte by byte; no tree has to be built or stored. As SentencePiece does, blanks become U+2581 and
 * one stands before the text; runs of what no piece knows are one unknown. Of Unicode's
 * compatibility forms (NFKC) only those are undone that people type: curly quotes, the ellipsis,
 * fixed blanks and what chooses an emoji's looks.
 */
#include "pieces.h"

#include "little_endian.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

#define BLANK "\xe2\x96\x81"
#define UNKNOWN_SCORE (-100.0)

/* What stands for a code point, NULL for itself, "" for nothing. */
static const char *replacement(uint32_t c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case 0xa0:
    case 0x202f:
    case 0x3000:
        return BLANK;
    case 0x2018:
    case 0x2019:
    case 0x02bc:
        return "'";
    case 0x201c:
    case 0x201d:
        return "\"";
    case 0x2026:
        return "...";
    case 0x200b:
    case 0x200d:
    case 0xfe0f:
        return "";
    default:
        return NULL;
    }
}

/* Writes the text as it is looked up, blanks at its ends left out; returns its length. */
static size_t prepare(struct tl_str text, char out[TL_PIECES_MAX_BYTES])
{
    const size_t blank = sizeof BLANK - 1;
    size_t n = 0;
    bool wait = true; /* a blank before what comes next */
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        const char *as = replacement(tl_utf8_next(text, &at));
        if (as != NULL && strcmp(as, BLANK) == 0) {
            wait = true;
            continue;
        }
        const size_t len = as != NULL ? strlen(as) : at - from;
        if (n + (wait ? blank : 0) + len > TL_PIECES_MAX_BYTES)
            break;
        if (wait && len > 0) {
            memcpy(out + n, BLANK, blank);
            n += blank;
            wait = false;
        }
        memcpy(out + n, as != NULL ? as : text.ptr + from, len);
        n += len;
    }
    return n;
}

/* Of pieces [*first, *last), which agree in their first `depth` bytes, keeps those that go on with
   `byte`. */
static void narrow(const struct tl_pieces *p, size_t depth, unsigned char byte, uint32_t *first,
                   uint32_t *last)
{
    for (int end = 0; end < 2; end++) {
        /* The first piece whose next byte is `byte` or more, then the first with more. */
        uint32_t low = *first, high = *last;
        while (low < high) {
            const uint32_t middle = low + (high - low) / 2;
            const size_t at = tl_le32(p->offset + 4 * (size_t)middle) + depth;
            const bool ended = at >= tl_le32(p->offset + 4 * (size_t)middle + 4);
            if (ended || p->bytes[at] < byte + end)
                low = middle + 1;
            else
                high = middle;
        }
        *(end == 0 ? first : last) = low;
    }
}

/* The best way to the end of a prefix. */
struct step {
    double score;
    uint16_t piece; /* the last on the way, and where it begins */
    uint16_t from;
};

static void offer(struct step *step, double score, uint16_t piece, size_t from)
{
    if (score > step->score)
        *step = (struct step){score, piece, (uint16_t)from};
}

size_t tl_pieces_read(const struct tl_pieces *pieces, struct tl_str text, uint16_t *out, size_t max)
{
    char bytes[TL_PIECES_MAX_BYTES];
    struct step best[TL_PIECES_MAX_BYTES + 1];
    const size_t n = prepare(text, bytes);
    best[0].score = 0;
    for (size_t i = 1; i <= n; i++)
        best[i].score = -INFINITY;
    for (size_t at = 0, next; at < n; at = next) {
        next = at;
        (void)tl_utf8_next((struct tl_str){bytes, n}, &next);
        offer(&best[next], best[at].score + UNKNOWN_SCORE, TL_PIECES_UNKNOWN, at);
        uint32_t first = 0, last = pieces->n;
        for (size_t end = at; end < n && first < last;) {
            narrow(pieces, end - at, (unsigned char)bytes[end], &first, &last);
            end++;
            /* Shorter comes first: only the first of the range can end here. */
            if (first < last && tl_le32(pieces->offset + 4 * (size_t)first + 4) -
                                        tl_le32(pieces->offset + 4 * (size_t)first) ==
                                    end - at)
                offer(&best[end],
                      best[at].score + (double)tl_le_float(pieces->score + 4 * (size_t)first),
                      tl_le16(pieces->number + 2 * (size_t)first), at);
        }
    }

    /* The way back gives the last piece first. */
    uint16_t way[TL_PIECES_MAX_BYTES];
    size_t count = 0;
    for (size_t at = n; at > 0; at = best[at].from)
        if (count == 0 || best[at].piece != TL_PIECES_UNKNOWN ||
            way[count - 1] != TL_PIECES_UNKNOWN)
            way[count++] = best[at].piece;
    const size_t kept = count < max ? count : max;
    for (size_t i = 0; i < kept; i++)
        out[i] = way[count - 1 - i];
    return kept;
}
