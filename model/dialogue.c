/*
 * dialogue.c: docs/dialogue_data.md describes the form; tools/check_dialogue has checked it.
 */
#include "dialogue.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tideline/label.h"

/* So that nobody's hand stands in two parts. */
static enum part part_of(unsigned writer)
{
    return writer % 5 == 0 ? TEST : writer % 10 == 3 ? TUNE : TRAIN;
}

static void set_acts(struct message *m, char *labels, const char *path)
{
    for (char *label = strtok(labels, ","); label != NULL; label = strtok(NULL, ",")) {
        size_t act = 0;
        const bool near = *label == '~';
        if (strcmp(label, "-") == 0)
            continue;
        while (act < ACTS &&
               strcmp(label + near, tl_label_name((enum tl_label)(TL_LABEL_DEMAND + act))) != 0)
            act++;
        if (act == ACTS)
            give_up("has a label that is not known", path);
        (near ? m->near : m->act)[act] = true;
    }
}

static void read_writer(struct dialogue *d, const char *path, unsigned writer)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    bool first = true;
    if (file == NULL)
        give_up("cannot be read", path);
    while (getline(&line, &cap, file) >= 0) {
        char speaker, minutes[16], labels[256];
        int text = 0;
        line[strcspn(line, "\n")] = 0;
        if (line[0] == '@' || line[0] == 0) {
            first = true;
            continue;
        }
        if (sscanf(line, "%c %15s %255s %n", &speaker, minutes, labels, &text) != 3 || text == 0)
            give_up("has a line that cannot be read", path);
        if (d->n == d->cap) {
            d->cap = d->cap == 0 ? 4096 : d->cap * 2;
            d->message = realloc(d->message, d->cap * sizeof *d->message);
            if (d->message == NULL)
                give_up("not enough memory", path);
        }
        struct message *m = &d->message[d->n++];
        *m = (struct message){.text = get_memory(strlen(line + text) + 1, 1),
                              .first = first,
                              .speaker = speaker,
                              .minutes = minutes[0] == '-' ? 0.3 : atof(minutes),
                              .writer = writer,
                              .part = part_of(writer)};
        strcpy(m->text, line + text);
        set_acts(m, labels, path);
        first = false;
    }
    free(line);
    fclose(file);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

void dialogue_read(struct dialogue *d, const char *folder, const char *language)
{
    struct dirent **entry;
    const int n = scandir(folder, &entry, NULL, by_name);
    memset(d, 0, sizeof *d);
    if (n < 0)
        give_up("cannot be read", folder);
    for (int i = 0; i < n; i++) {
        char path[1024], which[8];
        unsigned writer;
        snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name);
        if (sscanf(entry[i]->d_name, "%7[a-z]_w%u.txt", which, &writer) == 2 &&
            strcmp(which, language) == 0)
            read_writer(d, path, writer);
        free(entry[i]);
    }
    free(entry);
}

void dialogue_free(struct dialogue *d)
{
    for (size_t i = 0; i < d->n; i++)
        free(d->message[i].text);
    free(d->message);
}
