/*
 * whatsapp_survey.c: see whatsapp_survey.h.
 *
 * One program wrote all headers of a file, in one shape; other shapes are pasted from other chats.
 * So the shape is put to the vote. A name that holds ": " ("Bo: work") shows in that nearly every
 * message of "Bo" goes on with "work: ".
 */
#include "whatsapp_survey.h"

#include <string.h>

#include "str.h"

enum { SHAPES = 8, NAMES = 32, NAME_BYTES = 120 };

struct shape_votes {
    uint16_t shape;
    uint64_t headers;
    uint64_t after_crlf;
    bool first;
    uint64_t marked;
    struct tl_date_tally tally;
};

struct name_votes {
    struct tl_str name, longer; /* up to the first ": ", up to the second one of the first line */
    uint64_t lines, same;
};

struct votes {
    struct shape_votes shapes[SHAPES];
    size_t n_shapes;
    struct name_votes names[NAMES];
    size_t n_names;
    bool any_line;
    uint64_t lines;
};

static void vote_name(struct votes *votes, struct tl_str rest)
{
    const size_t first = tl_str_find(rest, TL_STR(": "), 0);
    if (first == SIZE_MAX || first > NAME_BYTES)
        return;
    const size_t second = tl_str_find(rest, TL_STR(": "), first + 2);
    const struct tl_str name = tl_str_slice(rest, 0, first);
    struct tl_str longer = name;
    if (second != SIZE_MAX && second <= NAME_BYTES)
        longer = tl_str_slice(rest, 0, second);
    else if (rest.len > first + 2 && rest.len <= NAME_BYTES && rest.ptr[rest.len - 1] == ':')
        longer = tl_str_slice(rest, 0, rest.len - 1); /* a message without text */
    for (size_t i = 0; i < votes->n_names; i++) {
        struct name_votes *v = &votes->names[i];
        if (!tl_str_equal(v->name, name))
            continue;
        v->lines++;
        if (v->longer.len == name.len)
            v->longer = longer;
        v->same += longer.len > name.len && tl_str_equal(v->longer, longer);
        return;
    }
    if (votes->n_names < NAMES)
        votes->names[votes->n_names++] =
            (struct name_votes){name, longer, 1, longer.len > name.len};
}

static void vote_line(struct votes *votes, struct tl_str line, bool after_crlf)
{
    struct tl_wa_header header;
    const bool first = !votes->any_line && line.len > 0;
    votes->any_line |= line.len > 0;
    votes->lines++;
    if (!tl_wa_header_read(line, &header))
        return;
    struct shape_votes *v = votes->shapes;
    while (v < votes->shapes + votes->n_shapes && v->shape != header.shape)
        v++;
    if (v == votes->shapes + votes->n_shapes) {
        if (votes->n_shapes == SHAPES)
            return;
        votes->n_shapes++;
        v->shape = header.shape;
    }
    const struct tl_str rest = tl_str_slice(line, header.rest, line.len);
    const size_t colon = tl_str_find(rest, TL_STR(": \xe2\x80\x8e"), 0);
    v->headers++;
    v->after_crlf += after_crlf;
    v->first |= first;
    v->marked += colon != SIZE_MAX && colon == tl_str_find(rest, TL_STR(": "), 0);
    tl_date_tally_add(&v->tally, &header.date);
    vote_name(votes, rest);
}

static void count_votes(const struct votes *votes, struct tl_wa_survey *out)
{
    const struct shape_votes *best = votes->shapes;
    out->lines = votes->lines;
    for (size_t i = 1; i < votes->n_shapes; i++)
        if (votes->shapes[i].headers > best->headers)
            best = &votes->shapes[i];
    if (votes->n_shapes == 0)
        return;
    out->shape = best->shape;
    out->headers = best->headers;
    out->first_is_header = best->first;
    out->order = tl_date_tally_settle(&best->tally, TL_DATE_AUTO).order;
    /* Not all of them: a header inside a pasted chat follows a lone LF. */
    out->crlf = best->headers >= 2 && best->after_crlf * 4 >= best->headers * 3;
    out->marked = best->marked > 0;
    for (size_t i = 0; i < votes->n_names && out->n_names < TL_WA_COLON_NAMES; i++) {
        const struct name_votes *v = &votes->names[i];
        if (v->lines >= 3 && v->same * 10 >= v->lines * 9)
            out->names[out->n_names++] = v->longer;
    }
}

void tl_wa_survey_head(struct tl_str head, bool whole, struct tl_wa_survey *out)
{
    struct votes votes;
    memset(&votes, 0, sizeof votes);
    *out = (struct tl_wa_survey){.order = TL_DATE_DMY};
    bool crlf = true;
    for (size_t at = 0; at < head.len;) {
        const char *start = head.ptr + at;
        const char *newline = memchr(start, '\n', head.len - at);
        if (newline == NULL && !whole)
            break;
        size_t len = newline != NULL ? (size_t)(newline - start) : head.len - at;
        at += len + 1;
        const bool returned = newline != NULL && len > 0 && start[len - 1] == '\r';
        len -= returned;
        vote_line(&votes, (struct tl_str){start, len}, crlf);
        crlf = returned;
    }
    count_votes(&votes, out);
}
