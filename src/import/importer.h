/*
 * importer.h: what an importer file is written against.
 *
 * A new format is src/import/<name>.c with `const struct tl_importer tl_importer_<name>` at its
 * bottom, a line in importers.c, samples in tests/data/import/<name>/ and docs/formats/<name>.md.
 */
#ifndef TL_IMPORTER_H
#define TL_IMPORTER_H

#include "builder.h"
#include "bundle.h"
#include "tideline/import.h"

struct tl_probe {
    struct tl_str path; /* of the entry inside the bundle */
    struct tl_str head; /* its first bytes, up to 64 KiB, raw; UTF-16 already turned into UTF-8 and
                           a byte order mark dropped */
    bool whole;         /* head is all of it */
};

struct tl_import {
    const struct tl_context *ctx;
    const struct tl_import_options *options;
    const struct tl_bundle *bundle;
    size_t entry; /* the entry that was probed; an importer may open others of the bundle */
    /* For an importer that lists: the id of the chat to read, ptr NULL when it was not asked to
       list, and the entries it is in, in order; NULL: `entry` alone. */
    struct tl_str chat;
    const size_t *entries;
    size_t n_entries;
    struct tl_conversation *conv;
    struct tl_error *err;
    uint64_t bytes_before; /* of the entries read before this one, */
    uint64_t bytes_all;    /* and of all there are to read: for progress */
};

/* The names under which the person meant is looked for: `with` for k = 0, then the others of the
   strings in `same` that hold it. false when there are no more. */
bool tl_import_alias(const struct tl_import_options *options, size_t k, struct tl_str *name);

/* Tells the caller that `offset` bytes of the entry are read; FATAL when the caller cancels. Meant
   for every chunk or every few thousand lines. */
enum tl_status tl_import_progress(const struct tl_import *import, uint64_t offset);

#endif
