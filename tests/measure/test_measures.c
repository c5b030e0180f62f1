/* The table of measures: every row is complete, has its page, is symmetrical, and survives memory
   running out at any point. */
#include "labelled.h"

#include <math.h>

#include "branching.h"

static void rows_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; tl_measures()[i] != NULL; i++) {
        const struct tl_measure *m = tl_measures()[i];
        if (m->id == NULL || m->name == NULL || m->title == NULL || m->unit == NULL ||
            m->reference == NULL || m->reference[0] == '\0' || m->least_n == 0 ||
            m->compute == NULL || m->closeness < -1 || m->closeness > 1)
            fail_msg("the row of %s is not complete", m->id != NULL ? m->id : "a measure");
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(m->id, tl_measures()[j]->id);
            assert_string_not_equal(m->name, tl_measures()[j]->name);
        }
    }
}

/* docs/measures/<name>.md stands, opens with the id, and is in the table of
 * docs/measures/README.md. */
static void every_measure_has_its_page(void **state)
{
    (void)state;
    size_t size;
    char *table = tl_test_read("../../docs/measures/README.md", &size);
    for (size_t i = 0; tl_measures()[i] != NULL; i++) {
        const struct tl_measure *m = tl_measures()[i];
        char path[256];
        snprintf(path, sizeof path, "../../docs/measures/%s.md", m->name);
        char *page = tl_test_read(path, &size);
        char head[64];
        int n = snprintf(head, sizeof head, "# %s ", m->id);
        if (strncmp(page, head, (size_t)n) != 0)
            fail_msg("%s does not open with '%s'", path, head);
        snprintf(path, sizeof path, "](%s.md)", m->name);
        if (strstr(table, path) == NULL)
            fail_msg("docs/measures/README.md does not name %s", m->name);
        free(page);
    }
    free(table);
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

static void assert_same_value(const struct tl_measure *m, const char *what,
                              const struct tl_value *a, const struct tl_value *b)
{
    if (a->status != b->status || a->n != b->n || !same(a->value, b->value) ||
        !same(a->lo, b->lo) || !same(a->hi, b->hi))
        fail_msg("%s %s: %g [%g, %g] n %llu and %g [%g, %g] n %llu with the people swapped", m->id,
                 what, a->value, a->lo, a->hi, (unsigned long long)a->n, b->value, b->lo, b->hi,
                 (unsigned long long)b->n);
}

static enum tl_whose swapped(enum tl_whose whose)
{
    return whose == TL_WHOSE_BOTH ? whose : (enum tl_whose)(1 - whose);
}

static const struct tl_series *series_like(const struct tl_measurement *m,
                                           const struct tl_series *like)
{
    for (size_t i = 0; i < m->n_series; i++)
        if (m->series[i].whose == swapped(like->whose) &&
            ((m->series[i].label == NULL && like->label == NULL) ||
             (m->series[i].label != NULL && like->label != NULL &&
              strcmp(m->series[i].label, like->label) == 0)))
            return &m->series[i];
    fail_msg("%s has a series of one person only", m->measure->id);
    return NULL;
}

static void assert_swapped(const struct tl_measurement *a, const struct tl_measurement *b,
                           size_t weeks)
{
    const struct tl_measure *m = a->measure;
    for (size_t whose = 0; whose < 3; whose++)
        assert_same_value(m, "whole", &a->whole[whose], &b->whole[swapped((enum tl_whose)whose)]);
    assert_int_equal(a->n_series, b->n_series);
    assert_int_equal(a->n_extra, b->n_extra);
    for (size_t i = 0; i < a->n_extra; i++) {
        const struct tl_value *other =
            tl_extra_find(b, a->extra[i].name, swapped(a->extra[i].whose));
        if (other == NULL)
            fail_msg("%s has %s of one person only", m->id, a->extra[i].name);
        else
            assert_same_value(m, a->extra[i].name, &a->extra[i].value, other);
    }
    for (size_t i = 0; i < a->n_series; i++) {
        const struct tl_series *s = &a->series[i], *t = series_like(b, s);
        assert_int_equal(s->test != NULL, t->test != NULL);
        for (size_t w = 0; w < weeks; w++)
            if (!same(s->value[w], t->value[w]) || !same(s->low[w], t->low[w]) ||
                !same(s->high[w], t->high[w]) || s->n[w] != t->n[w] ||
                (s->test != NULL &&
                 (!same(s->test[w], t->test[w]) || !same(s->weight[w], t->weight[w]))))
                fail_msg("%s: week %zu differs with the people swapped", m->id, w);
    }
}

/* What every series promises: an interval around the value, a weight where there is something to
   test, and nothing to test without a weight. */
static void assert_sound(const struct tl_measurement *m, size_t weeks)
{
    for (size_t i = 0; i < m->n_series; i++) {
        const struct tl_series *s = &m->series[i];
        for (size_t w = 0; w < weeks; w++) {
            if (s->low[w] > s->value[w] || s->high[w] < s->value[w])
                fail_msg("%s: week %zu lies outside its interval", m->measure->id, w);
            if (s->test != NULL && (isnan(s->test[w]) ? s->weight[w] > 0.0 : !(s->weight[w] > 0.0)))
                fail_msg("%s: week %zu has a weight without a value", m->measure->id, w);
        }
    }
    for (size_t whose = 0; whose < 3; whose++) {
        const struct tl_value *v = &m->whole[whose];
        if ((v->status != TL_VALUE_OK && v->why == NULL) ||
            (v->status == TL_VALUE_OK && (isnan(v->value) || v->lo > v->value || v->hi < v->value)))
            fail_msg("%s: the value of %zu is not sound", m->measure->id, whose);
    }
}

static void compare_swapped(enum tl_resolution resolution)
{
    struct chat a, b;
    struct labelled la, lb;
    labelled_open(&la);
    labelled_open(&lb);
    assert_int_equal(chat_open(&a, NULL), TL_OK);
    assert_int_equal(chat_open(&b, NULL), TL_OK);
    a.resolution = b.resolution = resolution;
    assert_int_equal(chat_talk(&a, 30, 5), TL_OK);
    assert_int_equal(chat_talk(&b, 30, 5), TL_OK);
    if (resolution != TL_RES_SECOND)
        for (size_t i = 0; i < a.conv->n_messages; i++) {
            int64_t step = resolution == TL_RES_DAY ? TL_MS_PER_DAY : TL_MS_PER_MINUTE;
            a.conv->time_ms[i] -= a.conv->time_ms[i] % step;
            b.conv->time_ms[i] = a.conv->time_ms[i];
        }
    labelled_draw(&la, a.conv);
    labelled_draw(&lb, b.conv);
    assert_int_equal(labelled_finish(&la, &a, 0), TL_OK);
    assert_int_equal(labelled_finish(&lb, &b, 1), TL_OK);
    assert_int_equal(tl_branching_prepare(&a.frame, NULL), TL_OK);
    assert_int_equal(tl_branching_prepare(&b.frame, NULL), TL_OK);
    assert_int_equal(a.frame.weeks.n, 30);
    for (size_t i = 0; tl_measures()[i] != NULL; i++) {
        struct tl_measurement one = chat_measure(&a, tl_measures()[i]);
        struct tl_measurement other = chat_measure(&b, tl_measures()[i]);
        assert_swapped(&one, &other, a.frame.weeks.n);
        assert_sound(&one, a.frame.weeks.n);
    }
    chat_close(&a);
    chat_close(&b);
    labelled_close(&la);
    labelled_close(&lb);
}

static void swapping_people_swaps_numbers(void **state)
{
    (void)state;
    compare_swapped(TL_RES_SECOND);
}

static void so_at_minutes(void **state)
{
    (void)state;
    compare_swapped(TL_RES_MINUTE);
}

static void so_in_letters(void **state)
{
    (void)state;
    compare_swapped(TL_RES_DAY);
}

/* The smallest chats there can be. */
static void tiny_chats(void **state)
{
    (void)state;
    for (int messages = 2; messages < 8; messages++) {
        struct chat c;
        struct labelled l;
        labelled_open(&l);
        assert_int_equal(chat_open(&c, NULL), TL_OK);
        for (int i = 0; i < messages; i++)
            chat_say(&c, (unsigned)i % 2, chat_at(i, 10, i, 0), i % 3 == 0 ? "?" : "hm");
        labelled_draw(&l, c.conv);
        assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
        for (size_t i = 0; tl_measures()[i] != NULL; i++) {
            struct tl_measurement m = chat_measure(&c, tl_measures()[i]);
            assert_sound(&m, c.frame.weeks.n);
        }
        chat_close(&c);
        labelled_close(&l);
    }
}

/* Allocation number i fails for i = 0, 1, 2 ... until a measure gets through; nothing leaks. */
static void memory_runs_out(void **state)
{
    (void)state;
    struct labelled l;
    labelled_open(&l);
    for (size_t i = 0; tl_measures()[i] != NULL; i++) {
        for (size_t fail_at = 0;; fail_at++) {
            struct tl_test_allocator allocator;
            struct chat c;
            struct tl_measurement m;
            tl_test_allocator_init(&allocator, SIZE_MAX);
            assert_int_equal(chat_open(&c, &allocator.base), TL_OK);
            assert_int_equal(chat_talk(&c, 9, 2), TL_OK);
            labelled_draw(&l, c.conv);
            assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
            allocator.fail_at = allocator.calls + fail_at;
            enum tl_status status = tl_measure_run(tl_measures()[i], &c.frame, &c.arena, &m, NULL);
            chat_close(&c);
            assert_int_equal(allocator.live, 0);
            if (status == TL_OK)
                break;
            assert_int_equal(status, TL_FATAL);
        }
    }
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_complete),
        cmocka_unit_test(every_measure_has_its_page),
        cmocka_unit_test(swapping_people_swaps_numbers),
        cmocka_unit_test(so_at_minutes),
        cmocka_unit_test(so_in_letters),
        cmocka_unit_test(tiny_chats),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
