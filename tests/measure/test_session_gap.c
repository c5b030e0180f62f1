/* A01: how long a silence ends a conversation. */
#include "chat.h"

#include <math.h>

#include "tlmath.h"

static void fixed_whatever_the_chat(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 8; i++)
        chat_say(&c, (unsigned)i % 2, chat_at(0, 9 + i, 7 * i, 0), "and?");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A01");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 60.0, 0.0);
    struct tl_value fitted = chat_extra(&m, "fitted_minutes", TL_WHOSE_BOTH);
    assert_int_equal(fitted.status, TL_VALUE_NA);
    assert_string_equal(fitted.why, "fewer than 500 gaps");
    assert_near(chat_extra(&m, "sessions_a_day_30", TL_WHOSE_BOTH).value, 8.0, 0.0);
    assert_near(chat_extra(&m, "sessions_a_day_120", TL_WHOSE_BOTH).value, 1.0, 0.0);
    chat_close(&c);
}

/* Gaps of 0.8 N(1.7, 0.6) + 0.2 N(4.6, 0.5) in log10 seconds: the groups cross at 42.58 min. */
static void two_groups(struct chat *c, enum tl_resolution resolution)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 3, 1);
    assert_int_equal(chat_open(c, NULL), TL_OK);
    c->resolution = resolution;
    double seconds = 0.0;
    for (int i = 0; i < 6000; i++) {
        bool inside = tl_rng_uniform(&rng) < 0.8;
        double z = tl_rng_normal(&rng);
        seconds += tl_pow(10.0, inside ? 1.7 + 0.6 * z : 4.6 + 0.5 * z);
        int64_t ms = chat_at(0, 0, 0, 0) + (int64_t)(seconds * 1000.0);
        if (resolution == TL_RES_MINUTE)
            ms -= ms % TL_MS_PER_MINUTE;
        chat_say(c, (unsigned)i % 2, ms, "hm");
    }
    assert_int_equal(chat_finish(c, 0, NULL), TL_OK);
}

static void fitted_boundary(void **state)
{
    (void)state;
    struct chat c;
    two_groups(&c, TL_RES_SECOND);
    struct tl_measurement m = chat_run(&c, "A01");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 60.0, 0.0);
    struct tl_value fitted = chat_extra(&m, "fitted_minutes", TL_WHOSE_BOTH);
    assert_int_equal(fitted.status, TL_VALUE_OK);
    assert_near(fitted.value, 42.58, 8.0);
    assert_near(chat_extra(&m, "components", TL_WHOSE_BOTH).value, 2.0, 0.0);
    assert_near(chat_extra(&m, "ashman_d", TL_WHOSE_BOTH).value, 5.25, 0.4);
    assert_near(chat_run(&c, "A01").extra[0].value.value, fitted.value, 0.0); /* seeded */
    chat_close(&c);
}

/* Minute stamps are spread inside the minute: the long group stays where it is. */
static void fitted_on_minutes(void **state)
{
    (void)state;
    struct chat c;
    two_groups(&c, TL_RES_MINUTE);
    struct tl_measurement m = chat_run(&c, "A01");
    struct tl_value fitted = chat_extra(&m, "fitted_minutes", TL_WHOSE_BOTH);
    if (fitted.status == TL_VALUE_OK)
        assert_near(fitted.value, 42.58, 15.0);
    else
        assert_non_null(fitted.why);
    assert_true(chat_extra(&m, "knee_minutes", TL_WHOSE_BOTH).value > 0.1);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_whatever_the_chat),
        cmocka_unit_test(fitted_boundary),
        cmocka_unit_test(fitted_on_minutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
