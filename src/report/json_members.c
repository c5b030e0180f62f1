/*
 * json_members.c: see json_members.h.
 */
#include "json_members.h"

#include "civil.h"
#include "quote.h"
#include "tideline/help.h"
#include "tlmath.h"

void tl_member_text(struct tl_json_writer *w, const char *key, const char *value)
{
    tl_json_put_key(w, key);
    tl_json_put_text(w, value);
}

void tl_member_number(struct tl_json_writer *w, const char *key, double value)
{
    tl_json_put_key(w, key);
    tl_json_put_double(w, value);
}

void tl_member_whole(struct tl_json_writer *w, const char *key, uint64_t value)
{
    tl_json_put_key(w, key);
    tl_json_put_uint(w, value);
}

void tl_json_put_day(struct tl_json_writer *w, int64_t day)
{
    char out[11];
    if (day == TL_NO_DAY) {
        tl_json_put_null(w);
        return;
    }
    tl_print_date(out, day);
    tl_json_put_text(w, out);
}

void tl_member_day(struct tl_json_writer *w, const char *key, int64_t day)
{
    tl_json_put_key(w, key);
    tl_json_put_day(w, day);
}

void tl_member_days(struct tl_json_writer *w, const char *key, int64_t lo, int64_t hi)
{
    tl_json_put_key(w, key);
    if (lo == TL_NO_DAY || hi == TL_NO_DAY) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_array(w, true);
    tl_json_put_day(w, lo);
    tl_json_put_day(w, hi);
    tl_json_put_array_end(w);
}

void tl_member_pair(struct tl_json_writer *w, const char *key, double lo, double hi)
{
    tl_json_put_key(w, key);
    tl_json_put_array(w, true);
    tl_json_put_double(w, lo);
    tl_json_put_double(w, hi);
    tl_json_put_array_end(w);
}

void tl_member_column(struct tl_json_writer *w, const char *key, const double *values, size_t n)
{
    tl_json_put_key(w, key);
    tl_json_put_array(w, true);
    for (size_t i = 0; i < n; i++)
        tl_json_put_double(w, values != NULL ? values[i] : (double)NAN);
    tl_json_put_array_end(w);
}

void tl_member_counts(struct tl_json_writer *w, const char *key, const uint32_t *counts, size_t n)
{
    tl_json_put_key(w, key);
    if (counts == NULL) {
        tl_json_put_null(w);
        return;
    }
    tl_json_put_array(w, true);
    for (size_t i = 0; i < n; i++)
        tl_json_put_uint(w, counts[i]);
    tl_json_put_array_end(w);
}

void tl_member_person(struct tl_json_writer *w, const char *key, const struct tl_conversation *conv,
                      int who)
{
    tl_json_put_key(w, key);
    if (who >= 0 && (size_t)who < conv->n_people)
        tl_json_put_str(w, conv->people[who].name);
    else
        tl_json_put_null(w);
}

void tl_member_sentences(struct tl_json_writer *w, const char *key,
                         const struct tl_conversation *conv, const struct tl_sentence *sentence,
                         size_t n)
{
    tl_json_put_key(w, key);
    tl_json_put_array(w, n == 0);
    for (const struct tl_sentence *s = sentence; n > 0 && s < sentence + n; s++) {
        tl_json_put_object(w, true);
        tl_member_text(w, "id", s->id);
        tl_member_text(w, "of", s->of);
        tl_member_person(w, "person", conv, s->person);
        tl_json_put_key(w, "numbers");
        tl_json_put_object(w, true);
        for (size_t i = 0; i < s->n_numbers; i++)
            tl_member_number(w, s->number[i].name, s->number[i].value);
        tl_json_put_object_end(w);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

void tl_json_put_quotes(struct tl_json_writer *w, const struct tl_conversation *conv,
                        const uint32_t *evidence, size_t n)
{
    tl_json_put_array(w, n == 0);
    for (size_t i = 0; i < n; i++) {
        const size_t m = evidence[i];
        char when[20];
        tl_print_time(when, tl_conversation_local_ms(conv, m));
        tl_json_put_object(w, true);
        tl_member_whole(w, "message", m);
        tl_member_text(w, "time", when);
        tl_member_person(w, "person", conv, conv->sender[m]);
        tl_json_put_key(w, "text");
        tl_json_put_str(w, tl_quote(conv, m));
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}

void tl_member_help(struct tl_json_writer *w, const char *key, const char *country, unsigned kinds)
{
    size_t n;
    const struct tl_help_line *lines = tl_help_lines(&n);
    tl_json_put_key(w, key);
    tl_json_put_array(w, false);
    for (size_t i = 0; i < n; i++) {
        if (!tl_help_shows(&lines[i], country) || (kinds >> lines[i].kind & 1) == 0)
            continue;
        tl_json_put_object(w, true);
        tl_member_text(w, "country", lines[i].country[0] == '*' ? NULL : lines[i].country);
        tl_member_text(w, "kind", tl_help_kind_name(lines[i].kind));
        tl_member_text(w, "name", lines[i].name);
        tl_member_text(w, "reach", lines[i].reach);
        tl_member_text(w, "checked_on", lines[i].checked_on);
        tl_member_text(w, "checked_by", lines[i].checked_by);
        tl_member_text(w, "source", lines[i].source);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}
