/*
 * monitor.c: has something changed lately? Bayesian online change point detection (D6).
 *
 * Week by week the posterior of the run length r, the weeks since the last change, for Normal data
 * of known noise whose level after each change is drawn anew from N(mean, variance):
 *
 *   P(r + 1) ~ P(r) (1 - hazard) N(y; m_r, v_r + noise),  P(0) ~ sum P(r) hazard N(...)
 *
 * and every run's level is updated by the week. P(0) is the hazard by construction; what tells is
 * the mass on short runs. A gap adds to no run and changes no mass.
 *
 * Source: Adams & MacKay 2007, arXiv:0710.3742.
 */
#include "detect.h"

bool tl_monitor_init(struct tl_monitor *m, struct tl_arena *arena, size_t most, double hazard,
                     double mean, double variance)
{
    *m = (struct tl_monitor){.hazard = hazard, .start_mean = mean, .start_variance = variance};
    m->mass = tl_arena_array(arena, most + 1, sizeof(double));
    m->mean = tl_arena_array(arena, most + 1, sizeof(double));
    m->variance = tl_arena_array(arena, most + 1, sizeof(double));
    if (m->mass == NULL || m->mean == NULL || m->variance == NULL)
        return false;
    m->most = most;
    m->mass[0] = 1.0;
    m->mean[0] = mean;
    m->variance[0] = variance;
    return true;
}

void tl_monitor_see(struct tl_monitor *m, double y, double noise)
{
    if (!(noise > 0.0 && noise < (double)INFINITY) || !(fabs(y) < (double)INFINITY) ||
        m->seen == m->most)
        return;
    double total = 0.0, changed = 0.0;
    for (size_t r = m->seen + 1; r-- > 0;) {
        const double v = m->variance[r] + noise, e = y - m->mean[r];
        const double mass = m->mass[r] * tl_exp(-0.5 * e * e / v) / sqrt(v);
        const double gain = m->variance[r] / v;
        m->mass[r + 1] = mass * (1.0 - m->hazard);
        m->mean[r + 1] = m->mean[r] + gain * e;
        m->variance[r + 1] = m->variance[r] * (1.0 - gain);
        changed += mass * m->hazard;
        total += mass;
    }
    m->mass[0] = changed;
    m->mean[0] = m->start_mean;
    m->variance[0] = m->start_variance;
    m->seen++;
    /* A week beyond all imagination leaves no mass: then everything begins anew. */
    for (size_t r = 0; r <= m->seen; r++)
        m->mass[r] = total > 0.0 ? m->mass[r] / total : r == 0 ? 1.0 : 0.0;
}

double tl_monitor_changed(const struct tl_monitor *m, size_t weeks)
{
    if (m->seen <= weeks || !(m->mass[0] < 1.0))
        return NAN;
    double sum = 0.0;
    for (size_t r = 1; r <= weeks; r++)
        sum += m->mass[r];
    return sum / (1.0 - m->mass[0]);
}
