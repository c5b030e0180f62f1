/*
 * telegram_walk.c: see telegram_walk.h.
 *
 * A stack of places says what the container is for that a token stands in; the last key says what a
 * value in it means. Containers nothing is read from are only counted.
 */
#include "telegram_walk.h"

#include <string.h>

#include "civil.h"
#include "fault.h"
#include "number.h"
#include "str.h"

/* Which container a token stands in. */
enum place {
    OUTSIDE,
    ROOT,
    CHATS,
    LIST,
    CHAT,
    MESSAGES,
    MESSAGE,
    TEXT,      /* array: strings and parts */
    TEXT_PART, /* {type, text} */
    REACTIONS,
    REACTION,
    RECENT,
    RECENT_ONE,
    DEEPEST /* one more than can be open at once */
};

_Static_assert(DEEPEST <= TL_TELEGRAM_DEEPEST, "places that can be open at once");

enum key {
    NO_KEY,
    K_ID,
    K_DATE,
    K_FILE,
    K_FROM,
    K_NAME,
    K_POLL,
    K_TEXT,
    K_TYPE,
    K_ACTOR,
    K_CHATS,
    K_EMOJI,
    K_PHOTO,
    K_ACTION,
    K_EDITED,
    K_MISSED,
    K_RECENT,
    K_MESSAGES,
    K_MIME,
    K_MEDIA,
    K_LIST,
    K_VIA_BOT,
    K_REPLY_TO,
    K_REPLY_PEER,
    K_FROM_ID,
    K_ACTOR_ID,
    K_UNIX,
    K_EDITED_UNIX,
    K_ENTITIES,
    K_REACTIONS,
    K_FORWARDED,
    K_DURATION,
    K_SELF_DESTRUCT,
    K_CONTACT,
    K_LOCATION,
    K_STICKER_EMOJI,
    K_DICE
};

static enum key key_from(struct tl_str word)
{
    /* By length, so that few are compared. */
    static const struct {
        struct tl_str word;
        enum key key;
    } keys[] = {
        {TL_STR_INIT("id"), K_ID},
        {TL_STR_INIT("date"), K_DATE},
        {TL_STR_INIT("dice"), K_DICE},
        {TL_STR_INIT("file"), K_FILE},
        {TL_STR_INIT("from"), K_FROM},
        {TL_STR_INIT("list"), K_LIST},
        {TL_STR_INIT("name"), K_NAME},
        {TL_STR_INIT("poll"), K_POLL},
        {TL_STR_INIT("text"), K_TEXT},
        {TL_STR_INIT("type"), K_TYPE},
        {TL_STR_INIT("actor"), K_ACTOR},
        {TL_STR_INIT("chats"), K_CHATS},
        {TL_STR_INIT("emoji"), K_EMOJI},
        {TL_STR_INIT("photo"), K_PHOTO},
        {TL_STR_INIT("action"), K_ACTION},
        {TL_STR_INIT("edited"), K_EDITED},
        {TL_STR_INIT("recent"), K_RECENT},
        {TL_STR_INIT("from_id"), K_FROM_ID},
        {TL_STR_INIT("via_bot"), K_VIA_BOT},
        {TL_STR_INIT("actor_id"), K_ACTOR_ID},
        {TL_STR_INIT("messages"), K_MESSAGES},
        {TL_STR_INIT("is_missed"), K_MISSED},
        {TL_STR_INIT("mime_type"), K_MIME},
        {TL_STR_INIT("reactions"), K_REACTIONS},
        {TL_STR_INIT("media_type"), K_MEDIA},
        {TL_STR_INIT("place_name"), K_LOCATION},
        {TL_STR_INIT("date_unixtime"), K_UNIX},
        {TL_STR_INIT("sticker_emoji"), K_STICKER_EMOJI},
        {TL_STR_INIT("text_entities"), K_ENTITIES},
        {TL_STR_INIT("forwarded_from"), K_FORWARDED},
        {TL_STR_INIT("edited_unixtime"), K_EDITED_UNIX},
        {TL_STR_INIT("duration_seconds"), K_DURATION},
        {TL_STR_INIT("reply_to_peer_id"), K_REPLY_PEER},
        {TL_STR_INIT("contact_information"), K_CONTACT},
        {TL_STR_INIT("reply_to_message_id"), K_REPLY_TO},
        {TL_STR_INIT("location_information"), K_LOCATION},
        {TL_STR_INIT("self_destruct_period_seconds"), K_SELF_DESTRUCT},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys && keys[i].word.len <= word.len; i++)
        if (keys[i].word.len == word.len && memcmp(keys[i].word.ptr, word.ptr, word.len) == 0)
            return keys[i].key;
    return NO_KEY;
}

static bool is_chosen(const struct tl_telegram_walk *w)
{
    return w->chat <= w->chats.n && w->chats.chat[w->chat - 1].chosen;
}

/* Where the container goes that opens here; OUTSIDE when nothing is read from it. */
static enum place place_of(const struct tl_telegram_walk *w, bool array)
{
    const enum place at = w->depth == 0 ? OUTSIDE : (enum place)w->open[w->depth - 1];
    if (array) {
        switch (at) {
        case ROOT:
        case CHAT:
            return w->key == K_MESSAGES && (at == ROOT || w->survey || is_chosen(w)) ? MESSAGES
                                                                                     : OUTSIDE;
        case CHATS:
            return w->key == K_LIST && !w->single ? LIST : OUTSIDE;
        case MESSAGE:
            if (w->key == K_TEXT || (w->key == K_ENTITIES && !w->message.text_is_final))
                return TEXT;
            return w->key == K_REACTIONS ? REACTIONS : OUTSIDE;
        case REACTION:
            return w->key == K_RECENT ? RECENT : OUTSIDE;
        default:
            return OUTSIDE;
        }
    }
    switch (at) {
    case OUTSIDE:
        return w->depth == 0 ? ROOT : OUTSIDE;
    case ROOT:
        return w->key == K_CHATS ? CHATS : OUTSIDE;
    case LIST:
        return CHAT;
    case MESSAGES:
        return w->survey && !w->single ? OUTSIDE : MESSAGE;
    case TEXT:
        return TEXT_PART;
    case REACTIONS:
        return REACTION;
    case RECENT:
        return RECENT_ONE;
    default:
        return OUTSIDE;
    }
}

static void put_text(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    struct tl_telegram_message *m = &w->message;
    const size_t limit = w->import->ctx->limits.text_bytes;
    if (token->cut || token->text.len > limit - (m->text.len < limit ? m->text.len : limit))
        m->flags |= TL_FLAG_CUT;
    if (m->text.len <= limit)
        tl_buf_put_str(&m->text, token->text);
}

/* A link or a name is a word of its own, yet some writers leave out the blank between it and the
   part before. */
static void put_part(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    const struct tl_buf *text = &w->message.text;
    if (w->after_part && w->word_part && text->len > 0 && text->ptr[text->len - 1] != ' ' &&
        text->ptr[text->len - 1] != '\n')
        tl_buf_putc(&w->message.text, ' ');
    put_text(w, token);
}

static void read_number(struct tl_str s, int64_t *out, bool *has)
{
    *has = tl_parse_int64(s, out) || *has;
}

static void read_date(struct tl_str s, int64_t *out, bool *has)
{
    int16_t offset;
    int32_t resolution;
    int64_t ms;
    if (!tl_parse_iso8601(s, &ms, &offset, &resolution))
        return;
    *out = offset == TL_OFFSET_UNKNOWN ? ms : ms + offset * TL_MS_PER_MINUTE;
    *has = true;
}

static void read_media_type(struct tl_telegram_message *m, struct tl_str word)
{
    static const struct {
        struct tl_str word;
        enum tl_kind kind;
    } types[] = {
        {TL_STR_INIT("sticker"), TL_KIND_STICKER},
        {TL_STR_INIT("voice_message"), TL_KIND_VOICE},
        {TL_STR_INIT("video_message"), TL_KIND_VIDEO},
        {TL_STR_INIT("video_file"), TL_KIND_VIDEO},
        {TL_STR_INIT("audio_file"), TL_KIND_FILE},
        {TL_STR_INIT("animation"), TL_KIND_GIF},
    };
    m->media = TL_KIND_MEDIA;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (tl_str_equal(types[i].word, word))
            m->media = types[i].kind;
}

/* Keys whose presence says what the message is, whatever their value. */
static void note_key(struct tl_telegram_message *m, enum key key)
{
    switch (key) {
    case K_PHOTO:
        m->plain_photo = true;
        break;
    case K_FILE:
        m->file = true;
        break;
    case K_POLL:
        m->media = TL_KIND_POLL;
        break;
    case K_CONTACT:
        m->media = TL_KIND_CONTACT;
        break;
    case K_LOCATION:
        m->media = TL_KIND_LOCATION;
        break;
    case K_DICE:
        m->media = TL_KIND_STICKER;
        break;
    case K_FORWARDED:
        m->flags |= TL_FLAG_FORWARDED;
        break;
    case K_VIA_BOT:
        m->flags |= TL_FLAG_VIA_BOT;
        break;
    case K_SELF_DESTRUCT:
        m->flags |= TL_FLAG_VIEW_ONCE;
        break;
    case K_REPLY_PEER:
        m->via_elsewhere = true;
        break;
    default:
        break;
    }
}

static void message_value(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    struct tl_telegram_message *m = &w->message;
    switch ((enum key)w->key) {
    case K_ID:
        read_number(token->text, &m->id, &m->has_id);
        break;
    case K_TYPE:
        if (tl_str_equal(token->text, TL_STR("service")))
            m->record = TL_TELEGRAM_SERVICE;
        else if (tl_str_equal(token->text, TL_STR("unsupported")))
            m->record = TL_TELEGRAM_UNSUPPORTED;
        break;
    case K_DATE:
        read_date(token->text, &m->local_ms, &m->has_local);
        break;
    case K_UNIX:
        read_number(token->text, &m->unix_s, &m->has_unix);
        break;
    case K_EDITED:
        read_date(token->text, &m->edited_local_ms, &m->has_edited_local);
        break;
    case K_EDITED_UNIX:
        read_number(token->text, &m->edited_unix_s, &m->has_edited_unix);
        break;
    case K_FROM:
    case K_ACTOR:
        tl_telegram_keep(m, &m->who, token->text);
        break;
    case K_FROM_ID:
    case K_ACTOR_ID:
        tl_telegram_keep(m, &m->who_id, token->text);
        break;
    case K_ACTION:
        tl_telegram_keep(m, &m->action, token->text);
        break;
    case K_STICKER_EMOJI:
        tl_telegram_keep(m, &m->emoji, token->text);
        break;
    case K_REPLY_TO:
        read_number(token->text, &m->reply_to, &m->has_reply);
        break;
    case K_DURATION:
        read_number(token->text, &m->duration_s, &m->has_duration);
        break;
    case K_MISSED:
        m->missed = token->event == TL_JSON_TRUE;
        break;
    case K_MEDIA:
        read_media_type(m, token->text);
        break;
    case K_MIME:
        if (m->media == TL_KIND_TEXT && tl_str_starts(token->text, TL_STR("image/")))
            m->plain_photo = true;
        else if (m->media == TL_KIND_TEXT && tl_str_starts(token->text, TL_STR("video/")))
            m->media = TL_KIND_VIDEO;
        break;
    case K_TEXT:
        tl_buf_clear(&m->text);
        m->text_is_final = true;
        put_text(w, token);
        break;
    default:
        break;
    }
}

static void chat_value(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    const bool root = w->open[w->depth - 1] == ROOT;
    struct tl_telegram_chat *chat = root || !w->survey ? NULL : &w->chats.chat[w->chats.n - 1];
    if (w->key == K_TYPE && root)
        w->root_type = tl_telegram_type_from(token->text);
    else if (w->key == K_TYPE && chat != NULL)
        chat->type = tl_telegram_type_from(token->text);
    else if (w->key == K_NAME && root && w->import->options->with != NULL)
        w->named = tl_str_equal_fold(token->text, tl_str_from(w->import->options->with));
    else if (w->key == K_ID && chat != NULL)
        tl_parse_uint64(token->text, &chat->id);
    else if (w->key == K_NAME && chat != NULL && token->text.len > 0 && chat->name.len == 0) {
        if (!tl_telegram_chats_name(&w->chats, chat, token->text))
            w->status = tl_fault_memory(w->import->err);
    }
}

static void reaction_value(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    struct tl_telegram_message *m = &w->message;
    if (w->open[w->depth - 1] == REACTION) {
        if (w->key == K_EMOJI)
            tl_telegram_keep(m, &m->reaction_emoji, token->text);
        return;
    }
    if (m->n_reactions >= TL_TELEGRAM_REACTIONS)
        return;
    struct tl_telegram_reaction *r = &m->reaction[m->n_reactions];
    if (w->key == K_FROM)
        tl_telegram_keep(m, &r->who, token->text);
    else if (w->key == K_FROM_ID)
        tl_telegram_keep(m, &r->who_id, token->text);
    else if (w->key == K_DATE)
        read_date(token->text, &r->local_ms, &r->timed);
}

static void value(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    switch ((enum place)w->open[w->depth - 1]) {
    case ROOT:
    case CHAT:
        chat_value(w, token);
        break;
    case MESSAGE:
        if (token->event != TL_JSON_NULL)
            message_value(w, token);
        break;
    case TEXT:
        if (token->event == TL_JSON_STRING)
            put_text(w, token);
        w->after_part = false;
        break;
    case TEXT_PART:
        if (w->key == K_TYPE)
            w->word_part = tl_str_equal(token->text, TL_STR("link")) ||
                           tl_str_equal(token->text, TL_STR("email")) ||
                           tl_str_equal(token->text, TL_STR("mention"));
        else if (w->key == K_TEXT && token->event == TL_JSON_STRING)
            put_part(w, token);
        break;
    case REACTION:
    case RECENT_ONE:
        if (token->event != TL_JSON_NULL)
            reaction_value(w, token);
        break;
    default:
        break;
    }
}

static void open_place(struct tl_telegram_walk *w, const struct tl_json_token *token)
{
    const bool array = token->event == TL_JSON_ARRAY;
    const enum place place = w->ignored > 0 ? OUTSIDE : place_of(w, array);
    if (place == OUTSIDE) {
        /* The survey counts the messages of a chat and looks into none. */
        if (w->ignored++ == 0 && w->depth > 0 && w->open[w->depth - 1] == MESSAGES && !array)
            w->chats.chat[w->chats.n - 1].n_messages++;
        return;
    }
    struct tl_telegram_message *m = &w->message;
    switch (place) {
    case CHATS:
        w->full = true;
        break;
    case CHAT:
        w->chat++;
        if (w->survey && tl_telegram_chats_add(&w->chats) == NULL)
            w->status = tl_fault_memory(w->import->err);
        break;
    case MESSAGES:
        if (w->open[w->depth - 1] == ROOT) {
            w->single = true;
            w->status = tl_telegram_check(w->root_type, w->named, w->label, w->import->err);
        }
        break;
    case MESSAGE:
        tl_telegram_message_clear(m, token->line);
        break;
    case TEXT:
        tl_buf_clear(&m->text);
        m->text_is_final = w->key == K_TEXT;
        w->after_part = false;
        break;
    case TEXT_PART:
        w->word_part = false;
        break;
    case REACTION:
        m->first_of_reaction = m->n_reactions;
        m->reaction_emoji = (struct tl_telegram_word){0, 0};
        break;
    default:
        break;
    }
    w->open[w->depth++] = (uint8_t)place;
    w->key = NO_KEY;
}

static void close_place(struct tl_telegram_walk *w)
{
    if (w->ignored > 0) {
        w->ignored--;
        return;
    }
    struct tl_telegram_message *m = &w->message;
    switch ((enum place)w->open[--w->depth]) {
    case CHAT:
        w->done = !w->survey && w->chat == w->last;
        break;
    case MESSAGE:
        w->status = tl_telegram_push(&w->rows, m);
        break;
    case TEXT_PART:
        w->after_part = true;
        break;
    case REACTION:
        /* The emoji may have come before or after its givers. */
        for (size_t i = m->first_of_reaction; i < m->n_reactions; i++)
            m->reaction[i].emoji = m->reaction_emoji;
        if (m->first_of_reaction == m->n_reactions)
            m->nameless_reactions++;
        break;
    case RECENT_ONE:
        if (m->n_reactions < TL_TELEGRAM_REACTIONS)
            m->n_reactions++;
        break;
    default:
        break;
    }
    w->key = NO_KEY;
}

enum tl_status tl_telegram_take(void *user, const struct tl_json_token *token)
{
    struct tl_telegram_walk *w = user;
    switch (token->event) {
    case TL_JSON_OBJECT:
    case TL_JSON_ARRAY:
        open_place(w, token);
        break;
    case TL_JSON_OBJECT_END:
    case TL_JSON_ARRAY_END:
        close_place(w);
        break;
    case TL_JSON_KEY:
        if (w->ignored == 0) {
            w->key = (uint8_t)key_from(token->text);
            if (w->depth > 0 && w->open[w->depth - 1] == MESSAGE)
                note_key(&w->message, (enum key)w->key);
        }
        break;
    default:
        if (w->ignored == 0 && w->depth > 0)
            value(w, token);
        break;
    }
    return w->status == TL_OK && w->done ? TL_WARN : w->status;
}
