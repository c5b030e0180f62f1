/*
 * telegram_message.h: one message of a Telegram export while its keys come in, and what becomes of
 * it.
 */
#ifndef TL_TELEGRAM_MESSAGE_H
#define TL_TELEGRAM_MESSAGE_H

#include "id_map.h"
#include "importer.h"

/* More than anybody gives in a chat of two (three a person); the rest is left out and counted. */
#define TL_TELEGRAM_REACTIONS 16

/* A string kept in tl_telegram_message.words until the message is complete. */
struct tl_telegram_word {
    size_t at, len; /* len 0: it has not come */
};

struct tl_telegram_reaction {
    struct tl_telegram_word emoji, who, who_id;
    int64_t local_ms;
    bool timed;
};

enum tl_telegram_record { TL_TELEGRAM_MESSAGE = 0, TL_TELEGRAM_SERVICE, TL_TELEGRAM_UNSUPPORTED };

struct tl_telegram_message {
    struct tl_buf text, words;
    uint64_t line;
    enum tl_telegram_record record;
    enum tl_kind media;     /* what the media keys say; TEXT when there are none */
    bool file, plain_photo; /* without, or beside, a media_type */
    bool text_is_final;     /* "text" has come: "text_entities" says the same again */
    bool via_elsewhere;     /* a reply to a message of another chat */
    uint16_t flags;         /* TL_FLAG_* so far */
    int64_t id, reply_to, unix_s, local_ms, edited_unix_s, edited_local_ms, duration_s;
    bool has_id, has_reply, has_unix, has_local, has_edited_unix, has_edited_local, has_duration;
    bool missed; /* a call nobody took */
    struct tl_telegram_word who, who_id, action, emoji, reaction_emoji;
    size_t n_reactions, first_of_reaction; /* first_of_reaction: of the reaction being read */
    uint64_t nameless_reactions;
    struct tl_telegram_reaction reaction[TL_TELEGRAM_REACTIONS];
};

/* What one file's messages share. */
struct tl_telegram_rows {
    struct tl_import *import;
    struct tl_id_map ids;
    uint16_t file;
    bool any_unix, any_local, any_reaction;
    bool has_offset;
    int16_t offset_min; /* of the last message that told it */
};

void tl_telegram_message_init(struct tl_telegram_message *m, const struct tl_context *ctx);
void tl_telegram_message_clear(struct tl_telegram_message *m, uint64_t line);
void tl_telegram_message_release(struct tl_telegram_message *m);
/* Keeps a copy of `s`, unless it is absurdly long, as `word`; the last one of a key counts. */
void tl_telegram_keep(struct tl_telegram_message *m, struct tl_telegram_word *word,
                      struct tl_str s);

/* The message as rows: itself, then a row a reaction. A message that cannot be used costs a notice.
   FATAL on memory, FAIL on a limit. */
enum tl_status tl_telegram_push(struct tl_telegram_rows *rows, const struct tl_telegram_message *m);

#endif
