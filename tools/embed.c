/*
 * embed NAME FILE...: prints a C source with the bytes of the files, one after another, as `const
 * unsigned char NAME[]` and their number as `const size_t NAME_size`. A string literal compiles
 * much faster than a list of numbers.
 */
#include <stdbool.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "embed: give a name and files\n");
        return 1;
    }
    printf("/* Written by tools/embed.c from files below data/. */\n#include <stddef.h>\n"
           "extern const unsigned char %s[];\nextern const size_t %s_size;\n"
           "_Alignas(16) const unsigned char %s[] =",
           argv[1], argv[1], argv[1]);
    bool open = false; /* the character before would swallow a digit */
    size_t n = 0;
    for (int i = 2; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (file == NULL) {
            fprintf(stderr, "embed: %s cannot be read\n", argv[i]);
            return 1;
        }
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
        if (ferror(file) || fclose(file) != 0)
            return 1;
    }
    printf("%s;\nconst size_t %s_size = %zu;\n", n == 0 ? "\"\"" : "\"", argv[1], n);
    return fflush(stdout) != 0 ? 1 : 0;
}
