/*
 * formats_table.c: prints a Markdown file with its table of formats made anew from the importers.
 *
 * Usage: formats_table README.md. What stands between the two marker lines is replaced, everything
 * else is passed through, so the table has one home: the descriptors in src/import.
 */
#include <stdio.h>
#include <string.h>

#include "tideline/tideline.h"

#define BEGIN "<!-- formats: printed by tools/formats_table -->"
#define END "<!-- /formats -->"

static void print_table(void)
{
    puts("| format | how to get one | what it leaves out | name |");
    puts("|---|---|---|---|");
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++)
        printf("| %s | %s | %s | `%s` |\n", (*i)->title, (*i)->export_how, (*i)->cannot_hold,
               (*i)->name);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: formats_table FILE.md\n", stderr);
        return 2;
    }
    FILE *file = fopen(argv[1], "rb");
    if (file == NULL) {
        fprintf(stderr, "formats_table: cannot open %s\n", argv[1]);
        return 1;
    }
    char line[4096];
    bool inside = false, found = false;
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, END, strlen(END)) == 0)
            inside = false;
        if (!inside)
            fputs(line, stdout);
        if (strncmp(line, BEGIN, strlen(BEGIN)) == 0) {
            inside = found = true;
            print_table();
        }
    }
    fclose(file);
    if (!found || inside) {
        fprintf(stderr, "formats_table: %s lacks the lines %s and %s\n", argv[1], BEGIN, END);
        return 1;
    }
    return 0;
}
