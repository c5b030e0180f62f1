/*
 * agreement.h: how far labels can be trusted (C00): two readers, or a reader and a model, over the
 * same messages.
 */
#ifndef MODEL_AGREEMENT_H
#define MODEL_AGREEMENT_H

/* Messages that both gave the label, only the second or only the first did, and none. */
struct confusion {
    double both, second_only, first_only, none;
};

/* Each is NaN where it would divide by 0. With a model as the second, precision is of what it gave,
   recall of what the first did. */
double agreement_precision(const struct confusion *c);
double agreement_recall(const struct confusion *c);
double agreement_f1(const struct confusion *c);
/* Matthews 1975, Biochim Biophys Acta 405:442: -1..1. */
double agreement_mcc(const struct confusion *c);
/* Cohen 1960, Educ Psychol Meas 20:37: agreement beyond chance, 1 at most. */
double agreement_kappa(const struct confusion *c);

/* The true share of a label of which `observed` were found by a reader with these shares of true
   and of false alarms: (observed - false) / (true - false), within 0..1 (Rogan & Gladen 1978, Am J
   Epidemiol 107:71). NaN for a reader who tells nothing apart. */
double corrected_rate(double observed, double true_rate, double false_rate);

#endif
