/*
 * report_json_said.c: what was said: exchanges, talks that went deep, ways of writing, questions.
 */
#include "report_json.h"

void tl_report_json_exchanges(struct tl_json_writer *w, const struct tl_report *report)
{
    tl_json_put_key(w, "exchanges");
    tl_json_put_array(w, report->analysis->n_exchanges == 0);
    for (size_t i = 0; i < report->analysis->n_exchanges; i++) {
        const struct tl_found_exchange *x = &report->analysis->exchanges[i];
        tl_json_put_object(w, true);
        tl_member_text(w, "kind", x->kind);
        tl_member_person(w, "from", report->conv, x->from);
        tl_member_person(w, "to", report->conv, 1 - x->from);
        tl_member_whole(w, "first_message", x->first);
        tl_member_whole(w, "last_message", x->last);
        tl_member_text(w, "outcome", x->outcome);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

/* null where the words were not read. */
void tl_report_json_deep(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_deep *d = &report->analysis->deep;
    tl_json_put_key(w, "deep");
    if (!d->read) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_object(w, false);
    tl_member_day(w, "last", d->last_day);
    tl_member_number(w, "days_since", d->days_since);
    tl_member_number(w, "usual_days", d->usual_days);
    tl_member_number(w, "p", d->p);
    tl_member_number(w, "per_month_before", d->per_month_before);
    tl_member_number(w, "per_month_after", d->per_month_after);
    tl_json_put_key(w, "conversations");
    tl_json_put_array(w, d->n == 0);
    for (size_t i = 0; i < d->n; i++) {
        const struct tl_deep_conversation *c = &d->conversation[i];
        tl_json_put_object(w, true);
        tl_member_day(w, "day", c->day);
        tl_member_whole(w, "first_message", c->first_message);
        tl_member_whole(w, "last_message", c->last_message);
        tl_json_put_key(w, "score");
        tl_json_put_int(w, c->score);
        tl_json_put_key(w, "difficult");
        tl_json_put_bool(w, c->difficult);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_object_end(w);
}

void tl_report_json_styles(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_styles *s = &report->analysis->styles;
    tl_json_put_key(w, "styles");
    tl_json_put_array(w, !s->read);
    for (int who = 0; s->read && who < 2; who++) {
        const struct tl_style_profile *p = &s->person[who];
        tl_json_put_object(w, false);
        tl_member_person(w, "person", report->conv, who);
        tl_member_whole(w, "messages", p->messages);
        tl_member_number(w, "words_per_message", p->words_per_message);
        tl_member_number(w, "emoji_per_100_messages", p->emoji_per_100_messages);
        tl_member_number(w, "questions", p->questions);
        tl_member_number(w, "i_per_1000_words", p->i_per_1000_words);
        tl_member_number(w, "we_per_1000_words", p->we_per_1000_words);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_key(w, "style_match");
    if (!s->read || s->match == NULL) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_object(w, false);
    tl_member_number(w, "before", s->match_before);
    tl_member_number(w, "after", s->match_after);
    tl_member_column(w, "values", s->match, s->n_weeks);
    tl_json_put_object_end(w);
}

void tl_report_json_said(struct tl_json_writer *w, const struct tl_report *report, bool with_quotes)
{
    const struct tl_analysis *a = report->analysis;
    tl_json_put_key(w, "said");
    tl_json_put_array(w, a->n_said == 0);
    for (size_t i = 0; i < a->n_said; i++) {
        const struct tl_said_row *row = &a->said[i];
        tl_json_put_object(w, false);
        tl_member_text(w, "id", row->id);
        tl_member_text(w, "title", row->title);
        tl_member_text(w, "text", row->text);
        tl_member_sentences(w, "sentences", report->conv, row->sentences.sentence,
                            row->sentences.n);
        tl_json_put_key(w, "evidence");
        tl_json_put_array(w, true);
        for (size_t k = 0; k < row->n_evidence; k++)
            tl_json_put_uint(w, row->evidence[k]);
        tl_json_put_array_end(w);
        tl_json_put_key(w, "quotes");
        if (with_quotes)
            tl_json_put_quotes(w, report->conv, row->evidence, row->n_evidence);
        else
            tl_json_put_null(w);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}
