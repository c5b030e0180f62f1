/*
 * table_columns.h: what the columns of a table of messages are called.
 */
#ifndef TL_TABLE_COLUMNS_H
#define TL_TABLE_COLUMNS_H

#include "tideline/conversation.h"

enum tl_table_column {
    TL_COLUMN_OF_TIME = 0,
    TL_COLUMN_OF_CLOCK, /* "time": beside a date; alone it is the time */
    TL_COLUMN_OF_ESTIMATE,
    TL_COLUMN_OF_SENDER,
    TL_COLUMN_OF_TEXT,
    TL_COLUMN_OF_ID,
    TL_COLUMN_OF_REPLY_TO,
    TL_COLUMN_OF_KIND,
    TL_COLUMN_OF_EDITED,
    TL_COLUMN_OF_REACTIONS,
    TL_COLUMN_OF_LENGTH,
    TL_TABLE_COLUMNS
};

/* The column a heading or key names, TL_TABLE_COLUMNS when none; case and punctuation do not count.
   Of two that name the same the one with the lower rank is meant. */
enum tl_table_column tl_table_column_from(struct tl_str heading, uint8_t *rank);

/* Whether the columns in `mask` (1 << column) can hold a chat: a time, a sender, a text. */
bool tl_table_columns_suffice(unsigned mask);

/* What a cell of the kind column says. */
struct tl_table_kind {
    enum tl_kind kind;
    bool outgoing; /* "outgoing", "sent": written by the owner of the phone */
    bool known;
};
struct tl_table_kind tl_table_kind_from(struct tl_str word);

#endif
