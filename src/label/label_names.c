/*
 * label_names.c: the names labels go by in JSON, in the order of enum tl_label.
 */
#include "tideline/label.h"

#include <assert.h>

static const char *const names[] = {
    "emotion.admiration",
    "emotion.amusement",
    "emotion.anger",
    "emotion.annoyance",
    "emotion.approval",
    "emotion.caring",
    "emotion.confusion",
    "emotion.curiosity",
    "emotion.desire",
    "emotion.disappointment",
    "emotion.disapproval",
    "emotion.disgust",
    "emotion.embarrassment",
    "emotion.excitement",
    "emotion.fear",
    "emotion.gratitude",
    "emotion.grief",
    "emotion.joy",
    "emotion.love",
    "emotion.nervousness",
    "emotion.optimism",
    "emotion.pride",
    "emotion.realization",
    "emotion.relief",
    "emotion.remorse",
    "emotion.sadness",
    "emotion.surprise",
    "emotion.neutral",
    "disclosure.emotional",
    "disclosure.informational",
    "support.emotional",
    "support.informational",
    "request",
    "demand",
    "withdraw",
    "criticism",
    "contempt",
    "defensiveness",
    "repair",
    "disclosure",
    "validation",
    "dismissal",
    "need",
    "feeling",
    "gratitude",
    "affection",
    "apology",
    "masking",
    "follow_up",
    "bid",
    "good_news_response",
    "logistics",
};
static_assert(sizeof names / sizeof names[0] == TL_LABEL_COUNT, "a name for each label");

const char *tl_label_name(enum tl_label label)
{
    return (size_t)label < TL_LABEL_COUNT ? names[label] : "unknown";
}
