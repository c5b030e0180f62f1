/*
 * json_members.h: a key and its value, as the documents for programs have them: days, spans of
 * days, pairs and columns of numbers, people by name, quotes.
 */
#ifndef TL_JSON_MEMBERS_H
#define TL_JSON_MEMBERS_H

#include "json_writer.h"
#include "tideline/find.h"

void tl_member_text(struct tl_json_writer *w, const char *key, const char *value);
void tl_member_number(struct tl_json_writer *w, const char *key, double value);
void tl_member_whole(struct tl_json_writer *w, const char *key, uint64_t value);
/* TL_NO_DAY is null. */
void tl_json_put_day(struct tl_json_writer *w, int64_t day);
void tl_member_day(struct tl_json_writer *w, const char *key, int64_t day);
void tl_member_days(struct tl_json_writer *w, const char *key, int64_t lo, int64_t hi);
void tl_member_pair(struct tl_json_writer *w, const char *key, double lo, double hi);
/* A column of n numbers; NULL is a column of unknown ones. */
void tl_member_column(struct tl_json_writer *w, const char *key, const double *values, size_t n);
/* A list of n counts; NULL is null. */
void tl_member_counts(struct tl_json_writer *w, const char *key, const uint32_t *counts, size_t n);
/* The name of a person by index, null for both and nobody. */
void tl_member_person(struct tl_json_writer *w, const char *key, const struct tl_conversation *conv,
                      int who);
/* Sentences of a text (struct tl_sentence). */
void tl_member_sentences(struct tl_json_writer *w, const char *key,
                         const struct tl_conversation *conv, const struct tl_sentence *sentence,
                         size_t n);
/* The first words of messages, by their numbers. */
void tl_json_put_quotes(struct tl_json_writer *w, const struct tl_conversation *conv,
                        const uint32_t *evidence, size_t n);
/* Lines of help that are shown for a country (NULL: worldwide), of the kinds whose bits are set. */
void tl_member_help(struct tl_json_writer *w, const char *key, const char *country, unsigned kinds);

#endif
