/*
 * order.c: rows by time.
 *
 * Exports are in order but for a few late arrivals, several of them are runs one after another, and
 * Messenger's are backwards; so a natural merge sort over row indexes: stable, linear where there
 * is little to do, n log(runs) at worst. Columns are then moved one at a time, so that the
 * transient memory is one column and one index.
 */
#include "finish.h"

#include <string.h>

enum tl_status tl_rows_sort(struct tl_conversation *conv, uint32_t **order)
{
    const size_t n = conv->n_messages;
    const int64_t *time = conv->time_ms;
    *order = NULL;
    size_t i = 1;
    while (i < n && time[i - 1] <= time[i])
        i++;
    if (i >= n)
        return TL_OK;
    size_t bytes;
    if (!tl_mul_size(n, sizeof(uint32_t), &bytes))
        return TL_FATAL;
    uint32_t *from = tl_alloc(conv->ctx, bytes);
    uint32_t *to = tl_alloc(conv->ctx, bytes);
    if (from == NULL || to == NULL) {
        tl_free(conv->ctx, from, bytes);
        tl_free(conv->ctx, to, bytes);
        return TL_FATAL;
    }
    /* Runs that strictly fall are turned round: equal times among them would change places. */
    for (size_t start = 0, end; start < n; start = end) {
        end = start + 1;
        while (end < n && time[end - 1] > time[end])
            end++;
        for (size_t k = start; k < end; k++)
            from[k] = (uint32_t)(end - 1 - (k - start));
    }
    for (;;) {
        size_t runs = 0;
        for (size_t start = 0; start < n; runs++) {
            size_t middle = start + 1;
            while (middle < n && time[from[middle - 1]] <= time[from[middle]])
                middle++;
            size_t end = middle;
            if (end < n)
                end++;
            while (end < n && time[from[end - 1]] <= time[from[end]])
                end++;
            size_t a = start, b = middle, out = start;
            while (a < middle && b < end)
                to[out++] = time[from[b]] < time[from[a]] ? from[b++] : from[a++];
            memcpy(to + out, from + a, (middle - a) * sizeof *to);
            out += middle - a;
            memcpy(to + out, from + b, (end - b) * sizeof *to);
            start = end;
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
        if (runs <= 1)
            break;
    }
    tl_free(conv->ctx, to, bytes);
    *order = from;
    return TL_OK;
}

static size_t row_at(const uint32_t *order, size_t i)
{
    return order == NULL ? i : order[i];
}

/* reply_to names rows by their old index; the answer to a dropped row answers nothing. */
static enum tl_status renumber_replies(struct tl_conversation *conv, const uint32_t *order)
{
    const size_t n = conv->n_messages;
    size_t bytes;
    if (!tl_mul_size(n, sizeof(uint32_t), &bytes))
        return TL_FATAL;
    uint32_t *renumbered = tl_alloc(conv->ctx, bytes);
    if (renumbered == NULL)
        return TL_FATAL;
    uint32_t next = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t row = row_at(order, i);
        renumbered[row] = conv->kind[row] == TL_KIND_COUNT ? TL_NO_MESSAGE : next++;
    }
    for (size_t i = 0; i < n; i++)
        if (conv->reply_to[i] < n)
            conv->reply_to[i] = renumbered[conv->reply_to[i]];
        else
            conv->reply_to[i] = TL_NO_MESSAGE;
    tl_free(conv->ctx, renumbered, bytes);
    return TL_OK;
}

/* The kinds are moved last, since they tell which rows stay. */
static void gather(const struct tl_conversation *conv, const uint32_t *order, void *to,
                   const void *from, size_t size)
{
    const size_t n = conv->n_messages;
    char *out = to;
    for (size_t i = 0; i < n; i++) {
        const size_t row = row_at(order, i);
        if (conv->kind[row] == TL_KIND_COUNT)
            continue;
        /* In place the target never overtakes the source; an item may meet itself. */
        memmove(out, (const char *)from + row * size, size);
        out += size;
    }
}

static enum tl_status move_column(struct tl_conversation *conv, enum tl_column column,
                                  const uint32_t *order, size_t kept)
{
    void **at = tl_column_pointer(conv, column);
    const size_t size = tl_column_size(column);
    if (*at == NULL)
        return TL_OK;
    if (order == NULL) {
        gather(conv, order, *at, *at, size);
        return TL_OK;
    }
    const size_t cap = kept > 0 ? kept : 1;
    void *moved = tl_alloc(conv->ctx, cap * size);
    if (moved == NULL)
        return TL_FATAL;
    gather(conv, order, moved, *at, size);
    tl_free(conv->ctx, *at, conv->priv->cap[column] * size);
    conv->priv->cap[column] = cap;
    *at = moved;
    return TL_OK;
}

enum tl_status tl_rows_keep(struct tl_conversation *conv, const uint32_t *order)
{
    size_t kept = 0;
    for (size_t i = 0; i < conv->n_messages; i++)
        kept += conv->kind[i] != TL_KIND_COUNT;
    if (order == NULL && kept == conv->n_messages)
        return TL_OK;
    if (conv->reply_to != NULL && renumber_replies(conv, order) != TL_OK)
        return TL_FATAL;
    for (enum tl_column c = 0; c < TL_COLUMNS; c++)
        if (c != TL_COLUMN_KIND && move_column(conv, c, order, kept) != TL_OK)
            return TL_FATAL;
    if (move_column(conv, TL_COLUMN_KIND, order, kept) != TL_OK)
        return TL_FATAL;
    conv->n_messages = kept;
    conv->priv->rows_cap = 0;
    return TL_OK;
}
