/*
 * messenger_json.c: Messenger, from Facebook's "Download your information" and from the download of
 * end-to-end-encrypted chats. How they are read: meta_json.c.
 */
#include "importers.h"
#include "meta_json.h"

#define NAME "messenger-json"

static unsigned probe(const struct tl_probe *p)
{
    return tl_meta_probe(p);
}

static enum tl_status read_export(struct tl_import *import)
{
    return tl_meta_read(import, NAME);
}

static enum tl_status list(struct tl_import *import, struct tl_chat_list *chats)
{
    return tl_meta_list(import, chats, NAME);
}

const struct tl_importer tl_importer_messenger_json = {
    .name = NAME,
    .title = "Messenger, Facebook download (message_1.json) and encrypted chats (Name_1.json)",
    .export_how =
        "In Facebook's Accounts Center choose Your information and permissions, Download your "
        "information, Messages only, format JSON; for encrypted chats, on messenger.com choose "
        "Privacy and safety, End-to-end encrypted chats, Message storage, Download secure storage "
        "data. Give both, with --with NAME.",
    .cannot_hold = "What a message answers, edits, length of voice messages, and messages that "
                   "disappeared; most reactions have no time.",
    .can = TL_CAN_SECONDS | TL_CAN_REACTIONS | TL_CAN_DELETIONS | TL_CAN_CALLS | TL_CAN_MEDIA_KIND |
           TL_CAN_TIMING | TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_export,
    .list = list,
    .one_chat_an_entry = true,
};
