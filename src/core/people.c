/*
 * people.c: which two people the chat is between.
 *
 * Whoever has written counts; a name that only stands in notices does not (iOS puts notices in the
 * contact's or the group's name). Two formats know one person under two keys, so people of the same
 * name that came up in different formats are one; within a format, keys decide. Beyond that only
 * the user can know who is whom (--same). People are never taken out of the table meanwhile:
 * same_as says for each under whom the messages are counted, so that every name somebody had still
 * finds them.
 */
#include "finish.h"

#include <stdio.h>

#include "builder.h"
#include "fault.h"
#include "str.h"

enum { NAMES_SHOWN = 5, NAME_BYTES_SHOWN = 40 };

static bool is_message(const struct tl_conversation *conv, size_t row)
{
    return conv->kind[row] < TL_KIND_SYSTEM;
}

static void merge_across_formats(const struct tl_conversation *conv, uint16_t *same_as)
{
    for (size_t i = 0; i < conv->n_people; i++) {
        const char *format = conv->priv->extra[i].format;
        same_as[i] = (uint16_t)i;
        for (size_t k = 0; k < i && same_as[i] == i; k++)
            if (same_as[k] == k && conv->priv->extra[k].format != format &&
                tl_str_equal(conv->people[i].name, conv->people[k].name))
                same_as[i] = (uint16_t)k;
    }
}

static void rename_senders(struct tl_conversation *conv, const uint16_t *same_as)
{
    bool any = false;
    for (size_t i = 0; i < conv->n_people; i++)
        any |= same_as[i] != i;
    for (size_t row = 0; any && row < conv->n_messages; row++)
        if (conv->sender[row] < conv->n_people)
            conv->sender[row] = same_as[conv->sender[row]];
}

static void count_messages(struct tl_conversation *conv)
{
    for (size_t i = 0; i < conv->n_people; i++)
        conv->people[i].messages = 0;
    for (size_t row = 0; row < conv->n_messages; row++) {
        /* A message by nobody would be in no measure; it can only be a notice. */
        if (conv->sender[row] >= conv->n_people) {
            conv->sender[row] = TL_NOBODY;
            if (is_message(conv, row))
                conv->kind[row] = TL_KIND_SYSTEM;
        } else if (is_message(conv, row)) {
            conv->people[conv->sender[row]].messages++;
        }
    }
}

static size_t count_senders(const struct tl_conversation *conv)
{
    size_t senders = 0;
    for (size_t i = 0; i < conv->n_people; i++)
        senders += conv->people[i].messages > 0;
    return senders;
}

/* As much of a name as a sentence can hold; *more is what shows that there was more. */
static struct tl_str shorten(struct tl_str name, const char **more)
{
    *more = "";
    if (name.len > NAME_BYTES_SHOWN) {
        name.len = NAME_BYTES_SHOWN;
        while (name.len > 0 && ((unsigned char)name.ptr[name.len] & 0xc0) == 0x80)
            name.len--;
        *more = "...";
    }
    return name;
}

/* "Ann, Bo, Cleo and 3 more", the busiest first. */
static void list_names(const struct tl_conversation *conv, char *out, size_t size)
{
    const size_t senders = count_senders(conv);
    size_t shown[NAMES_SHOWN], n = 0, len = 0;
    out[0] = '\0';
    while (n < NAMES_SHOWN && n < senders) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < conv->n_people; i++) {
            bool taken = conv->people[i].messages == 0;
            for (size_t k = 0; k < n; k++)
                taken |= shown[k] == i;
            if (!taken &&
                (best == SIZE_MAX || conv->people[i].messages > conv->people[best].messages))
                best = i;
        }
        shown[n] = best;
        const char *more;
        const struct tl_str name = shorten(conv->people[best].name, &more);
        n++;
        const char *join = n == 1 ? "" : n == senders ? " and " : ", ";
        const int put =
            snprintf(out + len, size - len, "%s%.*s%s", join, (int)name.len, name.ptr, more);
        len += put > 0 ? (size_t)put : 0;
    }
    if (senders > n)
        snprintf(out + len, size - len, " and %zu more", senders - n);
}

/* Exactly, then without ASCII case, then as the beginning of one name only. SIZE_MAX: nobody;
   SIZE_MAX - 1: several. */
#define NOBODY_MATCHES SIZE_MAX
#define SEVERAL_MATCH (SIZE_MAX - 1)
static size_t match_person(const struct tl_conversation *conv, const uint16_t *same_as,
                           struct tl_str wanted)
{
    const struct tl_str want = tl_str_trim(wanted);
    for (int pass = 0; pass < 4; pass++) {
        size_t found = NOBODY_MATCHES;
        for (size_t i = 0; i < conv->n_people; i++) {
            const struct tl_person *p = &conv->people[i];
            const struct tl_str head = tl_str_slice(p->name, 0, want.len);
            const bool fits =
                pass == 0   ? tl_str_equal(p->key, want)
                : pass == 1 ? tl_str_equal(p->name, want)
                : pass == 2 ? tl_str_equal_fold(p->name, want) || tl_str_equal_fold(p->key, want)
                            : want.len > 0 && tl_str_equal_fold(head, want);
            const size_t who = same_as[i];
            if (conv->people[who].messages > 0 && fits)
                found = found == NOBODY_MATCHES || found == who ? who : SEVERAL_MATCH;
        }
        if (found != NOBODY_MATCHES)
            return found;
    }
    return NOBODY_MATCHES;
}

static enum tl_status find_named(const struct tl_conversation *conv, const uint16_t *same_as,
                                 const char *option, struct tl_str wanted, size_t *person,
                                 struct tl_error *err)
{
    char names[320];
    const char *more;
    *person = match_person(conv, same_as, wanted);
    if (*person < SEVERAL_MATCH)
        return TL_OK;
    list_names(conv, names, sizeof names);
    const struct tl_str shown = shorten(tl_str_trim(wanted), &more);
    return tl_fault(
        err, TL_FAIL, TL_CODE_PEOPLE_UNKNOWN,
        "The name \"%.*s%s\" given with %s fits %s in this chat, where %s %s; give one of these "
        "names.",
        (int)shown.len, shown.ptr, more, option,
        *person == SEVERAL_MATCH ? "more than one person" : "nobody", names,
        count_senders(conv) == 1 ? "writes" : "write");
}

/* Who is named first leads the others, with the name the messenger shows: what was typed may be an
   id, or no UTF-8. */
static enum tl_status join_named(const struct tl_conversation *conv, uint16_t *same_as,
                                 const struct tl_conversation_options *options,
                                 struct tl_error *err)
{
    for (size_t s = 0; s < options->n_same; s++) {
        const struct tl_str given = tl_str_from(options->same[s]);
        size_t first = SIZE_MAX;
        for (size_t from = 0, end; from <= given.len; from = end + 1) {
            size_t person;
            end = tl_str_find(given, TL_STR("="), from);
            end = end < given.len ? end : given.len;
            const enum tl_status status =
                find_named(conv, same_as, "--same", tl_str_slice(given, from, end), &person, err);
            if (status != TL_OK)
                return status;
            first = first == SIZE_MAX ? person : first;
            for (size_t i = 0; i < conv->n_people; i++)
                if (same_as[i] == person)
                    same_as[i] = (uint16_t)first;
        }
    }
    return TL_OK;
}

static enum tl_status choose(const struct tl_conversation *conv, const uint16_t *same_as,
                             const uint32_t *order, const struct tl_conversation_options *options,
                             size_t chosen[2], struct tl_error *err)
{
    char names[320];
    size_t first = SIZE_MAX, second = SIZE_MAX;
    const size_t senders = count_senders(conv);
    list_names(conv, names, sizeof names);
    if (senders == 0)
        return tl_fault(err, TL_FAIL, TL_CODE_PEOPLE,
                        "Nobody has written in this chat, only notices were found; check that the "
                        "right chat was exported.");
    if (senders == 1) {
        char skipped[256];
        tl_conversation_tell_skipped(conv, skipped, sizeof skipped);
        return tl_fault(
            err, TL_FAIL, TL_CODE_PEOPLE_ONE,
            "Only %s has written in this chat%s; tideline compares two people, so it needs "
            "an export that holds the messages of both.%s",
            names, options->n_same > 0 ? " once those named with --same are one" : "", skipped);
    }
    size_t me = SIZE_MAX, with = SIZE_MAX;
    enum tl_status status = TL_OK;
    if (options->me != NULL)
        status = find_named(conv, same_as, "--me", tl_str_from(options->me), &me, err);
    /* The id of a chat names nobody in it. */
    const struct tl_str other = tl_str_from(options->with != NULL ? options->with : "");
    const bool is_chat = conv->priv->with_names_chat && senders == 2 &&
                         match_person(conv, same_as, other) == NOBODY_MATCHES;
    if (status == TL_OK && options->with != NULL && !is_chat)
        status = find_named(conv, same_as, "--with", other, &with, err);
    if (status != TL_OK)
        return status;
    if (me != SIZE_MAX && me == with)
        return tl_fault(err, TL_FAIL, TL_CODE_PEOPLE_UNKNOWN,
                        "--me and --with name the same person; in this chat %s write.", names);
    if (senders > 2 && (me == SIZE_MAX || with == SIZE_MAX))
        return tl_fault(err, TL_FAIL, TL_CODE_PEOPLE_GROUP,
                        "In this chat %zu people write (%s); tideline reads chats between two and "
                        "refuses group chats. Only if these files mix several chats, choose two "
                        "people with --me NAME --with NAME; two names of one person are joined "
                        "with --same NAME=NAME.",
                        senders, names);
    /* Whoever wrote first leads, unless the options say who is who. */
    for (size_t i = 0; i < conv->n_messages && second == SIZE_MAX; i++) {
        const size_t row = order == NULL ? i : order[i];
        const size_t sender = conv->sender[row];
        if (!is_message(conv, row) || sender == first ||
            (senders > 2 && sender != me && sender != with))
            continue;
        if (first == SIZE_MAX)
            first = sender;
        else
            second = sender;
    }
    chosen[0] = first;
    chosen[1] = second;
    if (me == second || with == first) {
        chosen[0] = second;
        chosen[1] = first;
    }
    return TL_OK;
}

static void keep_two(struct tl_conversation *conv, const size_t chosen[2])
{
    for (size_t row = 0; row < conv->n_messages; row++) {
        const size_t sender = conv->sender[row];
        if (sender == TL_NOBODY)
            continue;
        if (sender == chosen[0] || sender == chosen[1])
            conv->sender[row] = sender == chosen[0] ? 0 : 1;
        else if (conv->people[sender].messages == 0)
            conv->sender[row] = TL_NOBODY; /* a notice in the name of the chat */
        else
            conv->kind[row] = TL_KIND_COUNT;
    }
    const struct tl_person first = conv->people[chosen[0]], second = conv->people[chosen[1]];
    conv->people[0] = first;
    conv->people[1] = second;
    conv->n_people = 2;
}

enum tl_status tl_people_choose(struct tl_conversation *conv, const uint32_t *order,
                                const struct tl_conversation_options *options, struct tl_error *err)
{
    size_t chosen[2];
    const size_t bytes = conv->n_people * sizeof(uint16_t);
    uint16_t *same_as = tl_alloc(conv->ctx, bytes);
    if (same_as == NULL && conv->n_people > 0)
        return tl_fault_memory(err);
    merge_across_formats(conv, same_as);
    rename_senders(conv, same_as);
    count_messages(conv);
    enum tl_status status = TL_OK;
    if (options->n_same > 0 && count_senders(conv) > 0) {
        status = join_named(conv, same_as, options, err);
        rename_senders(conv, same_as);
        count_messages(conv);
    }
    if (status == TL_OK)
        status = choose(conv, same_as, order, options, chosen, err);
    if (status == TL_OK)
        keep_two(conv, chosen);
    tl_free(conv->ctx, same_as, bytes);
    return status;
}
