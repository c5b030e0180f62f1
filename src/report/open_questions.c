/*
 * open_questions.c: see open_questions.h.
 *
 * To talk over, not to score: each begins with what there was, never with who did it, and asks what
 * or how. With the two people swapped the questions are the same.
 */
#include "open_questions.h"

#include <string.h>

#include "civil.h"
#include "plain_words.h"

static int64_t day_of(const struct tl_report *report, uint32_t message)
{
    return tl_floor_div(tl_conversation_local_ms(report->conv, message), TL_MS_PER_DAY);
}

/* The day of the last exchange of that kind and outcome; TL_NO_DAY: there is none. */
static int64_t last_of(const struct tl_report *report, const char *kind, const char *outcome)
{
    const struct tl_analysis *a = report->analysis;
    int64_t day = TL_NO_DAY;
    for (size_t i = 0; i < a->n_exchanges; i++)
        if (strcmp(a->exchanges[i].kind, kind) == 0 && a->exchanges[i].outcome != NULL &&
            strcmp(a->exchanges[i].outcome, outcome) == 0)
            day = day_of(report, a->exchanges[i].first);
    return day;
}

/* Its Monday. */
static int64_t fullest_week(const struct tl_report *report)
{
    const struct tl_tide *tide = &report->analysis->tide;
    int64_t day = TL_NO_DAY;
    double most = 0;
    for (size_t w = 0; w < tide->n_weeks; w++) {
        const double both = tide->messages[0][w] + tide->messages[1][w];
        if (both > most) {
            most = both;
            day = tide->first_day + 7 * (int64_t)w;
        }
    }
    return day;
}

int64_t tl_open_question_day(const struct tl_report *report, int i)
{
    switch (i) {
    case 0:
        return report->analysis->deep.read ? report->analysis->deep.last_day : TL_NO_DAY;
    case 1:
        return last_of(report, "disclosure", "met");
    case 2:
        return last_of(report, "disclosure", "nothing");
    case 3:
        return last_of(report, "repair", "landed");
    default:
        return fullest_week(report);
    }
}

const char *tl_open_question_id(int i)
{
    static const char *const ids[TL_OPEN_QUESTIONS] = {"deep", "met", "left-open", "found-back",
                                                       "fullest-week"};
    return ids[i];
}

void tl_open_question(const struct tl_report *report, int i, struct tl_buf *out)
{
    static const struct {
        const char *lead, *known, *general;
    } questions[TL_OPEN_QUESTIONS] = {
        {"On ",
         " you last had a talk that went deep, as far as the chat shows. What from it would you "
         "like to come back to?",
         "When did you last talk of something that mattered to you both? What made room for it?"},
        {"On ",
         " something close to the heart was shared, and it was met with warmth. What was that like "
         "for you both?",
         "When did each of you last feel heard? What did the other do?"},
        {"On ",
         " something close to the heart was shared, and no answer is in the chat. What would you "
         "like to say about it now?",
         "What have you wanted to tell each other, and have not yet?"},
        {"On ", " there was a hard moment, and you made up. What helped?",
         "What helps each of you after a hard moment?"},
        {"The week from ", " had the most words between you. What was that time like for you both?",
         "What would you both like more of in the next weeks?"},
    };
    const int64_t day = tl_open_question_day(report, i);
    if (day == TL_NO_DAY) {
        tl_buf_puts(out, questions[i].general);
        return;
    }
    tl_buf_puts(out, questions[i].lead);
    tl_words_date(out, day);
    tl_buf_puts(out, questions[i].known);
}
