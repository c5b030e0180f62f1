/*
 * chat_list.h: the conversations of an export that may hold several, and which of them is meant.
 *
 * An importer's `list` adds them; the driver chooses, by the name a user gave or because there is
 * one only, and has that read from all entries it stands in.
 */
#ifndef TL_CHAT_LIST_H
#define TL_CHAT_LIST_H

#include "id_map.h"
#include "importer.h"

/* An entry that holds (a part of) a chat; several entries may, and one may hold several. */
struct tl_chat_part {
    size_t entry, chat;
};

struct tl_chat_list {
    struct tl_arena arena;
    struct tl_listed_chat *chat;
    size_t n, cap;
    struct tl_chat_part *part;
    size_t n_parts, parts_cap;
    struct tl_id_map by_id; /* hash of format and id, to index */
};

void tl_chat_list_init(struct tl_chat_list *list, const struct tl_context *ctx);
void tl_chat_list_release(struct tl_chat_list *list);

/* Adds to the chat of the same format and id, or as a new one; the larger number of people counts,
   messages are added up, and the first name that is not empty stays. Name and id are copied and
   repaired to valid UTF-8. false when memory is short. */
bool tl_chat_list_add(struct tl_chat_list *list, size_t entry, const struct tl_listed_chat *chat);

/* Adds the chat that was read into import->conv, named by who is in it. false when memory is short.
 */
bool tl_chat_list_add_read(struct tl_chat_list *list, const struct tl_import *import,
                           const char *format);

/*
 * Marks in chosen[0..n) what `with` means: exact name, else without regard to ASCII case, else the
 * id, else the beginning of one name; and the same for every other name of that person in `same`.
 * NULL: the only chat between two. Two chats may also be chosen when they are one as far as names
 * tell (`only_name`). *named: `with` fits what was chosen; where it does not, there is one chat
 * only. FAIL lists up to five, largest first.
 */
enum tl_status tl_chat_list_choose(const struct tl_chat_list *list,
                                   const struct tl_import_options *options, const char *file,
                                   bool *chosen, bool *named, struct tl_error *err);

#endif
