/*
 * readability.c: syllables are groups of vowels without a silent e: at the end of a word or before
 * its -s, -ly or -ness, and in -ed but after d or t; each word has at least one. A period inside a
 * number ends no sentence.
 */
#include "readability.h"

#include <stdbool.h>
#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static bool in_word(char c)
{
    return letter(c) || c == '\'' || (c >= '0' && c <= '9');
}

static bool vowel(char c)
{
    return c != '\0' && strchr("aeiouy", lower(c)) != NULL;
}

static bool ends_with(const char *word, size_t n, const char *end)
{
    size_t k = strlen(end);
    if (k > n)
        return false;
    for (size_t i = 0; i < k; i++)
        if (lower(word[n - k + i]) != end[i])
            return false;
    return true;
}

static size_t syllables_of(const char *word, size_t n)
{
    static const char *const after_silent[] = {"ly", "ness", "s", ""};
    size_t groups = 0, stem = n;
    for (size_t i = 0; i < n; i++)
        groups += vowel(word[i]) && (i == 0 || !vowel(word[i - 1]));
    for (size_t i = 0; i < sizeof after_silent / sizeof *after_silent; i++)
        if (ends_with(word, n, after_silent[i])) {
            stem = n - strlen(after_silent[i]);
            break;
        }
    bool e = stem > 1 && lower(word[stem - 1]) == 'e' && !vowel(word[stem - 2]);
    if (e && ends_with(word, stem, "le") && stem > 2 && !vowel(word[stem - 3]))
        e = false; /* "table" */
    if (ends_with(word, n, "es") && stem > 2 && strchr("scxzg", lower(word[stem - 2])) != NULL)
        e = false; /* "messages" */
    if (ends_with(word, n, "ed") && n > 3 && strchr("dt", lower(word[n - 3])) == NULL &&
        !vowel(word[n - 3]))
        e = true; /* "stepped" */
    groups -= e && groups > 0;
    return groups > 0 ? groups : 1;
}

struct readability readability_of(const char *text)
{
    struct readability r = {0, 0, 0, 0.0, 0.0};
    bool open = false; /* words since the last end of a sentence */
    for (const char *c = text; *c != '\0';) {
        if (in_word(*c)) {
            const char *start = c;
            while (in_word(*c) || (*c == '.' && c[1] >= '0' && c[1] <= '9'))
                c++;
            r.words++;
            r.syllables += letter(*start) ? syllables_of(start, (size_t)(c - start)) : 1;
            open = true;
            continue;
        }
        if (open && strchr(".!?", *c) != NULL) {
            r.sentences++;
            open = false;
        }
        c++;
    }
    r.sentences += open;
    if (r.words > 0) {
        double length = (double)r.words / (double)r.sentences;
        double weight = (double)r.syllables / (double)r.words;
        r.grade = 0.39 * length + 11.8 * weight - 15.59;
        r.ease = 206.835 - 1.015 * length - 84.6 * weight;
    }
    return r;
}

/* The bytes of a vowel at p: 0, 1, or 2 of an umlaut. */
static size_t german_vowel(const char *p)
{
    static const char umlauts[] = "\xA4\xB6\xBC\x84\x96\x9C";
    if (p[0] == '\xC3' && p[1] != '\0' && strchr(umlauts, p[1]) != NULL)
        return 2;
    return vowel(p[0]);
}

static size_t german_syllables(const char *word, size_t n)
{
    size_t groups = 0;
    bool before = false;
    for (size_t i = 0; i < n;) {
        const size_t k = german_vowel(word + i);
        groups += k > 0 && !before;
        before = k > 0;
        i += k > 0 ? k : 1;
    }
    return groups > 0 ? groups : 1;
}

struct readability readability_of_german(const char *text)
{
    struct readability r = readability_of(text);
    size_t heavy = 0;
    r.syllables = 0;
    for (const char *c = text; *c != '\0';) {
        const char *start = c;
        while (in_word(*c))
            c++;
        if (c > start) {
            const size_t n = german_syllables(start, (size_t)(c - start));
            r.syllables += n;
            heavy += n >= 3;
        } else {
            c++;
        }
    }
    r.ease = 0;
    if (r.words > 0)
        r.grade = 0.2656 * (double)r.words / (double)r.sentences +
                  27.44 * (double)heavy / (double)r.words - 1.693;
    return r;
}
