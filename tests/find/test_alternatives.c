/* test_alternatives.c: each other explanation, where it holds, where not, where nobody can know
   (D12). */
#include "asked.h"
#include "measuring.h"

#include <math.h>

#define WEEKS 40
#define AT 20

struct chat {
    struct talk talk;
    struct tl_inquiry q;
    struct tl_analysis a;
};

static void ask(struct chat *c, const struct tl_analysis_options *options)
{
    talk_finish(&c->talk, 0);
    asked_open(&c->q, &c->talk.ctx, c->talk.conv, options);
    memset(&c->a, 0, sizeof c->a);
}

/* As if the change had been found in week `at`. */
static void change_at(struct chat *c, size_t at)
{
    c->q.weighing.at = at;
    c->q.weighing.person = at > 0 ? 1 : -1;
}

static const struct tl_alternative *find(struct chat *c, const char *id)
{
    memset(&c->a, 0, sizeof c->a);
    assert_int_equal(tl_find_alternatives(&c->q, &c->a), TL_OK);
    for (size_t i = 0; i < c->a.n_alternatives; i++)
        if (strcmp(c->a.alternatives[i].id, id) == 0)
            return &c->a.alternatives[i];
    fail_msg("there is no explanation %s", id);
    return NULL;
}

static double number(const struct tl_alternative *a, const char *name)
{
    for (size_t i = 0; i < a->n_numbers; i++)
        if (strcmp(a->numbers[i].name, name) == 0)
            return a->numbers[i].value;
    fail_msg("%s has no number %s", a->id, name);
    return 0.0;
}

static void leave(struct chat *c)
{
    tl_inquiry_release(&c->q);
    talk_close(&c->talk);
}

/* All sixteen are told, each with words of its own for yes, no and unknown. */
static void every_one_is_told(void **state)
{
    (void)state;
    struct chat c;
    talk_open(&c.talk, 1);
    talk_weeks(&c.talk, WEEKS, WEEKS, &talk_usual, &talk_usual);
    ask(&c, NULL);
    find(&c, "hole");
    assert_int_equal(c.a.n_alternatives, 16);
    for (size_t i = 0; i < c.a.n_alternatives; i++) {
        const struct tl_alternative *a = &c.a.alternatives[i];
        assert_in_range(a->holds + 1, 0, 2);
        assert_true(strlen(a->text) > 20 && a->text[strlen(a->text) - 1] == '.');
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(a->id, c.a.alternatives[k].id);
    }
    leave(&c);
}

/* Less of everything from both, against less from one. */
static void both_quieter(void **state)
{
    (void)state;
    struct talk_week both = talk_usual, one = talk_usual;
    both.starts[0] = both.starts[1] = 5.0;
    one.starts[1] = 2.0;
    one.answers[1] = 0.35;
    for (int joint = 0; joint < 2; joint++) {
        struct chat c;
        talk_open(&c.talk, 2);
        talk_weeks(&c.talk, WEEKS, AT, &talk_usual, joint ? &both : &one);
        ask(&c, NULL);
        const struct tl_alternative *a = find(&c, "both-quieter");
        assert_int_equal(a->holds, joint);
        assert_true(number(a, "messages_ratio") < 0.8);
        leave(&c);
    }
}

static void other_moved(void **state)
{
    (void)state;
    struct talk_week pursuit = talk_usual, retreat = talk_usual;
    pursuit.starts[0] = 26.0;
    retreat.starts[1] = 3.0;
    retreat.answers[1] = 0.4;
    struct talk_week both = retreat;
    both.starts[0] = 30.0;
    const struct talk_week *after[3] = {&retreat, &pursuit, &both};
    for (int i = 0; i < 3; i++) {
        struct chat c;
        talk_open(&c.talk, 3);
        talk_weeks(&c.talk, WEEKS, AT, &talk_usual, after[i]);
        ask(&c, NULL);
        assert_int_equal(c.q.weighing.person, 1); /* the share of Tomasz fell every time */
        const struct tl_alternative *a = find(&c, "other-moved");
        assert_int_equal(a->holds, i == 1);
        assert_int_equal(number(a, "own_z") > 1.6, i != 1);
        leave(&c);
    }
    /* Where both moved, nothing but the step back makes it more than pursuit. */
    struct chat c;
    talk_open(&c.talk, 3);
    talk_weeks(&c.talk, WEEKS, AT, &talk_usual, &pursuit);
    ask(&c, NULL);
    assert_int_equal(find(&c, "other-moved")->holds, 1);
    c.q.weighing.own[1] = (struct tl_difference){1.0, 0.2};
    assert_int_equal(find(&c, "other-moved")->holds, 0);
    leave(&c);
}

/* Weeks without a message; `another` puts what follows into a second file. */
static void fill_with_hole(struct chat *c, int from, int to, bool another)
{
    talk_open(&c->talk, 4);
    for (int w = 0; w < WEEKS; w++) {
        if (w == to && another)
            talk_file(&c->talk, "test", TALK_ALL_CAN, TL_RES_SECOND);
        if (w < from || w >= to)
            talk_week(&c->talk, w, &talk_usual);
    }
}

static void hole(void **state)
{
    (void)state;
    struct chat c;
    fill_with_hole(&c, AT - 2, AT + 1, false);
    ask(&c, NULL);
    c.q.steady_lost = true; /* only the place of the silence counts */
    change_at(&c, AT);
    const struct tl_alternative *a = find(&c, "hole");
    assert_int_equal(a->holds, 1);
    assert_near(number(a, "long_silences"), 1.0, 0.0);
    assert_near(number(a, "lost_days"), 0.0, 0.0);
    change_at(&c, AT + 12);
    assert_int_equal(find(&c, "hole")->holds, 0);
    c.q.steady_lost = false; /* elsewhere, but the result hangs on it */
    assert_int_equal(find(&c, "hole")->holds, 1);
    leave(&c);

    fill_with_hole(&c, AT, AT, false); /* none at all */
    ask(&c, NULL);
    c.q.steady_lost = true;
    change_at(&c, AT);
    assert_int_equal(find(&c, "hole")->holds, 0);
    leave(&c);

    /* Between two files days are lost, not silent. */
    fill_with_hole(&c, AT - 2, AT + 1, true);
    ask(&c, NULL);
    change_at(&c, AT);
    a = find(&c, "hole");
    assert_int_equal(a->holds, 1);
    assert_near(number(a, "lost_days"), 21.0, 1.0);
    leave(&c);
}

static void clock_moved(void **state)
{
    (void)state;
    struct talk_week away = talk_usual;
    away.hours_later = 8;
    struct chat c;
    talk_open(&c.talk, 5);
    for (int w = 0; w < WEEKS; w++)
        talk_week(&c.talk, w, w >= AT && w < AT + 3 ? &away : &talk_usual);
    ask(&c, NULL);
    change_at(&c, AT);
    const struct tl_alternative *a = find(&c, "clock");
    assert_int_equal(a->holds, 1);
    assert_true(number(a, "shifts") >= 2.0); /* of both */
    change_at(&c, AT + 10);
    assert_int_equal(find(&c, "clock")->holds, 0);
    leave(&c);

    talk_open(&c.talk, 5);
    talk_weeks(&c.talk, WEEKS, WEEKS, &talk_usual, &talk_usual);
    ask(&c, NULL);
    change_at(&c, AT);
    assert_int_equal(find(&c, "clock")->holds, 0);
    leave(&c);

    talk_open(&c.talk, 5); /* four weeks are no habit */
    talk_weeks(&c.talk, 4, 4, &talk_usual, &talk_usual);
    ask(&c, NULL);
    assert_int_equal(find(&c, "clock")->holds, -1);
    leave(&c);
}

static void calls(void **state)
{
    (void)state;
    struct talk_week calling = talk_usual;
    calling.starts[0] = calling.starts[1] = 6.0;
    calling.calls = 4.0;
    for (int often = 0; often < 2; often++) {
        struct chat c;
        talk_open(&c.talk, 6);
        talk_weeks(&c.talk, WEEKS, AT, often ? &talk_usual : &calling, &calling);
        ask(&c, NULL);
        change_at(&c, AT);
        const struct tl_alternative *a = find(&c, "calls");
        assert_int_equal(a->holds, often);
        assert_true(number(a, "minutes_a_week_after") > 60.0);
        change_at(&c, 0);
        assert_int_equal(find(&c, "calls")->holds, -1);
        leave(&c);
    }
    /* An export that does not hold calls cannot know. */
    struct chat c;
    talk_open(&c.talk, 6);
    c.talk.conv->files[0].can = TALK_ALL_CAN & ~(unsigned)TL_CAN_CALLS;
    talk_weeks(&c.talk, WEEKS, WEEKS, &talk_usual, &talk_usual);
    ask(&c, NULL);
    change_at(&c, AT);
    assert_int_equal(find(&c, "calls")->holds, -1);
    leave(&c);
}

/* `fall` a week, as a share, from 30 conversations on. */
static void fill_with_fall(struct chat *c, int weeks, double fall)
{
    talk_open(&c->talk, 7);
    struct talk_week week = talk_usual;
    week.starts[0] = week.starts[1] = 30.0;
    week.answers[0] = week.answers[1] = 0.6;
    for (int w = 0; w < weeks; w++) {
        talk_week(&c->talk, w, &week);
        week.starts[0] *= 1.0 - fall;
        week.starts[1] *= 1.0 - fall;
    }
}

static void early_decay(void **state)
{
    (void)state;
    struct chat c;
    fill_with_fall(&c, WEEKS, 0.05);
    ask(&c, NULL);
    const struct tl_alternative *a = find(&c, "early-decay");
    assert_int_equal(a->holds, 1);
    assert_near(number(a, "weeks"), WEEKS, 1.0);
    leave(&c);
    fill_with_fall(&c, WEEKS, 0.0);
    ask(&c, NULL);
    assert_int_equal(find(&c, "early-decay")->holds, 0);
    leave(&c);
    fill_with_fall(&c, 60, 0.05); /* more than a year is no beginning */
    ask(&c, NULL);
    assert_int_equal(find(&c, "early-decay")->holds, 0);
    leave(&c);
    fill_with_fall(&c, 3, 0.0); /* nothing measured */
    ask(&c, NULL);
    assert_int_equal(find(&c, "early-decay")->holds, -1);
    leave(&c);
}

/* Two weeks in which Tomasz wrote without end make the twenty before the change look close. */
static void unusual_baseline(void **state)
{
    (void)state;
    struct talk_week honeymoon = talk_usual, less = talk_usual;
    honeymoon.starts[0] = 1.0;
    honeymoon.starts[1] = 60.0;
    less.starts[1] = 4.0;
    for (int unusual = 0; unusual < 2; unusual++) {
        struct chat c;
        talk_open(&c.talk, 8);
        for (int w = 0; w < WEEKS; w++)
            talk_week(&c.talk, w,
                      unusual ? (w == 8 || w == 9 ? &honeymoon : &talk_usual)
                              : (w < AT ? &talk_usual : &less));
        ask(&c, NULL);
        /* the difference at AT as the weighing has it, whatever week it chose itself */
        const struct tl_panel_row *all = &c.q.panel.row[0];
        change_at(&c, AT);
        c.q.weighing.apart =
            tl_level_difference(all->apart, all->pair_weight, c.q.panel.n_weeks, AT, 0.0);
        assert_true(c.q.weighing.apart.difference > 0.0);
        const struct tl_alternative *a = find(&c, "baseline");
        assert_int_equal(a->holds, unusual);
        assert_true(unusual ? number(a, "share_left") < 0.5 : number(a, "share_left") > 0.8);
        change_at(&c, 9); /* of nine weeks none is left out */
        assert_int_equal(find(&c, "baseline")->holds, 0);
        change_at(&c, 0);
        assert_int_equal(find(&c, "baseline")->holds, -1);
        leave(&c);
    }
}

static void another_phone(void **state)
{
    (void)state;
    for (int what = 0; what < 3; what++) { /* only another file; another clock; other abilities */
        struct chat c;
        talk_open(&c.talk, 9);
        for (int w = 0; w < WEEKS; w++) {
            if (w == AT)
                talk_file(&c.talk, "test",
                          what == 2 ? TALK_ALL_CAN & ~(unsigned)TL_CAN_REACTIONS : TALK_ALL_CAN,
                          what == 1 ? TL_RES_MINUTE : TL_RES_SECOND);
            talk_week(&c.talk, w, &talk_usual);
        }
        ask(&c, NULL);
        change_at(&c, AT + 2);
        const struct tl_alternative *a = find(&c, "phone");
        assert_int_equal(a->holds, what > 0);
        assert_true(what == 0 ? number(a, "changes_of_source") < 1.0
                              : number(a, "changes_of_source") >= 1.0);
        change_at(&c, AT - 10);
        assert_int_equal(find(&c, "phone")->holds, 0);
        leave(&c);
    }
}

/* Q03: WhatsApp exports end at about 40,000 messages, or 10,000 with media. */
static void cut_off(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        int messages, holds;
    } rows[] = {{"whatsapp-text", 10000, 1}, {"whatsapp-text", 3000, 0}, {"test", 10000, 0}};
    for (size_t i = 0; i < 3; i++) {
        struct chat c;
        talk_open(&c.talk, 10);
        talk_file(&c.talk, rows[i].format, TALK_ALL_CAN, TL_RES_MINUTE);
        for (int k = 0; k < rows[i].messages; k++)
            talk_push(&c.talk, k % 3 == 0, talk_ms(k / 30, 8 + k % 30 / 3, 7 * (k % 3)),
                      TL_KIND_TEXT, "la", -1);
        /* the measure alone: ten thousand messages more would only take time */
        talk_finish(&c.talk, 0);
        c.q = (struct tl_inquiry){.ctx = &c.talk.ctx, .conv = c.talk.conv, .n_measurements = 1};
        tl_arena_init(&c.q.arena, &c.talk.ctx);
        assert_int_equal(tl_frame_init(&c.q.frame, &c.talk.ctx, c.talk.conv, NULL, NULL), TL_OK);
        struct tl_measurement m;
        for (size_t k = 0; tl_measures()[k] != NULL; k++)
            if (strcmp(tl_measures()[k]->id, "Q03") == 0)
                assert_int_equal(tl_measure_run(tl_measures()[k], &c.q.frame, &c.q.arena, &m, NULL),
                                 TL_OK);
        c.q.measurements = &m;
        c.q.weighing.person = -1;
        const struct tl_alternative *a = find(&c, "cut-off");
        assert_int_equal(a->holds, rows[i].holds);
        assert_near(number(a, "messages"), rows[i].messages, 0.0);
        c.q.n_measurements = 0;
        assert_int_equal(find(&c, "cut-off")->holds, -1);
        leave(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_one_is_told), cmocka_unit_test(both_quieter),
        cmocka_unit_test(other_moved),       cmocka_unit_test(hole),
        cmocka_unit_test(clock_moved),       cmocka_unit_test(calls),
        cmocka_unit_test(early_decay),       cmocka_unit_test(unusual_baseline),
        cmocka_unit_test(another_phone),     cmocka_unit_test(cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
