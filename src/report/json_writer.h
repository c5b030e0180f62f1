/*
 * json_writer.h: writing JSON, the same bytes on every build.
 *
 * Keys come in the order they are written. Strings have to be valid UTF-8; what is not is replaced.
 * Besides what JSON demands, `<`, `>`, `&`, U+2028 and U+2029 are written as \uXXXX, so that a
 * document may stand inside a script element of an HTML page. Numbers that are not finite are null.
 */
#ifndef TL_JSON_WRITER_H
#define TL_JSON_WRITER_H

#include "memory.h"
#include "tideline/report.h"

#define TL_JSON_WRITER_DEPTH 16

struct tl_json_writer {
    struct tl_buf buf;
    tl_write write;
    void *user;
    bool stopped; /* `write` wanted no more */
    int depth;
    int flat; /* depth from which on everything stands in one line; 0: none */
    bool has_item[TL_JSON_WRITER_DEPTH];
    bool after_key;
};

void tl_json_writer_init(struct tl_json_writer *w, const struct tl_context *ctx, tl_write write,
                         void *user);
/* A newline, and what is still to be written. FATAL when memory ran out or `write` stopped. */
enum tl_status tl_json_writer_finish(struct tl_json_writer *w, struct tl_error *err);

/* Members are put on lines of their own; of a flat container, and all within, in one line. At most
   TL_JSON_WRITER_DEPTH levels. */
void tl_json_put_object(struct tl_json_writer *w, bool flat);
void tl_json_put_object_end(struct tl_json_writer *w);
void tl_json_put_array(struct tl_json_writer *w, bool flat);
void tl_json_put_array_end(struct tl_json_writer *w);
void tl_json_put_key(struct tl_json_writer *w, const char *key);

void tl_json_put_str(struct tl_json_writer *w, struct tl_str s);
void tl_json_put_text(struct tl_json_writer *w, const char *s); /* NULL gives null */
/* With up to 6 significant digits. */
void tl_json_put_double(struct tl_json_writer *w, double x);
void tl_json_put_int(struct tl_json_writer *w, int64_t x);
void tl_json_put_uint(struct tl_json_writer *w, uint64_t x);
void tl_json_put_bool(struct tl_json_writer *w, bool x);
void tl_json_put_null(struct tl_json_writer *w);

#endif
