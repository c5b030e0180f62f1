/*
 * mail_text.c: see mail_text.h. RFC 2045 (base64, quoted-printable), 2047 (words in headers), 5322
 * (dates, addresses). Windows-1252 is what Latin 1 means in practice (WHATWG Encoding, 4.2).
 */
#include "mail_text.h"

#include <string.h>

#include "civil.h"
#include "str.h"
#include "text_lines.h"
#include "utf8.h"

enum tl_mail_charset tl_mail_charset_from(struct tl_str name)
{
    static const struct {
        struct tl_str name;
        enum tl_mail_charset charset;
    } names[] = {
        {TL_STR_INIT(""), TL_MAIL_UTF8},
        {TL_STR_INIT("utf-8"), TL_MAIL_UTF8},
        {TL_STR_INIT("utf8"), TL_MAIL_UTF8},
        {TL_STR_INIT("us-ascii"), TL_MAIL_UTF8},
        {TL_STR_INIT("ascii"), TL_MAIL_UTF8},
        {TL_STR_INIT("iso-8859-1"), TL_MAIL_WINDOWS_1252},
        {TL_STR_INIT("latin1"), TL_MAIL_WINDOWS_1252},
        {TL_STR_INIT("windows-1252"), TL_MAIL_WINDOWS_1252},
        {TL_STR_INIT("cp1252"), TL_MAIL_WINDOWS_1252},
        {TL_STR_INIT("iso-8859-15"), TL_MAIL_LATIN1},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_equal_fold(names[i].name, name))
            return names[i].charset;
    return TL_MAIL_OTHER;
}

void tl_mail_put_utf8(struct tl_buf *out, struct tl_str bytes, enum tl_mail_charset charset)
{
    /* 0x80 to 0x9f; 0 where there is none */
    static const uint16_t high[32] = {
        0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};
    /* Mail without a name for its charset is often Latin 1, and often named UTF-8 while it is not.
     */
    if (charset == TL_MAIL_UTF8 && tl_utf8_valid_prefix(bytes) < bytes.len)
        charset = TL_MAIL_WINDOWS_1252;
    if (charset == TL_MAIL_UTF8 || charset == TL_MAIL_OTHER) {
        tl_buf_put_str(out, bytes);
        return;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        const unsigned char c = (unsigned char)bytes.ptr[i];
        uint32_t code_point = c;
        char utf8[4];
        if (c >= 0x80 && c < 0xa0)
            code_point = high[c - 0x80] != 0 ? high[c - 0x80] : 0xfffd;
        else if (charset == TL_MAIL_LATIN1 && c == 0xa4)
            code_point = 0x20ac; /* ISO 8859-15 */
        tl_buf_put(out, utf8, tl_utf8_encode(code_point, utf8));
    }
}

static int base64_digit(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

/* The 1 to 3 bytes of 2 to 4 digits. */
static void put_group(struct tl_buf *out, uint32_t group, int n)
{
    const uint32_t bits = group << 6 * (4 - n);
    const char bytes[3] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
    if (n > 1)
        tl_buf_put(out, bytes, (size_t)n - 1);
}

void tl_mail_put_base64(struct tl_buf *out, struct tl_str text)
{
    uint32_t group = 0;
    int n = 0;
    for (size_t i = 0; i < text.len; i++) {
        const int digit = base64_digit(text.ptr[i]);
        if (digit < 0 && text.ptr[i] != '=')
            continue;
        if (digit >= 0) {
            group = group << 6 | (uint32_t)digit;
            n++;
        }
        if (n == 4 || digit < 0) {
            put_group(out, group, n);
            n = 0;
            group = 0;
        }
    }
    put_group(out, group, n);
}

static int hex_digit(char c)
{
    c = tl_to_lower(c);
    return tl_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void tl_mail_put_quoted(struct tl_buf *out, struct tl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '=') {
            tl_buf_putc(out, text.ptr[i]);
            continue;
        }
        const int high = i + 1 < text.len ? hex_digit(text.ptr[i + 1]) : -1;
        const int low = i + 2 < text.len ? hex_digit(text.ptr[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            tl_buf_putc(out, (char)(high * 16 + low));
            i += 2;
            continue;
        }
        /* A soft line break, with blanks before it or not. */
        size_t end = i + 1;
        while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t'))
            end++;
        if (end == text.len || text.ptr[end] == '\n')
            i = end;
        else
            tl_buf_putc(out, '=');
    }
}

/* "=?utf-8?B?..?=" at `at`: appends it decoded and answers where it ends, 0 when it is none. */
static size_t put_word(struct tl_buf *out, struct tl_str header, size_t at)
{
    const size_t charset = at + 2, q1 = tl_str_find(header, TL_STR("?"), charset);
    if (q1 == SIZE_MAX || q1 - charset > 32 || q1 + 2 >= header.len || header.ptr[q1 + 2] != '?')
        return 0;
    const size_t from = q1 + 3, end = tl_str_find(header, TL_STR("?="), from);
    if (end == SIZE_MAX)
        return 0;
    const struct tl_str text = tl_str_slice(header, from, end);
    const char kind = tl_to_lower(header.ptr[q1 + 1]);
    struct tl_str name = tl_str_slice(header, charset, q1);
    const size_t star = tl_str_find(name, TL_STR("*"), 0); /* a language, RFC 2231 */
    name = tl_str_slice(name, 0, star);
    struct tl_buf bytes;
    tl_buf_init(&bytes, out->ctx);
    if (kind == 'b') {
        tl_mail_put_base64(&bytes, text);
    } else {
        tl_mail_put_quoted(&bytes, text);
        for (size_t i = 0; i < bytes.len && !bytes.failed; i++)
            if (bytes.ptr[i] == '_')
                bytes.ptr[i] = ' ';
    }
    out->failed |= bytes.failed;
    tl_mail_put_utf8(out, (struct tl_str){bytes.ptr, bytes.len}, tl_mail_charset_from(name));
    tl_buf_release(&bytes);
    return end + 2;
}

void tl_mail_put_words(struct tl_buf *out, struct tl_str header)
{
    size_t from = 0;
    bool after_word = false;
    for (size_t at; (at = tl_str_find(header, TL_STR("=?"), from)) != SIZE_MAX;) {
        const struct tl_str between = tl_str_slice(header, from, at);
        const bool blank = after_word && tl_str_trim(between).len == 0;
        const size_t before = out->len;
        /* Blanks between two words are no part of the text. */
        if (!blank)
            tl_mail_put_utf8(out, between, TL_MAIL_UTF8);
        const size_t end = put_word(out, header, at);
        if (end == 0) {
            if (!out->failed)
                out->len = before;
            tl_mail_put_utf8(out, tl_str_slice(header, from, at + 2), TL_MAIL_UTF8);
        }
        after_word = end > 0;
        from = end > 0 ? end : at + 2;
    }
    tl_mail_put_utf8(out, tl_str_slice(header, from, header.len), TL_MAIL_UTF8);
}

/* ---- one's own words ---- */

/* "On Mon, 11 Mar 2024 at 15:05, Ann <ann@x> wrote:", also over two lines, and its like. */
static bool opens_history(struct tl_str line, struct tl_str next)
{
    static const struct {
        struct tl_str start, end;
    } shapes[] = {
        {TL_STR_INIT("On "), TL_STR_INIT(" wrote:")},
        {TL_STR_INIT("Am "), TL_STR_INIT(":")},
        {TL_STR_INIT("Le "), TL_STR_INIT("crit :")},
        {TL_STR_INIT("Le "), TL_STR_INIT("crit\xc2\xa0:")},
        {TL_STR_INIT("El "), TL_STR_INIT("escribi\xc3\xb3:")},
        {TL_STR_INIT("Il "), TL_STR_INIT("ha scritto:")},
        {TL_STR_INIT("Em "), TL_STR_INIT("escreveu:")},
        {TL_STR_INIT("Op "), TL_STR_INIT(" het volgende geschreven:")},
        {TL_STR_INIT("Den "), TL_STR_INIT("skrev:")},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!tl_str_starts(line, shapes[i].start))
            continue;
        /* "Am" also begins a sentence: a digit must follow somewhere, and an address or "schrieb".
         */
        bool digit = false;
        for (size_t k = 0; k < line.len; k++)
            digit |= tl_is_digit(line.ptr[k]);
        const bool german = tl_str_equal(shapes[i].start, TL_STR("Am "));
        const bool named = !german || tl_str_find(line, TL_STR("schrieb"), 0) != SIZE_MAX ||
                           tl_str_find(next, TL_STR("schrieb"), 0) != SIZE_MAX;
        if (digit && named &&
            (tl_str_ends(line, shapes[i].end) || tl_str_ends(next, shapes[i].end)))
            return true;
    }
    return tl_str_starts(line, TL_STR("-----Original Message")) ||
           tl_str_starts(line, TL_STR("-----Urspr\xc3\xbcngliche Nachricht")) ||
           tl_str_starts(line, TL_STR("---------- Forwarded message")) ||
           (tl_str_starts(line, TL_STR("________________________________")) &&
            tl_str_find(next, TL_STR(": "), 0) != SIZE_MAX);
}

void tl_mail_put_own(struct tl_buf *out, struct tl_str text)
{
    struct tl_str line, next = {"", 0};
    size_t at = 0;
    bool more = tl_text_head_line(text, &at, &next);
    while (more) {
        line = next;
        more = tl_text_head_line(text, &at, &next);
        const struct tl_str after = more ? tl_str_trim(next) : (struct tl_str){"", 0};
        if (tl_str_equal(line, TL_STR("-- ")) || opens_history(tl_str_trim(line), after))
            return;
        if (line.len > 0 && line.ptr[0] == '>')
            continue;
        tl_buf_put_str(out, line);
        tl_buf_putc(out, '\n');
    }
}

/* ---- headers ---- */

bool tl_mail_date(struct tl_str s, int64_t *utc_ms, int16_t *offset)
{
    static const struct {
        struct tl_str name;
        int16_t minutes;
    } zones[] = {
        {TL_STR_INIT("GMT"), 0},    {TL_STR_INIT("UT"), 0},     {TL_STR_INIT("UTC"), 0},
        {TL_STR_INIT("Z"), 0},      {TL_STR_INIT("EST"), -300}, {TL_STR_INIT("EDT"), -240},
        {TL_STR_INIT("CST"), -360}, {TL_STR_INIT("CDT"), -300}, {TL_STR_INIT("MST"), -420},
        {TL_STR_INIT("MDT"), -360}, {TL_STR_INIT("PST"), -480}, {TL_STR_INIT("PDT"), -420},
    };
    int32_t day, year, hour, minute, second, zone_hour, zone_minute;
    s = tl_str_trim(s);
    const size_t comma = tl_str_find(tl_str_slice(s, 0, 12), TL_STR(","), 0);
    size_t at = comma == SIZE_MAX ? 0 : comma + 1;
    while (tl_scan_literal(s, &at, TL_STR(" "))) {
    }
    if (!tl_scan_number(s, &at, 1, 2, &day) || !tl_scan_literal(s, &at, TL_STR(" ")))
        return false;
    const int32_t month = tl_month_from(tl_str_slice(s, at, at + 3));
    at += 3;
    if (month == 0 || !tl_scan_literal(s, &at, TL_STR(" ")) || !tl_scan_number(s, &at, 2, 4, &year))
        return false;
    year += year < 50 ? 2000 : year < 100 ? 1900 : 0;
    while (tl_scan_literal(s, &at, TL_STR(" "))) {
    }
    if (!tl_scan_clock(s, &at, &hour, &minute, &second) ||
        !tl_wall_ms(year, month, day, hour, minute, second, utc_ms))
        return false;
    while (tl_scan_literal(s, &at, TL_STR(" "))) {
    }
    const bool west = tl_scan_literal(s, &at, TL_STR("-"));
    if (west || tl_scan_literal(s, &at, TL_STR("+"))) {
        if (!tl_scan_number(s, &at, 2, 2, &zone_hour) ||
            !tl_scan_number(s, &at, 2, 2, &zone_minute) || zone_hour > 14 || zone_minute > 59)
            return false;
        *offset = (int16_t)((zone_hour * 60 + zone_minute) * (west ? -1 : 1));
    } else {
        size_t end = at;
        while (end < s.len && tl_is_alpha(s.ptr[end]))
            end++;
        *offset = TL_OFFSET_UNKNOWN;
        for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
            if (tl_str_equal(tl_str_slice(s, at, end), zones[i].name))
                *offset = zones[i].minutes;
        if (*offset == TL_OFFSET_UNKNOWN)
            return false;
    }
    *utc_ms -= *offset * TL_MS_PER_MINUTE;
    return true;
}

bool tl_mail_address(struct tl_str list, size_t *at, struct tl_str *name, struct tl_str *address)
{
    /* One item: up to a comma that is neither in quotes nor in <>. */
    for (;;) {
        while (*at < list.len && (list.ptr[*at] == ',' || list.ptr[*at] == ' '))
            ++*at;
        if (*at >= list.len)
            return false;
        const size_t from = *at;
        size_t open = SIZE_MAX;
        bool quoted = false;
        for (; *at < list.len; ++*at) {
            const char c = list.ptr[*at];
            if (c == '"')
                quoted = !quoted;
            else if (c == '<' && !quoted)
                open = *at;
            else if (c == '>' && !quoted && open != SIZE_MAX)
                break;
            else if (c == ',' && !quoted && open == SIZE_MAX)
                break;
        }
        if (open != SIZE_MAX) {
            *name = tl_str_trim(tl_str_slice(list, from, open));
            *address = tl_str_trim(tl_str_slice(list, open + 1, *at));
            *at += *at < list.len;
        } else {
            *name = (struct tl_str){"", 0};
            *address = tl_str_trim(tl_str_slice(list, from, *at));
        }
        if (name->len > 1 && name->ptr[0] == '"' && name->ptr[name->len - 1] == '"')
            *name = tl_str_slice(*name, 1, name->len - 1);
        if (tl_str_find(*address, TL_STR("@"), 0) != SIZE_MAX)
            return true;
    }
}

struct tl_str tl_mail_parameter(struct tl_str header, struct tl_str name)
{
    for (size_t at = 0; (at = tl_str_find(header, TL_STR(";"), at)) != SIZE_MAX;) {
        at++;
        while (at < header.len && (header.ptr[at] == ' ' || header.ptr[at] == '\t'))
            at++;
        const size_t equals = at + name.len;
        if (!tl_str_equal_fold(tl_str_slice(header, at, equals), name) || equals >= header.len ||
            header.ptr[equals] != '=')
            continue;
        size_t from = equals + 1, end;
        if (from < header.len && header.ptr[from] == '"') {
            end = tl_str_find(header, TL_STR("\""), ++from);
        } else {
            end = from;
            while (end < header.len && header.ptr[end] != ';' && header.ptr[end] != ' ')
                end++;
        }
        return tl_str_slice(header, from, end);
    }
    return (struct tl_str){"", 0};
}
