/*
 * typedstream.h: the text in an archive of NeXTSTEP's typedstream, as Messages keeps it.
 */
#ifndef TL_TYPEDSTREAM_H
#define TL_TYPEDSTREAM_H

#include "tideline/base.h"

/* The first string of an archived NSString, NSMutableString or NSAttributedString: a view of
   `blob`, not yet checked UTF-8. false when there is none. */
bool tl_typedstream_text(struct tl_str blob, struct tl_str *text);

#endif
