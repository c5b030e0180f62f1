/*
 * sheet_beside.c: the second page: what else it could be, what came before, what cannot be seen,
 * what was read, where there is help, and room to write.
 */
#include "advice.h"
#include "civil.h"
#include "plain_words.h"
#include "sheet.h"
#include "tlmath.h"

#include <string.h>

#define RULE_EVERY 21.0
#define NOTES_LEAST (4 * RULE_EVERY)

static void say_left(struct tl_sheet *s, size_t left, const char *noun)
{
    if (left == 0)
        return;
    tl_buf_puts(&s->words, "Not shown here, for want of room: ");
    tl_words_counted(&s->words, left, noun);
    tl_buf_putc(&s->words, '.');
    tl_sheet_item_words(s, TL_SHEET_SOFT, 0);
}

static void say_alternatives(struct tl_sheet *s)
{
    static const struct {
        int holds;
        const char *words;
    } kinds[] = {{1, "Yes."}, {-1, "Not known."}, {0, "No."}};
    const struct tl_analysis *a = s->report->analysis;
    size_t n = 0, without = 0;
    if (a->n_alternatives == 0)
        return;
    const bool open =
        a->verdict.kind == TL_VERDICT_NO_CHANGE || a->verdict.kind == TL_VERDICT_CANNOT_TELL;
    tl_sheet_heading(s, open ? "What else was looked at" : "What else it could be");
    tl_sheet_tag(s, "L");
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < a->n_alternatives; i++) {
            const bool lowers = a->alternatives[i].lowers;
            if (a->alternatives[i].holds != kinds[k].holds || (kinds[k].holds < 0 && !lowers))
                continue;
            /* Without a change there is nothing it could fail to explain. */
            if (kinds[k].holds == 0 && (open || !lowers)) {
                without++;
                continue;
            }
            if (n++ >= s->most)
                continue;
            tl_buf_printf(&s->words, "%s %s", kinds[k].words, a->alternatives[i].text);
            tl_sheet_item_words(s, TL_SHEET_BODY, strlen(kinds[k].words));
        }
    say_left(s, n > s->most ? n - s->most : 0, "explanation");
    if (without > 0) {
        tl_words_counted(&s->words, without, n > 0 ? "more explanation" : "explanation");
        tl_buf_puts(&s->words, " looked at without a sign of it.");
        tl_sheet_item_words(s, TL_SHEET_BODY, 0);
    }
    tl_sheet_tag_end(s, "L");
}

/* "from 3 March to 2 April 2024, 4 weeks" */
static void say_spells(struct tl_sheet *s)
{
    const struct tl_dips *d = &s->report->analysis->dips;
    for (size_t i = 0; i < d->n && i < s->most; i++) {
        if (i > 0)
            tl_buf_puts(&s->words, "; ");
        tl_words_date(&s->words, d->dip[i].from_day);
        if (d->dip[i].to_day != TL_NO_DAY) {
            tl_buf_puts(&s->words, " to ");
            tl_words_date(&s->words, d->dip[i].to_day - 1);
        } else {
            tl_buf_puts(&s->words, " until the end of the chat");
        }
        tl_buf_puts(&s->words, " (");
        tl_words_counted(&s->words, d->dip[i].weeks, "week");
        tl_buf_putc(&s->words, ')');
    }
    if (d->n > s->most)
        tl_buf_puts(&s->words, "; and more");
    if (s->words.len > 0)
        tl_buf_putc(&s->words, '.');
    tl_sheet_say_words(s, TL_SHEET_SOFT);
}

static void say_before(struct tl_sheet *s)
{
    const struct tl_analysis *a = s->report->analysis;
    size_t told = 0;
    if (a->feeling.text != NULL) {
        tl_sheet_heading(s, "What was felt, beside the record");
        tl_sheet_say(s, TL_SHEET_BODY, a->feeling.text);
    }
    for (size_t i = 0; i < a->turns.n; i++)
        told += a->turns.item[i].text != NULL;
    if (a->dips.text == NULL && told == 0)
        return;
    tl_sheet_heading(s, "What came before");
    tl_sheet_say(s, TL_SHEET_BODY, a->dips.text);
    say_spells(s);
    if (told == 0)
        return;
    tl_sheet_tag(s, "L");
    for (size_t i = 0, n = 0; i < a->turns.n; i++)
        if (a->turns.item[i].text != NULL && n++ < s->most)
            tl_sheet_item(s, TL_SHEET_BODY, a->turns.item[i].text, 0);
    say_left(s, told > s->most ? told - s->most : 0, "thing");
    tl_sheet_tag_end(s, "L");
    tl_sheet_say(s, TL_SHEET_SOFT,
                 "Before is not because: both may come from a third thing. Spells also end by "
                 "themselves.");
}

/* What the counts of exchanges are called on paper: docs/schema.md has the words of JSON. After a
   quarrel both are spoken of, else the one who answered. */
static const struct {
    const char *kind, *words;
} kinds_said[] = {
    {"disclosure", "opened up"}, {"demand_withdraw", "asked for a change or a talk"},
    {"bid", "reached out"},      {"good_news", "told good news"},
    {"repair", "tried to mend"}, {"conflict", "began a quarrel"},
};
static const struct {
    const char *outcome, *words;
} outcomes_said[] = {
    {"met", "met it with warmth"},
    {"interest", "showed interest"},
    {"nothing", "did not take it up"},
    {"dismissed", "brushed it aside"},
    {"withdrew", "drew back"},
    {"defended", "answered back"},
    {"calmed", "calmed things"},
    {"answered", "answered"},
    {"called", "called"},
    {"towards", "turned to it"},
    {"away", "passed it over"},
    {"against", "turned it down"},
    {"active_constructive", "joined in"},
    {"passive_constructive", "welcomed it briefly"},
    {"active_destructive", "talked it down"},
    {"passive_destructive", "passed it over"},
    {"landed", "took it up"},
    {"not_landed", "did not take it up"},
    {"repaired", "made up"},
    {"unrepaired", "did not make up in the chat"},
};

static size_t count_exchanges(const struct tl_analysis *a, const char *kind, int from,
                              const char *outcome)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n_exchanges; i++) {
        const struct tl_found_exchange *x = &a->exchanges[i];
        n += x->from == from && strcmp(x->kind, kind) == 0 &&
             (outcome == NULL || (x->outcome != NULL && strcmp(x->outcome, outcome) == 0));
    }
    return n;
}

/* Of openings a question of `said` tells more, where their labels are sure enough. */
static bool is_told(const struct tl_analysis *a, const char *kind)
{
    for (size_t i = 0; i < a->n_said; i++)
        if (strcmp(a->said[i].id, "opening-up") == 0)
            return strcmp(kind, "disclosure") == 0;
    return false;
}

/* "Ann opened up 12 times. Bo met it with warmth 8 times and brushed it aside 3 times." */
static void say_exchanges_of(struct tl_sheet *s, size_t kind, int from)
{
    const struct tl_analysis *a = s->report->analysis;
    const size_t all = count_exchanges(a, kinds_said[kind].kind, from, NULL);
    const struct tl_person *people = s->report->conv->people;
    const bool both = strcmp(kinds_said[kind].kind, "conflict") == 0;
    size_t left = 0, said = 0, n[sizeof outcomes_said / sizeof outcomes_said[0]];
    if (all == 0)
        return;
    tl_buf_puts(&s->words, s->words.len > 0 ? " " : "");
    tl_buf_put_str(&s->words, people[from].name);
    tl_buf_printf(&s->words, " %s ", kinds_said[kind].words);
    tl_words_times(&s->words, all);
    for (size_t i = 0; i < sizeof n / sizeof n[0]; i++) {
        n[i] = count_exchanges(a, kinds_said[kind].kind, from, outcomes_said[i].outcome);
        left += n[i] > 0;
    }
    for (size_t i = 0; i < sizeof n / sizeof n[0]; i++) {
        if (n[i] == 0)
            continue;
        tl_buf_puts(&s->words, said == 0 ? ". " : said + 1 == left ? " and " : ", ");
        if (said++ == 0)
            tl_buf_put_str(&s->words, both ? TL_STR("The two of you") : people[1 - from].name);
        tl_buf_printf(&s->words, said == 1 ? " %s" : "%s", outcomes_said[i].words);
        tl_buf_puts(&s->words, all > 1 ? " " : "");
        if (all > 1)
            tl_words_times(&s->words, n[i]);
    }
    tl_buf_putc(&s->words, '.');
}

/* The questions about what was said, then what came back, counted. */
static void say_said(struct tl_sheet *s)
{
    const struct tl_analysis *a = s->report->analysis;
    if (a->n_said == 0 && a->n_exchanges == 0)
        return;
    tl_sheet_heading(s, "What was said, and what came back");
    tl_sheet_tag(s, "L");
    for (size_t i = 0; i < a->n_said && i < s->most; i++) {
        tl_buf_printf(&s->words, "%s %s", a->said[i].title, a->said[i].text);
        tl_sheet_item_words(s, TL_SHEET_BODY, strlen(a->said[i].title));
    }
    say_left(s, a->n_said > s->most ? a->n_said - s->most : 0, "question");
    for (size_t i = 0; i < sizeof kinds_said / sizeof kinds_said[0]; i++) {
        for (int from = 0; from < 2 && !is_told(a, kinds_said[i].kind); from++)
            say_exchanges_of(s, i, from);
        tl_sheet_item_words(s, TL_SHEET_SOFT, 0);
    }
    tl_sheet_tag_end(s, "L");
    tl_sheet_say(s, TL_SHEET_SOFT,
                 "Over the whole chat, as far as word lists and small models could tell. They miss "
                 "much, and what was said aloud is not in it.");
}

static void say_limits(struct tl_sheet *s)
{
    const struct tl_limit *found[TL_LIMITS_MOST];
    const size_t n = tl_limits_of(s->report, found);
    tl_sheet_heading(s, "What this cannot see");
    tl_sheet_tag(s, "L");
    for (size_t i = 0; i < n; i++)
        tl_sheet_item(s, TL_SHEET_BODY, found[i]->text, 0);
    tl_sheet_tag_end(s, "L");
}

static void say_file(struct tl_sheet *s, const struct tl_file *f)
{
    static const char *const resolutions[] = {[TL_RES_MS] = "to the millisecond",
                                              [TL_RES_SECOND] = "to the second",
                                              [TL_RES_MINUTE] = "to the minute",
                                              [TL_RES_DAY] = "to the day only"};
    struct tl_buf *out = &s->words;
    const char *folder = strrchr(f->name, '/'); /* where it lay is nobody's business on paper */
    tl_buf_printf(out, "%s (%s): ", folder != NULL ? folder + 1 : f->name, f->format);
    tl_words_counted(out, f->messages, "message");
    if (f->messages + f->system > 0) {
        tl_buf_puts(out, " from ");
        tl_words_date(out, tl_floor_div(f->first_ms, TL_MS_PER_DAY));
        tl_buf_puts(out, " to ");
        tl_words_date(out, tl_floor_div(f->last_ms, TL_MS_PER_DAY));
    }
    tl_buf_printf(out, ", times %s, ", resolutions[f->resolution]);
    if (f->zone != NULL)
        tl_buf_printf(out, "zone: %s.", f->zone);
    else
        tl_buf_puts(out, "time zone not known.");
    if (f->skipped > 0) {
        tl_buf_puts(out, " Could not be read: ");
        tl_words_counted(out, f->skipped, "line");
        tl_buf_putc(out, '.');
    }
    tl_sheet_item_words(s, TL_SHEET_SOFT, 0);
}

static void say_import(struct tl_sheet *s)
{
    const struct tl_conversation *conv = s->report->conv;
    const struct tl_analysis *a = s->report->analysis;
    tl_sheet_heading(s, "What was read");
    tl_sheet_tag(s, "L");
    for (size_t i = 0; i < conv->n_files && i < s->most; i++)
        say_file(s, &conv->files[i]);
    say_left(s, conv->n_files > s->most ? conv->n_files - s->most : 0, "file");
    for (size_t i = 0; i < a->n_gaps && i < s->most; i++) {
        tl_buf_puts(&s->words, "No message from ");
        tl_words_date(&s->words, a->gaps[i].from_day);
        tl_buf_puts(&s->words, " to ");
        tl_words_date(&s->words, a->gaps[i].to_day - 1);
        tl_buf_puts(&s->words, a->gaps[i].lost ? ", taken as lost."
                                               : "; it is not known whether it was silence or a "
                                                 "hole in the record.");
        tl_sheet_item_words(s, TL_SHEET_SOFT, 0);
    }
    say_left(s, a->n_gaps > s->most ? a->n_gaps - s->most : 0, "gap");
    tl_sheet_tag_end(s, "L");
}

static void say_help(struct tl_sheet *s)
{
    size_t n, shown = 0, left = 0;
    const struct tl_help_line *lines = tl_help_lines(&n);
    tl_sheet_heading(s, "Where there is help");
    tl_sheet_say(s, TL_SHEET_BODY,
                 "In danger, call the local emergency number first. Where one is afraid of the "
                 "other, help is for that one alone, not for the couple.");
    tl_sheet_tag(s, "L");
    for (size_t i = 0; i < n; i++) {
        if (!tl_help_shows(&lines[i], s->report->country))
            continue;
        if (shown++ >= 4 * (s->most < 100 ? s->most : 100)) {
            left++;
            continue;
        }
        tl_put_help_line(&s->words, &lines[i]);
        tl_sheet_item_words(s, TL_SHEET_SOFT, strlen(lines[i].name) + 1);
    }
    say_left(s, left, "line");
    tl_sheet_tag_end(s, "L");
}

/* Where there is room left, lines to write on. */
static void leave_notes(struct tl_sheet *s, double bottom)
{
    if (!s->draws || bottom - s->y < NOTES_LEAST)
        return;
    tl_sheet_heading(s, "Notes");
    for (s->y += RULE_EVERY - 6; s->y < bottom; s->y += RULE_EVERY - 2)
        tl_sheet_rule(s);
}

void tl_sheet_beside(struct tl_sheet *s, double bottom)
{
    say_alternatives(s);
    say_before(s);
    say_said(s);
    say_limits(s);
    say_import(s);
    say_help(s);
    leave_notes(s, bottom);
}
