/*
 * embed NAME FILE: prints a C source with the bytes of FILE as `const unsigned char NAME[]` and
 * their number as `const size_t NAME_size`. A string literal compiles much faster than a list of
 * numbers.
 */
#include <stdbool.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
    if (file == NULL) {
        fprintf(stderr, "embed: give a name and a file that can be read\n");
        return 1;
    }
    printf("/* Written by tools/embed.c from the file below data/. */\n#include <stddef.h>\n"
           "extern const unsigned char %s[];\nextern const size_t %s_size;\n"
           "_Alignas(16) const unsigned char %s[] =",
           argv[1], argv[1], argv[1]);
    bool open = false; /* the character before would swallow a digit */
    size_t n = 0;
    for (int c; (c = getc(file)) != EOF; n++) {
        if (n % 64 == 0)
            printf(n == 0 ? "\n\"" : "\"\n\"");
        const bool digit = c >= '0' && c <= '9';
        const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
        if (plain && !(open && digit && n % 64 != 0))
            putchar(c);
        else
            printf("\\%o", (unsigned)c);
        open = !plain || (open && digit && n % 64 != 0);
    }
    printf("%s;\nconst size_t %s_size = %zu;\n", n == 0 ? "\"\"" : "\"", argv[1], n);
    return ferror(file) || fclose(file) != 0 || fflush(stdout) != 0 ? 1 : 0;
}
