/*
 * cue_words.c: the lists, and a hash table over them that a labeller fills once.
 */
#include "cue_words.h"

#include <string.h>

#include "rules.h"

#define E(x) TL_EMOTION(x)
static const struct {
    const char *words; /* parted by blanks */
    uint64_t lists;
} cues[] = {
    {"afraid", E(FEAR) | E(NERVOUSNESS)},
    {"amazing", E(ADMIRATION) | E(JOY)},
    {"amused amusing", E(AMUSEMENT)},
    {"angry mad furious pissed annoyed annoying annoys annoy bothered bothering jealous frustrated "
     "frustrating",
     E(ANGER) | E(ANNOYANCE)},
    {"offended", E(ANGER) | E(ANNOYANCE) | E(DISAPPROVAL)},
    {"anxious nervous", E(FEAR) | E(NERVOUSNESS)},
    {"ashamed", E(EMBARRASSMENT) | E(REMORSE) | E(SADNESS)},
    {"bad", E(DISAPPROVAL) | E(DISGUST) | E(ANNOYANCE) | E(SADNESS) | E(DISAPPOINTMENT)},
    {"confused confusing confuse", E(CONFUSION)},
    {"curious", E(CURIOSITY)},
    {"depressed", E(SADNESS)},
    {"disappointed disappointing disappointment", E(DISAPPOINTMENT) | E(SADNESS)},
    {"disgusted disgusting disgust", E(DISGUST)},
    {"embarrassed embarrassing", E(EMBARRASSMENT)},
    {"enjoy enjoyed enjoying enjoys", E(JOY) | E(ADMIRATION) | E(LOVE)},
    {"excited exciting thrilled", E(EXCITEMENT) | E(JOY)},
    {"fan", E(LOVE) | E(ADMIRATION) | E(JOY)},
    {"fond", E(LOVE)},
    {"frightened", E(FEAR)},
    {"fun", E(JOY) | E(AMUSEMENT)},
    {"funny", E(AMUSEMENT) | E(JOY)},
    {"glad", E(JOY) | E(RELIEF)},
    {"good", E(ADMIRATION) | E(APPROVAL) | E(JOY) | E(OPTIMISM)},
    {"grateful thankful", E(EMOTION_GRATITUDE)},
    {"great", E(ADMIRATION) | E(JOY) | E(APPROVAL)},
    {"happy", E(JOY) | E(EXCITEMENT) | E(RELIEF)},
    {"hate hates hated", E(ANGER) | E(DISGUST) | E(ANNOYANCE)},
    {"heartbroken", E(SADNESS) | E(GRIEF)},
    {"hurt", E(SADNESS) | E(ANNOYANCE)},
    {"impressed", E(ADMIRATION) | E(SURPRISE)},
    {"like liked", E(LOVE) | E(APPROVAL) | E(ADMIRATION) | E(JOY)},
    {"love loved loves", E(LOVE) | E(JOY) | E(ADMIRATION)},
    {"nice", E(ADMIRATION) | E(APPROVAL) | E(JOY)},
    {"proud", E(PRIDE) | E(ADMIRATION)},
    {"relieved", E(RELIEF)},
    {"sad", E(SADNESS)},
    {"scared scary", E(FEAR)},
    {"shocked surprised surprising", E(SURPRISE)},
    {"sorry", E(REMORSE) | E(SADNESS)},
    {"terrified", E(FEAR)},
    {"unhappy", E(SADNESS) | E(DISAPPOINTMENT)},
    {"upset", E(ANGER) | E(ANNOYANCE) | E(SADNESS) | E(DISAPPOINTMENT)},
    {"worried worry worries worrying", E(FEAR) | E(NERVOUSNESS)},
    {"ain't aint aren't arent barely can't cannot cant couldn't couldnt didn't didnt doesn't "
     "doesnt don't dont hadn't hardly hasn't hasnt haven't havent isn't isnt never no nor not "
     "nothing shouldn't shouldnt wasn't wasnt weren't werent without won't wont wouldn't wouldnt",
     TL_CUE_NEGATOR},
    {"wait only just wonder doubt stop help more", TL_CUE_UNDOES},
    {"but because cause cuz though although so", TL_CUE_CLAUSE},
    {"again another broke broken late forgot forget forgotten never always ignore ignored ignoring "
     "wrong lost ruined ruin missed cancelled canceled nothing nobody alone without finally "
     "bothered remembered not didn't don't won't can't couldn't talk phone stuck crashed traffic "
     "rain bill mess leave left disappear walk monday ruining breaking forgetting losing waking "
     "picnic",
     TL_CUE_SOUR},
    {"wow well ah lol so and", TL_CUE_INTERJECTION},
};
#undef E

static uint32_t hash_of(const char *word, size_t len)
{
    uint32_t hash = 2166136261u; /* as the tokens' own */
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return hash;
}

static bool is(const char *slot, const char *word, size_t len)
{
    return strncmp(slot, word, len) == 0 && (slot[len] == 0 || slot[len] == ' ');
}

void tl_cue_words_add(struct tl_cue_words *words, const char *word, size_t len, uint64_t lists)
{
    size_t i = tl_fast_row(hash_of(word, len), TL_CUE_SLOTS - 1);
    while (words->slot[i].word != NULL && !is(words->slot[i].word, word, len))
        i = (i + 1) % TL_CUE_SLOTS;
    words->slot[i].word = word;
    words->slot[i].lists |= lists;
}

void tl_cue_words_init(struct tl_cue_words *words)
{
    memset(words, 0, sizeof *words);
    for (size_t k = 0; k < sizeof cues / sizeof cues[0]; k++)
        for (const char *p = cues[k].words; *p != 0;) {
            const size_t len = strcspn(p, " ");
            tl_cue_words_add(words, p, len, cues[k].lists);
            p += len;
            p += *p == ' ';
        }
    tl_stock_phrase_words(words);
    tl_mock_praise_words(words);
}

uint64_t tl_cue_words_read(const struct tl_cue_words *words, const struct tl_fast_tokens *tokens,
                           uint64_t lists[TL_FAST_TOKENS])
{
    uint64_t all = 0;
    for (size_t t = 0; t < tokens->n; t++) {
        const struct tl_fast_token *token = &tokens->token[t];
        size_t i = tl_fast_row(token->hash, TL_CUE_SLOTS - 1);
        lists[t] = 0;
        for (; token->word && words->slot[i].word != NULL; i = (i + 1) % TL_CUE_SLOTS)
            if (is(words->slot[i].word, tokens->text + token->at, token->len)) {
                lists[t] = words->slot[i].lists;
                break;
            }
        all |= lists[t];
    }
    return all;
}
