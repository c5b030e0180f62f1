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
struct tl_chat_list;

struct tl_import_options {
    const char *with;              /* which chat of a full export; NULL: the only one */
    const char *const *same;       /* as in tl_conversation_options: one person's names, who may */
    size_t n_same;                 /* have a chat under each; NULL with 0 */
    enum tl_date_order date_order; /* AUTO: settled on the whole file */
    const char *zone_name;         /* for wall-clock times; NULL: zone unknown */
    const struct tl_zone *zone;    /* of that name; NULL with it */
};

/* One conversation of an export. */
struct tl_listed_chat {
    const char *format; /* name of the importer */
    struct tl_str name; /* of the other person, or of the group; may be empty */
    struct tl_str id;   /* the export's own, to tell chats of one name apart; may be empty */
    uint64_t n_messages;
    uint32_t n_people; /* the user included; 0: not told */
    bool only_name;    /* the id says no more than the name: a chat of this name may be the same */
};

/* One row of the importer table, public for `tideline formats` and the documents made from it. */
struct tl_importer {
    const char *name;        /* "whatsapp-text" */
    const char *title;       /* "WhatsApp, exported chat (.txt or .zip)" */
    const char *export_how;  /* how a person gets one, one or two sentences */
    const char *cannot_hold; /* what the format leaves out, one sentence */
    unsigned can;            /* TL_CAN_* at best */
    /* Number of bits of evidence verified in the head of the entry; 0: not this format. */
    unsigned (*probe)(const struct tl_probe *probe);
    enum tl_status (*read)(struct tl_import *import);
    /* Adds the conversations of the entry to the list, NULL: an entry is one chat and its name is
       looked for in it. `read` then gets the one chosen with all its entries. */
    enum tl_status (*list)(struct tl_import *import, struct tl_chat_list *chats);
    bool one_chat_an_entry; /* so that a single entry need not be listed to be read */
    bool read_chooses;      /* `list` is for showing only */
};

/* All of them, ending with NULL, strict ones first. */
TL_API const struct tl_importer *const *tl_importers(void);

/*
 * Reads every chat of the bundle that belongs to the options into `conv` (not finished). FAIL with
 * a sentence naming file and line when nothing could be read; WARN when something was skipped.
 */
TL_API enum tl_status tl_import(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                const struct tl_import_options *options,
                                struct tl_conversation *conv, struct tl_error *err);

/*
 * Gives every conversation of the bundle to `sink`, in the order of the entries; what it answers
 * but OK ends the listing. FAIL when there is no chat export in it.
 */
typedef enum tl_status (*tl_chat_sink)(void *user, const struct tl_listed_chat *chat);
TL_API enum tl_status tl_import_list(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                     tl_chat_sink sink, void *user, struct tl_error *err);

#endif
