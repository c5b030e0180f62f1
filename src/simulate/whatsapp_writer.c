/*
 * whatsapp_writer.c: a conversation as the text an Android phone exports.
 *
 *     31/12/2024, 21:05 - Name: text
 *
 * Day before month, 24 hours, minutes only, no zone; a message's further lines follow as they are.
 * Media are given as attached files, so that their kind survives; lengths of voice notes, answers
 * and reactions do not exist in this format. Texts are not escaped: neither does the app.
 *
 * Source: docs/formats/whatsapp-text.md.
 */
#include <inttypes.h>

#include "civil.h"
#include "fault.h"
#include "writers.h"

#define FLUSH_AT 65536

struct writer {
    struct tl_buf buf;
    tl_write write;
    void *user;
    int64_t day;     /* of the last attachment */
    unsigned in_day; /* attachments have numbers that start again each day */
};

static void put_header(struct tl_buf *buf, int64_t local_ms)
{
    struct tl_civil c;
    tl_civil_from_ms(local_ms, &c);
    tl_buf_printf(buf, "%02d/%02d/%04d, %02d:%02d - ", c.day, c.month, (int)c.year, c.hour,
                  c.minute);
}

static void put_attachment(struct writer *w, int64_t local_ms, const char *prefix,
                           const char *extension)
{
    struct tl_civil c;
    tl_civil_from_ms(local_ms, &c);
    const int64_t day = tl_floor_div(local_ms, TL_MS_PER_DAY);
    if (day != w->day) {
        w->day = day;
        w->in_day = 0;
    }
    tl_buf_printf(&w->buf, "%s-%04d%02d%02d-WA%04u.%s (file attached)", prefix, (int)c.year,
                  c.month, c.day, w->in_day++, extension);
}

static void put_body(struct writer *w, const struct tl_conversation *conv, size_t i)
{
    const int64_t ms = tl_conversation_local_ms(conv, i);
    const struct tl_str text = tl_conversation_text(conv, i);
    const bool video = (conv->flags[i] & TL_FLAG_VIDEO_CALL) != 0;
    const char *call = video ? "video" : "voice";
    const int32_t seconds = conv->duration_s != NULL ? conv->duration_s[i] : -1;
    bool alone = true; /* the text, where there is one, has no line before it */

    switch ((enum tl_kind)conv->kind[i]) {
    case TL_KIND_IMAGE:
        put_attachment(w, ms, "IMG", "jpg");
        alone = false;
        break;
    case TL_KIND_VIDEO:
        put_attachment(w, ms, "VID", "mp4");
        alone = false;
        break;
    case TL_KIND_VOICE:
        put_attachment(w, ms, "PTT", "opus");
        alone = false;
        break;
    case TL_KIND_STICKER:
        put_attachment(w, ms, "STK", "webp");
        alone = false;
        break;
    case TL_KIND_CALL:
        if (seconds >= 0)
            tl_buf_printf(&w->buf, "%s call, %" PRId32 " min", video ? "Video" : "Voice",
                          (seconds + 59) / 60);
        else
            tl_buf_printf(&w->buf, "%s call", video ? "Video" : "Voice");
        return;
    case TL_KIND_MISSED_CALL:
        tl_buf_printf(&w->buf, "Missed %s call", call);
        return;
    case TL_KIND_DELETED:
        tl_buf_puts(&w->buf, "This message was deleted");
        return;
    case TL_KIND_TEXT:
    case TL_KIND_SYSTEM:
    case TL_KIND_LOCATION:
    case TL_KIND_POLL:
        break;
    default:
        tl_buf_puts(&w->buf, "<Media omitted>");
        alone = false;
        break;
    }
    if (text.len > 0 && !alone)
        tl_buf_putc(&w->buf, '\n');
    tl_buf_put_str(&w->buf, text);
    if ((conv->flags[i] & TL_FLAG_EDITED) != 0)
        tl_buf_puts(&w->buf, " <This message was edited>");
}

enum tl_status tl_write_whatsapp(const struct tl_conversation *conv, tl_write write, void *user,
                                 struct tl_error *err)
{
    struct writer w = {.write = write, .user = user, .day = INT64_MIN};
    enum tl_status status = TL_OK;
    tl_buf_init(&w.buf, conv->ctx);
    for (size_t i = 0; i <= conv->n_messages; i++) {
        if (i == conv->n_messages || w.buf.len >= FLUSH_AT) {
            if (w.buf.failed)
                status = tl_fault_memory(err);
            else if (w.buf.len > 0 && write(user, w.buf.ptr, w.buf.len) != 0)
                status = TL_FAIL;
            if (status != TL_OK || i == conv->n_messages)
                break;
            tl_buf_clear(&w.buf);
        }
        if (conv->kind[i] == TL_KIND_REACTION)
            continue;
        put_header(&w.buf, tl_conversation_local_ms(conv, i));
        if (conv->sender[i] != TL_NOBODY && conv->kind[i] != TL_KIND_SYSTEM) {
            tl_buf_put_str(&w.buf, conv->people[conv->sender[i]].name);
            tl_buf_puts(&w.buf, ": ");
        }
        put_body(&w, conv, i);
        tl_buf_putc(&w.buf, '\n');
    }
    tl_buf_release(&w.buf);
    return status;
}
