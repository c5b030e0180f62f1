/*
 * quote.c: cutting a message to a quote. Words are what blanks part; a script without blanks is cut
 * by length instead.
 */
#include "quote.h"

#include "str.h"

#define QUOTE_BYTES 240 /* of UTF-8: more than twelve long words, 80 characters of Chinese */

static bool blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

struct tl_str tl_quote(const struct tl_conversation *conv, size_t i)
{
    const struct tl_str text = tl_str_trim(tl_conversation_text(conv, i));
    size_t words = 0, at = 0;
    while (at < text.len) {
        if (at >= QUOTE_BYTES && ((unsigned char)text.ptr[at] & 0xC0) != 0x80)
            break;
        if (blank(text.ptr[at]) && !blank(text.ptr[at - 1]) && ++words == TL_QUOTE_WORDS)
            break;
        at++;
    }
    return tl_str_trim(tl_str_slice(text, 0, at));
}
