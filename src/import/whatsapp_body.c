/*
 * whatsapp_body.c: see whatsapp_body.h.
 *
 * Nothing is classified by loose words: a body is a placeholder only when all of it is one, by the
 * table of phrases or by a form no person types (a marked file name, "<word: 00000012-PHOTO-...>").
 * Most bodies leave after three comparisons: no mark in front, no ">" or ")" at the end, and no
 * phrase of their length and first byte.
 */
#include "whatsapp_body.h"

#include <string.h>

#include "str.h"
#include "whatsapp_header.h"

/* U+200E, U+200F, U+202A to U+202E, and U+202F, the narrow blank. */
static bool is_mark_bytes(const char *p)
{
    const unsigned char third = (unsigned char)p[2];
    return memcmp(p, "\xe2\x80", 2) == 0 &&
           (third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xaf));
}

/* Without blanks and direction marks at both ends. */
static struct tl_str strip(struct tl_str s)
{
    for (;;) {
        const size_t before = s.len;
        s = tl_str_trim(s);
        while (s.len >= 3 && is_mark_bytes(s.ptr))
            s = tl_str_slice(s, 3, s.len);
        while (s.len >= 3 && is_mark_bytes(s.ptr + s.len - 3))
            s.len -= 3;
        if (tl_str_starts(s, TL_STR("\xc2\xa0")))
            s = tl_str_slice(s, 2, s.len);
        if (s.len == before)
            return s;
    }
}

/* Index of the last `byte`, or SIZE_MAX. */
static size_t find_last(struct tl_str s, char byte)
{
    for (size_t i = s.len; i > 0; i--)
        if (s.ptr[i - 1] == byte)
            return i - 1;
    return SIZE_MAX;
}

static bool find_class(const struct tl_wa_phrases *phrases, struct tl_str s, enum tl_wa_class class,
                       const struct tl_wa_phrase **out)
{
    *out = tl_wa_phrase_possible(phrases, s) ? tl_wa_phrase_find(phrases, s) : NULL;
    return *out != NULL && (*out)->class == class;
}

/* ---- attached files ---- */

static bool has_extension(struct tl_str name, const char *const *extensions)
{
    for (; *extensions != NULL; extensions++) {
        const struct tl_str e = tl_str_from(*extensions);
        if (name.len > e.len + 1 && name.ptr[name.len - e.len - 1] == '.' &&
            tl_str_equal_fold(tl_str_slice(name, name.len - e.len, name.len), e))
            return true;
    }
    return false;
}

/* "IMG-20250330-WA0010.jpg" (Android) or "00000012-PHOTO-2024-03-11-15-05-10.jpg" (iOS). */
static bool has_tag(struct tl_str name, const char *android, const char *ios)
{
    const struct tl_str tag = tl_str_from(ios);
    return tl_str_starts(name, tl_str_from(android)) ||
           (name.len > 8 + tag.len && tl_is_digit(name.ptr[0]) &&
            tl_str_equal(tl_str_slice(name, 8, 8 + tag.len), tag));
}

static enum tl_kind kind_of_file(struct tl_str name)
{
    static const char *const images[] = {"jpg", "jpeg", "png", "heic", "heif", "bmp", NULL};
    static const char *const videos[] = {"mp4", "mov", "3gp", "mkv", "avi", "webm", NULL};
    static const char *const voices[] = {"opus", NULL};
    static const char *const recordings[] = {"m4a", "ogg", "amr", "aac", "oga", NULL};
    static const char *const stickers[] = {"webp", "was", NULL};
    static const char *const gifs[] = {"gif", NULL};
    static const char *const contacts[] = {"vcf", NULL};
    if (has_tag(name, "GIF-", "-GIF-") || has_extension(name, gifs))
        return TL_KIND_GIF;
    if (has_tag(name, "STK-", "-STICKER-") || has_extension(name, stickers))
        return TL_KIND_STICKER;
    if (has_extension(name, voices) || has_tag(name, "PTT-", "-AUDIO-") ||
        (tl_str_starts(name, TL_STR("AUD-")) && has_extension(name, recordings)))
        return TL_KIND_VOICE;
    if (has_extension(name, videos))
        return TL_KIND_VIDEO;
    if (has_extension(name, images))
        return TL_KIND_IMAGE;
    return has_extension(name, contacts) ? TL_KIND_CONTACT : TL_KIND_FILE;
}

/* A name with an extension of one to five letters or digits, and no line in it. */
static bool is_file_name(struct tl_str s)
{
    const size_t dot = find_last(s, '.');
    if (dot == SIZE_MAX || dot == 0 || s.len - dot - 1 < 1 || s.len - dot - 1 > 5)
        return false;
    for (size_t i = dot + 1; i < s.len; i++)
        if (!tl_is_alpha(s.ptr[i]) && !tl_is_digit(s.ptr[i]))
            return false;
    return true;
}

/* Android's own names: three capitals, the day, "-WA" and a number. */
static bool is_whatsapp_name(struct tl_str s)
{
    return s.len > 17 && s.ptr[3] == '-' && tl_str_equal(tl_str_slice(s, 12, 15), TL_STR("-WA")) &&
           tl_is_digit(s.ptr[4]) && tl_is_digit(s.ptr[11]);
}

/* Android: "IMG-20250330-WA0010.jpg (file attached)". */
static bool read_parentheses(const struct tl_wa_phrases *phrases, struct tl_str body, bool marked,
                             struct tl_wa_body *out)
{
    const struct tl_wa_phrase *phrase;
    const size_t open = find_last(body, '(');
    if (open == SIZE_MAX || open < 2)
        return false;
    const struct tl_str name = strip(tl_str_slice(body, 0, open));
    const struct tl_str tail = strip(tl_str_slice(body, open + 1, body.len - 1));
    if (!is_file_name(name))
        return false;
    /* In a language not known, what only WhatsApp writes must speak for it. */
    if (!find_class(phrases, tail, TL_WA_ATTACHED, &phrase) && !is_whatsapp_name(name) && !marked)
        return false;
    out->kind = kind_of_file(name);
    out->text.len = 0;
    return true;
}

/* iOS: "<attached: 00000012-PHOTO-2024-03-11-15-05-10.jpg>", what stands before it is the caption
   or, with a document, its name and the number of its pages. */
static bool read_angle_attachment(struct tl_str body, bool marked, struct tl_wa_body *out)
{
    const size_t open = find_last(body, '<');
    if (open == SIZE_MAX)
        return false;
    const struct tl_str inside = tl_str_slice(body, open + 1, body.len - 1);
    const size_t colon = tl_str_find(inside, TL_STR(": "), 0);
    const struct tl_str before = tl_str_slice(body, 0, open);
    marked |= tl_str_ends(before, TL_WA_LRM);
    if (colon == SIZE_MAX || colon == 0 || colon > 40)
        return false;
    const struct tl_str name = strip(tl_str_slice(inside, colon + 2, inside.len));
    const bool numbered =
        name.len > 9 && tl_is_digit(name.ptr[0]) && tl_is_digit(name.ptr[7]) && name.ptr[8] == '-';
    /* Some programs take the marks away that nobody could have typed. */
    const bool bare = open == 0 || tl_str_equal(tl_str_slice(inside, 0, colon), TL_STR("attached"));
    if (!is_file_name(name) || (!marked && !numbered && !bare))
        return false;
    out->kind = kind_of_file(name);
    out->text = strip(before);
    if (out->text.len > 0 && tl_str_find(out->text, TL_STR("\xe2\x80\xa2"), 0) != SIZE_MAX)
        out->text.len = 0;
    if (out->text.len > 0)
        out->flags |= TL_FLAG_CAPTION;
    return true;
}

/* ---- calls ---- */

static size_t read_digits(struct tl_str s, size_t *i, int64_t *value)
{
    const size_t first = *i;
    *value = 0;
    while (*i < s.len && tl_is_digit(s.ptr[*i]) && *i - first < 6)
        *value = *value * 10 + (s.ptr[(*i)++] - '0');
    return *i - first;
}

/* "12 min", "1 hr 5 min", "12:34", "1:05:10". false when there is anything else. */
static bool read_duration(struct tl_str s, int32_t *seconds)
{
    int64_t total = 0, value;
    size_t i = 0;
    if (s.len == 0)
        return false;
    while (i < s.len) {
        if (read_digits(s, &i, &value) == 0)
            return false;
        if (i < s.len && s.ptr[i] == ':') {
            /* Minutes and seconds, or hours before them, and nothing behind. */
            for (total = value; i < s.len; total = total * 60 + value)
                if (s.ptr[i++] != ':' || read_digits(s, &i, &value) == 0)
                    return false;
            break;
        }
        while (i < s.len && s.ptr[i] == ' ')
            i++;
        const size_t word = i;
        while (i < s.len && s.ptr[i] != ' ' && s.ptr[i] != '.' && s.ptr[i] != ',' &&
               !tl_is_digit(s.ptr[i]))
            i++;
        const int32_t unit = tl_wa_unit_seconds(tl_str_slice(s, word, i));
        if (unit == 0)
            return false;
        total += value * unit;
        while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '.' || s.ptr[i] == ','))
            i++;
    }
    if (total > 7 * 86400)
        return false;
    *seconds = (int32_t)total;
    return true;
}

/* The body without the marks iOS strews in and with plain blanks; SIZE_MAX when it is too long. */
static size_t plain_copy(struct tl_str s, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        size_t len = 1;
        if (tl_wa_starts_with_lrm(tl_str_slice(s, i, s.len))) {
            i += 3;
            continue;
        }
        if (n >= size)
            return SIZE_MAX;
        out[n++] = s.ptr[i];
        if (s.len - i >= 2 && memcmp(s.ptr + i, "\xc2\xa0", 2) == 0)
            len = 2;
        else if (s.len - i >= 3 && memcmp(s.ptr + i, "\xe2\x80\xaf", 3) == 0)
            len = 3;
        if (len > 1)
            out[n - 1] = ' ';
        i += len;
    }
    return n;
}

/* "Voice call", "Voice call, 12 min", "Video call. No answer", "Missed voice call. Tap to call
   back". Behind a marked beginning any tail will do; without a mark only one that is understood. */
static bool read_call(const struct tl_wa_phrases *phrases, struct tl_str body, bool marked,
                      struct tl_wa_body *out)
{
    char copy[160];
    const struct tl_wa_phrase *phrase = NULL, *answer;
    /* A direction mark may stand in front. */
    if (body.len > 0 && (unsigned char)body.ptr[0] != 0xe2 && !tl_wa_call_possible(phrases, body))
        return false;
    const size_t n = plain_copy(body, copy, sizeof copy);
    if (n == SIZE_MAX)
        return false;
    const struct tl_str plain = strip((struct tl_str){copy, n});
    struct tl_str head = plain, tail = {NULL, 0};
    for (size_t i = 0; i + 1 < plain.len; i++)
        if ((plain.ptr[i] == ',' || plain.ptr[i] == '.') && plain.ptr[i + 1] == ' ') {
            head = tl_str_slice(plain, 0, i);
            tail = strip(tl_str_slice(plain, i + 2, plain.len));
            break;
        }
    if (!find_class(phrases, head, TL_WA_CALL, &phrase))
        return false;
    if (!marked && memcmp(phrase->text, head.ptr, phrase->len) != 0)
        return false;
    enum tl_kind kind = (enum tl_kind)phrase->kind;
    if (tail.len > 0) {
        const bool timed = read_duration(tail, &out->duration_s);
        const bool unanswered = find_class(phrases, tail, TL_WA_NO_ANSWER, &answer);
        if (!timed && !unanswered && !marked)
            return false;
        if (unanswered)
            kind = TL_KIND_MISSED_CALL;
    }
    out->kind = kind;
    out->flags |= phrase->flags;
    out->text.len = 0;
    return true;
}

/* ---- the rest ---- */

/* "location: https://maps.google.com/?q=-34.6,-58.4": one word in any language, then the link. */
static bool is_location(struct tl_str body)
{
    const size_t link = tl_str_find(body, TL_STR(": https://"), 0);
    if (link == SIZE_MAX || link == 0 || link > 80)
        return false;
    const struct tl_str url = tl_str_slice(body, link + 2, body.len);
    if (tl_str_find(url, TL_STR(" "), 0) != SIZE_MAX)
        return false;
    if (tl_str_starts(url, TL_STR("https://maps.google.com/?q=")))
        return tl_str_find(tl_str_slice(body, 0, link), TL_STR(" "), 0) == SIZE_MAX;
    return tl_wa_starts_with_lrm(body) &&
           (tl_str_starts(url, TL_STR("https://foursquare.com/v/")) ||
            tl_str_starts(url, TL_STR("https://maps.google.com/")));
}

bool tl_wa_body_edited(const struct tl_wa_phrases *phrases, struct tl_str *line)
{
    const struct tl_wa_phrase *phrase;
    const struct tl_str s = strip(*line);
    if (s.len < 3 || s.ptr[s.len - 1] != '>')
        return false;
    const size_t open = find_last(s, '<');
    if (open == SIZE_MAX ||
        !find_class(phrases, tl_str_slice(s, open + 1, s.len - 1), TL_WA_EDITED, &phrase))
        return false;
    struct tl_str before = {line->ptr, (size_t)(s.ptr - line->ptr) + open};
    while (before.len > 0 && (before.ptr[before.len - 1] == ' ' || tl_str_ends(before, TL_WA_LRM)))
        before.len -= before.ptr[before.len - 1] == ' ' ? 1 : 3;
    *line = before;
    return true;
}

/* A placeholder of a known phrase: all of the body, or (iOS) all behind the last mark. */
static bool read_placeholder(const struct tl_wa_phrases *phrases, struct tl_str body, bool marked,
                             struct tl_wa_body *out)
{
    const struct tl_wa_phrase *phrase;
    struct tl_str before = {body.ptr, 0};
    if (!tl_wa_phrase_possible(phrases, body) ||
        (phrase = tl_wa_phrase_find(phrases, body)) == NULL) {
        if (!marked)
            return false;
        /* "report.pdf <mark>3 pages <mark>document omitted" */
        size_t last = SIZE_MAX;
        for (size_t i = 0; (i = tl_str_find(body, TL_WA_LRM, i)) != SIZE_MAX; i += 3)
            last = i;
        if (last == SIZE_MAX ||
            !find_class(phrases, strip(tl_str_slice(body, last, body.len)), TL_WA_OMITTED, &phrase))
            return false;
        before = strip(tl_str_slice(body, 0, last));
    }
    /* What people may type themselves is only taken as WhatsApp writes it. */
    const bool loose = phrase->class == TL_WA_OMITTED && (marked || body.ptr[0] == '<');
    if (!loose && memcmp(phrase->text, body.ptr, phrase->len) != 0)
        return false;
    switch (phrase->class) {
    case TL_WA_OMITTED:
        out->text = phrase->kind == TL_KIND_FILE ? (struct tl_str){body.ptr, 0} : before;
        if (out->text.len > 0)
            out->flags |= TL_FLAG_CAPTION;
        break;
    case TL_WA_DELETED:
    case TL_WA_NOTHING:
    case TL_WA_POLL:
    case TL_WA_CALL:
        out->text.len = 0;
        break;
    default:
        return false;
    }
    out->kind = (enum tl_kind)phrase->kind;
    out->flags |= phrase->flags;
    return true;
}

/* Two or three words and no number: an unknown placeholder, not a sentence. */
static bool is_short(struct tl_str s)
{
    size_t blanks = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (tl_is_digit(s.ptr[i]))
            return false;
        blanks += s.ptr[i] == ' ';
    }
    return s.len > 0 && s.len <= 64 && blanks <= 2 && s.ptr[s.len - 1] != '.';
}

/* iOS: the body begins with a mark, so WhatsApp wrote it. */
static void read_marked(const struct tl_wa_phrases *phrases, struct tl_str body,
                        struct tl_wa_body *out)
{
    const struct tl_str text = strip(body);
    if (read_placeholder(phrases, text, true, out) || read_call(phrases, text, true, out))
        return;
    if (is_location(body)) {
        out->kind = TL_KIND_LOCATION;
        out->text = text;
        return;
    }
    if (is_file_name(text) && kind_of_file(text) == TL_KIND_CONTACT) {
        out->kind = TL_KIND_CONTACT;
        out->text.len = 0;
        return;
    }
    /* A number or a link copied from somewhere brings such a mark along. */
    if (tl_is_digit(text.ptr[0]) || text.ptr[0] == '+' || tl_str_starts(text, TL_STR("http")))
        return;
    out->kind = TL_KIND_SYSTEM;
    out->text = text;
    out->unknown = is_short(text);
}

void tl_wa_body_read(const struct tl_wa_phrases *phrases, struct tl_str body, bool ios, bool marked,
                     bool hint, struct tl_wa_body *out)
{
    *out = (struct tl_wa_body){.text = body, .kind = TL_KIND_TEXT, .duration_s = -1};
    const char last = body.len > 0 ? body.ptr[body.len - 1] : ' ';
    const bool lrm = tl_wa_starts_with_lrm(body);
    hint |= body.len > 0 && (unsigned char)body.ptr[0] == 0xe2 &&
            tl_str_starts(body, TL_STR("\xe2\x80\x8f"));
    /* An iPhone's file that lost its marks must do without this short way. */
    if (!lrm && !hint && last != '>' && last != ')' && last != ' ' && !tl_is_digit(last) &&
        !(ios && !marked) && !tl_wa_phrase_possible(phrases, body) &&
        !tl_wa_call_possible(phrases, body))
        return;
    if (last == '>' && tl_wa_body_edited(phrases, &out->text)) {
        out->flags |= TL_FLAG_EDITED;
        body = out->text;
    }
    const struct tl_str text = strip(body);
    if (text.len == 0) {
        out->kind = TL_KIND_MEDIA;
        out->text.len = 0;
        return;
    }
    const char end = text.ptr[text.len - 1];
    if ((end == '>' && read_angle_attachment(text, lrm, out)) ||
        (end == ')' && read_parentheses(phrases, text, lrm, out)))
        return;
    if (ios && lrm) {
        read_marked(phrases, body, out);
        return;
    }
    if (ios && hint &&
        (read_placeholder(phrases, text, true, out) || read_call(phrases, text, true, out)))
        return;
    /* Where an iPhone marks its own words, unmarked ones are a person's, whatever they say. */
    const bool bracketed = text.ptr[0] == '<' && end == '>';
    if (!ios || !marked || bracketed) {
        if (read_placeholder(phrases, text, lrm, out) || read_call(phrases, text, lrm, out))
            return;
    }
    if (tl_is_digit(end) && is_location(body)) {
        out->kind = TL_KIND_LOCATION;
        return;
    }
    out->unknown = bracketed && text.len >= 5 && text.len <= TL_WA_PHRASE_MAX;
}
