/*
 * signal_directory.h: who is who in Signal's own export, and which chats there are.
 */
#ifndef TL_SIGNAL_DIRECTORY_H
#define TL_SIGNAL_DIRECTORY_H

#include "id_map.h"

enum tl_signal_kind { TL_SIGNAL_CONTACT = 0, TL_SIGNAL_SELF, TL_SIGNAL_GROUP, TL_SIGNAL_OTHER };

struct tl_signal_recipient {
    uint64_t id;
    enum tl_signal_kind kind;
    struct tl_str name; /* in the arena */
};

struct tl_signal_chat {
    uint64_t id, recipient;
    uint64_t n_messages;
};

struct tl_signal_directory {
    struct tl_arena arena;
    struct tl_signal_recipient *recipient;
    struct tl_signal_chat *chat;
    size_t n_recipients, recipients_cap, n_chats, chats_cap;
    struct tl_id_map by_recipient, by_chat; /* id to index */
    struct tl_str own_name;
};

void tl_signal_directory_init(struct tl_signal_directory *d, const struct tl_context *ctx);
void tl_signal_directory_release(struct tl_signal_directory *d);
/* Copies the name. false when memory is short. */
bool tl_signal_add_recipient(struct tl_signal_directory *d, uint64_t id, enum tl_signal_kind kind,
                             struct tl_str name);
bool tl_signal_add_chat(struct tl_signal_directory *d, uint64_t id, uint64_t recipient);
/* NULL: not known. */
struct tl_signal_recipient *tl_signal_recipient(const struct tl_signal_directory *d, uint64_t id);
struct tl_signal_chat *tl_signal_chat(const struct tl_signal_directory *d, uint64_t id);
/* What a recipient is called; empty when that is not known. */
struct tl_str tl_signal_name(const struct tl_signal_directory *d,
                             const struct tl_signal_recipient *recipient);

#endif
