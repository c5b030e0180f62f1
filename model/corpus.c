/*
 * corpus.c: reads the corpora, each in its own columns, and decides by a hash of the text (or of
 * the thread it comes from) what is trained on, tuned on and tested on.
 */
#include "corpus.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "str.h"

_Noreturn void give_up(const char *what, const char *which)
{
    fprintf(stderr, "%s: %s\n", which, what);
    exit(1);
}

void *get_memory(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        give_up("not enough memory", "model");
    return p;
}

static char *copy(const char *s)
{
    char *c = get_memory(strlen(s) + 1, 1);
    strcpy(c, s);
    return c;
}

static struct example *add(struct corpus *c, const char *text, enum source source, enum part part)
{
    if (c->n == c->cap) {
        c->cap = c->cap == 0 ? 1u << 16 : c->cap * 2;
        c->example = realloc(c->example, c->cap * sizeof *c->example);
        if (c->example == NULL)
            give_up("not enough memory", "model");
    }
    struct example *e = &c->example[c->n];
    *e = (struct example){copy(text),
                          get_memory(ALL_HEADS, sizeof(float)),
                          NAN,
                          (uint32_t)c->n,
                          (uint8_t)source,
                          (uint8_t)part,
                          0,
                          false};
    for (size_t k = 0; k < ALL_HEADS; k++)
        e->label[k] = NAN;
    c->n++;
    return e;
}

/* 0..99 from the text, the same everywhere. */
static unsigned percent(const char *s)
{
    return (unsigned)(tl_str_hash(tl_str_from(s)) >> 20) % 100;
}

static enum part part_of(const char *s, unsigned tune, unsigned test)
{
    const unsigned p = percent(s);
    return p < test ? TEST : p < test + tune ? TUNE : TRAIN;
}

/* A table with a header line; next_row cuts the line in place. */
#define MAX_COLUMNS 16
struct table {
    FILE *file;
    char path[1024];
    char *line, *header;
    size_t cap, n;
    char *name[MAX_COLUMNS], *cell[MAX_COLUMNS];
};

static size_t cut(char *line, char *cell[MAX_COLUMNS])
{
    size_t n = 0;
    line[strcspn(line, "\r\n")] = 0;
    for (char *p = line; n < MAX_COLUMNS; p++) {
        cell[n++] = p;
        p += strcspn(p, "\t");
        if (*p == 0)
            break;
        *p = 0;
    }
    return n;
}

static void table_open(struct table *t, const char *folder, const char *name)
{
    memset(t, 0, sizeof *t);
    snprintf(t->path, sizeof t->path, "%s/%s", folder, name);
    t->file = fopen(t->path, "r");
    if (t->file == NULL)
        give_up("cannot be read", t->path);
    if (getline(&t->line, &t->cap, t->file) < 0)
        give_up("is empty", t->path);
    t->header = copy(t->line);
    t->n = cut(t->header, t->name);
}

static bool next_row(struct table *t)
{
    while (getline(&t->line, &t->cap, t->file) >= 0)
        if (cut(t->line, t->cell) == t->n)
            return true;
    fclose(t->file);
    free(t->line);
    free(t->header);
    return false;
}

static char *cell(const struct table *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->name[i], name) == 0)
            return t->cell[i];
    give_up("lacks a column", t->path);
}

/* Sets the heads named in the comma-separated list to 1 and the others of the family to 0. */
static void set_named(float *label, char *list, const char *const *name, size_t n)
{
    for (size_t k = 0; k < n; k++)
        label[k] = 0;
    for (char *p = strtok(list, ", "); p != NULL; p = strtok(NULL, ", "))
        for (size_t k = 0; k < n; k++)
            if (strcmp(p, name[k]) == 0)
                label[k] = 1;
}

static const char *const emotions[] = {
    "admiration",    "amusement",   "anger",    "annoyance",      "approval",    "caring",
    "confusion",     "curiosity",   "desire",   "disappointment", "disapproval", "disgust",
    "embarrassment", "excitement",  "fear",     "gratitude",      "grief",       "joy",
    "love",          "nervousness", "optimism", "pride",          "realization", "relief",
    "remorse",       "sadness",     "surprise", "neutral",
};
static const char *const film_emotions[AUXILIARY] = {
    "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust", "neutral",
};
static const char *const acts[] = {
    "demand",    "withdraw",   "criticism",          "contempt",  "defensiveness",
    "repair",    "disclosure", "validation",         "dismissal", "need",
    "feeling",   "gratitude",  "affection",          "apology",   "masking",
    "follow_up", "bid",        "good_news_response", "logistics",
};

static void read_goemotions(struct corpus *c, const char *folder)
{
    struct table t;
    for (int dev = 0; dev < 2; dev++) {
        table_open(&t, folder, dev ? "goemotions/dev.tsv" : "goemotions/train.tsv");
        while (next_row(&t)) {
            struct example *e = add(c, cell(&t, "text"), GOEMOTIONS, dev ? TUNE : TRAIN);
            set_named(e->label + TL_FAST_EMOTIONS, cell(&t, "labels"), emotions, 28);
        }
    }
}

static void read_offmychest(struct corpus *c, const char *folder)
{
    static const char *const column[] = {"emotional_disclosure",
                                         "informational_disclosure",
                                         "support",
                                         "general_support",
                                         "info_support",
                                         "emo_support"};
    struct table t;
    table_open(&t, folder, "offmychest/train.tsv");
    while (next_row(&t)) {
        struct example *e = add(c, cell(&t, "text"), OFFMYCHEST, part_of(cell(&t, "post"), 10, 10));
        for (size_t k = 0; k < 6; k++)
            e->label[TL_FAST_DISCLOSURE_EMOTIONAL + k] = strcmp(cell(&t, column[k]), "1") == 0;
    }
}

static void read_scored(struct corpus *c, const char *folder, const char *file, const char *column,
                        enum source source, size_t head, unsigned tune, unsigned test)
{
    struct table t;
    table_open(&t, folder, file);
    while (next_row(&t)) {
        const char *text = cell(&t, "text");
        struct example *e = add(c, text, source, part_of(text, tune, test));
        e->label[head] = (float)atof(cell(&t, column));
    }
}

/* Column `compound` of the lexicon's reference scores, by id within a file of ours. */
static void read_compound(struct corpus *c, const char *folder, const char *file, size_t from)
{
    struct table t, gold;
    size_t i = from;
    char name[256];
    snprintf(name, sizeof name, "vader-ground-truth/%s", file);
    table_open(&t, folder, name);
    table_open(&gold, folder, "peer-gold/vader.tsv");
    bool more = next_row(&gold);
    while (more && strstr(cell(&gold, "file"), name) == NULL)
        more = next_row(&gold);
    while (next_row(&t)) {
        if (more && strcmp(cell(&gold, "id"), cell(&t, "id")) == 0) {
            c->example[i].compound = (float)atof(cell(&gold, "compound"));
            more = next_row(&gold);
        }
        i++;
    }
    while (more)
        more = next_row(&gold);
}

static void read_valence(struct corpus *c, const char *folder)
{
    static const char *const file[] = {"tweets.tsv", "amazon.tsv", "movies.tsv", "nyt.tsv"};
    for (size_t i = 0; i < 4; i++) {
        char path[64];
        const size_t from = c->n;
        snprintf(path, sizeof path, "vader-ground-truth/%s", file[i]);
        read_scored(c, folder, path, "rating", (enum source)(TWEETS + i), TL_FAST_VALENCE, 10, 15);
        read_compound(c, folder, file[i], from);
    }
}

static void read_film_lines(struct corpus *c, const char *folder)
{
    struct table t;
    table_open(&t, folder, "xed-english/train.tsv");
    while (next_row(&t)) {
        const char *text = cell(&t, "text");
        struct example *e = add(c, text, XED, part_of(text, 5, 0));
        set_named(e->label + TL_FAST_HEADS, cell(&t, "labels"), film_emotions, AUXILIARY);
    }
}

/* Chat without labels of ours: it takes what a teacher says of it. */
static void read_unlabelled_chat(struct corpus *c, const char *folder)
{
    struct table t;
    table_open(&t, folder, "casino/train_utterances.tsv");
    while (next_row(&t))
        add(c, cell(&t, "text"), CASINO, TRAIN);
}

/* By the last digit of the writer's number, so that nobody's hand stands in two parts. */
static enum part writer_part(const char *writer)
{
    const char digit = writer[strlen(writer) - 1];
    return digit == '0' || digit == '5' ? TEST : digit == '3' ? TUNE : TRAIN;
}

/* Scenes: "@ writer | language | who | register", then "a 5 label,~near_miss text". */
static void read_scenes(struct corpus *c, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL, writer[32] = "", language[8] = "";
    size_t cap = 0;
    if (file == NULL)
        give_up("cannot be read", path);
    while (getline(&line, &cap, file) >= 0) {
        char labels[512];
        int text = 0;
        line[strcspn(line, "\r\n")] = 0;
        if (line[0] == '@') {
            if (sscanf(line, "@ %31[^ |] | %7[^ |]", writer, language) != 2)
                give_up("has a header that cannot be read", path);
        } else if (sscanf(line, "%*1[ab] %*s %511s %n", labels, &text) == 1 && text > 0) {
            struct example *e = add(c, line + text, DIALOGUE, writer_part(writer));
            set_named(e->label + TL_FAST_ACTS, labels, acts, 19);
            e->german_or_spanish = strcmp(language, "en") != 0;
            e->hand = (uint8_t)((writer[strlen(writer) - 1] - '0') % 5);
        }
    }
    free(line);
    fclose(file);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_dialogue(struct corpus *c, const char *folder)
{
    struct dirent **entry;
    const int n = scandir(folder, &entry, NULL, by_name);
    if (n < 0)
        give_up("cannot be read", folder);
    for (int i = 0; i < n; i++) {
        const struct tl_str name = tl_str_from(entry[i]->d_name);
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name);
        if (tl_str_ends(name, TL_STR(".txt")))
            read_scenes(c, path);
        free(entry[i]);
    }
    free(entry);
}

void corpus_read(struct corpus *c, const char *folder, const char *dialogue)
{
    memset(c, 0, sizeof *c);
    read_goemotions(c, folder);
    read_offmychest(c, folder);
    read_scored(c, folder, "email-intent/train.tsv", "request", EMAIL, TL_FAST_REQUEST, 10, 10);
    read_scored(c, folder, "politeness/wikipedia_train.tsv", "score", POLITENESS,
                TL_FAST_POLITENESS, 10, 10);
    read_valence(c, folder);
    read_film_lines(c, folder);
    read_unlabelled_chat(c, folder);
    if (dialogue != NULL)
        read_dialogue(c, dialogue);
}

void corpus_free(struct corpus *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->example[i].text);
        free(c->example[i].label);
    }
    free(c->example);
}
