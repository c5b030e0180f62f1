/*
 * telegram_chats.c: see telegram_chats.h.
 */
#include "telegram_chats.h"

#include <stdio.h>

#include "fault.h"
#include "number.h"
#include "str.h"
#include "utf8.h"

void tl_telegram_chats_init(struct tl_telegram_chats *chats, const struct tl_context *ctx)
{
    *chats = (struct tl_telegram_chats){.n = 0};
    tl_arena_init(&chats->arena, ctx);
}

void tl_telegram_chats_release(struct tl_telegram_chats *chats)
{
    tl_free(chats->arena.ctx, chats->chat, chats->cap * sizeof *chats->chat);
    tl_arena_release(&chats->arena);
}

struct tl_telegram_chat *tl_telegram_chats_add(struct tl_telegram_chats *chats)
{
    struct tl_telegram_chat *grown =
        tl_grow(chats->arena.ctx, chats->chat, &chats->cap, chats->n + 1, sizeof *grown);
    if (grown == NULL)
        return NULL;
    chats->chat = grown;
    grown[chats->n] = (struct tl_telegram_chat){.id = 0};
    return &grown[chats->n++];
}

bool tl_telegram_chats_name(struct tl_telegram_chats *chats, struct tl_telegram_chat *chat,
                            struct tl_str name)
{
    struct tl_buf buf;
    tl_buf_init(&buf, chats->arena.ctx);
    /* Telegram's names have 64 characters at most. */
    tl_utf8_repair(&buf, tl_str_slice(name, 0, 1024));
    if (!buf.failed)
        chat->name = tl_arena_copy(&chats->arena, (struct tl_str){buf.ptr, buf.len});
    const bool ok = !buf.failed && chat->name.ptr != NULL;
    tl_buf_release(&buf);
    return ok;
}

enum tl_telegram_type tl_telegram_type_from(struct tl_str word)
{
    static const struct {
        struct tl_str word;
        enum tl_telegram_type type;
    } types[] = {
        {TL_STR_INIT("personal_chat"), TL_TELEGRAM_PERSONAL},
        {TL_STR_INIT("bot_chat"), TL_TELEGRAM_BOT},
        {TL_STR_INIT("saved_messages"), TL_TELEGRAM_SELF},
        {TL_STR_INIT("replies"), TL_TELEGRAM_SELF},
        {TL_STR_INIT("verification_codes"), TL_TELEGRAM_SELF},
        {TL_STR_INIT("private_group"), TL_TELEGRAM_GROUP},
        {TL_STR_INIT("private_supergroup"), TL_TELEGRAM_GROUP},
        {TL_STR_INIT("public_supergroup"), TL_TELEGRAM_GROUP},
        {TL_STR_INIT("private_channel"), TL_TELEGRAM_CHANNEL},
        {TL_STR_INIT("public_channel"), TL_TELEGRAM_CHANNEL},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (tl_str_equal(types[i].word, word))
            return types[i].type;
    return TL_TELEGRAM_UNKNOWN;
}

enum tl_status tl_telegram_check(enum tl_telegram_type type, bool named, const char *file,
                                 struct tl_error *err)
{
    const char *what = "a group chat";
    enum tl_code code = TL_CODE_PEOPLE_GROUP;
    switch (type) {
    case TL_TELEGRAM_UNKNOWN:
    case TL_TELEGRAM_PERSONAL:
        return TL_OK;
    case TL_TELEGRAM_BOT:
        what = "a chat with a bot";
        code = TL_CODE_PEOPLE;
        break;
    case TL_TELEGRAM_SELF:
        what = "notes to oneself (saved messages)";
        code = TL_CODE_PEOPLE_ONE;
        break;
    case TL_TELEGRAM_GROUP:
        break;
    case TL_TELEGRAM_CHANNEL:
        what = "a channel";
        break;
    }
    if (named && code != TL_CODE_PEOPLE_GROUP)
        return TL_OK;
    return tl_fault_at(err, TL_FAIL, code, file, 0, 0,
                       "The file holds %s, and only a chat between two people can be read; open "
                       "the chat with the one person in Telegram Desktop and export that.",
                       what);
}

static bool is_personal(const struct tl_telegram_chat *chat)
{
    return chat->type <= TL_TELEGRAM_PERSONAL;
}

/* Saved messages have no name in the file; this is what the app calls them. */
static struct tl_str name_of(const struct tl_telegram_chat *chat)
{
    if (chat->name.len > 0)
        return chat->name;
    return chat->type == TL_TELEGRAM_SELF ? TL_STR("Saved Messages") : TL_STR("Deleted Account");
}

/* How well `with` names the chat: 0 not at all. */
static int match(const struct tl_telegram_chat *chat, struct tl_str with)
{
    const struct tl_str name = name_of(chat);
    uint64_t id;
    if (tl_str_equal(name, with))
        return 4;
    if (tl_str_equal_fold(name, with))
        return 3;
    if (chat->id != 0 && tl_parse_uint64(with, &id) && id == chat->id)
        return 2;
    return name.len > with.len && with.len > 0 &&
           tl_str_equal_fold(tl_str_slice(name, 0, with.len), with);
}

/* "Ann (1204 messages, id 17), ..." of up to five chats, largest first, of those `with` names when
   it is given. */
static void list_chats(const struct tl_telegram_chats *chats, const struct tl_str *with, int least,
                       char *out, size_t size)
{
    size_t len = 0, before = SIZE_MAX;
    out[0] = '\0';
    for (int k = 0; k < 5; k++) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < chats->n; i++) {
            const struct tl_telegram_chat *c = &chats->chat[i];
            if (!is_personal(c) || c->n_messages == 0 || (with != NULL && match(c, *with) < least))
                continue;
            /* Comes after the one listed before, in the order of size and place. */
            if (before != SIZE_MAX &&
                (c->n_messages > chats->chat[before].n_messages ||
                 (c->n_messages == chats->chat[before].n_messages && i <= before)))
                continue;
            if (best == SIZE_MAX || c->n_messages > chats->chat[best].n_messages)
                best = i;
        }
        if (best == SIZE_MAX)
            return;
        before = best;
        const struct tl_telegram_chat *c = &chats->chat[best];
        const struct tl_str name = name_of(c);
        size_t shown = name.len > 32 ? 32 : name.len;
        while (shown < name.len && shown > 0 && ((unsigned char)name.ptr[shown] & 0xc0) == 0x80)
            shown--;
        const int n = snprintf(out + len, size - len, "%s%.*s (id %llu, %llu messages)",
                               k > 0 ? ", " : "", (int)shown, name.ptr, (unsigned long long)c->id,
                               (unsigned long long)c->n_messages);
        if (n < 0 || (size_t)n >= size - len) {
            out[len] = '\0';
            return;
        }
        len += (size_t)n;
    }
}

static enum tl_status choose_only(struct tl_telegram_chats *chats, const char *file,
                                  struct tl_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < chats->n; i++) {
        struct tl_telegram_chat *chat = &chats->chat[i];
        chat->chosen = is_personal(chat) && chat->n_messages > 0;
        n += chat->chosen;
    }
    if (n == 1)
        return TL_OK;
    if (n == 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE, file, 0, 0,
                           "There is no chat with one person in this export; in Telegram Desktop, "
                           "tick \"Personal chats\" and export again.");
    char list[384];
    list_chats(chats, NULL, 0, list, sizeof list);
    return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE, file, 0, 0,
                       "There are %zu chats with one person in this export; say which with --with "
                       "NAME, of the largest: %s.",
                       n, list);
}

/* Nothing is chosen where no chat has the name. */
static enum tl_status choose_named(struct tl_telegram_chats *chats, struct tl_str name,
                                   const char *file, struct tl_error *err)
{
    int best = 0;
    size_t n_personal = 0, personal = 0, any = 0;
    for (size_t i = 0; i < chats->n; i++) {
        const int m = match(&chats->chat[i], name);
        if (m == 0 || m < best)
            continue;
        if (m > best) {
            best = m;
            n_personal = 0;
            any = i;
        }
        if (is_personal(&chats->chat[i]) && n_personal++ == 0)
            personal = i;
    }
    if (n_personal > 1) {
        char list[384];
        list_chats(chats, &name, best, list, sizeof list);
        return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE_UNKNOWN, file, 0, 0,
                           "The name given with --with fits %zu chats; give it in full, or the id "
                           "instead: %s.",
                           n_personal, list);
    }
    if (best == 0)
        return TL_OK;
    const size_t index = n_personal == 1 ? personal : any;
    chats->chat[index].chosen = true;
    return tl_telegram_check(chats->chat[index].type, true, file, err);
}

enum tl_status tl_telegram_choose(struct tl_telegram_chats *chats,
                                  const struct tl_import_options *options, const char *file,
                                  struct tl_error *err)
{
    struct tl_str name;
    if (options->with == NULL)
        return choose_only(chats, file, err);
    for (size_t k = 0; tl_import_alias(options, k, &name); k++) {
        const enum tl_status status = choose_named(chats, name, file, err);
        if (status != TL_OK)
            return status;
    }
    for (size_t i = 0; i < chats->n; i++)
        if (chats->chat[i].chosen)
            return TL_OK;
    char list[384];
    list_chats(chats, NULL, 0, list, sizeof list);
    return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE_UNKNOWN, file, 0, 0,
                       "No chat in this export has the name given with --with; the largest are: "
                       "%s.",
                       list);
}
