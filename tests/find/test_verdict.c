/* test_verdict.c: one answer for each kind of evidence (D11, D16). */
#include "made.h"

#include <math.h>

static int set_up(void **state)
{
    static struct made m;
    made_open(&m);
    *state = &m;
    return 0;
}

static int tear_down(void **state)
{
    made_close(*state);
    return 0;
}

static void pulling_away(void **state)
{
    struct made *m = *state;
    const struct tl_verdict *v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_PULLING_AWAY);
    assert_int_equal(v->person, 1);
    assert_int_equal(v->level, TL_LEVEL_STRONG);
    assert_null(v->missing);
    assert_string_equal(v->shape, "suddenly");
    /* the week found, and the days a change inside the first and the last week of the set may have
     */
    assert_int_equal(v->since_day, MADE_MONDAY + 7 * MADE_AT);
    assert_int_equal(v->since_lo, MADE_MONDAY + 7 * (MADE_AT - 2) - 2);
    assert_int_equal(v->since_hi, MADE_MONDAY + 7 * (MADE_AT + 3) + 2);
    /* what it rests on is there for those who check */
    const struct tl_evidence *e = &m->a.evidence;
    assert_near(v->probability, e->probability, 0.0);
    assert_near(e->probability, tl_odds_probability(tl_odds_score(e->feature)), 0.0);
    assert_near(e->asymmetry, m->q.weighing.apart.difference, 0.0);
    assert_near(e->own_change[1], m->q.weighing.own[1].difference, 0.0);
    assert_int_equal(e->candidate, 1);
    assert_near(e->composite_p, 0.004, 0.0);
    assert_string_equal(e->odds_version, tl_odds_version());

    made_close(m);
    made_open(m);
    m->q.weighing.person = 0;
    made_strength(m, 9.0, 8.0, 0.5);
    m->q.weighing.shape = TL_SHAPE_TREND;
    m->q.weighing.onset.undatable = true;
    v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_PULLING_AWAY);
    assert_int_equal(v->person, 0);
    assert_string_equal(v->shape, "slowly");
    assert_true(v->since_day == TL_NO_DAY && v->since_lo == TL_NO_DAY && v->since_hi == TL_NO_DAY);
}

static void expect_level(struct made *m, enum tl_level level)
{
    const struct tl_verdict *v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_PULLING_AWAY);
    assert_int_equal(v->level, level);
    made_close(m);
    made_open(m);
}

/* ruling.c has the rules; here it matters that each reaches it. */
static void caps(void **state)
{
    struct made *m = *state;
    static const char *const open[] = {"hole", "calls", "early-decay", "phone"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        made_holds(m, open[i]);
        m->q.weighing.composite_p = 0.02;
        expect_level(m, TL_LEVEL_WEAK);
    }
    made_holds(m, "early-decay"); /* both settled, but one clearly more than the other */
    expect_level(m, TL_LEVEL_STRONG);
    made_holds(m, "clock");
    expect_level(m, TL_LEVEL_MODERATE);
    made_holds(m, "baseline");
    expect_level(m, TL_LEVEL_MODERATE);
    made_holds(m, "cut-off"); /* says something of the first months, not of the change */
    expect_level(m, TL_LEVEL_STRONG);
    m->q.steady = false;
    expect_level(m, TL_LEVEL_WEAK);
    m->q.panel.weight_sum = 0.5; /* D13: initiation and responsiveness alone */
    expect_level(m, TL_LEVEL_WEAK);
    m->q.weighing.composite_p = 0.2;
    expect_level(m, TL_LEVEL_WEAK);
    m->q.weighing.families = 1;
    expect_level(m, TL_LEVEL_WEAK);
    m->q.weighing.families = 1;
    m->q.weighing.clearest_q = 0.0005;
    expect_level(m, TL_LEVEL_MODERATE);
    m->q.weighing.phi = 0.6;
    expect_level(m, TL_LEVEL_WEAK);
    m->q.weighing.at = MADE_WEEKS - 7;
    expect_level(m, TL_LEVEL_MODERATE);
    for (size_t i = 0; i < m->a.n_alternatives; i++) /* not to be known is not to hold */
        m->alternatives[i].holds = -1;
    expect_level(m, TL_LEVEL_STRONG);
}

/* D11: the gap grew because the other reached out more; nobody is named. */
static void nobody_moved_back(void **state)
{
    struct made *m = *state;
    made_strength(m, 9.0, 0.4, -8.0);
    const struct tl_verdict *v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_NO_CHANGE);
    assert_int_equal(v->person, -1);
    assert_int_equal(v->level, TL_LEVEL_NONE);
}

static void no_change(void **state)
{
    struct made *m = *state;
    made_nothing(m);
    const struct tl_verdict *v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_NO_CHANGE);
    assert_int_equal(v->person, -1);
    assert_int_equal(v->level, TL_LEVEL_NONE);
    assert_true(v->since_day == TL_NO_DAY);
    assert_true(v->probability < 0.2);
    assert_null(v->shape);
}

static void a_dip_that_came_back(void **state)
{
    struct made *m = *state;
    m->q.weighing.shape = TL_SHAPE_DIP;
    const struct tl_verdict *v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_NO_CHANGE);
    assert_string_equal(v->shape, "and came back");
    assert_int_equal(v->level, TL_LEVEL_NONE);
    made_close(m);
    made_open(m);
    m->q.weighing.shape = TL_SHAPE_DIP; /* one that may be chance is not told */
    m->q.weighing.composite_p = 0.4;
    assert_null(made_verdict(m)->shape);
}

static void both_together(void **state)
{
    struct made *m = *state;
    for (int less = 0; less < 2; less++) {
        made_close(m);
        made_open(m);
        made_together(m, less ? 0.5 : 1.8);
        const struct tl_verdict *v = made_verdict(m);
        assert_int_equal(v->kind, less ? TL_VERDICT_BOTH_QUIETER : TL_VERDICT_CLOSER);
        assert_int_equal(v->person, -1);
        assert_int_equal(v->level, TL_LEVEL_NONE);
        assert_int_equal(v->since_day, MADE_MONDAY + 7 * MADE_AT);
        assert_true(v->since_lo < v->since_day && v->since_hi > v->since_day);
    }
    /* a small, an unlikely, and a contradictory change are none */
    for (int reason = 0; reason < 4; reason++) {
        made_close(m);
        made_open(m);
        made_together(m, 0.5);
        if (reason == 0)
            m->q.volume_change = log(0.8);
        else if (reason == 1)
            m->q.weighing.together_p = 0.2;
        else if (reason == 2)
            m->q.volume_change = log(2.0); /* more messages, and more distance */
        else
            made_difference(&m->q.weighing.together_change, 1.0);
        assert_int_equal(made_verdict(m)->kind, TL_VERDICT_NO_CHANGE);
    }
}

static void cannot_tell(void **state)
{
    struct made *m = *state;
    m->q.ready = false;
    m->q.missing = "3 more weeks needed";
    const struct tl_verdict *v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_CANNOT_TELL);
    assert_string_equal(v->missing, "3 more weeks needed");
    assert_non_null(strstr(v->text, "3 more weeks needed"));
    assert_true(isnan(v->probability));
    assert_int_equal(v->level, TL_LEVEL_NONE);
    assert_int_equal(v->person, -1);

    made_close(m);
    made_open(m);
    m->q.weighing = (struct tl_weighing){.person = -1, .composite_p = 1.0, .together_p = 1.0};
    v = made_verdict(m);
    assert_int_equal(v->kind, TL_VERDICT_CANNOT_TELL);
    assert_non_null(v->missing);
    assert_true(isnan(v->probability));

    /* D16: no change is only said where a fall by half would have been seen. */
    static const double detectable[] = {0.51, 0.9, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        made_close(m);
        made_open(m);
        made_nothing(m);
        m->q.detectable = detectable[i];
        v = made_verdict(m);
        assert_int_equal(v->kind, TL_VERDICT_CANNOT_TELL);
        assert_non_null(v->missing);
        assert_true(isnan(v->probability));
    }
    /* What is seen, is seen. */
    made_close(m);
    made_open(m);
    m->q.detectable = 0.9;
    assert_int_equal(made_verdict(m)->kind, TL_VERDICT_PULLING_AWAY);
}

static void out_of_memory(void **state)
{
    struct made *m = *state;
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail_at);
        made_close(m);
        made_open(m);
        m->ctx.allocator = &a.base;
        enum tl_status status = tl_find_verdict(&m->q, &m->a);
        made_close(m);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_true(fail_at < 1000);
    }
    made_open(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pulling_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(caps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_moved_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_dip_that_came_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(both_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cannot_tell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(out_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
