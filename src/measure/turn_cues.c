/*
 * turn_cues.c: how one message of a turn is written.
 */
#include "turn_cues.h"

#include "question_mark.h"
#include "str.h"

#define LEAST_LETTERS 5
#define CAPITALS 0.4
#define LONGEST_PHRASE 16 /* tokens; no list has as long a one */

static void count(uint8_t *sum, size_t more)
{
    *sum = more < UINT8_MAX - (size_t)*sum ? (uint8_t)(*sum + more) : UINT8_MAX;
}

/* Capitals and marks, which need no language. Returns the emoji. */
static size_t read_writing(const struct tl_tokens *tokens, struct tl_turn_cues *cues)
{
    size_t letters = 0, loud = 0, emoji = 0, words = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct tl_token *t = &tokens->token[i];
        size_t length = t->end - t->at;
        words += t->kind == TL_TOKEN_WORD || t->kind == TL_TOKEN_NUMBER;
        if (t->kind == TL_TOKEN_EMOJI) {
            emoji++;
            if (!tl_str_equal(t->norm, TL_STR("\xF0\x9F\x99\x82")) &&
                !tl_str_equal(t->norm, TL_STR(":)")))
                cues->pictures = true;
        } else if (t->kind == TL_TOKEN_WORD) {
            letters += length;
            loud += t->flags & TL_TOKEN_CAPS ? length : 0;
        } else if (t->kind == TL_TOKEN_MARK && (t->norm.ptr[0] == '!' || t->norm.ptr[0] == '?')) {
            count(&cues->marks, length);
            if (length > 1 || (i > 0 && t[-1].end == t->at && t[-1].kind == TL_TOKEN_MARK))
                cues->doubled = true;
        }
    }
    count(&cues->words, words);
    if (letters >= LEAST_LETTERS && (double)loud >= CAPITALS * (double)letters)
        cues->capitals = true;
    return emoji;
}

/* Is token i inside a phrase of the list? `from`, moved on, is the first phrase that can be. */
static bool in_phrase(const struct tl_words *words, size_t i, enum tl_word_list list, size_t *from)
{
    while (*from < words->n_phrases && words->phrase[*from].first + LONGEST_PHRASE <= i)
        ++*from;
    for (size_t p = *from; p < words->n_phrases && words->phrase[p].first <= i; p++)
        if (i < words->phrase[p].end && tl_word_set_has(words->phrase[p].set, list))
            return true;
    return false;
}

/* What depends on the place of a word. */
static void read_places(const struct tl_tokens *tokens, const struct tl_words *words, bool hurts,
                        struct tl_turn_cues *cues)
{
    size_t from = 0;
    for (size_t i = 0; i < words->n; i++) {
        bool sentence = (tokens->token[i].flags & TL_TOKEN_SENTENCE) != 0;
        if (tl_word_set_has(words->word[i], TL_WORDS_ABSOLUTE) &&
            !in_phrase(words, i, TL_WORDS_ABSOLUTE_NOT, &from))
            count(&cues->absolutes, 1);
        if (hurts && sentence && tl_word_set_has(words->word[i], TL_WORDS_YOU) &&
            !in_phrase(words, i, TL_WORDS_YOU_AFFECTION, &from) &&
            !in_phrase(words, i, TL_WORDS_YOU_FILLER, &from))
            cues->you_first = true;
        if (sentence && tl_word_set_has(words->word[i], TL_WORDS_QUESTION))
            cues->asks = true;
    }
}

size_t tl_turn_cues_add(struct tl_turn_cues *cues, struct tl_str text,
                        const struct tl_tokens *tokens, const struct tl_words *words,
                        struct tl_word_set all, bool hurts)
{
    const size_t emoji = read_writing(tokens, cues);
    if (!cues->asks && tl_has_question_mark(text))
        cues->asks = true;
    if (words == NULL)
        return emoji;
    if (tl_word_set_has(all, TL_WORDS_ABSOLUTE) || tl_word_set_has(all, TL_WORDS_QUESTION) ||
        (hurts && tl_word_set_has(all, TL_WORDS_YOU)))
        read_places(tokens, words, hurts, cues);
    cues->farewell |=
        tl_word_set_has(all, TL_WORDS_FAREWELL) || tl_word_set_has(all, TL_WORDS_GOOD_NIGHT);
    cues->overwhelmed |= tl_word_set_has(all, TL_WORDS_OVERWHELM);
    cues->i |= tl_word_set_has(all, TL_WORDS_I);
    cues->you |= tl_word_set_has(all, TL_WORDS_YOU);
    cues->check_in |= tl_word_set_has(all, TL_WORDS_CHECK_IN);
    cues->fine |= tl_word_set_has(all, TL_WORDS_FINE);
    cues->pleasant |= tl_word_set_has(all, TL_WORDS_FEELING_PLEASANT);
    cues->unpleasant |= tl_word_set_has(all, TL_WORDS_FEELING_UNPLEASANT);
    cues->interpretation |= tl_word_set_has(all, TL_WORDS_INTERPRETATION);
    cues->time |= tl_word_set_has(all, TL_WORDS_TIME);
    cues->topic |= tl_word_set_has(all, TL_WORDS_DISCLOSURE_TOPIC);
    return emoji;
}
