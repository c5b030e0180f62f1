/*
 * place.c: what points to somewhere else.
 *
 * A hand-made reader for how such things are typed and exported, not for all that the standards
 * allow (RFC 3986, RFC 5322): what it misses is read as words, and what it takes too much is lost
 * to the word lists, so both sides are weighed by how often they occur in chats. A domain without
 * scheme must end in a name that is no word ("ok.me", "hola.de nada" are forgotten blanks). Walks
 * back from a sign are bounded, so the work grows with the text.
 */
#include "place.h"

#include "str.h"
#include "unicode.h"
#include "utf8.h"

enum { WALK_MAX = 256, MENTION_MAX = 200, PHONE_MAX = 40 };

static const char *const file_endings[] = {
    "7z",   "aac", "apk",  "avi",  "bmp",  "csv",  "doc",  "docx", "epub", "flac", "gif", "gz",
    "heic", "htm", "html", "ics",  "jpeg", "jpg",  "json", "m4a",  "m4v",  "mkv",  "mov", "mp3",
    "mp4",  "odt", "ogg",  "opus", "pdf",  "png",  "ppt",  "pptx", "rar",  "svg",  "tgs", "tif",
    "tiff", "txt", "vcf",  "wav",  "webm", "webp", "xls",  "xlsx", "xml",  "zip",  "3gp",
};

/* Top-level domains that are no word of a language people chat in. */
static const char *const domains[] = {
    "app", "biz", "br", "ch", "cn",  "com", "dev", "edu", "eu", "fr",   "gg", "gov", "info",
    "io",  "jp",  "kr", "mx", "net", "nl",  "org", "pl",  "ru", "shop", "tv", "uk",  "xyz",
};

/* And some that are, taken when a path follows or another label stands before them. */
static const char *const word_domains[] = {"ar", "at", "be", "ca", "cl", "co", "de", "es", "in",
                                           "it", "ly", "me", "se", "so", "to", "us", "be"};

static bool is_alnum(char c)
{
    return tl_is_alpha(c) || tl_is_digit(c);
}
/* Letters beyond ASCII count as part of names. */
static bool is_name(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80;
}
static bool is_one_of(char c, const char *set)
{
    for (; *set != '\0'; set++)
        if (*set == c)
            return true;
    return false;
}

static bool is_listed(struct tl_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tl_str_equal_fold(s, tl_str_from(list[i])))
            return true;
    return false;
}
#define IS_LISTED(s, list) is_listed(s, list, sizeof(list) / sizeof(list)[0])

/* Back from `at` while bytes are names or in `set`. */
static size_t walk_back(struct tl_str text, size_t from, size_t at, const char *set)
{
    size_t low = at - from > WALK_MAX ? at - WALK_MAX : from;
    while (at > low && (is_name(text.ptr[at - 1]) || is_one_of(text.ptr[at - 1], set)))
        at--;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++; /* the bound may cut a character */
    return at;
}

/* Where the link whose address goes on at `at` ends: before what no address holds, and before the
   punctuation of the sentence around it. */
static size_t link_end(struct tl_str text, size_t at, size_t to)
{
    size_t start = at, end = at;
    size_t brackets = 0; /* open ones of the address itself */
    while (at < to) {
        size_t next = at;
        uint32_t c = tl_utf8_next(text, &next);
        if (c < 0x80 ? is_one_of((char)c, "<>\"|\\^`{}")
                     : (tl_char_of(c)->flags & (TL_CHAR_LETTER | TL_CHAR_NUMBER)) == 0)
            break;
        at = next;
        bool closes = c == ')' && brackets > 0;
        brackets += c == '(';
        brackets -= closes;
        if (closes || c >= 0x80 || !is_one_of((char)c, ".,;:!?'*_])"))
            end = at;
    }
    return end > start ? end : at;
}

static bool find_link(struct tl_str text, size_t from, size_t at, size_t to, struct tl_place *place)
{
    static const struct tl_str www = TL_STR_INIT("www.");
    if (to - at > 3 && text.ptr[at] == ':' && text.ptr[at + 1] == '/' && text.ptr[at + 2] == '/') {
        size_t start = at;
        while (start > from && at - start < 12 && is_alnum(text.ptr[start - 1]))
            start--;
        *place = (struct tl_place){start, link_end(text, at + 3, to)};
        return start < at;
    }
    if ((text.ptr[at] | 0x20) == 'w' && to - at > www.len && is_name(text.ptr[at + www.len]) &&
        (at == from || !is_name(text.ptr[at - 1])) &&
        tl_str_equal_fold((struct tl_str){text.ptr + at, www.len}, www)) {
        *place = (struct tl_place){at, link_end(text, at + www.len, to)};
        return true;
    }
    return false;
}

static bool find_mail(struct tl_str text, size_t from, size_t at, size_t to, struct tl_place *place)
{
    size_t start = walk_back(text, from, at, "._%+-"), end = at + 1, dot = 0;
    while (end < to && (is_name(text.ptr[end]) || text.ptr[end] == '-' || text.ptr[end] == '.')) {
        if (text.ptr[end] == '.' && end + 1 < to && is_name(text.ptr[end + 1]))
            dot = end;
        else if (text.ptr[end] == '.')
            break;
        end++;
    }
    *place = (struct tl_place){start, end};
    return start < at && dot > at + 1 && end - dot > 2 && !tl_is_digit(text.ptr[end - 1]);
}

size_t tl_mention_end(struct tl_str text, size_t at)
{
    static const struct tl_str open = TL_STR_INIT("\xE2\x81\xA8"),
                               close = TL_STR_INIT("\xE2\x81\xA9");
    struct tl_str rest = {text.ptr + at + 1, text.len - at - 1};
    if (at > 0 && is_name(text.ptr[at - 1]))
        return 0;
    if (tl_str_starts(rest, open)) {
        /* WhatsApp: a name between direction isolates. */
        if (rest.len > MENTION_MAX)
            rest.len = MENTION_MAX;
        size_t end = tl_str_find(rest, close, 0), line = tl_str_find(rest, TL_STR("\n"), 0);
        return end < line ? at + 1 + end + close.len : 0;
    }
    size_t end = at + 1, digits = 0;
    while (end < text.len) {
        size_t next = end;
        uint32_t c = tl_utf8_next(text, &next);
        if (c < 0x80 ? !is_alnum((char)c) && !(is_one_of((char)c, "_.") && end > at + 1)
                     : (tl_char_of(c)->flags & TL_CHAR_LETTER) == 0)
            break;
        digits += c < 0x80 && tl_is_digit((char)c);
        end = next;
    }
    while (end > at + 1 && text.ptr[end - 1] == '.')
        end--;
    bool number = digits == end - at - 1;
    return (number ? digits >= 7 : !tl_is_digit(text.ptr[at + 1])) ? end : 0;
}

/* A file name or a domain without scheme whose last label stands behind the dot at `at`. */
static bool find_dotted(struct tl_str text, size_t from, size_t at, size_t to,
                        struct tl_place *place)
{
    size_t end = at + 1;
    while (end < to && is_alnum(text.ptr[end]))
        end++;
    struct tl_str label = {text.ptr + at + 1, end - at - 1};
    bool goes_on =
        end < to && (text.ptr[end] == '-' || text.ptr[end] == '_' ||
                     (text.ptr[end] == '.' && end + 1 < to && is_name(text.ptr[end + 1])));
    if (label.len < 2 || goes_on || at == from || !is_name(text.ptr[at - 1]))
        return false;
    if (IS_LISTED(label, file_endings)) {
        *place = (struct tl_place){walk_back(text, from, at, "._-"), end};
        return place->at < at;
    }
    size_t start = walk_back(text, from, at, ".-");
    bool path = end + 1 < to && text.ptr[end] == '/' && is_name(text.ptr[end + 1]);
    bool labels = tl_str_find((struct tl_str){text.ptr + start, at - start}, TL_STR("."), 0) < at;
    if (at - start < 2 ||
        !(IS_LISTED(label, domains) || ((path || labels) && IS_LISTED(label, word_domains))))
        return false;
    *place = (struct tl_place){start, path ? link_end(text, end, to) : end};
    return true;
}

bool tl_place_find(struct tl_str text, size_t from, size_t to, struct tl_place *place)
{
    for (size_t at = from; at < to; at++) {
        switch (text.ptr[at]) {
        case ':':
        case 'w':
        case 'W':
            if (find_link(text, from, at, to, place))
                return true;
            break;
        case '@':
            if (find_mail(text, from, at, to, place))
                return true;
            *place = (struct tl_place){at, tl_mention_end(text, at)};
            if (place->end > 0)
                return true;
            break;
        case '.':
            /* A mail address or link that begins here would be cut. */
            if (find_dotted(text, from, at, to, place) &&
                (place->end == to || text.ptr[place->end] != '@'))
                return true;
            break;
        default:
            break;
        }
    }
    return false;
}

/* What a run of digits and separators is made of. */
struct groups {
    size_t n, digits;
    uint8_t length[PHONE_MAX];
    bool point, dash, bracket;
};

static bool is_date(const struct groups *g)
{
    bool year_last = g->length[0] <= 2 && (g->length[2] == 4 || g->length[2] == 2);
    bool year_first = g->length[0] == 4 && g->length[2] <= 2;
    return g->n == 3 && g->length[1] <= 2 && (year_last || year_first);
}

/* Each group but the first has `length` digits. */
static bool all_rest(const struct groups *g, size_t length)
{
    for (size_t i = 1; i < g->n; i++)
        if (g->length[i] != length)
            return false;
    return true;
}

static bool is_phone(const struct groups *g, char first)
{
    if (g->digits < 7 || g->digits > 15)
        return false;
    if (first == '+')
        return true;
    if (g->n == 1)
        return g->digits >= 8 || first == '0';
    if (g->n == 2 && g->point)
        return false; /* a fraction */
    if (is_date(g) ||
        (g->length[0] <= 3 && all_rest(g, 3) && first != '0' && !g->bracket && !g->dash))
        return false; /* "1 000 000" */
    size_t longest = 0;
    for (size_t i = 0; i < g->n; i++) {
        if (i > 0 && g->length[i] < 2)
            return false;
        if (longest < g->length[i])
            longest = g->length[i];
    }
    if (longest <= 2) /* times of day, but for "06 12 34 56 78" */
        return first == '0' && g->n >= 4 && !(g->point && g->dash);
    return g->n <= 6 && !(longest == 4 && g->length[0] == 4 && all_rest(g, 4)); /* years */
}

static bool joins_groups(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

size_t tl_phone_end(struct tl_str text, size_t at)
{
    struct groups groups = {0};
    size_t end = at, limit = text.len - at > PHONE_MAX ? at + PHONE_MAX : text.len;
    char first = text.ptr[at];
    bool open = false;
    for (size_t i = at, gap = 1; i < limit; i++) {
        char c = text.ptr[i];
        if (tl_is_digit(c)) {
            if (first == '(')
                first = c;
            if (gap > 0)
                groups.length[groups.n++] = 0;
            groups.length[groups.n - 1]++;
            groups.digits++;
            gap = 0;
            end = i + 1;
            continue;
        }
        if (!(c == '+' && i == at) && (!joins_groups(c) || gap++ > 2))
            break;
        /* What follows a separator counts only when digits do. */
        if (i + 1 < limit && (tl_is_digit(text.ptr[i + 1]) || open)) {
            groups.point |= c == '.';
            groups.dash |= c == '-' || c == '/';
        }
        groups.bracket |= c == '(';
        open = c == '(' || (open && c != ')');
    }
    bool cut = end < text.len && is_name(text.ptr[end]);
    return !cut && groups.n > 0 && is_phone(&groups, first) ? end : 0;
}
