/* soft.c: reading, writing and mixing in of soft labels. */
#include "soft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tlmath.h"

static size_t clean_texts(const struct corpus *c)
{
    size_t n = 0;
    while (n < c->n && c->example[n].twin == n)
        n++;
    return n;
}

void soft_labels_add(const char *path, const struct corpus *c, float *label, double share)
{
    const size_t n = clean_texts(c);
    float *soft = get_memory(n * ALL_HEADS, sizeof(float));
    FILE *f = fopen(path, "rb");
    if (f == NULL || fread(soft, sizeof(float) * ALL_HEADS, n, f) != n || fgetc(f) != EOF)
        give_up("does not fit these corpora", path);
    fclose(f);
    for (size_t i = 0; i < c->n; i++) {
        const float *said = soft + c->example[i].twin * ALL_HEADS;
        float *to = label + i * ALL_HEADS;
        for (size_t k = 0; k < ALL_HEADS; k++) {
            if (isnan(said[k]))
                continue;
            if (isnan(to[k]))
                to[k] = said[k];
            else if (c->example[i].source == GOEMOTIONS)
                to[k] = (float)((1 - share) * (double)to[k] + share * (double)said[k]);
        }
    }
    free(soft);
}

void soft_labels_write(const char *path, const struct corpus *c, struct net *net,
                       const struct features *features, const struct task *task)
{
    const size_t n = clean_texts(c);
    float row[ALL_HEADS];
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        give_up("cannot be written", path);
    for (size_t i = 0; i < n; i++) {
        net_answer(net, features, i, row);
        for (size_t k = 0; k < ALL_HEADS; k++)
            if (!task[k].score)
                row[k] = (float)(1 / (1 + tl_exp(-(double)row[k])));
        if (fwrite(row, sizeof row, 1, f) != 1)
            give_up("cannot be written", path);
    }
    if (fclose(f) != 0)
        give_up("cannot be written", path);
}
