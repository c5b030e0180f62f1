/*
 * telegram_json.c: result.json of Telegram Desktop.
 *
 * Written by Telegram Desktop's "Export chat history" (one chat) and "Export Telegram data" (all),
 * format "Machine-readable JSON"; read in its source, export_output_json.cpp, versions 1.3 (2018)
 * to
 * 6. One chat: {name, type, id, messages: [..]}. All: {about, personal_information, contacts, ...,
 * chats: {about, list: [chat, ..]}, left_chats: {..}}. Empty values are omitted.
 *
 * message: {id, type: "message", date, date_unixtime, edited, edited_unixtime, from, from_id,
 * reply_to_message_id, forwarded_from, via_bot, text, text_entities, reactions, photo | file,
 * media_type, ...}; service: {.., type: "service", actor, actor_id, action, ..}; unsupported: {id,
 * type}. `text` is a string or an array of strings and {type, text}.
 *
 * Mapping: messages become rows; `recent` reactions become rows of their own with reply_to; calls
 * become calls, other service messages notices whose text is the action's name. Skipped: messages
 * without a date (also "unsupported" ones), reactions without a giver, groups, channels, and chats
 * the user left.
 *
 * A full export is walked twice, first to see which chats there are: a name may be asked for with
 * --with, and a list of chats is what a refusal should show.
 */
#include "chat_list.h"
#include "fault.h"
#include "feed.h"
#include "importers.h"
#include "number.h"
#include "str.h"
#include "telegram_walk.h"

/* The file from beginning to end, or to the end of the last chat chosen. A file that breaks off
   keeps what was read before: *broken is its line then. */
static enum tl_status walk(struct tl_telegram_walk *w, uint64_t *broken)
{
    struct tl_import *import = w->import;
    struct tl_error error = {.code = TL_CODE_NONE}, *const err = import->err;
    w->depth = 0;
    w->ignored = 0;
    w->chat = 0;
    /* Names must come whole even where texts may not. */
    const size_t limit = import->ctx->limits.text_bytes;
    struct tl_json *json =
        tl_json_new(import->ctx, tl_telegram_take, w, false, limit < 1024 ? 1024 : limit);
    if (json == NULL)
        return tl_fault_memory(err);
    import->err = &error;
    enum tl_status status = tl_feed_json(import, json);
    import->err = err;
    tl_json_free(json);
    if (w->status != TL_OK)
        status = w->status;
    else if (w->done || status == TL_OK)
        return TL_OK;
    else if (status == TL_FAIL && error.code == TL_CODE_FORMAT_SYNTAX &&
             (import->conv->n_messages > w->first_row || w->chats.n > 0)) {
        *broken = error.line;
        return TL_OK;
    }
    if (err != NULL)
        *err = error;
    return status;
}

/* What the file could tell, for the measures that depend on it. */
static enum tl_status report(struct tl_telegram_walk *w, uint64_t broken)
{
    struct tl_import *import = w->import;
    struct tl_conversation *conv = import->conv;
    struct tl_file *file = &conv->files[w->rows.file];
    file->resolution = TL_RES_SECOND;
    file->can = TL_CAN_SECONDS | TL_CAN_REPLIES | TL_CAN_EDITS | TL_CAN_CALLS |
                TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND | TL_CAN_TIMING | TL_CAN_BOTH_SIDES;
    if (w->rows.has_offset) {
        file->zone = "UTC offsets in the file";
        file->can |= TL_CAN_ZONE;
    } else if (import->options->zone != NULL) {
        file->zone = tl_conversation_keep(conv, tl_str_from(import->options->zone_name));
        if (file->zone == NULL)
            return tl_fault_memory(import->err);
        file->can |= TL_CAN_ZONE;
    } else if (w->rows.any_unix && !w->rows.any_local) {
        file->zone = "UTC";
    }
    enum tl_status status = TL_OK;
    if (w->rows.any_reaction)
        file->can |= TL_CAN_REACTIONS;
    else
        status = tl_conversation_notice(
            conv, w->rows.file, "reactions-absent",
            "There are no reactions in the file. Telegram Desktop writes them since version 5.6 "
            "(2024); in an older export an answer given as a reaction looks like silence.",
            0);
    if (status == TL_OK && broken > 0)
        status = tl_conversation_notice(
            conv, w->rows.file, "json-broken",
            "The file is damaged or cut off here; what stands before was read.", broken);
    if (status != TL_OK)
        return tl_fault_memory(import->err);
    return broken > 0 || file->skipped > 0 ? TL_WARN : TL_OK;
}

static enum tl_status read_chats(struct tl_telegram_walk *w, uint64_t *broken)
{
    /* A single chat is read in the first walk; of a full export it only lists the chats. */
    w->survey = true;
    enum tl_status status = walk(w, broken);
    if (status != TL_OK)
        return status;
    if (w->single)
        return tl_telegram_check(w->root_type, w->named, w->label, w->import->err);
    if (!w->full)
        return tl_fault_at(w->import->err, TL_FAIL, TL_CODE_FORMAT, w->label, 0, 0,
                           "No chats are in this Telegram export; tick \"Personal chats\" when "
                           "exporting.");
    status = tl_telegram_choose(&w->chats, w->import->options, w->label, w->import->err);
    if (status != TL_OK)
        return status;
    if (w->import->options->with != NULL)
        tl_conversation_note_chat(w->import->conv);
    w->survey = false;
    for (size_t i = 0; i < w->chats.n; i++)
        w->last = w->chats.chat[i].chosen ? i + 1 : w->last;
    *broken = 0;
    return walk(w, broken);
}

static bool add_listed(const struct tl_telegram_walk *w, struct tl_chat_list *list)
{
    for (size_t i = 0; i < w->chats.n; i++) {
        const struct tl_telegram_chat *c = &w->chats.chat[i];
        char id[TL_NUMBER_MAX];
        const size_t len = tl_print_int64(id, (int64_t)(c->id & INT64_MAX));
        const struct tl_listed_chat chat = {.format = "telegram-json",
                                            .name = c->name,
                                            .id = {id, len},
                                            .n_messages = c->n_messages,
                                            .n_people = c->type >= TL_TELEGRAM_GROUP ? 3 : 2};
        if (!tl_chat_list_add(list, w->import->entry, &chat))
            return false;
    }
    return true;
}

/* Reads, or with `list` only tells which chats there are. */
static enum tl_status open_export(struct tl_import *import, struct tl_chat_list *list)
{
    struct tl_telegram_walk *w = tl_alloc_zeroed(import->ctx, 1, sizeof *w);
    if (w == NULL)
        return tl_fault_memory(import->err);
    w->import = import;
    w->first_row = import->conv->n_messages;
    w->rows.import = import;
    tl_id_map_init(&w->rows.ids, import->ctx);
    tl_telegram_message_init(&w->message, import->ctx);
    tl_telegram_chats_init(&w->chats, import->ctx);
    tl_bundle_label(import->bundle, import->entry, w->label);
    uint64_t broken = 0;
    enum tl_status status = tl_conversation_add_file(import->conv, tl_str_from(w->label),
                                                     "telegram-json", &w->rows.file, import->err);
    if (status == TL_OK && list != NULL) {
        w->survey = true;
        status = walk(w, &broken);
        const bool added =
            status != TL_OK || (w->single ? tl_chat_list_add_read(list, import, "telegram-json")
                                          : add_listed(w, list));
        if (!added)
            status = tl_fault_memory(import->err);
    } else if (status == TL_OK) {
        status = read_chats(w, &broken);
        if (status == TL_OK)
            status = tl_id_map_settle(&w->rows.ids, import->conv, w->rows.file)
                         ? report(w, broken)
                         : tl_fault_memory(import->err);
    }
    tl_telegram_chats_release(&w->chats);
    tl_telegram_message_release(&w->message);
    tl_id_map_release(&w->rows.ids);
    tl_free(import->ctx, w, sizeof *w);
    return status;
}

static enum tl_status read_export(struct tl_import *import)
{
    return open_export(import, NULL);
}

static enum tl_status list_export(struct tl_import *import, struct tl_chat_list *list)
{
    /* A single chat is read on the way. */
    struct tl_conversation *const before = import->conv;
    if (tl_conversation_new(import->ctx, &import->conv) != TL_OK) {
        import->conv = before;
        return tl_fault_memory(import->err);
    }
    const enum tl_status status = open_export(import, list);
    tl_conversation_free(import->conv);
    import->conv = before;
    return status;
}

/* Whether the head holds `"key"` followed by a colon. Inside a JSON string the quotes would be
   escaped, so only keys match. */
static bool has_key(struct tl_str head, struct tl_str quoted)
{
    for (size_t at = 0; (at = tl_str_find(head, quoted, at)) != SIZE_MAX;) {
        at += quoted.len;
        while (at < head.len && (head.ptr[at] == ' ' || head.ptr[at] == '\n'))
            at++;
        if (at < head.len && head.ptr[at] == ':')
            return true;
    }
    return false;
}

static unsigned probe(const struct tl_probe *p)
{
    static const struct tl_str types[] = {
        TL_STR_INIT("\"personal_chat\""),      TL_STR_INIT("\"bot_chat\""),
        TL_STR_INIT("\"saved_messages\""),     TL_STR_INIT("\"private_group\""),
        TL_STR_INIT("\"private_supergroup\""), TL_STR_INIT("\"public_supergroup\""),
        TL_STR_INIT("\"private_channel\""),    TL_STR_INIT("\"public_channel\""),
    };
    const struct tl_str head = tl_str_trim(p->head);
    if (head.len == 0 || head.ptr[0] != '{')
        return 0;
    unsigned evidence = 0;
    if (has_key(head, TL_STR("\"messages\""))) {
        const bool unixtime = has_key(head, TL_STR("\"date_unixtime\""));
        const bool from = has_key(head, TL_STR("\"from\"")) || has_key(head, TL_STR("\"actor\""));
        const bool type = has_key(head, TL_STR("\"type\""));
        if (type && (from || unixtime) && (unixtime || has_key(head, TL_STR("\"date\""))))
            evidence += unixtime ? 20 : 12;
        if (has_key(head, TL_STR("\"from_id\"")) || has_key(head, TL_STR("\"actor_id\"")))
            evidence += evidence > 0 ? 4 : 0;
        for (size_t i = 0; i < sizeof types / sizeof *types; i++)
            if (type && tl_str_find(head, types[i], 0) != SIZE_MAX) {
                evidence += 8;
                break;
            }
    }
    /* A full export may have more contacts in front than the head is long. */
    if (has_key(head, TL_STR("\"about\"")) &&
        (has_key(head, TL_STR("\"personal_information\"")) || has_key(head, TL_STR("\"chats\""))))
        evidence += 16;
    return evidence;
}

const struct tl_importer tl_importer_telegram_json = {
    .name = "telegram-json",
    .title = "Telegram, machine-readable export (result.json)",
    .export_how =
        "In Telegram Desktop open the chat, choose Export chat history from the menu with "
        "three dots, untick the media, set the format to Machine-readable JSON and export.",
    .cannot_hold = "Read receipts and deleted messages; reactions only since Telegram Desktop 5.6.",
    .can = TL_CAN_SECONDS | TL_CAN_ZONE | TL_CAN_REACTIONS | TL_CAN_REPLIES | TL_CAN_EDITS |
           TL_CAN_CALLS | TL_CAN_VOICE_LENGTH | TL_CAN_MEDIA_KIND | TL_CAN_TIMING |
           TL_CAN_BOTH_SIDES,
    .probe = probe,
    .read = read_export,
    .list = list_export,
    .read_chooses = true,
};
