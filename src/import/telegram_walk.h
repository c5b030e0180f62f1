/*
 * telegram_walk.h: the tokens of a Telegram export, sorted into chats and messages.
 */
#ifndef TL_TELEGRAM_WALK_H
#define TL_TELEGRAM_WALK_H

#include "json.h"
#include "telegram_chats.h"
#include "telegram_message.h"

/* Containers of which something is read are never deeper inside each other than this. */
#define TL_TELEGRAM_DEEPEST 16

struct tl_telegram_walk {
    struct tl_import *import;
    struct tl_telegram_rows rows;
    struct tl_telegram_message message;
    struct tl_telegram_chats chats;
    uint8_t open[TL_TELEGRAM_DEEPEST]; /* enum place */
    size_t depth;
    uint64_t ignored; /* containers open that nothing is read from */
    uint8_t key;      /* enum key: the last of this object */
    bool after_part;  /* in an array of text: an object has just ended */
    bool word_part;   /* the part being read is a link or the like */
    bool survey;      /* chats are only listed */
    bool full;        /* the root has "chats" */
    bool single;      /* the root has "messages" */
    size_t last;      /* of a full export: number of the last chat to read */
    size_t chat;      /* number of the one being walked, from 1 */
    enum tl_telegram_type root_type;
    bool named;       /* --with names the single chat */
    size_t first_row; /* of the conversation */
    bool done;        /* that chat is complete; the rest need not be read */
    enum tl_status status;
    char label[256];
};

/* The sink of the parser; `user` is the walk. WARN once the last chat to read is complete. */
enum tl_status tl_telegram_take(void *user, const struct tl_json_token *token);

#endif
