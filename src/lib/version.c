/* version.c: the version the build was given. */
#include "tideline/base.h"

const char *tl_version(void)
{
    return TL_VERSION;
}
