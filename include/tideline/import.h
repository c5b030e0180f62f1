/*
 * import.h: from what a user gave to a conversation.
 */
#ifndef TIDELINE_IMPORT_H
#define TIDELINE_IMPORT_H

#include "conversation.h"
#include "source.h"

struct tl_zone;
struct tl_probe;
struct tl_import;

struct tl_import_options {
    const char *with;              /* which chat of a full export; NULL: the only one */
    enum tl_date_order date_order; /* AUTO: settled on the whole file */
    const char *zone_name;         /* for wall-clock times; NULL: zone unknown */
    const struct tl_zone *zone;    /* of that name; NULL with it */
};

/* One row of the importer table, public for `tideline formats` and the documents made from it. */
struct tl_importer {
    const char *name;   /* "whatsapp-text" */
    const char *title;  /* "WhatsApp, exported chat (.txt or .zip)" */
    const char *export_how;  /* how a person gets one, one or two sentences */
    const char *cannot_hold; /* what the format leaves out, one sentence */
    unsigned can;            /* TL_CAN_* at best */
    /* Number of bits of evidence verified in the head of the entry; 0: not this format. */
    unsigned (*probe)(const struct tl_probe *probe);
    enum tl_status (*read)(struct tl_import *import);
};

/* All of them, ending with NULL, strict ones first. */
TL_API const struct tl_importer *const *tl_importers(void);

/*
 * Reads every chat of the bundle that belongs to the options into `conv` (not finished). FAIL with a
 * sentence naming file and line when nothing could be read; WARN when something was skipped.
 */
TL_API enum tl_status tl_import(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                const struct tl_import_options *options,
                                struct tl_conversation *conv, struct tl_error *err);

#endif
