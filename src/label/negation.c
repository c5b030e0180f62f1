/*
 * negation.c: "I'm not angry" names anger and denies it.
 *
 * The model weighs words more than their order, so an emotion whose every cue in the message stands
 * behind a negator, at most three words after it and in the same clause, is muted; VADER turns
 * ratings over the same distance (Hutto and Gilbert 2014). An emotion without a cue in the list,
 * or with one that is not negated, is left alone. Double negation is not read.
 */
#include <string.h>

#include "rules.h"

#define REACH 3
#define FACTOR .12f

void tl_rule_negation(const struct tl_rule_input *in, struct tl_labels *labels)
{
    const struct tl_fast_token *token = in->tokens->token;
    uint32_t denied = 0, stated = 0, at = 0, end = 0;
    size_t left = 0, from = 0;
    if ((in->all_lists & TL_CUE_NEGATOR) == 0 || (in->all_lists & TL_CUE_EMOTIONS) == 0)
        return;
    for (size_t i = 0; i < in->tokens->n; i++) {
        const uint64_t lists = in->lists[i];
        const uint32_t emotions = (uint32_t)(lists & TL_CUE_EMOTIONS);
        size_t behind = i + 1; /* "couldn't be more proud" */
        behind += behind < in->tokens->n && token[behind].len == 2 &&
                  memcmp(in->tokens->text + token[behind].at, "be", 2) == 0;
        const bool undone = behind < in->tokens->n && (in->lists[behind] & TL_CUE_UNDOES) != 0;
        if ((lists & TL_CUE_NEGATOR) != 0 && !undone) {
            left = REACH;
            from = i;
            continue;
        }
        if (!token[i].word || (lists & TL_CUE_CLAUSE) != 0)
            left = 0;
        if (emotions != 0 && left > 0) {
            denied |= emotions;
            at = token[from].start;
            end = token[i].end;
        } else {
            stated |= emotions;
        }
        left -= left > 0;
    }
    denied &= ~stated;
    if (denied == 0)
        return;
    for (size_t k = 0; k < TL_LABEL_NEUTRAL; k++)
        if ((denied >> k & 1) != 0 && labels->p[k] > .05f)
            tl_reason_add(labels, (enum tl_label)k, "rule:negation", at, end);
    tl_rule_mute(labels, denied, FACTOR);
}
