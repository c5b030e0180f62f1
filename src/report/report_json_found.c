/*
 * report_json_found.c: the answer and what stands behind it: findings, other explanations, what the
 * user felt.
 */
#include "report_json.h"

void tl_report_json_verdict(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_verdict *v = &report->analysis->verdict;
    const struct tl_evidence *e = &report->analysis->evidence;
    tl_json_put_key(w, "verdict");
    tl_json_put_object(w, false);
    tl_member_text(w, "kind", tl_verdict_kind_name(v->kind));
    tl_member_person(w, "person", report->conv, v->person);
    tl_member_text(w, "level", tl_level_name(v->level));
    tl_member_number(w, "probability", v->probability);
    tl_member_day(w, "since", v->since_day);
    tl_member_days(w, "since_interval", v->since_lo, v->since_hi);
    tl_member_text(w, "shape", v->shape);
    tl_member_text(w, "text", v->text);
    tl_member_sentences(w, "sentences", report->conv, v->sentences.sentence, v->sentences.n);
    tl_member_text(w, "missing", v->missing);
    tl_json_put_key(w, "numbers");
    tl_json_put_object(w, false);
    tl_member_number(w, "composite_p", e->composite_p);
    tl_member_number(w, "asymmetry", e->asymmetry);
    tl_member_number(w, "asymmetry_se", e->asymmetry_se);
    tl_member_pair(w, "own_change", e->own_change[0], e->own_change[1]);
    tl_member_pair(w, "own_change_se", e->own_se[0], e->own_se[1]);
    tl_member_number(w, "phi", e->phi);
    tl_member_number(w, "detectable", e->detectable);
    tl_json_put_key(w, "families");
    tl_json_put_int(w, e->families);
    tl_member_person(w, "candidate", report->conv, e->candidate);
    tl_member_column(w, "features", e->feature, TL_ODDS_FEATURES);
    tl_member_number(w, "score", e->score);
    tl_member_number(w, "probability", e->probability);
    tl_member_text(w, "odds_version", e->odds_version);
    tl_json_put_object_end(w);
    tl_json_put_object_end(w);
}

static void finding(struct tl_json_writer *w, const struct tl_conversation *conv,
                    const struct tl_finding *f, bool with_quotes)
{
    const struct tl_measure *measure = f->measurement->measure;
    tl_json_put_object(w, false);
    tl_member_text(w, "id", f->id);
    tl_member_text(w, "measure", measure->id);
    tl_member_text(w, "name", measure->name);
    tl_member_text(w, "label", f->series != NULL ? f->series->label : NULL);
    tl_member_person(w, "person", conv, f->person);
    tl_member_text(w, "direction",
                   f->direction < 0   ? "less"
                   : f->direction > 0 ? "more"
                                      : "neither");
    tl_member_day(w, "since", f->since_day);
    tl_member_days(w, "since_interval", f->since_lo, f->since_hi);
    tl_member_number(w, "before", f->before);
    tl_member_number(w, "after", f->after);
    tl_member_text(w, "unit", measure->unit);
    tl_member_number(w, "effect", f->effect);
    tl_member_pair(w, "effect_interval", f->effect_lo, f->effect_hi);
    tl_member_number(w, "q", f->q);
    tl_member_text(w, "strength", tl_level_name(f->strength));
    tl_json_put_key(w, "evidence");
    tl_json_put_array(w, true);
    for (size_t i = 0; i < f->n_evidence; i++)
        tl_json_put_uint(w, f->evidence[i]);
    tl_json_put_array_end(w);
    tl_json_put_key(w, "quotes");
    if (with_quotes)
        tl_json_put_quotes(w, conv, f->evidence, f->n_evidence);
    else
        tl_json_put_null(w);
    tl_member_text(w, "text", f->text);
    tl_member_sentences(w, "sentences", conv, f->sentences.sentence, f->sentences.n);
    tl_json_put_object_end(w);
}

void tl_report_json_findings(struct tl_json_writer *w, const struct tl_report *report,
                             bool with_quotes)
{
    const struct tl_analysis *a = report->analysis;
    tl_json_put_key(w, "findings");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < a->n_findings; i++)
        finding(w, report->conv, &a->findings[i], with_quotes);
    tl_json_put_array_end(w);
}

static void alternative(struct tl_json_writer *w, const struct tl_alternative *a)
{
    tl_json_put_object(w, false);
    tl_member_text(w, "id", a->id);
    tl_json_put_key(w, "holds");
    if (a->holds < 0)
        tl_json_put_null(w);
    else
        tl_json_put_bool(w, a->holds > 0);
    tl_json_put_key(w, "lowers");
    tl_json_put_bool(w, a->lowers);
    tl_member_text(w, "text", a->text);
    tl_member_text(w, "tell", a->tell);
    tl_json_put_key(w, "numbers");
    tl_json_put_object(w, true);
    for (size_t i = 0; i < a->n_numbers; i++)
        tl_member_number(w, a->numbers[i].name, a->numbers[i].value);
    tl_json_put_object_end(w);
    tl_json_put_object_end(w);
}

void tl_report_json_alternatives(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_analysis *a = report->analysis;
    tl_json_put_key(w, "alternatives");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < a->n_alternatives; i++)
        alternative(w, &a->alternatives[i]);
    tl_json_put_array_end(w);
}

/* null when nothing was said. */
void tl_report_json_feeling(struct tl_json_writer *w, const struct tl_report *report)
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
    tl_member_person(w, "person", report->conv, f->felt.who < TL_FELT_BOTH ? (int)f->felt.who : -1);
    tl_member_text(w, "who", f->felt.who < TL_FELT_BOTH ? "one" : whose[f->felt.who]);
    tl_member_day(w, "from", f->felt.from_day);
    tl_member_day(w, "to", f->felt.to_day == TL_NO_DAY ? TL_NO_DAY : f->felt.to_day - 1);
    tl_json_put_key(w, "strength");
    if (f->felt.strength < 0)
        tl_json_put_null(w);
    else
        tl_json_put_int(w, f->felt.strength);
    tl_member_text(w, "cell", tl_felt_cell_name(f->cell));
    for (size_t i = 0; i < 2; i++) {
        tl_json_put_key(w, keys[i]);
        if (same[i] < 0)
            tl_json_put_null(w);
        else
            tl_json_put_bool(w, same[i] == 1);
    }
    tl_member_text(w, "text", f->text);
    tl_member_sentences(w, "sentences", report->conv, f->sentences.sentence, f->sentences.n);
    tl_json_put_object_end(w);
}
