/*
 * writers.h: a conversation in the form an app exports it, one row a format.
 *
 * A row is a set of templates: what stands at the head, before the first message of a day, for each
 * kind of message, and at the end. In a template `$word` stands for a value of the message (list in
 * writers.c); what the format cannot hold has no template and is left out.
 */
#ifndef TL_WRITERS_H
#define TL_WRITERS_H

#include "simulating.h"

/* How names and texts are protected inside the format. */
enum tl_escape {
    TL_ESCAPE_NONE = 0,
    TL_ESCAPE_JSON,
    TL_ESCAPE_META, /* JSON with each byte of UTF-8 as a character of its own, as Meta writes it */
    TL_ESCAPE_XML,
    TL_ESCAPE_HTML, /* and lines end with <br> */
    TL_ESCAPE_CSV,  /* inside double quotes */
    TL_ESCAPE_LINE, /* a text of several lines stands in double quotes, one of a single line bare */
    TL_ESCAPE_SLACK, /* JSON with & < > as entities */
    TL_ESCAPE_MBOX,  /* "From " at the head of a line gets a > */
};

struct tl_chat_writer {
    const char *format; /* the importer that reads it back */
    const char *file;   /* a name as the app gives it */
    enum tl_escape escape;
    bool newest_first;
    const char *head, *day, *between, *tail; /* NULL: nothing */
    const char *kind[TL_KIND_COUNT];         /* NULL: left out */
    /* Instead of templates; `kind` then only says what is kept. */
    enum tl_status (*write)(const struct tl_conversation *conv, tl_write write, void *user,
                            struct tl_error *err);
};

/* Ends with a NULL format. */
extern const struct tl_chat_writer tl_chat_writers[];
const struct tl_chat_writer *tl_chat_writer_find(const char *format);

/* By the templates; the writer has no `write` of its own. */
enum tl_status tl_chat_writer_write(const struct tl_conversation *conv,
                                    const struct tl_chat_writer *writer, tl_write write, void *user,
                                    struct tl_error *err);

enum tl_status tl_write_whatsapp(const struct tl_conversation *conv, tl_write write, void *user,
                                 struct tl_error *err);
enum tl_status tl_write_chat_db(const struct tl_conversation *conv, tl_write write, void *user,
                                struct tl_error *err);

#endif
