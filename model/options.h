/* options.h: arguments of the form key=value. */
#ifndef MODEL_OPTIONS_H
#define MODEL_OPTIONS_H

#include <stdlib.h>
#include <string.h>

static inline const char *option(char **arguments, const char *key, const char *otherwise)
{
    const size_t n = strlen(key);
    for (char **a = arguments; *a != NULL; a++)
        if (strncmp(*a, key, n) == 0 && (*a)[n] == '=')
            return *a + n + 1;
    return otherwise;
}

static inline double number_option(char **arguments, const char *key, const char *otherwise)
{
    return atof(option(arguments, key, otherwise));
}

#endif
