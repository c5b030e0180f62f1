/*
 * dips.c: has this happened before, and did it pass? (D14)
 *
 * Looked at is the distance of one person where the verdict names one, else of both together (the
 * panel's composite), as means of four weeks, against the median of the weeks before the change
 * and in units of their spread (1.4826 MAD of those means). A dip is two weeks or more beyond 1.5
 * of these; it is over when the mean is back within half of that. The one that still lasts is
 * censored in the Kaplan-Meier curve of lengths.
 *
 * Departure from the catalogue: its threshold, 1.0, is meant for an index whose standard deviation
 * is .67 when nothing changes; here the unit is that standard deviation, so that it is 1.5.
 * Least: 52 weeks. Source: design; Kaplan & Meier 1958, JASA 53:457.
 */
#include "inquiry.h"

#include <math.h>

#include "plain_words.h"
#include "sentences.h"
#include "survival.h"
#include "tlmath.h"

#define LEAST_WEEKS 52
#define MEAN_WEEKS 4
#define BEYOND 1.5
#define BACK 0.75
#define LEAST_DIP 2
#define MAD_TO_SD 1.4826
#define DIPS_MOST 64
#define NAMED_LENGTHS 4 /* so many lengths are named one by one */

/* Trailing means of the last four known weeks; NaN before there are. */
static void smooth(const double *x, size_t n, double *out)
{
    for (size_t w = 0; w < n; w++) {
        double sum = 0.0;
        size_t known = 0;
        for (size_t k = 0; k < MEAN_WEEKS && k <= w; k++)
            if (!isnan(x[w - k])) {
                sum += x[w - k];
                known++;
            }
        out[w] = known == MEAN_WEEKS ? sum / MEAN_WEEKS : NAN;
    }
}

/* Middle and spread of the first n values. */
static void set_scale(const double *x, size_t n, double *scratch, double *middle, double *spread)
{
    double *away = scratch + n;
    *middle = tl_median(x, n, scratch);
    for (size_t i = 0; i < n; i++)
        away[i] = fabs(x[i] - *middle);
    *spread = MAD_TO_SD * tl_median(away, n, scratch);
}

static void collect(const struct tl_inquiry *q, const double *z, size_t n, struct tl_dips *out)
{
    for (size_t w = 0; w < n; w++) {
        if (!(z[w] > BEYOND))
            continue;
        struct tl_dip dip = {.from_day = tl_inquiry_day(q, w), .to_day = TL_NO_DAY};
        size_t beyond = 0;
        for (; w < n && !(z[w] <= BACK); w++) {
            beyond += z[w] > BEYOND;
            dip.depth = z[w] > dip.depth ? z[w] : dip.depth;
            dip.weeks++;
        }
        if (w < n)
            dip.to_day = tl_inquiry_day(q, w);
        if (beyond >= LEAST_DIP)
            out->dip[out->n++] = dip;
    }
}

/* Share of spells that last longer than `at` weeks; the curve takes the latest DIPS_MOST. */
double tl_dips_lasting(const struct tl_dip *dip, size_t n, double at)
{
    double time[DIPS_MOST], survival[DIPS_MOST], greenwood[DIPS_MOST];
    uint32_t ended[DIPS_MOST] = {0}, cut[DIPS_MOST] = {0};
    size_t n_times = 0;
    for (size_t i = n > DIPS_MOST ? n - DIPS_MOST : 0; i < n; i++) {
        const double weeks = dip[i].weeks;
        size_t k = 0;
        while (k < n_times && time[k] < weeks)
            k++;
        if (k == n_times || time[k] > weeks) {
            for (size_t j = n_times++; j > k; j--) {
                time[j] = time[j - 1];
                ended[j] = ended[j - 1];
                cut[j] = cut[j - 1];
            }
            time[k] = weeks;
            ended[k] = cut[k] = 0;
        }
        if (dip[i].to_day == TL_NO_DAY)
            cut[k]++;
        else
            ended[k]++;
    }
    const struct tl_survival curve =
        tl_survival_curve(time, ended, cut, n_times, 1.0, survival, greenwood);
    return tl_survival_at(&curve, at).survival;
}

static void put_lengths(struct tl_buf *b, struct tl_inquiry *q, const struct tl_dip *dip, size_t n)
{
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < n; i++) {
        least = dip[i].weeks < least ? dip[i].weeks : least;
        most = dip[i].weeks > most ? dip[i].weeks : most;
    }
    tl_tell_number(q, "spells", (double)n);
    if (n > NAMED_LENGTHS) {
        tl_tell_number(q, "shortest", least);
        tl_tell_number(q, "longest", most);
        tl_buf_printf(b, "between %u and %u weeks", least, most);
        return;
    }
    static const char *const weeks[NAMED_LENGTHS] = {"weeks_1", "weeks_2", "weeks_3", "weeks_4"};
    for (size_t i = 0; i < n; i++) {
        tl_tell_number(q, weeks[i], dip[i].weeks);
        tl_buf_printf(b, "%s%u", i == 0 ? "" : i + 1 == n ? " and " : ", ", dip[i].weeks);
    }
    tl_buf_puts(b, n == 1 && dip[0].weeks == 1 ? " week" : " weeks");
}

static void word(struct tl_inquiry *q, struct tl_dips *d, struct tl_buf *b)
{
    const bool on = d->n > 0 && d->dip[d->n - 1].to_day == TL_NO_DAY;
    const size_t over = d->n - on;
    if (d->n == 0) {
        tl_tell(q, "no-spells", -1);
        tl_buf_puts(b, "There was no spell of two weeks or more that stood out in this time.");
        return;
    }
    if (over > 0) {
        tl_tell(q, d->whose < 0 ? "quieter-spells" : "spells", d->whose);
        tl_buf_puts(b, over == 1 ? "There was one " : "There were ");
        if (over > 1)
            tl_words_counted(b, over, d->whose < 0 ? "quieter spell" : "spell");
        else
            tl_buf_puts(b, d->whose < 0 ? "quieter spell" : "spell");
        if (d->whose >= 0) {
            tl_buf_puts(b, " in which ");
            tl_buf_put_str(b, q->conv->people[d->whose].name);
            tl_buf_puts(b, " kept more distance");
        }
        tl_buf_puts(b, over == 1 ? ". It lasted " : ". They lasted ");
        put_lengths(b, q, d->dip, over);
        tl_buf_puts(b, over == 1 ? ", and it passed." : ", and they passed.");
    }
    if (on) {
        tl_tell(q, over > 0 ? "spell-lasts" : "first-spell-lasts", -1);
        tl_tell_number(q, "weeks", d->dip[d->n - 1].weeks);
        tl_buf_puts(b, over > 0 ? " The one now has lasted "
                                : "No such spell came before. This one has lasted ");
        tl_words_counted(b, d->dip[d->n - 1].weeks, "week");
        tl_buf_puts(b, " so far.");
    }
}

enum tl_status tl_find_dips(struct tl_inquiry *q, struct tl_analysis *out)
{
    struct tl_dips *d = &out->dips;
    const struct tl_panel_row *all = &q->panel.row[0];
    const size_t n = q->frame.weeks.n;
    *d = (struct tl_dips){.whose = out->verdict.person, .longer = NAN};
    if (out->verdict.kind == TL_VERDICT_CANNOT_TELL || !all->there || n < LEAST_WEEKS) {
        d->why = "it takes a year of weeks to look for earlier spells";
        return TL_OK;
    }
    double *z = tl_arena_array(&q->frame.arena, 3 * n, sizeof *z);
    d->dip = tl_arena_array(&q->arena, n, sizeof *d->dip);
    if (z == NULL || d->dip == NULL)
        return TL_FATAL;
    smooth(d->whose >= 0 ? all->distance[d->whose] : all->together, n, z);
    const size_t baseline =
        out->verdict.person >= 0 && q->weighing.begin > 2 * MEAN_WEEKS ? q->weighing.begin : n;
    double middle, spread;
    set_scale(z, baseline, z + n, &middle, &spread);
    if (!(spread > 0.0)) {
        d->why = "the weeks hardly differ";
        return TL_OK;
    }
    for (size_t w = 0; w < n; w++)
        z[w] = (z[w] - middle) / spread;
    collect(q, z, n, d);
    const struct tl_dip *last = d->n > 0 ? &d->dip[d->n - 1] : NULL;
    if (last != NULL && last->to_day == TL_NO_DAY) {
        d->length_rank = d->depth_rank = 1;
        for (size_t i = 0; i + 1 < d->n; i++) {
            d->length_rank += d->dip[i].weeks > last->weeks;
            d->depth_rank += d->dip[i].depth > last->depth;
        }
        if (d->n > 1)
            d->longer = tl_dips_lasting(d->dip, d->n, last->weeks);
    }
    struct tl_buf words;
    tl_buf_init(&words, q->ctx);
    word(q, d, &words);
    const bool ok = tl_told(q, &words, &d->text, &d->sentences);
    tl_buf_release(&words);
    return ok ? TL_OK : TL_FATAL;
}
