/*
 * coach_language.c: the languages there are; another is one data file, and a line here.
 */
#include "coach_language.h"

#include <string.h>

#include "coach_de.h"
#include "coach_en.h"

static const struct tl_coach_language *const languages[] = {&coach_en, &coach_de, NULL};

const struct tl_coach_language *const *tl_coach_languages(void)
{
    return languages;
}

const struct tl_coach_language *tl_coach_language_named(const char *code)
{
    for (size_t i = 0; code != NULL && languages[i] != NULL; i++)
        if (strcmp(languages[i]->code, code) == 0)
            return languages[i];
    return NULL;
}

const struct tl_coach_language *tl_coach_language_of(enum tl_language language)
{
    for (size_t i = 0; languages[i] != NULL; i++)
        if (languages[i]->language == language)
            return languages[i];
    return NULL;
}
