/*
 * language.c: coverage by word lists.
 *
 * Frequent words make up most of any text: in each of our languages the lists cover well over 60 of
 * 100 words of a chat in it, and far fewer of one in another. Better means (letter sequences) would
 * know more languages, but could not say what matters here: whether our lists see the text at all.
 */
#include "language.h"

void tl_language_count(struct tl_language_count *count, const struct tl_tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++) {
        if (tokens->token[i].kind != TL_TOKEN_WORD)
            continue;
        count->words++;
        for (int language = TL_LANGUAGE_NONE + 1; language < TL_LANGUAGE_COUNT; language++) {
            const struct tl_lexicon *lexicon = tl_lexicon_of((enum tl_language)language);
            if (!tl_word_set_empty(tl_lexicon_look_up(lexicon, &tokens->token[i])))
                count->known[language]++;
        }
    }
}

double tl_language_coverage(const struct tl_language_count *count, enum tl_language language)
{
    return count->words > 0 ? (double)count->known[language] / (double)count->words : 0;
}

enum tl_language tl_language_guess(const struct tl_language_count *count)
{
    enum tl_language best = TL_LANGUAGE_NONE;
    for (int i = TL_LANGUAGE_NONE + 1; i < TL_LANGUAGE_COUNT; i++)
        if (count->known[i] > count->known[best])
            best = (enum tl_language)i;
    return tl_language_coverage(count, best) >= TL_LANGUAGE_COVERAGE ? best : TL_LANGUAGE_NONE;
}
