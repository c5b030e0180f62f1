/*
 * signal_call.c: see signal_call.h.
 */
#include "signal_call.h"

#include "str.h"
#include "text_lines.h"

bool tl_signal_call(struct tl_str body, struct tl_message *m)
{
    const bool missed = tl_str_starts(body, TL_STR("Missed "));
    const bool some = missed || tl_str_starts(body, TL_STR("Incoming ")) ||
                      tl_str_starts(body, TL_STR("Outgoing "));
    size_t at = tl_str_find(body, TL_STR("call"), 0);
    if (!some || at == SIZE_MAX || at > 16 || body.len > 64)
        return false;
    const bool video = tl_str_find(tl_str_slice(body, 0, at), TL_STR(" video "), 0) != SIZE_MAX;
    at += 4;
    const struct tl_str rest = tl_str_slice(body, at, body.len);
    const bool accepted = tl_str_starts(rest, TL_STR(" (accepted"));
    if (rest.len > 0 && !tl_str_starts(rest, TL_STR(" (")))
        return false;
    m->kind = missed || (rest.len > 0 && !accepted) ? TL_KIND_MISSED_CALL : TL_KIND_CALL;
    m->flags |= video ? TL_FLAG_VIDEO_CALL : 0;
    int32_t number, seconds = 0;
    bool timed = false;
    for (size_t p = 0; p < rest.len; p++)
        if (tl_scan_number(rest, &p, 1, 6, &number) && p < rest.len) {
            seconds += rest.ptr[p] == 'm' ? number * 60 : number;
            timed = true;
        }
    if (accepted && timed)
        m->duration_s = seconds;
    return true;
}
