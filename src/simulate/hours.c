/*
 * hours.c: when the two are awake, as effective hours of a day.
 *
 * Person 0 is awake from 7 to 23, person 1 from 8 to 24, an hour later at weekends; the rest counts
 * .02 of an hour. A smooth peak in the evening is laid over it. Each day is scaled to 24 effective
 * hours, so that habits move messages within a day and rates alone decide how many there are; it
 * also makes the effective time at midnight 24 times the day, whatever the habits.
 */
#include "simulating.h"

#define ASLEEP 0.02
#define EVENING_PEAK 0.5
#define EVENING_AT 20.5
#define EVENING_WIDTH 2.2
#define EVENING_TOGETHER 0.12

void tl_sim_hours_init(struct tl_sim_hours hours[2][TL_SIM_HABITS])
{
    static const int wakes[2] = {7, 8};
    for (int who = 0; who < 2; who++) {
        for (int habit = 0; habit < TL_SIM_HABITS; habit++) {
            const int later = habit == TL_SIM_WEEKEND ? 1 : 0;
            const int turned = habit == TL_SIM_AWAY ? TL_SIM_AWAY_HOURS : 0;
            double rate[24], sum = 0;
            for (int h = 0; h < 24; h++) {
                const int own = (h + 24 - later - turned) % 24; /* hour on the person's own clock */
                const double off = (own + 0.5 - EVENING_AT) / EVENING_WIDTH;
                double r = ASLEEP;
                if (own >= wakes[who] && own < wakes[who] + 16)
                    r = 1 + EVENING_PEAK * tl_exp(-off * off);
                if (habit == TL_SIM_TOGETHER && own >= 18 && r > ASLEEP)
                    r *= EVENING_TOGETHER;
                rate[h] = r;
                sum += r;
            }
            double *at = hours[who][habit].at;
            at[0] = 0;
            for (int h = 0; h < 24; h++)
                at[h + 1] = at[h] + rate[h] * 24 / sum;
            at[24] = 24;
        }
    }
}

double tl_sim_hours_at(const struct tl_sim_hours *hours, double clock)
{
    int h = (int)clock;
    if (h > 23)
        h = 23;
    return hours->at[h] + (clock - h) * (hours->at[h + 1] - hours->at[h]);
}

double tl_sim_hours_find(const struct tl_sim_hours *hours, double effective)
{
    int h = 0;
    while (h < 23 && hours->at[h + 1] <= effective)
        h++;
    return h + (effective - hours->at[h]) / (hours->at[h + 1] - hours->at[h]);
}
