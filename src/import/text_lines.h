/*
 * text_lines.h: what importers of line-based text share: reading the lines of an entry, and reading
 * the parts of a line from left to right.
 */
#ifndef TL_TEXT_LINES_H
#define TL_TEXT_LINES_H

#include "rows.h"

/* Takes a line; anything but TL_OK ends the reading. */
typedef enum tl_status (*tl_line_sink)(void *user, const struct tl_line *line);
/* Gives every line of the entry, with progress. */
enum tl_status tl_text_lines(struct tl_rows *rows, tl_line_sink sink, void *user);

/* The line of `head` that begins at *at, without its ending; *at moves to the next one. false
   behind the last. */
bool tl_text_head_line(struct tl_str head, size_t *at, struct tl_str *line);

/* Each moves *at behind what it read, or answers false and leaves it. */
bool tl_scan_literal(struct tl_str s, size_t *at, struct tl_str literal);
/* `least` to `most` digits that form a number of at most 9 digits. */
bool tl_scan_number(struct tl_str s, size_t *at, int least, int most, int32_t *number);
/* "HH:MM" or "H:MM", with ":SS" where there is one (*second -1 when not); hours up to 24. */
bool tl_scan_clock(struct tl_str s, size_t *at, int32_t *hour, int32_t *minute, int32_t *second);
/* The same with a mark of the day's half before or behind it, as East Asian messengers and English
   ones write it ("오후 3:05", "午後3:05", "03:05PM"), and *hour from 0 to 23; *twelve tells of a
   mark. */
bool tl_scan_marked_clock(struct tl_str s, size_t *at, int32_t *hour, int32_t *minute,
                          int32_t *second, bool *twelve);
/* The next cell of a record of a table with commas, quoted or not; doubled quotes become single in
   the record itself. Moves *at behind the comma; the record has ended when *at is beyond len. */
struct tl_str tl_take_cell(char *record, size_t len, size_t *at);
/* Milliseconds of a wall clock; false when there is no such date or time. */
bool tl_wall_ms(int32_t year, int32_t month, int32_t day, int32_t hour, int32_t minute,
                int32_t second, int64_t *ms);
/* 1 to 12 for "Jan" to "Dec" of three letters, 0 for none. */
int32_t tl_month_from(struct tl_str s);

/* The kind of medium a file's name tells: by its extension, FILE when that says nothing. */
enum tl_kind tl_kind_of_file(struct tl_str name);

#endif
