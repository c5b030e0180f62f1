/*
 * word_lists.c: thanks, affection and apology by the lexicon.
 *
 * In English a word on the list is right about these in two of three messages that tempt (love for
 * a song, thanks to a neighbour), and the model misses many a plain one, having learnt from
 * messages that avoid cue words. Together they are right in four of five: a listed word counts
 * where the model gives the act some chance (docs/labels.md). In languages the models do not know
 * the lists decide alone. A negated word does not count.
 */
#include "rules.h"

static const struct {
    enum tl_word_list list;
    enum tl_label label;
    float chance; /* that the model must give it */
} acts[] = {
    {TL_WORDS_GRATITUDE, TL_LABEL_GRATITUDE, .5f},
    {TL_WORDS_AFFECTION, TL_LABEL_AFFECTION, .3f},
    {TL_WORDS_APOLOGY, TL_LABEL_APOLOGY, .5f},
};

static void found(const struct tl_rule_input *in, struct tl_labels *labels, struct tl_word_set set,
                  size_t first, size_t end)
{
    if (first > 0 && tl_word_set_has(in->found->word[first - 1], TL_WORDS_NEGATION))
        return;
    for (size_t k = 0; k < sizeof acts / sizeof acts[0]; k++)
        if (tl_word_set_has(set, acts[k].list) &&
            (in->language != TL_LANGUAGE_EN || labels->p[acts[k].label] >= acts[k].chance)) {
            tl_rule_raise(labels, acts[k].label, .8f);
            tl_reason_add(labels, acts[k].label, "rule:word_lists", in->words->token[first].at,
                          in->words->token[end - 1].end);
        }
}

void tl_rule_word_lists(const struct tl_rule_input *in, struct tl_labels *labels)
{
    for (size_t i = 0; i < in->found->n; i++)
        found(in, labels, in->found->word[i], i, i + 1);
    for (size_t i = 0; i < in->found->n_phrases; i++) {
        const struct tl_phrase *p = &in->found->phrase[i];
        found(in, labels, p->set, p->first, p->end);
    }
}
