/*
 * terminal_text.h: text for a terminal: disarmed, wrapped by display width, with little style.
 */
#ifndef TL_TERMINAL_TEXT_H
#define TL_TERMINAL_TEXT_H

#include "memory.h"
#include "tideline/report.h"

/*
 * Appends s as it may reach a terminal: every byte that people or files bring passes here. Controls
 * become U+FFFD, line breaks and tabs one blank; format characters that turn or hide text (bidi
 * overrides, embeddings, isolates and marks, tags, zero-width blanks) are dropped; of combining
 * marks at most four in a row stay. Bytes that are no UTF-8 become U+FFFD. Unless `unicode`, marks
 * are dropped, quotes, dashes and the like become ASCII, and all else "?".
 */
void tl_terminal_clean(struct tl_buf *out, struct tl_str s, bool unicode);

/* Columns of cleaned text: wide characters and emoji 2, combining marks 0, what is joined to an
   emoji 0. Terminals differ on some emoji; then this is the larger number. */
size_t tl_display_width(struct tl_str s);

/* Appends s, cleaned, in exactly `columns` columns: filled with blanks, or cut. */
void tl_terminal_fit(struct tl_buf *out, struct tl_str s, size_t columns, bool unicode);

enum tl_style { TL_STYLE_PLAIN = 0, TL_STYLE_HEADING, TL_STYLE_DIM };

struct tl_terminal {
    struct tl_buf out, clean, lead;
    size_t width;
    bool color, unicode;
};

void tl_terminal_init(struct tl_terminal *t, const struct tl_context *ctx,
                      const struct tl_render_options *options);
/* `lead`, then `text` wrapped at the width and hanging under the column where it began. Both empty
   give an empty line. */
void tl_terminal_paragraph(struct tl_terminal *t, enum tl_style style, const char *lead,
                           const char *text);
/* One line as it stands, not wrapped. */
void tl_terminal_line(struct tl_terminal *t, enum tl_style style, const char *text);
/* Hands over what was put and releases. FATAL when memory ran out or `write` stopped. */
enum tl_status tl_terminal_finish(struct tl_terminal *t, tl_write write, void *user,
                                  struct tl_error *err);

#endif
