/*
 * whatsapp_reader.h: the state of one read, between the lines (whatsapp_text.c) and the settling of
 * what only the whole file tells (whatsapp_settle.c).
 *
 * While lines come in, a row's time_ms holds the three numbers of its date as they stand and the
 * second of the day, packed; settling turns them into times once it is known which number is the
 * day. A header that may turn out to be part of a message (pasted, at an impossible time) has its
 * bytes put into the text column right before its row's text: to fold such a row into the one
 * before is then a matter of lengths.
 */
#ifndef TL_WHATSAPP_READER_H
#define TL_WHATSAPP_READER_H

#include "importer.h"
#include "whatsapp_phrases.h"
#include "whatsapp_survey.h"

/* A row whose header is kept: "\n", the header, the name and ": ", `kept` bytes before its text. */
struct tl_wa_suspect {
    uint64_t line;
    uint32_t row;
    uint16_t kept;
    uint16_t name_at; /* where in them the name begins */
    bool impossible;  /* the date; set while settling */
};

/* A text that is a placeholder if the file repeats it. */
struct tl_wa_unknown {
    uint64_t hash;
    uint32_t row;
    uint32_t times; /* at the first row of a text, once counted */
    uint16_t len;   /* further lines are a caption */
};

struct tl_wa_sender {
    char raw[128]; /* as in the file, with the ": " behind */
    size_t len;
    uint16_t person;
};

enum { TL_WA_RECENT = 8 };

struct tl_wa_reader {
    const struct tl_import *import;
    struct tl_conversation *conv;
    struct tl_error *err;
    struct tl_wa_phrases phrases;
    struct tl_wa_survey survey;
    struct tl_wa_memory memory;
    struct tl_buf head; /* the names of the survey are views of it */
    uint16_t file;
    size_t first_row;
    bool warned; /* something to be said beside what was read */

    struct tl_wa_sender recent[TL_WA_RECENT];
    size_t n_recent, next_recent;
    uint32_t *written; /* messages by person, people_cap of them */
    size_t written_cap;

    struct tl_date_tally tally;
    /* of the header before, for plausible times while reading (seconds) */
    struct tl_date_fields date;
    bool have_date, date_possible;
    int64_t day, previous_s, high_s;
    uint32_t rows_below;      /* in a row, a day and more before high_s */
    uint32_t rows_after_jump; /* still to come, after one a day ahead of the one before */

    uint64_t n_marked, n_unmarked, n_unknown_marks; /* clocks with and without mark */
    bool any_padded, all_upper, hour_beyond_12, converted;
    uint64_t other_shapes;

    uint64_t blank_lines; /* pending: they only count between lines of a message */
    bool empty_body;      /* the last row's first line had no text */

    struct tl_wa_suspect *suspects;
    size_t n_suspects, suspects_cap;
    struct tl_wa_unknown *unknown;
    size_t n_unknown, unknown_cap;
};

/* Notices are counted; one that does not fit in memory is FATAL. */
enum tl_status tl_wa_notice(struct tl_wa_reader *reader, const char *code, const char *text,
                            uint64_t line);
/* A line whose header cannot be, kept as text of the message before. */
enum tl_status tl_wa_note_impossible(struct tl_wa_reader *reader, uint64_t line);

/* Seconds of the day and the date's numbers; `marked` is false on a clock without a mark. */
int64_t tl_wa_pack(const struct tl_date_fields *date, uint32_t second, bool marked);

/* Whether this can be a name: names are short, and nobody's holds a quotation. Only asked of those
   that write once or twice. */
bool tl_wa_is_name(struct tl_str name);

/* Times, folded rows, learned placeholders, the file's report. */
enum tl_status tl_wa_settle(struct tl_wa_reader *reader);

#endif
