/*
 * telegram_chats.h: the chats of a full Telegram export, and which of them is meant.
 */
#ifndef TL_TELEGRAM_CHATS_H
#define TL_TELEGRAM_CHATS_H

#include "importer.h"

enum tl_telegram_type {
    TL_TELEGRAM_UNKNOWN = 0, /* none given: read like a personal chat */
    TL_TELEGRAM_PERSONAL,
    TL_TELEGRAM_BOT,
    TL_TELEGRAM_SELF, /* saved messages, replies, login codes */
    TL_TELEGRAM_GROUP,
    TL_TELEGRAM_CHANNEL
};

struct tl_telegram_chat {
    struct tl_str name; /* valid UTF-8 in the arena of the list; empty when there is none */
    uint64_t id;        /* 0: none */
    enum tl_telegram_type type;
    uint64_t n_messages;
    bool chosen;
};

struct tl_telegram_chats {
    struct tl_arena arena;
    struct tl_telegram_chat *chat;
    size_t n, cap;
};

void tl_telegram_chats_init(struct tl_telegram_chats *chats, const struct tl_context *ctx);
void tl_telegram_chats_release(struct tl_telegram_chats *chats);
/* A new chat at the end, all zero; NULL when memory is short. */
struct tl_telegram_chat *tl_telegram_chats_add(struct tl_telegram_chats *chats);

/* Keeps a copy of the chat's name, its UTF-8 repaired; false when memory is short. */
bool tl_telegram_chats_name(struct tl_telegram_chats *chats, struct tl_telegram_chat *chat,
                            struct tl_str name);

/* The value of "type". */
enum tl_telegram_type tl_telegram_type_from(struct tl_str word);

/*
 * FAIL with a sentence when a chat of this type is no chat between two people. `named`: the user
 * asked for it by name, which lets bots and notes to oneself through.
 */
enum tl_status tl_telegram_check(enum tl_telegram_type type, bool named, const char *file,
                                 struct tl_error *err);
/*
 * Marks as chosen the chat meant by `with`: exact name, else without regard to ASCII case, else the
 * id, else the only one beginning so; and the same for the other names of that person in `same`.
 * NULL: the only personal chat with messages. FAIL lists up to five of them, largest first.
 */
enum tl_status tl_telegram_choose(struct tl_telegram_chats *chats,
                                  const struct tl_import_options *options, const char *file,
                                  struct tl_error *err);

#endif
