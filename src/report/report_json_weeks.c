/*
 * report_json_weeks.c: numbers over time: every measure's series and total, the tide, spells of
 * distance, the course of the candidate, the two as one, and what came before.
 */
#include "report_json.h"

#include "rhythm.h"

static const char *const families[TL_FAMILY_COUNT] = {
    [TL_FAMILY_NONE] = "context",
    [TL_FAMILY_INITIATION] = "initiation",
    [TL_FAMILY_RESPONSIVENESS] = "responsiveness",
    [TL_FAMILY_EFFORT] = "effort",
    [TL_FAMILY_DEPTH] = "depth",
    [TL_FAMILY_WARMTH] = "warmth",
};

static const char *const statuses[] = {
    [TL_VALUE_NA] = "na", [TL_VALUE_THIN] = "thin", [TL_VALUE_OK] = "ok"};

static void series(struct tl_json_writer *w, const struct tl_report *report,
                   const struct tl_measure *measure, const struct tl_series *s)
{
    const struct tl_tide *tide = &report->analysis->tide;
    tl_json_put_object(w, false);
    tl_member_text(w, "id", measure->id);
    tl_member_text(w, "name", measure->name);
    tl_member_text(w, "label", s->label);
    tl_member_text(w, "title", measure->title);
    tl_member_text(w, "unit", measure->unit);
    tl_member_text(w, "family", families[measure->family]);
    tl_member_person(w, "person", report->conv, s->whose == TL_WHOSE_BOTH ? -1 : (int)s->whose);
    tl_member_text(w, "bin", "week");
    tl_member_day(w, "start", tide->n_weeks > 0 ? tide->first_day : TL_NO_DAY);
    tl_member_column(w, "values", s->value, tide->n_weeks);
    tl_member_column(w, "low", s->low, tide->n_weeks);
    tl_member_column(w, "high", s->high, tide->n_weeks);
    tl_member_counts(w, "n", s->n, tide->n_weeks);
    tl_json_put_object_end(w);
}

/* A number over the whole record. Nothing is put for one that the measure does not have. */
static void total(struct tl_json_writer *w, const struct tl_conversation *conv,
                  const struct tl_measure *measure, const char *name, enum tl_whose whose,
                  const struct tl_value *v)
{
    if (v->status == TL_VALUE_NA && v->why == NULL)
        return;
    tl_json_put_object(w, true);
    tl_member_text(w, "id", measure->id);
    tl_member_text(w, "name", name);
    tl_member_person(w, "person", conv, whose == TL_WHOSE_BOTH ? -1 : (int)whose);
    tl_member_number(w, "value", v->value);
    tl_member_number(w, "low", v->lo);
    tl_member_number(w, "high", v->hi);
    tl_member_whole(w, "n", v->n);
    tl_member_text(w, "status", statuses[v->status]);
    tl_member_text(w, "why", v->why);
    tl_json_put_object_end(w);
}

void tl_report_json_measures(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_analysis *a = report->analysis;
    tl_json_put_key(w, "measures");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < a->n_measurements; i++)
        for (size_t j = 0; j < a->measurements[i].n_series; j++)
            series(w, report, a->measurements[i].measure, &a->measurements[i].series[j]);
    tl_json_put_array_end(w);
    tl_json_put_key(w, "totals");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < a->n_measurements; i++) {
        const struct tl_measurement *m = &a->measurements[i];
        for (int whose = 0; whose < 3; whose++)
            total(w, report->conv, m->measure, m->measure->name, (enum tl_whose)whose,
                  &m->whole[whose]);
        for (size_t j = 0; j < m->n_extra; j++)
            total(w, report->conv, m->measure, m->extra[j].name, m->extra[j].whose,
                  &m->extra[j].value);
    }
    tl_json_put_array_end(w);
}

void tl_report_json_tide(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_tide *t = &report->analysis->tide;
    tl_json_put_key(w, "tide");
    tl_json_put_object(w, false);
    tl_member_text(w, "bin", "week");
    tl_member_day(w, "start", t->n_weeks > 0 ? t->first_day : TL_NO_DAY);
    tl_json_put_key(w, "people");
    tl_json_put_array(w, false);
    for (int who = 0; who < 2; who++) {
        tl_json_put_object(w, false);
        tl_member_person(w, "person", report->conv, who);
        tl_member_column(w, "index", t->index[who], t->n_weeks);
        tl_member_column(w, "index_low", t->index_low[who], t->n_weeks);
        tl_member_column(w, "index_high", t->index_high[who], t->n_weeks);
        tl_member_column(w, "messages_per_day", t->messages[who], t->n_weeks);
        tl_member_column(w, "messages_per_day_low", t->messages_low[who], t->n_weeks);
        tl_member_column(w, "messages_per_day_high", t->messages_high[who], t->n_weeks);
        tl_member_counts(w, "days", t->days[who], 7 * t->n_weeks);
        tl_member_counts(w, "hours", t->hours[who], TL_HOURS_OF_WEEK);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_object_end(w);
}

void tl_report_json_dips(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_dips *d = &report->analysis->dips;
    tl_json_put_key(w, "dips");
    tl_json_put_object(w, false);
    tl_member_person(w, "person", report->conv, d->whose);
    tl_json_put_key(w, "spells");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < d->n; i++) {
        tl_json_put_object(w, true);
        tl_member_day(w, "from", d->dip[i].from_day);
        tl_member_day(w, "to", d->dip[i].to_day == TL_NO_DAY ? TL_NO_DAY : d->dip[i].to_day - 1);
        tl_member_whole(w, "weeks", d->dip[i].weeks);
        tl_member_number(w, "depth", d->dip[i].depth);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_member_number(w, "longer", d->longer);
    tl_member_whole(w, "length_rank", d->length_rank);
    tl_member_whole(w, "depth_rank", d->depth_rank);
    tl_member_text(w, "text", d->text);
    tl_member_sentences(w, "sentences", report->conv, d->sentences.sentence, d->sentences.n);
    tl_member_text(w, "why", d->why);
    tl_json_put_object_end(w);
}

void tl_report_json_course(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_course *c = &report->analysis->course;
    tl_json_put_key(w, "course");
    tl_json_put_object(w, false);
    tl_member_person(w, "person", report->conv, c->whose);
    tl_json_put_key(w, "changes");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < c->n; i++) {
        tl_json_put_object(w, true);
        tl_member_day(w, "day", c->change[i].day);
        tl_member_number(w, "step", c->change[i].step);
        tl_member_number(w, "p", c->change[i].p);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_member_number(w, "drift_z", c->drift_z);
    tl_member_number(w, "drift_p", c->drift_p);
    tl_member_number(w, "slope_per_year", c->slope_per_year);
    tl_member_number(w, "recent", c->recent);
    tl_member_text(w, "shape", c->shape);
    tl_member_day(w, "rank_day", c->rank_day);
    tl_member_number(w, "rank_p", c->rank_p);
    tl_member_day(w, "joint_day", c->joint_day);
    tl_member_number(w, "joint_q", c->joint_q);
    tl_json_put_object_end(w);
}

void tl_report_json_models(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_analysis *a = report->analysis;
    tl_json_put_key(w, "models");
    tl_json_put_array(w, a->n_models == 0);
    for (size_t i = 0; i < a->n_models; i++) {
        const struct tl_model *m = &a->models[i];
        tl_json_put_object(w, true);
        tl_member_text(w, "measure", m->measure);
        tl_member_text(w, "label", m->label);
        tl_member_person(w, "person", report->conv, m->person);
        tl_member_text(w, "model", m->model);
        tl_member_whole(w, "weeks", m->weeks);
        tl_member_number(w, "effect", m->effect);
        tl_member_pair(w, "interval", m->lo, m->hi);
        tl_member_number(w, "spread", m->spread);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

void tl_report_json_couple(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_couple *c = &report->analysis->couple;
    tl_json_put_key(w, "couple");
    tl_json_put_object(w, false);
    tl_member_whole(w, "weeks", c->weeks);
    tl_json_put_key(w, "carry_over");
    tl_json_put_array(w, c->weeks == 0);
    for (int k = 0; c->weeks > 0 && k < 4; k++) {
        const int to = k / 2, from = k % 2;
        tl_json_put_object(w, true);
        tl_member_person(w, "from", report->conv, from);
        tl_member_person(w, "to", report->conv, to);
        tl_member_number(w, "effect", c->effect[to][from]);
        tl_member_pair(w, "interval", c->low[to][from], c->high[to][from]);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_member_number(w, "same_week", c->same_week);
    tl_member_text(w, "why", c->why);
    tl_json_put_key(w, "rows");
    tl_json_put_array(w, c->n == 0);
    for (size_t i = 0; i < c->n; i++) {
        tl_json_put_object(w, true);
        tl_member_text(w, "id", c->row[i].id);
        tl_member_text(w, "text", c->row[i].text);
        tl_member_sentences(w, "sentences", report->conv, c->row[i].sentences.sentence,
                            c->row[i].sentences.n);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_object_end(w);
}

void tl_report_json_turns(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_turns_of_tide *t = &report->analysis->turns;
    tl_json_put_key(w, "before");
    tl_json_put_object(w, false);
    tl_member_person(w, "person", report->conv, t->person);
    tl_member_whole(w, "spells", t->spells);
    tl_json_put_key(w, "asked");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < t->n; i++) {
        const struct tl_antecedent *a = &t->item[i];
        tl_json_put_object(w, true);
        tl_member_text(w, "id", a->id);
        tl_member_text(w, "of", a->recovery ? "end" : "beginning");
        tl_member_whole(w, "pairs", a->pairs);
        tl_member_whole(w, "with", a->with);
        tl_member_whole(w, "ordinary_with", a->control_with);
        tl_member_number(w, "odds", a->odds);
        tl_member_number(w, "p", a->p);
        tl_member_number(w, "q", a->q);
        tl_member_text(w, "text", a->text);
        tl_member_sentences(w, "sentences", report->conv, a->sentences.sentence, a->sentences.n);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_member_text(w, "why", t->why);
    tl_json_put_object_end(w);
}
