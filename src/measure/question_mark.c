/*
 * question_mark.c: one pass over the bytes; only bytes above ASCII are decoded.
 *
 * The marks are those the Unicode standard calls question marks, but for the Spanish opening one
 * (the closing one follows), and the two emoji. The Greek one is the semicolon on most keyboards
 * and is then not seen. A '?' directly followed by a letter, digit or '=' inside an address is part
 * of it.
 */
#include "question_mark.h"

#include "str.h"
#include "utf8.h"

static const uint32_t marks[] = {
    0x037E,  /* Greek */
    0x055E,  /* Armenian */
    0x061F,  /* Arabic */
    0x1367,  /* Ethiopic */
    0x1945,  /* Limbu */
    0x203D,  /* interrobang */
    0x2047,  /* double */
    0x2048,  /* question and exclamation */
    0x2049,  /* exclamation and question */
    0x2753,  /* red question mark ornament */
    0x2754,  /* white one */
    0x2CFA,  /* Old Nubian direct */
    0x2CFB,  /* Old Nubian indirect */
    0x2E2E,  /* reversed */
    0xA60F,  /* Vai */
    0xA6F7,  /* Bamum */
    0xFE16,  /* vertical form */
    0xFE56,  /* small form */
    0xFF1F,  /* full width */
    0x11143, /* Chakma */
    0x1E95F, /* Adlam initial question mark */
};

static bool is_mark(uint32_t c)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == c)
            return true;
    return false;
}

/* Is the '?' at `at` the start of an address's query: "://" earlier in the same run of non-blanks?
 */
static bool in_address(struct tl_str s, size_t at)
{
    if (at + 1 >= s.len || s.ptr[at + 1] == ' ' || s.ptr[at + 1] == '\n' || s.ptr[at + 1] == '?')
        return false;
    for (size_t i = at; i-- > 0 && s.ptr[i] != ' ' && s.ptr[i] != '\n';)
        if (s.ptr[i] == ':' && i + 2 < at && s.ptr[i + 1] == '/' && s.ptr[i + 2] == '/')
            return true;
    return false;
}

bool tl_has_question_mark(struct tl_str s)
{
    for (size_t at = 0; at < s.len;) {
        unsigned char byte = (unsigned char)s.ptr[at];
        if (byte < 0x80) {
            if (byte == '?' && !in_address(s, at))
                return true;
            at++;
        } else if (is_mark(tl_utf8_next(s, &at))) {
            return true;
        }
    }
    return false;
}
