/*
 * explanations.c: more of what else it could be (D12). These inform: each is told where it holds
 * and stands in JSON with its numbers, and none lowers a level, since no calibration knows them yet
 * and some need the words, which the verdict must not.
 *
 * All are asked at the date of the change (the asymmetry's, or both's together where that is the
 * clearer). Levels are those of levels.h; "fell" means a
 * ratio of .75 or less, "steady" one of .9 or more, a share that moved eight points or more (the
 * catalogue's least effects).
 */
#include "explanations.h"

#include <math.h>

#include "civil.h"
#include "levels.h"
#include "measuring.h"
#include "str.h"
#include "tlmath.h"
#include "word_counts.h"

#define FELL 0.75
#define STEADY 0.9
#define POINTS 0.08
#define ONE_SIDED_95 1.6448536269514722
#define OWN_VARIANCE 0.02 /* of a week's log ratio, beside that of its counts (D4) */
#define TWO_YEARS 102     /* two years with half weeks at the ends left out */
#define EXPLAINS 0.7
#define BUSY_WEEKS 8
#define BUSY_LEAST 3
#define BUSY_DEEP 1.5
#define BUSY_BOTH 1.0
#define BUSY_BACK 0.5
#define LEAST_KIND 30 /* messages before, to speak of a fall */

static double rate(const struct tl_inquiry *q, const double *count, size_t from, size_t to)
{
    double sum = 0.5, days = 0.0;
    for (size_t w = from; w < to; w++) {
        sum += q->frame.weeks.covered[w] > 0.0 ? count[w] : 0.0;
        days += q->frame.weeks.covered[w];
    }
    return days > 0.0 ? sum / days : (double)NAN;
}

/* Conversations begun in the evening from 18 and on weekends, against office hours, Monday to
   Friday from 9 to 17. People who live together have each other then, and write from work as
   before. Beginnings are counted, not messages: an answer that comes later comes at another hour.
 */
static int living_together(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_frame *f = &q->frame;
    const size_t n = f->weeks.n, at = tl_change_asked(q);
    if (at == 0 || tl_day_resolution(f))
        return -1;
    double *hours = tl_arena_array(&q->frame.arena, 4 * n, sizeof *hours);
    if (hours == NULL)
        return TL_NO_MEMORY;
    double *free_time = hours, *office = hours + n, *y = hours + 2 * n, *weight = hours + 3 * n;
    for (size_t i = 0; i < f->n_sessions; i++) {
        const size_t e = f->session[i].first, w = tl_event_week(f, e);
        const int64_t ms = tl_event_local_ms(f, e), day = tl_floor_div(ms, TL_MS_PER_DAY),
                      hour = tl_floor_mod(ms, TL_MS_PER_DAY) / TL_MS_PER_HOUR;
        const bool weekend = tl_floor_mod(day + 3, 7) >= 5; /* day 0 was a Thursday */
        if (w == SIZE_MAX)
            continue;
        free_time[w] += weekend || hour >= 18;
        office[w] += !weekend && hour >= 9 && hour < 17;
    }
    for (size_t w = 0; w < n; w++) {
        y[w] = tl_log((free_time[w] + 0.5) / (office[w] + 0.5));
        weight[w] =
            f->weeks.covered[w] > 0.0
                ? 1.0 / (1.0 / (free_time[w] + 0.5) + 1.0 / (office[w] + 0.5) + OWN_VARIANCE)
                : 0.0;
    }
    struct tl_difference d = tl_level_difference(y, weight, n, at, tl_lag1(y, weight, n, at));
    d.se *= tl_residual_scale(y, weight, n, at);
    const double free_ratio = rate(q, free_time, at, n) / rate(q, free_time, 0, at),
                 office_ratio = rate(q, office, at, n) / rate(q, office, 0, at);
    tl_give(numbers, "free_time_ratio", free_ratio);
    tl_give(numbers, "office_hours_ratio", office_ratio);
    tl_give(numbers, "z", tl_difference_z(d));
    return free_ratio <= FELL && tl_log(free_ratio) <= 2.0 * tl_log(office_ratio) &&
           tl_difference_z(d) <= -ONE_SIDED_95;
}

/* Is the step still there beside the course of the year? */
static int season(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_panel_row *all = &q->panel.row[0];
    const size_t n = q->panel.n_weeks, at = tl_change_asked(q);
    const bool apart = tl_asks_apart(q);
    if (!all->there || at == 0 || n < TWO_YEARS)
        return -1;
    double *x = tl_arena_array(&q->frame.arena, 3 * n, sizeof *x);
    if (x == NULL)
        return TL_NO_MEMORY;
    for (size_t i = 0; i < n; i++) {
        const double turn = 6.283185307179586 * (double)i / (365.25 / 7.0);
        x[3 * i] = tl_sin(turn);
        x[3 * i + 1] = tl_cos(turn);
        x[3 * i + 2] = i >= at ? 1.0 : 0.0;
    }
    const double *y = apart ? all->apart : all->together;
    const double step = tl_level_difference(y, all->pair_weight, n, at, 0.0).difference,
                 left = tl_step_beside(y, all->pair_weight, x, n, 3);
    tl_give(numbers, "step", fabs(step));
    tl_give(numbers, "step_beside_the_year", step > 0.0 ? left : -left);
    tl_give(numbers, "share_lost", 1.0 - left / step);
    return 1.0 - left / step >= EXPLAINS;
}

/* Both farther for three to eight weeks near the change, and back afterwards. In standard
   deviations of the weeks before. */
static int busy(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_panel_row *all = &q->panel.row[0];
    const size_t n = q->panel.n_weeks, at = tl_change_asked(q);
    if (!all->there || at < 8 || at + BUSY_LEAST + 4 > n)
        return -1;
    double middle[3], spread[3], sum[3] = {0.0, 0.0, 0.0};
    const double *const y[3] = {all->together, all->distance[0], all->distance[1]};
    double *scratch = tl_arena_array(&q->frame.arena, 2 * n, sizeof *scratch);
    if (scratch == NULL)
        return TL_NO_MEMORY;
    for (size_t k = 0; k < 3; k++) {
        middle[k] = tl_median(y[k], at, scratch);
        for (size_t w = 0; w < at; w++)
            scratch[n + w] = fabs(y[k][w] - middle[k]);
        spread[k] = 1.4826 * tl_median(scratch + n, at, scratch);
        if (!(spread[k] > 0.0))
            return -1;
    }
    size_t end = at;
    for (; end < n && end < at + BUSY_WEEKS; end++) {
        const double z = (y[0][end] - middle[0]) / spread[0];
        if (!(z > BUSY_DEEP / 2.0))
            break;
        for (size_t k = 0; k < 3; k++)
            sum[k] += (y[k][end] - middle[k]) / spread[k];
    }
    const double weeks = (double)(end - at);
    double after = 0.0, known = 0.0;
    for (size_t w = end; w < n && w < end + BUSY_WEEKS; w++)
        if (!isnan(y[0][w])) {
            after += (y[0][w] - middle[0]) / spread[0];
            known += 1.0;
        }
    const double depth = weeks > 0.0 ? sum[0] / weeks : 0.0;
    after = known > 0.0 ? after / known : (double)NAN;
    tl_give(numbers, "weeks", weeks);
    tl_give(numbers, "depth", depth);
    tl_give(numbers, "after", after);
    return weeks >= BUSY_LEAST && depth >= BUSY_DEEP && sum[1] >= BUSY_BOTH * weeks &&
           sum[2] >= BUSY_BOTH * weeks && known >= 4.0 && after < BUSY_BACK;
}

static const struct tl_series *series_of(const struct tl_measurement *m, const char *label,
                                         int person)
{
    for (size_t i = 0; m != NULL && i < m->n_series; i++)
        if ((int)m->series[i].whose == person && m->series[i].label != NULL &&
            tl_str_equal(tl_str_from(m->series[i].label), tl_str_from(label)))
            return &m->series[i];
    return NULL;
}

/* B17: less to arrange, and as much that is personal? */
static int fewer_logistics(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    static const char *const kinds[2] = {"logistics", "personal"};
    const struct tl_measurement *m = tl_inquiry_measurement(q, "B17");
    const size_t n = q->frame.weeks.n, at = tl_change_asked(q);
    double ratio[2];
    for (size_t k = 0; k < 2; k++) {
        double level[2] = {0.0, 0.0}, weeks[2] = {0.0, 0.0};
        for (int who = 0; who < 2; who++) {
            const struct tl_series *s = series_of(m, kinds[k], who);
            if (s == NULL || at == 0 || m->whole[who].status != TL_VALUE_OK)
                return -1;
            for (size_t w = 0; w < n; w++)
                if (!isnan(s->value[w])) {
                    level[w >= at] += s->value[w];
                    weeks[w >= at] += 0.5;
                }
        }
        if (!(weeks[0] > 0.0 && weeks[1] > 0.0) || 7.0 * level[0] < LEAST_KIND)
            return -1;
        ratio[k] = level[1] / weeks[1] / (level[0] / weeks[0]);
        tl_give(numbers, k == 0 ? "logistics_ratio" : "personal_ratio", ratio[k]);
    }
    return ratio[0] <= FELL && ratio[1] >= STEADY;
}

/* Shorter answers (A18), but what the other reaches out with is taken up as before (C02). */
static int shorter(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const int person = q->weighing.person;
    const size_t n = q->frame.weeks.n, at = tl_change_asked(q);
    const struct tl_measurement *length = tl_inquiry_measurement(q, "A18"),
                                *bids = tl_inquiry_measurement(q, "C02");
    const struct tl_series *low = series_of(length, "low effort", person),
                           *towards = bids != NULL ? tl_tested_series(bids, person) : NULL;
    if (at == 0 || person < 0 || low == NULL || towards == NULL)
        return -1;
    const struct tl_levels l = tl_levels_of(length, low, n, at),
                           t = tl_levels_of(bids, towards, n, at);
    if (isnan(l.after - l.before) || isnan(t.after - t.before))
        return -1;
    tl_give(numbers, "low_effort_change", l.after - l.before);
    tl_give(numbers, "towards_change", t.after - t.before);
    return l.after - l.before >= POINTS && t.after - t.before > -POINTS;
}

/* Three times as many messages that were deleted. */
static int deleted(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_frame *f = &q->frame;
    const size_t at = tl_change_asked(q);
    double gone[2] = {0.0, 0.0}, all[2] = {0.0, 0.0};
    bool can = false;
    for (size_t i = 0; i < q->conv->n_files; i++)
        can = can || (q->conv->files[i].can & TL_CAN_DELETIONS) != 0;
    if (at == 0 || !can)
        return -1;
    for (size_t e = 0; e < f->n_events; e++) {
        const size_t w = tl_event_week(f, e);
        if (w == SIZE_MAX)
            continue;
        all[w >= at] += 1.0;
        gone[w >= at] += tl_event_kind(f, e) == TL_KIND_DELETED;
    }
    tl_give(numbers, "deleted_before", gone[0]);
    tl_give(numbers, "deleted_after", gone[1]);
    return gone[1] >= 5.0 && gone[1] / all[1] >= 3.0 * (gone[0] + 0.5) / all[0];
}

/* Q05 by words: call, ring, outside, at the door ... a thousand words. */
static int other_channels(struct tl_inquiry *q, struct tl_numbers *numbers)
{
    const struct tl_word_counts *words = q->frame.words;
    const size_t n = q->frame.weeks.n, at = tl_change_asked(q);
    double said[2] = {0.0, 0.0}, all[2] = {0.0, 0.0};
    if (at == 0 || words == NULL || !tl_list_used(words, TL_WORDS_CHANNEL))
        return -1;
    for (size_t who = 0; who < 2; who++)
        for (size_t w = 0; w < n; w++) {
            said[w >= at] += words->week[who][w].list[TL_WORDS_CHANNEL];
            all[w >= at] += words->week[who][w].words;
        }
    if (!(all[0] > 0.0 && all[1] > 0.0))
        return -1;
    const double ratio = (said[1] + 0.5) / all[1] / ((said[0] + 0.5) / all[0]);
    const double se = sqrt(1.0 / (said[0] + 0.5) + 1.0 / (said[1] + 0.5)) * sqrt(TL_DISPERSION);
    tl_give(numbers, "mentions_before_per_1000_words", 1000.0 * said[0] / all[0]);
    tl_give(numbers, "mentions_after_per_1000_words", 1000.0 * said[1] / all[1]);
    tl_give(numbers, "z", tl_log(ratio) / se);
    return ratio >= 1.5 && tl_log(ratio) / se >= ONE_SIDED_95;
}

static const struct tl_explanation explanations[] = {
    {"living-together",
     living_together,
     {"Whether you were together more could not be seen.",
      "Talks begun did not fall mostly in the evenings and on weekends.",
      "Far fewer talks began in the evenings and on weekends, not in office hours. That is so "
      "where people are together then."},
     "If you moved in or stayed together, say when with --note.",
     true},
    {"season",
     season,
     {"It takes two years to see whether the time of the year explains it.",
      "The time of the year did not explain it.",
      "Beside the course of the year little of the change is left."},
     "One more year would show whether it comes again.",
     true},
    {"busy",
     busy,
     {"Whether it was a busy time that passed could not be tested.",
      "It did not look like a busy time of some weeks that passed.",
      "Both of you wrote less for some weeks and were back afterwards, as in a busy time."},
     "If you know what it was, say when with --note.",
     true},
    {"logistics",
     fewer_logistics,
     {"Whether only the organising talk fell could not be told.",
      "It was not only the organising talk that fell.",
      "You organised less with each other. The personal talk stayed about as it was."},
     NULL,
     true},
    {"shorter",
     shorter,
     {"Whether answers became shorter but not colder could not be told.",
      "Shorter answers alone did not explain it.",
      "Answers became shorter, but what the other reached out with was taken up as before."},
     NULL,
     true},
    {"deleted",
     deleted,
     {"This export does not show what was deleted.", "Not much more was deleted than before.",
      "Far more messages were deleted than before, so less of the talk is here."},
     NULL,
     false},
    {"other-channels",
     other_channels,
     {"Whether you spoke more of calling or meeting could not be told.",
      "You did not speak more of calling or meeting than before.",
      "You spoke more of calling or meeting than before. Talk may have moved there."},
     "You know whether you called or met more; say when with --note.",
     true},
};

const struct tl_explanation *tl_informing_explanations(size_t *n)
{
    *n = sizeof explanations / sizeof *explanations;
    return explanations;
}
