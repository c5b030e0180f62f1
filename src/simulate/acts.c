/*
 * acts.c: what people of the labelled scenes say, by what it does.
 *
 * The scenes are those of data/dialogue's test writers (docs/dialogue_data.md has the form), so
 * that the models read here what they have not learnt from. A message stands under the one label
 * that weighs most of those it holds; one without a label is left out.
 */
#include "simulating.h"
#include "words.h"

extern const unsigned char tl_sim_dialogue[];
extern const size_t tl_sim_dialogue_size;

/* What weighs most comes first. */
static const uint8_t order[] = {TL_LABEL_CONTEMPT,   TL_LABEL_CRITICISM,
                                TL_LABEL_DEMAND,     TL_LABEL_DEFENSIVENESS,
                                TL_LABEL_WITHDRAW,   TL_LABEL_DISMISSAL,
                                TL_LABEL_MASKING,    TL_LABEL_DISCLOSURE,
                                TL_LABEL_VALIDATION, TL_LABEL_GOOD_NEWS_RESPONSE,
                                TL_LABEL_GRATITUDE,  TL_LABEL_AFFECTION,
                                TL_LABEL_REPAIR,     TL_LABEL_APOLOGY,
                                TL_LABEL_NEED,       TL_LABEL_FEELING,
                                TL_LABEL_FOLLOW_UP,  TL_LABEL_BID,
                                TL_LABEL_LOGISTICS};

static struct tl_str cut(struct tl_str *rest, char at)
{
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != at)
        end++;
    const struct tl_str piece = tl_str_slice(*rest, 0, end);
    *rest = tl_str_slice(*rest, end + 1, rest->len);
    return piece;
}

/* "a 5 disclosure,~feeling text": false for what is no message with a label and a word. */
static bool read_act(struct tl_str line, struct tl_sim_act *act, unsigned *main_label)
{
    if (line.len == 0 || line.ptr[0] == '@')
        return false;
    cut(&line, ' ');
    cut(&line, ' ');
    struct tl_str labels = cut(&line, ' ');
    *act = (struct tl_sim_act){.text = line, .words = (uint32_t)tl_count_words(line)};
    while (labels.len > 0) {
        const struct tl_str name = cut(&labels, ',');
        for (unsigned l = TL_LABEL_DEMAND; l <= TL_LABEL_LOGISTICS; l++)
            if (tl_str_equal(name, tl_str_from(tl_label_name((enum tl_label)l))))
                act->labels |= UINT64_C(1) << l;
    }
    for (size_t i = 0; act->words > 0 && i < sizeof order; i++)
        if ((act->labels >> order[i] & 1) != 0) {
            *main_label = order[i];
            return true;
        }
    return false;
}

bool tl_sim_acts_read(struct tl_sim_acts *acts, struct tl_arena *arena)
{
    for (int pass = 0; pass < 2; pass++) { /* counts, then fills */
        struct tl_str rest = {(const char *)tl_sim_dialogue, tl_sim_dialogue_size};
        while (rest.len > 0) {
            struct tl_sim_act act;
            unsigned label;
            if (!read_act(cut(&rest, '\n'), &act, &label))
                continue;
            const bool asks = tl_str_find(act.text, TL_STR("?"), 0) != SIZE_MAX;
            if (pass == 1)
                acts->act[acts->end[label][asks]] = act;
            acts->end[label][asks]++;
        }
        if (pass == 1)
            break;
        size_t n = 0;
        for (unsigned l = 0; l < TL_LABEL_COUNT; l++)
            for (unsigned asks = 0; asks < 2; asks++) {
                acts->from[l][asks] = n;
                n += acts->end[l][asks];
                acts->end[l][asks] = acts->from[l][asks];
            }
        acts->act = tl_arena_array(arena, n, sizeof *acts->act);
        if (acts->act == NULL)
            return false;
    }
    return true;
}
