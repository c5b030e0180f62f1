/*
 * emoji_alone.c: messages without a word speak through their pictures.
 *
 * The corpora the model learnt from hold few emoji, so for messages of signs alone this list
 * decides, by what the signs are commonly taken for (their Unicode names; where use and name part
 * company, use: the loudly crying face and the skull are laughter as often as grief, so they say
 * both faintly).
 */
#include <string.h>

#include "rules.h"

static const struct sign {
    const char *sign;
    enum tl_label label, second; /* the same twice: one label */
    float p;
} signs[] = {
    {"\xe2\x9d\xa4", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},      /* heart */
    {"\xe2\x99\xa5", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},      /* heart suit */
    {"\xf0\x9f\xa7\xa1", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* orange heart */
    {"\xf0\x9f\x92\x99", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* blue heart */
    {"\xf0\x9f\x92\x9a", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* green heart */
    {"\xf0\x9f\x92\x9b", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* yellow heart */
    {"\xf0\x9f\x92\x9c", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* purple heart */
    {"\xf0\x9f\x96\xa4", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .7f},   /* black heart */
    {"\xf0\x9f\x92\x95", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},  /* two hearts */
    {"\xf0\x9f\x92\x96", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},  /* sparkling heart */
    {"\xf0\x9f\x92\x97", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},  /* growing heart */
    {"\xf0\x9f\x92\x9e", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},  /* revolving hearts */
    {"\xf0\x9f\x98\x98", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},  /* blowing a kiss */
    {"\xf0\x9f\x98\x97", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .7f},   /* kissing */
    {"\xf0\x9f\x98\x9a", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* kissing, eyes closed */
    {"\xf0\x9f\x92\x8b", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .8f},   /* kiss mark */
    {"\xf0\x9f\x98\x8d", TL_LABEL_LOVE, TL_LABEL_ADMIRATION, .75f}, /* heart eyes */
    {"\xf0\x9f\xa5\xb0", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .85f},  /* face with hearts */
    {"\xf0\x9f\xa4\x97", TL_LABEL_LOVE, TL_LABEL_AFFECTION, .7f},   /* hug */
    {"\xf0\x9f\xab\x82", TL_LABEL_CARING, TL_LABEL_SUPPORT_EMOTIONAL, .7f},  /* people hugging */
    {"\xf0\x9f\x98\x82", TL_LABEL_AMUSEMENT, TL_LABEL_AMUSEMENT, .9f},       /* tears of joy */
    {"\xf0\x9f\xa4\xa3", TL_LABEL_AMUSEMENT, TL_LABEL_AMUSEMENT, .92f},      /* rolling laughing */
    {"\xf0\x9f\x98\x86", TL_LABEL_AMUSEMENT, TL_LABEL_AMUSEMENT, .8f},       /* squinting laugh */
    {"\xf0\x9f\x98\xb9", TL_LABEL_AMUSEMENT, TL_LABEL_AMUSEMENT, .8f},       /* cat of joy */
    {"\xf0\x9f\x98\x84", TL_LABEL_JOY, TL_LABEL_AMUSEMENT, .5f},             /* grinning, eyes */
    {"\xf0\x9f\x98\x81", TL_LABEL_JOY, TL_LABEL_JOY, .5f},                   /* beaming */
    {"\xf0\x9f\x98\x8a", TL_LABEL_JOY, TL_LABEL_JOY, .6f},                   /* smiling eyes */
    {"\xf0\x9f\x98\x83", TL_LABEL_JOY, TL_LABEL_JOY, .5f},                   /* grinning */
    {"\xf0\x9f\x92\x80", TL_LABEL_AMUSEMENT, TL_LABEL_AMUSEMENT, .5f},       /* skull */
    {"\xf0\x9f\x98\xad", TL_LABEL_SADNESS, TL_LABEL_AMUSEMENT, .45f},        /* loudly crying */
    {"\xf0\x9f\x98\xa2", TL_LABEL_SADNESS, TL_LABEL_SADNESS, .85f},          /* crying */
    {"\xf0\x9f\x98\x9e", TL_LABEL_DISAPPOINTMENT, TL_LABEL_SADNESS, .6f},    /* disappointed */
    {"\xf0\x9f\x98\x94", TL_LABEL_SADNESS, TL_LABEL_SADNESS, .7f},           /* pensive */
    {"\xe2\x98\xb9", TL_LABEL_SADNESS, TL_LABEL_SADNESS, .7f},               /* frowning */
    {"\xf0\x9f\x99\x81", TL_LABEL_SADNESS, TL_LABEL_SADNESS, .65f},          /* slightly frowning */
    {"\xf0\x9f\xa5\xba", TL_LABEL_SADNESS, TL_LABEL_DESIRE, .35f},           /* pleading */
    {"\xf0\x9f\x92\x94", TL_LABEL_SADNESS, TL_LABEL_GRIEF, .7f},             /* broken heart */
    {"\xf0\x9f\x98\xa1", TL_LABEL_ANGER, TL_LABEL_ANNOYANCE, .85f},          /* pouting */
    {"\xf0\x9f\x98\xa0", TL_LABEL_ANGER, TL_LABEL_ANNOYANCE, .8f},           /* angry */
    {"\xf0\x9f\xa4\xac", TL_LABEL_ANGER, TL_LABEL_ANNOYANCE, .88f},          /* symbols on mouth */
    {"\xf0\x9f\x98\xa4", TL_LABEL_ANNOYANCE, TL_LABEL_ANGER, .6f},           /* steam from nose */
    {"\xf0\x9f\x99\x84", TL_LABEL_ANNOYANCE, TL_LABEL_ANNOYANCE, .7f},       /* rolling eyes */
    {"\xf0\x9f\x98\x92", TL_LABEL_ANNOYANCE, TL_LABEL_DISAPPROVAL, .6f},     /* unamused */
    {"\xf0\x9f\x98\x91", TL_LABEL_ANNOYANCE, TL_LABEL_ANNOYANCE, .5f},       /* expressionless */
    {"\xf0\x9f\x91\x8e", TL_LABEL_DISAPPROVAL, TL_LABEL_DISAPPROVAL, .8f},   /* thumbs down */
    {"\xf0\x9f\xa4\xa2", TL_LABEL_DISGUST, TL_LABEL_DISGUST, .8f},           /* nauseated */
    {"\xf0\x9f\xa4\xae", TL_LABEL_DISGUST, TL_LABEL_DISGUST, .8f},           /* vomiting */
    {"\xf0\x9f\x98\xb1", TL_LABEL_FEAR, TL_LABEL_SURPRISE, .55f},            /* screaming */
    {"\xf0\x9f\x98\xb0", TL_LABEL_NERVOUSNESS, TL_LABEL_FEAR, .65f},         /* anxious, sweat */
    {"\xf0\x9f\x98\xac", TL_LABEL_NERVOUSNESS, TL_LABEL_EMBARRASSMENT, .5f}, /* grimacing */
    {"\xf0\x9f\x98\xb3", TL_LABEL_EMBARRASSMENT, TL_LABEL_SURPRISE, .6f},    /* flushed */
    {"\xf0\x9f\x99\x88", TL_LABEL_EMBARRASSMENT, TL_LABEL_EMBARRASSMENT, .5f}, /* see-no-evil */
    {"\xf0\x9f\x98\xae", TL_LABEL_SURPRISE, TL_LABEL_SURPRISE, .8f},           /* open mouth */
    {"\xf0\x9f\x98\xb2", TL_LABEL_SURPRISE, TL_LABEL_SURPRISE, .8f},           /* astonished */
    {"\xf0\x9f\xa4\xaf", TL_LABEL_SURPRISE, TL_LABEL_SURPRISE, .75f},          /* exploding head */
    {"\xf0\x9f\xa4\x94", TL_LABEL_CONFUSION, TL_LABEL_CURIOSITY, .5f},         /* thinking */
    {"\xf0\x9f\x98\x95", TL_LABEL_CONFUSION, TL_LABEL_CONFUSION, .6f},         /* confused */
    {"\xf0\x9f\xa4\xb7", TL_LABEL_CONFUSION, TL_LABEL_NEUTRAL, .5f},           /* shrug */
    {"\xf0\x9f\x99\x8f", TL_LABEL_EMOTION_GRATITUDE, TL_LABEL_OPTIMISM, .6f},  /* folded hands */
    {"\xf0\x9f\x91\x8d", TL_LABEL_APPROVAL, TL_LABEL_APPROVAL, .85f},          /* thumbs up */
    {"\xf0\x9f\x91\x8c", TL_LABEL_APPROVAL, TL_LABEL_APPROVAL, .8f},           /* OK hand */
    {"\xe2\x9c\x85", TL_LABEL_APPROVAL, TL_LABEL_APPROVAL, .6f},               /* check mark */
    {"\xf0\x9f\x92\xaf", TL_LABEL_APPROVAL, TL_LABEL_APPROVAL, .75f},          /* hundred points */
    {"\xf0\x9f\x91\x8f", TL_LABEL_ADMIRATION, TL_LABEL_ADMIRATION, .7f},       /* clapping */
    {"\xf0\x9f\x99\x8c", TL_LABEL_JOY, TL_LABEL_EXCITEMENT, .55f},             /* raising hands */
    {"\xf0\x9f\x94\xa5", TL_LABEL_ADMIRATION, TL_LABEL_EXCITEMENT, .5f},       /* fire */
    {"\xf0\x9f\xa4\xa9", TL_LABEL_EXCITEMENT, TL_LABEL_ADMIRATION, .65f},      /* star-struck */
    {"\xf0\x9f\x8e\x89", TL_LABEL_EXCITEMENT, TL_LABEL_JOY, .7f},              /* party popper */
    {"\xf0\x9f\xa5\xb3", TL_LABEL_EXCITEMENT, TL_LABEL_JOY, .75f},             /* partying */
    {"\xf0\x9f\x98\x8e", TL_LABEL_PRIDE, TL_LABEL_APPROVAL, .4f},              /* sunglasses */
    {"\xf0\x9f\x98\x8c", TL_LABEL_RELIEF, TL_LABEL_RELIEF, .6f},               /* relieved */
    {"\xf0\x9f\xa4\x9e", TL_LABEL_OPTIMISM, TL_LABEL_OPTIMISM, .75f},          /* crossed fingers */
};

void tl_rule_emoji_alone(const struct tl_rule_input *in, struct tl_labels *labels)
{
    const struct tl_fast_tokens *tokens = in->tokens;
    bool emoji = false;
    for (size_t i = 0; i < tokens->n; i++) {
        if (tokens->token[i].word)
            return;
        emoji |= tokens->token[i].len > 2;
    }
    if (!emoji)
        return;
    for (size_t i = 0; i < tokens->n; i++)
        for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
            const struct sign *s = &signs[k];
            if (strlen(s->sign) != tokens->token[i].len ||
                memcmp(s->sign, tokens->text + tokens->token[i].at, tokens->token[i].len) != 0)
                continue;
            tl_rule_raise(labels, s->label, s->p);
            tl_rule_raise(labels, s->second, s->p * .9f);
            if (s->label != TL_LABEL_NEUTRAL && labels->p[TL_LABEL_NEUTRAL] > 1 - s->p)
                labels->p[TL_LABEL_NEUTRAL] = 1 - s->p;
            tl_reason_add(labels, s->label, "rule:emoji_alone", tokens->token[i].start,
                          tokens->token[i].end);
            break;
        }
}
