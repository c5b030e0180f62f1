/*
 * make_lexicon.c: prints src/text/lexicon_table.h from the word lists.
 *
 * Usage: make_lexicon data/words. A language is one folder with one file a list, named as in
 * src/text/lexicon.h; data/words/any is read for each. One item a line: a word, a beginning of
 * words with a star at its end, or a phrase; 0 stands for any digits. Lines that start with # are
 * the head and must name Origin, Licence and Version. In contractions.txt a line is
 * "don't = do not": the first is put on all lists of the others. Phrases with a
 * contraction are taken also as typed without apostrophe and in full.
 *
 * Items go through the tokeniser, so what is in the table is what it makes of messages.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon_item.h"
#include "lexicon_shape.h"
#include "str.h"

enum {
    MAX_WORDS = 16000,
    MAX_SETS = 1000,
    MAX_EDGES = 24000,
    MAX_STEPS = 12,
    MAX_CONTRACTIONS = 300
};

struct word {
    char key[TL_LEXICON_KEY_MAX + 2];
    struct tl_word_set set;
    unsigned root, number;
};
struct edge {
    unsigned from, word, to;
};
struct phrase {
    char step[MAX_STEPS][TL_LEXICON_KEY_MAX + 2];
    size_t n;
    int list;
};

struct contraction {
    char key[TL_LEXICON_KEY_MAX + 2];
    char part[MAX_STEPS][TL_LEXICON_KEY_MAX + 2];
    size_t n;
};

struct lexicon {
    struct contraction contraction[MAX_CONTRACTIONS];
    size_t n_contractions;
    struct word *word;
    size_t n_words;
    struct phrase *phrase;
    size_t n_phrases;
    char version[16];
};

static void fail(const char *path, const char *what, const char *detail)
{
    fprintf(stderr, "make_lexicon: %s: %s %s\n", path, what, detail);
    exit(1);
}

static bool is_stem(const char *key)
{
    size_t len = strlen(key);
    return len > 2 && key[len - 1] == '*'; /* ":*" is a kiss */
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(((const struct word *)a)->key, ((const struct word *)b)->key);
}

static struct word *find_word(struct lexicon *lexicon, const char *key)
{
    for (size_t i = 0; i < lexicon->n_words; i++)
        if (strcmp(lexicon->word[i].key, key) == 0)
            return &lexicon->word[i];
    if (lexicon->n_words == MAX_WORDS)
        fail(key, "too many words", "");
    struct word *word = &lexicon->word[lexicon->n_words++];
    strcpy(word->key, key);
    return word;
}

static void add_list(struct word *word, int list)
{
    word->set.bits[list / 64] |= UINT64_C(1) << list % 64;
}

/* The keys of an item's tokens; answers how many. */
static size_t split(const char *path, const char *item, struct tl_tokens *tokens,
                    char key[MAX_STEPS][TL_LEXICON_KEY_MAX + 2])
{
    if (tl_tokens_read(tokens, tl_str_from(item), NULL) != TL_OK)
        fail(path, "no memory", "");
    if (tokens->n == 0 || tokens->n > MAX_STEPS)
        fail(path, "no word, or too long a phrase:", item);
    for (size_t i = 0; i < tokens->n; i++) {
        size_t len = tl_lexicon_key(&tokens->token[i], key[i]);
        if (len == 0 || (i > 0 && tokens->token[i].flags & TL_TOKEN_SENTENCE))
            fail(path, "not a word or phrase:", item);
        key[i][len] = '\0';
    }
    return tokens->n;
}

static void add_phrase(struct lexicon *lexicon, const struct phrase *phrase)
{
    if (lexicon->n_phrases == MAX_EDGES)
        fail(phrase->step[0], "too many phrases", "");
    lexicon->phrase[lexicon->n_phrases++] = *phrase;
    for (size_t i = 0; i < phrase->n; i++)
        find_word(lexicon, phrase->step[i]);
}

static void add_item(struct lexicon *lexicon, const char *path, char *item, int list,
                     struct tl_tokens *tokens)
{
    char key[MAX_STEPS][TL_LEXICON_KEY_MAX + 2];
    size_t len = strlen(item);
    bool stem = is_stem(item);
    if (stem)
        item[len - 1] = '\0';
    size_t n = split(path, item, tokens, key);
    if (n == 1) {
        if (stem)
            strcat(key[0], "*");
        add_list(find_word(lexicon, key[0]), list);
        return;
    }
    if (stem)
        fail(path, "a phrase cannot have a star:", item);
    struct phrase phrase = {.n = n, .list = list};
    memcpy(phrase.step, key, sizeof key);
    add_phrase(lexicon, &phrase);
}

static void add_contraction(struct lexicon *lexicon, const char *path, char *line,
                            struct tl_tokens *tokens)
{
    char key[MAX_STEPS][TL_LEXICON_KEY_MAX + 2];
    char *parts = strstr(line, " = ");
    if (parts == NULL || lexicon->n_contractions == MAX_CONTRACTIONS)
        fail(path, "expected 'short = parts', or there are too many:", line);
    *parts = '\0';
    if (split(path, line, tokens, key) != 1)
        fail(path, "not one word:", line);
    struct contraction *contraction = &lexicon->contraction[lexicon->n_contractions++];
    strcpy(contraction->key, key[0]);
    contraction->n = split(path, parts + 3, tokens, contraction->part);
    struct word *word = find_word(lexicon, key[0]);
    for (size_t i = 0; i < contraction->n; i++)
        tl_word_set_add(&word->set, find_word(lexicon, contraction->part[i])->set);
}

/* list -1: contractions. */
static void read_list(struct lexicon *lexicon, const char *folder, const char *name, int list,
                      struct tl_tokens *tokens)
{
    char path[1024], line[256];
    snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return;
    bool origin = false, licence = false, version = false;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '#') {
            origin |= strstr(line, "Origin:") != NULL;
            licence |= strstr(line, "Licence:") != NULL;
            const char *at = strstr(line, "Version: ");
            if (at != NULL) {
                version = true;
                if (lexicon->version[0] != '\0' && strcmp(lexicon->version, at + 9) != 0)
                    fail(path, "all lists of a language must have one version, not", at + 9);
                snprintf(lexicon->version, sizeof lexicon->version, "%s", at + 9);
            }
        } else if (line[0] != '\0') {
            char item[sizeof line];
            for (size_t k = 0; list >= 0 && tl_lexicon_item(line, k, item); k++)
                add_item(lexicon, path, item, list, tokens);
            if (list < 0)
                add_contraction(lexicon, path, line, tokens);
        }
    }
    fclose(file);
    if (!origin || !licence || !version)
        fail(path, "the head must name Origin, Licence and Version", "");
}

/* A file that is no list would be forgotten. */
static void check_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    if (dir == NULL)
        fail(folder, "no such folder", "");
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        bool known = entry->d_name[0] == '.' || strcmp(entry->d_name, "contractions.txt") == 0;
        for (int i = 0; i < TL_WORDS_COUNT && !known; i++) {
            const char *name = tl_word_list_name((enum tl_word_list)i);
            known = strncmp(entry->d_name, name, strlen(name)) == 0 &&
                    strcmp(entry->d_name + strlen(name), ".txt") == 0;
        }
        if (!known)
            fail(folder, "holds a file that is no list of lexicon.h:", entry->d_name);
    }
    closedir(dir);
}

static void read_folder(struct lexicon *lexicon, const char *folder, struct tl_tokens *tokens)
{
    check_folder(folder);
    for (int i = 0; i < TL_WORDS_COUNT; i++)
        read_list(lexicon, folder, tl_word_list_name((enum tl_word_list)i), i, tokens);
}

static const struct contraction *find_contraction(const struct lexicon *lexicon, const char *key)
{
    for (size_t i = 0; i < lexicon->n_contractions; i++)
        if (strcmp(lexicon->contraction[i].key, key) == 0)
            return &lexicon->contraction[i];
    return NULL;
}

/* A phrase with contractions also as typed without apostrophe, where contractions.txt knows that as
   a word ("im ashamed" for "i'm ashamed"), and in full ("i am ashamed"). */
static void add_other_spellings(struct lexicon *lexicon)
{
    for (size_t p = 0, n = lexicon->n_phrases; p < n; p++) {
        const struct phrase *phrase = &lexicon->phrase[p];
        struct phrase bare = *phrase, full = {.list = phrase->list};
        bool is_bare = false, is_full = false;
        for (size_t i = 0; i < phrase->n; i++) {
            const struct contraction *contraction = find_contraction(lexicon, phrase->step[i]);
            char key[sizeof bare.step[0]] = {0}, *to = key;
            for (const char *at = phrase->step[i]; *at != '\0'; at++)
                if (*at != '\'')
                    *to++ = *at;
            if (strcmp(key, phrase->step[i]) != 0 && find_contraction(lexicon, key) != NULL) {
                strcpy(bare.step[i], key);
                is_bare = true;
            }
            size_t parts = contraction != NULL ? contraction->n : 1;
            if (full.n + parts > MAX_STEPS)
                fail(phrase->step[i], "too long a phrase in full", "");
            if (contraction != NULL)
                memcpy(full.step[full.n], contraction->part, parts * sizeof full.step[0]);
            else
                strcpy(full.step[full.n], phrase->step[i]);
            full.n += parts;
            is_full |= contraction != NULL;
        }
        if (is_bare)
            add_phrase(lexicon, &bare);
        if (is_full && full.n > 1)
            add_phrase(lexicon, &full);
    }
}

static size_t column = 0;
static void print_item(const char *text)
{
    if (column == 0 || column + strlen(text) + 2 > 100)
        column = (size_t)printf("%s   ", column == 0 ? "" : "\n") - (column == 0 ? 0 : 1);
    column += (size_t)printf(" %s,", text);
}
static void close_array(void)
{
    puts(column == 0 ? "};" : "\n};");
    column = 0;
}

struct sets {
    struct tl_word_set set[MAX_SETS];
    size_t n;
};
static unsigned set_index(struct sets *sets, struct tl_word_set set)
{
    for (size_t i = 0; i < sets->n; i++)
        if (memcmp(&sets->set[i], &set, sizeof set) == 0)
            return (unsigned)i;
    if (sets->n == MAX_SETS)
        fail("lists", "too many different sets", "");
    sets->set[sets->n++] = set;
    return (unsigned)(sets->n - 1);
}

static struct word *known_word(const struct lexicon *lexicon, const char *key)
{
    struct word wanted;
    strcpy(wanted.key, key);
    return bsearch(&wanted, lexicon->word, lexicon->n_words, sizeof wanted, compare_words);
}

static unsigned word_number(const struct lexicon *lexicon, const char *key)
{
    return known_word(lexicon, key)->number;
}

/* Puts whole words on the lists of their beginnings, so that only unknown words search for them. */
static void add_stems(struct lexicon *lexicon)
{
    for (size_t i = 1; i < lexicon->n_words; i++) {
        struct word *word = &lexicon->word[i];
        if (is_stem(word->key))
            continue;
        for (size_t n = 2; n <= strlen(word->key); n++) {
            char key[sizeof word->key + 1];
            memcpy(key, word->key, n);
            strcpy(key + n, "*");
            const struct word *stem = n < TL_LEXICON_KEY_MAX ? known_word(lexicon, key) : NULL;
            if (stem != NULL)
                tl_word_set_add(&word->set, stem->set);
        }
    }
}

/* The trie of phrases: edges in the order of their first state. */
struct trie {
    struct edge edge[MAX_EDGES];
    size_t n_edges;
    struct tl_word_set set[MAX_EDGES];
    unsigned n_states;
};
static int compare_edges(const void *a, const void *b)
{
    const struct edge *left = a, *right = b;
    return left->from != right->from ? (left->from > right->from) - (left->from < right->from)
                                     : (left->word > right->word) - (left->word < right->word);
}

static void build_trie(struct lexicon *lexicon, struct trie *trie)
{
    trie->n_states = 1;
    for (size_t p = 0; p < lexicon->n_phrases; p++) {
        const struct phrase *phrase = &lexicon->phrase[p];
        struct word *first = known_word(lexicon, phrase->step[0]);
        if (first->root == 0)
            first->root = trie->n_states++;
        unsigned state = first->root;
        for (size_t i = 1; i < phrase->n; i++) {
            unsigned word = word_number(lexicon, phrase->step[i]);
            size_t e = 0;
            while (e < trie->n_edges && (trie->edge[e].from != state || trie->edge[e].word != word))
                e++;
            if (e == trie->n_edges)
                trie->edge[trie->n_edges++] = (struct edge){state, word, trie->n_states++};
            state = trie->edge[e].to;
        }
        trie->set[state].bits[phrase->list / 64] |= UINT64_C(1) << phrase->list % 64;
    }
    qsort(trie->edge, trie->n_edges, sizeof trie->edge[0], compare_edges);
}

static void print_numbers(const char *type, const char *name, const char *code,
                          const uint64_t *number, size_t n)
{
    char item[32];
    printf("static const %s %s_%s[] = {\n", type, name, code);
    for (size_t i = 0; i < n; i++) {
        snprintf(item, sizeof item, number[i] > UINT16_MAX ? "0x%llx" : "%llu",
                 (unsigned long long)number[i]);
        print_item(item);
    }
    close_array();
}

static void print_words(const char *code, const struct lexicon *lexicon)
{
    char item[128];
    static const struct word *by_number[MAX_WORDS];
    for (size_t i = 0; i < lexicon->n_words; i++)
        by_number[lexicon->word[i].number] = &lexicon->word[i];
    printf("static const char bytes_%s[] =", code);
    for (size_t i = 1; i < lexicon->n_words; i++)
        if (strlen(by_number[i]->key) > 8)
            printf("\n    \"%s\"", by_number[i]->key);
    puts(";");
    printf("static const struct tl_lexicon_word words_%s[] = {\n", code);
    size_t at = 0;
    for (size_t i = 0; i < lexicon->n_words; i++) {
        const struct word *word = by_number[i];
        const size_t len = strlen(word->key), more = len > 8 ? len : 0;
        snprintf(item, sizeof item, "{0x%llx, {{0x%llx, 0x%llx}}, %u, %zu, %zu}",
                 (unsigned long long)tl_token_head(word->key, len),
                 (unsigned long long)word->set.bits[0], (unsigned long long)word->set.bits[1],
                 word->root, more > 0 ? at : 0, len);
        print_item(item);
        at += more;
    }
    close_array();
    if (at > UINT16_MAX)
        fail(code, "too many bytes of long words", "");
}

/* A word and the shift that moves it; `in_group`: how many words that one moves. */
struct placed {
    uint64_t hash;
    struct word *word;
    unsigned in_group;
};
/* Large groups first: they are the hardest to place. */
static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;
    if (left->in_group != right->in_group)
        return left->in_group > right->in_group ? -1 : 1;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

static bool fits(const struct placed *group, unsigned shift, const bool *taken, unsigned n_words)
{
    for (unsigned i = 0; i < group->in_group; i++) {
        const unsigned number = tl_lexicon_number(group[i].hash, shift, n_words);
        if (taken[number])
            return false;
        for (unsigned k = 0; k < i; k++)
            if (tl_lexicon_number(group[k].hash, shift, n_words) == number)
                return false;
    }
    return true;
}

/* Gives every word a number: each group of words takes the first shift that moves it to free ones.
 */
static void print_shifts(const char *code, struct lexicon *lexicon)
{
    static struct placed placed[MAX_WORDS];
    static bool taken[MAX_WORDS];
    uint64_t shifts[TL_LEXICON_SHIFTS] = {0};
    unsigned size[TL_LEXICON_SHIFTS] = {0};
    const unsigned n = (unsigned)lexicon->n_words - 1;
    memset(taken, 0, sizeof taken);
    for (unsigned i = 0; i < n; i++) {
        const char *key = lexicon->word[i + 1].key;
        const size_t len = strlen(key);
        placed[i].word = &lexicon->word[i + 1];
        placed[i].hash = tl_lexicon_hash(tl_token_head(key, len), tl_lexicon_tail(key, len), len);
        size[placed[i].hash >> 54]++;
    }
    for (unsigned i = 0; i < n; i++)
        placed[i].in_group = size[placed[i].hash >> 54];
    qsort(placed, n, sizeof placed[0], compare_placed);
    for (unsigned i = 0; i < n; i += placed[i].in_group) {
        unsigned shift = 0;
        while (shift <= UINT16_MAX && !fits(&placed[i], shift, taken, n))
            shift++;
        if (shift > UINT16_MAX)
            fail(code, "no shift gives a number to", placed[i].word->key);
        shifts[placed[i].hash >> 54] = shift;
        for (unsigned k = i; k < i + placed[i].in_group; k++) {
            placed[k].word->number = tl_lexicon_number(placed[k].hash, shift, n);
            taken[placed[k].word->number] = true;
        }
    }
    print_numbers("uint16_t", "shifts", code, shifts, TL_LEXICON_SHIFTS);
}

/* Bit n of an entry: a beginning of n bytes starts with its two. */
static void print_stem_lengths(const char *code, const struct lexicon *lexicon)
{
    uint64_t lengths[TL_LEXICON_STEMS] = {0};
    for (size_t i = 1; i < lexicon->n_words; i++) {
        const char *key = lexicon->word[i].key;
        const size_t len = strlen(key);
        if (!is_stem(key))
            continue;
        if (len > 16)
            fail(code, "too long a beginning:", key);
        lengths[tl_lexicon_stem(tl_token_head(key, len))] |= UINT64_C(1) << (len - 1);
    }
    print_numbers("uint16_t", "stem_lengths", code, lengths, TL_LEXICON_STEMS);
}

static void print_pairs(const char *code, const struct lexicon *lexicon, const struct trie *trie)
{
    static uint64_t pairs[TL_LEXICON_PAIRS / 64];
    memset(pairs, 0, sizeof pairs);
    for (size_t i = 1; i < lexicon->n_words; i++)
        for (size_t e = 0; e < trie->n_edges; e++)
            if (trie->edge[e].from == lexicon->word[i].root) {
                const unsigned pair = tl_lexicon_pair(lexicon->word[i].root, trie->edge[e].word);
                pairs[pair / 64] |= UINT64_C(1) << pair % 64;
            }
    print_numbers("uint64_t", "pairs", code, pairs, TL_LEXICON_PAIRS / 64);
}

static void print_phrases(const char *code, const struct trie *trie, struct sets *sets)
{
    char item[64];
    printf("static const uint16_t first_edge_%s[] = {\n", code);
    for (size_t state = 0, e = 0; state <= trie->n_states; state++) {
        while (e < trie->n_edges && trie->edge[e].from < state)
            e++;
        snprintf(item, sizeof item, "%zu", e);
        print_item(item);
    }
    close_array();
    printf("static const struct tl_lexicon_edge edges_%s[] = {\n", code);
    for (size_t e = 0; e < trie->n_edges; e++) {
        snprintf(item, sizeof item, "{%u, %u}", trie->edge[e].word, trie->edge[e].to);
        print_item(item);
    }
    close_array();
    printf("static const uint16_t state_set_%s[] = {\n", code);
    for (size_t state = 0; state < trie->n_states; state++) {
        snprintf(item, sizeof item, "%u", set_index(sets, trie->set[state]));
        print_item(item);
    }
    close_array();
}

static void print_lexicon(const char *code, struct lexicon *lexicon)
{
    static struct trie trie;
    static struct sets sets;
    char item[64];
    memset(&trie, 0, sizeof trie);
    memset(&sets, 0, sizeof sets);
    sets.n = 1;
    qsort(lexicon->word, lexicon->n_words, sizeof lexicon->word[0], compare_words);
    add_stems(lexicon);
    print_shifts(code, lexicon);
    build_trie(lexicon, &trie);
    print_words(code, lexicon);
    print_stem_lengths(code, lexicon);
    print_pairs(code, lexicon, &trie);
    print_phrases(code, &trie, &sets);
    printf("static const struct tl_word_set sets_%s[] = {\n", code);
    for (size_t i = 0; i < sets.n; i++) {
        snprintf(item, sizeof item, "{{0x%llx, 0x%llx}}", (unsigned long long)sets.set[i].bits[0],
                 (unsigned long long)sets.set[i].bits[1]);
        print_item(item);
    }
    close_array();
    printf("static const struct tl_lexicon lexicon_%s = {\n"
           "    \"%s\", words_%s, %zu, shifts_%s, bytes_%s, stem_lengths_%s, pairs_%s,\n"
           "    first_edge_%s, edges_%s, state_set_%s, sets_%s,\n};\n",
           code, lexicon->version, code, lexicon->n_words - 1, code, code, code, code, code, code,
           code, code);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: make_lexicon data/words\n", stderr);
        return 2;
    }
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens tokens;
    tl_tokens_init(&tokens, &ctx);
    puts("/* Generated by tools/make_lexicon from data/words (written for tideline, CC0-1.0); do "
         "not "
         "edit. */");
    for (int i = TL_LANGUAGE_NONE + 1; i < TL_LANGUAGE_COUNT; i++) {
        const char *code = tl_language_code((enum tl_language)i);
        char folder[512];
        static struct lexicon lexicon;
        lexicon = (struct lexicon){.word = calloc(MAX_WORDS, sizeof(struct word)),
                                   .n_words = 1, /* 0 is none */
                                   .phrase = calloc(MAX_EDGES, sizeof(struct phrase))};
        if (lexicon.word == NULL || lexicon.phrase == NULL)
            fail(argv[1], "no memory", "");
        snprintf(folder, sizeof folder, "%s/any", argv[1]);
        read_folder(&lexicon, folder, &tokens);
        snprintf(folder, sizeof folder, "%s/%s", argv[1], code);
        read_folder(&lexicon, folder, &tokens);
        read_list(&lexicon, folder, "contractions", -1, &tokens);
        add_other_spellings(&lexicon);
        print_lexicon(code, &lexicon);
        free(lexicon.word);
        free(lexicon.phrase);
    }
    tl_tokens_release(&tokens);
    return 0;
}
