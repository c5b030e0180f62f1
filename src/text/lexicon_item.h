/*
 * lexicon_item.h: the items a line of a word list stands for.
 *
 * A line may hold groups: "(want|wanna) to die" are two items, "(sure|) fine" too. Used by the
 * generator and the test of the lists; nothing of it is in the program.
 */
#ifndef TL_LEXICON_ITEM_H
#define TL_LEXICON_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Writes item k of the line, at most as long as it. False when there are no more than k. */
static inline bool tl_lexicon_item(const char *line, size_t k, char *item)
{
    size_t len = 0;
    const char *close;
    while (*line != '\0') {
        if (*line == '(' && (close = strchr(line, ')')) != NULL &&
            memchr(line, '|', (size_t)(close - line)) != NULL) {
            size_t n = 1;
            for (const char *at = line; at < close; at++)
                n += *at == '|';
            const char *choice = line + 1;
            for (size_t skip = k % n; skip > 0; choice++)
                skip -= *choice == '|';
            k /= n;
            while (*choice != '|' && *choice != ')')
                item[len++] = *choice++;
            line = close + 1;
        } else if (*line == ' ' && (len == 0 || item[len - 1] == ' ')) {
            line++;
        } else {
            item[len++] = *line++;
        }
    }
    while (len > 0 && item[len - 1] == ' ')
        len--;
    item[len] = '\0';
    return k == 0;
}

#endif
