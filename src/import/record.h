/*
 * record.h: one message of an export while its parts come in, in any order, and what becomes of it.
 *
 * For formats whose messages are objects with keys: an importer begins a record, fills it in as
 * values come, and pushes it at its end.
 */
#ifndef TL_RECORD_H
#define TL_RECORD_H

#include "id_map.h"
#include "json_shape.h"
#include "rows.h"

/* More than anybody gives in a chat of two; the rest is left out. */
#define TL_RECORD_REACTIONS 16

/* A string kept until the record is pushed; len 0: it has not come. */
struct tl_span {
    size_t at, len;
};

struct tl_record_reaction {
    struct tl_span emoji, key, name;
    int64_t utc_ms;
    bool timed;
};

enum tl_record_clock { TL_CLOCK_NONE = 0, TL_CLOCK_UTC, TL_CLOCK_OFFSET, TL_CLOCK_WALL };

struct tl_records {
    struct tl_rows rows;
    struct tl_id_map ids;
    const char *nameless; /* what a sender with an id but without a name is called */
    /* the record being filled */
    struct tl_buf text, words;
    uint64_t line;
    struct tl_message m; /* kind, flags, resolution, duration_s; the rest is filled in by push */
    enum tl_record_clock clock;
    int64_t time_ms; /* UTC, or the wall clock */
    int16_t offset_min;
    struct tl_span key, name; /* of the sender; without a key the name is it */
    uint64_t id, reply_to;
    bool has_id, has_reply;
    size_t n_reactions;
    struct tl_record_reaction reaction[TL_RECORD_REACTIONS];
};

/* Adds the file to the conversation. FATAL only; to be released either way. */
enum tl_status tl_records_init(struct tl_records *r, struct tl_import *import, const char *format);
void tl_records_release(struct tl_records *r);
/* For a walk that only lists: records can be filled in, but not pushed. */
void tl_records_prepare(struct tl_records *r, struct tl_import *import);

void tl_records_begin(struct tl_records *r, uint64_t line);
/* Keeps a copy of `s`, unless it is absurdly long; the last one counts. */
void tl_records_keep(struct tl_records *r, struct tl_span *span, struct tl_str s);
struct tl_str tl_records_str(const struct tl_records *r, struct tl_span span);
/* Adds to the text. */
void tl_records_text(struct tl_records *r, struct tl_str s, bool cut);
void tl_records_utc(struct tl_records *r, int64_t utc_ms, enum tl_resolution resolution);
/* An ISO 8601 date with or without an offset; anything else leaves the record without a time. */
void tl_records_iso8601(struct tl_records *r, struct tl_str s);
/* The reaction to be filled in, cleared; NULL when there are too many. It counts from then on. */
struct tl_record_reaction *tl_records_react(struct tl_records *r);

/*
 * The record as rows: itself, then one a reaction. One without time or sender costs a notice, but
 * for notices without sender. *row, where not NULL, is its number or TL_NO_MESSAGE. FATAL on
 * memory, FAIL on a limit.
 */
enum tl_status tl_records_push(struct tl_records *r, uint32_t *row);

/* All entries of the chat, one after another. What is damaged is read up to the damage and costs a
   notice; FAIL when nothing of any could be read. */
enum tl_status tl_records_read(struct tl_records *r, const struct tl_shape *shape, void *user,
                               bool many);
/* Settles replies and the report of the file. */
enum tl_status tl_records_finish(struct tl_records *r, unsigned can);

#endif
