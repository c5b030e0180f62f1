/* test_findings.c: what changed, with size, interval and the messages that show it (D8). */
#include "asked.h"
#include "levels.h"
#include "tideline/simulate.h"

#include <math.h>

struct found {
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_inquiry q;
    struct tl_analysis a;
};

/* Under a verdict given by hand: which verdict it is, test_verdict.c asks. */
static void find(struct found *f, enum tl_verdict_kind kind, enum tl_level level)
{
    bool one = kind == TL_VERDICT_PULLING_AWAY;
    asked_open(&f->q, &f->ctx, f->conv, NULL);
    int64_t day = tl_inquiry_day(&f->q, one ? f->q.weighing.at : f->q.weighing.together.at);
    f->a.verdict = (struct tl_verdict){.kind = kind,
                                       .person = one ? 1 : -1,
                                       .level = level,
                                       .since_day = day,
                                       .since_lo = day - 21,
                                       .since_hi = day + 21};
    assert_int_equal(tl_find_changes(&f->q, &f->a), TL_OK);
}

static void simulate(struct found *f, const char *scenario, uint64_t seed, uint32_t weeks,
                     double messages_per_day)
{
    const struct tl_simulation_options options = {
        .scenario = scenario, .seed = seed, .weeks = weeks, .messages_per_day = messages_per_day};
    memset(f, 0, sizeof *f);
    tl_context_init(&f->ctx);
    assert_int_equal(tl_simulate(&f->ctx, &options, &f->conv, NULL, NULL), TL_OK);
}

static void leave(struct found *f)
{
    tl_inquiry_release(&f->q);
    tl_conversation_free(f->conv);
}

static const struct tl_finding *named(const struct found *f, const char *id)
{
    for (size_t i = 0; i < f->a.n_findings; i++)
        if (strcmp(f->a.findings[i].id, id) == 0)
            return &f->a.findings[i];
    return NULL;
}

static void check_evidence(const struct found *f, const struct tl_finding *finding, size_t at)
{
    const struct tl_conversation *conv = f->conv;
    int64_t change = tl_inquiry_day(&f->q, at);
    size_t before = 0, after = 0;
    assert_in_range(finding->n_evidence, 1, 12);
    for (size_t i = 0; i < finding->n_evidence; i++) {
        uint32_t message = finding->evidence[i];
        assert_true(message < conv->n_messages);
        assert_int_equal(conv->sender[message], finding->person);
        assert_true(i == 0 || message > finding->evidence[i - 1]);
        int64_t day =
            tl_floor_div(tl_conversation_local_ms(conv, message) - TL_DAY_START_MS, TL_MS_PER_DAY);
        before += day < change;
        after += day >= change;
        if (finding->measurement->measure->family == TL_FAMILY_INITIATION && message > 0)
            assert_true(conv->time_ms[message] - conv->time_ms[message - 1] > TL_SESSION_GAP_MS);
    }
    assert_in_range(before, 1, 6);
    assert_in_range(after, 1, 6);
}

static void check(const struct found *f, const struct tl_finding *finding, size_t at)
{
    const struct tl_measure *measure = finding->measurement->measure;
    size_t length = strlen(measure->id);
    assert_memory_equal(finding->id, measure->id, length);
    assert_int_equal(finding->id[length], '.');
    assert_int_equal(finding->id[length + 1], finding->person == 0 ? 'A' : 'B');
    assert_int_equal(finding->series->whose, finding->person);
    assert_true(finding->q <= 0.10 && finding->q > 0.0);
    /* the interval leaves out "none" and holds the effect */
    double none = measure->scale == TL_SCALE_LOG ? 1.0 : 0.0;
    assert_true(finding->effect_lo <= finding->effect && finding->effect <= finding->effect_hi);
    assert_true(finding->effect_lo > none || finding->effect_hi < none);
    assert_false(isnan(finding->before) || isnan(finding->after));
    int grew = finding->effect > none ? 1 : -1;
    assert_int_equal(finding->direction, grew * measure->closeness);
    assert_true(finding->strength >= TL_LEVEL_WEAK);
    assert_int_equal(finding->since_day, f->a.verdict.since_day);
    struct tl_str name = f->conv->people[finding->person].name;
    assert_memory_equal(finding->text, name.ptr, name.len);
    assert_int_equal(finding->text[strlen(finding->text) - 1], '.');
    check_evidence(f, finding, at);
}

static void one_steps_back(void **state)
{
    (void)state;
    struct found f;
    simulate(&f, "S2-step", 3, 52, 24.0); /* Jonas (1) pulls away */
    find(&f, TL_VERDICT_PULLING_AWAY, TL_LEVEL_STRONG);
    assert_int_equal(f.q.weighing.person, 1);
    size_t less = 0;
    for (size_t i = 0; i < f.a.n_findings; i++) {
        check(&f, &f.a.findings[i], f.q.weighing.at);
        less += f.a.findings[i].person == 1 && f.a.findings[i].direction < 0;
    }
    assert_true(less >= 3);
    /* The simulation gives the truth: unprompted messages x .5, answers to each message x .6. */
    const struct tl_finding *unprompted = named(&f, "A21U.B"), *answers = named(&f, "A21R.B");
    assert_non_null(unprompted);
    assert_non_null(answers);
    assert_in_range(1000.0 * unprompted->effect, 350, 700);
    assert_in_range(1000.0 * answers->effect, 420, 800);
    assert_true(unprompted->after < 0.75 * unprompted->before);
    assert_null(named(&f, "A21U.A"));
    assert_null(named(&f, "A21R.A"));
    leave(&f);
}

/* No finding is surer than the verdict it illustrates. */
static void strength(void **state)
{
    (void)state;
    struct found strong, weak;
    simulate(&strong, "S2-step", 3, 52, 24.0);
    simulate(&weak, "S2-step", 3, 52, 24.0);
    find(&strong, TL_VERDICT_PULLING_AWAY, TL_LEVEL_STRONG);
    find(&weak, TL_VERDICT_PULLING_AWAY, TL_LEVEL_WEAK);
    assert_int_equal(strong.a.n_findings, weak.a.n_findings);
    bool surer = false;
    for (size_t i = 0; i < weak.a.n_findings; i++) {
        assert_int_equal(weak.a.findings[i].strength, TL_LEVEL_WEAK);
        surer = surer || strong.a.findings[i].strength > TL_LEVEL_WEAK;
    }
    assert_true(surer);
    leave(&strong);
    leave(&weak);
}

static void both_write_less(void **state)
{
    (void)state;
    struct talk_week less = talk_usual;
    less.starts[0] = less.starts[1] = 4.0;
    less.answers[0] = less.answers[1] = 0.5;
    struct talk t;
    talk_open(&t, 41);
    talk_weeks(&t, 40, 20, &talk_usual, &less);
    talk_finish(&t, 0);
    struct found f = {.ctx = t.ctx, .conv = t.conv};
    find(&f, TL_VERDICT_BOTH_QUIETER, TL_LEVEL_NONE);
    size_t of[2] = {0, 0};
    for (size_t i = 0; i < f.a.n_findings; i++) {
        check(&f, &f.a.findings[i], f.q.weighing.together.at);
        of[f.a.findings[i].person] += f.a.findings[i].direction < 0;
    }
    assert_true(of[0] >= 2 && of[1] >= 2);
    leave(&f);
}

/* Without a change there is nothing to illustrate. */
static void no_change(void **state)
{
    (void)state;
    static const enum tl_verdict_kind kinds[] = {TL_VERDICT_NO_CHANGE, TL_VERDICT_CANNOT_TELL};
    for (int i = 0; i < 2; i++) {
        struct found f;
        simulate(&f, "S2-step", 3, 52, 24.0);
        find(&f, kinds[i], TL_LEVEL_NONE);
        assert_int_equal(f.a.n_findings, 0);
        leave(&f);
    }
}

/* D8 counted: where nothing happens, nearly no measure is said to have changed. */
static void false_findings(void **state)
{
    (void)state;
    size_t found = 0, asked = 0;
    for (uint64_t seed = 0; seed < 8; seed++) {
        struct found f;
        simulate(&f, "S0", seed, 40, 10.0);
        find(&f, TL_VERDICT_PULLING_AWAY, TL_LEVEL_WEAK);
        found += f.a.n_findings;
        for (size_t i = 0; i < f.q.n_measurements; i++)
            for (int who = 0; who < 2; who++)
                asked += tl_tested_series(&f.q.measurements[i], who) != NULL;
        leave(&f);
    }
    assert_true(found * 20 <= asked && asked > 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_steps_back),  cmocka_unit_test(strength),
        cmocka_unit_test(both_write_less), cmocka_unit_test(no_change),
        cmocka_unit_test(false_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
