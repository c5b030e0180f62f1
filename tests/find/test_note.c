/* note.c: what the user knows of some weeks, and whether it explains the change. */
#include "made.h"

#include <math.h>

static double weight[MADE_WEEKS];
static uint16_t sender[4 * MADE_WEEKS];

static void make(struct made *m, struct tl_note *notes, size_t n)
{
    made_open(m);
    for (int w = 0; w < MADE_WEEKS; w++)
        weight[w] = 1.0;
    for (size_t i = 0; i < sizeof sender / sizeof *sender; i++)
        sender[i] = 1;
    m->conv.sender = sender;
    m->q.panel.row[0].pair_weight = weight;
    m->q.note = notes;
    m->q.n_notes = n;
}

static int64_t week(int w)
{
    return MADE_MONDAY + 7 * w;
}

/* The made change lasts from week 26 to the end; these weeks are something else. */
static void a_trip_elsewhere_explains_nothing(void **state)
{
    (void)state;
    struct made m;
    struct tl_note trip = {week(4), week(8), "travel"};
    struct tl_alternative a = {0};
    make(&m, &trip, 1);
    assert_int_equal(tl_find_note(&m.q, &a), TL_OK);
    assert_string_equal(a.id, "your-note");
    assert_int_equal(a.holds, 0);
    assert_near(a.numbers[0].value, 2.0, 0.05);
    assert_near(a.numbers[1].value, 2.0, 0.05);
    assert_near(a.numbers[2].value, 0.0, 0.05);
    /* four messages a week before, two after */
    assert_string_equal(a.numbers[3].name, "messages_ratio_with_note");
    assert_near(a.numbers[3].value, 0.5, 1e-6);
    made_close(&m);
}

static void weeks_that_carry_the_change_do(void **state)
{
    (void)state;
    struct made m;
    struct tl_note ill[2] = {{week(26), week(40), "illness"}, {week(40), week(44), "illness"}};
    struct tl_alternative a = {0};
    make(&m, ill, 2);
    for (int w = 44; w < MADE_WEEKS; w++)
        m.apart[w] -= 1.9; /* back to what it was */
    assert_int_equal(tl_find_note(&m.q, &a), TL_OK);
    assert_int_equal(a.holds, 1);
    assert_true(a.numbers[2].value >= 0.7);
    assert_non_null(strstr(a.text, "(illness)"));
    made_close(&m);
}

static void one_that_never_ends_cannot_be_told_apart(void **state)
{
    (void)state;
    struct made m;
    struct tl_note moved = {week(26), week(90), "moved in"};
    struct tl_alternative a = {0};
    make(&m, &moved, 1);
    assert_int_equal(tl_find_note(&m.q, &a), TL_OK);
    assert_int_equal(a.holds, 1);
    assert_near(a.numbers[1].value, 0.0, 0);
    assert_true(isnan(a.numbers[3].value));
    made_close(&m);
}

static void it_lowers_the_level(void **state)
{
    (void)state;
    struct made m;
    made_open(&m);
    const enum tl_level before = made_verdict(&m)->level;
    m.alternatives[1].id = "your-note";
    m.alternatives[1].holds = 1;
    assert_true(before > TL_LEVEL_WEAK);
    assert_int_equal(made_verdict(&m)->level, TL_LEVEL_WEAK);
    made_close(&m);
}

static void nothing_to_explain(void **state)
{
    (void)state;
    struct made m;
    struct tl_note notes[20];
    struct tl_alternative a = {0};
    for (int i = 0; i < 20; i++)
        notes[i] = (struct tl_note){week(i), week(i + 1), "exam"};
    make(&m, notes, 20); /* more notes than columns */
    assert_int_equal(tl_find_note(&m.q, &a), TL_OK);
    assert_int_equal(a.holds, 0);
    m.q.weighing.at = 0;
    a = (struct tl_alternative){0};
    assert_int_equal(tl_find_note(&m.q, &a), TL_OK);
    assert_int_equal(a.holds, -1);
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trip_elsewhere_explains_nothing),
        cmocka_unit_test(weeks_that_carry_the_change_do),
        cmocka_unit_test(one_that_never_ends_cannot_be_told_apart),
        cmocka_unit_test(it_lowers_the_level),
        cmocka_unit_test(nothing_to_explain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
