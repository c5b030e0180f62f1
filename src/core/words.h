/*
 * words.h: the count of words that volume measures use; not a tokeniser.
 */
#ifndef TL_WORDS_H
#define TL_WORDS_H

#include "tideline/base.h"

/*
 * Runs free of white space that hold at least one letter or digit; any code point from U+0080 on
 * that is neither blank, punctuation, symbol nor emoji counts as a letter. So a link is one word,
 * "don't" is one, and a row of hearts is none.
 *
 * Chinese characters, kana, Thai, Lao, Khmer and Burmese are written without blanks: a stretch of k
 * of their code points counts as k / 2 words, rounded up. Two characters are the usual length of a
 * Chinese word; for the others it is a rule of thumb that is the same for both people, which is all
 * that a comparison of the two needs.
 *
 * `text` must be valid UTF-8.
 */
size_t tl_count_words(struct tl_str text);

#endif
