/*
 * bundle.c: a file, folder or zip seen as a list of entries.
 *
 * Nothing is unpacked to disk: an entry is read as a stream from where it lies. This file holds the
 * list and the streams of plain bytes; files.c knows the file system, zip.c archives.
 */
#include "entry.h"
#include "fault.h"
#include "str.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A copy in the arena with what is not UTF-8 replaced; ptr NULL when memory is short. */
static struct tl_str copy_repaired(struct tl_bundle *bundle, struct tl_str s)
{
    if (tl_utf8_valid_prefix(s) == s.len)
        return tl_arena_copy(&bundle->arena, s);
    struct tl_buf buf;
    tl_buf_init(&buf, bundle->ctx);
    tl_utf8_repair(&buf, s);
    struct tl_str out = {NULL, 0};
    if (!buf.failed)
        out = tl_arena_copy(&bundle->arena, (struct tl_str){buf.ptr, buf.len});
    tl_buf_release(&buf);
    return out;
}

enum tl_status tl_bundle_new(const struct tl_context *ctx, const char *name, struct tl_bundle **out,
                             struct tl_error *err)
{
    struct tl_bundle *bundle = tl_alloc_zeroed(ctx, 1, sizeof *bundle);
    if (bundle == NULL)
        return tl_fault_memory(err);
    bundle->ctx = ctx;
    tl_arena_init(&bundle->arena, ctx);
    bundle->name = copy_repaired(bundle, tl_str_from(name)).ptr;
    if (bundle->name == NULL) {
        tl_bundle_free(bundle);
        return tl_fault_memory(err);
    }
    *out = bundle;
    return TL_OK;
}

void tl_bundle_free(struct tl_bundle *bundle)
{
    if (bundle == NULL)
        return;
    for (size_t i = 0; i < bundle->n_entries; i++)
        tl_source_free(bundle->entries[i].source);
    tl_free(bundle->ctx, bundle->entries, bundle->cap_entries * sizeof *bundle->entries);
    tl_source_free(bundle->source);
    tl_source_free(bundle->log);
    tl_arena_release(&bundle->arena);
    tl_free(bundle->ctx, bundle, sizeof *bundle);
}

struct tl_entry *tl_bundle_add(struct tl_bundle *bundle, struct tl_str path, enum tl_status *status,
                               struct tl_error *err)
{
    if (bundle->n_entries >= bundle->ctx->limits.archive_entries) {
        *status = tl_fault_at(err, TL_FAIL, TL_CODE_LIMIT, bundle->name, 0, 0,
                              "It holds more than %lu files; give only the file or folder the chat "
                              "is in.",
                              (unsigned long)bundle->ctx->limits.archive_entries);
        return NULL;
    }
    struct tl_entry *entries = tl_grow(bundle->ctx, bundle->entries, &bundle->cap_entries,
                                       bundle->n_entries + 1, sizeof *entries);
    struct tl_str copy = {NULL, 0};
    if (entries != NULL) {
        bundle->entries = entries;
        copy = copy_repaired(bundle, path);
    }
    if (copy.ptr == NULL) {
        *status = tl_fault_memory(err);
        return NULL;
    }
    struct tl_entry *entry = &bundle->entries[bundle->n_entries++];
    *entry = (struct tl_entry){.path = copy};
    return entry;
}

static int by_path(const void *a, const void *b)
{
    const struct tl_entry *x = a, *y = b;
    size_t n = x->path.len < y->path.len ? x->path.len : y->path.len;
    int order = memcmp(x->path.ptr, y->path.ptr, n);
    if (order != 0)
        return order;
    if (x->path.len != y->path.len)
        return x->path.len < y->path.len ? -1 : 1;
    /* The same name twice: an archive may hold it, and repaired names may meet. */
    if (x->header_at != y->header_at)
        return x->header_at < y->header_at ? -1 : 1;
    return x->disk == NULL ? 0 : strcmp(x->disk, y->disk);
}

void tl_bundle_sort(struct tl_bundle *bundle)
{
    if (bundle->n_entries > 1)
        qsort(bundle->entries, bundle->n_entries, sizeof *bundle->entries, by_path);
}

enum tl_status tl_bundle_open_source(const struct tl_context *ctx, const char *name,
                                     struct tl_source *source, struct tl_bundle **out,
                                     struct tl_error *err)
{
    struct tl_bundle *bundle = NULL;
    enum tl_status status = tl_bundle_new(ctx, name, &bundle, err);
    if (status != TL_OK) {
        tl_source_free(source);
        return status;
    }
    bundle->source = source;
    tl_source_set_name(source, bundle->name);
    unsigned char head[4] = {0};
    if (tl_source_size(source) >= sizeof head)
        status = tl_source_read(source, head, sizeof head, 0, err);
    if (status == TL_OK && tl_zip_begins(head)) {
        bundle->kind = TL_BUNDLE_ZIP;
        status = tl_zip_read_directory(bundle, err);
    } else if (status == TL_OK) {
        struct tl_str path = tl_str_from(bundle->name);
        const char *slash = strrchr(bundle->name, '/');
        if (slash != NULL)
            path = tl_str_from(slash + 1);
        struct tl_entry *entry = tl_bundle_add(bundle, path, &status, err);
        if (entry != NULL)
            entry->size = tl_source_size(source);
    }
    if (status != TL_OK) {
        tl_bundle_free(bundle);
        return status;
    }
    *out = bundle;
    return TL_OK;
}

size_t tl_bundle_count(const struct tl_bundle *bundle)
{
    return bundle->n_entries;
}

struct tl_str tl_bundle_path(const struct tl_bundle *bundle, size_t i)
{
    return bundle->entries[i].path;
}

const char *tl_bundle_name(const struct tl_bundle *bundle)
{
    return bundle->name;
}

uint64_t tl_bundle_size(const struct tl_bundle *bundle, size_t i)
{
    return bundle->entries[i].size;
}

void tl_bundle_label(const struct tl_bundle *bundle, size_t i, char out[256])
{
    if (bundle->kind == TL_BUNDLE_FILE)
        snprintf(out, 256, "%s", bundle->name);
    else
        snprintf(out, 256, "%s/%s", bundle->name, bundle->entries[i].path.ptr);
    out[tl_utf8_valid_prefix(tl_str_from(out))] = '\0';
}

static enum tl_status check_size(const struct tl_bundle *bundle, size_t i, struct tl_error *err)
{
    uint64_t limit = bundle->ctx->limits.file_bytes;
    if (bundle->entries[i].size <= limit)
        return TL_OK;
    char label[256];
    tl_bundle_label(bundle, i, label);
    return tl_fault_at(err, TL_FAIL, TL_CODE_LIMIT, label, 0, 0,
                       "The file has more than %llu bytes; export a shorter time or without media.",
                       (unsigned long long)limit);
}

struct plain_stream {
    struct tl_stream base;
    struct tl_source *source;
    bool owns_source;
    uint64_t at, end;
    size_t buffer_size;
    char *buffer;
};

static enum tl_status plain_next(struct tl_stream *base, struct tl_str *chunk, struct tl_error *err)
{
    struct plain_stream *stream = (struct plain_stream *)base;
    *chunk = (struct tl_str){NULL, 0};
    if (stream->at == stream->end)
        return TL_OK;
    size_t want = stream->at == 0 ? TL_CHUNK_FIRST : stream->buffer_size;
    if (want > stream->buffer_size)
        want = stream->buffer_size;
    int64_t got = tl_source_read_some(stream->source, stream->buffer, want, stream->at);
    if (got <= 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_IO, base->label, 0, stream->at,
                           got == 0
                               ? "The file became shorter while it was read; copy it somewhere "
                                 "else and try again."
                               : "The file cannot be read; check the disk it is on, or copy it "
                                 "somewhere else and try again.");
    stream->at += (uint64_t)got;
    *chunk = (struct tl_str){stream->buffer, (size_t)got};
    return TL_OK;
}

static void plain_free(struct tl_stream *base)
{
    struct plain_stream *stream = (struct plain_stream *)base;
    if (stream->owns_source)
        tl_source_free(stream->source);
    tl_free(base->ctx, stream->buffer, stream->buffer_size);
    tl_free(base->ctx, stream, sizeof *stream);
}

static enum tl_status plain_stream_open(const struct tl_bundle *bundle, size_t i,
                                        struct tl_stream **out, struct tl_error *err)
{
    const struct tl_entry *entry = &bundle->entries[i];
    struct plain_stream *stream = tl_alloc_zeroed(bundle->ctx, 1, sizeof *stream);
    if (stream == NULL)
        return tl_fault_memory(err);
    stream->base.ctx = bundle->ctx;
    stream->base.next = plain_next;
    stream->base.free = plain_free;
    tl_bundle_label(bundle, i, stream->base.label);
    if (bundle->kind == TL_BUNDLE_FILE) {
        stream->source = bundle->source;
    } else {
        enum tl_status status =
            tl_file_open(bundle->ctx, entry->disk, stream->base.label, &stream->source, err);
        if (status != TL_OK) {
            plain_free(&stream->base);
            return status;
        }
        stream->owns_source = true;
    }
    /* The file may have grown since the folder was walked; what it has now counts. */
    stream->end = tl_source_size(stream->source);
    stream->buffer_size = stream->end < TL_CHUNK_LARGEST ? (size_t)stream->end : TL_CHUNK_LARGEST;
    if (stream->buffer_size > 0) {
        stream->buffer = tl_alloc(bundle->ctx, stream->buffer_size);
        if (stream->buffer == NULL) {
            plain_free(&stream->base);
            return tl_fault_memory(err);
        }
    }
    *out = &stream->base;
    return TL_OK;
}

enum tl_status tl_stream_open(const struct tl_bundle *bundle, size_t i, struct tl_stream **out,
                              struct tl_error *err)
{
    enum tl_status status = check_size(bundle, i, err);
    if (status != TL_OK)
        return status;
    return bundle->kind == TL_BUNDLE_ZIP ? tl_zip_stream_open(bundle, i, out, err)
                                         : plain_stream_open(bundle, i, out, err);
}

enum tl_status tl_stream_next(struct tl_stream *stream, struct tl_str *chunk, struct tl_error *err)
{
    if (stream->status == TL_OK) {
        stream->status = stream->next(stream, chunk, &stream->error);
        if (stream->status == TL_OK)
            return TL_OK;
    }
    *chunk = (struct tl_str){NULL, 0};
    if (err != NULL)
        *err = stream->error;
    return stream->status;
}

void tl_stream_free(struct tl_stream *stream)
{
    if (stream != NULL)
        stream->free(stream);
}

enum tl_status tl_bundle_source(const struct tl_bundle *bundle, size_t i, struct tl_source **out,
                                struct tl_error *err)
{
    struct tl_entry *entry = &bundle->entries[i];
    enum tl_status status = check_size(bundle, i, err);
    if (status != TL_OK)
        return status;
    char label[256];
    tl_bundle_label(bundle, i, label);
    if (bundle->kind == TL_BUNDLE_ZIP)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_REFUSED, label, 0, 0,
                           "This kind of file cannot be read inside an archive; unpack it and give "
                           "the file itself.");
    if (bundle->kind == TL_BUNDLE_FILE) {
        *out = bundle->source;
        return TL_OK;
    }
    if (entry->source == NULL) {
        status = tl_file_open(bundle->ctx, entry->disk, label, &entry->source, err);
        if (status != TL_OK)
            return status;
        tl_source_set_name(entry->source, entry->path.ptr);
    }
    *out = entry->source;
    return TL_OK;
}

enum tl_status tl_bundle_log(const struct tl_bundle *bundle, size_t i, struct tl_source **out,
                             struct tl_error *err)
{
    const struct tl_str path = bundle->entries[i].path;
    *out = bundle->log;
    for (size_t k = 0; bundle->kind != TL_BUNDLE_FILE && k < bundle->n_entries; k++)
        if (bundle->entries[k].path.len == path.len + 4 &&
            tl_str_starts(bundle->entries[k].path, path) &&
            tl_str_ends(bundle->entries[k].path, TL_STR("-wal")))
            return tl_bundle_source(bundle, k, out, err);
    return TL_OK;
}
