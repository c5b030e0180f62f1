/* Makers of values and series, and the weeks as ranges. */
#include "chat.h"

#include <math.h>

#include "tlmath.h"

/* Exact limits of a Poisson mean as tabulated since Garwood 1936, Biometrika 28:437. */
static void poisson_limits(void **state)
{
    (void)state;
    static const struct {
        double count, lo, hi;
    } known[] = {{0, 0.0, 3.689},
                 {1, 0.0253, 5.572},
                 {5, 1.623, 11.668},
                 {20, 12.217, 30.888},
                 {100, 81.364, 121.627}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct tl_value v = tl_rate(known[i].count, 1.0);
        assert_near(v.lo, known[i].lo, 6e-4);
        assert_near(v.hi, known[i].hi, 6e-4);
        /* and by their definition: P(X >= count | lo) = P(X <= count | hi) = .025 */
        if (known[i].count > 0.0)
            assert_near(tl_gamma_p(known[i].count, v.lo), 0.025, 1e-9);
        assert_near(tl_gamma_p(known[i].count + 1.0, v.hi), 0.975, 1e-9);
    }
    assert_near(tl_rate(100.0, 50.0).value, 2.0, 0.0);
    assert_near(tl_rate(1e6, 1.0).lo, 1e6 - 1960.0, 3.0);
    assert_int_equal(tl_rate(3.0, 0.0).status, TL_VALUE_NA);
}

/* Catalogue A06, C02: Jeffreys intervals (computed with scipy). */
static void shares(void **state)
{
    (void)state;
    struct tl_value v = tl_share(14.0, 20.0);
    assert_near(v.value, 0.70, 1e-12);
    assert_near(v.lo, 0.482772, 1e-6);
    assert_near(v.hi, 0.863884, 1e-6);
    v = tl_share(30.0, 40.0);
    assert_near(v.lo, 0.601694, 1e-6);
    assert_near(v.hi, 0.863607, 1e-6);
    /* statsmodels 0.13.5, proportion_confint(method="jeffreys") */
    static const struct {
        double k, n, lo, hi;
    } known[] = {{1, 10, 0.011011673763161138, 0.3813147710666164},
                 {3, 100, 0.008520283107403583, 0.07788756942640256},
                 {50, 100, 0.403173950896418, 0.596826049103582},
                 {700, 1000, 0.6710503460752892, 0.7277938420638388},
                 {12345, 100000, 0.12142207109018804, 0.1254997255213888}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_near(tl_share(known[i].k, known[i].n).lo, known[i].lo, 1e-9);
        assert_near(tl_share(known[i].k, known[i].n).hi, known[i].hi, 1e-9);
    }
    assert_near(tl_share(0.0, 9.0).lo, 0.0, 0.0);
    assert_near(tl_share(9.0, 9.0).hi, 1.0, 0.0);
    assert_int_equal(tl_share(0.0, 0.0).status, TL_VALUE_NA);
}

static void too_little_is_marked(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    struct tl_value v = tl_value_least(tl_value_ok(1, 0, 2, 12), 30, "answers", &c.arena);
    assert_int_equal(v.status, TL_VALUE_THIN);
    assert_string_equal(v.why, "only 12 answers");
    assert_near(v.value, 1.0, 0.0);
    v = tl_value_least(tl_value_ok(NAN, NAN, NAN, 0), 30, "answers", &c.arena);
    assert_int_equal(v.status, TL_VALUE_NA);
    assert_string_equal(v.why, "no answers");
    assert_int_equal(tl_value_least(tl_value_ok(1, 0, 2, 30), 30, "answers", &c.arena).status,
                     TL_VALUE_OK);
    chat_close(&c);
}

/* Three weeks, the second with a lost half: events of a Monday before 04:00 belong to Sunday. */
static void weeks_and_series(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 21; day++)
        if (day < 8 || day > 12) {
            chat_say(&c, 0, chat_at(day, 9, 0, 0), "tea?");
            chat_say(&c, 1, chat_at(day, 9, 1, 0), "yes");
        }
    chat_say(&c, 0, chat_at(7, 2, 0, 0), "still awake"); /* Monday, 02:00 */
    const struct tl_lost_days lost = {CHAT_MONDAY + 8, CHAT_MONDAY + 13};
    assert_int_equal(chat_finish(&c, 0, &(struct tl_frame_options){.n_lost = 1, .lost = &lost}),
                     TL_OK);
    assert_int_equal(c.frame.weeks.n, 3);
    assert_near(tl_covered_days(&c.frame), 16.0, 0.0);
    struct tl_week_span *span = tl_week_spans(&c.frame);
    assert_int_equal(span[0].event_end, 15);
    assert_int_equal(span[1].event_first, 15);
    assert_int_equal(span[1].event_end, 19);
    assert_int_equal(span[2].event_end, 33);
    assert_int_equal(span[1].session_end - span[1].session_first, 2);
    assert_int_equal(span[2].turn_end - span[2].turn_first, 14);
    tl_week_spans_free(&c.frame, span);

    struct tl_measurement m = {.measure = NULL};
    struct tl_series *s = tl_series_add(&c.frame, &c.arena, &m, TL_WHOSE_FIRST, NULL, true);
    assert_non_null(s);
    static const double counts[] = {14, 4, 0};
    tl_series_from_counts(&c.frame, s, counts);
    assert_near(s->value[1], 2.0, 1e-12);
    assert_near(s->test[1], tl_log(4.5 / 2.0), 1e-12);
    assert_near(s->weight[1], 4.5, 0.0);
    assert_near(s->value[2], 0.0, 0.0);
    assert_near(s->low[2], 0.0, 0.0);
    s = tl_series_add(&c.frame, &c.arena, &m, TL_WHOSE_SECOND, "x", true);
    assert_non_null(s);
    static const double k[] = {3, 1, 0}, n[] = {4, 1, 0};
    tl_series_from_shares(&c.frame, s, k, n, 2.0);
    assert_near(s->value[0], 0.75, 0.0);
    assert_near(s->test[0], tl_log(3.5 / 1.5), 1e-12);
    assert_near(s->weight[0], 1.0 / (1.0 / 3.5 + 1.0 / 1.5), 1e-12);
    assert_true(isnan(s->value[1]) && isnan(s->test[1]) && isnan(s->value[2]));
    assert_near(s->weight[1], 0.0, 0.0);
    assert_int_equal(s->n[1], 1);
    assert_int_equal(m.n_series, 2);
    for (int i = 0; i < 20; i++)
        assert_true(tl_extra_add(&c.arena, &m, i == 17 ? "seventeen" : "other", TL_WHOSE_BOTH,
                                 tl_value_ok(i, i, i, 1)));
    assert_near(tl_extra_find(&m, "seventeen", TL_WHOSE_BOTH)->value, 17.0, 0.0);
    assert_null(tl_extra_find(&m, "seventeen", TL_WHOSE_FIRST));
    chat_close(&c);
}

static enum tl_status answer_seven(const struct tl_frame *frame, struct tl_arena *arena,
                                   struct tl_measurement *out, struct tl_error *err)
{
    (void)frame;
    (void)arena;
    (void)err;
    out->whole[TL_WHOSE_BOTH] = tl_value_ok(7, 7, 7, 1);
    return TL_OK;
}

/* A measure is withheld when a file that brought messages lacks what it needs. */
static void capabilities(void **state)
{
    (void)state;
    static const struct tl_measure seven = {
        .id = "X", .needs = TL_CAN_TIMING, .compute = answer_seven};
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 9, 0, 0), "tea?");
    chat_say(&c, 1, chat_at(0, 9, 1, 0), "yes");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_measure(&c, &seven);
    assert_near(m.whole[TL_WHOSE_BOTH].value, 7.0, 0.0);
    assert_int_equal(m.whole[TL_WHOSE_FIRST].status, TL_VALUE_NA);
    assert_non_null(m.whole[TL_WHOSE_FIRST].why);
    c.conv->files[0].can = TL_CAN_BOTH_SIDES;
    m = chat_measure(&c, &seven);
    assert_int_equal(m.whole[TL_WHOSE_BOTH].status, TL_VALUE_NA);
    assert_non_null(strstr(m.whole[TL_WHOSE_BOTH].why, "does not hold every message"));
    chat_close(&c);
}

/* So is one that reads words, where nobody read them. */
static void words_not_read(void **state)
{
    (void)state;
    static const struct tl_measure seven = {
        .id = "X", .reads_words = true, .compute = answer_seven};
    const struct tl_annotations annotations = {.n_messages = 2};
    for (int read = 0; read < 2; read++) {
        const struct tl_frame_options options = {.annotations = read ? &annotations : NULL};
        struct chat c;
        assert_int_equal(chat_open(&c, NULL), TL_OK);
        chat_say(&c, 0, chat_at(0, 9, 0, 0), "tea?");
        chat_say(&c, 1, chat_at(0, 9, 1, 0), "yes");
        assert_int_equal(chat_finish(&c, 0, &options), TL_OK);
        struct tl_measurement m = chat_measure(&c, &seven);
        assert_int_equal(m.whole[TL_WHOSE_BOTH].status, read ? TL_VALUE_OK : TL_VALUE_NA);
        if (!read)
            assert_non_null(strstr(m.whole[TL_WHOSE_BOTH].why, "words"));
        chat_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poisson_limits),       cmocka_unit_test(shares),
        cmocka_unit_test(too_little_is_marked), cmocka_unit_test(weeks_and_series),
        cmocka_unit_test(capabilities),         cmocka_unit_test(words_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
