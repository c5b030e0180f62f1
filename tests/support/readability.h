/*
 * readability.h: how hard a text is to read (F2 of the measures catalogue): Flesch-Kincaid grade
 * .39 W/S + 11.8 Y/W - 15.59 and reading ease 206.835 - 1.015 W/S - 84.6 Y/W (Kincaid et al. 1975,
 * Naval Technical Training Research Branch Report 8-75; Flesch 1948, J. Appl. Psychol. 32:221). For
 * German the fourth Vienna formula: grade .2656 W/S + .2744 M - 1.693, M the percentage of words of
 * three syllables or more (Bamberger & Vanecek 1984, Lesen - Verstehen - Lernen - Schreiben).
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
/* German in UTF-8; `ease` is not filled. */
struct readability readability_of_german(const char *text);

#endif
