/*
 * zip.c: archives.
 *
 * Format: PKWARE APPNOTE 6.3.10. Only the central directory at the end is believed (4.3.12 to
 * 4.3.16, ZIP64 records included): local headers may leave sizes to a data descriptor, so from them
 * nothing is taken but where the data begins. Stored and deflated entries are read; checksum, size
 * and the limits on expansion are checked while the bytes pass. Nothing is ever written under an
 * entry's name, so "../" in it does no harm.
 *
 * Entries that lie over each other make small archives with huge contents (Fifield, "A better zip
 * bomb", WOOT 2019); no writer produces them, and they are refused.
 */
#include "entry.h"
#include "fault.h"
#include "str.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define END_SIZE 22     /* of the end record without its comment */
#define END64_SIZE 56   /* of the ZIP64 end record */
#define LOCATOR_SIZE 20 /* of its locator */
#define CENTRAL_SIZE 46 /* of a central header without name, extra field and comment */
#define LOCAL_SIZE 30
#define LONGEST_COMMENT 65535

#define FLAG_ENCRYPTED 0x0001
#define METHOD_STORED 0
#define METHOD_DEFLATED 8
#define EXTRA_ZIP64 0x0001

#define INPUT_SIZE ((size_t)64 << 10)
#define OUTPUT_SIZE ((size_t)256 << 10)
/* Below this a high ratio is no bomb: a chat of one repeated sticker packs well. */
#define EXPANSION_FREE (UINT64_C(64) << 20)

static uint16_t u16(const unsigned char *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static uint32_t u32(const unsigned char *p)
{
    return (uint32_t)u16(p) | (uint32_t)u16(p + 2) << 16;
}

static uint64_t u64(const unsigned char *p)
{
    return (uint64_t)u32(p) | (uint64_t)u32(p + 4) << 32;
}

static bool is_mark(const unsigned char *p, unsigned char a, unsigned char b)
{
    return p[0] == 'P' && p[1] == 'K' && p[2] == a && p[3] == b;
}

bool tl_zip_begins(const unsigned char head[4])
{
    return is_mark(head, 3, 4) || is_mark(head, 5, 6) || is_mark(head, 7, 8);
}

static enum tl_status damaged(const char *name, uint64_t offset, struct tl_error *err)
{
    return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_ZIP, name, 0, offset,
                       "The archive is damaged; export the chat again, or copy the archive again "
                       "from where it came.");
}

/* Where the central directory lies, as the end records say. */
struct directory {
    uint64_t at, size, count;
    uint32_t disk;
    bool is_zip64;
};

/* The ZIP64 end record, when there is a locator in front of the end record at `end_at`. */
static enum tl_status read_end64(struct tl_bundle *bundle, uint64_t end_at, struct directory *dir,
                                 struct tl_error *err)
{
    unsigned char locator[LOCATOR_SIZE], end[END64_SIZE];
    if (end_at < LOCATOR_SIZE + END64_SIZE)
        return TL_OK;
    enum tl_status status =
        tl_source_read(bundle->source, locator, sizeof locator, end_at - LOCATOR_SIZE, err);
    if (status != TL_OK || !is_mark(locator, 6, 7))
        return status;
    uint64_t at = u64(locator + 8);
    if (at > end_at - LOCATOR_SIZE - END64_SIZE)
        return damaged(bundle->name, end_at - LOCATOR_SIZE, err);
    status = tl_source_read(bundle->source, end, sizeof end, at, err);
    if (status != TL_OK)
        return status;
    if (!is_mark(end, 6, 6))
        return damaged(bundle->name, at, err);
    *dir = (struct directory){
        .at = u64(end + 48),
        .size = u64(end + 40),
        .count = u64(end + 32),
        .disk = u32(end + 16),
        .is_zip64 = true,
    };
    /* The directory ends where the record begins. */
    return dir->at > at || dir->size > at - dir->at ? damaged(bundle->name, at, err) : TL_OK;
}

/* Looks from the back for the end record; a comment may follow it. */
static enum tl_status find_directory(struct tl_bundle *bundle, struct directory *dir,
                                     struct tl_error *err)
{
    uint64_t size = tl_source_size(bundle->source);
    size_t n = size < END_SIZE + LONGEST_COMMENT ? (size_t)size : END_SIZE + LONGEST_COMMENT;
    unsigned char *tail = tl_alloc(bundle->ctx, n);
    if (tail == NULL)
        return tl_fault_memory(err);
    enum tl_status status = tl_source_read(bundle->source, tail, n, size - n, err);
    bool found = false;
    size_t at = n < END_SIZE ? 0 : n - END_SIZE;
    while (status == TL_OK && n >= END_SIZE) {
        found = is_mark(tail + at, 5, 6) && u16(tail + at + 20) <= n - at - END_SIZE;
        if (found || at == 0)
            break;
        at--;
    }
    if (found) {
        const unsigned char *end = tail + at;
        uint64_t end_at = size - n + at;
        *dir = (struct directory){.at = u32(end + 16),
                                  .size = u32(end + 12),
                                  .count = u16(end + 10),
                                  .disk = u16(end + 4)};
        bool wide = dir->at == UINT32_MAX || dir->size == UINT32_MAX || dir->count == UINT16_MAX ||
                    dir->disk == UINT16_MAX;
        if (wide)
            status = read_end64(bundle, end_at, dir, err);
        if (status == TL_OK && (dir->at > end_at || dir->size > end_at - dir->at))
            status = damaged(bundle->name, end_at, err);
    }
    tl_free(bundle->ctx, tail, n);
    if (status != TL_OK)
        return status;
    if (!found)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_ZIP, bundle->name, 0, size,
                           "The archive is cut off: its list of contents at the end is missing; "
                           "wait until it is copied completely, or export the chat again.");
    if (dir->disk != 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_ZIP, bundle->name, 0, 0,
                           "The archive is one of several parts; unpack them together and give the "
                           "folder.");
    return TL_OK;
}

/* Fields that are too small for their value are in the extra field, in this order (4.5.3). */
static bool widen(struct tl_entry *entry, const unsigned char *extra, size_t len)
{
    uint64_t *fields[] = {&entry->size, &entry->packed, &entry->header_at};
    bool missing =
        entry->size == UINT32_MAX || entry->packed == UINT32_MAX || entry->header_at == UINT32_MAX;
    while (missing && len >= 4) {
        size_t id = u16(extra), n = u16(extra + 2);
        extra += 4;
        len -= 4;
        if (n > len)
            return false;
        if (id == EXTRA_ZIP64) {
            size_t at = 0;
            for (size_t i = 0; i < 3; i++) {
                if (*fields[i] != UINT32_MAX)
                    continue;
                if (n - at < 8)
                    return false;
                *fields[i] = u64(extra + at);
                at += 8;
            }
            return true;
        }
        extra += n;
        len -= n;
    }
    /* A value that just happens to be the mark needs no extra field; checks of the offsets follow.
     */
    return true;
}

/* Adds the entry of one central header; *at moves behind it. Folders are no entries. */
static enum tl_status read_header(struct tl_bundle *bundle, uint64_t *at, uint64_t end,
                                  struct tl_buf *rest, struct tl_error *err)
{
    unsigned char head[CENTRAL_SIZE];
    enum tl_status status = tl_source_read(bundle->source, head, sizeof head, *at, err);
    if (status != TL_OK)
        return status;
    size_t name_len = u16(head + 28), extra_len = u16(head + 30), comment_len = u16(head + 32);
    uint64_t size = CENTRAL_SIZE + (uint64_t)name_len + extra_len + comment_len;
    if (!is_mark(head, 1, 2) || size > end - *at)
        return damaged(bundle->name, *at, err);
    char *bytes = tl_grow(bundle->ctx, rest->ptr, &rest->cap, name_len + extra_len, 1);
    if (bytes == NULL)
        return tl_fault_memory(err);
    rest->ptr = bytes;
    status = tl_source_read(bundle->source, bytes, name_len + extra_len, *at + CENTRAL_SIZE, err);
    if (status != TL_OK)
        return status;
    /* Some writers on Windows (host 0, 4.4.2.2) part folders by backslashes. */
    if (head[5] == 0 && memchr(bytes, '/', name_len) == NULL) {
        for (size_t i = 0; i < name_len; i++)
            bytes[i] = bytes[i] == '\\' ? '/' : bytes[i];
    }
    struct tl_str name = {bytes, name_len};
    struct tl_entry values = {
        .size = u32(head + 24),
        .packed = u32(head + 20),
        .header_at = u32(head + 42),
        .crc = u32(head + 16),
        .method = u16(head + 10),
        .flags = u16(head + 8),
    };
    if (!widen(&values, (const unsigned char *)bytes + name_len, extra_len))
        return damaged(bundle->name, *at, err);
    *at += size;
    if (tl_str_ends(name, TL_STR("/")))
        return TL_OK;
    struct tl_entry *entry = tl_bundle_add(bundle, name, &status, err);
    if (entry == NULL)
        return status;
    values.path = entry->path;
    *entry = values;
    return TL_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct tl_entry *x = a, *y = b;
    return x->header_at < y->header_at ? -1 : x->header_at > y->header_at;
}

/* Entries lie before the directory and not over each other; at least one can be read. */
static enum tl_status check_entries(struct tl_bundle *bundle, struct tl_error *err)
{
    if (bundle->n_entries == 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_EMPTY, bundle->name, 0, 0,
                           "It is an archive without any file; export the chat again.");
    qsort(bundle->entries, bundle->n_entries, sizeof *bundle->entries, by_place);
    bool all_encrypted = true;
    for (size_t i = 0; i < bundle->n_entries; i++) {
        const struct tl_entry *entry = &bundle->entries[i];
        uint64_t end = i + 1 < bundle->n_entries ? entry[1].header_at : bundle->directory_at;
        if (entry->header_at > end || end - entry->header_at < LOCAL_SIZE ||
            entry->packed > end - entry->header_at - LOCAL_SIZE)
            return damaged(bundle->name, entry->header_at, err);
        all_encrypted = all_encrypted && (entry->flags & FLAG_ENCRYPTED) != 0;
    }
    if (all_encrypted)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_ZIP, bundle->name, 0, 0,
                           "The archive is locked with a password; unpack it and give the folder.");
    return TL_OK;
}

enum tl_status tl_zip_read_directory(struct tl_bundle *bundle, struct tl_error *err)
{
    struct directory dir = {.count = 0};
    enum tl_status status = find_directory(bundle, &dir, err);
    if (status != TL_OK)
        return status;
    bundle->directory_at = dir.at;
    struct tl_buf rest;
    tl_buf_init(&rest, bundle->ctx);
    uint64_t at = dir.at, end = dir.at + dir.size, count = 0;
    for (; status == TL_OK && end - at >= CENTRAL_SIZE; count++)
        status = read_header(bundle, &at, end, &rest, err);
    tl_buf_release(&rest);
    if (status != TL_OK)
        return status;
    /* Writers without ZIP64 let the count of 16 bits wrap. */
    if (dir.is_zip64 ? count != dir.count : (count & UINT16_MAX) != dir.count)
        return damaged(bundle->name, at, err);
    status = check_entries(bundle, err);
    if (status == TL_OK)
        tl_bundle_sort(bundle);
    return status;
}

struct zip_stream {
    struct tl_stream base;
    struct tl_source *source;
    uint64_t at, left;    /* packed bytes not yet read */
    uint64_t size, given; /* unpacked bytes: declared, so far */
    uint64_t consumed;    /* packed bytes so far */
    uint32_t declared_crc, crc;
    bool deflated, ended;
    bool inflating; /* `z` needs inflateEnd */
    z_stream z;
    size_t input_size, output_size;
    unsigned char *input, *output;
};

/* zlib does not say how large what it frees was, so the size is kept in front. */
#define SIZE_ROOM alignof(max_align_t)

static void *z_alloc(void *opaque, unsigned items, unsigned size)
{
    const struct zip_stream *stream = opaque;
    size_t n;
    if (!tl_mul_size(items, size, &n) || !tl_add_size(n, SIZE_ROOM, &n))
        return NULL;
    unsigned char *block = tl_alloc(stream->base.ctx, n);
    if (block == NULL)
        return NULL;
    memcpy(block, &n, sizeof n);
    return block + SIZE_ROOM;
}

static void z_free(void *opaque, void *ptr)
{
    const struct zip_stream *stream = opaque;
    unsigned char *block = (unsigned char *)ptr - SIZE_ROOM;
    size_t n;
    memcpy(&n, block, sizeof n);
    tl_free(stream->base.ctx, block, n);
}

static void zip_free(struct tl_stream *base)
{
    struct zip_stream *stream = (struct zip_stream *)base;
    if (stream->inflating)
        inflateEnd(&stream->z);
    tl_free(base->ctx, stream->input, stream->input_size);
    tl_free(base->ctx, stream->output, stream->output_size);
    tl_free(base->ctx, stream, sizeof *stream);
}

/* Reads packed bytes into `input`; *n is how many, at least one. */
static enum tl_status read_packed(struct zip_stream *stream, size_t *n, struct tl_error *err)
{
    size_t want = stream->input_size;
    if (want > stream->left)
        want = (size_t)stream->left;
    int64_t got = tl_source_read_some(stream->source, stream->input, want, stream->at);
    if (got <= 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_IO, stream->base.label, 0, stream->at,
                           "The archive cannot be read; check the disk it is on, or copy it "
                           "somewhere else and try again.");
    stream->at += (uint64_t)got;
    stream->left -= (uint64_t)got;
    *n = (size_t)got;
    return TL_OK;
}

static enum tl_status inflate_some(struct zip_stream *stream, struct tl_str *chunk,
                                   struct tl_error *err)
{
    size_t room = stream->output_size;
    if (stream->given == 0 && room > TL_CHUNK_FIRST)
        room = TL_CHUNK_FIRST;
    stream->z.next_out = stream->output;
    stream->z.avail_out = (unsigned)room;
    while (!stream->ended && stream->z.avail_out == room) {
        if (stream->z.avail_in == 0 && stream->left > 0) {
            size_t n = 0;
            enum tl_status status = read_packed(stream, &n, err);
            if (status != TL_OK)
                return status;
            stream->z.next_in = stream->input;
            stream->z.avail_in = (unsigned)n;
        }
        unsigned before = stream->z.avail_in;
        int result = inflate(&stream->z, Z_NO_FLUSH);
        stream->consumed += before - stream->z.avail_in;
        if (result == Z_MEM_ERROR)
            return tl_fault_memory(err);
        /* Z_BUF_ERROR: no progress, which here means that the packed bytes end too early. */
        if (result != Z_OK && result != Z_STREAM_END)
            return damaged(stream->base.label, stream->given, err);
        stream->ended = result == Z_STREAM_END;
    }
    *chunk = (struct tl_str){(const char *)stream->output, room - stream->z.avail_out};
    return TL_OK;
}

static enum tl_status zip_next(struct tl_stream *base, struct tl_str *chunk, struct tl_error *err)
{
    struct zip_stream *stream = (struct zip_stream *)base;
    *chunk = (struct tl_str){NULL, 0};
    if (stream->ended)
        return TL_OK;
    struct tl_str bytes = {NULL, 0};
    enum tl_status status = TL_OK;
    if (stream->deflated) {
        status = inflate_some(stream, &bytes, err);
    } else {
        if (stream->left > 0)
            status = read_packed(stream, &bytes.len, err);
        bytes.ptr = (const char *)stream->input;
        stream->consumed += bytes.len;
        stream->ended = stream->left == 0;
    }
    if (status != TL_OK)
        return status;
    stream->given += bytes.len;
    const struct tl_limits *limits = &base->ctx->limits;
    if (stream->given > limits->file_bytes ||
        (stream->given > EXPANSION_FREE && stream->given > stream->consumed * limits->expansion))
        return tl_fault_at(err, TL_FAIL, TL_CODE_LIMIT, base->label, 0, stream->given,
                           "The archive unpacks to far more than an export does; unpack it "
                           "yourself and give the folder if it is to be trusted.");
    if (stream->given > stream->size)
        return damaged(base->label, stream->given, err);
    if (bytes.len > 0)
        stream->crc =
            (uint32_t)crc32(stream->crc, (const unsigned char *)bytes.ptr, (unsigned)bytes.len);
    /* Checked before the last chunk is given, so that a small entry is either whole or refused. */
    if (stream->ended && (stream->given != stream->size || stream->crc != stream->declared_crc ||
                          stream->left > 0 || stream->z.avail_in > 0))
        return damaged(base->label, stream->given, err);
    *chunk = bytes;
    return TL_OK;
}

/* Where the packed bytes begin: behind the local header's own name and extra field. */
static enum tl_status find_data(const struct tl_bundle *bundle, const struct tl_entry *entry,
                                const char *label, uint64_t *at, struct tl_error *err)
{
    unsigned char head[LOCAL_SIZE];
    enum tl_status status =
        tl_source_read(bundle->source, head, sizeof head, entry->header_at, err);
    if (status != TL_OK)
        return status;
    *at = entry->header_at + LOCAL_SIZE + u16(head + 26) + u16(head + 28);
    if (!is_mark(head, 3, 4) || *at > bundle->directory_at ||
        entry->packed > bundle->directory_at - *at)
        return damaged(label, entry->header_at, err);
    return TL_OK;
}

static enum tl_status prepare(struct zip_stream *stream, const struct tl_entry *entry,
                              struct tl_error *err)
{
    const struct tl_context *ctx = stream->base.ctx;
    stream->input_size = entry->packed < INPUT_SIZE ? (size_t)entry->packed : INPUT_SIZE;
    if (stream->input_size > 0 && (stream->input = tl_alloc(ctx, stream->input_size)) == NULL)
        return tl_fault_memory(err);
    if (!stream->deflated)
        return TL_OK;
    /* One byte more than declared shows an entry that is larger. */
    stream->output_size = entry->size < OUTPUT_SIZE ? (size_t)entry->size + 1 : OUTPUT_SIZE;
    stream->output = tl_alloc(ctx, stream->output_size);
    if (stream->output == NULL)
        return tl_fault_memory(err);
    stream->z.zalloc = z_alloc;
    stream->z.zfree = z_free;
    stream->z.opaque = stream;
    if (inflateInit2(&stream->z, -MAX_WBITS) != Z_OK)
        return tl_fault_memory(err);
    stream->inflating = true;
    return TL_OK;
}

enum tl_status tl_zip_stream_open(const struct tl_bundle *bundle, size_t i, struct tl_stream **out,
                                  struct tl_error *err)
{
    const struct tl_entry *entry = &bundle->entries[i];
    char label[256];
    tl_bundle_label(bundle, i, label);
    if ((entry->flags & FLAG_ENCRYPTED) != 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_ZIP, label, 0, 0,
                           "This file of the archive is locked with a password; unpack the archive "
                           "and give the folder.");
    if (entry->method != METHOD_STORED && entry->method != METHOD_DEFLATED)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_ZIP, label, 0, 0,
                           "This file of the archive is packed by method %u, and only 0 and 8 can "
                           "be read; unpack the archive and give the folder.",
                           (unsigned)entry->method);
    uint64_t at;
    enum tl_status status = find_data(bundle, entry, label, &at, err);
    if (status != TL_OK)
        return status;
    struct zip_stream *stream = tl_alloc_zeroed(bundle->ctx, 1, sizeof *stream);
    if (stream == NULL)
        return tl_fault_memory(err);
    stream->base.ctx = bundle->ctx;
    stream->base.next = zip_next;
    stream->base.free = zip_free;
    memcpy(stream->base.label, label, sizeof label);
    stream->source = bundle->source;
    stream->at = at;
    stream->left = entry->packed;
    stream->size = entry->size;
    stream->declared_crc = entry->crc;
    stream->deflated = entry->method == METHOD_DEFLATED;
    status = prepare(stream, entry, err);
    if (status != TL_OK) {
        zip_free(&stream->base);
        return status;
    }
    *out = &stream->base;
    return TL_OK;
}
