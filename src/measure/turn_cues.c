/*
 * turn_cues.c: reading the messages of one turn with the word lists.
 */
#include "turn_cues.h"

#include "exchanges.h"
#include "question_mark.h"
#include "str.h"

#define LEAST_LETTERS 5
#define CAPITALS 0.4
#define LONGEST_PHRASE 16 /* tokens; no list has as long a one */
#define UNPLEASANT (-5)   /* hundredths: B11's bound of neutral */

void tl_cue_reader_init(struct tl_cue_reader *reader, const struct tl_frame *frame)
{
    const char *code = frame->annotations != NULL ? frame->annotations->language : NULL;
    *reader = (struct tl_cue_reader){.frame = frame};
    for (int l = TL_LANGUAGE_NONE + 1; code != NULL && l < TL_LANGUAGE_COUNT; l++)
        if (tl_str_equal(tl_str_from(code), tl_str_from(tl_language_code((enum tl_language)l))))
            reader->lexicon = tl_lexicon_of((enum tl_language)l);
    tl_tokens_init(&reader->tokens, frame->ctx);
    tl_words_init(&reader->words, frame->ctx);
}

void tl_cue_reader_release(struct tl_cue_reader *reader)
{
    tl_tokens_release(&reader->tokens);
    tl_words_release(&reader->words);
}

/* Capitals and marks, which need no language. */
static void read_writing(const struct tl_tokens *tokens, struct tl_turn_cues *cues)
{
    size_t letters = 0, loud = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct tl_token *t = &tokens->token[i];
        size_t length = t->end - t->at;
        cues->words += t->kind == TL_TOKEN_WORD || t->kind == TL_TOKEN_NUMBER;
        if (t->kind == TL_TOKEN_EMOJI) {
            cues->emoji++;
            cues->smiles += tl_str_equal(t->norm, tl_str_from("\xF0\x9F\x99\x82")) ||
                            tl_str_equal(t->norm, tl_str_from(":)"));
        } else if (t->kind == TL_TOKEN_WORD) {
            letters += length;
            loud += t->flags & TL_TOKEN_CAPS ? length : 0;
        } else if (t->kind == TL_TOKEN_MARK && (t->norm.ptr[0] == '!' || t->norm.ptr[0] == '?')) {
            cues->marks += (uint32_t)length;
            cues->doubled = cues->doubled || length > 1 ||
                            (i > 0 && t[-1].end == t->at && t[-1].kind == TL_TOKEN_MARK);
        }
    }
    if (letters >= LEAST_LETTERS && (double)loud >= CAPITALS * (double)letters)
        cues->capitals = true;
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

static struct tl_word_set all_lists(const struct tl_words *words)
{
    struct tl_word_set all = {{0, 0}};
    for (size_t i = 0; i < words->n; i++)
        tl_word_set_add(&all, words->word[i]);
    for (size_t p = 0; p < words->n_phrases; p++)
        tl_word_set_add(&all, words->phrase[p].set);
    return all;
}

static void read_words(const struct tl_tokens *tokens, const struct tl_words *words, bool hurts,
                       struct tl_turn_cues *cues)
{
    size_t from = 0;
    for (size_t i = 0; i < words->n; i++) {
        bool sentence = (tokens->token[i].flags & TL_TOKEN_SENTENCE) != 0;
        if (tl_word_set_has(words->word[i], TL_WORDS_ABSOLUTE) &&
            !in_phrase(words, i, TL_WORDS_ABSOLUTE_NOT, &from))
            cues->absolutes++;
        if (hurts && sentence && tl_word_set_has(words->word[i], TL_WORDS_YOU) &&
            !in_phrase(words, i, TL_WORDS_YOU_AFFECTION, &from) &&
            !in_phrase(words, i, TL_WORDS_YOU_FILLER, &from))
            cues->you_first = true;
        cues->asks = cues->asks || (sentence && tl_word_set_has(words->word[i], TL_WORDS_QUESTION));
    }
    tl_word_set_add(&cues->lists, all_lists(words));
    cues->farewell = tl_word_set_has(cues->lists, TL_WORDS_FAREWELL) ||
                     tl_word_set_has(cues->lists, TL_WORDS_GOOD_NIGHT);
    cues->overwhelmed = tl_word_set_has(cues->lists, TL_WORDS_OVERWHELM);
}

enum tl_status tl_cue_reader_turn(struct tl_cue_reader *reader, uint32_t turn,
                                  struct tl_turn_cues *cues, struct tl_error *err)
{
    const struct tl_frame *f = reader->frame;
    const struct tl_annotations *a = f->annotations;
    *cues = (struct tl_turn_cues){0};
    for (uint32_t e = f->turn[turn].first; e < f->turn[turn].end; e++) {
        uint32_t message = f->event[e];
        if (f->conv->kind[message] == TL_KIND_REACTION ||
            (f->conv->flags[message] & TL_FLAG_FORWARDED))
            continue;
        enum tl_status status =
            tl_tokens_read(&reader->tokens, tl_conversation_text(f->conv, message), err);
        if (status != TL_OK)
            return status;
        read_writing(&reader->tokens, cues);
        cues->asks = cues->asks || tl_has_question_mark(tl_conversation_text(f->conv, message));
        if (reader->lexicon == NULL)
            continue;
        status = tl_words_read(&reader->words, reader->lexicon, &reader->tokens, err);
        if (status != TL_OK)
            return status;
        bool hurts = (a->held[message] & TL_NEGATIVE_ACT) || a->valence[message] <= UNPLEASANT;
        read_words(&reader->tokens, &reader->words, hurts, cues);
    }
    return TL_OK;
}
