/*
 * report_json.c: the document `tideline.report/1`, which every other form of the report is made
 * from.
 *
 * docs/schema.md explains each key, docs/report.schema.json is its JSON Schema. All keys are always
 * there, in the order below; what is not known is null, what there is none of is an empty list.
 * Days are local dates; a span of days names its first and its last day. Message ids are positions
 * in the chat in order of time, from 0 on. No message text is in it unless quotes were asked for,
 * and then at most TL_QUOTE_WORDS words of a message.
 */
#include "advice.h"
#include "tideline/help.h"
#include "civil.h"
#include "json_writer.h"
#include "quote.h"
#include "renderers.h"
#include "tlmath.h"

static const double resolution_s[] = {
    [TL_RES_MS] = 0.001, [TL_RES_SECOND] = 1, [TL_RES_MINUTE] = 60, [TL_RES_DAY] = 86400};

static const char *const date_orders[] = {[TL_DATE_AUTO] = NULL,
                                          [TL_DATE_DMY] = "dmy",
                                          [TL_DATE_MDY] = "mdy",
                                          [TL_DATE_YMD] = "ymd",
                                          [TL_DATE_ISO] = "iso"};

static const struct {
    const char *name;
    unsigned bit;
} abilities[] = {
    {"seconds", TL_CAN_SECONDS},       {"zone", TL_CAN_ZONE},
    {"reactions", TL_CAN_REACTIONS},   {"replies", TL_CAN_REPLIES},
    {"edits", TL_CAN_EDITS},           {"deletions", TL_CAN_DELETIONS},
    {"calls", TL_CAN_CALLS},           {"voice_length", TL_CAN_VOICE_LENGTH},
    {"media_kind", TL_CAN_MEDIA_KIND}, {"timing", TL_CAN_TIMING},
    {"both_sides", TL_CAN_BOTH_SIDES},
};

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

static void text(struct tl_json_writer *w, const char *key, const char *value)
{
    tl_json_put_key(w, key);
    tl_json_put_text(w, value);
}

static void number(struct tl_json_writer *w, const char *key, double value)
{
    tl_json_put_key(w, key);
    tl_json_put_double(w, value);
}

static void whole(struct tl_json_writer *w, const char *key, uint64_t value)
{
    tl_json_put_key(w, key);
    tl_json_put_uint(w, value);
}

static void put_day(struct tl_json_writer *w, int64_t day)
{
    char out[11];
    if (day == TL_NO_DAY) {
        tl_json_put_null(w);
        return;
    }
    tl_print_date(out, day);
    tl_json_put_text(w, out);
}

static void date(struct tl_json_writer *w, const char *key, int64_t day)
{
    tl_json_put_key(w, key);
    put_day(w, day);
}

static void interval_of_days(struct tl_json_writer *w, const char *key, int64_t lo, int64_t hi)
{
    tl_json_put_key(w, key);
    if (lo == TL_NO_DAY || hi == TL_NO_DAY) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_array(w, true);
    put_day(w, lo);
    put_day(w, hi);
    tl_json_put_array_end(w);
}

static void pair(struct tl_json_writer *w, const char *key, double lo, double hi)
{
    tl_json_put_key(w, key);
    tl_json_put_array(w, true);
    tl_json_put_double(w, lo);
    tl_json_put_double(w, hi);
    tl_json_put_array_end(w);
}

/* A column of n numbers; NULL is a column of unknown ones. */
static void column(struct tl_json_writer *w, const char *key, const double *values, size_t n)
{
    tl_json_put_key(w, key);
    tl_json_put_array(w, true);
    for (size_t i = 0; i < n; i++)
        tl_json_put_double(w, values != NULL ? values[i] : (double)NAN);
    tl_json_put_array_end(w);
}

static void local_time(struct tl_json_writer *w, const char *key, const struct tl_file *file,
                       int64_t ms)
{
    char out[20];
    tl_json_put_key(w, key);
    if (file->messages + file->system == 0) {
        tl_json_put_null(w);
        return;
    }
    tl_print_time(out, ms);
    tl_json_put_text(w, out);
}

/* The name of a person by index, null for both and nobody. */
static void person(struct tl_json_writer *w, const char *key, const struct tl_conversation *conv,
                   int who)
{
    tl_json_put_key(w, key);
    if (who >= 0 && (size_t)who < conv->n_people)
        tl_json_put_str(w, conv->people[who].name);
    else
        tl_json_put_null(w);
}

static void can(struct tl_json_writer *w, unsigned bits)
{
    tl_json_put_key(w, "can");
    tl_json_put_object(w, true);
    for (size_t i = 0; i < sizeof abilities / sizeof abilities[0]; i++) {
        tl_json_put_key(w, abilities[i].name);
        tl_json_put_bool(w, (bits & abilities[i].bit) != 0);
    }
    tl_json_put_object_end(w);
}

static void file(struct tl_json_writer *w, const struct tl_file *f)
{
    tl_json_put_object(w, false);
    text(w, "name", f->name);
    text(w, "format", f->format);
    whole(w, "lines", f->lines);
    whole(w, "messages", f->messages);
    whole(w, "system", f->system);
    whole(w, "skipped", f->skipped);
    whole(w, "duplicates", f->duplicates);
    local_time(w, "first", f, f->first_ms);
    local_time(w, "last", f, f->last_ms);
    text(w, "date_order", date_orders[f->date_order]);
    text(w, "date_order_why", f->date_order_why);
    text(w, "clock", f->clock);
    number(w, "resolution_s", resolution_s[f->resolution]);
    text(w, "zone", f->zone);
    can(w, f->can);
    tl_json_put_object_end(w);
}

/* The order all files share, null when they differ or need none. */
static const char *common_date_order(const struct tl_conversation *conv)
{
    for (size_t i = 1; i < conv->n_files; i++)
        if (conv->files[i].date_order != conv->files[0].date_order)
            return NULL;
    return conv->n_files > 0 ? date_orders[conv->files[0].date_order] : NULL;
}

static void import(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_conversation *conv = report->conv;
    tl_json_put_key(w, "import");
    tl_json_put_object(w, false);
    tl_json_put_key(w, "files");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < conv->n_files; i++)
        file(w, &conv->files[i]);
    tl_json_put_array_end(w);
    text(w, "date_order", common_date_order(conv));
    number(w, "resolution_s", resolution_s[tl_coarsest_resolution(conv)]);
    text(w, "zone", tl_zone_known(report));
    tl_json_put_key(w, "gaps");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < report->analysis->n_gaps; i++) {
        const struct tl_gap *gap = &report->analysis->gaps[i];
        tl_json_put_object(w, true);
        date(w, "from", gap->from_day);
        date(w, "to", gap->to_day - 1);
        tl_json_put_key(w, "lost");
        tl_json_put_bool(w, gap->lost);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_key(w, "warnings");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < conv->n_notices; i++) {
        const struct tl_notice *notice = &conv->notices[i];
        tl_json_put_object(w, true);
        text(w, "code", notice->code);
        whole(w, "count", notice->count);
        text(w, "text", notice->text);
        text(w, "file", notice->file < conv->n_files ? conv->files[notice->file].name : NULL);
        tl_json_put_key(w, "line");
        if (notice->first_line > 0)
            tl_json_put_uint(w, notice->first_line);
        else
            tl_json_put_null(w);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    can(w, tl_common_abilities(conv));
    tl_json_put_object_end(w);
}

static void people(struct tl_json_writer *w, const struct tl_conversation *conv)
{
    tl_json_put_key(w, "people");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < conv->n_people; i++) {
        tl_json_put_object(w, true);
        whole(w, "id", i);
        tl_json_put_key(w, "name");
        tl_json_put_str(w, conv->people[i].name);
        whole(w, "messages", conv->people[i].messages);
        whole(w, "words", conv->people[i].words);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

static void verdict(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_verdict *v = &report->analysis->verdict;
    const struct tl_evidence *e = &report->analysis->evidence;
    tl_json_put_key(w, "verdict");
    tl_json_put_object(w, false);
    text(w, "kind", tl_verdict_kind_name(v->kind));
    person(w, "person", report->conv, v->person);
    text(w, "level", tl_level_name(v->level));
    number(w, "probability", v->probability);
    date(w, "since", v->since_day);
    interval_of_days(w, "since_interval", v->since_lo, v->since_hi);
    text(w, "shape", v->shape);
    text(w, "text", v->text);
    text(w, "missing", v->missing);
    tl_json_put_key(w, "numbers");
    tl_json_put_object(w, false);
    number(w, "composite_p", e->composite_p);
    number(w, "asymmetry", e->asymmetry);
    number(w, "asymmetry_se", e->asymmetry_se);
    pair(w, "own_change", e->own_change[0], e->own_change[1]);
    pair(w, "own_change_se", e->own_se[0], e->own_se[1]);
    number(w, "phi", e->phi);
    number(w, "detectable", e->detectable);
    tl_json_put_key(w, "families");
    tl_json_put_int(w, e->families);
    person(w, "candidate", report->conv, e->candidate);
    column(w, "features", e->feature, TL_ODDS_FEATURES);
    number(w, "score", e->score);
    number(w, "probability", e->probability);
    text(w, "odds_version", e->odds_version);
    tl_json_put_object_end(w);
    tl_json_put_object_end(w);
}

static void quotes(struct tl_json_writer *w, const struct tl_conversation *conv,
                   const uint32_t *evidence, size_t n)
{
    tl_json_put_array(w, n == 0);
    for (size_t i = 0; i < n; i++) {
        const size_t m = evidence[i];
        char when[20];
        tl_print_time(when, tl_conversation_local_ms(conv, m));
        tl_json_put_object(w, true);
        whole(w, "message", m);
        text(w, "time", when);
        person(w, "person", conv, conv->sender[m]);
        tl_json_put_key(w, "text");
        tl_json_put_str(w, tl_quote(conv, m));
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

static void finding(struct tl_json_writer *w, const struct tl_conversation *conv,
                    const struct tl_finding *f, bool with_quotes)
{
    const struct tl_measure *measure = f->measurement->measure;
    tl_json_put_object(w, false);
    text(w, "id", f->id);
    text(w, "measure", measure->id);
    text(w, "name", measure->name);
    text(w, "label", f->series != NULL ? f->series->label : NULL);
    person(w, "person", conv, f->person);
    text(w, "direction", f->direction < 0 ? "less" : f->direction > 0 ? "more" : "neither");
    date(w, "since", f->since_day);
    interval_of_days(w, "since_interval", f->since_lo, f->since_hi);
    number(w, "before", f->before);
    number(w, "after", f->after);
    text(w, "unit", measure->unit);
    number(w, "effect", f->effect);
    pair(w, "effect_interval", f->effect_lo, f->effect_hi);
    number(w, "q", f->q);
    text(w, "strength", tl_level_name(f->strength));
    tl_json_put_key(w, "evidence");
    tl_json_put_array(w, true);
    for (size_t i = 0; i < f->n_evidence; i++)
        tl_json_put_uint(w, f->evidence[i]);
    tl_json_put_array_end(w);
    tl_json_put_key(w, "quotes");
    if (with_quotes)
        quotes(w, conv, f->evidence, f->n_evidence);
    else
        tl_json_put_null(w);
    text(w, "text", f->text);
    tl_json_put_object_end(w);
}

static void alternative(struct tl_json_writer *w, const struct tl_alternative *a)
{
    tl_json_put_object(w, false);
    text(w, "id", a->id);
    tl_json_put_key(w, "holds");
    if (a->holds < 0)
        tl_json_put_null(w);
    else
        tl_json_put_bool(w, a->holds > 0);
    text(w, "text", a->text);
    tl_json_put_key(w, "numbers");
    tl_json_put_object(w, true);
    for (size_t i = 0; i < a->n_numbers; i++)
        number(w, a->numbers[i].name, a->numbers[i].value);
    tl_json_put_object_end(w);
    tl_json_put_object_end(w);
}

static void series(struct tl_json_writer *w, const struct tl_report *report,
                   const struct tl_measure *measure, const struct tl_series *s)
{
    const struct tl_tide *tide = &report->analysis->tide;
    tl_json_put_object(w, false);
    text(w, "id", measure->id);
    text(w, "name", measure->name);
    text(w, "label", s->label);
    text(w, "title", measure->title);
    text(w, "unit", measure->unit);
    text(w, "family", families[measure->family]);
    person(w, "person", report->conv, s->whose == TL_WHOSE_BOTH ? -1 : (int)s->whose);
    text(w, "bin", "week");
    date(w, "start", tide->n_weeks > 0 ? tide->first_day : TL_NO_DAY);
    column(w, "values", s->value, tide->n_weeks);
    column(w, "low", s->low, tide->n_weeks);
    column(w, "high", s->high, tide->n_weeks);
    tl_json_put_key(w, "n");
    tl_json_put_array(w, true);
    for (size_t i = 0; i < tide->n_weeks; i++)
        tl_json_put_uint(w, s->n[i]);
    tl_json_put_array_end(w);
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
    text(w, "id", measure->id);
    text(w, "name", name);
    person(w, "person", conv, whose == TL_WHOSE_BOTH ? -1 : (int)whose);
    number(w, "value", v->value);
    number(w, "low", v->lo);
    number(w, "high", v->hi);
    whole(w, "n", v->n);
    text(w, "status", statuses[v->status]);
    text(w, "why", v->why);
    tl_json_put_object_end(w);
}

static void measures(struct tl_json_writer *w, const struct tl_report *report)
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

static void tide(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_tide *t = &report->analysis->tide;
    tl_json_put_key(w, "tide");
    tl_json_put_object(w, false);
    text(w, "bin", "week");
    date(w, "start", t->n_weeks > 0 ? t->first_day : TL_NO_DAY);
    tl_json_put_key(w, "people");
    tl_json_put_array(w, false);
    for (int who = 0; who < 2; who++) {
        tl_json_put_object(w, false);
        person(w, "person", report->conv, who);
        column(w, "index", t->index[who], t->n_weeks);
        column(w, "messages_per_day", t->messages[who], t->n_weeks);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_object_end(w);
}

static void dips(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_dips *d = &report->analysis->dips;
    tl_json_put_key(w, "dips");
    tl_json_put_object(w, false);
    person(w, "person", report->conv, d->whose);
    tl_json_put_key(w, "spells");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < d->n; i++) {
        tl_json_put_object(w, true);
        date(w, "from", d->dip[i].from_day);
        date(w, "to", d->dip[i].to_day == TL_NO_DAY ? TL_NO_DAY : d->dip[i].to_day - 1);
        whole(w, "weeks", d->dip[i].weeks);
        number(w, "depth", d->dip[i].depth);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    number(w, "longer", d->longer);
    text(w, "text", d->text);
    text(w, "why", d->why);
    tl_json_put_object_end(w);
}

static void course(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_course *c = &report->analysis->course;
    tl_json_put_key(w, "course");
    tl_json_put_object(w, false);
    person(w, "person", report->conv, c->whose);
    tl_json_put_key(w, "changes");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < c->n; i++) {
        tl_json_put_object(w, true);
        date(w, "day", c->change[i].day);
        number(w, "step", c->change[i].step);
        number(w, "p", c->change[i].p);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    number(w, "drift_z", c->drift_z);
    number(w, "drift_p", c->drift_p);
    number(w, "slope_per_year", c->slope_per_year);
    number(w, "recent", c->recent);
    tl_json_put_object_end(w);
}

static void turns(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_turns_of_tide *t = &report->analysis->turns;
    tl_json_put_key(w, "before");
    tl_json_put_object(w, false);
    person(w, "person", report->conv, t->person);
    whole(w, "spells", t->spells);
    tl_json_put_key(w, "asked");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < t->n; i++) {
        const struct tl_antecedent *a = &t->item[i];
        tl_json_put_object(w, true);
        text(w, "id", a->id);
        text(w, "of", a->recovery ? "end" : "beginning");
        whole(w, "pairs", a->pairs);
        whole(w, "with", a->with);
        whole(w, "ordinary_with", a->control_with);
        number(w, "odds", a->odds);
        number(w, "p", a->p);
        number(w, "q", a->q);
        text(w, "text", a->text);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    text(w, "why", t->why);
    tl_json_put_object_end(w);
}

/* null when nothing was said. */
static void feeling(struct tl_json_writer *w, const struct tl_report *report)
{
    static const char *const whose[] = {NULL, NULL, "both", "nobody"};
    const struct tl_feeling *f = &report->analysis->feeling;
    tl_json_put_key(w, "feeling");
    if (f->text == NULL) {
        tl_json_put_null(w);
        return;
    }
    const int same[] = {f->same_person, f->same_date};
    static const char *const keys[] = {"same_person", "same_date"};
    tl_json_put_object(w, false);
    person(w, "person", report->conv, f->felt.who < TL_FELT_BOTH ? (int)f->felt.who : -1);
    text(w, "who", f->felt.who < TL_FELT_BOTH ? "one" : whose[f->felt.who]);
    date(w, "from", f->felt.from_day);
    date(w, "to", f->felt.to_day == TL_NO_DAY ? TL_NO_DAY : f->felt.to_day - 1);
    tl_json_put_key(w, "strength");
    if (f->felt.strength < 0)
        tl_json_put_null(w);
    else
        tl_json_put_int(w, f->felt.strength);
    text(w, "cell", tl_felt_cell_name(f->cell));
    for (size_t i = 0; i < 2; i++) {
        tl_json_put_key(w, keys[i]);
        if (same[i] < 0)
            tl_json_put_null(w);
        else
            tl_json_put_bool(w, same[i] == 1);
    }
    text(w, "text", f->text);
    tl_json_put_object_end(w);
}

static void exchanges(struct tl_json_writer *w, const struct tl_report *report)
{
    tl_json_put_key(w, "exchanges");
    tl_json_put_array(w, report->analysis->n_exchanges == 0);
    for (size_t i = 0; i < report->analysis->n_exchanges; i++) {
        const struct tl_found_exchange *x = &report->analysis->exchanges[i];
        tl_json_put_object(w, true);
        text(w, "kind", x->kind);
        person(w, "from", report->conv, x->from);
        person(w, "to", report->conv, 1 - x->from);
        whole(w, "first_message", x->first);
        whole(w, "last_message", x->last);
        text(w, "outcome", x->outcome);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

/* null where the words were not read. */
static void deep(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_deep *d = &report->analysis->deep;
    tl_json_put_key(w, "deep");
    if (!d->read) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_object(w, false);
    date(w, "last", d->last_day);
    number(w, "days_since", d->days_since);
    number(w, "usual_days", d->usual_days);
    number(w, "p", d->p);
    number(w, "per_month_before", d->per_month_before);
    number(w, "per_month_after", d->per_month_after);
    tl_json_put_key(w, "conversations");
    tl_json_put_array(w, d->n == 0);
    for (size_t i = 0; i < d->n; i++) {
        const struct tl_deep_conversation *c = &d->conversation[i];
        tl_json_put_object(w, true);
        date(w, "day", c->day);
        whole(w, "first_message", c->first_message);
        whole(w, "last_message", c->last_message);
        tl_json_put_key(w, "score");
        tl_json_put_int(w, c->score);
        tl_json_put_key(w, "difficult");
        tl_json_put_bool(w, c->difficult);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_object_end(w);
}

static void styles(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_styles *s = &report->analysis->styles;
    tl_json_put_key(w, "styles");
    tl_json_put_array(w, !s->read);
    for (int who = 0; s->read && who < 2; who++) {
        const struct tl_style_profile *p = &s->person[who];
        tl_json_put_object(w, false);
        person(w, "person", report->conv, who);
        whole(w, "messages", p->messages);
        number(w, "words_per_message", p->words_per_message);
        number(w, "emoji_per_100_messages", p->emoji_per_100_messages);
        number(w, "questions", p->questions);
        number(w, "i_per_1000_words", p->i_per_1000_words);
        number(w, "we_per_1000_words", p->we_per_1000_words);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_key(w, "style_match");
    if (!s->read || s->match == NULL) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_object(w, false);
    number(w, "before", s->match_before);
    number(w, "after", s->match_after);
    column(w, "values", s->match, s->n_weeks);
    tl_json_put_object_end(w);
}

static void said(struct tl_json_writer *w, const struct tl_report *report, bool with_quotes)
{
    const struct tl_analysis *a = report->analysis;
    tl_json_put_key(w, "said");
    tl_json_put_array(w, a->n_said == 0);
    for (size_t i = 0; i < a->n_said; i++) {
        const struct tl_said_row *row = &a->said[i];
        tl_json_put_object(w, false);
        text(w, "id", row->id);
        text(w, "title", row->title);
        text(w, "text", row->text);
        tl_json_put_key(w, "evidence");
        tl_json_put_array(w, true);
        for (size_t k = 0; k < row->n_evidence; k++)
            tl_json_put_uint(w, row->evidence[k]);
        tl_json_put_array_end(w);
        tl_json_put_key(w, "quotes");
        if (with_quotes)
            quotes(w, report->conv, row->evidence, row->n_evidence);
        else
            tl_json_put_null(w);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

static void suggestions(struct tl_json_writer *w, const struct tl_report *report)
{
    const enum tl_verdict_kind kind = report->analysis->verdict.kind;
    tl_json_put_key(w, "suggestions");
    tl_json_put_array(w, false);
    for (const struct tl_suggestion *s = tl_suggestions(); s->id != NULL; s++) {
        if ((s->verdicts & (1u << kind)) == 0 || tl_card_text(report) != NULL)
            continue;
        tl_json_put_object(w, false);
        text(w, "id", s->id);
        text(w, "text", s->text);
        text(w, "why", s->why);
        text(w, "source", s->source);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

static void help(struct tl_json_writer *w, const struct tl_report *report)
{
    size_t n;
    const struct tl_help_line *lines = tl_help_lines(&n);
    tl_json_put_key(w, "help");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < n; i++) {
        if (!tl_help_shows(&lines[i], report->country))
            continue;
        tl_json_put_object(w, true);
        text(w, "country", lines[i].country[0] == '*' ? NULL : lines[i].country);
        text(w, "kind", tl_help_kind_name(lines[i].kind));
        text(w, "name", lines[i].name);
        text(w, "reach", lines[i].reach);
        text(w, "checked_on", lines[i].checked_on);
        text(w, "checked_by", lines[i].checked_by);
        text(w, "source", lines[i].source);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

/* What is shown instead of an answer; null where there is one. */
static void card(struct tl_json_writer *w, const struct tl_report *report)
{
    const char *said = tl_card_text(report);
    tl_json_put_key(w, "card");
    if (said == NULL) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_object(w, true);
    text(w, "kind", report->analysis->safety.life ? "life" : "quiet");
    text(w, "text", said);
    tl_json_put_object_end(w);
}

static void limits(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_limit *found[TL_LIMITS_MOST];
    const size_t n = tl_limits_of(report, found);
    tl_json_put_key(w, "limits");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < n; i++) {
        tl_json_put_object(w, true);
        text(w, "id", found[i]->id);
        text(w, "text", found[i]->text);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

static enum tl_status render(const struct tl_context *ctx, const struct tl_report *report,
                             const struct tl_render_options *options, tl_write write, void *user,
                             struct tl_error *err)
{
    const struct tl_analysis *a = report->analysis;
    struct tl_json_writer writer;
    struct tl_json_writer *w = &writer;
    tl_json_writer_init(w, ctx, write, user);
    tl_json_put_object(w, false);
    text(w, "schema", "tideline.report/1");
    text(w, "version", tl_version());
    whole(w, "seed", report->seed);
    import(w, report);
    people(w, report->conv);
    card(w, report);
    verdict(w, report);
    tl_json_put_key(w, "findings");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < a->n_findings; i++)
        finding(w, report->conv, &a->findings[i], options->quotes);
    tl_json_put_array_end(w);
    tl_json_put_key(w, "alternatives");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < a->n_alternatives; i++)
        alternative(w, &a->alternatives[i]);
    tl_json_put_array_end(w);
    measures(w, report);
    tide(w, report);
    dips(w, report);
    course(w, report);
    feeling(w, report);
    turns(w, report);
    exchanges(w, report);
    deep(w, report);
    styles(w, report);
    said(w, report, options->quotes);
    suggestions(w, report);
    help(w, report);
    limits(w, report);
    tl_json_put_object_end(w);
    return tl_json_writer_finish(w, err);
}

const struct tl_renderer tl_renderer_json = {
    .name = "json",
    .media_type = "application/json",
    .render = render,
};
