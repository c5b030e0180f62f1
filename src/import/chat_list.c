/*
 * chat_list.c: see chat_list.h.
 */
#include "chat_list.h"

#include <stdio.h>

#include "fault.h"
#include "str.h"
#include "utf8.h"

enum { NAMES_SHOWN = 5, NAME_BYTES_SHOWN = 40, NAME_BYTES_KEPT = 1024 };

void tl_chat_list_init(struct tl_chat_list *list, const struct tl_context *ctx)
{
    *list = (struct tl_chat_list){.n = 0};
    tl_arena_init(&list->arena, ctx);
    tl_id_map_init(&list->by_id, ctx);
}

void tl_chat_list_release(struct tl_chat_list *list)
{
    const struct tl_context *ctx = list->arena.ctx;
    tl_free(ctx, list->chat, list->cap * sizeof *list->chat);
    tl_free(ctx, list->part, list->parts_cap * sizeof *list->part);
    tl_id_map_release(&list->by_id);
    tl_arena_release(&list->arena);
}

static bool keep(struct tl_chat_list *list, struct tl_str *to, struct tl_str s)
{
    struct tl_buf buf;
    tl_buf_init(&buf, list->arena.ctx);
    tl_utf8_repair(&buf, tl_str_slice(s, 0, NAME_BYTES_KEPT));
    if (!buf.failed)
        *to = tl_arena_copy(&list->arena, (struct tl_str){buf.len > 0 ? buf.ptr : "", buf.len});
    const bool ok = !buf.failed && to->ptr != NULL;
    tl_buf_release(&buf);
    return ok;
}

static bool add_part(struct tl_chat_list *list, size_t entry, size_t chat)
{
    for (size_t i = list->n_parts; i-- > 0 && list->part[i].entry == entry;)
        if (list->part[i].chat == chat)
            return true;
    struct tl_chat_part *grown =
        tl_grow(list->arena.ctx, list->part, &list->parts_cap, list->n_parts + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    list->part = grown;
    grown[list->n_parts++] = (struct tl_chat_part){entry, chat};
    return true;
}

bool tl_chat_list_add(struct tl_chat_list *list, size_t entry, const struct tl_listed_chat *chat)
{
    const uint64_t hash = tl_str_hash(chat->id) * 31 + tl_str_hash(tl_str_from(chat->format));
    const uint32_t at = tl_id_map_find(&list->by_id, hash);
    if (at != TL_NO_MESSAGE && list->chat[at].format == chat->format &&
        tl_str_equal(list->chat[at].id, chat->id)) {
        struct tl_listed_chat *c = &list->chat[at];
        c->n_messages += chat->n_messages;
        if (chat->n_people > c->n_people)
            c->n_people = chat->n_people;
        if (c->name.len == 0 && chat->name.len > 0 && !keep(list, &c->name, chat->name))
            return false;
        return add_part(list, entry, at);
    }
    struct tl_listed_chat *grown =
        tl_grow(list->arena.ctx, list->chat, &list->cap, list->n + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    list->chat = grown;
    grown[list->n] = *chat;
    if (!keep(list, &grown[list->n].name, chat->name) ||
        !keep(list, &grown[list->n].id, chat->id) || !add_part(list, entry, list->n) ||
        !tl_id_map_put(&list->by_id, hash, (uint32_t)list->n))
        return false;
    list->n++;
    return true;
}

bool tl_chat_list_add_read(struct tl_chat_list *list, const struct tl_import *import,
                           const char *format)
{
    const struct tl_conversation *conv = import->conv;
    char label[256];
    struct tl_buf names;
    tl_buf_init(&names, import->ctx);
    tl_bundle_label(import->bundle, import->entry, label);
    struct tl_listed_chat chat = {
        .format = format, .id = tl_str_from(label), .n_people = (uint32_t)conv->n_people};
    for (size_t i = 0; i < conv->n_messages; i++)
        chat.n_messages += conv->kind[i] < TL_KIND_SYSTEM;
    for (size_t i = 0; i < conv->n_people && i < 3; i++) {
        tl_buf_puts(&names, i == 0 ? "" : ", ");
        tl_buf_put_str(&names, conv->people[i].name);
    }
    chat.name = (struct tl_str){names.ptr, names.len};
    const bool ok = !names.failed && tl_chat_list_add(list, import->entry, &chat);
    tl_buf_release(&names);
    return ok;
}

static bool is_pair(const struct tl_listed_chat *chat)
{
    return chat->n_people <= 2 && chat->n_messages > 0;
}

static bool is_same(const struct tl_listed_chat *a, const struct tl_listed_chat *b)
{
    return (a->only_name || b->only_name) && tl_str_equal_fold(a->name, b->name);
}

/* How well `with` names the chat: 0 not at all. */
static int match(const struct tl_listed_chat *chat, struct tl_str with)
{
    if (tl_str_equal(chat->name, with))
        return 4;
    if (tl_str_equal_fold(chat->name, with))
        return 3;
    if (tl_str_equal(chat->id, with))
        return 2;
    return with.len > 0 && tl_str_equal_fold(tl_str_slice(chat->name, 0, with.len), with);
}

/* A chat between two that `with`, where given, names as well as `least`. */
static bool fits(const struct tl_listed_chat *chat, const struct tl_str *with, int least)
{
    return is_pair(chat) && (with == NULL || match(chat, *with) >= least);
}

/* The largest of those that fit, after `before` in the order of size and place. SIZE_MAX: none. */
static size_t next_largest(const struct tl_chat_list *list, const struct tl_str *with, int least,
                           size_t before)
{
    size_t best = SIZE_MAX;
    const uint64_t bound = before == SIZE_MAX ? UINT64_MAX : list->chat[before].n_messages;
    for (size_t i = 0; i < list->n; i++) {
        const struct tl_listed_chat *c = &list->chat[i];
        const bool later =
            before == SIZE_MAX || c->n_messages < bound || (c->n_messages == bound && i > before);
        if (later && fits(c, with, least) &&
            (best == SIZE_MAX || c->n_messages > list->chat[best].n_messages))
            best = i;
    }
    return best;
}

/* "Ann (1204 messages), ..."; with their ids where names do not tell them apart. */
static void print_names(const struct tl_chat_list *list, const struct tl_str *with, int least,
                        char *out, size_t size)
{
    size_t len = 0, at = SIZE_MAX;
    out[0] = '\0';
    for (int k = 0; k < NAMES_SHOWN; k++) {
        at = next_largest(list, with, least, at);
        if (at == SIZE_MAX)
            return;
        const struct tl_listed_chat *c = &list->chat[at];
        size_t shown = c->name.len > NAME_BYTES_SHOWN ? NAME_BYTES_SHOWN : c->name.len;
        while (shown < c->name.len && shown > 0 &&
               ((unsigned char)c->name.ptr[shown] & 0xc0) == 0x80)
            shown--;
        const bool id = with != NULL && c->id.len <= NAME_BYTES_SHOWN;
        const int n =
            snprintf(out + len, size - len, "%s%.*s (%s%.*s%s%llu messages)", k > 0 ? ", " : "",
                     (int)shown, c->name.ptr, id ? "id " : "", id ? (int)c->id.len : 0, c->id.ptr,
                     id ? ", " : "", (unsigned long long)c->n_messages);
        if (n < 0 || (size_t)n >= size - len) {
            out[len] = '\0';
            return;
        }
        len += (size_t)n;
    }
}

/* How many fit that are not one and the same; *first is one of them. */
static size_t count_fitting(const struct tl_chat_list *list, const struct tl_str *with, int least,
                            size_t *first)
{
    size_t n = 0;
    *first = SIZE_MAX;
    for (size_t i = 0; i < list->n; i++) {
        if (!fits(&list->chat[i], with, least))
            continue;
        if (n == 0)
            *first = i;
        n += n == 0 || !is_same(&list->chat[*first], &list->chat[i]);
    }
    return n;
}

static void mark(const struct tl_chat_list *list, size_t chat, bool *chosen)
{
    for (size_t i = 0; i < list->n; i++)
        chosen[i] = chosen[i] || i == chat ||
                    (is_pair(&list->chat[i]) && is_same(&list->chat[i], &list->chat[chat]));
}

bool tl_import_alias(const struct tl_import_options *options, size_t k, struct tl_str *name)
{
    const struct tl_str with = tl_str_trim(tl_str_from(options->with));
    *name = with;
    for (size_t s = 0; k > 0 && s < options->n_same; s++) {
        const struct tl_str given = tl_str_from(options->same[s]);
        bool holds = false;
        for (int pass = 0; pass < 2; pass++)
            for (size_t from = 0, end; from <= given.len; from = end + 1) {
                end = tl_str_find(given, TL_STR("="), from);
                end = end < given.len ? end : given.len;
                *name = tl_str_trim(tl_str_slice(given, from, end));
                const bool is_with = tl_str_equal_fold(*name, with);
                if (pass == 0)
                    holds = holds || is_with;
                else if (holds && !is_with && name->len > 0 && --k == 0)
                    return true;
            }
    }
    return k == 0;
}

static enum tl_status choose_only(const struct tl_chat_list *list, const char *file, bool *chosen,
                                  size_t only, size_t n_pairs, struct tl_error *err)
{
    char names[384];
    if (n_pairs == 1) {
        mark(list, only, chosen);
        return TL_OK;
    }
    print_names(list, NULL, 0, names, sizeof names);
    return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE, file, 0, 0,
                       "There are %zu chats with one person in it; say which with --with NAME, "
                       "of the largest: %s.",
                       n_pairs, names);
}

/* *known: there is a chat of this name, though it may be a group. */
static enum tl_status choose_named(const struct tl_chat_list *list, struct tl_str name,
                                   const char *file, bool *chosen, bool *known, bool *named,
                                   struct tl_error *err)
{
    char names[384];
    size_t first;
    int best = 0;
    for (size_t i = 0; i < list->n; i++) {
        const int m = match(&list->chat[i], name);
        best = m > best ? m : best;
    }
    if (best == 0)
        return TL_OK;
    *known = true;
    const size_t n = count_fitting(list, &name, best, &first);
    if (n == 1)
        mark(list, first, chosen);
    *named = *named || n == 1;
    if (n <= 1)
        return TL_OK;
    print_names(list, &name, best, names, sizeof names);
    return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE_UNKNOWN, file, 0, 0,
                       "The name given with --with fits %zu chats; give it in full, or the id "
                       "instead: %s.",
                       n, names);
}

enum tl_status tl_chat_list_choose(const struct tl_chat_list *list,
                                   const struct tl_import_options *options, const char *file,
                                   bool *chosen, bool *named, struct tl_error *err)
{
    *named = false;
    char names[384];
    size_t only;
    struct tl_str name;
    bool known = false;
    const size_t n_pairs = count_fitting(list, NULL, 0, &only);
    if (n_pairs == 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE_GROUP, file, 0, 0,
                           "There is no chat between two people with messages in it, only groups "
                           "or empty chats; export the chat with the one person.");
    if (options->with == NULL)
        return choose_only(list, file, chosen, only, n_pairs, err);
    for (size_t k = 0; tl_import_alias(options, k, &name); k++) {
        const enum tl_status status = choose_named(list, name, file, chosen, &known, named, err);
        if (status != TL_OK)
            return status;
    }
    /* In the only chat the name may be somebody's who writes there: that is looked at later. */
    if (!known && n_pairs == 1)
        mark(list, only, chosen);
    if (*named || (!known && n_pairs == 1))
        return TL_OK;
    print_names(list, NULL, 0, names, sizeof names);
    if (!known)
        return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE_UNKNOWN, file, 0, 0,
                           "No chat in it has the name given with --with; the largest are: %s.",
                           names);
    return tl_fault_at(err, TL_FAIL, TL_CODE_PEOPLE_GROUP, file, 0, 0,
                       "The chat named with --with is a group or has no messages; only a chat "
                       "between two people can be read, of the largest: %s.",
                       names);
}
