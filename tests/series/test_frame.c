/* test_frame.c: weeks, silences, sessions and turns. */
#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "frame.h"

static struct tl_context ctx;

/* A conversation between A (0) and B (1) with one message at each local minute given. */
static struct tl_conversation *talk(const int64_t *minute, const char *who, size_t n)
{
    struct tl_conversation *conv;
    uint16_t file, person[2];
    tl_context_init(&ctx);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    assert_int_equal(tl_conversation_add_file(conv, TL_STR("t"), "test", &file, NULL), TL_OK);
    tl_conversation_person(conv, TL_STR("A"), TL_STR("A"), &person[0], NULL);
    tl_conversation_person(conv, TL_STR("B"), TL_STR("B"), &person[1], NULL);
    for (size_t i = 0; i < n; i++) {
        struct tl_message m = {.time_ms = minute[i] * TL_MS_PER_MINUTE,
                               .sender = person[who[i] == 'B'],
                               .resolution = TL_RES_MINUTE,
                               .file = file,
                               .text = TL_STR("one two three"),
                               .reply_to = TL_NO_MESSAGE,
                               .duration_s = -1};
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
    }
    struct tl_conversation_options none = {0};
    assert_int_equal(tl_conversation_finish(conv, &none, NULL), TL_OK);
    return conv;
}

/* Catalogue A02: gaps 3, 2, 75, 10, 400, 1 min at 60 min give sessions of 3, 2 and 2 events. */
static void sessions_of_a02(void **state)
{
    (void)state;
    const int64_t at[] = {600, 603, 605, 680, 690, 1090, 1091};
    struct tl_conversation *conv = talk(at, "ABABABA", 7);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(f.n_sessions, 3);
    assert_int_equal(f.session[0].end - f.session[0].first, 3);
    assert_int_equal(f.session[1].end - f.session[1].first, 2);
    assert_int_equal(f.session[2].end - f.session[2].first, 2);
    assert_int_equal(f.weeks.n, 0);
    tl_frame_release(&f);
    /* and at 30 and 500 min */
    struct tl_frame_options wide = {.session_gap_ms = 500 * TL_MS_PER_MINUTE};
    assert_int_equal(tl_frame_init(&f, &ctx, conv, &wide, NULL), TL_OK);
    assert_int_equal(f.n_sessions, 1);
    tl_frame_release(&f);
    tl_conversation_free(conv);
}

/* Catalogue A03: A A B A B B B is 4 turns. */
static void turns_of_a03(void **state)
{
    (void)state;
    const int64_t at[] = {600, 601, 602, 603, 604, 605, 606};
    struct tl_conversation *conv = talk(at, "AABABBB", 7);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(f.n_turns, 4);
    assert_int_equal(f.turn[0].end, 2);
    assert_int_equal(f.turn[0].words, 6);
    assert_int_equal(f.turn[3].end - f.turn[3].first, 3);
    assert_int_equal(f.turn[3].who, 1);
    assert_true(f.session[0].dialogue);
    assert_int_equal(f.session[0].turn_end, 4);
    tl_frame_release(&f);
    tl_conversation_free(conv);
}

/* One message a day at 12:00, from Wednesday 2024-01-03 on, but not on the days left out. */
static struct tl_conversation *daily(size_t days, size_t gap_from, size_t gap_to)
{
    int64_t *at = malloc(days * sizeof *at);
    char *who = malloc(days);
    size_t n = 0;
    int64_t start = tl_day_from_civil(2024, 1, 3);
    for (size_t d = 0; d < days; d++)
        if (d < gap_from || d >= gap_to) {
            at[n] = (start + (int64_t)d) * 1440 + 720;
            who[n] = n % 2 ? 'B' : 'A';
            n++;
        }
    struct tl_conversation *conv = talk(at, who, n);
    free(at);
    free(who);
    return conv;
}

static void weeks_are_whole(void **state)
{
    (void)state;
    struct tl_conversation *conv = daily(70, 0, 0);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    /* Monday 2024-01-08 is the first whole week; 5 + 9 * 7 + 2 days. */
    assert_int_equal(f.weeks.first_day, tl_day_from_civil(2024, 1, 8));
    assert_int_equal(f.weeks.n, 9);
    assert_int_equal(tl_event_week(&f, 0), SIZE_MAX);
    assert_int_equal(tl_event_week(&f, 5), 0);
    assert_int_equal(tl_event_week(&f, 67), 8);
    assert_int_equal(tl_event_week(&f, 68), SIZE_MAX);
    assert_int_equal(f.n_silences, 0);
    tl_frame_release(&f);
    tl_conversation_free(conv);
}

/* A behavioural day begins at 04:00: 03:59 belongs to the evening before. */
static void day_begins_at_four(void **state)
{
    (void)state;
    int64_t monday = tl_day_from_civil(2024, 1, 8) * 1440;
    const int64_t at[] = {monday + 239, monday + 240};
    struct tl_conversation *conv = talk(at, "AB", 2);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_event_day(&f, 0), monday / 1440 - 1);
    assert_int_equal(tl_event_day(&f, 1), monday / 1440);
    tl_frame_release(&f);
    tl_conversation_free(conv);
}

static void silences_and_lost_days(void **state)
{
    (void)state;
    /* Days 30 to 34 of 70 without a word: Catalogue Q01, 65 covered days. */
    struct tl_conversation *conv = daily(70, 30, 35);
    int64_t start = tl_day_from_civil(2024, 1, 3);
    struct tl_frame f;
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(f.n_silences, 1);
    assert_true(f.silence[0].suspicious);
    assert_false(f.silence[0].lost);
    assert_int_equal(f.silence[0].from_day, start + 30);
    assert_int_equal(f.silence[0].to_day, start + 35);
    double covered = 0.0;
    for (size_t w = 0; w < f.weeks.n; w++)
        covered += f.weeks.covered[w];
    assert_near(covered, 63.0, 0.0);
    tl_frame_release(&f);

    struct tl_lost_days lost = {start + 30, start + 35};
    struct tl_frame_options options = {.n_lost = 1, .lost = &lost};
    assert_int_equal(tl_frame_init(&f, &ctx, conv, &options, NULL), TL_OK);
    assert_true(f.silence[0].lost);
    covered = 0.0;
    for (size_t w = 0; w < f.weeks.n; w++)
        covered += f.weeks.covered[w];
    assert_near(covered, 58.0, 0.0);
    tl_frame_release(&f);
    tl_conversation_free(conv);
}

/* Four months without a word are missing data, one day less is a silence
 * (docs/measures/coverage.md). */
static void long_silences_are_lost(void **state)
{
    (void)state;
    static const struct {
        size_t days;
        bool lost;
    } cases[] = {{119, false}, {120, true}, {121, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_conversation *conv = daily(300, 60, 60 + cases[i].days);
        struct tl_frame f;
        assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, NULL), TL_OK);
        assert_int_equal(f.n_silences, 1);
        assert_int_equal(f.silence[0].to_day - f.silence[0].from_day, (int64_t)cases[i].days);
        assert_true(f.silence[0].suspicious);
        assert_int_equal(f.silence[0].lost, cases[i].lost);
        tl_frame_release(&f);
        tl_conversation_free(conv);
    }
}

static void absurd_span_is_refused(void **state)
{
    (void)state;
    const int64_t at[] = {0, INT64_C(1440) * 366 * 900};
    struct tl_conversation *conv = talk(at, "AB", 2);
    struct tl_frame f;
    struct tl_error err = {0};
    assert_int_equal(tl_frame_init(&f, &ctx, conv, NULL, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    tl_conversation_free(conv);
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    struct tl_conversation *conv = daily(70, 30, 35);
    for (size_t fail = 0;; fail++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, fail);
        struct tl_context failing;
        tl_context_init(&failing);
        failing.allocator = &a.base;
        struct tl_frame f;
        enum tl_status status = tl_frame_init(&f, &failing, conv, NULL, NULL);
        if (status == TL_OK)
            tl_frame_release(&f);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
    }
    tl_conversation_free(conv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_of_a02),        cmocka_unit_test(turns_of_a03),
        cmocka_unit_test(weeks_are_whole),        cmocka_unit_test(day_begins_at_four),
        cmocka_unit_test(silences_and_lost_days), cmocka_unit_test(long_silences_are_lost),
        cmocka_unit_test(absurd_span_is_refused), cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
