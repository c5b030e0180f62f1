/*
 * overlap.c: two exports of one chat, or two devices' copies of it, share messages.
 *
 * A row of a later file is a copy when an earlier file has the same text by the same person at the
 * same time, as far as the coarser clock of the two can tell. Copies are matched one to one: what a
 * file says twice is there twice, however many files say so. Equal rows of one file are never
 * touched: people do say the same thing twice in a minute.
 *
 * Clocks of different fineness are handled level by level, fine ones first: at the level of a
 * resolution those pairs count whose coarser clock is that one, so within one unit of time and one
 * text only numbers matter, and the work stays linear but for sorting.
 */
#include "finish.h"

#include <string.h>

#include "civil.h"
#include "str.h"

struct entry {
    uint64_t hash; /* of person, kind and text */
    uint32_t row;
    uint16_t file;
};

struct overlap {
    struct tl_conversation *conv;
    const uint32_t *order;
    struct entry *entries, *scratch;
    size_t entries_cap, scratch_cap;
};

static size_t row_at(const struct overlap *o, size_t i)
{
    return o->order == NULL ? i : o->order[i];
}

static uint64_t row_hash(const struct tl_conversation *conv, size_t row)
{
    uint64_t h = tl_str_hash(tl_conversation_text(conv, row));
    h ^= ((uint64_t)conv->sender[row] << 8 | conv->kind[row]) * UINT64_C(0x9e3779b97f4a7c15);
    return h;
}

static bool same_content(const struct tl_conversation *conv, size_t a, size_t b)
{
    return conv->sender[a] == conv->sender[b] && conv->kind[a] == conv->kind[b] &&
           tl_str_equal(tl_conversation_text(conv, a), tl_conversation_text(conv, b));
}

static bool before(const struct entry *a, const struct entry *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash;
    return a->file < b->file; /* equal ones keep their order: the merge below is stable */
}

/* Bottom-up merge sort; the result is in o->entries. */
static void sort_entries(struct overlap *o, size_t n)
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t start = 0; start < n; start += 2 * width) {
            const size_t middle = n - start < width ? n : start + width;
            const size_t end = n - start < 2 * width ? n : start + 2 * width;
            size_t a = start, b = middle;
            for (size_t out = start; out < end; out++) {
                const bool second =
                    a >= middle || (b < end && before(&o->entries[b], &o->entries[a]));
                o->scratch[out] = o->entries[second ? b++ : a++];
            }
        }
        struct entry *swap = o->entries;
        const size_t cap = o->entries_cap;
        o->entries = o->scratch;
        o->entries_cap = o->scratch_cap;
        o->scratch = swap;
        o->scratch_cap = cap;
    }
}

/* Entries [start, end) have one hash and stand by file. `level` is the resolution looked at. */
static void drop_copies(struct overlap *o, size_t start, size_t end, enum tl_resolution level)
{
    struct tl_conversation *conv = o->conv;
    const size_t model = o->entries[start].row;
    size_t kept_fine = 0, kept_level = 0; /* survivors of the files before */
    for (size_t i = start, next; i < end; i = next) {
        const uint16_t file = o->entries[i].file;
        size_t fine = 0, at_level = 0, used_fine = 0, used_level = 0;
        for (next = i; next < end && o->entries[next].file == file; next++) {
            const size_t row = o->entries[next].row;
            if (!same_content(conv, model, row))
                continue;
            if (conv->resolution[row] == level) {
                if (used_level + used_fine < kept_level + kept_fine) {
                    /* Fine survivors first: only a row of this level can use them up. */
                    if (used_fine < kept_fine)
                        used_fine++;
                    else
                        used_level++;
                    conv->kind[row] = TL_KIND_COUNT;
                    conv->files[file].duplicates++;
                } else {
                    at_level++;
                }
            } else if (used_level < kept_level) {
                used_level++;
                conv->kind[row] = TL_KIND_COUNT;
                conv->files[file].duplicates++;
            } else {
                fine++;
            }
        }
        kept_fine += fine;
        kept_level += at_level;
    }
}

static enum tl_status drop_in_bucket(struct overlap *o, size_t start, size_t end,
                                     enum tl_resolution level)
{
    struct tl_conversation *conv = o->conv;
    size_t n = 0;
    for (size_t i = start; i < end; i++) {
        const size_t row = row_at(o, i);
        if (conv->kind[row] == TL_KIND_COUNT || conv->resolution[row] > level)
            continue;
        if (n >= o->entries_cap || n >= o->scratch_cap) {
            struct entry *grown =
                tl_grow(conv->ctx, o->entries, &o->entries_cap, n + 1, sizeof *grown);
            if (grown == NULL)
                return TL_FATAL;
            o->entries = grown;
            grown = tl_grow(conv->ctx, o->scratch, &o->scratch_cap, n + 1, sizeof *grown);
            if (grown == NULL)
                return TL_FATAL;
            o->scratch = grown;
        }
        o->entries[n++] = (struct entry){row_hash(conv, row), (uint32_t)row, conv->file[row]};
    }
    sort_entries(o, n);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && o->entries[next].hash == o->entries[i].hash;)
            next++;
        if (o->entries[i].file != o->entries[next - 1].file)
            drop_copies(o, i, next, level);
    }
    return TL_OK;
}

/* What one unit of the level is; a day is the local one. */
static int64_t unit_of(const struct tl_conversation *conv, size_t row, enum tl_resolution level)
{
    switch (level) {
    case TL_RES_MS:
        return conv->time_ms[row];
    case TL_RES_SECOND:
        return tl_floor_div(conv->time_ms[row], 1000);
    case TL_RES_MINUTE:
        return tl_floor_div(conv->time_ms[row], TL_MS_PER_MINUTE);
    default:
        return tl_floor_div(tl_conversation_local_ms(conv, row), TL_MS_PER_DAY);
    }
}

enum tl_status tl_overlap_drop(struct tl_conversation *conv, const uint32_t *order)
{
    bool used[TL_RES_DAY + 1] = {false};
    bool several = false;
    const size_t n = conv->n_messages;
    for (size_t i = 0; i < n; i++) {
        used[conv->resolution[i] <= TL_RES_DAY ? conv->resolution[i] : TL_RES_DAY] = true;
        several |= conv->file[i] != conv->file[0];
    }
    if (!several)
        return TL_OK;
    struct overlap o = {.conv = conv, .order = order};
    enum tl_status status = TL_OK;
    for (enum tl_resolution level = TL_RES_MS; level <= TL_RES_DAY && status == TL_OK; level++) {
        if (!used[level])
            continue;
        for (size_t i = 0, next; i < n && status == TL_OK; i = next) {
            const size_t first = row_at(&o, i);
            const int64_t unit = unit_of(conv, first, level);
            bool mixed = false;
            for (next = i + 1; next < n; next++) {
                const size_t row = row_at(&o, next);
                if (unit_of(conv, row, level) != unit)
                    break;
                mixed |= conv->file[row] != conv->file[first];
            }
            if (mixed)
                status = drop_in_bucket(&o, i, next, level);
        }
    }
    tl_free(conv->ctx, o.entries, o.entries_cap * sizeof *o.entries);
    tl_free(conv->ctx, o.scratch, o.scratch_cap * sizeof *o.scratch);
    return status;
}
