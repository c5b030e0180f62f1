/*
 * conversation.c: making and freeing a conversation.
 */
#include "conversation_private.h"

enum tl_status tl_conversation_new(const struct tl_context *ctx, struct tl_conversation **out)
{
    *out = NULL;
    struct tl_conversation *conv = tl_alloc_zeroed(ctx, 1, sizeof *conv);
    if (conv == NULL)
        return TL_FATAL;
    conv->priv = tl_alloc_zeroed(ctx, 1, sizeof *conv->priv);
    if (conv->priv == NULL) {
        tl_free(ctx, conv, sizeof *conv);
        return TL_FATAL;
    }
    conv->ctx = ctx;
    tl_arena_init(&conv->priv->arena, ctx);
    *out = conv;
    return TL_OK;
}

void tl_conversation_free(struct tl_conversation *conv)
{
    if (conv == NULL)
        return;
    const struct tl_context *ctx = conv->ctx;
    struct tl_conversation_private *priv = conv->priv;
    for (enum tl_column c = 0; c < TL_COLUMNS; c++)
        tl_free(ctx, *tl_column_pointer(conv, c), priv->cap[c] * tl_column_size(c));
    tl_free(ctx, conv->text, priv->text_cap);
    tl_free(ctx, conv->people, priv->people_cap * sizeof *conv->people);
    tl_free(ctx, priv->extra, priv->extra_cap * sizeof *priv->extra);
    tl_free(ctx, conv->files, priv->files_cap * sizeof *conv->files);
    tl_free(ctx, priv->first_notice, priv->first_notice_cap * sizeof *priv->first_notice);
    tl_free(ctx, conv->notices, priv->notices_cap * sizeof *conv->notices);
    tl_free(ctx, priv->slots, priv->n_slots * sizeof *priv->slots);
    tl_arena_release(&priv->arena);
    tl_free(ctx, priv, sizeof *priv);
    tl_free(ctx, conv, sizeof *conv);
}

const char *tl_kind_name(enum tl_kind kind)
{
    static const char *const names[TL_KIND_COUNT] = {
        "text",     "media",   "image", "video", "voice",       "gif",      "sticker", "file",
        "location", "contact", "poll",  "call",  "missed_call", "reaction", "deleted", "system"};
    return (unsigned)kind < TL_KIND_COUNT ? names[kind] : "dropped";
}
