/*
 * coach_rules.c: the table of rules. What sets a rule off is in data/coach/<language>.txt where it
 * is words, and in checks.c where it is anything else. "design": a choice made for this tool, for
 * which there is no study. docs/coach.md has a paragraph on each.
 */
#include "tideline/coach.h"

#include <string.h>

#include "str.h"

#define HARD_TALKS "Carrere & Gottman 1999"
#define HEARD "Kuo et al. 2022"
#define LOOKING_ON "Algoe 2012"

static const struct tl_coach_rule rules[TL_COACH_RULES] = {
    {"F01", "always-never", 2, HARD_TALKS},
    {"F02", "character-verdict", 3, HARD_TALKS},
    {"F03", "contempt", 3, "Gottman 1993"},
    {"F04", "mind-reading", 2, "Kruger et al. 2005; Downey & Feldman 1996"},
    {"F05", "accusation-as-feeling", 1, "design"},
    {"F06", "ultimatum", 3, "Schrodt et al. 2014"},
    {"F07", "guilt-and-debt", 3, "design"},
    {"F08", "self-harm-as-pressure", 3, "design: safety first"},
    {"F09", "jealousy-or-test", 3, "design"},
    {"F10", "sending-again", 2, "design"},
    {"F11", "many-questions", 1, "design"},
    {"F12", "why-as-attack", 2, "design"},
    {"F13", "harsh-start", 2, HARD_TALKS},
    {"F14", "one-view", 1, "Rogers, Howieson & Neame 2018"},
    {"F15", "vague-wish", 1, "design"},
    {"F16", "many-complaints", 2, "design"},
    {"F17", "diagnosis-or-label", 2, "design: nobody is judged from afar"},
    {"F18", "gender-as-reproach", 2, "design: styles differ between persons"},
    {"F19", "minimising", 3, HEARD},
    {"F20", "advice-first", 2, HEARD},
    {"F21", "closed-question", 1, "Huang et al. 2017"},
    {"F22", "flooded", 3, "Gottman 1993"},
    {"F23", "pause-without-return", 2, "design"},
    {"F24", "repair", 1, "Gottman, Driver & Tabares 2015"},
    {"F25", "non-apology", 2, "design"},
    {"F26", "receiving", 1, HEARD "; " LOOKING_ON},
    {"F27", "inviting", 1, "Barak & Gluck-Ofri 2007; Kardas, Kumar & Epley 2022"},
    {"F28", "other-style", 1, "design: styles differ between persons"},
    {"F29", "thin-joy", 1, "Gable et al. 2006"},
    {"F30", "thanks-for-something", 1, LOOKING_ON},
    {"F31", "watching", 2, "design: consent"},
    {"F32", "too-big-for-text", 1, "Kruger et al. 2005"},
    {"F33", "late-night", 1, "design"},
    {"F34", "over-apology", 1, "design"},
    {"F35", "stuck", 1, "design: when to point to others"},
};

const struct tl_coach_rule *tl_coach_rules(void)
{
    return rules;
}

int tl_coach_rule_find(const char *id)
{
    for (int i = 0; i < TL_COACH_RULES; i++)
        if (tl_str_equal_fold(tl_str_from(rules[i].id), tl_str_from(id)))
            return i;
    return -1;
}
