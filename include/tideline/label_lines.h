/*
 * label_lines.h: labels as JSON Lines, for `tideline label` and whoever wants them as data.
 *
 * One object a line comes out:
 *
 *     {"id": .., "labels": {"need": 0.81, ..}, "valence": .., "vader": .., "why": {"need": [..]}}
 *
 * Labels that nothing here can tell are left out; valence and vader lie in -1..1; `why` names the
 * rules and models behind each label that is held.
 */
#ifndef TIDELINE_LABEL_LINES_H
#define TIDELINE_LABEL_LINES_H

#include "label.h"
#include "report.h"

/* Reads objects {"id","from","text","context":[{"from","min_before","text"}, ..]}, oldest first in
   `context`, of which the last four count. `id` may be a string or a number and comes back as it
   was, null for any other; all but "text" may be missing. */
struct tl_label_lines;
/* `name` is what errors call the input; borrowed. FATAL on memory only. */
TL_API enum tl_status tl_label_lines_new(const struct tl_context *ctx, const char *name,
                                         const struct tl_labeller_options *options, tl_write write,
                                         void *user, struct tl_label_lines **out,
                                         struct tl_error *err);
/* Takes bytes as they come; FAIL when `write` stops. A line that is no such object is left out. */
TL_API enum tl_status tl_label_lines_feed(struct tl_label_lines *lines, struct tl_str bytes,
                                          struct tl_error *err);
/* FAIL with name and line of the first line that was left out, and how many were. */
TL_API enum tl_status tl_label_lines_end(struct tl_label_lines *lines, struct tl_error *err);
TL_API void tl_label_lines_free(struct tl_label_lines *lines);

/* Every message with a text of a finished conversation, as tl_label_chat reads it; `id` is its
   number, as in the report. Lines come while it reads. */
TL_API enum tl_status tl_label_lines_write(const struct tl_context *ctx,
                                           const struct tl_conversation *conv,
                                           const struct tl_labeller_options *options,
                                           tl_write write, void *user, struct tl_error *err);

#endif
