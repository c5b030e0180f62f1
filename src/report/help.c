/*
 * help.c: see tideline/help.h.
 */
#include "tideline/help.h"

#include "help_table.h"

const struct tl_help_line *tl_help_lines(size_t *n)
{
    *n = sizeof help_lines / sizeof help_lines[0];
    return help_lines;
}

const char *tl_help_kind_name(enum tl_help_kind kind)
{
    static const char *const names[] = {"emergency", "crisis", "violence", "own"};
    return names[kind];
}

static bool same_letter(char a, char b)
{
    return a == b || (a >= 'A' && a <= 'Z' && b == a + 0x20);
}

static bool is_country(const char *of_line, const char *wanted)
{
    return same_letter(of_line[0], wanted[0]) && same_letter(of_line[1], wanted[1]) &&
           wanted[2] == '\0';
}

bool tl_help_shows(const struct tl_help_line *line, const char *country)
{
    return line->country[0] == '*' ||
           (country != NULL && country[0] != '\0' && is_country(line->country, country));
}

bool tl_help_knows(const char *country)
{
    for (size_t i = 0; i < sizeof help_lines / sizeof help_lines[0]; i++)
        if (country[0] != '\0' && is_country(help_lines[i].country, country))
            return true;
    return false;
}
