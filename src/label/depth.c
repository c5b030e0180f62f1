/*
 * depth.c: C13, how deep a message opens up: information, thoughts, feelings, 0..2 each.
 *
 * After the scales of Barak & Gluck-Ofri (2007): 1 is general or in passing, 2 is private, about
 * oneself or the two, or deep. Nothing opens without a first-person subject. The lexicon's lists
 * decide, and the labels held where a model read what no list holds.
 */
#include "labelling.h"

static bool holds(const struct tl_labels *labels, enum tl_label label)
{
    return (labels->held >> label & 1) != 0;
}

struct tl_depth tl_depth_of(const struct tl_words *found, const struct tl_labels *labels)
{
    /* emotions that are no stance on what was said */
    static const uint64_t felt =
        (((uint64_t)1 << TL_LABEL_NEUTRAL) - 1) &
        ~((uint64_t)1 << TL_LABEL_APPROVAL | (uint64_t)1 << TL_LABEL_DISAPPROVAL |
          (uint64_t)1 << TL_LABEL_REALIZATION | (uint64_t)1 << TL_LABEL_CURIOSITY |
          (uint64_t)1 << TL_LABEL_CONFUSION);
    struct tl_depth depth = {0, 0, 0};
    struct tl_word_set all = {{0, 0}};
    for (size_t i = 0; i < found->n; i++)
        tl_word_set_add(&all, found->word[i]);
    for (size_t i = 0; i < found->n_phrases; i++)
        tl_word_set_add(&all, found->phrase[i].set);
    if (!tl_word_set_has(all, TL_WORDS_I) && !tl_word_set_has(all, TL_WORDS_WE))
        return depth;
    const bool told = holds(labels, TL_LABEL_DISCLOSURE);
    const bool deep = told || tl_word_set_has(all, TL_WORDS_DISCLOSURE_FEELING);
    const bool feeling = tl_word_set_has(all, TL_WORDS_FEELING_PLEASANT) ||
                         tl_word_set_has(all, TL_WORDS_FEELING_UNPLEASANT) ||
                         (labels->held & felt) != 0 || holds(labels, TL_LABEL_FEELING);
    const bool own_thought = tl_word_set_has(all, TL_WORDS_DISCLOSURE_THOUGHT);
    const bool private = told || (tl_word_set_has(all, TL_WORDS_DISCLOSURE_TOPIC) &&
                                  holds(labels, TL_LABEL_DISCLOSURE_INFORMATIONAL));
    depth.information = private ? 2 : 1;
    /* a deep feeling is also a thought, a thought about oneself also felt */
    depth.thoughts = own_thought ? 2 : deep || tl_word_set_has(all, TL_WORDS_COGNITIVE) ? 1 : 0;
    depth.feelings = deep ? 2 : feeling || own_thought ? 1 : 0;
    return depth;
}
