/*
 * refuse.c: see refuse.h. Says what the file is, what was expected and where to get it.
 */
#include "refuse.h"

#include "fault.h"
#include "number.h"
#include "str.h"

#define FORMATS "`tideline formats` lists what can be read and how to export it."

static enum tl_status refuse_one(const struct tl_bundle *bundle, enum tl_sniff kind,
                                 const struct tl_refusal *found, struct tl_error *err)
{
    char file[256];
    tl_bundle_label(bundle, 0, file);
    const char *messenger = tl_sniff_encrypted_backup(tl_bundle_path(bundle, 0));
    switch (kind) {
    case TL_SNIFF_EMPTY:
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_EMPTY, file, 0, 0,
                           "The file is empty; export the chat again.");
    case TL_SNIFF_JSON:
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, file, 0, 0,
                           "This is JSON, but not of a chat export known here, such as Telegram's "
                           "result.json; " FORMATS);
    case TL_SNIFF_HTML:
        return tl_fault_at(
            err, TL_FAIL, TL_CODE_FORMAT, file, 0, 0,
            "This is a web page, not a chat export that can be read; export again as "
            "JSON or text instead of HTML. " FORMATS);
    case TL_SNIFF_TEXT:
    case TL_SNIFF_XML:
        if (found->not_utf8)
            return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, file, 0, 0,
                               "This text is not in UTF-8, and no lines of an exported chat were "
                               "found in it; open it in an editor, save it as UTF-8 and give that "
                               "file. " FORMATS);
        if (found->has_columns)
            return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, file, 1, 0,
                               "A table of messages needs a first line that names the columns "
                               "timestamp, sender and text; add or rename them.");
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, file, 0, 0,
                           "No lines of an exported chat were found in this text, such as "
                           "\"31/12/2024, 21:05 - Name: ...\"; " FORMATS);
    case TL_SNIFF_ARCHIVE:
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_BINARY, file, 0, 0,
                           "This is a packed archive, and only a zip given by itself is opened; "
                           "unpack it and give what is in it.");
    default:
        break;
    }
    if (messenger != NULL)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_REFUSED, file, 0, 0,
                           "This is an encrypted backup of %s, which cannot be opened; export the "
                           "one chat from within the app instead.",
                           messenger);
    return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_BINARY, file, 0, 0,
                       "This is %s, not an exported chat; export the chat from the messenger and "
                       "give that file. " FORMATS,
                       tl_sniff_name(kind));
}

enum tl_status tl_refuse(const struct tl_bundle *bundle, const struct tl_refusal *found,
                         struct tl_error *err)
{
    const size_t n = tl_bundle_count(bundle);
    if (n == 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT_EMPTY, tl_bundle_name(bundle), 0, 0,
                           "There are no files in it; export the chat again.");
    const bool single = n == 1 && found->attachments == 0;
    size_t media = found->attachments;
    for (enum tl_sniff k = 0; k <= TL_SNIFF_BINARY; k++) {
        if (single && found->kinds[k] > 0)
            return refuse_one(bundle, k, found, err);
        if (k >= TL_SNIFF_PICTURE)
            media += found->kinds[k];
    }
    char files[TL_NUMBER_MAX], others[TL_NUMBER_MAX];
    tl_print_grouped(files, n);
    tl_print_grouped(others, media);
    if (found->archives > 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, tl_bundle_name(bundle), 0, 0,
                           "None of its %s files is a chat export that can be read, and archives "
                           "in it are not opened; unpack them, or give each by itself.",
                           files);
    if (media == 0)
        return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, tl_bundle_name(bundle), 0, 0,
                           "None of its %s files is a chat export that can be read. " FORMATS,
                           files);
    return tl_fault_at(err, TL_FAIL, TL_CODE_FORMAT, tl_bundle_name(bundle), 0, 0,
                       "None of its %s files is a chat export that can be read (%s are pictures, "
                       "recordings or other attachments). " FORMATS,
                       files, others);
}
