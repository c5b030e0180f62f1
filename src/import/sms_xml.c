/*
 * sms_xml.c: text messages and calls saved by SMS Backup & Restore.
 *
 * Written by the Android app SMS Backup & Restore (SyncTech) as sms-*.xml and calls-*.xml; the same
 * shape comes from Signal's plaintext export of before 2018 and from other backup programs. Fields:
 * synctech.com.au/sms-backup-restore/fields-in-xml-backup-files.
 *
 *     <smses count=".."><sms address date type body contact_name .. />
 *       <mms address date msg_box sub contact_name ..>
 *         <parts><part ct text data ../>..</parts><addrs><addr address type ../>..</addrs></mms>
 *     <calls count=".."><call number duration date type contact_name ../>
 *
 * Dates are milliseconds since 1970, "null" is a string, emoji are written as two references to
 * surrogates, and an attachment is base64 in `data`, hundreds of megabytes of which are passed over
 * while streaming. A backup holds the chats with everybody: it is read twice, first to see which
 * there are. Drafts and messages that failed are not part of a chat and only counted; messages
 * between more than two are left out.
 */
#include <string.h>

#include "chat_list.h"
#include "fault.h"
#include "feed.h"
#include "id_map.h"
#include "importers.h"
#include "number.h"
#include "rows.h"
#include "str.h"
#include "xml.h"

enum { PARTIES_MAX = 16, ADDRESS_BYTES = 128 };

enum record { RECORD_NONE, RECORD_SMS, RECORD_MMS, RECORD_CALL };

/* Types of `addr`, from PduHeaders of Android. */
enum { ADDRESS_FROM = 137, ADDRESS_TO = 151 };

struct span {
    size_t at, len;
};

struct reader {
    struct tl_rows rows;
    struct tl_chat_list chats; /* of the file being walked */
    struct tl_id_map numbers;  /* from a number's hash to its chat */
    bool survey, calls, with_media;
    size_t wanted; /* index of the chat to read, SIZE_MAX before it is met */
    uint64_t n_groups;
    uint16_t person[2]; /* the owner of the phone, the other */
    /* the MMS being read */
    enum record open;
    uint64_t line;
    struct tl_message message;
    bool timed;
    int64_t box;
    struct tl_buf words, text;
    struct span address, contact, subject, from, to;
    uint64_t party[PARTIES_MAX];
    size_t n_parties, n_to;
};

static bool is_null(struct tl_str s)
{
    return s.len == 0 || tl_str_equal(s, TL_STR("null"));
}

/* The part of a number that does not depend on how it is written: the last nine digits, or the
   whole of what is no number, such as a company's name. */
static uint64_t number_hash(struct tl_str address)
{
    char digits[ADDRESS_BYTES];
    size_t n = 0;
    for (size_t i = 0; i < address.len && n < sizeof digits; i++) {
        if (tl_is_digit(address.ptr[i]))
            digits[n++] = address.ptr[i];
        else if (tl_is_alpha(address.ptr[i]) || address.ptr[i] == '@')
            return tl_str_hash(address);
    }
    const size_t skip = n > 9 ? n - 9 : 0;
    return n < 7 ? tl_str_hash(address) : tl_str_hash((struct tl_str){digits + skip, n - skip});
}

/* The chat with somebody, SIZE_MAX when it cannot be told. Several numbers of one contact are one
   chat; a number without a contact is its own. */
static bool chat_of(struct reader *r, struct tl_str address, struct tl_str contact, size_t *chat)
{
    const struct tl_import *import = r->rows.import;
    *chat = SIZE_MAX;
    address = tl_str_trim(address);
    contact = tl_str_trim(contact);
    if (is_null(address) || tl_str_equal(address, TL_STR("-1")))
        return true;
    const uint64_t number = number_hash(address);
    const uint32_t known = tl_id_map_find(&r->numbers, number);
    if (known != TL_NO_MESSAGE) {
        *chat = known;
        return true;
    }
    if (r->numbers.n_used >= import->ctx->limits.participants)
        return true;
    if (is_null(contact) || tl_str_equal(contact, TL_STR("(Unknown)")))
        contact = address;
    const size_t n = r->chats.n;
    if (!tl_chat_list_add(
            &r->chats, import->entry,
            &(struct tl_listed_chat){
                .format = tl_importer_sms_xml.name, .name = contact, .id = contact, .n_people = 2}))
        return false;
    *chat = n;
    if (r->chats.n == n) /* another number of a contact */
        for (size_t i = 0; i < n; i++)
            if (tl_str_equal(r->chats.chat[i].id, contact))
                *chat = i;
    const struct tl_str id = r->chats.chat[*chat].id;
    if (!r->survey && r->wanted == SIZE_MAX &&
        (import->chat.ptr == NULL || tl_str_equal(id, import->chat)))
        r->wanted = *chat;
    return tl_id_map_put(&r->numbers, number, (uint32_t)*chat);
}

static enum tl_status memory_fault(const struct reader *r)
{
    return tl_fault_memory(r->rows.import->err);
}

/* The row of the chat wanted; in the survey it is only counted. */
static enum tl_status push(struct reader *r, struct tl_str address, struct tl_str contact,
                           bool outgoing, bool timed, uint64_t line)
{
    size_t chat;
    if (!chat_of(r, address, contact, &chat))
        return memory_fault(r);
    if (r->survey && chat != SIZE_MAX)
        r->chats.chat[chat].n_messages++;
    if (r->survey || (chat != SIZE_MAX && chat != r->wanted))
        return TL_OK;
    r->rows.conv->files[r->rows.file].lines++;
    if (chat == SIZE_MAX)
        return tl_rows_skip(&r->rows, "message-senderless",
                            "A message or call names no number and was skipped.", line);
    if (!timed)
        return tl_rows_skip(&r->rows, "message-timeless",
                            "A message has no readable date and was skipped.", line);
    if (!outgoing && r->rows.import->chat.ptr == NULL) {
        const enum tl_status status =
            tl_rows_person(&r->rows, r->chats.chat[chat].name, &r->person[1]);
        if (status != TL_OK)
            return status;
    }
    r->message.sender = r->person[!outgoing];
    return tl_rows_push(&r->rows, &r->message, NULL);
}

static bool set_time(struct reader *r, struct tl_str date)
{
    uint64_t ms;
    if (!tl_parse_uint64(date, &ms) || ms == 0 || ms > UINT64_C(253402300799999))
        return false;
    /* Some programs write the seconds of an MMS. */
    if (ms < UINT64_C(100000000000))
        ms *= 1000;
    tl_rows_set_utc(&r->rows, &r->message, (int64_t)ms);
    return true;
}

static enum tl_status note_unsent(struct reader *r, uint64_t line)
{
    return r->survey
               ? TL_OK
               : tl_rows_notice(&r->rows, "message-unsent",
                                "A draft or a message that could not be sent was left out.", line);
}

static int64_t number_of(const struct tl_xml_token *token, struct tl_str name)
{
    int64_t n;
    return tl_parse_int64(tl_xml_get(token, name), &n) ? n : -1;
}

static enum tl_status take_sms(struct reader *r, const struct tl_xml_token *token)
{
    const int64_t type = number_of(token, TL_STR("type"));
    const struct tl_str body = tl_xml_get(token, TL_STR("body"));
    if (type != 1 && type != 2)
        return note_unsent(r, token->line);
    r->message = tl_rows_message(&r->rows);
    r->message.text = is_null(body) ? (struct tl_str){"", 0} : body;
    r->message.flags = token->cut ? TL_FLAG_CUT : 0;
    const bool timed = set_time(r, tl_xml_get(token, TL_STR("date")));
    return push(r, tl_xml_get(token, TL_STR("address")), tl_xml_get(token, TL_STR("contact_name")),
                type == 2, timed, token->line);
}

static enum tl_status take_call(struct reader *r, const struct tl_xml_token *token)
{
    const int64_t type = number_of(token, TL_STR("type"));
    const int64_t seconds = number_of(token, TL_STR("duration"));
    r->message = tl_rows_message(&r->rows);
    const bool taken = (type == 1 || type == 2) && seconds > 0;
    r->message.kind = taken       ? TL_KIND_CALL
                      : type == 4 ? TL_KIND_VOICE /* left on the answering machine */
                                  : TL_KIND_MISSED_CALL;
    if (seconds > 0 && seconds <= INT32_MAX && r->message.kind != TL_KIND_MISSED_CALL)
        r->message.duration_s = (int32_t)seconds;
    const bool timed = set_time(r, tl_xml_get(token, TL_STR("date")));
    return push(r, tl_xml_get(token, TL_STR("number")), tl_xml_get(token, TL_STR("contact_name")),
                type == 2, timed, token->line);
}

/* ---- MMS ---- */

static struct span keep(struct reader *r, struct tl_str s)
{
    const struct span span = {r->words.len, s.len};
    tl_buf_put_str(&r->words, s);
    return span;
}

static struct tl_str kept(const struct reader *r, struct span span)
{
    return tl_str_slice((struct tl_str){r->words.ptr, r->words.len}, span.at, span.at + span.len);
}

static void begin_mms(struct reader *r, const struct tl_xml_token *token)
{
    tl_buf_clear(&r->words);
    tl_buf_clear(&r->text);
    r->open = RECORD_MMS;
    r->line = token->line;
    r->message = tl_rows_message(&r->rows);
    r->timed = set_time(r, tl_xml_get(token, TL_STR("date")));
    if (r->timed && r->message.time_ms % 1000 == 0)
        r->message.resolution = TL_RES_SECOND;
    r->box = number_of(token, TL_STR("msg_box"));
    r->address = keep(r, tl_xml_get(token, TL_STR("address")));
    r->contact = keep(r, tl_xml_get(token, TL_STR("contact_name")));
    r->subject = keep(r, tl_xml_get(token, TL_STR("sub")));
    r->from = r->to = (struct span){0, 0};
    r->n_parties = r->n_to = 0;
    r->with_media = false;
}

static bool starts(struct tl_str s, const char *prefix)
{
    const struct tl_str p = tl_str_from(prefix);
    return tl_str_equal_fold(tl_str_slice(s, 0, p.len), p);
}

static enum tl_kind kind_of(struct tl_str type)
{
    return starts(type, "image/gif")  ? TL_KIND_GIF
           : starts(type, "image/")   ? TL_KIND_IMAGE
           : starts(type, "video/")   ? TL_KIND_VIDEO
           : starts(type, "audio/")   ? TL_KIND_VOICE
           : starts(type, "text/x-v") ? TL_KIND_CONTACT
                                      : TL_KIND_FILE;
}

static void take_part(struct reader *r, const struct tl_xml_token *token)
{
    const struct tl_str type = tl_xml_get(token, TL_STR("ct"));
    if (starts(type, "application/smil"))
        return;
    if (!starts(type, "text/plain")) {
        if (!r->with_media)
            r->message.kind = kind_of(type);
        r->with_media = true;
        return;
    }
    const struct tl_str text = tl_xml_get(token, TL_STR("text"));
    if (is_null(text) || r->text.len > r->rows.import->ctx->limits.text_bytes)
        return;
    if (r->text.len > 0)
        tl_buf_putc(&r->text, '\n');
    tl_buf_put_str(&r->text, text);
    if (token->cut)
        r->message.flags |= TL_FLAG_CUT;
}

static void take_address(struct reader *r, const struct tl_xml_token *token)
{
    const struct tl_str address = tl_str_trim(tl_xml_get(token, TL_STR("address")));
    const int64_t type = number_of(token, TL_STR("type"));
    if (is_null(address) || r->words.len > (1 << 16))
        return;
    if (type == ADDRESS_FROM)
        r->from = keep(r, address);
    else if (r->n_to++ == 0)
        r->to = keep(r, address);
    const uint64_t hash = number_hash(address);
    for (size_t i = 0; i < r->n_parties; i++)
        if (r->party[i] == hash)
            return;
    if (r->n_parties < PARTIES_MAX)
        r->party[r->n_parties++] = hash;
}

/* The other one, or nothing in a group. The `address` of the message lists all but the owner, in
   some backups also the owner; who it is then comes from the list of addresses. */
static struct tl_str other_of(const struct reader *r, bool outgoing)
{
    const struct tl_str address = kept(r, r->address);
    const bool several = tl_str_find(address, TL_STR("~"), 0) != SIZE_MAX;
    if (r->n_to > 0 ? r->n_parties > 2 : several)
        return (struct tl_str){NULL, 0};
    if (!several && !is_null(address) && !tl_str_equal(address, TL_STR("insert-address-token")))
        return address;
    const struct tl_str other = kept(r, outgoing ? r->to : r->from);
    return tl_str_equal(other, TL_STR("insert-address-token")) ? (struct tl_str){NULL, 0} : other;
}

static enum tl_status end_mms(struct reader *r)
{
    r->open = RECORD_NONE;
    if (r->words.failed || r->text.failed)
        return memory_fault(r);
    if (r->box != 1 && r->box != 2)
        return note_unsent(r, r->line);
    const bool outgoing = r->box == 2;
    const struct tl_str other = other_of(r, outgoing);
    if (other.len == 0) {
        r->n_groups++;
        return r->survey ? TL_OK
                         : tl_rows_notice(&r->rows, "message-group",
                                          "A message between more than two people was left out.",
                                          r->line);
    }
    /* A subject stands in front; that of RCS is bookkeeping. */
    const struct tl_str subject = kept(r, r->subject);
    if (!is_null(subject) && !tl_str_starts(subject, TL_STR("proto:"))) {
        struct tl_buf text;
        tl_buf_init(&text, r->rows.import->ctx);
        tl_buf_put_str(&text, subject);
        if (r->text.len > 0)
            tl_buf_putc(&text, '\n');
        tl_buf_put(&text, r->text.ptr, r->text.len);
        tl_buf_release(&r->text);
        r->text = text;
        if (text.failed)
            return memory_fault(r);
    }
    r->message.text = (struct tl_str){r->text.ptr, r->text.len};
    if (r->with_media && r->text.len > 0)
        r->message.flags |= TL_FLAG_CAPTION;
    else if (!r->with_media && r->text.len == 0)
        r->message.kind = TL_KIND_MEDIA;
    return push(r, other, kept(r, r->contact), outgoing, r->timed, r->line);
}

/* ---- the file ---- */

static enum tl_status take(void *user, const struct tl_xml_token *token)
{
    struct reader *r = user;
    const struct tl_str name = token->name;
    if (token->event == TL_XML_CLOSE)
        return r->open == RECORD_MMS && tl_str_equal(name, TL_STR("mms")) ? end_mms(r) : TL_OK;
    if (token->event != TL_XML_OPEN)
        return TL_OK;
    if (r->open == RECORD_MMS && tl_str_equal(name, TL_STR("part")))
        take_part(r, token);
    else if (r->open == RECORD_MMS && tl_str_equal(name, TL_STR("addr")))
        take_address(r, token);
    else if (tl_str_equal(name, TL_STR("sms")))
        return take_sms(r, token);
    else if (tl_str_equal(name, TL_STR("mms")))
        begin_mms(r, token);
    else if (tl_str_equal(name, TL_STR("call")))
        return take_call(r, token);
    else if (tl_str_equal(name, TL_STR("calls")))
        r->calls = true;
    return TL_OK;
}

static bool wanted_attribute(struct tl_str tag, struct tl_str attribute)
{
    static const struct tl_str names[] = {
        TL_STR_INIT("address"), TL_STR_INIT("number"),       TL_STR_INIT("date"),
        TL_STR_INIT("type"),    TL_STR_INIT("body"),         TL_STR_INIT("msg_box"),
        TL_STR_INIT("sub"),     TL_STR_INIT("contact_name"), TL_STR_INIT("ct"),
        TL_STR_INIT("text"),    TL_STR_INIT("duration"),
    };
    (void)tag;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_equal(names[i], attribute))
            return true;
    return false;
}

/* The entry of `import` from beginning to end. */
static enum tl_status walk(struct reader *r, bool *broken)
{
    struct tl_import *import = r->rows.import;
    /* Numbers and names must come whole even where texts may not. */
    const size_t limit = import->ctx->limits.text_bytes;
    struct tl_xml *xml =
        tl_xml_new(import->ctx, take, wanted_attribute, r, false, limit < 1024 ? 1024 : limit);
    if (xml == NULL)
        return memory_fault(r);
    tl_chat_list_init(&r->chats, import->ctx);
    tl_id_map_init(&r->numbers, import->ctx);
    r->open = RECORD_NONE;
    r->wanted = SIZE_MAX;
    enum tl_status status = tl_feed(import, tl_xml_feed, xml);
    if (status == TL_OK)
        status = tl_xml_end(xml, broken, import->err);
    if (status == TL_OK && (r->words.failed || r->text.failed)) /* of an MMS that did not end */
        status = memory_fault(r);
    *broken = *broken || r->open == RECORD_MMS;
    tl_xml_free(xml);
    return status;
}

static void end_walk(struct reader *r)
{
    tl_chat_list_release(&r->chats);
    tl_id_map_release(&r->numbers);
}

static struct reader *new_reader(struct tl_import *import)
{
    struct reader *r = tl_alloc_zeroed(import->ctx, 1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->rows.import = import;
    tl_chat_list_init(&r->chats, import->ctx);
    tl_id_map_init(&r->numbers, import->ctx);
    tl_buf_init(&r->words, import->ctx);
    tl_buf_init(&r->text, import->ctx);
    return r;
}

static void free_reader(struct reader *r)
{
    const struct tl_context *ctx = r->rows.import->ctx;
    end_walk(r);
    tl_buf_release(&r->words);
    tl_buf_release(&r->text);
    tl_free(ctx, r, sizeof *r);
}

static enum tl_status list_chats(struct tl_import *import, struct tl_chat_list *chats)
{
    bool broken = false;
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    r->survey = true;
    enum tl_status status = walk(r, &broken);
    for (size_t i = 0; i < r->chats.n && status == TL_OK; i++)
        if (!tl_chat_list_add(chats, import->entry, &r->chats.chat[i]))
            status = tl_fault_memory(import->err);
    if (status == TL_OK && r->n_groups > 0 &&
        !tl_chat_list_add(chats, import->entry,
                          &(struct tl_listed_chat){.format = tl_importer_sms_xml.name,
                                                   .name = TL_STR("Groups"),
                                                   .id = TL_STR("~"),
                                                   .n_messages = r->n_groups,
                                                   .n_people = 3}))
        status = tl_fault_memory(import->err);
    free_reader(r);
    return status;
}

/* One backup: a file of its own, so that what two of them have in common is found. */
static enum tl_status read_entry(struct reader *r, struct tl_import *import)
{
    bool broken = false;
    enum tl_status status = tl_rows_init(&r->rows, import, tl_importer_sms_xml.name);
    if (status == TL_OK)
        status = tl_rows_person(&r->rows, TL_STR("Me"), &r->person[0]);
    if (status == TL_OK && import->chat.ptr != NULL)
        status = tl_rows_person(&r->rows, import->chat, &r->person[1]);
    r->calls = false;
    end_walk(r);
    if (status == TL_OK)
        status = walk(r, &broken);
    if (status == TL_OK && broken) {
        r->rows.warned = true;
        status = tl_rows_notice(&r->rows, "xml-broken",
                                "The file is cut off; what stands before was read.", 0);
    }
    if (status != TL_OK)
        return status;
    return tl_rows_finish(&r->rows, TL_CAN_TIMING | TL_CAN_BOTH_SIDES | TL_CAN_MEDIA_KIND |
                                        (r->calls ? TL_CAN_CALLS : 0u));
}

static enum tl_status read_chat(struct tl_import *import)
{
    const uint64_t before = import->bytes_before;
    const size_t entry = import->entry, n = import->entries == NULL ? 1 : import->n_entries;
    struct reader *r = new_reader(import);
    if (r == NULL)
        return tl_fault_memory(import->err);
    enum tl_status worst = TL_OK;
    for (size_t i = 0; i < n && worst <= TL_WARN; i++) {
        if (import->entries != NULL)
            import->entry = import->entries[i];
        worst = tl_status_worse(worst, read_entry(r, import));
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    import->entry = entry;
    import->bytes_before = before;
    free_reader(r);
    return worst;
}

static unsigned probe(const struct tl_probe *p)
{
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '<')
        return 0;
    unsigned evidence = 0;
    if (tl_str_find(head, TL_STR("<smses"), 0) != SIZE_MAX)
        evidence = 12 + (tl_str_find(head, TL_STR("<sms "), 0) != SIZE_MAX ||
                                 tl_str_find(head, TL_STR("<mms "), 0) != SIZE_MAX
                             ? 8
                             : 0);
    else if (tl_str_find(head, TL_STR("<calls"), 0) != SIZE_MAX &&
             tl_str_find(head, TL_STR("<call "), 0) != SIZE_MAX)
        evidence = 16;
    return evidence;
}

const struct tl_importer tl_importer_sms_xml = {
    .name = "sms-xml",
    .title = "Text messages and calls, SMS Backup & Restore (.xml)",
    .export_how = "On Android install SMS Backup & Restore, make a local backup of the messages "
                  "(and calls) with the one person selected, and share the XML files.",
    .cannot_hold = "Reactions but as texts, replies, edits, deletions, and messages of apps that "
                   "are no text messages.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_CALLS | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
           TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_chat,
    .list = list_chats,
};
