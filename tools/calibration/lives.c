/*
 * lives.c: simulates lives, judges them, and reads and writes the rows.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calibration.h"

#define ROUNDS 1999

struct cell {
    unsigned weeks, per_day;
};

static size_t cells_of(const char *grid, struct cell *cells)
{
    static const unsigned weeks[3] = {26, 52, 104}, per_day[3] = {3, 7, 28};
    const bool reduced = strcmp(grid, "reduced") == 0, renewal = strcmp(grid, "renewal") == 0;
    const bool core = renewal || strcmp(grid, "core") == 0;
    size_t n = 0;
    for (int w = 0; w < 3; w++)
        for (int d = 0; d < 3; d++) {
            if ((core || reduced) && (weeks[w] != 52 || per_day[d] == 3))
                continue;
            if (reduced && per_day[d] != 7)
                continue;
            cells[n++] = (struct cell){weeks[w], per_day[d]};
        }
    return core || reduced || strcmp(grid, "full") == 0 ? n : 0;
}

static bool judge(const struct tl_simulation_options *options, struct row *row)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_conversation *conv;
    struct tl_truth truth;
    struct tl_error err = {0};
    struct tl_analysis *analysis;
    struct tl_analysis_options how = {.rounds = ROUNDS};
    if (tl_simulate(&ctx, options, &conv, &truth, &err) > TL_WARN) {
        fprintf(stderr, "calibration: %s\n", err.message);
        return false;
    }
    if (tl_analysis_new(&ctx, conv, &how, &analysis, &err) != TL_OK) {
        fprintf(stderr, "calibration: %s\n", err.message);
        tl_conversation_free(conv);
        return false;
    }
    if (analysis->safety.life || analysis->safety.fear) {
        fprintf(stderr, "calibration: %s, seed %llu: the invented words look dangerous\n",
                options->scenario, (unsigned long long)options->seed);
        return false;
    }
    const struct tl_verdict *v = &analysis->verdict;
    const struct tl_evidence *e = &analysis->evidence;
    row->withdrawal = truth.scenario->withdrawal;
    row->person = truth.person;
    row->true_day = truth.since_day;
    row->since = v->since_day;
    row->since_lo = v->since_lo;
    row->since_hi = v->since_hi;
    snprintf(row->kind, sizeof row->kind, "%s", tl_verdict_kind_name(v->kind));
    snprintf(row->level, sizeof row->level, "%s", tl_level_name(v->level));
    row->named = v->person;
    row->candidate = e->candidate;
    row->probability = v->probability;
    row->composite_p = e->composite_p;
    row->detectable = e->detectable;
    memcpy(row->feature, e->feature, sizeof row->feature);
    tl_analysis_free(analysis);
    tl_conversation_free(conv);
    return true;
}

/* Lives that FILE already has, so that a run that was stopped goes on; a broken last line, which a
   stop in its middle leaves, is cut off. */
static bool resume(const char *name, FILE **file, unsigned long long *done)
{
    *done = 0;
    *file = fopen(name, "a+");
    if (*file == NULL)
        return false;
    long whole = 0;
    rewind(*file);
    for (int c; (c = getc(*file)) != EOF;)
        if (c == '\n') {
            (*done)++;
            whole = ftell(*file);
        }
    return ftruncate(fileno(*file), whole) == 0 && fseek(*file, 0, SEEK_END) == 0;
}

int command_rows(int argc, char **argv)
{
    struct cell cells[9];
    size_t n_cells = argc >= 3 ? cells_of(argv[0], cells) : 0;
    unsigned long long first = argc >= 3 ? strtoull(argv[1], NULL, 10) : 0;
    unsigned long long seeds = argc >= 3 ? strtoull(argv[2], NULL, 10) : 0;
    unsigned long long at = 0, done = 0;
    unsigned part = 0, parts = 1;
    FILE *out = stdout;
    if (n_cells == 0 || seeds == 0 ||
        (argc > 3 && (sscanf(argv[3], "%u/%u", &part, &parts) != 2 || parts == 0))) {
        fprintf(stderr, "usage: calibration rows full|core|renewal|reduced FIRST_SEED SEEDS "
                        "[PART/PARTS [FILE]]\n");
        return 2;
    }
    if (argc > 4 && !resume(argv[4], &out, &done)) {
        fprintf(stderr, "calibration: cannot write %s\n", argv[4]);
        return 1;
    }
    for (const struct tl_scenario *s = tl_scenarios(); s->name != NULL; s++)
        for (size_t c = 0; c < n_cells; c++) {
            /* S13 has its own rate: other cells would be the same chats again */
            if (strcmp(s->name, "S13") == 0 && c > 0 && cells[c].weeks == cells[c - 1].weeks)
                continue;
            for (unsigned long long seed = first; seed < first + seeds; seed++) {
                if (at++ % parts != part || (done > 0 && done-- > 0))
                    continue;
                struct row row = {
                    .weeks = cells[c].weeks, .per_day = cells[c].per_day, .seed = seed};
                snprintf(row.scenario, sizeof row.scenario, "%s", s->name);
                struct tl_simulation_options options = {
                    .scenario = s->name,
                    .seed = seed,
                    .weeks = cells[c].weeks,
                    .messages_per_day = cells[c].per_day,
                    .engine =
                        strcmp(argv[0], "renewal") == 0 ? TL_ENGINE_RENEWAL : TL_ENGINE_BRANCHING,
                    .text = true, /* question marks are read; labels are not */
                    .strength = 1.0,
                    /* half of the phones tell minutes only */
                    .resolution = seed / 2 % 2 == 0 ? TL_RES_SECOND : TL_RES_MINUTE};
                if (!judge(&options, &row))
                    return 1;
                row_print(out, &row);
                fflush(out);
            }
        }
    return fclose(out) == 0 ? 0 : 1;
}

void row_print(FILE *out, const struct row *r)
{
    fprintf(out, "%s %d %d %u %u %llu %lld %lld %lld %lld %s %s %d %d %.6f %.4f %.4f", r->scenario,
            r->withdrawal, r->person, r->weeks, r->per_day, r->seed, r->true_day, r->since,
            r->since_lo, r->since_hi, r->kind, r->level, r->named, r->candidate, r->probability,
            r->composite_p, r->detectable);
    for (int i = 0; i < TL_ODDS_FEATURES; i++)
        fprintf(out, " %.6f", r->feature[i]);
    fputc('\n', out);
}

static bool row_scan(const char *line, struct row *r)
{
    int used = 0;
    if (sscanf(line, "%23s %d %d %u %u %llu %lld %lld %lld %lld %23s %15s %d %d %lf %lf %lf%n",
               r->scenario, &r->withdrawal, &r->person, &r->weeks, &r->per_day, &r->seed,
               &r->true_day, &r->since, &r->since_lo, &r->since_hi, r->kind, r->level, &r->named,
               &r->candidate, &r->probability, &r->composite_p, &r->detectable, &used) != 17)
        return false;
    for (int i = 0; i < TL_ODDS_FEATURES; i++) {
        int more = 0;
        if (sscanf(line + used, "%lf%n", &r->feature[i], &more) != 1)
            return false;
        used += more;
    }
    return true;
}

struct rows rows_read(char **files, int n_files)
{
    struct rows rows = {0};
    for (int f = 0; f < (n_files > 0 ? n_files : 1); f++) {
        FILE *in = n_files > 0 ? fopen(files[f], "r") : stdin;
        char line[1024];
        unsigned long number = 0;
        if (in == NULL) {
            fprintf(stderr, "calibration: cannot open %s\n", files[f]);
            exit(1);
        }
        while (fgets(line, sizeof line, in) != NULL) {
            number++;
            if (rows.n == rows.cap) {
                rows.cap = rows.cap > 0 ? 2 * rows.cap : 1024;
                rows.row = realloc(rows.row, rows.cap * sizeof *rows.row);
                if (rows.row == NULL)
                    exit(1);
            }
            if (!row_scan(line, &rows.row[rows.n++])) {
                fprintf(stderr, "calibration: %s:%lu: not a row\n", n_files > 0 ? files[f] : "-",
                        number);
                exit(1);
            }
        }
        if (n_files > 0)
            fclose(in);
    }
    if (rows.n == 0) {
        fprintf(stderr, "calibration: no rows\n");
        exit(1);
    }
    return rows;
}

/* Prior of D18: nothing happens .50, both .20, other causes .10, one moves .20; the scenarios of a
   group share it evenly. S12 changes words only, which timing cannot see. */
#define GROUP_MOST 5
static const double prior[4] = {0.50, 0.20, 0.10, 0.20};
static const char *const groups[4][GROUP_MOST] = {{"S0", "S6", "S13"},
                                                  {"S1", "S5", "S11"},
                                                  {"S7", "S8", "S9", "S10", "S14"},
                                                  {"S2-step", "S2-ramp", "S2-mild", "S3", "S4"}};

static size_t place_of(const struct row *r)
{
    for (size_t i = 0; i < 4 * GROUP_MOST; i++) {
        const char *name = groups[i / GROUP_MOST][i % GROUP_MOST];
        if (name != NULL && strcmp(r->scenario, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

double *rows_weights(const struct rows *rows)
{
    double count[4 * GROUP_MOST] = {0}, there[4] = {0};
    double *weight = calloc(rows->n, sizeof *weight);
    if (weight == NULL)
        exit(1);
    for (size_t i = 0; i < rows->n; i++)
        if (place_of(&rows->row[i]) != SIZE_MAX)
            there[place_of(&rows->row[i]) / GROUP_MOST] +=
                count[place_of(&rows->row[i])]++ > 0.0 ? 0.0 : 1.0;
    for (size_t i = 0; i < rows->n; i++) {
        const size_t at = place_of(&rows->row[i]);
        weight[i] =
            at != SIZE_MAX ? prior[at / GROUP_MOST] / (there[at / GROUP_MOST] * count[at]) : 0.0;
    }
    return weight;
}
