/*
 * advice.c: what might help, and what this cannot see.
 *
 * The suggestions offer and never press: they serve being understood and leave the other free to
 * answer or not. Silence, talking aloud and help from people are always among them. No sentence
 * says what a person thinks or feels. Research behind one is named with it; "design" marks a choice
 * made for this tool, for which there is no study.
 *
 * Some begin with what this chat shows of them, as counts of both together, never as a cause and
 * never as what works on one of them: what was there before spells ended (D20), how often opening
 * up found no answer, how often a request was followed by a step back, the last deep talk. Only
 * one's own line is told of one person, to who says with --me which of the two reads.
 */
#include "advice.h"

#include <math.h>
#include <string.h>

#include "plain_words.h"

#define FOR(kind) (1u << TL_VERDICT_##kind)
#define FOR_KIND(kind) (1u << (kind))
#define FOR_ALL                                                                                    \
    (FOR(CANNOT_TELL) | FOR(NO_CHANGE) | FOR(PULLING_AWAY) | FOR(BOTH_QUIETER) | FOR(CLOSER))

#define FEW 5 /* fewer exchanges are not told */

/* How many exchanges of a kind had a known outcome, and how many of those one of two. */
static size_t count(const struct tl_report *report, const char *kind, const char *outcome,
                    const char *other, size_t *all)
{
    const struct tl_analysis *a = report->analysis;
    size_t n = 0;
    *all = 0;
    for (size_t i = 0; i < a->n_exchanges; i++) {
        const struct tl_found_exchange *x = &a->exchanges[i];
        if (strcmp(x->kind, kind) != 0 || x->outcome == NULL)
            continue;
        ++*all;
        n += strcmp(x->outcome, outcome) == 0 || strcmp(x->outcome, other) == 0;
    }
    return n;
}

static void add(struct tl_own_sentences *said, const struct tl_sentence *s)
{
    if (said->n < sizeof said->sentence / sizeof *said->sentence)
        said->sentence[said->n++] = *s;
}

static void add_all(struct tl_own_sentences *said, const struct tl_sentences *all)
{
    for (size_t i = 0; i < all->n; i++)
        add(said, &all->sentence[i]);
}

/* The writer's own finding, where it is known which of the two reads. */
static bool own_line(const struct tl_report *report, struct tl_buf *out,
                     struct tl_own_sentences *said)
{
    const struct tl_analysis *a = report->analysis;
    for (size_t i = 0; report->own_part && i < a->n_findings; i++)
        if (a->findings[i].person == 0 && a->findings[i].direction != 0) {
            add(said, &(struct tl_sentence){.id = "own-line", .person = 0});
            add_all(said, &a->findings[i].sentences);
            tl_buf_puts(out, "Your own line moved too. ");
            tl_buf_puts(out, a->findings[i].text);
            return true;
        }
    return false;
}

/* What was there before spells ended, more often than in ordinary weeks. */
static bool before_ends(const struct tl_report *report, struct tl_buf *out,
                        struct tl_own_sentences *said)
{
    const struct tl_turns_of_tide *t = &report->analysis->turns;
    for (size_t i = 0; i < t->n; i++)
        /* What was noted need not be anything one can do. */
        if (t->item[i].recovery && t->item[i].text != NULL && strcmp(t->item[i].id, "noted") != 0) {
            add_all(said, &t->item[i].sentences);
            tl_buf_puts(out, t->item[i].text);
            return true;
        }
    return false;
}

static bool last_deep(const struct tl_report *report, struct tl_buf *out,
                      struct tl_own_sentences *said)
{
    const struct tl_deep *deep = &report->analysis->deep;
    if (deep->n == 0 || !(deep->days_since >= 1.0))
        return false;
    add(said, &(struct tl_sentence){.id = "deep-talk-ago",
                                    .person = -1,
                                    .n_numbers = 1,
                                    .number = {{"days", deep->days_since}}});
    tl_buf_puts(out, "The last deep talk in the chat was ");
    tl_words_counted(out, (uint64_t)deep->days_since, "day");
    tl_buf_puts(out, " before its end.");
    return true;
}

static bool unmet(const struct tl_report *report, struct tl_buf *out, struct tl_own_sentences *said)
{
    size_t all;
    const size_t n = count(report, "disclosure", "nothing", "dismissed", &all);
    if (all < FEW || n == 0)
        return false;
    add(said, &(struct tl_sentence){.id = "opened-up-unmet",
                                    .person = -1,
                                    .n_numbers = 2,
                                    .number = {{"times", (double)all}, {"of_them", (double)n}}});
    tl_buf_puts(out, "One of you opened up about ");
    tl_words_counted(out, all, "time");
    tl_buf_puts(out, ". About ");
    tl_words_count(out, n);
    tl_buf_puts(out, " of them found no word of understanding or interest in the chat; what was "
                     "said aloud is not in it.");
    return true;
}

static bool asked_again(const struct tl_report *report, struct tl_buf *out,
                        struct tl_own_sentences *said)
{
    size_t all;
    const size_t n = count(report, "demand_withdraw", "withdrew", "withdrew", &all);
    if (all < FEW || 2 * n < all)
        return false;
    add(said, &(struct tl_sentence){.id = "asked-and-stepped-back",
                                    .person = -1,
                                    .n_numbers = 2,
                                    .number = {{"times", (double)all}, {"of_them", (double)n}}});
    tl_buf_puts(out, "One of you asked for a change or a talk about ");
    tl_words_counted(out, all, "time");
    tl_buf_puts(out, ". After about ");
    tl_words_count(out, n);
    tl_buf_puts(out, " of them the other stepped back.");
    return true;
}

static const struct tl_suggestion suggestions[] = {
    {"own-change", FOR(PULLING_AWAY) | FOR(BOTH_QUIETER),
     "You could look at your own line first. What did you do differently in these weeks?",
     "Both lines come from the same talks. Your own is the one you can change.", "design", own_line,
     false},
    {"came-before", FOR(NO_CHANGE) | FOR(PULLING_AWAY) | FOR(BOTH_QUIETER) | FOR(CLOSER),
     "You could try that once, because you mean it. Give it two weeks, and then look again.",
     "This is a count and no cause. Spells also end by themselves, so a small try of your own "
     "tells "
     "more.",
     "design", before_ends, true},
    {"ask-once", FOR(NO_CHANGE) | FOR(PULLING_AWAY) | FOR(BOTH_QUIETER),
     "You could ask once, for one thing, and leave the answer for another day.",
     "Asking again and stepping back often feed each other. No one started it.",
     "Schrodt, Witt & Shimkowski 2014", asked_again, true},
    {"share-first", FOR(PULLING_AWAY) | FOR(BOTH_QUIETER),
     "You could tell something of your own, and leave the answer free. For example: \"I miss "
     "hearing what goes on in you. No need to answer tonight.\"",
     "Those who open up are often met with the same. Such talks also go better than people think.",
     "Barak & Gluck-Ofri 2007; Kardas, Kumar & Epley 2022", last_deep, false},
    {"receive", FOR(PULLING_AWAY) | FOR(BOTH_QUIETER) | FOR(CLOSER),
     "When something close to the heart comes back, you could say thank you. Then say what you "
     "heard, before you advise.",
     "Feeling understood and thanked goes with feeling closer.", "Kuo et al. 2022; Algoe 2012",
     unmet, false},
    {"side-by-side", FOR(PULLING_AWAY) | FOR(BOTH_QUIETER) | FOR(NO_CHANGE),
     "You could propose something you both like to do, such as a walk.",
     "Some people are closer in what they do than in what they write.", "design", NULL, false},
    {"look-together", FOR(BOTH_QUIETER) | FOR(CLOSER),
     "You could look at this report together. Each says what those weeks were like.",
     "The same rules were used for both of you, and each knows what the chat leaves out.", "design",
     NULL, false},
    {"name-the-feeling", FOR(NO_CHANGE) | FOR(CANNOT_TELL),
     "If it still feels distant, you could say so as your own feeling, and ask an open question. "
     "For example: \"I have felt a bit far from you. How has it been for you?\"",
     "Your feeling may come from things the chat does not show.", "design", NULL, false},
    {"appreciate", FOR(NO_CHANGE) | FOR(CLOSER),
     "You could thank for one thing, and say what it meant to you.",
     "Thanks that name something go with feeling closer.", "Algoe 2012", NULL, false},
    {"more-weeks", FOR(CANNOT_TELL), "You could come back when there are more weeks to look at.",
     "From some point on, more weeks help more than more messages.", "design", NULL, false},
    {"talk-aloud", FOR_ALL,
     "If it matters, you could talk aloud instead of writing. For example: \"I'd like to talk "
     "about "
     "something that matters to me. When is good?\"",
     "Writers think their tone comes across better than it does.",
     "Kruger, Epley, Parker & Ng 2005", NULL, false},
    {"say-nothing-now", FOR_ALL, "You could say nothing now, and look again in some weeks.",
     "Nothing in these numbers has to be answered today.", "design", NULL, false},
    {"get-help", FOR_ALL,
     "If this weighs on you, you could ask for help: a person you trust, or a therapist for one or "
     "for both.",
     "Some things are more than a tool can carry.", "design", NULL, false},
    {"if-afraid", FOR_ALL,
     "If you are afraid of the other person, leave all of this aside. Talk alone to a helper you "
     "trust, from a device that nobody else can see.",
     "Advice for couples is not made for fear; safety comes first.", "design", NULL, false},
    {0},
};

const struct tl_suggestion *tl_suggestions(void)
{
    return suggestions;
}

bool tl_suggestion_holds(const struct tl_report *report, const struct tl_suggestion *s,
                         struct tl_buf *own, struct tl_own_sentences *said)
{
    struct tl_own_sentences unused;
    said = said != NULL ? said : &unused;
    said->n = 0;
    tl_buf_clear(own);
    if ((s->verdicts & FOR_KIND(report->analysis->verdict.kind)) == 0 ||
        tl_card_text(report) != NULL)
        return false;
    return (s->own != NULL && s->own(report, own, said)) || !s->only_own;
}

/* The quiet one is worded so that nobody who looks over a shoulder learns anything from it. */
const char *tl_card_text(const struct tl_report *report)
{
    const struct tl_safety *safety = &report->analysis->safety;
    if (safety->life)
        return "Some messages sound very heavy. If you or the other person could be in danger "
               "now, call the local emergency number. You can also reach people who listen, at "
               "any hour. It is right to ask: \"Are you thinking of ending your life?\" Asking "
               "does not put the thought there.";
    if (safety->fear)
        return "The file was read. There is no report for it.";
    return safety->minor ? "tideline is made for adults, and in this chat one of you says to be "
                           "under 18. So there is no report for it. There are people who listen to "
                           "the young, at no cost. A grown-up you trust can help too."
                         : NULL;
}

void tl_put_help_line(struct tl_buf *out, const struct tl_help_line *line)
{
    tl_buf_printf(out, "%s: %s (", line->name, line->reach);
    if (line->checked_on != NULL)
        tl_buf_printf(out, "checked on %s)", line->checked_on);
    else
        tl_buf_puts(out, "not yet checked on its official page)");
}

unsigned tl_common_abilities(const struct tl_conversation *conv)
{
    unsigned can = conv->n_files > 0 ? ~0u : 0;
    for (size_t i = 0; i < conv->n_files; i++)
        can &= conv->files[i].can;
    return can;
}

enum tl_resolution tl_coarsest_resolution(const struct tl_conversation *conv)
{
    enum tl_resolution coarsest = TL_RES_MS;
    for (size_t i = 0; i < conv->n_files; i++)
        if (conv->files[i].resolution > coarsest)
            coarsest = conv->files[i].resolution;
    return coarsest;
}

const char *tl_zone_known(const struct tl_report *report)
{
    const struct tl_conversation *conv = report->conv;
    if (report->zone != NULL)
        return report->zone;
    for (size_t i = 0; i < conv->n_files; i++)
        if (conv->files[i].zone == NULL || strcmp(conv->files[i].zone, conv->files[0].zone) != 0)
            return NULL;
    return conv->n_files > 0 ? conv->files[0].zone : NULL;
}

/* Limits of every report. */
static const struct tl_limit always[] = {
    {"keyhole",
     "Messages are a keyhole. Voice, touch, time spent together and other apps are not in them."},
    {"not-intent",
     "The numbers describe this chat. They say nothing about love, intention or character."},
    {"many-reasons", "A person may write less because life is easier, harder, nearer or louder."},
    {"own-past", "Both people were compared with their own past only, not with other couples."},
    {"simulated-odds",
     "The odds were set on invented chats whose truth is known, not on the chats of real couples."},
    {"not-evidence",
     "This is not evidence. It does not say what anybody meant, in court or anywhere else."},
};

static const struct tl_limit not_read = {
    "not-read", "What was said was not read; only times, turns and lengths were."};
static const struct tl_limit read_by_lists = {
    "read-by-lists", "What was said was read by word lists and small models. They miss much, take "
                     "some jokes for earnest, and know nothing of what words mean to you two."};

/* Limits of a format: they hold where an ability is missing. */
static const struct {
    unsigned needs;
    struct tl_limit limit;
} missing[] = {
    {TL_CAN_BOTH_SIDES,
     {"one-side", "Part of the messages of one side may be missing in this export."}},
    {TL_CAN_TIMING,
     {"no-times", "Not all messages carry a time here, so times of answers were left out."}},
    {TL_CAN_REACTIONS,
     {"no-reactions",
      "Reactions are not in this export. A heart given as an answer looks like silence."}},
    {TL_CAN_CALLS,
     {"no-calls", "Calls are not in this export, or only in part. More calls look like less "
                  "contact."}},
    {TL_CAN_DELETIONS, {"no-deletions", "Deleted messages leave no trace in this export."}},
    {TL_CAN_EDITS, {"no-edits", "Later changes to messages leave no trace in this export."}},
};

static const struct tl_limit minute = {
    "minute-times",
    "Times were known to the minute only. Answers within a minute or two look the same."};
static const struct tl_limit day = {"day-times",
                                    "Only the days of the messages were known. So nothing was said "
                                    "about hours, or about how soon answers came."};
static const struct tl_limit zone = {
    "no-zone", "The time zone of the file is not known. Travel may have moved the hours."};
static const struct tl_limit skipped = {
    "skipped", "Some lines of the file could not be read and were left out."};

size_t tl_limits_of(const struct tl_report *report, const struct tl_limit **out)
{
    const struct tl_conversation *conv = report->conv;
    const unsigned can = tl_common_abilities(conv);
    const enum tl_resolution resolution = tl_coarsest_resolution(conv);
    uint64_t lines_skipped = 0;
    size_t n = 0;
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        out[n++] = &always[i];
    out[n++] = report->analysis->words ? &read_by_lists : &not_read;
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
        if ((can & missing[i].needs) == 0)
            out[n++] = &missing[i].limit;
    if (resolution == TL_RES_MINUTE)
        out[n++] = &minute;
    if (resolution == TL_RES_DAY)
        out[n++] = &day;
    if (tl_zone_known(report) == NULL)
        out[n++] = &zone;
    for (size_t i = 0; i < conv->n_files; i++)
        lines_skipped += conv->files[i].skipped;
    if (lines_skipped > 0)
        out[n++] = &skipped;
    return n;
}
