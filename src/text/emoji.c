/*
 * emoji.c: emoji sequences and emoticons.
 *
 * Emoji follow the possible emoji of UTS 51 (Emoji 15.0, section 1.4.9): flags of two regional
 * indicators, keycaps, and pictures with selector, skin tone or tags, joined by ZWJ. Which single
 * characters are emoji without a selector is TL_CHAR_EMOJI.
 *
 * An emoticon is eyes, an optional tear and nose, and a mouth (":'-(("), two like signs around a
 * line or dot ("^_^", "o.O"), or one of a few of their own shape. Where its signs are also letters
 * or punctuation it must stand free, so that "10:30" and "list:(a)" hold none.
 */
#include "emoji.h"

#include <string.h>

#include "str.h"
#include "unicode.h"
#include "utf8.h"

enum {
    KEYCAP = 0x20E3,
    TEXT_STYLE = 0xFE0E,
    EMOJI_STYLE = 0xFE0F,
    TONE_FIRST = 0x1F3FB,
    TONE_LAST = 0x1F3FF,
    TAG_FIRST = 0xE0020,
    TAG_LAST = 0xE007F,
    FEMALE = 0x2640,
    MALE = 0x2642
};

static uint32_t peek(struct tl_str text, size_t at, size_t *behind)
{
    *behind = at;
    return at < text.len ? tl_utf8_next(text, behind) : 0;
}

static bool is_tone(uint32_t c)
{
    return c >= TONE_FIRST && c <= TONE_LAST;
}

bool tl_emoji_detail(uint32_t c)
{
    return c == EMOJI_STYLE || c == TEXT_STYLE || is_tone(c) || c == FEMALE || c == MALE;
}

/* Behind what may follow a picture: selector, tone, keycap, tags. */
static size_t skip_modifiers(struct tl_str text, size_t at)
{
    size_t behind;
    for (uint32_t c = peek(text, at, &behind); c == EMOJI_STYLE || c == TEXT_STYLE || c == KEYCAP ||
                                               is_tone(c) || (c >= TAG_FIRST && c <= TAG_LAST);
         c = peek(text, at, &behind))
        at = behind;
    return at;
}

size_t tl_emoji_end(struct tl_str text, size_t at)
{
    size_t behind, next;
    uint32_t c = peek(text, at, &behind), d = peek(text, behind, &next);
    if (c < 0x80) {
        if (!tl_is_digit((char)c) && c != '#' && c != '*')
            return 0;
        if (d == EMOJI_STYLE)
            d = peek(text, next, &next);
        return d == KEYCAP ? next : 0;
    }
    const struct tl_char *about = tl_char_of(c);
    if (about->word_break == TL_WB_REGIONAL)
        return tl_char_of(d)->word_break == TL_WB_REGIONAL ? next : behind;
    if ((about->flags & TL_CHAR_EMOJI) == 0 &&
        ((about->flags & TL_CHAR_PICTURE) == 0 || d != EMOJI_STYLE))
        return 0;
    if (d < TL_ZWJ) /* a blank, a letter, the end: most stand alone */
        return behind;
    size_t end = skip_modifiers(text, behind);
    while (peek(text, end, &behind) == TL_ZWJ &&
           (tl_char_of(peek(text, behind, &next))->flags & TL_CHAR_PICTURE))
        end = skip_modifiers(text, next);
    return end;
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}
static bool is_word(char c)
{
    return tl_is_alpha(c) || tl_is_digit(c) || (unsigned char)c >= 0x80;
}
static char at_or_nul(struct tl_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}
static size_t skip_run(struct tl_str text, size_t at)
{
    char c = text.ptr[at];
    while (at < text.len && tl_to_lower(text.ptr[at]) == tl_to_lower(c))
        at++;
    return at;
}

/* Eyes, tear, nose, mouth. */
static size_t face_end(struct tl_str text, size_t at, char *norm, size_t *len)
{
    char before = at > 0 ? text.ptr[at - 1] : '\0';
    size_t i = at, n = 0;
    if (text.ptr[i] == '>' && is_one_of(at_or_nul(text, i + 1), ":;=")) /* brows */
        norm[n++] = text.ptr[i++];
    char eyes = text.ptr[i];
    if (!is_one_of(eyes, ":;=") || (eyes == '=' && is_word(before)))
        return 0;
    norm[n++] = text.ptr[i++];
    if (at_or_nul(text, i) == '\'')
        norm[n++] = text.ptr[i++];
    size_t nose = i;
    if (is_one_of(at_or_nul(text, i), "-^o") && i + 1 < text.len)
        i++;
    if (!is_one_of(at_or_nul(text, i), ")(DdPp/\\|*][3OoSsXxcC$>"))
        i = nose;
    char mouth = at_or_nul(text, i);
    if (!is_one_of(mouth, ")(DdPp/\\|*][3OoSsXxcC$>"))
        return 0;
    size_t end = skip_run(text, i);
    char after = at_or_nul(text, end);
    if (is_word(mouth) && (is_word(after) || (is_one_of(mouth, "3sSxXcCoOd") && is_word(before))))
        return 0;
    if (is_one_of(mouth, "(/\\|[$>*") && (is_word(after) || after == '/'))
        return 0;
    norm[n++] = tl_to_lower(mouth);
    *len = n;
    return end;
}

/* Two like signs around a line or dot, or side by side. */
static size_t pair_end(struct tl_str text, size_t at, char *norm, size_t *len)
{
    char left = tl_to_lower(text.ptr[at]), middle = at_or_nul(text, at + 1);
    size_t i = at + 1;
    if (!is_one_of(left, "^-><;otunv") || (middle != '_' && middle != '.' && left != '^'))
        return 0;
    if (middle == '_' || middle == '.')
        i = skip_run(text, i);
    else
        middle = '\0';
    char right = tl_to_lower(at_or_nul(text, i));
    bool letters = tl_is_alpha(left);
    if (right != left && !(left == '>' && right == '<'))
        return 0;
    if (letters &&
        ((middle == '.' && left != 'o' && left != 'u') || (at > 0 && is_word(text.ptr[at - 1]))))
        return 0;
    if (is_word(at_or_nul(text, i + 1)) || (letters && at_or_nul(text, i + 1) == '.'))
        return 0;
    size_t n = 0;
    norm[n++] = left;
    if (middle != '\0')
        norm[n++] = middle;
    norm[n++] = right;
    *len = n;
    return i + 1;
}

size_t tl_emoticon_end(struct tl_str text, size_t at, char norm[TL_EMOTICON_MAX], size_t *len)
{
    static const struct {
        struct tl_str shape, norm;
    } shapes[] = {
        {TL_STR_INIT("<3"), TL_STR_INIT("<3")},
        {TL_STR_INIT("</3"), TL_STR_INIT("</3")},
        {TL_STR_INIT("\\o/"), TL_STR_INIT("\\o/")},
        {TL_STR_INIT("\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF"), TL_STR_INIT("\\_(\xE3\x83\x84)_/")},
    };
    struct tl_str rest = {text.ptr + at, text.len - at};
    char first = text.ptr[at];
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        if (first == shapes[i].shape.ptr[0] && tl_str_starts(rest, shapes[i].shape)) {
            size_t end = at + shapes[i].shape.len;
            if (text.ptr[end - 1] == '3')
                end = skip_run(text, end - 1);
            if (first != '\xC2' && is_word(at_or_nul(text, end)) && text.ptr[end - 1] == '/')
                return 0;
            memcpy(norm, shapes[i].norm.ptr, shapes[i].norm.len);
            *len = shapes[i].norm.len;
            return end;
        }
    bool free_before = at == 0 || !is_word(text.ptr[at - 1]);
    if (first == 'x' || first == 'X') { /* closed eyes: xD */
        size_t end = skip_run(text, at);
        bool face = free_before && end - at == 1 && (at_or_nul(text, end) | 0x20) == 'd';
        end = face ? skip_run(text, end) : at;
        if (!face || is_word(at_or_nul(text, end)) || at_or_nul(text, end) == '\'')
            return 0;
        memcpy(norm, "xd", 2);
        *len = 2;
        return end;
    }
    if (first == 'D') { /* dismay: D: */
        char after = at_or_nul(text, at + 2);
        if (!free_before || at_or_nul(text, at + 1) != ':' ||
            !(after == '\0' || after == ' ' || after == '\n'))
            return 0;
        memcpy(norm, "d:", 2);
        *len = 2;
        return at + 2;
    }
    size_t end = face_end(text, at, norm, len);
    return end > 0 ? end : pair_end(text, at, norm, len);
}
