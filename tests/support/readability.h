/*
 * readability.h: how hard a text is to read (F2 of the measures catalogue): Flesch-Kincaid grade
 * .39 W/S + 11.8 Y/W - 15.59 and reading ease 206.835 - 1.015 W/S - 84.6 Y/W (Kincaid et al. 1975,
 * Naval Technical Training Research Branch Report 8-75; Flesch 1948, J. Appl. Psychol. 32:221).
 */
#ifndef TL_TEST_READABILITY_H
#define TL_TEST_READABILITY_H

#include <stddef.h>

struct readability {
    size_t words, sentences, syllables;
    double grade, ease;
};

/* English in ASCII; other bytes are part of words. Numbers count one syllable a word. */
struct readability readability_of(const char *text);

#endif
