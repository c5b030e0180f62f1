/*
 * media_kind.h: what a medium is, by the name of its file or its media type.
 */
#ifndef TL_MEDIA_KIND_H
#define TL_MEDIA_KIND_H

#include "tideline/conversation.h"

/* By the ending of a path or name; sound is VOICE, what is not known FILE. */
enum tl_kind tl_media_kind(struct tl_str path);
/* By a media type such as "image/jpeg"; sound is VOICE, what is not known FILE. */
enum tl_kind tl_media_kind_from_type(struct tl_str type);

#endif
