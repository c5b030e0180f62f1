/*
 * text_lines.c: see text_lines.h.
 */
#include "text_lines.h"

#include "civil.h"
#include "str.h"

enum { LINES_PER_REPORT = 4096 };

enum tl_status tl_text_lines(struct tl_rows *rows, tl_line_sink sink, void *user)
{
    const struct tl_import *import = rows->import;
    struct tl_stream *stream = NULL;
    struct tl_lines *lines = NULL;
    struct tl_line line;
    bool more = true;
    enum tl_status status = tl_stream_open(import->bundle, import->entry, &stream, import->err);
    if (status == TL_OK)
        status = tl_lines_new(import->ctx, stream, &lines, import->err);
    while (status == TL_OK) {
        status = tl_lines_next(lines, &line, &more, import->err);
        if (status != TL_OK || !more)
            break;
        status = sink(user, &line);
        if (status == TL_OK && line.number % LINES_PER_REPORT == 0)
            status = tl_import_progress(import, tl_lines_offset(lines));
    }
    tl_lines_free(lines);
    return status;
}

bool tl_text_head_line(struct tl_str head, size_t *at, struct tl_str *line)
{
    if (*at >= head.len)
        return false;
    size_t end = tl_str_find(head, TL_STR("\n"), *at);
    end = end == SIZE_MAX ? head.len : end;
    *line = tl_str_slice(head, *at, end);
    if (line->len > 0 && line->ptr[line->len - 1] == '\r')
        line->len--;
    *at = end + 1;
    return true;
}

bool tl_scan_literal(struct tl_str s, size_t *at, struct tl_str literal)
{
    if (!tl_str_equal(tl_str_slice(s, *at, *at + literal.len), literal))
        return false;
    *at += literal.len;
    return true;
}

bool tl_scan_number(struct tl_str s, size_t *at, int least, int most, int32_t *number)
{
    size_t end = *at;
    int32_t value = 0;
    int n = 0;
    while (n < most && end < s.len && tl_is_digit(s.ptr[end])) {
        value = value * 10 + (s.ptr[end++] - '0');
        n++;
    }
    if (n < least)
        return false;
    *number = value;
    *at = end;
    return true;
}

bool tl_scan_clock(struct tl_str s, size_t *at, int32_t *hour, int32_t *minute, int32_t *second)
{
    size_t end = *at, behind;
    if (!tl_scan_number(s, &end, 1, 2, hour) || !tl_scan_literal(s, &end, TL_STR(":")) ||
        !tl_scan_number(s, &end, 2, 2, minute))
        return false;
    *second = -1;
    behind = end;
    if (tl_scan_literal(s, &behind, TL_STR(":")) && tl_scan_number(s, &behind, 2, 2, second))
        end = behind;
    if (*hour > 24 || *minute > 59 || *second > 60)
        return false;
    *at = end;
    return true;
}

/* 1: before noon, 2: after it, 0: no mark. */
static int scan_half(struct tl_str s, size_t *at)
{
    static const struct {
        struct tl_str word;
        int half;
    } marks[] = {
        {TL_STR_INIT("오전"), 1}, {TL_STR_INIT("오후"), 2}, {TL_STR_INIT("午前"), 1},
        {TL_STR_INIT("午後"), 2}, {TL_STR_INIT("上午"), 1}, {TL_STR_INIT("下午"), 2},
        {TL_STR_INIT("AM"), 1},   {TL_STR_INIT("PM"), 2},   {TL_STR_INIT("am"), 1},
        {TL_STR_INIT("pm"), 2},   {TL_STR_INIT("a.m."), 1}, {TL_STR_INIT("p.m."), 2},
    };
    const char first = *at < s.len ? s.ptr[*at] : ' ';
    if ((unsigned char)first < 0x80 && (first | 0x20) != 'a' && (first | 0x20) != 'p')
        return 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (tl_scan_literal(s, at, marks[i].word))
            return marks[i].half;
    return 0;
}

bool tl_scan_marked_clock(struct tl_str s, size_t *at, int32_t *hour, int32_t *minute,
                          int32_t *second, bool *twelve)
{
    size_t p = *at;
    int half = scan_half(s, &p);
    if (half > 0)
        tl_scan_literal(s, &p, TL_STR(" "));
    if (!tl_scan_clock(s, &p, hour, minute, second))
        return false;
    if (half == 0) {
        size_t behind = p;
        if (!tl_scan_literal(s, &behind, TL_STR(" ")))
            tl_scan_literal(s, &behind, TL_STR("\u202f"));
        half = scan_half(s, &behind);
        p = half > 0 ? behind : p;
    }
    *twelve = half > 0;
    if (half > 0 && *hour > 12)
        return false;
    if (half > 0)
        *hour = *hour % 12 + (half == 2 ? 12 : 0);
    *at = p;
    return true;
}

struct tl_str tl_take_cell(char *record, size_t len, size_t *at)
{
    size_t from = *at, n = *at;
    const bool quoted = from < len && record[from] == '"';
    if (!quoted) {
        while (*at < len && record[*at] != ',')
            ++*at;
        n = *at;
    } else {
        for (++*at; *at < len; ++*at) {
            if (record[*at] == '"' && (*at + 1 >= len || record[++*at] != '"'))
                break;
            record[n++] = record[*at];
        }
    }
    while (*at < len && record[*at] != ',')
        ++*at;
    ++*at;
    return (struct tl_str){record + from, n - from};
}

bool tl_wall_ms(int32_t year, int32_t month, int32_t day, int32_t hour, int32_t minute,
                int32_t second, int64_t *ms)
{
    if (!tl_civil_valid(year, month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second > 60)
        return false;
    *ms = tl_day_from_civil(year, month, day) * TL_MS_PER_DAY + hour * TL_MS_PER_HOUR +
          minute * TL_MS_PER_MINUTE + (second > 0 ? second : 0) * INT64_C(1000);
    return true;
}

int32_t tl_month_from(struct tl_str s)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int32_t m = 0; m < 12 && s.len == 3; m++)
        if (tl_str_equal_fold(s, (struct tl_str){names + 3 * m, 3}))
            return m + 1;
    return 0;
}

enum tl_kind tl_kind_of_file(struct tl_str name)
{
    static const struct {
        const char *extensions;
        enum tl_kind kind;
    } kinds[] = {
        {" jpg jpeg png heic heif webp avif bmp tif tiff apng svg ", TL_KIND_IMAGE},
        {" gif ", TL_KIND_GIF},
        {" mp4 m4v mov 3gp avi mkv webm mpeg mpg qt ", TL_KIND_VIDEO},
        {" m4a aac amr caf mp3 ogg oga opus wav flac ", TL_KIND_VOICE},
        {" vcf ", TL_KIND_CONTACT},
    };
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.' && name.len - dot < 5)
        dot--;
    char word[8] = " ";
    size_t n = 1;
    if (dot == 0 || name.ptr[dot - 1] != '.' || dot == name.len)
        return TL_KIND_FILE;
    for (size_t i = dot; i < name.len; i++)
        word[n++] = tl_to_lower(name.ptr[i]);
    word[n++] = ' ';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (tl_str_find(tl_str_from(kinds[i].extensions), (struct tl_str){word, n}, 0) != SIZE_MAX)
            return kinds[i].kind;
    return TL_KIND_FILE;
}
