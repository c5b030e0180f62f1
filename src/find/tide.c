/*
 * tide.c: both people's weeks for the eye: distance and volume with what chance does to a week,
 * the calendar, and the hours of the week. No verdict rests on it.
 */
#include "civil.h"
#include "inquiry.h"

/* The calendar and the hours of the week. */
static enum tl_status count_days(struct tl_inquiry *q, struct tl_tide *tide)
{
    const struct tl_frame *f = &q->frame;
    bool timed = false;
    for (int who = 0; who < 2; who++) {
        tide->days[who] = tl_arena_array(&q->arena, 7 * tide->n_weeks, sizeof(uint32_t));
        tide->hours[who] = tl_arena_array(&q->arena, TL_HOURS_OF_WEEK, sizeof(uint32_t));
        if (tide->days[who] == NULL || tide->hours[who] == NULL)
            return TL_FATAL;
    }
    for (size_t e = 0; e < f->n_events; e++) {
        const unsigned who = tl_event_who(f, e);
        if (tl_event_week(f, e) != SIZE_MAX)
            tide->days[who][tl_event_day(f, e) - tide->first_day]++;
        if (f->conv->resolution[f->event[e]] == TL_RES_DAY)
            continue;
        const int64_t hour = tl_floor_div(tl_event_local_ms(f, e), TL_MS_PER_HOUR);
        /* Day 0, 1 January 1970, was a Thursday. */
        const int64_t of_week = hour + 3 * 24;
        tide->hours[who][of_week - TL_HOURS_OF_WEEK * tl_floor_div(of_week, TL_HOURS_OF_WEEK)]++;
        timed = true;
    }
    if (!timed)
        tide->hours[0] = tide->hours[1] = NULL;
    return TL_OK;
}

/* D13's index for display: each person's composite against the median of the own past. That median
   is taken as known. */
static void lay_index(const struct tl_inquiry *q, struct tl_tide *tide, int who, double *scratch)
{
    const size_t n = tide->n_weeks;
    const struct tl_panel_row *all = &q->panel.row[0];
    const size_t baseline = q->weighing.at > 0 ? q->weighing.at : n;
    const double middle = all->there ? tl_median(all->distance[who], baseline, scratch) : NAN;
    for (size_t w = 0; w < n; w++)
        tide->index[who][w] = all->there ? all->distance[who][w] - middle : NAN;
    tl_week_levels(tide->index[who], all->distance_weight[who], n, tide->index_low[who],
                   tide->index_high[who]);
}

static void lay_messages(const struct tl_inquiry *q, struct tl_tide *tide, int who)
{
    const double *covered = q->frame.weeks.covered;
    double *messages = tide->messages[who];
    for (size_t w = 0; w < tide->n_weeks; w++)
        for (size_t day = 7 * w; day < 7 * (w + 1); day++)
            messages[w] += (double)tide->days[who][day];
    tl_week_rates(messages, covered, tide->n_weeks, tide->messages_low[who],
                  tide->messages_high[who]);
    for (size_t w = 0; w < tide->n_weeks; w++)
        messages[w] = covered[w] > 0.0 ? messages[w] / covered[w] : NAN;
}

enum tl_status tl_lay_tide(struct tl_inquiry *q, struct tl_tide *tide)
{
    const size_t n = q->frame.weeks.n;
    double *scratch = tl_arena_array(&q->frame.arena, n, sizeof *scratch);
    *tide = (struct tl_tide){.n_weeks = n, .first_day = q->frame.weeks.first_day};
    double **const columns[] = {tide->index,    tide->index_low,    tide->index_high,
                                tide->messages, tide->messages_low, tide->messages_high};
    for (size_t i = 0; i < 2 * sizeof columns / sizeof *columns; i++) {
        double **column = &columns[i / 2][i % 2];
        *column = tl_arena_array(&q->arena, n, sizeof **column);
        if (*column == NULL)
            return TL_FATAL;
    }
    if (scratch == NULL || count_days(q, tide) != TL_OK)
        return TL_FATAL;
    for (int who = 0; who < 2; who++) {
        lay_index(q, tide, who, scratch);
        lay_messages(q, tide, who);
    }
    return TL_OK;
}
