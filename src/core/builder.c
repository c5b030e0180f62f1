/*
 * builder.c: filling a conversation row by row.
 *
 * Columns grow by doubling through the allocator's realloc: on Linux large blocks move by remapping
 * pages, so growing neither copies them nor touches the part not yet used, and a million messages
 * cost their 30 bytes each. Text is copied once, straight into its column, and checked there.
 */
#include "builder.h"

#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "conversation_private.h"
#include "fault.h"
#include "str.h"
#include "utf8.h"

static const uint8_t column_sizes[TL_COLUMNS] = {8, 2, 2, 1, 1, 2, 2, 8, 4, 2, 4, 4};

size_t tl_column_size(enum tl_column column)
{
    return column_sizes[column];
}

/* All object pointers have one representation on the platforms meant (POSIX and WebAssembly). */
void **tl_column_pointer(struct tl_conversation *conv, enum tl_column column)
{
    switch (column) {
    case TL_COLUMN_TIME:
        return (void **)&conv->time_ms;
    case TL_COLUMN_OFFSET:
        return (void **)&conv->offset_min;
    case TL_COLUMN_SENDER:
        return (void **)&conv->sender;
    case TL_COLUMN_KIND:
        return (void **)&conv->kind;
    case TL_COLUMN_RESOLUTION:
        return (void **)&conv->resolution;
    case TL_COLUMN_FLAGS:
        return (void **)&conv->flags;
    case TL_COLUMN_FILE:
        return (void **)&conv->file;
    case TL_COLUMN_TEXT_AT:
        return (void **)&conv->text_at;
    case TL_COLUMN_TEXT_LEN:
        return (void **)&conv->text_len;
    case TL_COLUMN_WORDS:
        return (void **)&conv->words;
    case TL_COLUMN_REPLY_TO:
        return (void **)&conv->reply_to;
    default:
        return (void **)&conv->duration_s;
    }
}

static bool grow_column(struct tl_conversation *conv, enum tl_column column, size_t need)
{
    void **at = tl_column_pointer(conv, column);
    void *grown = tl_grow(conv->ctx, *at, &conv->priv->cap[column], need, column_sizes[column]);
    if (grown == NULL)
        return false;
    *at = grown;
    return true;
}

/* Kept out of push, which then stays small enough to run from registers. */
static bool grow_rows(struct tl_conversation *conv, size_t need)
{
    struct tl_conversation_private *priv = conv->priv;
    size_t least = SIZE_MAX;
    for (enum tl_column c = 0; c < TL_COLUMNS; c++) {
        if (c == TL_COLUMN_WORDS || (c > TL_COLUMN_WORDS && *tl_column_pointer(conv, c) == NULL))
            continue;
        if (priv->cap[c] < need && !grow_column(conv, c, need))
            return false;
        if (priv->cap[c] < least)
            least = priv->cap[c];
    }
    priv->rows_cap = least;
    return true;
}

/* A sparse column comes to life with its "none" (all bits set in both) for the rows before. */
static bool make_sparse(struct tl_conversation *conv, enum tl_column column)
{
    if (!grow_column(conv, column, conv->priv->rows_cap))
        return false;
    memset(*tl_column_pointer(conv, column), 0xff, conv->n_messages * column_sizes[column]);
    return true;
}

static bool grow_text(struct tl_conversation *conv, size_t more)
{
    size_t need;
    if (more <= conv->priv->text_cap - conv->text_size)
        return true;
    if (!tl_add_size(conv->text_size, more, &need))
        return false;
    char *grown = tl_grow(conv->ctx, conv->text, &conv->priv->text_cap, need, 1);
    if (grown == NULL)
        return false;
    conv->text = grown;
    return true;
}

/* The longest prefix of at most n bytes of `s`, which is longer, that goes through no code point.
 */
static size_t whole_prefix(const char *s, size_t n)
{
    while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
        n--;
    return n;
}

static inline uint64_t copy_8(char *to, const char *from)
{
    uint64_t x;
    memcpy(&x, from, sizeof x);
    memcpy(to, &x, sizeof x);
    return x;
}
static inline uint64_t copy_32(char *to, const char *from)
{
    uint64_t x[4];
    memcpy(x, from, sizeof x);
    memcpy(to, x, sizeof x);
    return x[0] | x[1] | x[2] | x[3];
}

/* Copies, and says whether all of it was ASCII: most messages are short and are, and one way over
   them costs less than two calls. In large steps, since how many there are is a guess each time;
   the last ones may overlap. */
static bool copy_ascii(char *to, struct tl_str text)
{
    const char *from = text.ptr;
    const size_t n = text.len;
    uint64_t any = 0;
    if (n >= 32) {
        for (size_t i = 0; i < n - 32; i += 32)
            any |= copy_32(to + i, from + i);
        any |= copy_32(to + n - 32, from + n - 32);
    } else if (n >= 8) {
        const size_t second = n >= 16 ? 8 : n - 8;
        any = copy_8(to, from) | copy_8(to + second, from + second);
        any |= copy_8(to + n - 8 - (n >= 24 ? 8 : 0), from + n - 8 - (n >= 24 ? 8 : 0));
        any |= copy_8(to + n - 8, from + n - 8);
    } else {
        for (size_t i = 0; i < n; i++)
            any |= (unsigned char)(to[i] = from[i]);
        return any < 0x80;
    }
    return (any & UINT64_C(0x8080808080808080)) == 0;
}

static enum tl_status note_cut(struct tl_conversation *conv, uint16_t file, struct tl_error *err)
{
    return tl_conversation_notice(
               conv, file, "text-cut",
               "A message is longer than the file holds or this program keeps; its end is cut off.",
               0) == TL_OK
               ? TL_OK
               : tl_fault_memory(err);
}

/* Puts `text` behind the text column; the row's length grows from `used` to the returned *len. */
static enum tl_status put_text(struct tl_conversation *conv, struct tl_str text, uint16_t file,
                               size_t used, size_t *len, uint16_t *flags, struct tl_error *err)
{
    const size_t limit = conv->ctx->limits.text_bytes;
    const size_t room = limit > used ? limit - used : 0;
    const bool cut = text.len > room;
    /* One byte more than there is room for tells whether the cut goes through a code point. */
    if (cut)
        text.len = room + 1;
    if (!grow_text(conv, text.len))
        return tl_fault_memory(err);
    char *to = conv->text + conv->text_size;
    size_t n = text.len;
    if (!copy_ascii(to, text))
        n = tl_utf8_valid_prefix((struct tl_str){to, text.len});
    if (n < text.len && !(cut && text.len - n < 4)) {
        struct tl_buf repaired;
        tl_buf_init(&repaired, conv->ctx);
        tl_utf8_recover(&repaired, text);
        const bool ok =
            !repaired.failed && grow_text(conv, repaired.len) &&
            tl_conversation_notice(
                conv, file, "text-not-utf8",
                "Some texts are not UTF-8; what looks like Windows-1252 was read as that, "
                "anything else was replaced by U+FFFD.",
                0) == TL_OK;
        if (ok) {
            to = conv->text + conv->text_size;
            memcpy(to, repaired.ptr, repaired.len);
            n = repaired.len;
        }
        tl_buf_release(&repaired);
        if (!ok)
            return tl_fault_memory(err);
    }
    if (cut || n > room) {
        if (n > room)
            n = whole_prefix(to, room);
        *flags |= TL_FLAG_CUT;
        if (note_cut(conv, file, err) != TL_OK)
            return TL_FATAL;
    }
    conv->text_size += n;
    *len = used + n;
    return TL_OK;
}

enum tl_status tl_conversation_push(struct tl_conversation *conv, const struct tl_message *m,
                                    struct tl_error *err)
{
    struct tl_conversation_private *priv = conv->priv;
    const size_t i = conv->n_messages;
    if (i >= conv->ctx->limits.messages || i >= TL_NO_MESSAGE)
        return tl_fault(err, TL_FAIL, TL_CODE_LIMIT,
                        "The chat holds more than %llu messages, the most this program reads; "
                        "export a shorter time.",
                        (unsigned long long)i);
    if (i >= priv->rows_cap && !grow_rows(conv, i + 1))
        return tl_fault_memory(err);
    if (m->reply_to != TL_NO_MESSAGE && conv->reply_to == NULL &&
        !make_sparse(conv, TL_COLUMN_REPLY_TO))
        return tl_fault_memory(err);
    if (m->duration_s >= 0 && conv->duration_s == NULL && !make_sparse(conv, TL_COLUMN_DURATION))
        return tl_fault_memory(err);
    uint16_t flags = m->flags & (uint16_t)~TL_FLAG_CUT;
    size_t len = 0;
    conv->text_at[i] = conv->text_size;
    if (m->text.len > 0) {
        const enum tl_status status = put_text(conv, m->text, m->file, 0, &len, &flags, err);
        if (status != TL_OK)
            return status;
    }
    if ((m->flags & ~flags & TL_FLAG_CUT) != 0 && note_cut(conv, m->file, err) != TL_OK)
        return TL_FATAL;
    flags |= m->flags & TL_FLAG_CUT;
    conv->text_len[i] = (uint32_t)len;
    conv->time_ms[i] = m->time_ms;
    conv->offset_min[i] = m->offset_min == TL_OFFSET_UNKNOWN ? 0 : m->offset_min;
    conv->sender[i] = m->sender;
    conv->kind[i] = (uint8_t)m->kind;
    conv->resolution[i] = (uint8_t)m->resolution;
    conv->flags[i] = flags;
    conv->file[i] = m->file;
    if (conv->reply_to != NULL)
        conv->reply_to[i] = m->reply_to;
    if (conv->duration_s != NULL)
        conv->duration_s[i] = m->duration_s < 0 ? -1 : m->duration_s;
    conv->n_messages = i + 1;
    return TL_OK;
}

enum tl_status tl_conversation_append(struct tl_conversation *conv, struct tl_str text,
                                      struct tl_error *err)
{
    if (conv->n_messages == 0 || text.len == 0)
        return TL_OK;
    const size_t i = conv->n_messages - 1;
    if ((conv->flags[i] & TL_FLAG_CUT) != 0)
        return TL_OK;
    size_t len = conv->text_len[i];
    const enum tl_status status =
        put_text(conv, text, conv->file[i], len, &len, &conv->flags[i], err);
    conv->text_len[i] = (uint32_t)len;
    return status;
}

/* ---- files and notices ---- */

enum tl_status tl_conversation_add_file(struct tl_conversation *conv, struct tl_str name,
                                        const char *format, uint16_t *index, struct tl_error *err)
{
    struct tl_conversation_private *priv = conv->priv;
    const size_t n = conv->n_files;
    if (n >= UINT16_MAX)
        return tl_fault(err, TL_FATAL, TL_CODE_LIMIT,
                        "More than 65,535 files belong to this chat; give fewer of them.");
    struct tl_file *files =
        tl_grow(conv->ctx, conv->files, &priv->files_cap, n + 1, sizeof *conv->files);
    if (files == NULL)
        return tl_fault_memory(err);
    conv->files = files;
    uint32_t *first = tl_grow(conv->ctx, priv->first_notice, &priv->first_notice_cap, n + 1,
                              sizeof *priv->first_notice);
    if (first == NULL)
        return tl_fault_memory(err);
    priv->first_notice = first;
    const char *kept = tl_conversation_keep(conv, name);
    if (kept == NULL)
        return tl_fault_memory(err);
    files[n] = (struct tl_file){.name = kept, .format = format, .resolution = TL_RES_MS};
    first[n] = (uint32_t)conv->n_notices;
    *index = (uint16_t)n;
    conv->n_files = n + 1;
    return TL_OK;
}

enum tl_status tl_conversation_notice(struct tl_conversation *conv, uint16_t file, const char *code,
                                      const char *text, uint64_t line)
{
    struct tl_conversation_private *priv = conv->priv;
    /* A file's notices come after those of the files before it, so few are looked at. */
    size_t i = file < conv->n_files ? priv->first_notice[file] : 0;
    for (; i < conv->n_notices; i++) {
        struct tl_notice *n = &conv->notices[i];
        if (n->file == file && (n->code == code || strcmp(n->code, code) == 0)) {
            n->count++;
            return TL_OK;
        }
    }
    struct tl_notice *notices = tl_grow(conv->ctx, conv->notices, &priv->notices_cap,
                                        conv->n_notices + 1, sizeof *conv->notices);
    if (notices == NULL)
        return TL_FATAL;
    conv->notices = notices;
    notices[conv->n_notices++] = (struct tl_notice){
        .code = code, .text = text, .count = 1, .first_line = line, .file = file};
    return TL_OK;
}

void tl_conversation_tell_skipped(const struct tl_conversation *conv, char *out, size_t size)
{
    uint64_t skipped = 0;
    for (size_t i = 0; i < conv->n_files; i++)
        skipped += conv->files[i].skipped;
    size_t i = 0;
    while (i < conv->n_notices && strstr(conv->notices[i].text, "skipped") == NULL)
        i++;
    out[0] = '\0';
    if (skipped == 0 || i == conv->n_notices)
        return;
    const struct tl_notice *n = &conv->notices[i];
    char line[40] = "";
    if (n->first_line > 0)
        snprintf(line, sizeof line, "line %llu: ", (unsigned long long)n->first_line);
    snprintf(out, size, " (%llu left out; %s%s)", (unsigned long long)skipped, line, n->text);
}

const char *tl_conversation_keep(struct tl_conversation *conv, struct tl_str s)
{
    return tl_arena_copy(&conv->priv->arena, s).ptr;
}

/* ---- people ---- */

/* Direction marks, isolates and the byte order mark say how to draw a name, not what it is. */
static bool is_direction_mark(uint32_t c)
{
    return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* Blanks and what is drawn as nothing: some people call themselves by one of these. */
static bool is_unseen(uint32_t c)
{
    static const uint32_t unseen[][2] = {
        {0, 0x20},        {0x7f, 0xa0},      {0xad, 0xad},     {0x34f, 0x34f},   {0x115f, 0x1160},
        {0x17b4, 0x17b5}, {0x180b, 0x180f},  {0x2000, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f},
        {0x2800, 0x2800}, {0x3000, 0x3000},  {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
        {0xffa0, 0xffa0}, {0xe0000, 0xe0fff}};
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
        if (c >= unseen[i][0] && c <= unseen[i][1])
            return true;
    return false;
}

static struct tl_str keep_key(struct tl_conversation *conv, struct tl_str key)
{
    if (tl_utf8_valid_prefix(key) == key.len)
        return tl_arena_copy(&conv->priv->arena, key);
    struct tl_buf repaired;
    struct tl_str kept = {NULL, 0};
    tl_buf_init(&repaired, conv->ctx);
    tl_utf8_recover(&repaired, key);
    if (!repaired.failed)
        kept = tl_arena_copy(&conv->priv->arena, (struct tl_str){repaired.ptr, repaired.len});
    tl_buf_release(&repaired);
    return kept;
}

static struct tl_str keep_name(struct tl_conversation *conv, struct tl_str name)
{
    struct tl_buf clean;
    struct tl_str kept = {NULL, 0};
    const struct tl_str valid =
        tl_utf8_valid_prefix(name) == name.len ? name : keep_key(conv, name);
    if (valid.ptr == NULL)
        return kept;
    bool seen = false;
    tl_buf_init(&clean, conv->ctx);
    for (size_t at = 0; at < valid.len;) {
        char bytes[4];
        const uint32_t c = tl_utf8_next(valid, &at);
        seen = seen || !is_unseen(c);
        if (!is_direction_mark(c))
            tl_buf_put(&clean, bytes, tl_utf8_encode(c, bytes));
    }
    if (!seen)
        kept = TL_STR("(no name)");
    else if (!clean.failed)
        kept =
            tl_arena_copy(&conv->priv->arena, tl_str_trim((struct tl_str){clean.ptr, clean.len}));
    tl_buf_release(&clean);
    return kept;
}

static size_t find_slot(const struct tl_conversation *conv, struct tl_str key, uint64_t hash)
{
    const struct tl_conversation_private *priv = conv->priv;
    size_t slot = (size_t)hash & (priv->n_slots - 1);
    while (priv->slots[slot] != 0) {
        const size_t person = priv->slots[slot] - 1;
        if (priv->extra[person].hash == hash && tl_str_equal(conv->people[person].key, key))
            break;
        slot = (slot + 1) & (priv->n_slots - 1);
    }
    return slot;
}

static bool grow_slots(struct tl_conversation *conv)
{
    struct tl_conversation_private *priv = conv->priv;
    const size_t n = priv->n_slots == 0 ? 16 : priv->n_slots * 2;
    uint32_t *slots = tl_alloc_zeroed(conv->ctx, n, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < conv->n_people; i++) {
        size_t slot = (size_t)priv->extra[i].hash & (n - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (n - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    tl_free(conv->ctx, priv->slots, priv->n_slots * sizeof *priv->slots);
    priv->slots = slots;
    priv->n_slots = n;
    return true;
}

/* Somebody first met by the key alone is called by the name once it comes. */
static enum tl_status found_person(struct tl_conversation *conv, uint32_t slot, struct tl_str key,
                                   struct tl_str name, uint16_t *index, struct tl_error *err)
{
    struct tl_person *person = &conv->people[slot - 1];
    *index = (uint16_t)(slot - 1);
    if (name.len == 0 || tl_str_equal(name, key) || !tl_str_equal(person->name, person->key))
        return TL_OK;
    const struct tl_str kept = keep_name(conv, name);
    if (kept.ptr == NULL)
        return tl_fault_memory(err);
    person->name = kept;
    return TL_OK;
}

enum tl_status tl_conversation_person(struct tl_conversation *conv, struct tl_str key,
                                      struct tl_str name, uint16_t *index, struct tl_error *err)
{
    struct tl_conversation_private *priv = conv->priv;
    const size_t n = conv->n_people;
    if (2 * (n + 1) > priv->n_slots && !grow_slots(conv))
        return tl_fault_memory(err);
    uint64_t hash = tl_str_hash(key);
    size_t slot = find_slot(conv, key, hash);
    if (priv->slots[slot] != 0)
        return found_person(conv, priv->slots[slot], key, name, index, err);
    /* The key as kept may differ (repaired UTF-8), and then belong to somebody already. */
    struct tl_str kept_key = keep_key(conv, key);
    if (kept_key.ptr == NULL)
        return tl_fault_memory(err);
    if (!tl_str_equal(kept_key, key)) {
        hash = tl_str_hash(kept_key);
        slot = find_slot(conv, kept_key, hash);
        if (priv->slots[slot] != 0)
            return found_person(conv, priv->slots[slot], key, name, index, err);
    }
    if (n >= conv->ctx->limits.participants || n >= TL_NOBODY)
        return tl_fault(
            err, TL_FAIL, TL_CODE_LIMIT,
            "More than %zu people write in this chat; tideline reads chats between two.", n);
    struct tl_person *people =
        tl_grow(conv->ctx, conv->people, &priv->people_cap, n + 1, sizeof *conv->people);
    if (people == NULL)
        return tl_fault_memory(err);
    conv->people = people;
    struct tl_person_extra *extra =
        tl_grow(conv->ctx, priv->extra, &priv->extra_cap, n + 1, sizeof *priv->extra);
    if (extra == NULL)
        return tl_fault_memory(err);
    priv->extra = extra;
    const struct tl_str kept_name = keep_name(conv, name);
    if (kept_name.ptr == NULL)
        return tl_fault_memory(err);
    people[n] = (struct tl_person){.name = kept_name, .key = kept_key};
    extra[n] = (struct tl_person_extra){
        hash, conv->n_files > 0 ? conv->files[conv->n_files - 1].format : NULL};
    priv->slots[slot] = (uint32_t)n + 1;
    conv->n_people = n + 1;
    *index = (uint16_t)n;
    return TL_OK;
}

void tl_conversation_note_chat(struct tl_conversation *conv)
{
    conv->priv->with_names_chat = true;
}
