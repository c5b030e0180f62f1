/*
 * meta_json.h: conversations as Meta's downloads write them, for Messenger and Instagram alike.
 */
#ifndef TL_META_JSON_H
#define TL_META_JSON_H

#include "chat_list.h"

/* `format` is the name of the importer. */
enum tl_status tl_meta_read(struct tl_import *import, const char *format);
enum tl_status tl_meta_list(struct tl_import *import, struct tl_chat_list *list,
                            const char *format);
/* Bits of evidence that the head is of such a file, whoever of the two wrote it. */
unsigned tl_meta_probe(const struct tl_probe *probe);

#endif
