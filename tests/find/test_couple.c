/* couple.c: carry-over from planted weeks, and the sentences of the two as one system. */
#include "made.h"

#include <math.h>

#define WEEKS 104

static double distance[2][WEEKS], weight[2][WEEKS];

/* The second person follows the first one's last week by `effect`; a step and a line must not
   matter. */
static void make(struct made *m, size_t weeks, uint64_t seed, double effect)
{
    struct tl_rng rng;
    made_open(m);
    m->q.panel.n_weeks = weeks;
    m->q.rounds = 99;
    tl_rng_init(&rng, seed, 0);
    double last[2] = {0.0, 0.0};
    for (size_t w = 0; w < weeks; w++) {
        const double next[2] = {0.3 * last[0] + tl_rng_normal(&rng),
                                0.3 * last[1] + effect * last[0] + tl_rng_normal(&rng)};
        for (int who = 0; who < 2; who++) {
            last[who] = next[who];
            distance[who][w] = next[who] + (w >= MADE_AT ? 4.0 : 0.0) + 0.02 * (double)w;
            weight[who][w] = 1.0;
        }
    }
    for (int who = 0; who < 2; who++) {
        m->q.panel.row[0].distance[who] = distance[who];
        m->q.panel.row[0].distance_weight[who] = weight[who];
    }
}

static const char *row(const struct made *m, const char *id)
{
    for (size_t i = 0; i < m->a.couple.n; i++)
        if (strcmp(m->a.couple.row[i].id, id) == 0)
            return m->a.couple.row[i].text;
    return NULL;
}

/* Of 20 planted ones nearly all are told, and of 20 without hardly any. */
static void finds_what_was_planted(void **state)
{
    (void)state;
    int found[2] = {0, 0}, back = 0;
    for (uint64_t run = 0; run < 40; run++) {
        struct made m;
        make(&m, WEEKS, run, run < 20 ? 0.5 : 0.0);
        assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
        const struct tl_couple *c = &m.a.couple;
        assert_int_equal(c->weeks, WEEKS - 1);
        assert_null(c->why);
        found[run >= 20] += strstr(row(&m, "E02"), "in which Ilse kept more distance") != NULL;
        back += strstr(row(&m, "E02"), "in which Tomasz kept more distance") != NULL;
        made_close(&m);
    }
    assert_in_range(found[0], 17, 20);
    assert_in_range(found[1], 0, 3);
    assert_in_range(back, 0, 5);
}

static void takes_sixty_weeks(void **state)
{
    (void)state;
    struct made m;
    make(&m, 59, 1, 0.5);
    assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.couple.weeks, 0);
    assert_non_null(m.a.couple.why);
    assert_true(isnan(m.a.couple.effect[0][1]));
    assert_null(row(&m, "E02"));
    made_close(&m);
    make(&m, 64, 1, 0.5);
    for (size_t w = 20; w < 30; w++) /* too many gaps */
        weight[0][w] = 0.0;
    assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.couple.weeks, 0);
    m.q.ready = false;
    assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
    assert_int_equal(m.a.couple.n, 0);
    made_close(&m);
}

/* A measurement with its extras, of the second person; the first has nothing. */
static void give(struct made *m, int i, const char *id, struct tl_extra *extra, size_t n)
{
    for (size_t k = 0; tl_measures()[k] != NULL; k++)
        if (strcmp(tl_measures()[k]->id, id) == 0)
            m->measurements[i] = (struct tl_measurement){.measure = tl_measures()[k]};
    m->measurements[i].whole[1] = tl_value_ok(0.4, 0.1, 0.5, 400);
    m->measurements[i].extra = extra;
    m->measurements[i].n_extra = n;
}

static void says_what_the_measures_found(void **state)
{
    (void)state;
    struct made m;
    struct tl_extra halves[] = {{"first_half", 1, {0.5, 0.47, 0.53, 900, TL_VALUE_OK, NULL}},
                                {"second_half", 1, {0.3, 0.27, 0.33, 900, TL_VALUE_OK, NULL}},
                                {"change", 1, {-0.2, -0.25, -0.15, 900, TL_VALUE_OK, NULL}}},
                    loop[] = {{"loop", 1, {1.0, NAN, NAN, 40, TL_VALUE_OK, NULL}}},
                    support[] = {{"after_met", 1, {0.75, 0.6, 0.9, 40, TL_VALUE_OK, NULL}},
                                 {"after_unmet", 1, {0.3, 0.2, 0.4, 40, TL_VALUE_OK, NULL}}};
    make(&m, WEEKS, 2, 0.0);
    give(&m, 0, "E03", halves, 3);
    give(&m, 1, "E04", loop, 1);
    give(&m, 2, "E05", support, 2);
    assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
    assert_string_equal(row(&m, "E03"),
                        "Ten messages of Ilse brought about 5 direct answers from Tomasz in the "
                        "first half of this time and about 3 in the second.");
    assert_string_equal(row(&m, "E04"),
                        "When Tomasz pressed, Ilse stepped back more often than else, and after "
                        "that Tomasz pressed again more often. The two feed each other; nobody "
                        "began it.");
    assert_string_equal(row(&m, "E05"),
                        "After Tomasz opened up and was met, it happened again within two weeks "
                        "in 75\u00a0% of the cases; where it was not met, in 30\u00a0%.");
    halves[2].value = tl_value_ok(-0.02, -0.1, 0.06, 900); /* no change */
    loop[0].value.value = 0.0;
    m.measurements[2].whole[1].status = TL_VALUE_THIN;
    assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
    assert_string_equal(row(&m, "E03"),
                        "Ten messages of Ilse brought about 4 direct answers from Tomasz, in the "
                        "first half of this time as in the second.");
    assert_string_equal(row(&m, "E04"), "Pressing and stepping back did not feed each other here.");
    assert_null(row(&m, "E05"));
    halves[2].value = tl_value_na("too few messages in a half");
    assert_int_equal(tl_find_couple(&m.q, &m.a), TL_OK);
    assert_null(row(&m, "E03"));
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_planted),
        cmocka_unit_test(takes_sixty_weeks),
        cmocka_unit_test(says_what_the_measures_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
