/* test_said.c: what was said, in words and numbers. */
#include "readability.h"
#include "talk.h"

#include <math.h>

#include "tideline/find.h"

#define BIT(label) (UINT64_C(1) << TL_LABEL_##label)

struct said {
    struct talk t;
    struct tl_annotations a;
    struct tl_analysis *analysis;
};

/* What a week of talk holds beside the small talk; `often` times. */
static void open_up(struct talk *t, int day, bool met)
{
    talk_push(t, 0, talk_ms(day, 20, 0), TL_KIND_TEXT, "I was so ashamed I cried", -1);
    talk_push(t, 1, talk_ms(day, 20, 1), TL_KIND_TEXT,
              met ? "of course you were, that makes sense" : "get over it", -1);
    talk_push(t, 1, talk_ms(day, 21, 0), TL_KIND_TEXT, "what's wrong?", -1);
    talk_push(t, 0, talk_ms(day, 21, 1), TL_KIND_TEXT, "nothing.", -1);
}

static void open_said(struct said *s, int weeks, bool words)
{
    *s = (struct said){0};
    talk_open(&s->t, 11);
    for (int w = 0; w < weeks; w++) {
        talk_week(&s->t, w, &talk_usual);
        if (w % 2 == 0)
            open_up(&s->t, 7 * w + 2, w % 4 == 0);
    }
    talk_finish(&s->t, 0);
    const struct tl_conversation *conv = s->t.conv;
    size_t n = conv->n_messages;
    s->a.held = calloc(n, sizeof *s->a.held);
    s->a.valence = calloc(n, sizeof *s->a.valence);
    s->a.depth = calloc(n, sizeof *s->a.depth);
    s->a.n_messages = n;
    s->a.language = "en";
    s->a.coverage = 1.0;
    for (size_t i = 0; i < n; i++) {
        struct tl_str text = tl_conversation_text(conv, i);
        if (tl_str_equal(text, tl_str_from("I was so ashamed I cried"))) {
            s->a.held[i] = BIT(DISCLOSURE) | BIT(FEELING);
            s->a.depth[i] = (struct tl_depth){1, 1, 2};
        } else if (tl_str_equal(text, tl_str_from("of course you were, that makes sense"))) {
            s->a.held[i] = BIT(VALIDATION);
            s->a.depth[i] = (struct tl_depth){1, 1, 2};
        } else if (tl_str_equal(text, tl_str_from("get over it"))) {
            s->a.held[i] = BIT(DISMISSAL) | BIT(CRITICISM);
            s->a.valence[i] = -60;
        } else if (tl_str_equal(text, tl_str_from("what's wrong?"))) {
            s->a.held[i] = BIT(DEMAND);
        }
    }
    const struct tl_analysis_options options = {.rounds = 99, .annotations = words ? &s->a : NULL};
    assert_int_equal(tl_analysis_new(&s->t.ctx, conv, &options, &s->analysis, NULL), TL_OK);
}

static void close_said(struct said *s)
{
    tl_analysis_free(s->analysis);
    talk_close(&s->t);
    free(s->a.held);
    free(s->a.valence);
    free(s->a.depth);
}

static const struct tl_said_row *row(const struct tl_analysis *a, const char *id)
{
    for (size_t i = 0; i < a->n_said; i++)
        if (strcmp(a->said[i].id, id) == 0)
            return &a->said[i];
    fail_msg("no row %s", id);
    return NULL;
}

/* F2 and G10: plain words, in the past, of both people in the same paragraph. */
static void every_row(void **state)
{
    (void)state;
    static const char *const never[] = {" is pulling", " ignores",  "always",   "normal",  "proves",
                                        "should",      " stonewal", "silent t", "unknown", "nan"};
    struct said s;
    open_said(&s, 24, true);
    assert_true(s.analysis->n_said >= 5);
    for (size_t i = 0; i < s.analysis->n_said; i++) {
        const struct tl_said_row *r = &s.analysis->said[i];
        struct readability read = readability_of(r->text);
        if (!(read.grade <= 8.0))
            fail_msg("grade %.2f: %s", read.grade, r->text);
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (strstr(r->text, never[k]) != NULL)
                fail_msg("says \"%s\": %s", never[k], r->text);
        bool both = strstr(r->text, "Ilse") != NULL && strstr(r->text, "Tomasz") != NULL;
        if (!both && strcmp(r->id, "deep") != 0)
            fail_msg("not of both: %s", r->text);
        assert_true(r->title[strlen(r->title) - 1] == '?');
        assert_true(r->n_evidence <= 6);
        for (size_t k = 0; k < r->n_evidence; k++)
            assert_true(r->evidence[k] < s.t.conv->n_messages);
    }
    close_said(&s);
}

static void numbers(void **state)
{
    (void)state;
    struct said s;
    open_said(&s, 24, true);
    const struct tl_analysis *a = s.analysis;
    /* 12 times opened up, 6 met and deep of both */
    assert_non_null(strstr(row(a, "opening-up")->text, "Ilse opened up 12 times. Tomasz met it "
                                                       "with understanding or thanks 6 times"));
    assert_true(a->deep.read);
    assert_true(a->deep.n >= 6);
    assert_int_equal(a->deep.last_day, TALK_MONDAY + 7 * 20 + 2);
    assert_true(a->deep.conversation[0].first_message < a->deep.conversation[0].last_message);
    assert_true(a->deep.per_month_before > 0.5);
    assert_non_null(strstr(row(a, "fine")->text, "Ilse was asked how things were 12 times"));
    assert_true(a->styles.read);
    assert_true(a->styles.person[0].words_per_message > 1.0);
    assert_true(a->styles.person[0].messages > 1000);
    close_said(&s);
}

/* Nothing without words, and the same verdict; what is uncertain is not told. */
static void without(void **state)
{
    (void)state;
    struct said s, plain;
    open_said(&s, 24, true);
    open_said(&plain, 24, false);
    assert_int_equal(plain.analysis->n_said, 0);
    assert_false(plain.analysis->deep.read);
    assert_false(plain.analysis->styles.read);
    assert_int_equal(plain.analysis->verdict.kind, s.analysis->verdict.kind);
    close_said(&plain);
    close_said(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row), cmocka_unit_test(numbers),
                                       cmocka_unit_test(without)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
