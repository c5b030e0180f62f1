/*
 * one_chat.h: whether several files that were read are one chat.
 */
#ifndef TL_ONE_CHAT_H
#define TL_ONE_CHAT_H

#include "importer.h"

/*
 * Looks at the rows from `first_row` and the files from `first_file` on. Where the files are chats
 * between two people each, but not between the same two, those with the person asked for are kept;
 * without such a person FAIL lists the largest. Groups are left for tl_conversation_finish to
 * refuse.
 */
enum tl_status tl_check_one_chat(const struct tl_import *import, size_t first_row,
                                 size_t first_file);

#endif
