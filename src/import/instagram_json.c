/*
 * instagram_json.c: Instagram's "Download your information". How it is read: meta_json.c.
 *
 * The files have Messenger's shape; they are told apart by where they lie or by keys only
 * Instagram's have.
 */
#include "importers.h"
#include "meta_json.h"

#include "json_shape.h"
#include "str.h"

#define NAME "instagram-json"

static unsigned probe(const struct tl_probe *p)
{
    const unsigned evidence = tl_meta_probe(p);
    if (evidence == 0 || tl_str_find(p->path, TL_STR("facebook"), 0) != SIZE_MAX)
        return 0;
    if (tl_str_find(p->path, TL_STR("instagram"), 0) != SIZE_MAX)
        return evidence + 8;
    return tl_shape_has_key(p->head, TL_STR("\"is_geoblocked_for_viewer\"")) &&
                   !tl_shape_has_key(p->head, TL_STR("\"is_taken_down\"")) &&
                   !tl_shape_has_key(p->head, TL_STR("\"thread_type\""))
               ? evidence + 4
               : 0;
}

static enum tl_status read_export(struct tl_import *import)
{
    return tl_meta_read(import, NAME);
}

static enum tl_status list(struct tl_import *import, struct tl_chat_list *chats)
{
    return tl_meta_list(import, chats, NAME);
}

const struct tl_importer tl_importer_instagram_json = {
    .name = NAME,
    .title = "Instagram download (message_1.json)",
    .export_how =
        "In Instagram's Accounts Center choose Your information and permissions, Download your "
        "information, Messages only, format JSON, all time.",
    .cannot_hold = "What a message answers, edits, length of voice messages, and messages that "
                   "disappeared or were unsent; most reactions have no time.",
    .can = TL_CAN_SECONDS | TL_CAN_REACTIONS | TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND |
           TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_export,
    .list = list,
    .one_chat_an_entry = true,
};
