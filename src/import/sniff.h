/*
 * sniff.h: what a file is when it is no chat export, so that the refusal can say so.
 */
#ifndef TL_SNIFF_H
#define TL_SNIFF_H

#include "tideline/base.h"

enum tl_sniff {
    TL_SNIFF_TEXT = 0,
    TL_SNIFF_JSON,
    TL_SNIFF_HTML,
    TL_SNIFF_XML,
    TL_SNIFF_EMPTY,
    /* from here on nothing an importer of text or JSON could read */
    TL_SNIFF_PICTURE,
    TL_SNIFF_VIDEO,
    TL_SNIFF_SOUND,
    TL_SNIFF_PDF,
    TL_SNIFF_ARCHIVE,
    TL_SNIFF_OFFICE,
    TL_SNIFF_DATABASE,
    TL_SNIFF_BINARY
};

enum tl_encoding { TL_ENCODING_UTF8, TL_ENCODING_UTF16LE, TL_ENCODING_UTF16BE };

/* By the first four bytes: a byte order mark, whose length goes to *mark (NULL allowed), or two
   characters of ASCII in UTF-16. */
enum tl_encoding tl_sniff_encoding(struct tl_str head, size_t *mark);

/* By the first bytes as they stand in the file (before any conversion). */
enum tl_sniff tl_sniff_bytes(struct tl_str head);
/* "a picture", "a PDF document" ... */
const char *tl_sniff_name(enum tl_sniff kind);
/* Whether the path's extension says picture, video, sound or another attachment, or the entry is
   bookkeeping of the operating system; such entries need not be opened. */
bool tl_sniff_skip_path(struct tl_str path);
/* A file known to lie beside chats without being one, such as users.json of Slack. */
bool tl_sniff_is_companion(struct tl_str path);
/* An encrypted backup of a messenger, by its extension: "WhatsApp" or "Signal"; else NULL. */
const char *tl_sniff_encrypted_backup(struct tl_str path);

#endif
