/*
 * pieces.h: text into the pieces of a fixed vocabulary that explain it best (SentencePiece's
 * unigram model: Kudo 2018, ACL).
 */
#ifndef TL_PIECES_H
#define TL_PIECES_H

#include "tideline/base.h"

#define TL_PIECES_MAX_BYTES 640 /* of one text; the rest is not read */
#define TL_PIECES_UNKNOWN 0     /* number of what is in no piece */

/* A vocabulary in little-endian bytes, as model/convert_use_lite.py writes it; borrowed. */
struct tl_pieces {
    uint32_t n;
    const unsigned char *offset; /* n + 1 uint32 into bytes */
    const unsigned char *score;  /* n float32: log probabilities */
    const unsigned char *number; /* n uint16 */
    const unsigned char *bytes;  /* of the pieces, in byte order */
};

/* Reads valid UTF-8; writes at most `max` numbers of pieces to `out` and returns how many. */
size_t tl_pieces_read(const struct tl_pieces *pieces, struct tl_str text, uint16_t *out,
                      size_t max);

#endif
