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
#include "report_json.h"

#include "advice.h"
#include "open_questions.h"
#include "renderers.h"

/* To talk over, for two who look together. */
static void questions(struct tl_json_writer *w, const struct tl_report *report)
{
    struct tl_buf words;
    tl_buf_init(&words, w->buf.ctx);
    tl_json_put_key(w, "questions");
    tl_json_put_array(w, false);
    for (int i = 0; i < TL_OPEN_QUESTIONS && tl_card_text(report) == NULL; i++) {
        words.len = 0;
        tl_open_question(report, i, &words);
        tl_json_put_object(w, true);
        tl_member_text(w, "id", tl_open_question_id(i));
        tl_member_day(w, "day", tl_open_question_day(report, i));
        tl_json_put_key(w, "text");
        tl_json_put_str(w, (struct tl_str){words.ptr, words.len});
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    w->buf.failed = w->buf.failed || words.failed;
    tl_buf_release(&words);
}

static void suggestions(struct tl_json_writer *w, const struct tl_report *report,
                        const struct tl_context *ctx)
{
    struct tl_buf own;
    struct tl_own_sentences said;
    tl_buf_init(&own, ctx);
    tl_json_put_key(w, "suggestions");
    tl_json_put_array(w, false);
    for (const struct tl_suggestion *s = tl_suggestions(); s->id != NULL; s++) {
        if (!tl_suggestion_holds(report, s, &own, &said))
            continue;
        tl_json_put_object(w, false);
        tl_member_text(w, "id", s->id);
        tl_json_put_key(w, "own");
        if (own.len > 0)
            tl_json_put_str(w, (struct tl_str){own.ptr, own.len});
        else
            tl_json_put_null(w);
        tl_member_sentences(w, "own_sentences", report->conv, said.sentence, said.n);
        tl_member_text(w, "text", s->text);
        tl_member_text(w, "why", s->why);
        tl_member_text(w, "source", s->source);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    if (own.failed)
        w->buf.failed = true;
    tl_buf_release(&own);
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
    const struct tl_safety *safety = &report->analysis->safety;
    tl_member_text(w, "kind", safety->life ? "life" : safety->fear ? "quiet" : "minor");
    tl_member_text(w, "text", said);
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
        tl_member_text(w, "id", found[i]->id);
        tl_member_text(w, "text", found[i]->text);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

static enum tl_status render(const struct tl_context *ctx, const struct tl_report *report,
                             const struct tl_render_options *options, tl_write write, void *user,
                             struct tl_error *err)
{
    struct tl_json_writer writer;
    struct tl_json_writer *w = &writer;
    tl_json_writer_init(w, ctx, write, user);
    tl_json_put_object(w, false);
    tl_member_text(w, "schema", "tideline.report/1");
    tl_member_text(w, "version", tl_version());
    tl_member_whole(w, "seed", report->seed);
    tl_report_json_import(w, report);
    tl_report_json_people(w, report);
    card(w, report);
    tl_report_json_verdict(w, report);
    tl_report_json_findings(w, report, options->quotes);
    tl_report_json_alternatives(w, report);
    tl_report_json_measures(w, report);
    tl_report_json_tide(w, report);
    tl_report_json_dips(w, report);
    tl_report_json_course(w, report);
    tl_report_json_models(w, report);
    tl_report_json_couple(w, report);
    tl_report_json_feeling(w, report);
    tl_report_json_turns(w, report);
    tl_report_json_exchanges(w, report);
    tl_report_json_deep(w, report);
    tl_report_json_styles(w, report);
    tl_report_json_said(w, report, options->quotes);
    questions(w, report);
    suggestions(w, report, ctx);
    tl_member_help(w, "help", report->country, ~0u);
    limits(w, report);
    tl_json_put_object_end(w);
    return tl_json_writer_finish(w, err);
}

const struct tl_renderer tl_renderer_json = {
    .name = "json",
    .media_type = "application/json",
    .render = render,
};
