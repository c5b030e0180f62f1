/*
 * builder.h: how importers fill a conversation.
 *
 * An importer adds its file, then people and messages; it may rewrite the columns of the rows it
 * has pushed (from the row index tl_conversation.n_messages had at its start) until it returns,
 * which is how dates are settled on the whole file. Rows it gives kind TL_KIND_COUNT are dropped by
 * finish.
 */
#ifndef TL_BUILDER_H
#define TL_BUILDER_H

#include "memory.h"
#include "tideline/conversation.h"

struct tl_message {
    int64_t time_ms;
    int16_t offset_min; /* TL_OFFSET_UNKNOWN is stored as 0 */
    uint16_t sender;
    enum tl_kind kind;
    enum tl_resolution resolution;
    uint16_t flags;
    uint16_t file;
    struct tl_str text; /* copied; invalid UTF-8 is repaired and counted as a notice of the file */
    uint32_t reply_to;  /* row index or TL_NO_MESSAGE */
    int32_t duration_s; /* -1 when none */
};

/* FATAL only. *index is the file's. name is copied; `format` must be static. */
enum tl_status tl_conversation_add_file(struct tl_conversation *conv, struct tl_str name,
                                        const char *format, uint16_t *index, struct tl_error *err);
/* Finds the person of this key or adds one; name and key are copied, UTF-8 repaired. Who was met
   with a name equal to the key gets the first name that differs. FAIL (LIMIT) beyond the bound on
   participants. */
enum tl_status tl_conversation_person(struct tl_conversation *conv, struct tl_str key,
                                      struct tl_str name, uint16_t *index, struct tl_error *err);
/* FATAL on memory, FAIL (LIMIT) beyond the bound on messages. Text over the limit is cut. */
enum tl_status tl_conversation_push(struct tl_conversation *conv, const struct tl_message *m,
                                    struct tl_error *err);
/* Appends to the text of the last pushed row ("\n" must be given): continuation lines. */
enum tl_status tl_conversation_append(struct tl_conversation *conv, struct tl_str text,
                                      struct tl_error *err);
/* Counts a notice: the first of a (file, code) keeps text and line, later ones only add to count.
   `code` and `text` must be static or from tl_conversation_keep. */
enum tl_status tl_conversation_notice(struct tl_conversation *conv, uint16_t file, const char *code,
                                      const char *text, uint64_t line);
/* " (3 left out; line 7: A message has no date and was skipped.)" for the end of an error that
   there is not enough to read; empty when nothing was skipped. */
void tl_conversation_tell_skipped(const struct tl_conversation *conv, char *out, size_t size);
/* `with` of the options has named the chat that was read, perhaps by its id: between two people it
   need not name one of them as well. */
void tl_conversation_note_chat(struct tl_conversation *conv);
/* A copy that lives as long as the conversation; NULL when memory is short. */
const char *tl_conversation_keep(struct tl_conversation *conv, struct tl_str s);

#endif
