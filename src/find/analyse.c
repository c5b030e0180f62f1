/*
 * analyse.c: a conversation in, an analysis out: inquiry, alternatives, verdict, findings.
 */
#include <math.h>
#include <string.h>

#include "civil.h"
#include "exchanges.h"
#include "fault.h"
#include "inquiry.h"
#include "safety.h"
#include "tlmath.h"

struct tl_analysis_private {
    struct tl_inquiry inquiry;
};

static const char *const kind_names[] = {"cannot_tell", "no_change", "pulling_away", "both_quieter",
                                         "closer"};
static const char *const level_names[] = {"none", "weak", "moderate", "strong"};

static const char *const cell_names[] = {"felt_and_found", "felt_not_found", "found_not_felt",
                                         "neither"};

const char *tl_felt_cell_name(enum tl_felt_cell cell)
{
    return cell_names[cell];
}

const char *tl_verdict_kind_name(enum tl_verdict_kind kind)
{
    return kind_names[kind];
}

const char *tl_level_name(enum tl_level level)
{
    return level_names[level];
}

/* Long or lost silences, for the import report. */
static enum tl_status list_gaps(struct tl_inquiry *q, struct tl_analysis *a)
{
    a->gaps = tl_arena_array(&q->arena, q->frame.n_silences, sizeof *a->gaps);
    if (a->gaps == NULL)
        return TL_FATAL;
    for (size_t i = 0; i < q->frame.n_silences; i++) {
        const struct tl_silence *s = &q->frame.silence[i];
        if (s->suspicious || s->lost)
            a->gaps[a->n_gaps++] = (struct tl_gap){s->from_day, s->to_day, s->lost};
    }
    return TL_OK;
}

static enum tl_status list_exchanges(struct tl_inquiry *q, struct tl_analysis *a)
{
    const struct tl_exchanges *x = q->frame.exchanges;
    if (x == NULL)
        return TL_OK;
    a->n_exchanges = x->at[TL_EXCHANGE_KINDS];
    a->exchanges = tl_arena_array(&q->arena, a->n_exchanges, sizeof *a->exchanges);
    for (size_t i = 0; a->exchanges != NULL && i < a->n_exchanges; i++) {
        const struct tl_exchange *e = &x->exchange[i];
        a->exchanges[i] = (struct tl_found_exchange){
            .kind = tl_exchange_kind_name((enum tl_exchange_kind)e->kind),
            .outcome =
                e->outcome == TL_OUTCOME_OPEN ? NULL : tl_outcome_name((enum tl_outcome)e->outcome),
            .first = tl_exchange_first_message(&q->frame, e),
            .last = tl_exchange_last_message(&q->frame, e),
            .from = e->from};
    }
    return a->exchanges != NULL ? TL_OK : TL_FATAL;
}

/* Instead of an answer. The words are those of a program with nothing to show, on purpose. */
static void withhold(struct tl_analysis *a)
{
    const struct tl_verdict nothing = {.kind = TL_VERDICT_CANNOT_TELL,
                                       .person = -1,
                                       .probability = NAN,
                                       .since_day = TL_NO_DAY,
                                       .since_lo = TL_NO_DAY,
                                       .since_hi = TL_NO_DAY,
                                       .text = "The file was read. There is no report for it."};
    const struct tl_safety safety = a->safety;
    struct tl_analysis_private *priv = a->priv;
    *a = (struct tl_analysis){.safety = safety, .verdict = nothing, .priv = priv};
    a->dips = (struct tl_dips){.whose = -1, .longer = NAN};
    a->turns.person = -1;
    a->course = tl_no_course();
    a->couple = tl_no_couple();
    a->evidence = (struct tl_evidence){.composite_p = NAN,
                                       .block_p = NAN,
                                       .asymmetry = NAN,
                                       .asymmetry_se = NAN,
                                       .own_change = {NAN, NAN},
                                       .own_se = {NAN, NAN},
                                       .phi = NAN,
                                       .detectable = NAN,
                                       .candidate = -1,
                                       .score = NAN,
                                       .probability = NAN,
                                       .odds_version = tl_odds_version()};
}

enum tl_status tl_analysis_new(const struct tl_context *ctx, const struct tl_conversation *conv,
                               const struct tl_analysis_options *options, struct tl_analysis **out,
                               struct tl_error *err)
{
    *out = NULL;
    struct tl_analysis *a = tl_alloc_zeroed(ctx, 1, sizeof *a);
    if (a == NULL)
        return tl_fault_memory(err);
    a->priv = tl_alloc_zeroed(ctx, 1, sizeof *a->priv);
    if (a->priv == NULL) {
        tl_free(ctx, a, sizeof *a);
        return tl_fault_memory(err);
    }
    struct tl_inquiry *q = &a->priv->inquiry;
    a->words = options != NULL && options->annotations != NULL;
    q->ctx = ctx;
    q->conv = conv;
    q->frame.ctx = ctx;
    tl_arena_init(&q->frame.arena, ctx);
    tl_arena_init(&q->arena, ctx);
    enum tl_status status = tl_find_safety(ctx, conv, &a->safety, err);
    if (status == TL_OK)
        status = tl_inquiry_run(q, options, err);
    if (status == TL_OK &&
        (tl_find_alternatives(q, a) != TL_OK || tl_find_verdict(q, a) != TL_OK ||
         tl_find_changes(q, a) != TL_OK || tl_find_dips(q, a) != TL_OK ||
         tl_find_course(q, a) != TL_OK || tl_find_couple(q, a) != TL_OK ||
         tl_find_models(q, a) != TL_OK ||
         tl_find_feeling(q, options != NULL ? &options->felt : NULL, a) != TL_OK ||
         tl_find_said(q, a) != TL_OK || tl_find_turns_of_tide(q, a) != TL_OK ||
         tl_word_said(q, a) != TL_OK || tl_lay_tide(q, &a->tide) != TL_OK ||
         list_gaps(q, a) != TL_OK || list_exchanges(q, a) != TL_OK))
        status = tl_fault_memory(err);
    a->n_measurements = q->n_measurements;
    a->measurements = q->measurements;
    if (status != TL_OK) {
        tl_analysis_free(a);
        return status;
    }
    if (a->safety.life || a->safety.fear || a->safety.minor)
        withhold(a);
    *out = a;
    return TL_OK;
}

void tl_analysis_free(struct tl_analysis *analysis)
{
    if (analysis == NULL)
        return;
    const struct tl_context *ctx = analysis->priv->inquiry.ctx;
    tl_inquiry_release(&analysis->priv->inquiry);
    tl_free(ctx, analysis->priv, sizeof *analysis->priv);
    tl_free(ctx, analysis, sizeof *analysis);
}
