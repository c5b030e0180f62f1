/*
 * noise.c: copies of short texts as they might be typed on a phone: lower case, no apostrophes, no
 * closing mark, swapped or dropped letters, chat spellings, and names where a corpus has [NAME].
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "rng.h"
#include "str.h"

#define LONGEST 160 /* bytes of a text that is copied */

static const char *const spelling[][2] = {
    {"you", "u"},        {"your", "ur"},          {"you're", "ur"},        {"are", "r"},
    {"love", "luv"},     {"thanks", "thx"},       {"please", "pls"},       {"please", "plz"},
    {"because", "cuz"},  {"tomorrow", "tmrw"},    {"tonight", "tn"},       {"people", "ppl"},
    {"though", "tho"},   {"really", "rly"},       {"going to", "gonna"},   {"want to", "wanna"},
    {"right now", "rn"}, {"I don't know", "idk"}, {"to be honest", "tbh"}, {"oh my god", "omg"},
    {"okay", "k"},       {"okay", "ok"},          {"with", "w"},           {"before", "b4"},
    {"sorry", "sry"},    {"birthday", "bday"},    {"probably", "prob"},    {"about", "abt"},
    {"the", "teh"},      {"what", "wat"},         {"night", "nite"},       {"I love you", "ily"},
};
static const char *const names[] = {
    "Maya",  "Tom", "Priya", "Sam",    "Chidi", "Leonie", "Ana", "Joe",  "Aoife", "Luca",
    "Nadia", "Ben", "Hana",  "Marcus", "Yusuf", "Ellie",  "Dan", "Rosa", "Kofi",  "Jess",
    "Ivan",  "Mel", "Tariq", "Beth",   "Nico",  "Grace",  "Wei", "Femi", "Kate",  "Raj",
};

static void replace(char *text, size_t cap, const char *from, const char *to)
{
    const size_t n = strlen(from), m = strlen(to), len = strlen(text);
    for (char *p = text; (p = strstr(p, from)) != NULL; p += m) {
        const bool starts = p == text || !tl_is_alpha(p[-1]);
        if (!starts || tl_is_alpha(p[n]) || p[n] == '\'' || len + m >= cap)
            continue;
        memmove(p + m, p + n, strlen(p + n) + 1);
        memcpy(p, to, m);
    }
}

static void name_people(char *text, size_t cap, struct tl_rng *rng)
{
    static const char *const holder[] = {"[NAME]", "[PERSON]"};
    for (size_t i = 0; i < 2; i++)
        for (char *p; (p = strstr(text, holder[i])) != NULL;) {
            const char *name = names[tl_rng_below(rng, sizeof names / sizeof names[0])];
            const size_t n = strlen(holder[i]), m = strlen(name);
            if (m > n && strlen(text) + m >= cap)
                return;
            memmove(p + m, p + n, strlen(p + n) + 1);
            memcpy(p, name, m);
        }
}

/* One slip inside a word: two letters swapped, one dropped or one doubled. */
static void slip(char *text, size_t cap, struct tl_rng *rng)
{
    const size_t len = strlen(text);
    if (len < 6 || len + 2 >= cap)
        return;
    const size_t at = 1 + tl_rng_below(rng, (uint32_t)(len - 3));
    if (!tl_is_alpha(text[at]) || !tl_is_alpha(text[at + 1]))
        return;
    const char c = text[at];
    switch (tl_rng_below(rng, 3)) {
    case 0:
        text[at] = text[at + 1];
        text[at + 1] = c;
        break;
    case 1:
        memmove(text + at, text + at + 1, len - at);
        break;
    default:
        memmove(text + at + 1, text + at, len - at + 1);
    }
}

static void drop_bytes(char *text, const char *bytes)
{
    char *to = text;
    for (const char *p = text; *p != 0; p++)
        if (strchr(bytes, *p) == NULL)
            *to++ = *p;
    *to = 0;
}

static void roughen(char *text, size_t cap, struct tl_rng *rng)
{
    static const char *const apostrophe = "\xe2\x80\x99";
    if (tl_rng_below(rng, 10) < 8)
        name_people(text, cap, rng);
    if (tl_rng_below(rng, 10) < 6)
        for (size_t i = 0; i < sizeof spelling / sizeof spelling[0]; i++)
            if (tl_rng_below(rng, 2) == 0)
                replace(text, cap, spelling[i][0], spelling[i][1]);
    if (tl_rng_below(rng, 10) < 6)
        for (char *p = text; *p != 0; p++)
            *p = tl_to_lower(*p);
    if (tl_rng_below(rng, 10) < 5) {
        for (char *p; (p = strstr(text, apostrophe)) != NULL;)
            memmove(p, p + 3, strlen(p + 3) + 1);
        drop_bytes(text, "'");
    }
    if (tl_rng_below(rng, 10) < 4)
        drop_bytes(text, ".,;");
    for (uint32_t k = tl_rng_below(rng, 3); k > 0; k--)
        slip(text, cap, rng);
}

void corpus_add_noise(struct corpus *c, double share, uint64_t seed)
{
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 1);
    const size_t n = c->n;
    for (size_t i = 0; i < n; i++) {
        char text[LONGEST * 2];
        const struct example *e = &c->example[i];
        if (e->part != TRAIN || e->source == NYT || e->source == POLITENESS ||
            e->german_or_spanish || strlen(e->text) > LONGEST || tl_rng_uniform(&rng) >= share)
            continue;
        strcpy(text, e->text);
        roughen(text, sizeof text, &rng);
        if (strcmp(text, e->text) == 0)
            continue;
        if (c->n == c->cap) {
            c->cap *= 2;
            c->example = realloc(c->example, c->cap * sizeof *c->example);
            if (c->example == NULL)
                give_up("not enough memory", "model");
        }
        struct example *to = &c->example[c->n++];
        e = &c->example[i];
        *to = *e;
        to->text = get_memory(strlen(text) + 1, 1);
        strcpy(to->text, text);
        to->label = get_memory(ALL_HEADS, sizeof(float));
        memcpy(to->label, e->label, ALL_HEADS * sizeof(float));
        to->twin = (uint32_t)i;
    }
}
