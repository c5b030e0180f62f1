/*
 * google_date.c: see google_date.h.
 *
 * The pattern is the long form of a date and a time of the Unicode CLDR in the account's language:
 * order, words and separators differ, the parts do not. So each run of digits and each word is
 * looked at by itself: a number before a colon, or before the East Asian word for hour, minute or
 * second, belongs to the clock; four digits are the year; the name of a month is found in a table;
 * the number left is the day. Words that mean nothing here ("at", "de", names of weekdays) are
 * passed over.
 *
 * The names are those CLDR gives for months within a date (the genitive, where a language has it).
 */
#include "google_date.h"

#include "civil.h"
#include "str.h"

/* By month. Names two languages share are named once. */
static const char *const names[12] = {
    " january januarja janúar בינואר जनवरी januar janvier enero gennaio janeiro januari ianuarie "
    "januara stycznia ledna januára "
    "januárja января січня ocak január tammikuuta jaanuar janvāris sausio siječnja януари "
    "Ιανουαρίου gener ",
    " february februarja febrúar בפברואר फ़रवरी februar février febrero febbraio fevereiro februari "
    "februarie februara lutego února "
    "februára февраля лютого şubat Şubat február helmikuuta veebruar februāris vasario veljače "
    "февруари "
    "Φεβρουαρίου febrer ",
    " march marec במרץ मार्च märz marts mars marzo março maart martie marta marca března марта "
    "березня "
    "mart "
    "március maaliskuuta märts kovo ožujka март Μαρτίου març maret mac ",
    " april apríl באפריל अप्रैल avril abril aprile aprilie aprila kwietnia dubna apríla апреля "
    "квітня nisan április "
    "huhtikuuta aprill aprīlis balandžio travnja април Απριλίου ",
    " may maí במאי मई mai mayo maggio maio mei maj maja května mája мая травня mayıs május "
    "toukokuuta maijs "
    "gegužės svibnja май Μαΐου maig ",
    " june junija jun júní ביוני जून juni juin junio giugno junho iunie juna czerwca června júna "
    "июня червня haziran június "
    "kesäkuuta juuni jūnijs birželio lipnja юни Ιουνίου juny ",
    " july julija jul júlí ביולי जुलाई juli juillet julio luglio julho iulie jula lipca července "
    "júla июля липня temmuz július "
    "heinäkuuta juuli jūlijs liepos srpnja юли Ιουλίου juliol julai ",
    " august avgust ágúst באוגוסט अगस्त août agosto augustus augusti avgusta sierpnia srpna augusta "
    "августа серпня ağustos "
    "augusztus elokuuta augusts rugpjūčio kolovoza август Αυγούστου agost agustus ogos ",
    " september septembar בספטמבר सितंबर septembre septiembre settembre setembro septembrie "
    "septembra września září "
    "сентября вересня eylül szeptember syyskuuta septembris rugsėjo rujna септември Σεπτεμβρίου "
    "setembre ",
    " october oktobar באוקטובר अक्तूबर oktober octobre octubre ottobre outubro octombrie oktobra "
    "października října "
    "októbra октября жовтня ekim október lokakuuta oktoober oktobris spalio "
    "октомври Οκτωβρίου ",
    " november novembar nóvember בנובמבר नवंबर novembre noviembre novembro noiembrie novembra "
    "listopada listopadu ноября листопада "
    "kasım marraskuuta novembris lapkričio studenoga ноември Νοεμβρίου ",
    " december decembar בדצמבר दिसंबर dezember décembre diciembre dicembre dezembro decembrie "
    "decembra grudnia prosince "
    "декабря грудня aralık joulukuuta detsember decembris gruodžio prosinca декември Δεκεμβρίου "
    "desember desembre disember ",
};

struct parts {
    int year, month, day, hour, minute, second, offset_min;
    bool afternoon, morning;
    bool month_comes; /* behind Vietnamese "tháng" */
    bool croatian;    /* by its weekdays: there "listopada" is October, in Polish November */
};

static bool is_word_byte(char c)
{
    return tl_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* ASCII letters are compared without case; a capital beyond ASCII begins one name only, which
   stands in the table. 0 for what is too short or long to be a month. */
static uint64_t hash_of(struct tl_str word)
{
    char lower[32];
    if (word.len < 3 || word.len > sizeof lower)
        return 0;
    for (size_t i = 0; i < word.len; i++)
        lower[i] = tl_to_lower(word.ptr[i]);
    return tl_str_hash((struct tl_str){lower, word.len}) | 1;
}

static size_t slot_of(const struct tl_google_months *months, uint64_t hash)
{
    size_t slot = (size_t)(hash >> 32) & (TL_GOOGLE_SLOTS - 1);
    while (months->hash[slot] != 0 && months->hash[slot] != hash)
        slot = (slot + 1) & (TL_GOOGLE_SLOTS - 1);
    return slot;
}

void tl_google_months_init(struct tl_google_months *months)
{
    *months = (struct tl_google_months){.hash = {0}};
    for (uint8_t m = 0; m < 12; m++) {
        const struct tl_str all = tl_str_from(names[m]);
        for (size_t at = 1, end; at < all.len; at = end + 1) {
            end = tl_str_find(all, TL_STR(" "), at);
            const uint64_t hash = hash_of(tl_str_slice(all, at, end));
            const size_t slot = slot_of(months, hash);
            months->hash[slot] = hash;
            months->month[slot] = (uint8_t)(m + 1);
        }
    }
}

/* 1..12, or 0. */
static int month_from(const struct tl_google_months *months, struct tl_str word)
{
    const uint64_t hash = hash_of(word);
    const size_t slot = hash == 0 ? 0 : slot_of(months, hash);
    return hash != 0 && months->hash[slot] == hash ? months->month[slot] : 0;
}

static void read_word(const struct tl_google_months *months, struct tl_str word, struct parts *p)
{
    static const struct tl_str after[] = {TL_STR_INIT("下午"), TL_STR_INIT("晚上"),
                                          TL_STR_INIT("午後"), TL_STR_INIT("오후")};
    static const struct tl_str before[] = {TL_STR_INIT("上午"), TL_STR_INIT("凌晨"),
                                           TL_STR_INIT("午前"), TL_STR_INIT("오전")};
    static const struct tl_str croatian[] = {TL_STR_INIT("ponedjeljak"), TL_STR_INIT("utorak"),
                                             TL_STR_INIT("srijeda"),     TL_STR_INIT("četvrtak"),
                                             TL_STR_INIT("petak"),       TL_STR_INIT("subota"),
                                             TL_STR_INIT("nedjelja")};
    for (size_t i = 0; i < sizeof croatian / sizeof *croatian; i++)
        p->croatian = p->croatian || tl_str_equal_fold(word, croatian[i]);
    const int month = month_from(months, word);
    if (month > 0 && p->month == 0)
        p->month = p->croatian && tl_str_equal(word, TL_STR("listopada")) ? 10 : month;
    p->month_comes = tl_str_equal(word, TL_STR("tháng"));
    p->afternoon = p->afternoon || tl_str_equal_fold(word, TL_STR("pm")) ||
                   tl_str_equal_fold(word, TL_STR("ptg"));
    p->morning = p->morning || tl_str_equal_fold(word, TL_STR("am")) ||
                 tl_str_equal_fold(word, TL_STR("pg"));
    for (size_t i = 0; i < 4; i++) {
        p->afternoon = p->afternoon || tl_str_find(word, after[i], 0) != SIZE_MAX;
        p->morning = p->morning || tl_str_find(word, before[i], 0) != SIZE_MAX;
    }
}

/* At most four digits; -1 for more. */
static int read_number(struct tl_str s, size_t *at)
{
    int value = 0;
    const size_t first = *at;
    for (; *at < s.len && tl_is_digit(s.ptr[*at]); (*at)++)
        if (*at - first < 4)
            value = value * 10 + (s.ptr[*at] - '0');
    return *at - first <= 4 ? value : -1;
}

/* Whether what stands at `at` is one of the words. */
static bool comes(struct tl_str s, size_t at, const char *a, const char *b)
{
    while (at < s.len && s.ptr[at] == ' ')
        at++;
    if (at >= s.len || (unsigned char)s.ptr[at] < 0x80)
        return false;
    const struct tl_str rest = tl_str_slice(s, at, s.len);
    return tl_str_starts(rest, tl_str_from(a)) || tl_str_starts(rest, tl_str_from(b));
}

/* "15:05:10" or "15.05.10", from its first number on. */
static bool read_clock(struct tl_str s, size_t *at, int hour, struct parts *p)
{
    const char separator = *at < s.len ? s.ptr[*at] : '\0';
    size_t i = *at + 1;
    if ((separator != ':' && separator != '.') || i + 1 >= s.len || !tl_is_digit(s.ptr[i]) ||
        !tl_is_digit(s.ptr[i + 1]))
        return false;
    const int minute = read_number(s, &i);
    /* With a dot only the three numbers together are a clock: "11.03" is a date. */
    if (i + 2 >= s.len || s.ptr[i] != separator || !tl_is_digit(s.ptr[i + 1]) ||
        !tl_is_digit(s.ptr[i + 2]))
        return false;
    i++;
    p->second = read_number(s, &i);
    p->hour = hour;
    p->minute = minute;
    *at = i;
    return true;
}

/* The offset behind "UTC" or "GMT": "+1", "+05:30". */
static void read_offset(struct tl_str s, size_t *at, struct parts *p)
{
    const bool west = s.ptr[*at] == '-';
    (*at)++;
    const int hours = read_number(s, at);
    int minutes = 0;
    if (*at < s.len && s.ptr[*at] == ':') {
        (*at)++;
        minutes = read_number(s, at);
    }
    p->offset_min = (west ? -1 : 1) * (hours * 60 + minutes);
}

static void read_digits(struct tl_str s, size_t *at, struct parts *p)
{
    const size_t first = *at;
    const int value = read_number(s, at);
    const bool month_comes = p->month_comes;
    p->month_comes = false;
    if (p->hour < 0 && read_clock(s, at, value, p))
        return;
    if (comes(s, *at, "时", "時") || comes(s, *at, "시", "時"))
        p->hour = value;
    else if (comes(s, *at, "分", "분"))
        p->minute = value;
    else if (comes(s, *at, "秒", "초"))
        p->second = value;
    else if (comes(s, *at, "月", "월") || month_comes)
        p->month = value;
    else if (*at - first == 4)
        p->year = value;
    else if (p->day < 0)
        p->day = value;
}

/* No-break and thin blanks are blanks: U+00A0, U+2009, U+202F. */
static size_t blank_bytes(struct tl_str s, size_t at)
{
    if ((unsigned char)s.ptr[at] < 0x80)
        return 0;
    const struct tl_str rest = tl_str_slice(s, at, s.len);
    if (tl_str_starts(rest, TL_STR("\xc2\xa0")))
        return 2;
    return tl_str_starts(rest, TL_STR("\xe2\x80\x89")) ||
                   tl_str_starts(rest, TL_STR("\xe2\x80\xaf"))
               ? 3
               : 0;
}

/* Behind the letter of "p.m.", "p. m." or Greek "μ.μ.". */
static bool is_dotted(struct tl_str s, size_t at)
{
    if (at >= s.len || s.ptr[at++] != '.')
        return false;
    while (at < s.len && (s.ptr[at] == ' ' || blank_bytes(s, at) > 0))
        at += s.ptr[at] == ' ' ? 1 : blank_bytes(s, at);
    const struct tl_str rest = tl_str_slice(s, at, s.len);
    return rest.len > 0 && (tl_to_lower(rest.ptr[0]) == 'm' || tl_str_starts(rest, TL_STR("μ")));
}

bool tl_google_date_read(const struct tl_google_months *months, struct tl_str s, int64_t *utc_ms,
                         int16_t *offset_min)
{
    struct parts p = {.day = -1, .hour = -1, .minute = -1, .second = -1};
    for (size_t i = 0; i < s.len;) {
        size_t start = i, blank = blank_bytes(s, i);
        if (blank > 0) {
            i += blank;
        } else if (tl_is_digit(s.ptr[i])) {
            read_digits(s, &i, &p);
        } else if ((s.ptr[i] == '+' || s.ptr[i] == '-') && i > 2 && i + 1 < s.len &&
                   tl_is_digit(s.ptr[i + 1]) && tl_is_alpha(s.ptr[i - 1])) {
            read_offset(s, &i, &p);
        } else if (is_word_byte(s.ptr[i])) {
            while (i < s.len && is_word_byte(s.ptr[i]) && blank_bytes(s, i) == 0)
                i++;
            const struct tl_str word = tl_str_slice(s, start, i);
            const bool p_m =
                tl_str_equal_fold(word, TL_STR("p")) || tl_str_equal(word, TL_STR("μ"));
            const bool a_m =
                tl_str_equal_fold(word, TL_STR("a")) || tl_str_equal(word, TL_STR("π"));
            if ((p_m || a_m) && is_dotted(s, i))
                read_word(months, p_m ? TL_STR("pm") : TL_STR("am"), &p);
            else
                read_word(months, word, &p);
        } else {
            i++;
        }
    }
    if (!tl_civil_valid(p.year, p.month, p.day) || p.year < 1970 || p.hour < 0 || p.hour > 23 ||
        p.minute < 0 || p.minute > 59 || p.second < 0 || p.second > 60 || p.offset_min < -14 * 60 ||
        p.offset_min > 14 * 60)
        return false;
    if (p.afternoon && p.hour < 12)
        p.hour += 12;
    else if (p.morning && p.hour == 12)
        p.hour = 0;
    const int64_t second = (p.hour * 60 + p.minute) * 60 + p.second;
    *utc_ms = tl_day_from_civil(p.year, p.month, p.day) * TL_MS_PER_DAY + second * 1000 -
              p.offset_min * TL_MS_PER_MINUTE;
    *offset_min = (int16_t)p.offset_min;
    return true;
}
