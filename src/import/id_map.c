/*
 * id_map.c: see id_map.h. Eight-way sets picked by a multiplicative hash.
 */
#include "id_map.h"

#define WAYS 8u
#define SLOTS_MAX ((size_t)1 << 20)
#define WAITING_MAX ((size_t)1 << 20)

void tl_id_map_init(struct tl_id_map *map, const struct tl_context *ctx)
{
    *map = (struct tl_id_map){.ctx = ctx};
}

void tl_id_map_release(struct tl_id_map *map)
{
    tl_free(map->ctx, map->slots, map->n_slots * sizeof *map->slots);
    tl_free(map->ctx, map->waiting, map->waiting_cap * sizeof *map->waiting);
    tl_id_map_init(map, map->ctx);
}

static struct tl_id_slot *set_of(struct tl_id_slot *slots, size_t n_slots, uint64_t id)
{
    const uint64_t h = (id ^ (id >> 32)) * UINT64_C(0x9E3779B97F4A7C15);
    return slots + ((size_t)(h >> 40) & (n_slots / WAYS - 1)) * WAYS;
}

/* Into the slot of the same id, else a free one, else the one with the oldest row; true when the
   number of used slots grew. */
static bool place(struct tl_id_slot *set, uint64_t id, uint32_t row)
{
    struct tl_id_slot *at = NULL, *oldest = set;
    for (struct tl_id_slot *s = set; s < set + WAYS; s++) {
        if (s->row == TL_NO_MESSAGE) {
            if (at == NULL)
                at = s;
        } else if (s->id == id) {
            s->row = row;
            return false;
        } else if (s->row < oldest->row) {
            oldest = s;
        }
    }
    const bool fresh = at != NULL;
    *(fresh ? at : oldest) = (struct tl_id_slot){id, row};
    return fresh;
}

static bool grow(struct tl_id_map *map)
{
    const size_t n = map->n_slots == 0 ? 64 * WAYS : map->n_slots * 2;
    struct tl_id_slot *slots = tl_alloc(map->ctx, n * sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        slots[i].row = TL_NO_MESSAGE;
    map->n_used = 0;
    for (size_t i = 0; i < map->n_slots; i++)
        if (map->slots[i].row != TL_NO_MESSAGE)
            map->n_used +=
                place(set_of(slots, n, map->slots[i].id), map->slots[i].id, map->slots[i].row);
    tl_free(map->ctx, map->slots, map->n_slots * sizeof *map->slots);
    map->slots = slots;
    map->n_slots = n;
    return true;
}

bool tl_id_map_put(struct tl_id_map *map, uint64_t id, uint32_t row)
{
    if (2 * map->n_used >= map->n_slots && map->n_slots < SLOTS_MAX && !grow(map))
        return false;
    map->n_used += place(set_of(map->slots, map->n_slots, id), id, row);
    return true;
}

uint32_t tl_id_map_find(const struct tl_id_map *map, uint64_t id)
{
    if (map->n_slots == 0)
        return TL_NO_MESSAGE;
    const struct tl_id_slot *set = set_of(map->slots, map->n_slots, id);
    for (unsigned i = 0; i < WAYS; i++)
        if (set[i].row != TL_NO_MESSAGE && set[i].id == id)
            return set[i].row;
    return TL_NO_MESSAGE;
}

bool tl_id_map_reply(struct tl_id_map *map, uint64_t id, uint32_t row, uint32_t *reply_to)
{
    *reply_to = tl_id_map_find(map, id);
    if (*reply_to != TL_NO_MESSAGE)
        return true;
    if (map->n_waiting == WAITING_MAX) {
        map->lost++;
        return true;
    }
    struct tl_id_slot *grown =
        tl_grow(map->ctx, map->waiting, &map->waiting_cap, map->n_waiting + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    map->waiting = grown;
    map->waiting[map->n_waiting++] = (struct tl_id_slot){id, row};
    *reply_to = row;
    return true;
}

bool tl_id_map_settle(struct tl_id_map *map, struct tl_conversation *conv, uint16_t file)
{
    uint64_t lost = map->lost;
    for (size_t i = 0; i < map->n_waiting; i++) {
        const struct tl_id_slot *w = &map->waiting[i];
        const uint32_t target = tl_id_map_find(map, w->id);
        conv->reply_to[w->row] = target == w->row ? TL_NO_MESSAGE : target;
        lost += target == TL_NO_MESSAGE;
    }
    map->n_waiting = 0;
    for (; lost > 0; lost--)
        if (tl_conversation_notice(conv, file, "reply-target-missing",
                                   "A message answers one that is not in the file.", 0) != TL_OK)
            return false;
    return true;
}
