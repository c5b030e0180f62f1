/*
 * exchange_list.h: exchanges while they are being found; for the files that find them only.
 */
#ifndef TL_EXCHANGE_LIST_H
#define TL_EXCHANGE_LIST_H

#include "exchanges.h"

/* `failed` stays set once memory was short. */
struct tl_exchange_list {
    const struct tl_context *ctx;
    struct tl_exchange *item;
    size_t n, cap;
    bool failed;
};
void tl_exchange_list_add(struct tl_exchange_list *list, struct tl_exchange x);

/* Sessions that hold a conflict. */
void tl_conflicts_find(const struct tl_frame *frame, const struct tl_said *said,
                       struct tl_exchange_list *list);
/* Repairs in these conflicts, whose outcome is set to repaired where one landed. */
void tl_repairs_find(const struct tl_frame *frame, const struct tl_said *said,
                     struct tl_exchange *conflict, size_t n_conflicts,
                     struct tl_exchange_list *list);

#endif
