/* explanations.c: what else it could be, beside what can lower a level (D12): where each holds and
   where not. */
#include "explanations.h"
#include "made.h"
#include "word_counts.h"

#include <math.h>

#define HOURS_MOST 4000

static int ask(struct made *m, const char *id, struct tl_numbers *numbers)
{
    size_t n;
    const struct tl_explanation *e = tl_informing_explanations(&n);
    *numbers = (struct tl_numbers){.n = 0};
    for (size_t i = 0; i < n; i++)
        if (strcmp(e[i].id, id) == 0)
            return e[i].holds(&m->q, numbers);
    fail_msg("there is no explanation %s", id);
    return 0;
}

static double number(const struct tl_numbers *numbers, const char *name)
{
    for (size_t i = 0; i < numbers->n; i++)
        if (strcmp(numbers->item[i].name, name) == 0)
            return numbers->item[i].value;
    fail_msg("there is no number %s", name);
    return 0.0;
}

/* Events of the hand-made chat, each a conversation of its own: so many a week at 20 o'clock and at
   11 on weekdays. */
struct many {
    int64_t time_ms[HOURS_MOST];
    int16_t offset_min[HOURS_MOST];
    uint32_t event[HOURS_MOST];
    uint8_t kind[HOURS_MOST], resolution[HOURS_MOST];
    struct tl_session session[HOURS_MOST];
};

static void write_hours(struct made *m, struct many *all, const int evening[2], const int office[2])
{
    size_t n = 0;
    memset(all, 0, sizeof *all);
    for (int w = 0; w < MADE_WEEKS; w++)
        for (int day = 0; day < 5; day++) {
            const int late = evening[w >= MADE_AT], early = office[w >= MADE_AT];
            for (int i = 0; i < late + early; i++) {
                const int hour = i < early ? 11 : 20, more = (w * 7 + day) % 3 == 0;
                for (int k = 0; k <= more; k++) {
                    all->time_ms[n] = (MADE_MONDAY + 7 * w + day) * TL_MS_PER_DAY +
                                      hour * TL_MS_PER_HOUR + i * 60000;
                    all->event[n] = (uint32_t)n;
                    all->session[n].first = (uint32_t)n;
                    n++;
                }
            }
        }
    assert_true(n <= HOURS_MOST);
    m->q.frame.n_events = n;
    m->q.frame.event = all->event;
    m->q.frame.n_sessions = n;
    m->q.frame.session = all->session;
    m->conv.n_messages = n;
    m->conv.time_ms = all->time_ms;
    m->conv.offset_min = all->offset_min;
    m->conv.kind = all->kind;
    m->conv.resolution = all->resolution;
}

static void living_together(void **state)
{
    (void)state;
    static struct many all;
    struct made m;
    struct tl_numbers x;
    made_open(&m);
    write_hours(&m, &all, (int[]){4, 1}, (int[]){4, 4}); /* evenings alone */
    assert_int_equal(ask(&m, "living-together", &x), 1);
    assert_near(number(&x, "office_hours_ratio"), 1.0, 0.1);
    assert_true(number(&x, "free_time_ratio") < 0.3 && number(&x, "z") < -3.0);
    write_hours(&m, &all, (int[]){4, 2}, (int[]){4, 2}); /* all day */
    assert_int_equal(ask(&m, "living-together", &x), 0);
    write_hours(&m, &all, (int[]){4, 4}, (int[]){4, 1}); /* office hours alone */
    assert_int_equal(ask(&m, "living-together", &x), 0);
    m.q.weighing.at = 0;
    assert_int_equal(ask(&m, "living-together", &x), -1);
    made_close(&m);
}

static void season(void **state)
{
    (void)state;
    static double y[156], weight[156];
    struct made m;
    struct tl_numbers x;
    for (int stepped = 0; stepped < 2; stepped++) {
        made_open(&m);
        m.q.weighing.at = 91;
        for (int w = 0; w < 156; w++) {
            weight[w] = 1.0;
            y[w] = (stepped ? (w >= 91 ? 2.0 : 0.0) : tl_sin(w * 6.283185307179586 / 52.18)) +
                   (w % 2 == 0 ? 0.2 : -0.2);
        }
        m.q.panel.n_weeks = 156;
        m.q.panel.row[0].apart = m.q.panel.row[0].together = y;
        m.q.panel.row[0].pair_weight = weight;
        assert_int_equal(ask(&m, "season", &x), !stepped);
        assert_true(stepped ? number(&x, "share_lost") < 0.3 : number(&x, "share_lost") > 0.7);
        m.q.panel.n_weeks = 101;
        assert_int_equal(ask(&m, "season", &x), -1);
        made_close(&m);
    }
}

static void busy(void **state)
{
    (void)state;
    static double y[3][MADE_WEEKS];
    struct made m;
    struct tl_numbers x;
    for (int what = 0; what < 4;
         what++) { /* both for five weeks; one; for good; three weeks' noise */
        made_open(&m);
        for (int w = 0; w < MADE_WEEKS; w++) {
            const double wave = (double)(w % 4) - 1.5;
            const bool inside = w >= MADE_AT && (what == 2 || w < MADE_AT + 5);
            y[1][w] = wave + (inside && what != 3 ? 5.0 : 0.0);
            y[2][w] = wave + (inside && what != 1 && what != 3 ? 5.0 : 0.0);
            y[0][w] = (y[1][w] + y[2][w]) / 2.0;
        }
        m.q.panel.row[0].together = y[0];
        m.q.panel.row[0].distance[0] = y[1];
        m.q.panel.row[0].distance[1] = y[2];
        assert_int_equal(ask(&m, "busy", &x), what == 0);
        if (what == 0)
            assert_near(number(&x, "weeks"), 5.0, 1.0);
        m.q.weighing.at = 4;
        assert_int_equal(ask(&m, "busy", &x), -1);
        made_close(&m);
    }
}

/* Both people's series of a measure by label: level before and after. */
static void give(struct made *m, int i, const char *id, const char *label, bool tested,
                 double before, double after)
{
    made_measure(m, i, id, (double[]){before, before}, (double[]){after, after});
    for (int who = 0; who < 2; who++) {
        m->series[i][who].label = label;
        if (!tested)
            m->series[i][who].test = NULL;
    }
}

static void fewer_logistics(void **state)
{
    (void)state;
    struct made m;
    struct tl_numbers x;
    struct tl_series both[4];
    for (int personal = 0; personal < 2; personal++) {
        made_open(&m);
        give(&m, 0, "B17", "logistics", false, 4.0, 2.0);
        give(&m, 1, "B17", "personal", false, 3.0, personal ? 1.5 : 3.0);
        memcpy(both, m.series[0], sizeof m.series[0]);
        memcpy(both + 2, m.series[1], sizeof m.series[1]);
        m.measurements[0].series = both;
        m.measurements[0].n_series = 4;
        assert_int_equal(ask(&m, "logistics", &x), !personal);
        assert_near(number(&x, "logistics_ratio"), 0.5, 0.01);
        m.measurements[0].whole[1].status = TL_VALUE_THIN;
        assert_int_equal(ask(&m, "logistics", &x), -1);
        made_close(&m);
    }
}

static void shorter(void **state)
{
    (void)state;
    struct made m;
    struct tl_numbers x;
    for (int colder = 0; colder < 2; colder++) {
        made_open(&m);
        give(&m, 2, "A18", "low effort", false, 0.2, 0.4);
        give(&m, 1, "C02", NULL, true, 0.7, colder ? 0.4 : 0.7);
        assert_int_equal(ask(&m, "shorter", &x), !colder);
        assert_near(number(&x, "low_effort_change"), 0.2, 0.01);
        m.measurements[1].n_series = 0;
        assert_int_equal(ask(&m, "shorter", &x), -1);
        made_close(&m);
    }
}

static void deleted(void **state)
{
    (void)state;
    static uint8_t kind[4 * MADE_WEEKS];
    struct tl_file file = {.can = TL_CAN_DELETIONS};
    struct made m;
    struct tl_numbers x;
    made_open(&m);
    m.conv.kind = kind;
    m.conv.files = &file;
    m.conv.n_files = 1;
    assert_int_equal(ask(&m, "deleted", &x), 0);
    for (int i = 0; i < 6; i++)
        kind[m.q.frame.n_events - 1 - (size_t)(5 * i)] = TL_KIND_DELETED;
    assert_int_equal(ask(&m, "deleted", &x), 1);
    assert_near(number(&x, "deleted_after"), 6.0, 0.0);
    file.can = 0;
    assert_int_equal(ask(&m, "deleted", &x), -1);
    made_close(&m);
}

static void other_channels(void **state)
{
    (void)state;
    struct made m;
    struct tl_numbers x;
    made_open(&m);
    assert_int_equal(ask(&m, "other-channels", &x), -1); /* the words were not read */
    struct tl_word_sums *week = calloc(2 * MADE_WEEKS, sizeof *week);
    struct tl_word_counts words = {.week = {week, week + MADE_WEEKS}};
    for (size_t i = 0; i < 2 * MADE_WEEKS; i++) {
        week[i].words = 1000;
        week[i].list[TL_WORDS_CHANNEL] = i % MADE_WEEKS < MADE_AT ? 4 : 8;
    }
    words.all[0].list[TL_WORDS_CHANNEL] = 1;
    m.q.frame.words = &words;
    assert_int_equal(ask(&m, "other-channels", &x), 1);
    assert_near(number(&x, "mentions_before_per_1000_words"), 4.0, 1e-9);
    assert_near(number(&x, "mentions_after_per_1000_words"), 8.0, 1e-9);
    for (size_t i = 0; i < 2 * MADE_WEEKS; i++)
        week[i].list[TL_WORDS_CHANNEL] = 5;
    assert_int_equal(ask(&m, "other-channels", &x), 0);
    free(week);
    made_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(living_together), cmocka_unit_test(season),  cmocka_unit_test(busy),
        cmocka_unit_test(fewer_logistics), cmocka_unit_test(shorter), cmocka_unit_test(deleted),
        cmocka_unit_test(other_channels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
