/*
 * refuse.h: the one sentence for a file that is no chat export.
 */
#ifndef TL_REFUSE_H
#define TL_REFUSE_H

#include "bundle.h"
#include "sniff.h"

/* What the entries of a bundle turned out to be, none of them a chat. */
struct tl_refusal {
    size_t kinds[TL_SNIFF_BINARY + 1];
    size_t attachments; /* by their name alone */
    size_t archives;    /* of those */
    bool not_utf8;      /* the only file is text in another encoding */
    bool has_columns;   /* the only file is a table with a heading, but not the right one */
};

enum tl_status tl_refuse(const struct tl_bundle *bundle, const struct tl_refusal *found,
                         struct tl_error *err);

#endif
