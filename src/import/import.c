/*
 * import.c: from a bundle to a conversation.
 *
 * Every entry that may be a chat shows its first 64 KiB to every importer; the one that verified
 * most wins, the first in the table among equals. Then the entries are read one after another into
 * the same conversation; what two of them have in common is removed when it is finished. Who takes
 * part is only known after reading, so whether several entries are several chats is settled at the
 * end.
 */
#include "fault.h"
#include "feed.h"
#include "refuse.h"
#include "str.h"

#include <string.h>

struct candidate {
    size_t entry;
    const struct tl_importer *importer;
};

struct search {
    struct candidate *found;
    size_t n, cap;
    struct tl_refusal refusal;
    struct tl_error error; /* of the first entry that could not be opened */
    enum tl_status status;
    size_t unknown; /* text of no known format */
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
        search->refusal.has_columns = kind == TL_SNIFF_TEXT && looks_like_table(probe.head);
        search->unknown += kind == TL_SNIFF_TEXT || kind == TL_SNIFF_JSON;
        return TL_OK;
    }
    struct candidate *found =
        tl_grow(ctx, search->found, &search->cap, search->n + 1, sizeof *found);
    if (found == NULL)
        return tl_fault_memory(err);
    search->found = found;
    search->found[search->n++] = (struct candidate){i, importer};
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

static bool contains_fold(struct tl_str s, struct tl_str part)
{
    for (size_t i = 0; part.len <= s.len && i <= s.len - part.len; i++)
        if (tl_str_equal_fold(tl_str_slice(s, i, i + part.len), part))
            return true;
    return false;
}

/* Of several entries those whose path holds the name asked for, when there are such: "WhatsApp Chat
   with Ann.txt". Otherwise all stay, and the name is looked for among the people. */
static void keep_named(const struct tl_bundle *bundle, const char *with, struct search *search)
{
    const struct tl_str name = tl_str_from(with);
    size_t n = 0;
    for (size_t i = 0; i < search->n; i++)
        n += contains_fold(tl_bundle_path(bundle, search->found[i].entry), name);
    if (n == 0 || n == search->n)
        return;
    n = 0;
    for (size_t i = 0; i < search->n; i++)
        if (contains_fold(tl_bundle_path(bundle, search->found[i].entry), name))
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

static enum tl_status read_all(struct tl_import *import, const struct search *search)
{
    struct tl_error *const err = import->err;
    struct tl_error error = {.code = TL_CODE_NONE}, first = error;
    enum tl_status worst = TL_OK;
    size_t n_read = 0;
    for (size_t i = 0; i < search->n; i++)
        import->bytes_all += tl_bundle_size(import->bundle, search->found[i].entry);
    for (size_t i = 0; i < search->n; i++) {
        const struct tl_importer *importer = search->found[i].importer;
        const size_t first_row = import->conv->n_messages, first_file = import->conv->n_files;
        import->entry = search->found[i].entry;
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
        import->bytes_before += tl_bundle_size(import->bundle, import->entry);
    }
    if (n_read > 0)
        return worst;
    if (err != NULL)
        *err = first;
    return TL_FAIL;
}

/* Who writes in a file: two people, or more. */
struct pair {
    uint16_t person[2];
    bool more;
    uint64_t messages;
};

static void meet(struct pair *pair, uint16_t person)
{
    pair->messages++;
    if (pair->person[0] == TL_NOBODY)
        pair->person[0] = person;
    else if (pair->person[1] == TL_NOBODY && pair->person[0] != person)
        pair->person[1] = person;
    else if (pair->person[0] != person && pair->person[1] != person)
        pair->more = true;
}

static bool is_in(const struct pair *pair, uint16_t person)
{
    return pair->person[0] == person || pair->person[1] == person;
}

/* The one who writes in every file, or TL_NOBODY. */
static uint16_t common_person(const struct pair *pairs, size_t n)
{
    for (size_t side = 0; side < 2; side++) {
        const uint16_t person = pairs[0].person[side];
        size_t in = 0;
        while (in < n && is_in(&pairs[in], person))
            in++;
        if (in == n)
            return person;
    }
    return TL_NOBODY;
}

static enum tl_status refuse_several(const struct tl_import *import, struct pair *pairs, size_t n)
{
    const struct tl_conversation *conv = import->conv;
    const uint16_t common = common_person(pairs, n);
    char names[320];
    size_t len = 0, listed = 0;
    for (; listed < 5; listed++) {
        struct pair *most = NULL;
        for (size_t i = 0; i < n; i++)
            if (pairs[i].messages > 0 && (most == NULL || pairs[i].messages > most->messages))
                most = &pairs[i];
        if (most == NULL)
            break;
        uint16_t other = most->person[most->person[0] == common];
        if (other == TL_NOBODY)
            other = most->person[0];
        /* Another file of the same two is the same chat. */
        for (size_t i = 0; i < n; i++)
            if (is_in(&pairs[i], other))
                pairs[i].messages = 0;
        const struct tl_str name = conv->people[other].name;
        size_t shown = name.len > 48 ? 48 : name.len;
        while (shown < name.len && shown > 0 && ((unsigned char)name.ptr[shown] & 0xc0) == 0x80)
            shown--;
        if (len + shown + 4 > sizeof names)
            break;
        if (listed > 0) {
            memcpy(names + len, ", ", 2);
            len += 2;
        }
        memcpy(names + len, name.ptr, shown);
        len += shown;
    }
    return tl_fault_at(import->err, TL_FAIL, TL_CODE_PEOPLE, tl_bundle_name(import->bundle), 0, 0,
                       "There are chats with several people in it; say which one with --with NAME "
                       "(the largest: %.*s).",
                       (int)len, names);
}

/* Several files that are each a chat between two people, but not between the same two. */
static enum tl_status check_one_chat(const struct tl_import *import, size_t first_row,
                                     size_t first_file)
{
    const struct tl_conversation *conv = import->conv;
    const size_t n_files = conv->n_files - first_file;
    if (import->options->with != NULL || n_files < 2 || conv->n_people <= 2)
        return TL_OK;
    struct pair *pairs = tl_alloc_zeroed(import->ctx, n_files, sizeof *pairs);
    if (pairs == NULL)
        return tl_fault_memory(import->err);
    for (size_t i = 0; i < n_files; i++)
        pairs[i].person[0] = pairs[i].person[1] = TL_NOBODY;
    for (size_t row = first_row; row < conv->n_messages; row++)
        if (conv->kind[row] < TL_KIND_SYSTEM)
            meet(&pairs[conv->file[row] - first_file], conv->sender[row]);
    size_t n = 0;
    bool group = false;
    struct pair all = {.person = {TL_NOBODY, TL_NOBODY}};
    for (size_t i = 0; i < n_files; i++) {
        if (pairs[i].messages == 0)
            continue;
        group = group || pairs[i].more;
        for (size_t side = 0; side < 2; side++)
            if (pairs[i].person[side] != TL_NOBODY)
                meet(&all, pairs[i].person[side]);
        pairs[n++] = pairs[i];
    }
    const enum tl_status status = all.more && !group ? refuse_several(import, pairs, n) : TL_OK;
    tl_free(import->ctx, pairs, n_files * sizeof *pairs);
    return status;
}

static enum tl_status check_messages(const struct tl_import *import, size_t first_row)
{
    const struct tl_conversation *conv = import->conv;
    for (size_t row = first_row; row < conv->n_messages; row++)
        if (conv->kind[row] < TL_KIND_SYSTEM)
            return TL_OK;
    return tl_fault_at(import->err, TL_FAIL, TL_CODE_FORMAT_EMPTY, tl_bundle_name(import->bundle),
                       0, 0, "There are no messages in this chat; export it again.");
}

/* Files that look like a chat but are none of the formats are worth a word in the report. */
static enum tl_status note_unknown(const struct tl_import *import, const struct search *search,
                                   size_t first_file)
{
    for (size_t i = 0; i < search->unknown; i++)
        if (tl_conversation_notice(import->conv, (uint16_t)first_file, "file-unknown",
                                   "A text or JSON file beside the chat is of no format known "
                                   "here and was left out.",
                                   0) != TL_OK)
            return tl_fault_memory(import->err);
    return TL_OK;
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
    enum tl_status status = search_bundle(ctx, bundle, &search, err);
    if (status == TL_OK) {
        if (import.options->with != NULL && search.n > 1)
            keep_named(bundle, import.options->with, &search);
        status = read_all(&import, &search);
    }
    if (status <= TL_WARN)
        status = tl_status_worse(status, check_messages(&import, first_row));
    if (status <= TL_WARN)
        status = tl_status_worse(status, check_one_chat(&import, first_row, first_file));
    if (status <= TL_WARN)
        status = tl_status_worse(status, note_unknown(&import, &search, first_file));
    tl_free(ctx, search.found, search.cap * sizeof *search.found);
    return status;
}
