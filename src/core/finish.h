/*
 * finish.h: the steps of tl_conversation_finish, one file each. A row is dropped by giving it kind
 * TL_KIND_COUNT; tl_rows_keep then takes all dropped rows out at once.
 */
#ifndef TL_FINISH_H
#define TL_FINISH_H

#include "conversation_private.h"

/*
 * The order of the rows by time: n_messages row indexes, equal times in row order, to be freed by
 * the caller. *order is NULL when the rows are in order already, which is the usual case and costs
 * nothing. FATAL only.
 */
enum tl_status tl_rows_sort(struct tl_conversation *conv, uint32_t **order);
/* Brings every column into `order` (NULL: as they are) without the dropped rows; reply_to follows.
   FATAL only, and then some columns may be in the new order and some not. */
enum tl_status tl_rows_keep(struct tl_conversation *conv, const uint32_t *order);

/* Drops what a file repeats of the files before it, and counts it in tl_file.duplicates. FATAL
 * only. */
enum tl_status tl_overlap_drop(struct tl_conversation *conv, const uint32_t *order);

/* Keeps two people and their notices, the others' rows are dropped; see tl_conversation_finish. */
enum tl_status tl_people_choose(struct tl_conversation *conv, const uint32_t *order,
                                const struct tl_conversation_options *options,
                                struct tl_error *err);

#endif
