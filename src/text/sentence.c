/*
 * sentence.c: the marks that close a sentence.
 *
 * . ! ? ... and their like in other scripts; the tokeniser adds the ends of lines. In chats the
 * rules of UAX 29 go wrong on both sides: capitals are missing, and so are blanks. A full stop
 * closes nothing behind a title or a single capital ("Dr. Weiss", "J. told me"), nor within a word
 * ("z.B.", "3.5"); it does between two words of three letters or more ("so tired.sleep well").
 */
#include "sentence.h"

#include "str.h"
#include "unicode.h"
#include "utf8.h"

static bool is_closing(uint32_t c)
{
    switch (c) {
    case '.':
    case '!':
    case '?':
    case 0xA1: /* the opening ones of Spanish close what was before */
    case 0xBF:
    case 0x61F: /* Arabic question mark, full stop; danda */
    case 0x6D4:
    case 0x964:
    case 0x2026: /* ellipsis, double marks */
    case 0x203C:
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x3002: /* ideographic and full-width */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61:
        return true;
    default:
        return false;
    }
}

/* Titles and the like that stand before a name. */
static bool is_short_form(const struct tl_token *word)
{
    static const char forms[][4] = {"bzw", "dr", "dra", "mr",  "mrs", "ms",
                                    "nr",  "sr", "sra", "str", "vs"};
    for (size_t i = 0; word->norm.len <= 3 && i < sizeof forms / sizeof forms[0]; i++)
        if (word->head == tl_token_head(forms[i], forms[i][2] != '\0' ? 3 : 2))
            return true;
    return false;
}

bool tl_closes_sentence(const struct tl_tokens *tokens, struct tl_str text, uint32_t c, size_t end)
{
    if (c != '.')
        return is_closing(c);
    const struct tl_token *last = tokens->n > 0 ? &tokens->token[tokens->n - 1] : NULL;
    if (last == NULL || last->kind != TL_TOKEN_WORD || last->end + 1 != end)
        return true;
    unsigned next =
        end < text.len && text.ptr[end] != ' ' ? tl_char_of(tl_utf8_next(text, &end))->flags : 0;
    if (next & (TL_CHAR_LETTER | TL_CHAR_NUMBER))
        return last->norm.len > 2 && (next & TL_CHAR_LETTER);
    if (last->norm.len > 1)
        return !is_short_form(last);
    char letter = text.ptr[last->at];
    bool inner = last->at > 0 && text.ptr[last->at - 1] == '.'; /* i.e. */
    return !inner && !(letter >= 'A' && letter <= 'Z' && letter != 'I');
}
