/*
 * sheet_fonts.c: what drawing letters will want to read.
 *
 * Which fonts are needed is known only once the names are: the list is loaded before the chats are
 * opened, the fonts themselves stay readable. Only fontconfig is woken here, not pango: pango
 * starts a thread, and one that is there before a sandbox closes stays outside.
 */
#include "tideline/pdf.h"

#include <fontconfig/fontconfig.h>
#include <sys/stat.h>

static bool name_folders(FcStrList *folders, int (*reads)(void *user, const char *path), void *user)
{
    const FcChar8 *folder;
    bool all = folders != NULL;
    while (all && (folder = FcStrListNext(folders)) != NULL)
        all = reads(user, (const char *)folder) == 0;
    if (folders != NULL)
        FcStrListDone(folders);
    return all;
}

/* A font may be a link out of the folders of fonts. */
static bool name_links(const FcFontSet *fonts, int (*reads)(void *user, const char *path),
                       void *user)
{
    FcChar8 *file;
    struct stat status;
    for (int i = 0; fonts != NULL && i < fonts->nfont; i++)
        if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file) == FcResultMatch &&
            lstat((const char *)file, &status) == 0 && S_ISLNK(status.st_mode) &&
            reads(user, (const char *)file) != 0)
            return false;
    return true;
}

bool tl_pdf_fonts(int (*reads)(void *user, const char *path), void *user)
{
    if (!FcInit())
        return false;
    const FcFontSet *fonts = FcConfigGetFonts(NULL, FcSetSystem);
    return fonts != NULL && fonts->nfont > 0 &&
           name_folders(FcConfigGetFontDirs(NULL), reads, user) && name_links(fonts, reads, user);
}
