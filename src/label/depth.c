/*
 * depth.c: C13, how deep a message opens up: information, thoughts, feelings, 0..2 each.
 *
 * After the scales of Barak & Gluck-Ofri (2007): 1 is general or in passing, 2 is private, about
 * oneself or the two, or deep. Nothing opens without a first-person subject. Cue words decide, and
 * the labels held where the model read what no list holds.
 */
#include "labelling.h"

#include "cue_words.h"

static bool holds(const struct tl_labels *labels, enum tl_label label)
{
    return (labels->held >> label & 1) != 0;
}

/* A thought cue with something of oneself or the two behind it in the message. */
static unsigned thoughts(const struct tl_fast_tokens *tokens, const uint64_t *lists)
{
    unsigned level = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        if ((lists[i] & TL_CUE_THOUGHT) != 0 && level == 0)
            level = 1;
        else if (level == 1 && (lists[i] & TL_CUE_SELF) != 0)
            level = 2;
    }
    return level;
}

struct tl_depth tl_depth_of(const struct tl_fast_tokens *tokens, const uint64_t *lists,
                            uint64_t all_lists, const struct tl_labels *labels)
{
    static const uint32_t felt =
        ~((uint32_t)1 << TL_LABEL_NEUTRAL | (uint32_t)1 << TL_LABEL_APPROVAL |
          (uint32_t)1 << TL_LABEL_DISAPPROVAL | (uint32_t)1 << TL_LABEL_REALIZATION |
          (uint32_t)1 << TL_LABEL_CURIOSITY | (uint32_t)1 << TL_LABEL_CONFUSION);
    struct tl_depth depth = {0, 0, 0};
    if ((all_lists & TL_CUE_FIRST_PERSON) == 0)
        return depth;
    const bool deep = (all_lists & TL_CUE_DEEP) != 0 || holds(labels, TL_LABEL_DISCLOSURE);
    const bool feeling = (labels->held & felt & TL_CUE_EMOTIONS) != 0 ||
                         holds(labels, TL_LABEL_FEELING) || holds(labels, TL_LABEL_AFFECTION);
    /* a deep feeling is also a thought, a thought about oneself also felt */
    unsigned thought = thoughts(tokens, lists);
    thought = thought == 0 && deep ? 1 : thought;
    depth.information = (all_lists & TL_CUE_PRIVATE) != 0 ? 2 : 1;
    depth.thoughts = thought & 3;
    depth.feelings = deep ? 2 : feeling || thought == 2 ? 1 : 0;
    return depth;
}
