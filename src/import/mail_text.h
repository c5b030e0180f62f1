/*
 * mail_text.h: the encodings of mail: header words, bodies, dates, addresses, and what of a text is
 * the sender's own.
 */
#ifndef TL_MAIL_TEXT_H
#define TL_MAIL_TEXT_H

#include "memory.h"

enum tl_mail_charset { TL_MAIL_UTF8 = 0, TL_MAIL_LATIN1, TL_MAIL_WINDOWS_1252, TL_MAIL_OTHER };

/* By the name in a header; nothing is US-ASCII, which UTF-8 contains. */
enum tl_mail_charset tl_mail_charset_from(struct tl_str name);
/* Each appends to `out`. */
void tl_mail_put_utf8(struct tl_buf *out, struct tl_str bytes, enum tl_mail_charset charset);
void tl_mail_put_base64(struct tl_buf *out, struct tl_str text);
void tl_mail_put_quoted(struct tl_buf *out, struct tl_str text);
/* A header with its encoded words (RFC 2047) decoded. */
void tl_mail_put_words(struct tl_buf *out, struct tl_str header);
/* The text without what it quotes: the history below, lines behind ">", the signature. */
void tl_mail_put_own(struct tl_buf *out, struct tl_str text);

/* RFC 5322, section 3.3, with the zone names of RFC 822. */
bool tl_mail_date(struct tl_str s, int64_t *utc_ms, int16_t *offset);
/* The next address of a list and the name beside it, as they stand; false at the end. */
bool tl_mail_address(struct tl_str list, size_t *at, struct tl_str *name, struct tl_str *address);
/* A parameter of a header such as Content-Type: `boundary`, `charset`; empty when it is not there.
 */
struct tl_str tl_mail_parameter(struct tl_str header, struct tl_str name);

#endif
