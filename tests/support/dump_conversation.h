/*
 * dump_conversation.h: what an importer made of a sample, as JSON, and the runs every importer's
 * samples go through.
 *
 * A sample is a file or folder tests/data/import/<folder>/ok_*, warn_* or bad_*; the outcome in its
 * name is tested too. Beside it stands <sample>.expected.json, written anew when the environment
 * has TIDELINE_UPDATE=1; such a change is to be read before it is committed.
 */
#ifndef TL_DUMP_CONVERSATION_H
#define TL_DUMP_CONVERSATION_H

#include "tideline/import.h"

/* Rows in row order, without those of kind TL_KIND_COUNT, then people, files and notices; made of a
   conversation that need not be finished. `err` is shown when status is FAIL or worse. To be freed
   with free(). */
char *tl_dump_conversation(const struct tl_conversation *conv, enum tl_status status,
                           const struct tl_error *err);

/* tl_import on bytes called `name`, `chunk` bytes at a time (0: as it comes), dumped. */
char *tl_dump_import(const struct tl_context *ctx, const char *name, struct tl_str bytes,
                     size_t chunk, const struct tl_import_options *options, enum tl_status *status);

/*
 * Every sample of the folder: whole, compared with what is expected; in chunks of 1 to 5 bytes,
 * which must not change a byte (not those that are folders); and with allocation i failing for i =
 * 0, 1, 2 ... until it succeeds, which must end in FATAL without a leak. Fails the test when there
 * is no sample of one of the three outcomes.
 */
void tl_check_samples(const char *folder);

#endif
