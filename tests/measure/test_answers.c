/* The walk over waits: where they begin, how they end, how long they are. */
#include "chat.h"

#include <math.h>

#include "answers.h"
#include "tlmath.h"

#define MOST 32

static size_t walk(struct chat *c, struct tl_waits *waits, struct tl_wait *all)
{
    size_t n = 0;
    tl_waits_init(waits, &c->frame);
    while (n < MOST && tl_waits_next(waits, &all[n]))
        n++;
    return n;
}

/* The clock starts at the last event of the first turn; what is added does not restart it. */
static void additions_do_not_restart(void **state)
{
    (void)state;
    struct chat c;
    struct tl_waits waits;
    struct tl_wait w[MOST];
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 10, 0, 0), "hi");
    chat_say(&c, 0, chat_at(0, 10, 2, 5), "are you there?"); /* the same turn */
    chat_say(&c, 0, chat_at(0, 10, 40, 0), "hello?");        /* a new turn, the same session */
    chat_say(&c, 1, chat_at(0, 11, 0, 15), "yes");
    chat_say(&c, 0, chat_at(0, 11, 0, 16), "good");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(walk(&c, &waits, w), 3);
    assert_int_equal(w[0].start, 1);
    assert_int_equal(w[0].stop, 3);
    assert_int_equal(w[0].who, 1);
    assert_int_equal(w[0].end, TL_WAIT_ANSWERED);
    assert_near(w[0].clock_s, 58 * 60 + 10, 1e-9);
    assert_true(w[0].effective_s > 0.0);
    assert_int_equal(w[1].who, 0);
    assert_near(w[1].clock_s, 1.0, 1e-9);
    assert_int_equal(w[2].end, TL_WAIT_RECORD_END);
    assert_near(w[2].clock_s, 0.0, 0.0);
    chat_close(&c);
}

static void everything_that_cuts_a_wait_short(void **state)
{
    (void)state;
    struct chat c;
    struct tl_waits waits;
    struct tl_wait w[MOST];
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 10, 0, 0), "good morning");
    chat_say(&c, 0, chat_at(0, 13, 0, 0), "lunch?"); /* opens again: both are waits */
    chat_event(&c, 1, chat_at(0, 13, 30, 0), TL_KIND_CALL, 600);
    chat_say(&c, 0, chat_at(0, 13, 50, 0), "that was nice");
    chat_event(&c, 0, chat_at(0, 13, 52, 0), TL_KIND_REACTION, -1); /* hands nothing over */
    chat_event(&c, 1, chat_at(0, 14, 0, 0), TL_KIND_MISSED_CALL, -1);
    chat_say(&c, 1, chat_at(0, 14, 1, 0), "call me");
    chat_event(&c, 1, chat_at(0, 14, 3, 0), TL_KIND_CALL, 60); /* ends its turn: no wait */
    chat_say(&c, 0, chat_at(0, 15, 0, 0), "until later");
    chat_say(&c, 1, chat_at(8, 15, 0, 0), "back"); /* seven days that are lost */
    assert_int_equal(
        chat_finish(
            &c, 0,
            &(struct tl_frame_options){
                .n_lost = 1, .lost = &(struct tl_lost_days){CHAT_MONDAY + 1, CHAT_MONDAY + 8}}),
        TL_OK);
    assert_int_equal(walk(&c, &waits, w), 5);
    assert_int_equal(w[0].end, TL_WAIT_REOPENED);
    assert_near(w[0].clock_s, 3 * 3600, 1e-9);
    assert_int_equal(w[1].end, TL_WAIT_CALLED);
    assert_near(w[1].clock_s, 1800, 1e-9);
    assert_int_equal(w[2].end, TL_WAIT_CALLED); /* a missed call is no answer in the chat */
    assert_near(w[2].clock_s, 600, 1e-9);
    assert_int_equal(w[3].end, TL_WAIT_LOST);
    assert_near(w[3].clock_s, 13 * 3600, 1e-9); /* until Tuesday 04:00 */
    assert_int_equal(w[4].end, TL_WAIT_RECORD_END);
    chat_close(&c);
}

/* A clock that steps back makes no negative wait. */
static void clock_steps_back(void **state)
{
    (void)state;
    struct chat c;
    struct tl_waits waits;
    struct tl_wait w[MOST];
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 10, 0, 30), "now");
    chat_say(&c, 1, chat_at(0, 10, 0, 30), "yes");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    c.conv->time_ms[1] -= 7000; /* finish sorts; the step is made behind its back */
    assert_int_equal(walk(&c, &waits, w), 2);
    assert_near(w[0].clock_s, 0.0, 0.0);
    assert_near(w[0].effective_s, 0.0, 0.0);
    chat_close(&c);
}

/* One stamp in a hundred to the minute cuts all to it. */
static void minutes_are_shared(void **state)
{
    (void)state;
    struct chat c;
    struct tl_waits waits;
    struct tl_wait w[MOST];
    double lower, upper;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 10, 0, 50), "now");
    chat_say(&c, 1, chat_at(0, 10, 1, 10), "yes");
    c.resolution = TL_RES_MINUTE;
    chat_say(&c, 0, chat_at(0, 10, 4, 0), "good");
    chat_say(&c, 1, chat_at(0, 10, 4, 0), "fine");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(walk(&c, &waits, w), 4);
    assert_true(waits.minutes);
    assert_near(w[0].clock_s, 60.0, 0.0);
    assert_near(w[0].step_s, 60.0, 0.0);
    tl_wait_bin_limits(&waits, tl_wait_bin(&waits, &w[1], false), false, &lower, &upper);
    assert_near(lower, tl_log(120.0), 1e-12); /* d = 3 minutes: (2, 4), A13 */
    assert_near(upper, tl_log(240.0), 1e-12);
    tl_wait_bin_limits(&waits, tl_wait_bin(&waits, &w[2], false), false, &lower, &upper);
    assert_true(isinf(lower) && lower < 0.0); /* d = 0: (0, 1) */
    assert_near(upper, tl_log(60.0), 1e-12);
    chat_close(&c);
}

/* Letters: a latency of days is fine. */
static void days(void **state)
{
    (void)state;
    struct chat c;
    struct tl_waits waits;
    struct tl_wait w[MOST];
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    c.resolution = TL_RES_DAY;
    chat_say(&c, 0, chat_at(0, 12, 0, 0), "Dear Jonas");
    chat_say(&c, 1, chat_at(9, 12, 0, 0), "Dear Mira");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(walk(&c, &waits, w), 2);
    assert_true(waits.days);
    assert_near(w[0].clock_s, 9 * 86400.0, 0.0);
    assert_near(w[0].effective_s, w[0].clock_s, 0.0);
    struct tl_wait_grid grid;
    double time_s[TL_GRID];
    tl_wait_grid_init(&grid, &waits);
    tl_wait_grid_times(&grid, time_s);
    tl_wait_grid_add(&grid, w[0].clock_s, true);
    assert_int_equal(grid.answered[9], 1);
    assert_near(time_s[9], 9 * 86400.0, 0.0);
    chat_close(&c);
}

/* Grid times grow, a wait counts at the first at or after it, and 15 min, 1 h, 8 h are on it. */
static void grid(void **state)
{
    (void)state;
    struct tl_waits waits = {.horizon_s = 86400.0};
    struct tl_wait_grid *g = malloc(sizeof *g), *sum = malloc(sizeof *sum);
    double time_s[TL_GRID];
    assert_true(g != NULL && sum != NULL);
    tl_wait_grid_init(g, &waits);
    tl_wait_grid_init(sum, &waits);
    tl_wait_grid_times(g, time_s);
    for (size_t i = 1; i < TL_GRID; i++)
        assert_true(time_s[i] > time_s[i - 1]);
    static const double on_it[] = {0.0, 1.0, 128.0, 900.0, 3600.0, 28800.0};
    for (size_t i = 0; i < sizeof on_it / sizeof *on_it; i++) {
        tl_wait_grid_clear(g);
        tl_wait_grid_add(g, on_it[i], true);
        size_t at = 0;
        while (g->answered[at] == 0)
            at++;
        assert_near(time_s[at], on_it[i], 0.0);
    }
    for (double s = 0.3; s < 90000.0; s *= 1.07) {
        tl_wait_grid_clear(g);
        tl_wait_grid_add(g, s, true);
        size_t at = 0;
        while (g->answered[at] + g->censored[at] == 0)
            at++;
        assert_int_equal(g->n_answered, s < 86400.0);
        assert_true(time_s[at] >= (s < 86400.0 ? s : 86400.0) && (at == 0 || time_s[at - 1] < s));
        assert_true(time_s[at] <= s * 1.0079 + 1.0);
        tl_wait_grid_join(sum, g);
    }
    assert_int_equal(sum->n_answered + sum->n_censored, 187);
    free(g);
    free(sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(additions_do_not_restart),
        cmocka_unit_test(everything_that_cuts_a_wait_short),
        cmocka_unit_test(clock_steps_back),
        cmocka_unit_test(minutes_are_shared),
        cmocka_unit_test(days),
        cmocka_unit_test(grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
