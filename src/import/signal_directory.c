/*
 * signal_directory.c: see signal_directory.h.
 */
#include "signal_directory.h"

#include "str.h"

void tl_signal_directory_init(struct tl_signal_directory *d, const struct tl_context *ctx)
{
    *d = (struct tl_signal_directory){.n_chats = 0};
    tl_arena_init(&d->arena, ctx);
    tl_id_map_init(&d->by_recipient, ctx);
    tl_id_map_init(&d->by_chat, ctx);
}

void tl_signal_directory_release(struct tl_signal_directory *d)
{
    const struct tl_context *ctx = d->arena.ctx;
    tl_free(ctx, d->recipient, d->recipients_cap * sizeof *d->recipient);
    tl_free(ctx, d->chat, d->chats_cap * sizeof *d->chat);
    tl_id_map_release(&d->by_recipient);
    tl_id_map_release(&d->by_chat);
    tl_arena_release(&d->arena);
}

bool tl_signal_add_recipient(struct tl_signal_directory *d, uint64_t id, enum tl_signal_kind kind,
                             struct tl_str name)
{
    const struct tl_context *ctx = d->arena.ctx;
    const struct tl_str kept = tl_arena_copy(&d->arena, name);
    struct tl_signal_recipient *grown =
        tl_grow(ctx, d->recipient, &d->recipients_cap, d->n_recipients + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    d->recipient = grown;
    if (kept.ptr == NULL || !tl_id_map_put(&d->by_recipient, id, (uint32_t)d->n_recipients))
        return false;
    grown[d->n_recipients++] = (struct tl_signal_recipient){id, kind, kept};
    return true;
}

bool tl_signal_add_chat(struct tl_signal_directory *d, uint64_t id, uint64_t recipient)
{
    struct tl_signal_chat *grown =
        tl_grow(d->arena.ctx, d->chat, &d->chats_cap, d->n_chats + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    d->chat = grown;
    if (!tl_id_map_put(&d->by_chat, id, (uint32_t)d->n_chats))
        return false;
    grown[d->n_chats++] = (struct tl_signal_chat){.id = id, .recipient = recipient};
    return true;
}

struct tl_signal_recipient *tl_signal_recipient(const struct tl_signal_directory *d, uint64_t id)
{
    const uint32_t i = tl_id_map_find(&d->by_recipient, id);
    return i == TL_NO_MESSAGE ? NULL : &d->recipient[i];
}

struct tl_signal_chat *tl_signal_chat(const struct tl_signal_directory *d, uint64_t id)
{
    const uint32_t i = tl_id_map_find(&d->by_chat, id);
    return i == TL_NO_MESSAGE ? NULL : &d->chat[i];
}

struct tl_str tl_signal_name(const struct tl_signal_directory *d,
                             const struct tl_signal_recipient *recipient)
{
    if (recipient == NULL)
        return (struct tl_str){"", 0};
    if (recipient->name.len == 0 && recipient->kind == TL_SIGNAL_SELF)
        return d->own_name.len > 0 ? d->own_name : TL_STR("You");
    return recipient->name;
}
