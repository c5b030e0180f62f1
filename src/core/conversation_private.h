/*
 * conversation_private.h: what the builder keeps beside the public columns.
 *
 * Invariants: every column of `conv` holds at least rows_cap items; the text of the last pushed row
 * ends at text_size, so that continuation lines can be appended to it; a sparse column is NULL
 * until the first row needs it and then has a value for every row.
 */
#ifndef TL_CONVERSATION_PRIVATE_H
#define TL_CONVERSATION_PRIVATE_H

#include "memory.h"
#include "tideline/conversation.h"

enum tl_column {
    TL_COLUMN_TIME,
    TL_COLUMN_OFFSET,
    TL_COLUMN_SENDER,
    TL_COLUMN_KIND,
    TL_COLUMN_RESOLUTION,
    TL_COLUMN_FLAGS,
    TL_COLUMN_FILE,
    TL_COLUMN_TEXT_AT,
    TL_COLUMN_TEXT_LEN,
    TL_COLUMN_WORDS,    /* allocated by finish */
    TL_COLUMN_REPLY_TO, /* sparse from here on */
    TL_COLUMN_DURATION,
    TL_COLUMNS
};

struct tl_person_extra {
    uint64_t hash;      /* of the key */
    const char *format; /* of the file that was being read when the person came up, or NULL */
};

struct tl_conversation_private {
    struct tl_arena arena;  /* names, notices: everything small that lives as long as the whole */
    size_t cap[TL_COLUMNS]; /* items allocated */
    size_t rows_cap;        /* the least of the dense columns */
    size_t text_cap;
    size_t people_cap, extra_cap, files_cap, first_notice_cap, notices_cap;
    struct tl_person_extra *extra; /* beside people */
    uint32_t *first_notice;        /* per file: where its notices begin */
    uint32_t *slots;               /* open hash table of person index + 1; a power of two of them */
    size_t n_slots;
    bool with_names_chat; /* tl_conversation_note_chat was called */
};

/* Where the pointer of a column stands, and the size of its items. */
void **tl_column_pointer(struct tl_conversation *conv, enum tl_column column);
size_t tl_column_size(enum tl_column column);

#endif
