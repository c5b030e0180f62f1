/*
 * fuzz_importer.h: one importer on the bytes of an input, and what must hold of any conversation it
 * leaves behind.
 */
#ifndef TL_FUZZ_IMPORTER_H
#define TL_FUZZ_IMPORTER_H

#include <string.h>

#include "chat_list.h"
#include "entry.h"
#include "fuzz_input.h"
#include "importers.h"
#include "importer.h"
#include "str.h"
#include "utf8.h"

/* Every column in range, every text valid UTF-8. */
static inline void fuzz_check_conversation(const struct tl_conversation *conv)
{
    for (size_t i = 0; i < conv->n_messages; i++) {
        FUZZ_CHECK(conv->kind[i] <= TL_KIND_COUNT && conv->resolution[i] <= TL_RES_DAY);
        FUZZ_CHECK(conv->sender[i] < conv->n_people ||
                   (conv->sender[i] == TL_NOBODY && conv->kind[i] >= TL_KIND_SYSTEM));
        FUZZ_CHECK(conv->file[i] < conv->n_files);
        FUZZ_CHECK(conv->text_len[i] <= conv->ctx->limits.text_bytes &&
                   conv->text_at[i] + conv->text_len[i] <= conv->text_size);
        FUZZ_CHECK(tl_utf8_valid_prefix(tl_conversation_text(conv, i)) == conv->text_len[i]);
        FUZZ_CHECK(conv->reply_to == NULL || conv->reply_to[i] == TL_NO_MESSAGE ||
                   conv->reply_to[i] < conv->n_messages);
        FUZZ_CHECK(conv->offset_min[i] >= -24 * 60 && conv->offset_min[i] <= 24 * 60);
    }
    for (size_t i = 0; i < conv->n_notices; i++)
        FUZZ_CHECK(conv->notices[i].file < conv->n_files && conv->notices[i].count > 0);
}

static inline uint64_t fuzz_mix(uint64_t h, const void *bytes, size_t n)
{
    return (h ^ tl_str_hash((struct tl_str){bytes, n})) * UINT64_C(0x9E3779B97F4A7C15);
}

/* All that was read, in one number. */
static inline uint64_t fuzz_digest(const struct tl_conversation *conv)
{
    const size_t n = conv->n_messages;
    uint64_t h = n;
    h = fuzz_mix(h, conv->time_ms, n * sizeof *conv->time_ms);
    h = fuzz_mix(h, conv->sender, n * sizeof *conv->sender);
    h = fuzz_mix(h, conv->kind, n);
    h = fuzz_mix(h, conv->flags, n * sizeof *conv->flags);
    h = fuzz_mix(h, conv->resolution, n);
    h = fuzz_mix(h, conv->text, conv->text_size);
    if (conv->reply_to != NULL)
        h = fuzz_mix(h, conv->reply_to, n * sizeof *conv->reply_to);
    for (size_t i = 0; i < conv->n_notices; i++) {
        h = fuzz_mix(h, &conv->notices[i].count, sizeof conv->notices[i].count);
        h = fuzz_mix(h, &conv->notices[i].first_line, sizeof conv->notices[i].first_line);
    }
    return h;
}

/* Reads with one importer, whatever its probe says, checks and finishes. `log` lies beside a
   database, ptr NULL for none. */
static inline enum tl_status fuzz_read(const struct tl_context *ctx,
                                       const struct tl_importer *importer, const char *name,
                                       struct tl_str bytes, struct tl_str log, size_t chunk,
                                       const struct tl_import_options *options, uint64_t *digest)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    struct tl_bundle *bundle = NULL;
    struct tl_conversation *conv = NULL;
    *digest = 0;
    struct tl_source *source = tl_source_new_memory(ctx, bytes, chunk);
    if (source == NULL)
        return TL_FATAL;
    enum tl_status status = tl_bundle_open_source(ctx, name, source, &bundle, &err);
    if (status == TL_OK && log.ptr != NULL) {
        bundle->log = tl_source_new_memory(ctx, log, chunk);
        status = bundle->log == NULL ? TL_FATAL : TL_OK;
    }
    if (status == TL_OK)
        status = tl_conversation_new(ctx, &conv);
    struct tl_import import = {
        .ctx = ctx, .options = options, .bundle = bundle, .conv = conv, .err = &err};
    struct tl_chat_list chats;
    tl_chat_list_init(&chats, ctx);
    if (status == TL_OK && importer->list != NULL && importer->list(&import, &chats) == TL_FATAL)
        status = TL_FATAL;
    /* The last of the chats, as if it was asked for. */
    if (chats.n > 0)
        import.chat = chats.chat[chats.n - 1].id;
    if (status == TL_OK) {
        status = importer->read(&import);
        FUZZ_CHECK(status != TL_FAIL ||
                   (err.message[0] != '\0' && err.code != TL_CODE_NONE &&
                    tl_utf8_valid_prefix(tl_str_from(err.message)) == strlen(err.message)));
        fuzz_check_conversation(conv);
        *digest = fuzz_digest(conv);
    }
    if (status <= TL_WARN)
        tl_conversation_finish(conv, NULL, &err);
    tl_conversation_free(conv);
    tl_chat_list_release(&chats);
    tl_bundle_free(bundle);
    return status;
}

/* Whole, then in chunks, which must not matter; or once with an allocation that fails. What begins
   like an archive is for another target. */
static inline void fuzz_importer(const struct tl_context *ctx, struct fuzz_memory *memory,
                                 const struct tl_importer *importer, const char *name,
                                 struct tl_str bytes, size_t chunk, bool fails,
                                 const struct tl_import_options *options)
{
    uint64_t digest, again;
    if (tl_str_starts(bytes, TL_STR("PK")))
        return;
    const struct tl_probe probe = {.path = tl_str_from(name),
                                   .head = tl_str_slice(bytes, 0, 65536),
                                   .whole = bytes.len <= 65536};
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++)
        (*i)->probe(&probe);
    const struct tl_str none = {NULL, 0};
    const enum tl_status status = fuzz_read(ctx, importer, name, bytes, none, 0, options, &digest);
    FUZZ_CHECK(status != TL_FATAL || fails);
    if (!fails) {
        FUZZ_CHECK(fuzz_read(ctx, importer, name, bytes, none, chunk, options, &again) == status);
        FUZZ_CHECK(digest == again);
    }
    FUZZ_CHECK(memory->live == 0);
}

#endif
