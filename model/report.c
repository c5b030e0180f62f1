/*
 * report.c: everything here runs the packed file through src/label/fast_model.c, so the figures are
 * those of the program.
 *
 * GoEmotions' development rows serve both to set thresholds and to say how good they are, so its
 * figures are cross-fitted: a threshold set on one half is counted on the other. Other corpora
 * have a test part that only the report looks at.
 */
#include "report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit.h"
#include "tideline/label.h"
#include "tlmath.h"

/* places among the acts */
enum { GRATITUDE = 11, AFFECTION, APOLOGY };

struct answers { /* of the examples of some parts */
    size_t n;
    const struct example **example;
    double *value; /* n * TL_FAST_HEADS */
};

static void answer(struct answers *a, const struct corpus *c, const void *file, size_t size,
                   bool scores, unsigned parts)
{
    struct tl_context ctx;
    struct tl_fast_model *model;
    struct tl_fast_tokens tokens;
    tl_context_init(&ctx);
    if (tl_fast_model_new(&ctx, file, size, &model, NULL) != TL_OK)
        give_up("is not a model", "file");
    a->n = 0;
    a->example = get_memory(c->n, sizeof *a->example);
    a->value = get_memory(c->n * TL_FAST_HEADS, sizeof(double));
    for (size_t i = 0; i < c->n; i++) {
        const struct example *e = &c->example[i];
        double *v = a->value + a->n * TL_FAST_HEADS;
        float p[TL_FAST_HEADS];
        if ((parts >> e->part & 1) == 0 || e->twin != i)
            continue;
        tl_fast_tokenise((struct tl_str){e->text, strlen(e->text)}, &tokens);
        if (scores) {
            tl_fast_model_scores(model, &tokens, v);
        } else {
            tl_fast_model_read(model, &tokens, p);
            for (size_t k = 0; k < TL_FAST_HEADS; k++)
                v[k] = (double)p[k];
        }
        a->example[a->n++] = e;
    }
    tl_fast_model_free(model);
}

static void answers_free(struct answers *a)
{
    free(a->example);
    free(a->value);
}

/* One head on the rows of one source (N_SOURCES: any) that have it. */
struct column {
    size_t n;
    double *p, *truth, *compound;
    bool *holds, *second_half;
};

static struct column column_make(const struct answers *a, size_t head, unsigned source,
                                 unsigned part)
{
    struct column c = {0,
                       get_memory(a->n, sizeof(double)),
                       get_memory(a->n, sizeof(double)),
                       get_memory(a->n, sizeof(double)),
                       get_memory(a->n, 1),
                       get_memory(a->n, 1)};
    for (size_t i = 0; i < a->n; i++) {
        const struct example *e = a->example[i];
        if (isnan(e->label[head]) || e->part != part ||
            (source != N_SOURCES && e->source != source) || e->german_or_spanish)
            continue;
        c.p[c.n] = a->value[i * TL_FAST_HEADS + head];
        c.truth[c.n] = (double)e->label[head];
        c.compound[c.n] = (double)e->compound;
        c.holds[c.n] = e->label[head] > .5f;
        c.second_half[c.n] = i % 2 != 0;
        c.n++;
    }
    return c;
}

static void column_free(struct column *c)
{
    free(c->p);
    free(c->truth);
    free(c->compound);
    free(c->holds);
    free(c->second_half);
}

static size_t trues(const struct column *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->holds[i];
    return n;
}

static bool is_score(size_t head)
{
    return head == TL_FAST_POLITENESS || head == TL_FAST_VALENCE;
}

void fitted_init(struct fitted *f)
{
    memset(f, 0, sizeof *f);
    for (size_t k = 0; k < TL_FAST_HEADS; k++) {
        f->slope[k] = 1;
        f->threshold[k] = f->gate[k] = NAN;
    }
}

/* Acts are shown where four in five are right, and two hundredths more, since the writers who tune
   are few. Thanks and affection have word lists beside them
   (word_lists.c), which find what a model alone would miss: it need not find many by itself. */
static double act_threshold(size_t act, const struct column *c)
{
    const bool listed = act == GRATITUDE || act == AFFECTION;
    const double at = precise_threshold(c->p, c->holds, c->n, .82, listed ? .05 : .4);
    return listed && at > .8 ? .8 : at;
}

/* Takes share times the logarithm of what an example's emotions claim together off each. */
static void weigh_rivals(struct answers *a, const double *claim, double share)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
            a->value[i * TL_FAST_HEADS + TL_FAST_EMOTIONS + k] -= share * claim[i];
}

/* How badly calibrated scores tell the emotions, in nats. */
static double cost_of_emotions(const struct answers *a)
{
    double cost = 0;
    for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++) {
        struct column c = column_make(a, TL_FAST_EMOTIONS + k, GOEMOTIONS, TUNE);
        const struct curve curve = fit_curve(c.p, c.holds, c.n);
        for (size_t i = 0; i < c.n; i++) {
            const double x = curve.slope * c.p[i] + curve.offset;
            cost += tl_log1p(tl_exp(c.holds[i] ? -x : x));
        }
        column_free(&c);
    }
    return cost;
}

/* The rivalry, in quarters, under which the emotions are told best; leaves the scores there. */
static float fit_rivalry(struct answers *a)
{
    const int most = 12;
    double *claim = get_memory(a->n, sizeof(double)), least = INFINITY;
    int best = 0;
    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < TL_FAST_N_EMOTIONS; k++)
            claim[i] += 1 / (1 + tl_exp(-a->value[i * TL_FAST_HEADS + TL_FAST_EMOTIONS + k]));
        claim[i] = tl_log(claim[i]);
    }
    for (int quarters = 0; quarters <= most; quarters++) {
        const double cost = cost_of_emotions(a);
        if (cost < least) {
            least = cost;
            best = quarters;
        }
        weigh_rivals(a, claim, quarters < most ? .25 : (best - most) / 4.);
    }
    free(claim);
    return (float)best / 4;
}

void fit_on_tune(struct fitted *f, const struct corpus *corpus, const void *file, size_t size,
                 double gate)
{
    struct answers a;
    answer(&a, corpus, file, size, true, 1u << TUNE);
    f->rivalry = fit_rivalry(&a);
    for (size_t k = 0; k < TL_FAST_HEADS; k++) {
        struct column c = column_make(&a, k, N_SOURCES, TUNE);
        if (!is_score(k) && trues(&c) > 0) {
            const struct curve curve = fit_curve(c.p, c.holds, c.n);
            f->slope[k] = curve.slope;
            f->offset[k] = curve.offset;
        }
        column_free(&c);
    }
    struct column tweets = column_make(&a, TL_FAST_VALENCE, TWEETS, TUNE);
    double blend[3];
    fit_plane(tweets.compound, tweets.p, tweets.truth, tweets.n, blend);
    for (size_t i = 0; i < 3; i++)
        f->blend[i] = (float)blend[i];
    column_free(&tweets);
    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < TL_FAST_HEADS; k++) {
            double *v = &a.value[i * TL_FAST_HEADS + k];
            if (!is_score(k))
                *v = 1 / (1 + tl_exp(-(f->slope[k] * *v + f->offset[k])));
        }
    for (size_t k = 0; k < TL_FAST_HEADS; k++) {
        struct column c = column_make(&a, k, N_SOURCES, TUNE);
        if (!is_score(k) && trues(&c) > 0) {
            f->threshold[k] = (float)(k < TL_FAST_ACTS ? balanced_threshold(c.p, c.n)
                                                       : act_threshold(k - TL_FAST_ACTS, &c));
            f->gate[k] = k < TL_FAST_ACTS                 ? 0
                         : (double)f->threshold[k] < gate ? f->threshold[k]
                                                          : (float)gate;
        }
        column_free(&c);
    }
    answers_free(&a);
}

/* Counts with the threshold of one half on the other. */
static struct counts cross_fitted(const struct column *c)
{
    struct counts sum = {0, 0, 0};
    double *p[2];
    bool *holds[2];
    size_t n[2] = {0, 0};
    for (int h = 0; h < 2; h++) {
        p[h] = get_memory(c->n, sizeof(double));
        holds[h] = get_memory(c->n, 1);
    }
    for (size_t i = 0; i < c->n; i++) {
        const int h = c->second_half[i];
        p[h][n[h]] = c->p[i];
        holds[h][n[h]++] = c->holds[i];
    }
    for (int h = 0; h < 2; h++) {
        const struct counts k = count_at(p[h], holds[h], n[h], balanced_threshold(p[!h], n[!h]));
        sum.hit += k.hit;
        sum.wrong += k.wrong;
        sum.missed += k.missed;
    }
    for (int h = 0; h < 2; h++) {
        free(p[h]);
        free(holds[h]);
    }
    return sum;
}

/* A group of emotions: held when one of them holds. Its p is the chance of that as if they were
   independent, calibrated. */
struct group {
    const char *name;
    uint32_t emotions;
};
#define E(x) (1u << TL_LABEL_##x)
#define POSITIVE                                                                                   \
    (E(ADMIRATION) | E(AMUSEMENT) | E(APPROVAL) | E(CARING) | E(DESIRE) | E(EXCITEMENT) |          \
     E(EMOTION_GRATITUDE) | E(JOY) | E(LOVE) | E(OPTIMISM) | E(PRIDE) | E(RELIEF))
#define ANGER (E(ANGER) | E(ANNOYANCE) | E(DISAPPROVAL))
#define FEAR (E(FEAR) | E(NERVOUSNESS))
#define SADNESS (E(SADNESS) | E(DISAPPOINTMENT) | E(EMBARRASSMENT) | E(GRIEF) | E(REMORSE))
#define SURPRISE (E(SURPRISE) | E(REALIZATION) | E(CONFUSION) | E(CURIOSITY))
/* the groupings published with the corpus */
static const struct group ekman[] = {
    {"anger", ANGER},     {"disgust", E(DISGUST)}, {"fear", FEAR},          {"joy", POSITIVE},
    {"sadness", SADNESS}, {"surprise", SURPRISE},  {"neutral", E(NEUTRAL)},
};
static const struct group sides[] = {
    {"positive", POSITIVE},
    {"negative", ANGER | E(DISGUST) | FEAR | SADNESS},
    {"ambiguous", SURPRISE},
    {"neutral", E(NEUTRAL)},
};

static double print_groups(FILE *out, const struct answers *a, const struct group *g, size_t n)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++) {
        struct column c = column_make(a, 0, GOEMOTIONS, TUNE);
        size_t at = 0;
        for (size_t i = 0; i < a->n; i++) {
            if (a->example[i]->source != GOEMOTIONS || a->example[i]->part != TUNE)
                continue;
            double none = 1;
            c.holds[at] = false;
            for (size_t k = 0; k < 28; k++)
                if ((g[j].emotions >> k & 1) != 0) {
                    none *= 1 - a->value[i * TL_FAST_HEADS + k];
                    c.holds[at] |= a->example[i]->label[k] > .5f;
                }
            c.p[at++] = tl_log(1 - none + 1e-9) - tl_log(none + 1e-9);
        }
        const struct curve curve = fit_curve(c.p, c.holds, c.n);
        for (size_t i = 0; i < c.n; i++)
            c.p[i] = 1 / (1 + tl_exp(-(curve.slope * c.p[i] + curve.offset)));
        const double f = f1(cross_fitted(&c));
        fprintf(out, "    %-12s F1 %.3f  AUC %.3f\n", g[j].name, f,
                area_under_roc(c.p, c.holds, c.n));
        sum += f;
        column_free(&c);
    }
    return sum / (double)n;
}

static void print_emotions(FILE *out, const struct answers *a)
{
    double f = 0, auc = 0;
    struct counts all = {0, 0, 0};
    fprintf(out, "GoEmotions, development rows, cross-fitted\n");
    for (size_t k = 0; k < 28; k++) {
        struct column c = column_make(a, k, GOEMOTIONS, TUNE);
        const struct counts n = cross_fitted(&c);
        const double area = area_under_roc(c.p, c.holds, c.n);
        fprintf(out, "    %-16s F1 %.3f  AUC %.3f  AP %.3f  n %zu\n",
                tl_label_name((enum tl_label)k) + 8, f1(n), area,
                average_precision(c.p, c.holds, c.n), trues(&c));
        f += f1(n) / 28;
        auc += area / 28;
        all.hit += n.hit;
        all.wrong += n.wrong;
        all.missed += n.missed;
        column_free(&c);
    }
    const double e = print_groups(out, a, ekman, 7), s = print_groups(out, a, sides, 4);
    fprintf(out, "  GE28 macro-F1 %.4f  micro %.4f  AUC %.4f  Ekman %.4f  groups %.4f\n", f,
            f1(all), auc, e, s);
}

/* Heads [from, to): threshold of the tune part, figures of the test part. */
static void print_heads(FILE *out, const struct answers *a, const char *title, unsigned source,
                        size_t from, size_t to)
{
    double f = 0, auc = 0, ap = 0;
    size_t n = 0;
    for (size_t k = from; k < to; k++) {
        struct column tune = column_make(a, k, source, TUNE),
                      test = column_make(a, k, source, TEST);
        if (trues(&tune) > 0 && trues(&test) > 0) {
            const double t = balanced_threshold(tune.p, tune.n),
                         sure = precise_threshold(tune.p, tune.holds, tune.n, .82, 0);
            const struct counts at = count_at(test.p, test.holds, test.n, t),
                                high = count_at(test.p, test.holds, test.n, sure);
            const double area = area_under_roc(test.p, test.holds, test.n),
                         mean = average_precision(test.p, test.holds, test.n);
            fprintf(out,
                    "    %s %2zu  tune F1 %.3f AUC %.3f | test F1 %.3f AUC %.3f AP %.3f; at tuned "
                    "precision .82: %.2f, recall %.2f; n %zu of %zu\n",
                    title, k, f1(count_at(tune.p, tune.holds, tune.n, t)),
                    area_under_roc(tune.p, tune.holds, tune.n), f1(at), area, mean,
                    high.hit / (high.hit + high.wrong), high.hit / (high.hit + high.missed),
                    trues(&test), test.n);
            f += f1(at);
            auc += area;
            ap += mean;
            n++;
        }
        column_free(&tune);
        column_free(&test);
    }
    if (n > 0)
        fprintf(out, "  %s test macro-F1 %.4f  AUC %.4f  AP %.4f\n", title, f / (double)n,
                auc / (double)n, ap / (double)n);
}

/* How well an emotion alone tells an act, on the test writers. */
static void print_stand_in(FILE *out, const struct answers *a, const char *name, size_t emotion,
                           size_t act)
{
    struct column by = column_make(a, TL_FAST_ACTS + act, DIALOGUE, TEST);
    size_t at = 0;
    for (size_t i = 0; i < a->n; i++)
        if (a->example[i]->source == DIALOGUE && a->example[i]->part == TEST &&
            !a->example[i]->german_or_spanish)
            by.p[at++] = a->value[i * TL_FAST_HEADS + emotion];
    fprintf(out, "  %s by the emotion alone: AUC %.3f  AP %.3f\n", name,
            area_under_roc(by.p, by.holds, by.n), average_precision(by.p, by.holds, by.n));
    column_free(&by);
}

static void print_scores(FILE *out, const struct answers *a, const struct tl_fast_model *model)
{
    static const char *const name[] = {"tweets", "amazon", "movies", "nyt"};
    for (size_t s = 0; s < 4; s++)
        for (unsigned part = TUNE; part <= TEST; part++) {
            struct column c = column_make(a, TL_FAST_VALENCE, TWEETS + (unsigned)s, part);
            double *both = get_memory(c.n, sizeof(double));
            for (size_t i = 0; i < c.n; i++)
                both[i] = tl_fast_model_valence(model, c.compound[i], c.p[i]);
            fprintf(out, "  valence %s %s: lexicon r %.4f  head %.4f  blend %.4f  n %zu\n", name[s],
                    part == TUNE ? "tune" : "test", correlation(c.compound, c.truth, c.n),
                    correlation(c.p, c.truth, c.n), correlation(both, c.truth, c.n), c.n);
            free(both);
            column_free(&c);
        }
    struct column c = column_make(a, TL_FAST_POLITENESS, POLITENESS, TEST);
    fprintf(out, "  politeness test: r %.4f  n %zu\n", correlation(c.p, c.truth, c.n), c.n);
    column_free(&c);
}

void report_print(const char *path, const struct corpus *corpus, const void *file, size_t size)
{
    FILE *out = path != NULL ? fopen(path, "w") : stdout;
    struct tl_context ctx;
    struct tl_fast_model *model;
    struct answers a;
    tl_context_init(&ctx);
    if (out == NULL)
        give_up("cannot be written", path);
    if (tl_fast_model_new(&ctx, file, size, &model, NULL) != TL_OK)
        give_up("is not a model", "file");
    answer(&a, corpus, file, size, false, 1u << TUNE | 1u << TEST);
    print_emotions(out, &a);
    print_heads(out, &a, "OffMyChest", OFFMYCHEST, TL_FAST_DISCLOSURE_EMOTIONAL, TL_FAST_REQUEST);
    print_heads(out, &a, "request", EMAIL, TL_FAST_REQUEST, TL_FAST_REQUEST + 1);
    print_heads(out, &a, "dialogue", DIALOGUE, TL_FAST_ACTS, TL_FAST_HEADS);
    print_stand_in(out, &a, "gratitude", TL_LABEL_EMOTION_GRATITUDE, GRATITUDE);
    print_stand_in(out, &a, "affection", TL_LABEL_LOVE, AFFECTION);
    print_stand_in(out, &a, "apology", TL_LABEL_REMORSE, APOLOGY);
    print_scores(out, &a, model);
    answers_free(&a);
    tl_fast_model_free(model);
    if (path != NULL)
        fclose(out);
}
