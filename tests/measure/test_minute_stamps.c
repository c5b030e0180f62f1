/* A13: waits between minute stamps. */
#include "chat.h"

#include <math.h>

#include "tlmath.h"

/* Log-normal answers with median 150 s and sigma 1; questions anywhere in the minute. */
static void answers(struct chat *c, enum tl_resolution resolution)
{
    struct tl_rng rng;
    tl_rng_init(&rng, 4, 1);
    assert_int_equal(chat_open(c, NULL), TL_OK);
    c->resolution = resolution;
    for (int i = 0; i < 600; i++) {
        int64_t ms = chat_at(i / 6, 9 + 2 * (i % 6), 0, 0) + (int64_t)tl_rng_below(&rng, 60000);
        int64_t answer = ms + (int64_t)(150000.0 * tl_exp(tl_rng_normal(&rng)));
        int64_t step = resolution == TL_RES_MINUTE ? TL_MS_PER_MINUTE : 1;
        chat_say(c, 0, ms - ms % step, "still at work?");
        chat_say(c, 1, answer - answer % step, "leaving now");
    }
    assert_int_equal(chat_finish(c, 0, NULL), TL_OK);
}

static void intervals_give_the_median_back(void **state)
{
    (void)state;
    struct chat c;
    answers(&c, TL_RES_MINUTE);
    struct tl_measurement m = chat_run(&c, "A13");
    assert_int_equal(m.whole[1].status, TL_VALUE_OK);
    assert_near(m.whole[1].value, 150.0, 20.0);
    assert_true(m.whole[1].lo < 150.0 && m.whole[1].hi > 150.0);
    double at_once = chat_extra(&m, "within_the_stamp", TL_WHOSE_SECOND).value;
    assert_true(at_once > 0.03 && at_once < 0.20);
    chat_close(&c);
}

static void seconds_need_nothing(void **state)
{
    (void)state;
    struct chat c;
    answers(&c, TL_RES_SECOND);
    struct tl_measurement m = chat_run(&c, "A13");
    assert_int_equal(m.whole[1].status, TL_VALUE_NA);
    assert_string_equal(m.whole[1].why, "times hold seconds");
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_give_the_median_back),
        cmocka_unit_test(seconds_need_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
