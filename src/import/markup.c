/*
 * markup.c: see markup.h. A reference is never shorter than the UTF-8 it stands for: "&#9;" has
 * four bytes for one, "&#128;" six for two.
 */
#include "markup.h"

#include <string.h>

#include "str.h"
#include "utf8.h"

/* The code point of the reference at the start of s, and its length; 0 when there is none. */
static size_t read_reference(struct tl_str s, uint32_t *code_point)
{
    static const struct {
        struct tl_str name;
        uint32_t code_point;
    } names[] = {
        {TL_STR_INIT("&amp;"), '&'},  {TL_STR_INIT("&lt;"), '<'},    {TL_STR_INIT("&gt;"), '>'},
        {TL_STR_INIT("&quot;"), '"'}, {TL_STR_INIT("&apos;"), '\''}, {TL_STR_INIT("&nbsp;"), 0xa0},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_starts(s, names[i].name)) {
            *code_point = names[i].code_point;
            return names[i].name.len;
        }
    if (!tl_str_starts(s, TL_STR("&#")))
        return 0;
    const bool hex = s.len > 2 && tl_to_lower(s.ptr[2]) == 'x';
    uint32_t value = 0;
    size_t i = hex ? 3 : 2;
    const size_t first = i;
    for (; i < s.len && i < first + 7; i++) {
        const char c = tl_to_lower(s.ptr[i]);
        if (tl_is_digit(c))
            value = value * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            value = value * 16 + (uint32_t)(c - 'a') + 10;
        else
            break;
    }
    if (i == first || i == s.len || s.ptr[i] != ';' || value == 0 || value > 0x10ffff)
        return 0;
    *code_point = value;
    return i + 1;
}

size_t tl_unescape_html(char *text, size_t len)
{
    size_t out = 0;
    for (size_t i = 0; i < len;) {
        uint32_t code_point;
        const size_t n =
            text[i] == '&' ? read_reference((struct tl_str){text + i, len - i}, &code_point) : 0;
        char bytes[4];
        if (n == 0) {
            text[out++] = text[i++];
            continue;
        }
        const size_t size = tl_utf8_encode(code_point, bytes);
        memcpy(text + out, bytes, size);
        out += size;
        i += n;
    }
    return out;
}
