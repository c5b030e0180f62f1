/*
 * id_map.h: from a message's id in the export to its row, for reply links, in bounded memory.
 *
 * Grows with the chat up to 2^20 ids (16 MiB); beyond that the oldest row of eight neighbours makes
 * room, so a reply to something very old may lose its link. No input makes it slow: a look-up
 * inspects eight slots at most.
 */
#ifndef TL_ID_MAP_H
#define TL_ID_MAP_H

#include "builder.h"

struct tl_id_slot {
    uint64_t id;
    uint32_t row; /* TL_NO_MESSAGE: free */
};

struct tl_id_map {
    const struct tl_context *ctx;
    struct tl_id_slot *slots, *waiting; /* waiting: replies to what has not come yet */
    size_t n_slots, n_used, n_waiting, waiting_cap;
    uint64_t lost; /* replies whose target could not even be waited for */
};

void tl_id_map_init(struct tl_id_map *map, const struct tl_context *ctx);
void tl_id_map_release(struct tl_id_map *map);
/* A later row takes the id over. false when memory is short. */
bool tl_id_map_put(struct tl_id_map *map, uint64_t id, uint32_t row);
/* TL_NO_MESSAGE when it is not (or no longer) known. */
uint32_t tl_id_map_find(const struct tl_id_map *map, uint64_t id);

/*
 * For the `reply_to` of a row about to be pushed as number `row`: the target when it is known, else
 * `row` itself, a promise that tl_id_map_settle redeems once every row is pushed: with
 * TL_NO_MESSAGE, and a notice of the file, when the target never came. false when memory is short.
 */
bool tl_id_map_reply(struct tl_id_map *map, uint64_t id, uint32_t row, uint32_t *reply_to);
bool tl_id_map_settle(struct tl_id_map *map, struct tl_conversation *conv, uint16_t file);

#endif
