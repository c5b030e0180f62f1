/*
 * hangouts_json.c: Hangouts.json of Google Takeout.
 *
 * One file with all conversations, until Hangouts ended in 2022: {"conversations":
 * [{"conversation":
 * {.., "conversation": {id, type, participant_data, ..}}, "events": [..]}]}; before 2018
 * {"conversation_state": [{"conversation_state": {"conversation": {..}, "event": [..]}}]}. Who
 * takes part stands before the events. Times are microseconds since 1970, as strings. The file is
 * walked twice: to list the conversations, and to read the one meant.
 */
#include "chat_list.h"
#include "fault.h"
#include "importers.h"
#include "number.h"
#include "record.h"
#include "str.h"

#define NAME "hangouts-json"

/* More people than that is no chat between two. */
enum { PEOPLE_MAX = 32 };

enum place {
    ROOT = 1,
    LIST,
    ITEM,
    META, /* and "conversation_state": what both forms wrap the conversation in */
    CONVERSATION,
    CONVERSATION_ID,
    SELF_STATE,
    SELF_READ,
    SELF_ID,
    PARTICIPANTS,
    PARTICIPANT,
    PARTICIPANT_ID,
    EVENTS,
    EVENT,
    SENDER_ID,
    MESSAGE,
    CONTENT,
    SEGMENTS,
    SEGMENT,
    ATTACHMENTS,
    ATTACHMENT,
    EMBED,
    EMBED_TYPES,
    HANGOUT
};

enum field {
    ID = 1,
    OWN_ID,
    PERSON_ID,
    PERSON_NAME,
    TITLE,
    EVENT_ID,
    TIME,
    EVENT_TYPE,
    SENDER,
    SEGMENT_TYPE,
    TEXT,
    EMBED_TYPE,
    HANGOUT_TYPE,
    HANGOUT_SECONDS
};

static const struct tl_shape_rule rules[] = {
    {0, TL_STR_INIT(""), ROOT, 0},
    {ROOT, TL_STR_INIT("conversations"), LIST, 0},
    {ROOT, TL_STR_INIT("conversation_state"), LIST, 0},
    {LIST, TL_STR_INIT(""), ITEM, 0},
    {ITEM, TL_STR_INIT("conversation"), META, 0},
    {ITEM, TL_STR_INIT("conversation_state"), META, 0},
    {ITEM, TL_STR_INIT("events"), EVENTS, 0},
    {META, TL_STR_INIT("conversation"), CONVERSATION, 0},
    {META, TL_STR_INIT("conversation_id"), CONVERSATION_ID, 0},
    {META, TL_STR_INIT("event"), EVENTS, 0},
    {CONVERSATION, TL_STR_INIT("id"), CONVERSATION_ID, 0},
    {CONVERSATION, TL_STR_INIT("name"), 0, TITLE},
    {CONVERSATION, TL_STR_INIT("self_conversation_state"), SELF_STATE, 0},
    {CONVERSATION, TL_STR_INIT("participant_data"), PARTICIPANTS, 0},
    {CONVERSATION_ID, TL_STR_INIT("id"), 0, ID},
    {SELF_STATE, TL_STR_INIT("self_read_state"), SELF_READ, 0},
    {SELF_READ, TL_STR_INIT("participant_id"), SELF_ID, 0},
    {SELF_ID, TL_STR_INIT("gaia_id"), 0, OWN_ID},
    {PARTICIPANTS, TL_STR_INIT(""), PARTICIPANT, 0},
    {PARTICIPANT, TL_STR_INIT("id"), PARTICIPANT_ID, 0},
    {PARTICIPANT, TL_STR_INIT("fallback_name"), 0, PERSON_NAME},
    {PARTICIPANT_ID, TL_STR_INIT("gaia_id"), 0, PERSON_ID},
    {EVENTS, TL_STR_INIT(""), EVENT, 0},
    {EVENT, TL_STR_INIT("event_id"), 0, EVENT_ID},
    {EVENT, TL_STR_INIT("timestamp"), 0, TIME},
    {EVENT, TL_STR_INIT("event_type"), 0, EVENT_TYPE},
    {EVENT, TL_STR_INIT("sender_id"), SENDER_ID, 0},
    {EVENT, TL_STR_INIT("chat_message"), MESSAGE, 0},
    {EVENT, TL_STR_INIT("hangout_event"), HANGOUT, 0},
    {SENDER_ID, TL_STR_INIT("gaia_id"), 0, SENDER},
    {MESSAGE, TL_STR_INIT("message_content"), CONTENT, 0},
    {CONTENT, TL_STR_INIT("segment"), SEGMENTS, 0},
    {CONTENT, TL_STR_INIT("attachment"), ATTACHMENTS, 0},
    {SEGMENTS, TL_STR_INIT(""), SEGMENT, 0},
    {SEGMENT, TL_STR_INIT("type"), 0, SEGMENT_TYPE},
    {SEGMENT, TL_STR_INIT("text"), 0, TEXT},
    {ATTACHMENTS, TL_STR_INIT(""), ATTACHMENT, 0},
    {ATTACHMENT, TL_STR_INIT("embed_item"), EMBED, 0},
    {EMBED, TL_STR_INIT("type"), EMBED_TYPES, 0},
    {EMBED_TYPES, TL_STR_INIT(""), 0, EMBED_TYPE},
    {HANGOUT, TL_STR_INIT("event_type"), 0, HANGOUT_TYPE},
    {HANGOUT, TL_STR_INIT("hangout_duration_secs"), 0, HANGOUT_SECONDS},
};

struct person {
    struct tl_span id, name; /* in `names` */
};

struct reader {
    struct tl_import *import;
    struct tl_chat_list *list; /* NULL: reading */
    struct tl_records records;
    /* the conversation being walked */
    struct tl_buf names;
    struct tl_span id, own_id, title;
    struct person person[PEOPLE_MAX];
    size_t n_people;
    uint64_t n_events;
    /* the event */
    struct tl_span type;
    size_t segment_at;
    bool line_break, hangout, hangout_ends;
    int64_t seconds;
};

static struct tl_str name_at(const struct reader *r, struct tl_span span)
{
    return span.len == 0 ? (struct tl_str){"", 0}
                         : (struct tl_str){r->names.ptr + span.at, span.len};
}

static void keep(struct reader *r, struct tl_span *span, struct tl_str s)
{
    if (s.len > 1024 || r->names.len > 65536)
        return;
    const size_t at = r->names.len;
    tl_buf_put_str(&r->names, s);
    *span = (struct tl_span){at, r->names.failed ? 0 : s.len};
}

static void begin_event(struct reader *r, uint64_t line)
{
    tl_records_begin(&r->records, line);
    r->type = (struct tl_span){0, 0};
    r->hangout = r->hangout_ends = false;
    r->seconds = -1;
}

static enum tl_status open_place(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct reader *r = user;
    switch ((enum place)place) {
    case ITEM:
        tl_buf_clear(&r->names);
        r->id = r->own_id = r->title = (struct tl_span){0, 0};
        r->n_people = 0;
        r->n_events = 0;
        break;
    case PARTICIPANT:
        if (r->n_people < PEOPLE_MAX)
            r->person[r->n_people++] = (struct person){{0, 0}, {0, 0}};
        break;
    case EVENT:
        r->n_events++;
        begin_event(r, token->line);
        break;
    case SEGMENT:
        r->segment_at = r->records.text.len;
        r->line_break = false;
        break;
    case ATTACHMENT:
        r->records.m.kind = TL_KIND_MEDIA;
        break;
    case HANGOUT:
        r->hangout = true;
        break;
    default:
        break;
    }
    return TL_OK;
}

static enum tl_status end_event(struct reader *r)
{
    struct tl_records *rec = &r->records;
    if (r->import->chat.ptr != NULL && !tl_str_equal(name_at(r, r->id), r->import->chat))
        return TL_OK;
    size_t who = 0;
    while (who < r->n_people &&
           !tl_str_equal(name_at(r, r->person[who].id), tl_records_str(rec, rec->key)))
        who++;
    if (who < r->n_people)
        tl_records_keep(rec, &rec->name, name_at(r, r->person[who].name));
    const struct tl_str type = tl_records_str(rec, r->type);
    if (r->hangout && r->hangout_ends) {
        const bool taken = r->seconds > 0;
        rec->m.kind = taken ? TL_KIND_CALL : TL_KIND_MISSED_CALL;
        rec->m.duration_s = taken && r->seconds <= INT32_MAX ? (int32_t)r->seconds : -1;
    } else if (type.len > 0 && !tl_str_equal(type, TL_STR("REGULAR_CHAT_MESSAGE")) &&
               !tl_str_equal(type, TL_STR("SMS"))) {
        rec->m.kind = TL_KIND_SYSTEM;
        tl_buf_clear(&rec->text);
        tl_records_text(rec, type, false);
    }
    return tl_records_push(rec, NULL);
}

/* The names of all but the one who exported. */
static enum tl_status end_conversation(struct reader *r)
{
    struct tl_buf name;
    tl_buf_init(&name, r->import->ctx);
    for (size_t i = 0; i < r->n_people && i < 4; i++) {
        if (tl_str_equal(name_at(r, r->person[i].id), name_at(r, r->own_id)))
            continue;
        tl_buf_puts(&name, name.len > 0 ? ", " : "");
        tl_buf_put_str(&name, name_at(r, r->person[i].name));
    }
    const struct tl_listed_chat chat = {
        .format = NAME,
        .name = r->title.len > 0 ? name_at(r, r->title) : (struct tl_str){name.ptr, name.len},
        .id = name_at(r, r->id),
        .n_messages = r->n_events,
        .n_people = (uint32_t)r->n_people};
    const bool ok =
        !name.failed && !r->names.failed && tl_chat_list_add(r->list, r->import->entry, &chat);
    tl_buf_release(&name);
    return ok ? TL_OK : tl_fault_memory(r->import->err);
}

static enum tl_status close_place(void *user, uint8_t place)
{
    struct reader *r = user;
    if (place == ITEM && r->list != NULL)
        return end_conversation(r);
    if (place == SEGMENT && r->line_break && r->records.text.len == r->segment_at)
        tl_records_text(&r->records, TL_STR("\n"), false);
    if (place == EVENT && r->names.failed)
        return tl_fault_memory(r->import->err);
    return place == EVENT && r->list == NULL ? end_event(r) : TL_OK;
}

static void set_medium(struct tl_message *m, struct tl_str type)
{
    static const struct {
        struct tl_str word;
        enum tl_kind kind;
    } kinds[] = {
        {TL_STR_INIT("PLUS_PHOTO"), TL_KIND_IMAGE},    {TL_STR_INIT("PLUS_VIDEO"), TL_KIND_VIDEO},
        {TL_STR_INIT("PLUS_AUDIO_V2"), TL_KIND_VOICE}, {TL_STR_INIT("PLACE_V2"), TL_KIND_LOCATION},
        {TL_STR_INIT("STICKER"), TL_KIND_STICKER},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tl_str_equal(kinds[i].word, type))
            m->kind = kinds[i].kind;
}

static enum tl_status value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct reader *r = user;
    struct tl_records *rec = &r->records;
    struct person *person = r->n_people > 0 ? &r->person[r->n_people - 1] : NULL;
    int64_t us;
    switch ((enum field)field) {
    case ID:
        if (r->id.len == 0)
            keep(r, &r->id, token->text);
        break;
    case OWN_ID:
        keep(r, &r->own_id, token->text);
        break;
    case TITLE:
        keep(r, &r->title, token->text);
        break;
    case PERSON_ID:
        if (person != NULL)
            keep(r, &person->id, token->text);
        break;
    case PERSON_NAME:
        if (person != NULL)
            keep(r, &person->name, token->text);
        break;
    case EVENT_TYPE:
        tl_records_keep(rec, &r->type, token->text);
        break;
    case TIME:
        if (tl_parse_int64(token->text, &us))
            tl_records_utc(rec, us / 1000, TL_RES_MS);
        break;
    case SENDER:
        tl_records_keep(rec, &rec->key, token->text);
        break;
    case SEGMENT_TYPE:
        r->line_break = tl_str_equal(token->text, TL_STR("LINE_BREAK"));
        break;
    case TEXT:
        tl_records_text(rec, token->text, token->cut);
        break;
    case EMBED_TYPE:
        set_medium(&rec->m, token->text);
        break;
    case HANGOUT_TYPE:
        r->hangout_ends = tl_str_equal(token->text, TL_STR("END_HANGOUT"));
        break;
    case HANGOUT_SECONDS:
        tl_parse_int64(token->text, &r->seconds);
        break;
    default:
        break;
    }
    return TL_OK;
}

#define CAN (TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES)

static const struct tl_shape shape = {TL_SHAPE_RULES(rules), .open = open_place,
                                      .close = close_place, .value = value};

static enum tl_status walk(struct tl_import *import, struct tl_chat_list *list)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    enum tl_status status = TL_OK;
    uint64_t broken;
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->import = import;
    r->list = list;
    tl_buf_init(&r->names, import->ctx);
    if (list != NULL) {
        tl_records_prepare(&r->records, import);
        status = tl_shape_read(&shape, r, import, false, &broken);
    } else {
        status = tl_records_init(&r->records, import, NAME);
        if (status == TL_OK)
            status = tl_records_read(&r->records, &shape, r, false);
        if (status == TL_OK)
            status = tl_records_finish(&r->records, CAN);
    }
    tl_records_release(&r->records);
    tl_buf_release(&r->names);
    tl_free(import->ctx, r, sizeof *r);
    return status;
}

static enum tl_status read_export(struct tl_import *import)
{
    return walk(import, NULL);
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    return walk(import, list);
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{' ||
        (!tl_shape_has_key(head, TL_STR("\"conversations\"")) &&
         !tl_shape_has_key(head, TL_STR("\"conversation_state\""))) ||
        !tl_shape_has_key(head, TL_STR("\"conversation\"")))
        return 0;
    const bool ids = tl_shape_has_key(head, TL_STR("\"gaia_id\""));
    const bool people = tl_shape_has_key(head, TL_STR("\"participant_data\""));
    return ids || people ? 20 + (ids && people ? 4u : 0u) : 0;
}

const struct tl_importer tl_importer_hangouts_json = {
    .name = NAME,
    .title = "Google Hangouts, Takeout (Hangouts.json)",
    .export_how = "The service ended in 2022; a Takeout made before holds Hangouts/Hangouts.json. "
                  "Give it with --with NAME.",
    .cannot_hold = "Reactions, replies, edits, deleted messages and read receipts of single "
                   "messages.",
    .can = CAN | TL_CAN_SECONDS,
    .probe = probe,
    .read = read_export,
    .list = list_export,
};
