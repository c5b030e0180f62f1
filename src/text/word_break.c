/*
 * word_break.c: word boundaries of UAX 29 (Unicode 15), and their adaptation to chats.
 *
 * One pass over the segment with the classes of the last two characters that count (WB4: Extend,
 * Format and ZWJ count for what they follow). The rules that need to see what comes behind a mark
 * in the middle of a word (WB6, WB7b, WB12) look ahead over such characters only, and the segment
 * ends where they find nothing, so no byte is looked at more than twice.
 *
 * The standard's rules know no dictionary: each Chinese character, each kana of hiragana, and each
 * letter of Thai, Lao, Burmese and Khmer with its marks is a segment of its own; katakana runs stay
 * together.
 */
#include "unicode.h"
#include "utf8.h"

static enum tl_word_break break_class(uint32_t c, bool chat)
{
    enum tl_word_break class = (enum tl_word_break)tl_char_of(c)->word_break;
    if (!chat)
        return class;
    if (tl_straight(c) == '\'')
        return TL_WB_SINGLE_QUOTE;
    switch (class) {
    case TL_WB_MID_NUM_LET:
        return TL_WB_MID_NUM;
    case TL_WB_MID_LETTER: /* the middle dot of Catalan stays */
        return c == 0xB7 ? class : c == ':' ? TL_WB_MID_NUM : TL_WB_OTHER;
    case TL_WB_EXTEND_NUM_LET:
        return TL_WB_OTHER;
    default:
        return class;
    }
}

static bool is_letter(enum tl_word_break class)
{
    return class == TL_WB_LETTER || class == TL_WB_HEBREW;
}
static bool is_skipped(enum tl_word_break class)
{
    return class == TL_WB_EXTEND || class == TL_WB_FORMAT || class == TL_WB_ZWJ;
}
static bool is_line(enum tl_word_break class)
{
    return class == TL_WB_CR || class == TL_WB_LF || class == TL_WB_NEWLINE;
}
static bool joins_letters(enum tl_word_break class)
{
    return class == TL_WB_MID_LETTER || class == TL_WB_MID_NUM_LET || class == TL_WB_SINGLE_QUOTE;
}
static bool joins_digits(enum tl_word_break class)
{
    return class == TL_WB_MID_NUM || class == TL_WB_MID_NUM_LET || class == TL_WB_SINGLE_QUOTE;
}

/* The class of the next character that counts. */
static enum tl_word_break look_ahead(struct tl_str text, size_t at, bool chat)
{
    while (at < text.len) {
        enum tl_word_break class = break_class(tl_utf8_next(text, &at), chat);
        if (!is_skipped(class))
            return class;
    }
    return TL_WB_OTHER;
}

/* Whether WB5 to WB13b keep `next` with what stands before it; `behind` is where it ends. */
static bool joined(enum tl_word_break last_but_one, enum tl_word_break last,
                   enum tl_word_break next, struct tl_str text, size_t behind, bool chat)
{
    if (is_letter(last)) {
        if (is_letter(next) || next == TL_WB_NUMERIC || next == TL_WB_EXTEND_NUM_LET)
            return true; /* WB5, WB9, WB13a */
        if (last == TL_WB_HEBREW && next == TL_WB_SINGLE_QUOTE)
            return true; /* WB7a */
        if (joins_letters(next))
            return is_letter(look_ahead(text, behind, chat)); /* WB6 */
        return last == TL_WB_HEBREW && next == TL_WB_DOUBLE_QUOTE &&
               look_ahead(text, behind, chat) == TL_WB_HEBREW; /* WB7b */
    }
    if (last == TL_WB_NUMERIC) {
        if (next == TL_WB_NUMERIC || is_letter(next) || next == TL_WB_EXTEND_NUM_LET)
            return true; /* WB8, WB10, WB13a */
        return joins_digits(next) && look_ahead(text, behind, chat) == TL_WB_NUMERIC; /* WB12 */
    }
    if (joins_letters(last) && is_letter(last_but_one) && is_letter(next))
        return true; /* WB7 */
    if (last == TL_WB_DOUBLE_QUOTE && last_but_one == TL_WB_HEBREW && next == TL_WB_HEBREW)
        return true; /* WB7c */
    if (joins_digits(last) && last_but_one == TL_WB_NUMERIC && next == TL_WB_NUMERIC)
        return true; /* WB11 */
    if (last == TL_WB_KATAKANA)
        return next == TL_WB_KATAKANA || next == TL_WB_EXTEND_NUM_LET; /* WB13, WB13a */
    if (last == TL_WB_EXTEND_NUM_LET)
        return is_letter(next) || next == TL_WB_NUMERIC || next == TL_WB_KATAKANA ||
               next == TL_WB_EXTEND_NUM_LET; /* WB13a, WB13b */
    return false;
}

size_t tl_word_end(struct tl_str text, size_t at, bool chat)
{
    if (at >= text.len)
        return text.len;
    enum tl_word_break last_but_one = TL_WB_OTHER;
    enum tl_word_break last = break_class(tl_utf8_next(text, &at), chat), previous = last;
    size_t regional = last == TL_WB_REGIONAL;
    while (at < text.len) {
        size_t behind = at;
        uint32_t c = tl_utf8_next(text, &behind);
        enum tl_word_break next = break_class(c, chat);
        if (previous == TL_WB_CR && next == TL_WB_LF) { /* WB3 */
            at = behind;
            break;
        }
        if (is_line(previous) || is_line(next)) /* WB3a, WB3b */
            break;
        if (is_skipped(next)) { /* WB4 */
            previous = next;
            at = behind;
            continue;
        }
        bool keep =
            (previous == TL_WB_ZWJ && (tl_char_of(c)->flags & TL_CHAR_PICTURE)) || /* WB3c */
            (previous == TL_WB_SPACE && next == TL_WB_SPACE) ||                    /* WB3d */
            joined(last_but_one, last, next, text, behind, chat) ||
            (last == TL_WB_REGIONAL && next == TL_WB_REGIONAL && regional % 2 == 1);
        if (!keep) /* WB999 */
            break;
        regional += next == TL_WB_REGIONAL;
        last_but_one = last;
        last = previous = next;
        at = behind;
    }
    return at;
}
