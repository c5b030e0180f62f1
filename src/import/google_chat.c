/*
 * google_chat.c: messages.json of Google Chat, from Google Takeout.
 *
 * A folder a conversation, Google Chat/Groups/DM <id>/ or Space <id>/, with messages.json and
 * group_info.json; Google Chat/Users/User <id>/user_info.json says who exported. Times are words in
 * the language of the account (google_date.c), always in UTC. What a message answers is known where
 * it quotes.
 */
#include "chat_list.h"
#include "fault.h"
#include "google_date.h"
#include "importers.h"
#include "media_kind.h"
#include "record.h"
#include "str.h"

#define NAME "google-chat"

enum place {
    ROOT = 1,
    MESSAGES,
    MESSAGE,
    CREATOR,
    FILES,
    FILE_ENTRY,
    QUOTED,
    REACTIONS,
    REACTION,
    EMOJI,
    REACTORS,
    ANNOTATIONS,
    ANNOTATION,
    CALL,
    GIF,
    USER
};

enum field {
    SENDER_NAME = 1,
    SENDER_EMAIL,
    CREATED,
    UPDATED,
    TEXT,
    ID,
    STATE,
    FILE_NAME,
    QUOTED_ID,
    EMOJI_TEXT,
    REACTOR,
    OWN_EMAIL
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("creator"), CREATOR, 0},
    {MESSAGE, TL_STR_INIT("created_date"), 0, CREATED},
    {MESSAGE, TL_STR_INIT("updated_date"), 0, UPDATED},
    {MESSAGE, TL_STR_INIT("text"), 0, TEXT},
    {MESSAGE, TL_STR_INIT("message_id"), 0, ID},
    {MESSAGE, TL_STR_INIT("message_state"), 0, STATE},
    {MESSAGE, TL_STR_INIT("attached_files"), FILES, 0},
    {MESSAGE, TL_STR_INIT("quoted_message_metadata"), QUOTED, 0},
    {MESSAGE, TL_STR_INIT("reactions"), REACTIONS, 0},
    {MESSAGE, TL_STR_INIT("annotations"), ANNOTATIONS, 0},
    {CREATOR, TL_STR_INIT("name"), 0, SENDER_NAME},
    {CREATOR, TL_STR_INIT("email"), 0, SENDER_EMAIL},
    {FILES, TL_STR_INIT(""), FILE_ENTRY, 0},
    {FILE_ENTRY, TL_STR_INIT("original_name"), 0, FILE_NAME},
    {QUOTED, TL_STR_INIT("message_id"), 0, QUOTED_ID},
    {REACTIONS, TL_STR_INIT(""), REACTION, 0},
    {REACTION, TL_STR_INIT("emoji"), EMOJI, 0},
    {REACTION, TL_STR_INIT("reactor_emails"), REACTORS, 0},
    {EMOJI, TL_STR_INIT("unicode"), 0, EMOJI_TEXT},
    {REACTORS, TL_STR_INIT(""), 0, REACTOR},
    {ANNOTATIONS, TL_STR_INIT(""), ANNOTATION, 0},
    {ANNOTATION, TL_STR_INIT("video_call_metadata"), CALL, 0},
    {ANNOTATION, TL_STR_INIT("gsuite_integration_metadata"), GIF, 0},
};

static const struct tl_shape_rule list_rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("messages"), MESSAGES, 0},
    {MESSAGES, TL_STR_INIT(""), MESSAGE, 0},
    {MESSAGE, TL_STR_INIT("creator"), CREATOR, 0},
    {CREATOR, TL_STR_INIT("name"), 0, SENDER_NAME},
    {CREATOR, TL_STR_INIT("email"), 0, SENDER_EMAIL},
};

static const struct tl_shape_rule user_rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("user"), USER, 0},
    {USER, TL_STR_INIT("email"), 0, OWN_EMAIL},
};

struct reader {
    struct tl_records records;
    struct tl_span emoji;
    size_t first_of_reaction;
    bool deleted;
    struct tl_google_months months;
};

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch ((enum place)place) {
    case MESSAGE:
        tl_records_begin(&r->records, token->line);
        r->deleted = false;
        break;
    case FILE_ENTRY:
        r->records.m.kind = TL_KIND_FILE;
        break;
    case CALL:
        r->records.m.kind = TL_KIND_CALL;
        r->records.m.flags |= TL_FLAG_VIDEO_CALL;
        break;
    case REACTION:
        r->first_of_reaction = r->records.n_reactions;
        r->emoji = (struct tl_span){0, 0};
        break;
    default:
        break;
    }
    return TL_OK;
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    if (place == REACTION)
        for (size_t i = r->first_of_reaction; i < rec->n_reactions; i++)
            rec->reaction[i].emoji = r->emoji;
    if (place != MESSAGE)
        return TL_OK;
    if (r->deleted)
        rec->m.kind = TL_KIND_DELETED;
    else if (rec->m.kind == TL_KIND_CALL)
        tl_buf_clear(&rec->text); /* the link */
    return tl_records_push(rec, NULL);
}

static void set_time(struct reader *r, struct tl_str s)
{
    struct tl_records *rec = &r->records;
    int64_t ms;
    int16_t offset;
    if (tl_google_date_read(&r->months, s, &ms, &offset)) {
        tl_records_utc(rec, ms, TL_RES_SECOND);
        return;
    }
    tl_records_iso8601(rec, s);
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    struct tl_record_reaction *reaction;
    switch ((enum field)field) {
    case SENDER_NAME:
        tl_records_keep(rec, &rec->name, token->text);
        break;
    case SENDER_EMAIL:
        tl_records_keep(rec, &rec->key, token->text);
        break;
    case CREATED:
        set_time(r, token->text);
        break;
    case UPDATED:
        rec->m.flags |= TL_FLAG_EDITED;
        break;
    case TEXT:
        tl_records_text(rec, token->text, token->cut);
        break;
    case ID:
        rec->id = tl_str_hash(token->text);
        rec->has_id = true;
        break;
    case STATE:
        r->deleted = tl_str_equal(token->text, TL_STR("DELETED"));
        break;
    case FILE_NAME:
        rec->m.kind = tl_media_kind(token->text);
        break;
    case QUOTED_ID:
        rec->reply_to = tl_str_hash(token->text);
        rec->has_reply = true;
        break;
    case EMOJI_TEXT:
        tl_records_keep(rec, &r->emoji, token->text);
        break;
    case REACTOR:
        reaction = tl_records_react(rec);
        if (reaction != NULL) {
            tl_records_keep(rec, &reaction->key, token->text);
            tl_records_keep(rec, &reaction->name, token->text);
        }
        break;
    default:
        break;
    }
    return TL_OK;
}

#define CAN                                                                                        \
    (TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_DELETIONS | TL_CAN_MEDIA_KIND |     \
     TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static enum tl_status read_export(struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                          .close = close_place, .value = value};
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return tl_fault_memory(import->err);
    tl_google_months_init(&r->months);
    enum tl_status status = tl_records_init(&r->records, import, NAME);
    if (status == TL_OK)
        status = tl_records_read(&r->records, &shape, r, false);
    if (status == TL_OK)
        status = tl_records_finish(&r->records, CAN);
    tl_records_release(&r->records);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

/* ---- the list ---- */

/* Who writes in a conversation: enough to tell a pair from a group. */
struct lister {
    struct tl_buf own;
    struct tl_buf email[3], name[3];
    struct tl_buf email_now, name_now; /* of the message being read */
    size_t n_people;
    uint64_t n_messages;
};

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->len > 0 ? buf->ptr : "", buf->len};
}

static enum tl_status list_open(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct lister *l = user;
    (void)token;
    if (place == MESSAGE) {
        l->n_messages++;
        tl_buf_clear(&l->email_now);
        tl_buf_clear(&l->name_now);
    }
    return TL_OK;
}

static enum tl_status list_close(void *user, uint8_t place)
{
    struct lister *l = user;
    if (place != MESSAGE || l->n_people == 3)
        return TL_OK;
    const struct tl_str key = view(l->email_now.len > 0 ? &l->email_now : &l->name_now);
    if (key.len == 0)
        return TL_OK;
    for (size_t i = 0; i < l->n_people; i++)
        if (tl_str_equal(view(&l->email[i]), key))
            return TL_OK;
    tl_buf_put_str(&l->email[l->n_people], key);
    tl_buf_put_str(&l->name[l->n_people++], view(&l->name_now));
    return TL_OK;
}

static enum tl_status list_value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct lister *l = user;
    struct tl_buf *to = field == OWN_EMAIL      ? &l->own
                        : field == SENDER_EMAIL ? &l->email_now
                                                : &l->name_now;
    tl_buf_clear(to);
    tl_buf_put_str(to, tl_str_slice(token->text, 0, 1024));
    return TL_OK;
}

static enum tl_status find_own(struct tl_import *import, struct lister *l)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(user_rules), .value = list_value};
    const size_t entry = import->entry;
    enum tl_status status = TL_OK;
    for (size_t i = 0; i < tl_bundle_count(import->bundle); i++) {
        uint64_t broken;
        if (!tl_str_ends(tl_bundle_path(import->bundle, i), TL_STR("user_info.json")))
            continue;
        import->entry = i;
        status = tl_shape_read(&shape, l, import, false, &broken);
        import->entry = entry;
        break;
    }
    /* Without it the chat is called by both names. */
    return status == TL_FATAL ? status : TL_OK;
}

static bool add_chat(const struct tl_import *import, struct lister *l, struct tl_chat_list *list)
{
    struct tl_str path = tl_bundle_path(import->bundle, import->entry);
    struct tl_buf name;
    bool failed = l->own.failed || l->email_now.failed || l->name_now.failed;
    tl_buf_init(&name, import->ctx);
    for (size_t i = 0; i < l->n_people; i++) {
        failed = failed || l->email[i].failed || l->name[i].failed;
        if (l->own.len > 0 && tl_str_equal(view(&l->email[i]), view(&l->own)))
            continue;
        tl_buf_puts(&name, name.len > 0 ? ", " : "");
        tl_buf_put_str(&name, view(&l->name[i]));
    }
    while (path.len > 0 && path.ptr[path.len - 1] != '/')
        path.len--;
    const bool space = tl_str_find(path, TL_STR("Groups/Space "), 0) != SIZE_MAX;
    const struct tl_listed_chat chat = {.format = NAME,
                                        .name = view(&name),
                                        .id = path,
                                        .n_messages = l->n_messages,
                                        .n_people = space ? 3 : (uint32_t)l->n_people};
    const bool ok = !failed && !name.failed && tl_chat_list_add(list, import->entry, &chat);
    tl_buf_release(&name);
    return ok;
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(list_rules), .open = list_open,
                                          .close = list_close, .value = list_value};
    struct lister l = {.n_people = 0};
    struct tl_buf *const bufs[] = {&l.own,     &l.email[0], &l.email[1],  &l.email[2], &l.name[0],
                                   &l.name[1], &l.name[2],  &l.email_now, &l.name_now};
    uint64_t broken;
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        tl_buf_init(bufs[i], import->ctx);
    enum tl_status status = find_own(import, &l);
    if (status == TL_OK)
        status = tl_shape_read(&shape, &l, import, false, &broken);
    if (status == TL_OK && !add_chat(import, &l, list))
        status = tl_fault_memory(import->err);
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        tl_buf_release(bufs[i]);
    return status;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{' || !tl_shape_has_key(head, TL_STR("\"messages\"")) ||
        !tl_shape_has_key(head, TL_STR("\"creator\"")) ||
        !tl_shape_has_key(head, TL_STR("\"created_date\"")))
        return 0;
    return 24 + (tl_shape_has_key(head, TL_STR("\"topic_id\"")) ? 4u : 0u);
}

const struct tl_importer tl_importer_google_chat = {
    .name = NAME,
    .title = "Google Chat, Takeout (messages.json)",
    .export_how = "On takeout.google.com choose Google Chat only, and give the zip, with --with "
                  "NAME.",
    .cannot_hold = "The times of reactions, calls, length of voice messages, and what a message "
                   "answers unless it quotes it.",
    .can = CAN | TL_CAN_SECONDS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
    .one_chat_an_entry = true,
};
