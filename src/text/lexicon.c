/*
 * lexicon.c: look-up of tokens in the word lists.
 *
 * The lists are one constant table a language, made by tools/make_lexicon.c. A token costs one look
 * into a hash table; a word that is in none, a second one for each length of a beginning that some
 * list has with its first two letters. Phrases are walked word by word from each two words that one
 * may start with. What words come is beyond any guess, so what costs time here is a branch on it.
 */
#include "lexicon.h"

#include <string.h>

#include "fault.h"
#include "lexicon_shape.h"
#include "lexicon_table.h"
#include "str.h"

const char *tl_word_list_name(enum tl_word_list list)
{
    static const char *const names[] = {
#define TL_X(name, file) file,
        TL_WORD_LISTS(TL_X)
#undef TL_X
    };
    return list < TL_WORDS_COUNT ? names[list] : "";
}

const char *tl_language_code(enum tl_language language)
{
    static const char *const codes[TL_LANGUAGE_COUNT] = {"", "en", "de", "es"};
    return codes[language];
}

const struct tl_lexicon *tl_lexicon_of(enum tl_language language)
{
    static const struct tl_lexicon *const lexicons[TL_LANGUAGE_COUNT] = {
        [TL_LANGUAGE_EN] = &lexicon_en,
        [TL_LANGUAGE_DE] = &lexicon_de,
        [TL_LANGUAGE_ES] = &lexicon_es,
    };
    return lexicons[language];
}

const char *tl_lexicon_version(const struct tl_lexicon *lexicon)
{
    return lexicon->version;
}

size_t tl_lexicon_key(const struct tl_token *token, char key[TL_LEXICON_KEY_MAX + 1])
{
    struct tl_str norm = token->norm;
    if (norm.len == 0 || norm.len > TL_LEXICON_KEY_MAX)
        return 0;
    bool number = tl_is_digit(norm.ptr[0]);
    size_t len = 0;
    for (size_t i = 0; i < norm.len; i++)
        if (!number || !tl_is_digit(norm.ptr[i]))
            key[len++] = norm.ptr[i];
        else if (len == 0 || key[len - 1] != '0')
            key[len++] = '0';
    return len;
}

/* The number of the word, 0 when there is none, and its lists. */
static inline uint16_t find(const struct tl_lexicon *lexicon, uint64_t head, const char *key,
                            size_t len, struct tl_word_set *set)
{
    const uint64_t tail = tl_lexicon_tail(key, len), hash = tl_lexicon_hash(head, tail, len);
    const uint32_t id = tl_lexicon_number(hash, lexicon->shifts[hash >> 54], lexicon->n_words);
    const struct tl_lexicon_word *word = &lexicon->words[id];
    uint64_t same = (uint64_t)(word->head == head) & (uint64_t)(word->len == len);
    if (len > 8 && same) { /* the last eight bytes first, in one comparison */
        const char *bytes = lexicon->bytes + word->at;
        same = tl_lexicon_tail(bytes, len) == tail &&
               (len <= 16 || memcmp(bytes + 8, key + 8, len - 16) == 0);
    }
    *set = (struct tl_word_set){{word->set.bits[0] & (0 - same), word->set.bits[1] & (0 - same)}};
    return (uint16_t)(id & (0 - same));
}

/* Adds the lists with a beginning of the key that has one of these lengths. */
static void add_stems(const struct tl_lexicon *lexicon, uint64_t head, const char *key, size_t len,
                      uint32_t lengths, struct tl_word_set *set)
{
    lengths &= (UINT32_C(2) << len) - 1;
    for (size_t n = 1; lengths >> n != 0; n++) {
        char stem[TL_LEXICON_KEY_MAX + 2];
        if ((lengths >> n & 1) == 0)
            continue;
        stem[n] = '*';
        uint64_t stem_head = head;
        if (n < 8)
            stem_head = (head & ((UINT64_C(1) << 8 * n) - 1)) | (uint64_t)'*' << 8 * n;
        else
            memcpy(stem, key, n);
        struct tl_word_set more;
        find(lexicon, stem_head, stem, n + 1, &more);
        tl_word_set_add(set, more);
    }
}

/* Cuts each run of one letter to `most`. */
static size_t cut_runs(char *key, size_t len, size_t most)
{
    size_t out = 0, run = 0;
    for (size_t i = 0; i < len; i++) {
        run = i > 0 && key[i] == key[i - 1] ? run + 1 : 1;
        if (run <= most)
            key[out++] = key[i];
    }
    return out;
}

static inline uint16_t look_up_key(const struct tl_lexicon *lexicon, uint64_t head, const char *key,
                                   size_t len, struct tl_word_set *set)
{
    const uint16_t id = find(lexicon, head, key, len, set);
    const uint32_t lengths =
        lexicon->stem_lengths[tl_lexicon_stem(head)] & (0u - (uint32_t)(id == 0));
    if (lengths != 0)
        add_stems(lexicon, head, key, len, lengths, set);
    return id;
}

/* A number, or a lengthened word: those are tried with shorter and shorter runs. */
static uint16_t look_up_changed(const struct tl_lexicon *lexicon, const struct tl_token *token,
                                struct tl_word_set *set)
{
    char key[TL_LEXICON_KEY_MAX + 1];
    size_t len = tl_lexicon_key(token, key);
    for (size_t most = 2;; most--) {
        const uint16_t id = look_up_key(lexicon, tl_token_head(key, len), key, len, set);
        if ((token->flags & TL_TOKEN_LENGTHENED) == 0 || most == 0 || id != 0 ||
            !tl_word_set_empty(*set))
            return id;
        len = cut_runs(key, len, most);
    }
}

static inline bool only_digits(uint64_t head, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    const uint64_t x = head ^ ones * '0'; /* below 10 where there is a digit */
    return len <= 8 && ((((x & ~high) + ones * (0x7f - 9)) | x) & high) << (64 - 8 * len) == 0;
}

static inline uint16_t look_up(const struct tl_lexicon *lexicon, const struct tl_token *token,
                               struct tl_word_set *set)
{
    const char *key = token->norm.ptr;
    const size_t len = token->norm.len;
    const unsigned lengthened = token->flags & TL_TOKEN_LENGTHENED;
    const unsigned digit = (unsigned)((token->head & 0xff) - '0' < 10);
    const unsigned no_key = (unsigned)(len - 1 >= TL_LEXICON_KEY_MAX);
    if ((lengthened | digit | no_key) == 0)
        return look_up_key(lexicon, token->head, key, len, set);
    if (no_key) {
        *set = (struct tl_word_set){{0, 0}};
        return 0;
    }
    return only_digits(token->head, len) ? look_up_key(lexicon, '0', "0", 1, set)
                                         : look_up_changed(lexicon, token, set);
}

struct tl_word_set tl_lexicon_look_up(const struct tl_lexicon *lexicon,
                                      const struct tl_token *token)
{
    struct tl_word_set set;
    look_up(lexicon, token, &set);
    return set;
}

void tl_words_init(struct tl_words *words, const struct tl_context *ctx)
{
    *words = (struct tl_words){.ctx = ctx};
}

static uint16_t follow(const struct tl_lexicon *lexicon, uint16_t state, uint16_t word)
{
    const struct tl_lexicon_edge *edge = lexicon->edges + lexicon->first_edge[state];
    size_t n = (size_t)(lexicon->first_edge[state + 1] - lexicon->first_edge[state]);
    if (n == 0)
        return 0;
    while (n > 1) { /* they are in the order of their words */
        const size_t half = n / 2;
        edge = edge[half].word <= word ? edge + half : edge;
        n -= half;
    }
    return edge->word == word ? edge->state : 0;
}

static bool is_hyphen(const struct tl_token *token)
{
    return token->head == '-' && token->kind == TL_TOKEN_MARK;
}

/* Whether a phrase may start with the token of this root and the next one. */
static inline bool may_go_on(const struct tl_lexicon *lexicon, uint32_t root,
                             const struct tl_token *next, uint32_t next_id)
{
    const uint32_t pair = tl_lexicon_pair(root, next_id);
    return ((unsigned)(lexicon->pairs[pair / 64] >> pair % 64 & 1) |
            (unsigned)(next->head == '-')) != 0;
}

/* Notes the phrases that start with token `first`, whose state is `state`. */
static bool note_phrases(struct tl_words *words, const struct tl_lexicon *lexicon,
                         const struct tl_tokens *tokens, size_t first, uint16_t state)
{
    for (size_t i = first + 1; i < tokens->n && state != 0; i++) {
        const struct tl_token *token = &tokens->token[i];
        if (token->flags & TL_TOKEN_SENTENCE)
            break;
        if (is_hyphen(token))
            continue;
        state = words->id[i] != 0 ? follow(lexicon, state, words->id[i]) : 0;
        if (lexicon->state_set[state] == 0)
            continue;
        struct tl_phrase *phrase = tl_grow(words->ctx, words->phrase, &words->phrase_cap,
                                           words->n_phrases + 1, sizeof *phrase);
        if (phrase == NULL)
            return false;
        words->phrase = phrase;
        phrase[words->n_phrases++] = (struct tl_phrase){(uint32_t)first, (uint32_t)i + 1,
                                                        lexicon->sets[lexicon->state_set[state]]};
    }
    return true;
}

static bool reserve(struct tl_words *words, size_t n)
{
    struct tl_word_set *word = tl_grow(words->ctx, words->word, &words->word_cap, n, sizeof *word);
    if (word == NULL)
        return false;
    words->word = word;
    uint16_t *id = tl_grow(words->ctx, words->id, &words->id_cap, n, sizeof *id);
    if (id == NULL)
        return false;
    words->id = id;
    return true;
}

static void look_up_each(const struct tl_lexicon *restrict lexicon,
                         const struct tl_token *restrict token, size_t n, uint16_t *restrict id,
                         struct tl_word_set *restrict set)
{
    for (size_t i = 0; i < n; i++)
        id[i] = look_up(lexicon, &token[i], &set[i]);
}

enum tl_status tl_words_read(struct tl_words *words, const struct tl_lexicon *lexicon,
                             const struct tl_tokens *tokens, struct tl_error *error)
{
    words->n = words->n_phrases = 0;
    if (tokens->n > 0 && !reserve(words, tokens->n))
        return tl_fault_memory(error);
    look_up_each(lexicon, tokens->token, tokens->n, words->id, words->word);
    for (size_t i = 0; i + 1 < tokens->n; i++) {
        const uint32_t root = lexicon->words[words->id[i]].root;
        if (may_go_on(lexicon, root, &tokens->token[i + 1], words->id[i + 1]) &&
            !note_phrases(words, lexicon, tokens, i, (uint16_t)root)) {
            words->n_phrases = 0;
            return tl_fault_memory(error);
        }
    }
    words->n = tokens->n;
    return TL_OK;
}

void tl_words_release(struct tl_words *words)
{
    tl_free(words->ctx, words->word, words->word_cap * sizeof *words->word);
    tl_free(words->ctx, words->phrase, words->phrase_cap * sizeof *words->phrase);
    tl_free(words->ctx, words->id, words->id_cap * sizeof *words->id);
    *words = (struct tl_words){.ctx = words->ctx};
}
