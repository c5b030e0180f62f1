/*
 * whatsapp_header.c: see whatsapp_header.h and docs/formats/whatsapp_text.md.
 *
 * WhatsApp writes the date and the clock as the phone's language does, and a line that begins with
 * a message differs from one that does not by nothing else. The full reading first folds the line's
 * beginning: blanks of every kind become blanks, digits of every script ASCII ones, direction marks
 * go. On that a small grammar is read:
 *
 *     header  = ["["] (date between clock | clock [between date]) after
 *     date    = [era] number sep number sep number [era]
 *                                                      sep: / . - or the words for year, month, day
 *     clock   = number (":" | "." | "h") number [(":" | "." | " min ") number]
 *     between = words, at least a blank or comma       one of them may be a mark of the day's half
 *     after   = [words] ("]" | " - " | ": ") | [mark] name ": "            here too
 *
 * Which number is the day is not decided here.
 */
#include "whatsapp_header.h"

#include <string.h>

#include "str.h"
#include "utf8.h"
#include "whatsapp_period.h"

enum { FOLDED_MAX = 96, WORD_BYTES_MAX = 64, WORDS_MAX = 6 };

/* The line's beginning, folded; at[i] is the byte where c[i] stands, at[n] the byte behind. */
struct folded {
    uint32_t c[FOLDED_MAX + 1]; /* 0 behind the end */
    uint16_t at[FOLDED_MAX + 1];
    size_t n;
};

bool tl_wa_is_mark(uint32_t c)
{
    return (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || c == 0x061c;
}

/* First digits of the scripts whose digits phones use. */
static const uint32_t zeros[] = {0x660,  0x6f0,  0x7c0,  0x966,  0x9e6,  0xa66,   0xae6,  0xb66,
                                 0xbe6,  0xc66,  0xce6,  0xd66,  0xe50,  0xed0,   0xf20,  0x1040,
                                 0x17e0, 0x1c50, 0xa9d0, 0xabf0, 0xff10, 0x11136, 0x1e950};

static uint32_t fold(uint32_t c)
{
    if (c < 0x80)
        return c == '\t' ? ' ' : c;
    for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
        if (c >= zeros[i] && c <= zeros[i] + 9)
            return '0' + (c - zeros[i]);
    switch (c) {
    case 0xa0:
    case 0x2007:
    case 0x2009:
    case 0x202f:
    case 0x3000:
        return ' ';
    case 0x60c: /* Arabic, ideographic and full-width commas */
    case 0x3001:
    case 0xff0c:
        return ',';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
        return '-';
    case 0xff1a:
    case 0x2236:
        return ':';
    case 0x2bc: /* apostrophes inside of words */
    case 0x2019:
    case 0xa78c:
        return '\'';
    default:
        return c;
    }
}

static void fold_line(struct tl_str line, struct folded *out)
{
    size_t n = 0, at = 0;
    while (at < line.len && n < FOLDED_MAX) {
        const size_t start = at;
        const uint32_t c = tl_utf8_next(line, &at);
        if (tl_wa_is_mark(c))
            continue;
        out->c[n] = fold(c);
        out->at[n++] = (uint16_t)start;
        /* Most lines that are no header are known by their first character. */
        if (n == 1 && out->c[0] != '[' && !(out->c[0] >= '0' && out->c[0] <= '9'))
            break;
    }
    out->c[n] = 0;
    out->at[n] = (uint16_t)at;
    out->n = n;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(const struct folded *f, size_t *i)
{
    while (f->c[*i] == ' ')
        ++*i;
}

static bool read_number(const struct folded *f, size_t *i, size_t max_digits, uint16_t *number,
                        uint8_t *digits)
{
    unsigned value = 0;
    uint8_t n = 0;
    while (is_digit(f->c[*i])) {
        if (++n > max_digits)
            return false;
        value = value * 10 + (f->c[(*i)++] - '0');
    }
    *number = (uint16_t)value;
    *digits = n;
    return n > 0;
}

/* The common year of a year of an era that was written with one digit or two. */
static uint16_t year_of_era(uint16_t year, uint8_t era)
{
    switch (era) {
    case TL_WA_REIWA:
        return (uint16_t)(year + 2018);
    case TL_WA_HEISEI:
        return (uint16_t)(year + 1988);
    case TL_WA_BUDDHIST:
        return (uint16_t)(year + 1957);
    case TL_WA_REPUBLIC: /* 98 is 2009; the hundred of those since is left out */
        return (uint16_t)(year + (year < 90 ? 2011 : 1911));
    case TL_WA_PERSIAN:
        return (uint16_t)(year + (year < 88 ? 1400 : 1300));
    default: /* to be refused */
        return 1300;
    }
}

/*
 * Years of other calendars become common ones where a number can be nothing else: Buddhist (Thai)
 * years are 543 ahead, with two digits 52 (2009, WhatsApp's first year) to 80; the years of
 * the Republic (Taiwan) have three digits and are 1911 behind. Persian ones stay, since months and
 * days are others, too.
 */
static bool normalise_year(uint16_t *number, uint8_t *digits)
{
    if (*digits == 4 && *number >= 2400 && *number < 2700)
        *number = (uint16_t)(*number - 543);
    else if (*digits == 3 && *number >= 90 && *number < 200)
        *number = (uint16_t)(*number + 1911);
    else if (*digits == 2 && *number >= 52 && *number <= 80)
        *number = (uint16_t)(*number + 1957);
    else
        return *digits == 4 && tl_date_is_persian_year(*number);
    *digits = 4;
    return true;
}

/* Which number is the year, where that is plain, and in common years. *shape gets its bit. false
   when the numbers are no date in any order. */
static bool settle_year(struct tl_date_fields *date, uint8_t era, bool year_first, uint16_t *shape,
                        bool *converted)
{
    const size_t k = date->digits[2] <= 2 && (year_first || date->digits[0] > 2) ? 0 : 2;
    *converted = era != TL_WA_NO_ERA;
    if (era != TL_WA_NO_ERA && date->digits[k] <= 2) { /* else its number tells */
        date->number[k] = year_of_era(date->number[k], era);
        date->digits[k] = 4;
    }
    for (size_t i = 0; i < 3; i++)
        if (era == TL_WA_NO_ERA || i == k)
            *converted |= normalise_year(&date->number[i], &date->digits[i]);
    const bool first = date->digits[0] == 4, last = date->digits[2] == 4;
    *shape |= (uint16_t)((first ? TL_WA_YEAR_FIRST : 0) | (last ? TL_WA_YEAR_LAST : 0));
    /* One year of four digits or room for one of two; the others are a month and a day. */
    return date->digits[1] <= 2 && date->digits[0] != 3 && date->digits[2] != 3 &&
           (first ? !last : last || date->digits[0] == 2 || date->digits[2] == 2);
}

static bool is_word(uint32_t c)
{
    return (c > 0x7f && c != 0xfffd) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '\'';
}

/* 0: no separator of dates. */
static unsigned date_separator(uint32_t c)
{
    switch (c) {
    case '/':
        return 1;
    case '.':
        return TL_WA_DOT_DATE;
    case '-':
        return TL_WA_DASH_DATE;
    case 0x5e74: /* year and month of Chinese and Japanese, then Korean */
    case 0x6708:
    case 0xb144:
    case 0xc6d4:
        return TL_WA_DOT_DATE | TL_WA_DASH_DATE;
    default:
        return 0;
    }
}

/* The word for day behind the last number of a Chinese, Japanese or Korean date. */
static bool is_day_word(uint32_t c)
{
    return c == 0x65e5 || c == 0x53f7 || c == 0xc77c;
}

/* The name of an era: letters and dots, before the year or behind the date. */
static uint8_t read_era(const struct folded *f, size_t *at)
{
    char bytes[WORD_BYTES_MAX];
    size_t len = 0, i = *at;
    while (f->c[i] == ' ' || f->c[i] == '.' || f->c[i] == '(')
        i++;
    for (; f->c[i] == '.' || is_word(f->c[i]); i++) {
        if (f->c[i] == 0x5143) /* the first year of an era */
            break;
        if (len == 1 && f->c[i] == '.' && f->c[i + 1] == ' ') /* "A. P." */
            i++;
        if (len + 4 > sizeof bytes)
            return TL_WA_NO_ERA;
        if (f->c[i] != '.')
            len += tl_utf8_encode(f->c[i], bytes + len);
    }
    const enum tl_wa_era era = tl_wa_era_find((struct tl_str){bytes, len});
    if (era != TL_WA_NO_ERA)
        *at = f->c[i] == ')' ? i + 1 : i;
    return (uint8_t)era;
}

/*
 * With an era the year may have one digit or two. It stands first when the era does (ja, zh, ko)
 * and last before a Latin one; the rarer orders cannot be told apart, so that such a file is
 * refused.
 */
static bool read_date(const struct folded *f, size_t *at, struct tl_wa_header *out)
{
    struct tl_date_fields *date = &out->date;
    unsigned separator = 0;
    size_t i = *at;
    if (!is_digit(f->c[i])) {
        out->era = read_era(f, &i);
        if (out->era == TL_WA_NO_ERA)
            return false;
        out->year_first = f->c[i] != ' ' || f->c[i - 1] >= 0x3000;
        if (!out->year_first)
            out->era = TL_WA_OTHER_ERA;
        skip_blanks(f, &i);
    }
    const bool named = out->era != TL_WA_NO_ERA;
    for (int k = 0; k < 3; k++) {
        const bool zero = f->c[i] == '0';
        if (k == 0 && named && f->c[i] == 0x5143) {
            date->number[0] = date->digits[0] = 1;
            i++;
        } else if (!read_number(f, &i, 4, &date->number[k], &date->digits[k])) {
            return false;
        }
        out->padded |= zero && k < 2 && date->digits[k] == 2;
        if (k == 2)
            break;
        const unsigned found = date_separator(f->c[i]);
        if (found == 0 || (k == 1 && found != separator))
            return false;
        separator = found;
        i++;
        skip_blanks(f, &i);
    }
    if (is_day_word(f->c[i]))
        i++;
    if (!named)
        out->era = read_era(f, &i);
    if (!named && out->era != TL_WA_NO_ERA && separator == TL_WA_DASH_DATE)
        out->era = TL_WA_OTHER_ERA;
    out->shape |= (uint16_t)(separator & (TL_WA_DOT_DATE | TL_WA_DASH_DATE));
    *at = i;
    return settle_year(date, out->era, out->year_first, &out->shape, &out->converted);
}

/* Two digits; one in Yoruba, whose clock goes from 14:9 to 14:10. */
static bool read_sixtieths(const struct folded *f, size_t *i, uint8_t *out)
{
    uint16_t number;
    uint8_t digits;
    size_t at = *i;
    if (!read_number(f, &at, 2, &number, &digits))
        return false;
    *out = (uint8_t)number;
    *i = at;
    return true;
}

/* " min 10 s", behind "15 h 05" where the language is that of Canada. */
static void read_word_seconds(const struct folded *f, size_t *at, struct tl_wa_header *out)
{
    size_t i = *at;
    skip_blanks(f, &i);
    if (f->c[i] != 'm' || f->c[i + 1] != 'i' || f->c[i + 2] != 'n')
        return;
    i += 3;
    *at = i;
    skip_blanks(f, &i);
    if (!read_sixtieths(f, &i, &out->second))
        return;
    skip_blanks(f, &i);
    *at = f->c[i] == 's' ? i + 1 : i;
    out->shape |= TL_WA_SECONDS;
}

/* Numbers that no clock shows are read too, and noted as such. */
static bool read_clock(const struct folded *f, size_t *at, struct tl_wa_header *out)
{
    size_t i = *at;
    uint16_t hour;
    uint8_t digits;
    if (!read_number(f, &i, 2, &hour, &digits))
        return false;
    const bool word = f->c[i] == 'h' || (f->c[i] == ' ' && f->c[i + 1] == 'h');
    const uint32_t separator = f->c[i];
    if (word) {
        i += separator == ' ' ? 2 : 1;
        skip_blanks(f, &i);
    } else if (separator == ':' || separator == '.') {
        i++;
    } else {
        return false;
    }
    if (!read_sixtieths(f, &i, &out->minute))
        return false;
    out->hour = (uint8_t)(hour % 24);
    out->second = 0;
    /* Behind "15h05" and "Klock 15.05" some languages have a colon. */
    size_t behind = i + 1;
    if ((f->c[i] == ':' || f->c[i] == separator) && read_sixtieths(f, &behind, &out->second)) {
        out->shape |= TL_WA_SECONDS;
        i = behind;
    } else if (word) {
        read_word_seconds(f, &i, out);
    }
    out->impossible = hour > 24 || out->minute > 59 || out->second > 60;
    if (separator == '.')
        out->shape |= TL_WA_DOT_CLOCK;
    if (word)
        out->shape |= TL_WA_WORD_CLOCK;
    *at = i;
    return true;
}

/* Words between numbers: letters, blanks, dots, commas and quotes; hyphens inside; nothing else. */
struct words {
    char bytes[WORD_BYTES_MAX]; /* without blanks, dots, commas; ASCII in lower case */
    size_t len;
    size_t start[WORDS_MAX];
    size_t n;
    bool gap, upper;
};

/* Stops before what is neither. false when they are too long to be what is looked for. */
static bool read_words(const struct folded *f, size_t *at, struct words *out)
{
    bool inside = false;
    *out = (struct words){.upper = true};
    for (size_t i = *at;; i++) {
        uint32_t c = f->c[i];
        /* Basque has the clock in parentheses. */
        if (c == ' ' || c == ',' || c == '(' || c == ')') {
            out->gap = true;
            inside = false;
        } else if (c == '.') {
            out->gap = true;
        } else if (c == 0x200c) { /* joins no letters */
            continue;
        } else if (is_word(c) || ((c == '-' || c == '/') && inside && is_word(f->c[i + 1]))) {
            char bytes[4];
            if (c >= 'a' && c <= 'z')
                out->upper = false;
            if (c >= 'A' && c <= 'Z')
                c += 'a' - 'A';
            const size_t n = tl_utf8_encode(c, bytes);
            if (out->len + n > sizeof out->bytes || (!inside && out->n == WORDS_MAX))
                return false;
            if (!inside)
                out->start[out->n++] = out->len;
            inside = true;
            memcpy(out->bytes + out->len, bytes, n);
            out->len += n;
        } else {
            *at = i;
            return true;
        }
    }
}

/* The mark may be two words ("a. m.") and stand behind or before others ("11 März um 3:05 nachm."),
   where a letter or two are no mark. */
static enum tl_wa_period find_period(const struct words *words)
{
    if (words->n == 0)
        return TL_WA_NO_MARK;
    for (size_t i = 0; i < words->n; i++)
        for (size_t k = words->n; k > i; k--) {
            const size_t end = k < words->n ? words->start[k] : words->len;
            const struct tl_str word = {words->bytes + words->start[i], end - words->start[i]};
            const enum tl_wa_period period =
                k < words->n && word.len <= 2 ? TL_WA_UNKNOWN_MARK : tl_wa_period_find(word);
            if (period != TL_WA_UNKNOWN_MARK)
                return period;
        }
    return TL_WA_UNKNOWN_MARK;
}

/* The first mark counts, and a known one before words that are none. */
static void note_period(struct tl_wa_header *out, const struct words *words)
{
    const enum tl_wa_period period = find_period(words);
    if (period == TL_WA_NO_MARK || (out->period != TL_WA_NO_MARK &&
                                    (out->period != TL_WA_UNKNOWN_MARK || period == out->period)))
        return;
    out->period = (uint8_t)period;
    out->upper = words->upper;
}

/* Hours of a 12-hour clock. One that its mark contradicts ("15:05 pm") is left as it stands. */
static uint8_t full_hour(uint8_t hour, uint8_t period)
{
    if (hour > 12)
        return hour;
    switch (period) {
    case TL_WA_AM:
        return hour == 12 ? 0 : hour;
    case TL_WA_PM:
        return hour < 12 ? (uint8_t)(hour + 12) : hour; /* Japanese noon is 0 */
    case TL_WA_NOON:
        return hour <= 5 ? (uint8_t)(hour + 12) : hour;
    case TL_WA_NIGHT:
        return hour == 12 ? 0 : hour >= 6 ? (uint8_t)(hour + 12) : hour;
    default:
        return hour;
    }
}

/* "]", " - " or ": ", and the blank behind. */
static bool read_end(const struct folded *f, size_t *at, bool blank_before,
                     struct tl_wa_header *out)
{
    size_t i = *at;
    if ((out->shape & TL_WA_BRACKET) != 0) {
        if (f->c[i++] != ']')
            return false;
        if (f->c[i] == ' ')
            i++;
        if (f->c[i] == '-' && f->c[i + 1] == ' ')
            i += 2;
    } else if (f->c[i] == '-' && blank_before) {
        if (f->c[++i] == ' ')
            i++;
        else if (i < f->n)
            return false;
    } else if (f->c[i] == ':' && f->c[i + 1] == ' ') {
        out->shape |= TL_WA_COLON;
        i += 2;
    } else {
        return false;
    }
    *at = i;
    return true;
}

/* Nothing but a blank before the name, as some old exports have it. So do many logs; what they have
   before the seconds ("11/03/2024 15:05:10 INFO: ") is not enough. */
static bool read_bare(const struct folded *f, size_t date_end, size_t clock_end, size_t *at,
                      struct tl_wa_header *out)
{
    struct words word = {.upper = true};
    size_t i = clock_end, end;
    bool sure = f->c[date_end] == '.';
    if ((out->shape & (TL_WA_BRACKET | TL_WA_YEAR_FIRST | TL_WA_SECONDS)) != TL_WA_SECONDS ||
        f->c[i] != ' ')
        return false;
    for (size_t k = date_end; k < clock_end; k++)
        sure |= f->c[k] == ',';
    skip_blanks(f, &i);
    for (end = i; is_word(f->c[end]) || f->c[end] == '.';)
        end++;
    if (end > i && f->c[end] == ' ') {
        struct folded mark = *f;
        mark.c[end] = 0;
        size_t k = i;
        if (read_words(&mark, &k, &word) && find_period(&word) != TL_WA_UNKNOWN_MARK) {
            note_period(out, &word);
            i = end;
            skip_blanks(f, &i);
            sure = true;
        }
    }
    if (!sure || f->c[i] == ':')
        return false;
    for (end = i; end < f->n && !(f->c[end] == ':' && f->c[end + 1] == ' ');)
        end++;
    out->shape |= TL_WA_BARE;
    *at = i;
    return end < f->n;
}

static bool read_header(struct tl_str line, struct tl_wa_header *out)
{
    struct folded f;
    struct words words;
    size_t i = 0;
    fold_line(line, &f);
    if (f.n < 2)
        return false;
    *out = (struct tl_wa_header){.period = TL_WA_NO_MARK};
    if (f.c[i] == '[') {
        out->shape = TL_WA_BRACKET;
        i++;
    }
    const size_t start = i;
    const uint16_t bracket = out->shape;
    size_t date_end = 0;
    if (read_date(&f, &i, out)) {
        date_end = i;
        if (!read_words(&f, &i, &words) || (!words.gap && words.n == 0))
            return false;
        note_period(out, &words);
        if (!read_clock(&f, &i, out))
            return false;
    } else {
        i = start;
        *out = (struct tl_wa_header){.period = TL_WA_NO_MARK,
                                     .shape = (uint16_t)(bracket | TL_WA_TIME_FIRST)};
        if (!read_clock(&f, &i, out) || !read_words(&f, &i, &words) || (!words.gap && words.n == 0))
            return false;
        note_period(out, &words);
        if (!read_date(&f, &i, out))
            return false;
    }
    const size_t clock_end = i;
    const struct tl_wa_header so_far = *out;
    bool ended = false;
    if (read_words(&f, &i, &words)) {
        note_period(out, &words);
        /* Before a colon a word may only be a mark, and of more than a letter: in KakaoTalk's lines
           a name stands there. */
        ended = read_end(&f, &i, words.gap, out) &&
                ((out->shape & TL_WA_COLON) == 0 || words.n == 0 ||
                 (words.len > 1 && find_period(&words) != TL_WA_UNKNOWN_MARK));
    }
    if (!ended) {
        *out = so_far;
        if (date_end == 0 || !read_bare(&f, date_end, clock_end, &i, out))
            return false;
    }
    out->hour = full_hour(out->hour, out->period);
    out->rest = f.at[i];
    return true;
}

bool tl_wa_header_read(struct tl_str line, struct tl_wa_header *out)
{
    out->impossible = false;
    if (read_header(line, out))
        return !out->impossible;
    out->impossible = false;
    return false;
}

/* ---- recalling ---- */

static inline uint64_t load(const char *p, size_t n)
{
    uint64_t x = 0;
    memcpy(&x, p, n);
    return x;
}

static bool starts_with(const char *p, const char *end, const struct tl_wa_literal *l)
{
    const size_t left = (size_t)(end - p);
    if (left < l->len)
        return false;
    uint64_t x;
    if (left >= sizeof x)
        memcpy(&x, p, sizeof x);
    else
        x = load(p, left);
    return (x & l->mask) == l->bytes;
}

/* What a line just read in full teaches: the bytes between its numbers, where they are ASCII digits
   and few enough. */
static void remember(struct tl_wa_memory *memory, struct tl_str line,
                     const struct tl_wa_header *header)
{
    struct tl_wa_form form = {.period = header->period,
                              .shape = header->shape,
                              .upper = header->upper,
                              .era = header->era,
                              .year_first = header->year_first,
                              .n_numbers = header->shape & TL_WA_SECONDS ? 6 : 5};
    size_t at = 0;
    if ((header->shape & TL_WA_TIME_FIRST) != 0)
        return;
    for (size_t k = 0; k <= form.n_numbers; k++) {
        const size_t start = at;
        if (k == form.n_numbers)
            at = header->rest;
        while (k < form.n_numbers && at < header->rest && !tl_is_digit(line.ptr[at]))
            at++;
        const size_t len = at - start;
        if (len > sizeof(uint64_t) || (k < form.n_numbers && at >= header->rest))
            return;
        static const char ones[8] = "\xff\xff\xff\xff\xff\xff\xff";
        const uint64_t all = ~UINT64_C(0);
        form.literal[k] = (struct tl_wa_literal){.bytes = load(line.ptr + start, len),
                                                 .mask = len == sizeof all ? all : load(ones, len),
                                                 .len = (uint8_t)len};
        while (k < form.n_numbers && at < header->rest && tl_is_digit(line.ptr[at]))
            at++;
    }
    const uint8_t room = sizeof memory->form / sizeof memory->form[0];
    /* A full memory gives up its oldest place; marks of a day are at most eight. */
    const uint8_t place = memory->n < room ? memory->n++ : 0;
    memory->form[place] = form;
    memory->last = place;
}

static bool read_digits(const char **at, const char *end, uint16_t *number, uint8_t *digits)
{
    const char *p = *at;
    unsigned value = 0;
    while (p < end && tl_is_digit(*p) && p - *at < 5)
        value = value * 10 + (unsigned)(*p++ - '0');
    *number = (uint16_t)value;
    *digits = (uint8_t)(p - *at);
    *at = p;
    return *digits > 0 && *digits <= 4;
}

/* One or two digits, and no third. */
static bool read_clock_number(const char **at, const char *end, uint16_t *number)
{
    const char *p = *at;
    uint8_t digits;
    if (end - p < 3)
        return read_digits(at, end, number, &digits) && digits <= 2;
    const unsigned first = (unsigned char)p[0] - 48u, second = (unsigned char)p[1] - 48u;
    const bool two = second < 10;
    *number = (uint16_t)(two ? first * 10 + second : first);
    *at = p + (two ? 2 : 1);
    return first < 10 && !(two && tl_is_digit(p[2]));
}

static bool recall_date(struct tl_wa_memory *memory, const struct tl_wa_form *form,
                        struct tl_str line, const char **at)
{
    const char *p = line.ptr, *end = line.ptr + line.len;
    struct tl_date_fields *date = &memory->date;
    memory->date_len = 0;
    memory->padded = false;
    for (size_t k = 0; k < 3; k++) {
        if (!starts_with(p, end, &form->literal[k]))
            return false;
        p += form->literal[k].len;
        const bool zero = p < end && *p == '0';
        if (!read_digits(&p, end, &date->number[k], &date->digits[k]))
            return false;
        memory->padded |= zero && k < 2 && date->digits[k] == 2;
    }
    uint16_t year = 0;
    if (!settle_year(date, form->era, form->year_first, &year, &memory->converted) ||
        year != (form->shape & (TL_WA_YEAR_FIRST | TL_WA_YEAR_LAST)) ||
        !starts_with(p, end, &form->literal[3]))
        return false;
    p += form->literal[3].len;
    const size_t len = (size_t)(p - line.ptr);
    if (len >= sizeof(uint64_t) && len <= sizeof memory->date_bytes) {
        memcpy(memory->date_bytes, line.ptr, len);
        memory->date_len = (uint8_t)len;
        memory->date_form = (uint8_t)(form - memory->form);
    }
    *at = p;
    return true;
}

/* Whether the line begins with the same bytes as the one before: eight, and those at the end. */
static bool same_date(const struct tl_wa_memory *memory, const struct tl_wa_form *form,
                      struct tl_str line)
{
    const size_t len = memory->date_len;
    if (len == 0 || line.len < len || memory->date_form != form - memory->form ||
        load(line.ptr, 8) != load(memory->date_bytes, 8))
        return false;
    return len > 16 ? memcmp(line.ptr, memory->date_bytes, len) == 0
                    : load(line.ptr + len - 8, 8) == load(memory->date_bytes + len - 8, 8);
}

static bool recall_form(struct tl_wa_memory *memory, const struct tl_wa_form *form,
                        struct tl_str line, struct tl_wa_header *out)
{
    const char *p = line.ptr, *end = line.ptr + line.len;
    uint16_t number[3] = {0};
    const bool same = same_date(memory, form, line);
    if (same)
        p += memory->date_len;
    else if (!recall_date(memory, form, line, &p))
        return false;
    const size_t n = form->n_numbers - 3u;
    for (size_t k = 0; k < n; k++) {
        if (k > 0) {
            if (!starts_with(p, end, &form->literal[3 + k]))
                return false;
            p += form->literal[3 + k].len;
        }
        if (!read_clock_number(&p, end, &number[k]))
            return false;
    }
    const struct tl_wa_literal *last = &form->literal[form->n_numbers];
    if (!starts_with(p, end, last) || number[0] > 24 || number[1] > 59 || number[2] > 60)
        return false;
    out->date = memory->date;
    out->padded = memory->padded;
    out->converted = memory->converted;
    out->hour = full_hour((uint8_t)(number[0] % 24), form->period);
    out->minute = (uint8_t)number[1];
    out->second = (uint8_t)number[2];
    out->period = form->period;
    out->upper = form->upper;
    out->shape = form->shape;
    out->rest = (size_t)(p - line.ptr) + last->len;
    return true;
}

bool tl_wa_header_recall(struct tl_wa_memory *memory, uint16_t shape, struct tl_str line,
                         struct tl_wa_header *out)
{
    if (memory->n > 0 && recall_form(memory, &memory->form[memory->last], line, out))
        return true;
    for (uint8_t i = 0; i < memory->n; i++)
        if (i != memory->last && recall_form(memory, &memory->form[i], line, out)) {
            memory->last = i;
            return true;
        }
    if (!tl_wa_header_read(line, out))
        return false;
    if (out->shape == shape)
        remember(memory, line, out);
    return true;
}
