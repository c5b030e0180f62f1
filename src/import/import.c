/*
 * import.c: from a bundle to a conversation.
 *
 * Every entry that may be a chat shows its first 64 KiB to every importer; the one that verified
 * most wins, the first in the table among equals. Then the entries are read one after another into
 * the same conversation; what two of them have in common is removed when it is finished. Who takes
 * part is only known after reading, so whether several entries are several chats is settled at the
 * end.
 */
#include "chat_list.h"
#include "fault.h"
#include "feed.h"
#include "one_chat.h"
#include "refuse.h"
#include "str.h"
#include "utf8.h"

struct candidate {
    size_t entry;
    const struct tl_importer *importer;
    struct tl_str chat;    /* as in struct tl_import, */
    size_t first, n_parts; /* with its entries in search.entries */
};

struct search {
    struct candidate *found;
    size_t n, cap;
    struct tl_refusal refusal;
    struct tl_error error; /* of the first entry that could not be opened */
    enum tl_status status;
    size_t unknown, first_unknown; /* how many are text of no known format; the first one */
    struct tl_chat_list chats;
    size_t *entries; /* of the chats chosen */
    size_t n_entries;
};

enum tl_status tl_import_progress(const struct tl_import *import, uint64_t offset)
{
    const struct tl_context *ctx = import->ctx;
    if (ctx->progress == NULL)
        return TL_OK;
    const uint64_t done = import->bytes_before + offset;
    const double fraction = done < import->bytes_all ? (double)done / (double)import->bytes_all : 1;
    return ctx->progress(ctx->progress_user, "reading", fraction) == 0
               ? TL_OK
               : tl_fault(import->err, TL_FATAL, TL_CODE_NONE, "Stopped as asked.");
}

static const struct tl_importer *recognise(const struct tl_probe *probe)
{
    const struct tl_importer *best = NULL;
    unsigned most = 0;
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++) {
        const unsigned evidence = (*i)->probe(probe);
        if (evidence > most) {
            most = evidence;
            best = *i;
        }
    }
    return best;
}

/* The first two lines have as many commas, semicolons or tabs as each other, and the first nothing
   but short words between them: a heading, though not the right one. */
static bool looks_like_table(struct tl_str head)
{
    size_t separators[2] = {0, 0}, length = 0, line = 0;
    for (size_t i = 0; i < head.len && line < 2; i++) {
        const char c = head.ptr[i];
        const bool separator = c == ',' || c == ';' || c == '\t';
        if (line == 0 && (tl_is_digit(c) || length > 32 ||
                          (length == 0 && (separator || c == '\n' || c == '\r'))))
            return false;
        separators[line] += separator;
        length = separator ? 0 : length + 1;
        line += c == '\n';
    }
    return separators[0] > 0 && separators[0] == separators[1];
}

static enum tl_status search_entry(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                   size_t i, struct tl_buf *head, struct search *search,
                                   struct tl_error *err)
{
    enum tl_sniff kind = TL_SNIFF_EMPTY;
    bool whole = false;
    struct tl_error error = {.code = TL_CODE_NONE};
    const enum tl_status status = tl_feed_head(ctx, bundle, i, head, &whole, &kind, &error);
    if (status == TL_FATAL) {
        if (err != NULL)
            *err = error;
        return status;
    }
    if (status != TL_OK) {
        if (search->status == TL_OK)
            search->error = error;
        search->status = TL_FAIL;
        return TL_OK;
    }
    const struct tl_probe probe = {
        .path = tl_bundle_path(bundle, i), .head = {head->ptr, head->len}, .whole = whole};
    const bool hopeless =
        kind == TL_SNIFF_EMPTY || (kind >= TL_SNIFF_PICTURE && kind != TL_SNIFF_DATABASE);
    const struct tl_importer *importer = hopeless ? NULL : recognise(&probe);
    if (importer == NULL) {
        search->refusal.kinds[kind]++;
        /* A character may be cut at the end of the head. */
        search->refusal.not_utf8 =
            kind == TL_SNIFF_TEXT && tl_utf8_valid_prefix(probe.head) + 4 < probe.head.len;
        search->refusal.has_columns = kind == TL_SNIFF_TEXT && looks_like_table(probe.head);
        if ((kind == TL_SNIFF_TEXT || kind == TL_SNIFF_JSON) &&
            !tl_sniff_is_companion(probe.path) && search->unknown++ == 0)
            search->first_unknown = i;
        return TL_OK;
    }
    struct candidate *found =
        tl_grow(ctx, search->found, &search->cap, search->n + 1, sizeof *found);
    if (found == NULL)
        return tl_fault_memory(err);
    search->found = found;
    search->found[search->n++] = (struct candidate){.entry = i, .importer = importer};
    return TL_OK;
}

static enum tl_status search_bundle(const struct tl_context *ctx, const struct tl_bundle *bundle,
                                    struct search *search, struct tl_error *err)
{
    const size_t n = tl_bundle_count(bundle);
    struct tl_buf head;
    tl_buf_init(&head, ctx);
    enum tl_status status = TL_OK;
    for (size_t i = 0; i < n && status == TL_OK; i++) {
        if (n > 1 && tl_sniff_skip_path(tl_bundle_path(bundle, i))) {
            search->refusal.attachments++;
            search->refusal.archives += tl_str_ends(tl_bundle_path(bundle, i), TL_STR(".zip"));
            continue;
        }
        status = search_entry(ctx, bundle, i, &head, search, err);
        if (status == TL_OK && ctx->progress != NULL && n > 1 &&
            ctx->progress(ctx->progress_user, "looking", (double)(i + 1) / (double)n) != 0)
            status = tl_fault(err, TL_FATAL, TL_CODE_NONE, "Stopped as asked.");
    }
    tl_buf_release(&head);
    if (status == TL_OK && search->n == 0) {
        if (search->status == TL_OK)
            return tl_refuse(bundle, &search->refusal, err);
        if (err != NULL)
            *err = search->error;
        return TL_FAIL;
    }
    return status;
}

/* ---- which chat ---- */

/* The chats of every entry whose importer tells; one that cannot be listed is lost, as far as there
   are others. */
static enum tl_status list_chats(struct tl_import *import, struct search *search)
{
    struct tl_error *const err = import->err, error;
    enum tl_status status = TL_OK;
    bool listed = false;
    for (size_t i = 0; i < search->n && status != TL_FATAL; i++) {
        const struct candidate *c = &search->found[i];
        if (c->importer->list == NULL || c->importer->read_chooses ||
            (search->n == 1 && c->importer->one_chat_an_entry))
            continue;
        error.code = TL_CODE_NONE;
        import->entry = c->entry;
        import->err = &error;
        status = c->importer->list(import, &search->chats);
        import->err = err;
        listed = listed || status <= TL_WARN;
        if (status == TL_FATAL && err != NULL)
            *err = error;
        else if (status == TL_FAIL && search->status == TL_OK) {
            search->status = TL_FAIL;
            search->error = error;
        }
    }
    if (status == TL_FATAL)
        return status;
    if (!listed && search->status == TL_FAIL && err != NULL)
        *err = search->error;
    return listed || search->status == TL_OK ? TL_OK : TL_FAIL;
}

/* Puts the chosen chats, each with its entries, in place of the entries that were listed. */
static enum tl_status replace_candidates(const struct tl_context *ctx, struct search *search,
                                         const bool *chosen, struct tl_error *err)
{
    const struct tl_chat_list *chats = &search->chats;
    struct candidate *old = search->found;
    const size_t n_old = search->n, cap_old = search->cap;
    search->found = tl_alloc_zeroed(ctx, n_old + chats->n, sizeof *search->found);
    search->entries = tl_alloc_zeroed(ctx, chats->n_parts, sizeof *search->entries);
    search->n_entries = chats->n_parts;
    search->n = 0;
    search->cap = search->found == NULL ? 0 : n_old + chats->n;
    size_t used = 0;
    const bool ok = search->found != NULL && search->entries != NULL;
    for (size_t i = 0; ok && i < n_old; i++)
        if (old[i].importer->list == NULL || old[i].importer->read_chooses)
            search->found[search->n++] = old[i];
    for (size_t c = 0; ok && c < chats->n; c++) {
        if (!chosen[c])
            continue;
        struct candidate *found = &search->found[search->n++];
        *found = (struct candidate){.chat = chats->chat[c].id, .first = used};
        for (size_t p = 0; p < chats->n_parts; p++)
            if (chats->part[p].chat == c)
                search->entries[used++] = chats->part[p].entry;
        found->n_parts = used - found->first;
        found->entry = search->entries[found->first];
        for (size_t i = 0; i < n_old; i++)
            if (old[i].entry == found->entry)
                found->importer = old[i].importer;
    }
    tl_free(ctx, old, cap_old * sizeof *old);
    return ok ? TL_OK : tl_fault_memory(err);
}

/* Lists the chats of importers that can, and keeps those that are meant. */
static enum tl_status choose_chat(struct tl_import *import, struct search *search)
{
    enum tl_status status = list_chats(import, search);
    const size_t n = search->chats.n;
    if (status != TL_OK || n == 0)
        return status;
    bool named, *chosen = tl_alloc_zeroed(import->ctx, n, sizeof *chosen);
    if (chosen == NULL)
        return tl_fault_memory(import->err);
    status = tl_chat_list_choose(&search->chats, import->options, tl_bundle_name(import->bundle),
                                 chosen, &named, import->err);
    if (status == TL_OK && named)
        tl_conversation_note_chat(import->conv);
    if (status == TL_OK)
        status = replace_candidates(import->ctx, search, chosen, import->err);
    tl_free(import->ctx, chosen, n * sizeof *chosen);
    return status;
}

static bool contains_fold(struct tl_str s, struct tl_str part)
{
    for (size_t i = 0; part.len <= s.len && i <= s.len - part.len; i++)
        if (tl_str_equal_fold(tl_str_slice(s, i, i + part.len), part))
            return true;
    return false;
}

static bool is_named(const struct tl_import *import, const struct candidate *c)
{
    struct tl_str name;
    for (size_t k = 0; c->importer->list == NULL && tl_import_alias(import->options, k, &name); k++)
        if (contains_fold(tl_bundle_path(import->bundle, c->entry), name))
            return true;
    return c->importer->list != NULL;
}

/* Of several entries those whose path holds the name asked for, when there are such: "WhatsApp Chat
   with Ann.txt". Otherwise all stay, and the name is looked for among the people. */
static void keep_named(const struct tl_import *import, struct search *search)
{
    size_t n = 0;
    for (size_t i = 0; i < search->n; i++)
        n += is_named(import, &search->found[i]);
    if (n == 0 || n == search->n)
        return;
    n = 0;
    for (size_t i = 0; i < search->n; i++)
        if (is_named(import, &search->found[i]))
            search->found[n++] = search->found[i];
    search->n = n;
}

/* One entry of several is lost: the report keeps the reason. */
static enum tl_status note_loss(const struct tl_import *import, const struct tl_importer *importer,
                                size_t first_file, const struct tl_error *error)
{
    struct tl_conversation *conv = import->conv;
    uint16_t file = (uint16_t)first_file;
    if (conv->n_files == first_file) {
        char label[256];
        tl_bundle_label(import->bundle, import->entry, label);
        const enum tl_status status =
            tl_conversation_add_file(conv, tl_str_from(label), importer->name, &file, import->err);
        if (status != TL_OK)
            return status;
    }
    const char *text = tl_conversation_keep(conv, tl_str_from(error->message));
    if (text == NULL ||
        tl_conversation_notice(conv, file, "file-unreadable", text, error->line) != TL_OK)
        return tl_fault_memory(import->err);
    return TL_WARN;
}

static uint64_t bytes_of(const struct tl_bundle *bundle, const struct search *search,
                         const struct candidate *c)
{
    if (c->n_parts == 0)
        return tl_bundle_size(bundle, c->entry);
    uint64_t bytes = 0;
    for (size_t i = 0; i < c->n_parts; i++)
        bytes += tl_bundle_size(bundle, search->entries[c->first + i]);
    return bytes;
}

static enum tl_status read_all(struct tl_import *import, const struct search *search)
{
    struct tl_error *const err = import->err;
    struct tl_error error = {.code = TL_CODE_NONE}, first = error;
    enum tl_status worst = TL_OK;
    size_t n_read = 0;
    for (size_t i = 0; i < search->n; i++)
        import->bytes_all += bytes_of(import->bundle, search, &search->found[i]);
    for (size_t i = 0; i < search->n; i++) {
        const struct tl_importer *importer = search->found[i].importer;
        const size_t first_row = import->conv->n_messages, first_file = import->conv->n_files;
        import->entry = search->found[i].entry;
        import->chat = search->found[i].chat;
        import->n_entries = search->found[i].n_parts;
        import->entries = import->n_entries > 0 ? search->entries + search->found[i].first : NULL;
        import->err = &error;
        enum tl_status status = importer->read(import);
        import->err = err;
        if (status == TL_FATAL && err != NULL)
            *err = error;
        if (status == TL_FAIL) {
            for (size_t row = first_row; row < import->conv->n_messages; row++)
                import->conv->kind[row] = TL_KIND_COUNT;
            if (first.code == TL_CODE_NONE)
                first = error;
            status = search->n == 1 ? TL_WARN : note_loss(import, importer, first_file, &error);
        } else {
            n_read += status <= TL_WARN;
        }
        if (status == TL_FATAL)
            return TL_FATAL;
        worst = tl_status_worse(worst, status);
        import->bytes_before += bytes_of(import->bundle, search, &search->found[i]);
    }
    if (n_read > 0)
        return worst;
    if (err != NULL)
        *err = first;
    return TL_FAIL;
}

static enum tl_status check_messages(const struct tl_import *import, size_t first_row)
{
    const struct tl_conversation *conv = import->conv;
    for (size_t row = first_row; row < conv->n_messages; row++)
        if (conv->kind[row] < TL_KIND_SYSTEM)
            return TL_OK;
    char skipped[256];
    tl_conversation_tell_skipped(conv, skipped, sizeof skipped);
    return tl_fault_at(import->err, TL_FAIL, TL_CODE_FORMAT_EMPTY, tl_bundle_name(import->bundle),
                       0, 0, "There are no messages in this chat; export it again.%s", skipped);
}

/* Files that look like a chat but are none of the formats are worth a word in the report. */
static enum tl_status note_unknown(const struct tl_import *import, const struct search *search,
                                   size_t first_file)
{
    if (search->chats.n > 0 && search->status == TL_FAIL) {
        const char *text = tl_conversation_keep(import->conv, tl_str_from(search->error.message));
        if (text == NULL ||
            tl_conversation_notice(import->conv, (uint16_t)first_file, "file-unreadable", text,
                                   search->error.line) != TL_OK)
            return tl_fault_memory(import->err);
    }
    if (search->unknown == 0)
        return TL_OK;
    char label[256];
    struct tl_buf text;
    tl_bundle_label(import->bundle, search->first_unknown, label);
    tl_buf_init(&text, import->ctx);
    tl_buf_printf(&text,
                  "A text or JSON file beside the chat is of no format known here and was left "
                  "out; the first is %s.",
                  label);
    const char *kept =
        text.failed ? NULL
                    : tl_conversation_keep(import->conv, (struct tl_str){text.ptr, text.len});
    tl_buf_release(&text);
    enum tl_status status = kept == NULL ? TL_FATAL : TL_OK;
    for (size_t i = 0; i < search->unknown && status == TL_OK; i++)
        status =
            tl_conversation_notice(import->conv, (uint16_t)first_file, "file-unknown", kept, 0);
    return status == TL_OK ? TL_OK : tl_fault_memory(import->err);
}

static void release_search(const struct tl_context *ctx, struct search *search)
{
    tl_free(ctx, search->found, search->cap * sizeof *search->found);
    tl_free(ctx, search->entries, search->n_entries * sizeof *search->entries);
    tl_chat_list_release(&search->chats);
}

enum tl_status tl_import(const struct tl_context *ctx, const struct tl_bundle *bundle,
                         const struct tl_import_options *options, struct tl_conversation *conv,
                         struct tl_error *err)
{
    static const struct tl_import_options defaults;
    struct search search = {.status = TL_OK};
    struct tl_import_options asked = options != NULL ? *options : defaults;
    if (asked.with != NULL && asked.with[0] == '\0')
        asked.with = NULL;
    struct tl_import import = {
        .ctx = ctx, .options = &asked, .bundle = bundle, .conv = conv, .err = err};
    const size_t first_row = conv->n_messages, first_file = conv->n_files;
    tl_chat_list_init(&search.chats, ctx);
    enum tl_status status = search_bundle(ctx, bundle, &search, err);
    if (status == TL_OK && import.options->with != NULL && search.n > 1)
        keep_named(&import, &search);
    if (status == TL_OK)
        status = choose_chat(&import, &search);
    if (status == TL_OK)
        status = read_all(&import, &search);
    if (status <= TL_WARN)
        status = tl_status_worse(status, check_messages(&import, first_row));
    if (status <= TL_WARN)
        status = tl_status_worse(status, tl_check_one_chat(&import, first_row, first_file));
    if (status <= TL_WARN)
        status = tl_status_worse(status, note_unknown(&import, &search, first_file));
    release_search(ctx, &search);
    return status;
}

/* ---- listing ---- */

/* An importer that does not list reads one chat an entry: it is read, into a conversation of its
   own, to learn who is in it. */
static enum tl_status list_by_reading(struct tl_import *import, const struct tl_importer *importer,
                                      struct tl_chat_list *chats)
{
    struct tl_conversation *conv = NULL;
    enum tl_status status = tl_conversation_new(import->ctx, &conv);
    if (status != TL_OK)
        return tl_fault_memory(import->err);
    import->conv = conv;
    status = importer->read(import);
    if (status <= TL_WARN && !tl_chat_list_add_read(chats, import, importer->name))
        status = tl_fault_memory(import->err);
    tl_conversation_free(conv);
    import->conv = NULL;
    return status;
}

enum tl_status tl_import_list(const struct tl_context *ctx, const struct tl_bundle *bundle,
                              tl_chat_sink sink, void *user, struct tl_error *err)
{
    static const struct tl_import_options defaults;
    struct search search = {.status = TL_OK};
    struct tl_error error = {.code = TL_CODE_NONE};
    struct tl_import import = {.ctx = ctx, .options = &defaults, .bundle = bundle, .err = &error};
    tl_chat_list_init(&search.chats, ctx);
    enum tl_status status = search_bundle(ctx, bundle, &search, &error);
    enum tl_status worst = TL_OK;
    for (size_t i = 0; i < search.n && status <= TL_WARN; i++) {
        const struct tl_importer *importer = search.found[i].importer;
        import.entry = search.found[i].entry;
        status = importer->list != NULL ? importer->list(&import, &search.chats)
                                        : list_by_reading(&import, importer, &search.chats);
        worst = tl_status_worse(worst, status);
        if (status == TL_FAIL && search.n > 1)
            status = TL_WARN; /* the others can still be listed */
    }
    for (size_t i = 0; i < search.chats.n && status <= TL_WARN; i++)
        status = sink(user, &search.chats.chat[i]);
    if (status <= TL_WARN && search.chats.n == 0 && worst == TL_FAIL)
        status = TL_FAIL;
    if (status >= TL_FAIL && err != NULL)
        *err = error;
    release_search(ctx, &search);
    return status <= TL_WARN ? (worst > TL_OK ? TL_WARN : TL_OK) : status;
}
