/*
 * one_chat.c: see one_chat.h. A person is a name here, since two formats know one person under two
 * keys.
 */
#include "one_chat.h"

#include <string.h>

#include "fault.h"
#include "str.h"

/* Who writes in a file: two people, or more. */
struct pair {
    uint16_t person[2];
    bool more;
    uint64_t messages;
};

static void meet(struct pair *pair, uint16_t person)
{
    pair->messages++;
    if (pair->person[0] == TL_NOBODY)
        pair->person[0] = person;
    else if (pair->person[1] == TL_NOBODY && pair->person[0] != person)
        pair->person[1] = person;
    else if (pair->person[0] != person && pair->person[1] != person)
        pair->more = true;
}

static bool is_in(const struct pair *pair, uint16_t person)
{
    return pair->person[0] == person || pair->person[1] == person;
}

/* The one who writes in every file, or TL_NOBODY. */
static uint16_t common_person(const struct pair *pairs, size_t n)
{
    for (size_t side = 0; side < 2; side++) {
        const uint16_t person = pairs[0].person[side];
        size_t in = 0;
        while (in < n && is_in(&pairs[in], person))
            in++;
        if (in == n)
            return person;
    }
    return TL_NOBODY;
}

/* Appends the name, clipped to 40 bytes, when it and `join` before it fit; false when not. */
static bool put_name(char *out, size_t size, size_t *len, const char *join, struct tl_str name)
{
    size_t shown = name.len > 40 ? 40 : name.len;
    while (shown < name.len && shown > 0 && ((unsigned char)name.ptr[shown] & 0xc0) == 0x80)
        shown--;
    const size_t before = strlen(join);
    if (*len + before + shown > size)
        return false;
    memcpy(out + *len, join, before);
    memcpy(out + *len + before, name.ptr, shown);
    *len += before + shown;
    return true;
}

static enum tl_status refuse_several(const struct tl_import *import, struct pair *pairs, size_t n)
{
    const struct tl_conversation *conv = import->conv;
    const uint16_t common = common_person(pairs, n);
    char names[320];
    size_t len = 0;
    for (size_t listed = 0; listed < 5; listed++) {
        struct pair *most = NULL;
        for (size_t i = 0; i < n; i++)
            if (pairs[i].messages > 0 && (most == NULL || pairs[i].messages > most->messages))
                most = &pairs[i];
        if (most == NULL)
            break;
        /* The one who is not in every file; both when nobody is. */
        const size_t side = most->person[0] == common && most->person[1] != TL_NOBODY;
        const uint16_t one = most->person[side], other = most->person[1];
        const char *join = listed > 0 ? ", " : "";
        if (!put_name(names, sizeof names, &len, join, conv->people[one].name) ||
            (common == TL_NOBODY && other != TL_NOBODY &&
             !put_name(names, sizeof names, &len, " and ", conv->people[other].name)))
            break;
        /* Another file of the same two is the same chat. */
        for (size_t i = 0; i < n; i++)
            if (is_in(&pairs[i], one) && (other == TL_NOBODY || is_in(&pairs[i], other)))
                pairs[i].messages = 0;
    }
    return tl_fault_at(import->err, TL_FAIL, TL_CODE_PEOPLE, tl_bundle_name(import->bundle), 0, 0,
                       "There are chats with several people in it; say which one with --with NAME "
                       "(the largest: %.*s).",
                       (int)len, names);
}

/* Drops the files in which the one asked for does not write, when there is any file in which he
   does. */
static void keep_files_of(struct tl_conversation *conv, size_t first_row, size_t first_file,
                          const struct pair *pairs, uint16_t person)
{
    size_t n = 0;
    for (size_t i = 0; i < conv->n_files - first_file; i++)
        n += is_in(&pairs[i], person) && !pairs[i].more;
    for (size_t row = first_row; n > 0 && row < conv->n_messages; row++) {
        const struct pair *pair = &pairs[conv->file[row] - first_file];
        if (!is_in(pair, person) && !pair->more)
            conv->kind[row] = TL_KIND_COUNT;
    }
}

/* For each person the first of the same name: two formats know one person under two keys. The
   names of the one asked for make one person too: who that is, or TL_NOBODY. */
static uint16_t unite_names(const struct tl_conversation *conv,
                            const struct tl_import_options *options, uint16_t *same)
{
    uint16_t asked = TL_NOBODY;
    struct tl_str name;
    for (size_t i = 0; i < conv->n_people; i++) {
        same[i] = (uint16_t)i;
        for (size_t k = 0; k < i && same[i] == i; k++)
            if (tl_str_equal(conv->people[k].name, conv->people[i].name))
                same[i] = (uint16_t)k;
    }
    for (size_t k = 0; options->with != NULL && tl_import_alias(options, k, &name); k++)
        for (size_t i = 0; i < conv->n_people; i++)
            if (tl_str_equal_fold(conv->people[i].name, name)) {
                asked = asked == TL_NOBODY ? same[i] : asked;
                same[i] = asked;
            }
    return asked;
}

static enum tl_status compare_files(const struct tl_import *import, size_t first_row,
                                    size_t first_file, struct pair *pairs, uint16_t *same)
{
    struct tl_conversation *conv = import->conv;
    const size_t n_files = conv->n_files - first_file;
    struct pair all = {.person = {TL_NOBODY, TL_NOBODY}};
    bool group = false;
    for (size_t i = 0; i < n_files; i++)
        pairs[i].person[0] = pairs[i].person[1] = TL_NOBODY;
    const uint16_t asked = unite_names(conv, import->options, same);
    for (size_t row = first_row; row < conv->n_messages; row++)
        if (conv->kind[row] < TL_KIND_SYSTEM && conv->sender[row] < conv->n_people) {
            meet(&pairs[conv->file[row] - first_file], same[conv->sender[row]]);
            meet(&all, same[conv->sender[row]]);
        }
    if (asked != TL_NOBODY)
        keep_files_of(conv, first_row, first_file, pairs, asked);
    size_t n = 0;
    for (size_t i = 0; i < n_files; i++)
        if (pairs[i].messages > 0) {
            group = group || pairs[i].more;
            pairs[n++] = pairs[i];
        }
    return import->options->with == NULL && all.more && !group ? refuse_several(import, pairs, n)
                                                               : TL_OK;
}

enum tl_status tl_check_one_chat(const struct tl_import *import, size_t first_row,
                                 size_t first_file)
{
    const size_t n_files = import->conv->n_files - first_file, n_people = import->conv->n_people;
    if (n_files < 2 || n_people <= 2)
        return TL_OK;
    struct pair *pairs = tl_alloc_zeroed(import->ctx, n_files, sizeof *pairs);
    uint16_t *same = tl_alloc_zeroed(import->ctx, n_people, sizeof *same);
    const enum tl_status status = pairs == NULL || same == NULL
                                      ? tl_fault_memory(import->err)
                                      : compare_files(import, first_row, first_file, pairs, same);
    tl_free(import->ctx, pairs, n_files * sizeof *pairs);
    tl_free(import->ctx, same, n_people * sizeof *same);
    return status;
}
