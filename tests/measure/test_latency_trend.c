/* A12: have answers become slower? */
#include "chat.h"

#include <math.h>

#include "tlmath.h"

/* Mira asks six times a day for 26 weeks; Jonas answers after a log-normal time with sigma 0.8
   whose median goes from 4 minutes to 4 * `factor` at half time. */
static void questions(struct chat *c, double factor, uint64_t seed)
{
    struct tl_rng rng;
    tl_rng_init(&rng, seed, 1);
    assert_int_equal(chat_open(c, NULL), TL_OK);
    for (int day = 0; day < 182; day++)
        for (int i = 0; i < 6; i++) {
            int64_t ms = chat_at(day, 9 + 2 * i, 0, 0);
            double s = 240.0 * tl_exp(0.8 * tl_rng_normal(&rng)) * (day < 91 ? 1.0 : factor);
            chat_say(c, 0, ms, "and what do you think?");
            chat_say(c, 1, ms + (int64_t)(s * 1000.0), "I am not sure");
        }
    assert_int_equal(chat_finish(c, 0, NULL), TL_OK);
}

static void twice_as_slow(void **state)
{
    (void)state;
    struct chat c;
    questions(&c, 2.0, 11);
    struct tl_measurement m = chat_run(&c, "A12");
    struct tl_value ratio = chat_extra(&m, "time_ratio", TL_WHOSE_SECOND);
    assert_int_equal(ratio.status, TL_VALUE_OK);
    assert_near(ratio.value, 2.0, 0.25);
    assert_true(ratio.lo > 1.5 && ratio.hi < 2.6);
    assert_near(chat_extra(&m, "weibull_time_ratio", TL_WHOSE_SECOND).value, 2.0, 0.35);
    /* sigma about sqrt(.8^2 + (log 2 / 2)^2) without the half as covariate */
    assert_near(chat_extra(&m, "sigma", TL_WHOSE_SECOND).value, 0.87, 0.08);
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    const struct tl_series *s = &m.series[1];
    double early = 0.0, late = 0.0;
    for (size_t w = 0; w < 13; w++) {
        early += s->test[w] / 13.0;
        late += s->test[13 + w] / 13.0;
        assert_int_equal(s->n[w], 42);
        assert_near(tl_exp(s->test[w]), s->value[w], 1e-9 * s->value[w]);
        /* inverse variance of 42 answers: 42 / sigma^2 over a design effect of at least 1 */
        assert_true(s->weight[w] > 10.0 && s->weight[w] < 42.0 / (0.75 * 0.75));
    }
    assert_near(late - early, tl_log(2.0), 0.15);
    chat_close(&c);
}

static void nothing_changed(void **state)
{
    (void)state;
    struct chat c;
    questions(&c, 1.0, 12);
    struct tl_measurement m = chat_run(&c, "A12");
    struct tl_value ratio = chat_extra(&m, "time_ratio", TL_WHOSE_SECOND);
    assert_true(ratio.lo < 1.0 && ratio.hi > 1.0);
    /* by day Jonas' effective minutes run about 24 / 14 times as fast as the clock */
    assert_true(m.whole[1].value > 4.0 && m.whole[1].value < 11.0);
    chat_close(&c);
}

/* The same at minute stamps: intervals give the same ratio and nearly the same median. */
static void minute_stamps_do_not_matter(void **state)
{
    (void)state;
    struct chat c, minutes;
    struct tl_rng rng;
    questions(&c, 2.0, 13);
    tl_rng_init(&rng, 13, 1);
    assert_int_equal(chat_open(&minutes, NULL), TL_OK);
    minutes.resolution = TL_RES_MINUTE;
    for (size_t i = 0; i < c.conv->n_messages; i++)
        chat_say(&minutes, c.conv->sender[i],
                 c.conv->time_ms[i] - c.conv->time_ms[i] % TL_MS_PER_MINUTE, "so");
    assert_int_equal(chat_finish(&minutes, 0, NULL), TL_OK);
    struct tl_measurement a = chat_run(&c, "A12"), b = chat_run(&minutes, "A12");
    assert_near(b.whole[1].value / a.whole[1].value, 1.0, 0.12);
    assert_near(chat_extra(&b, "time_ratio", TL_WHOSE_SECOND).value /
                    chat_extra(&a, "time_ratio", TL_WHOSE_SECOND).value,
                1.0, 0.08);
    chat_close(&c);
    chat_close(&minutes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twice_as_slow),
        cmocka_unit_test(nothing_changed),
        cmocka_unit_test(minute_stamps_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
