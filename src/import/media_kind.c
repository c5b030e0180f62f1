/*
 * media_kind.c: see media_kind.h.
 */
#include "media_kind.h"

#include "str.h"

enum tl_kind tl_media_kind(struct tl_str path)
{
    static const struct {
        struct tl_str ending;
        enum tl_kind kind;
    } kinds[] = {
        {TL_STR_INIT(".jpeg"), TL_KIND_IMAGE}, {TL_STR_INIT(".jpg"), TL_KIND_IMAGE},
        {TL_STR_INIT(".png"), TL_KIND_IMAGE},  {TL_STR_INIT(".webp"), TL_KIND_IMAGE},
        {TL_STR_INIT(".heic"), TL_KIND_IMAGE}, {TL_STR_INIT(".avif"), TL_KIND_IMAGE},
        {TL_STR_INIT(".gif"), TL_KIND_GIF},    {TL_STR_INIT(".mp4"), TL_KIND_VIDEO},
        {TL_STR_INIT(".mov"), TL_KIND_VIDEO},  {TL_STR_INIT(".webm"), TL_KIND_VIDEO},
        {TL_STR_INIT(".3gp"), TL_KIND_VIDEO},  {TL_STR_INIT(".aac"), TL_KIND_VOICE},
        {TL_STR_INIT(".m4a"), TL_KIND_VOICE},  {TL_STR_INIT(".mp3"), TL_KIND_VOICE},
        {TL_STR_INIT(".ogg"), TL_KIND_VOICE},  {TL_STR_INIT(".opus"), TL_KIND_VOICE},
        {TL_STR_INIT(".wav"), TL_KIND_VOICE},  {TL_STR_INIT(".amr"), TL_KIND_VOICE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct tl_str e = kinds[i].ending;
        if (path.len > e.len &&
            tl_str_equal_fold(tl_str_slice(path, path.len - e.len, path.len), e))
            return kinds[i].kind;
    }
    return TL_KIND_FILE;
}

enum tl_kind tl_media_kind_from_type(struct tl_str type)
{
    if (tl_str_equal(type, TL_STR("image/gif")))
        return TL_KIND_GIF;
    if (tl_str_starts(type, TL_STR("image/")))
        return TL_KIND_IMAGE;
    if (tl_str_starts(type, TL_STR("video/")))
        return TL_KIND_VIDEO;
    return tl_str_starts(type, TL_STR("audio/")) ? TL_KIND_VOICE : TL_KIND_FILE;
}
