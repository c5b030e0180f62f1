/*
 * meta_date.c: see meta_date.h.
 *
 * The pattern is that of the account's language, so each number and word is looked at by itself, as
 * google_date.c does with its longer dates. The names of months, in full and short, are those of
 * the Unicode CLDR (48) for the languages of Facebook. Where Croatian uses a name for another month
 * than Polish and Czech do (lip, srp, lis, listopad), theirs is meant.
 */
#include "meta_date.h"

#include <string.h>

#include "civil.h"
#include "str.h"
#include "whatsapp_period.h"

enum { WORD_BYTES = 48 };

/* By month, with blanks between; ASCII letters in lower case, without dots. */
static const char *const names[12] = {
    "jan january januar janv janvier ene enero gen gennaio janeiro januari "
    "tammikuuta tammi tammikuu sty stycznia styczeń ledna led leden januára január "
    "ian ianuarie януари sij siječnja siječanj јан јануар Ιαν Ιανουαρίου oca ocak "
    "янв января январь січ січня січень يناير ינו׳ ינואר ژانویه ژانویهٔ जन॰ जनवरी "
    "জানু জানুয়ারি ஜன ஜனவரி జన జనవరి जाने जानेवारी جنوری มค มกราคม gener jaan "
    "jaanuar janvāris sausio sausis janar јануари janúar januarie yan yanvar იან "
    "იანვარი հնվ հունվարի հունվար қаң қаңтар Қаңтар දුරුතු មករា ဇန် ဇန်နဝါရီ ജനു "
    "ജനുവരി ಜನ ಜನವರಿ જાન્યુ જાન્યુઆરી ਜਨ ਜਨਵਰੀ jän jänner urt urtarrila xan xaneiro "
    "ion ionawr ean eanáir",
    "feb february februar févr février febrero febbraio fev fevereiro februari "
    "helmikuuta helmi helmikuu lut lutego luty února úno únor februára február febr "
    "februarie февруари velj veljače veljača феб фебруар Φεβ Φεβρουαρίου Şub Şubat "
    "февр февраля февраль лют лютого лютий فبراير פבר׳ פברואר فوریه فوریهٔ फ़र॰ "
    "फ़रवरी ফেব ফেব্রুয়ারি பிப் பிப்ரவரி ఫిబ్ర ఫిబ్రవరి फेब्रु फेब्रुवारी فروری กพ "
    "กุมภาพันธ์ peb pebrero febrer veebr veebruar februāris vasario vasaris shk "
    "shkurt фев febrúar fevral თებ თებერვალი փտվ փետրվարի փետրվար ақп ақпан Ақпан "
    "फेब्रुअरी නවම් កុម្ភៈ ဖေ ဖေဖော်ဝါရီ ഫെബ്രു ഫെബ്രുവരി ಫೆಬ್ರ ಫೆಬ್ರವರಿ ફેબ્રુ "
    "ફેબ્રુઆરી ਫ਼ਰ ਫ਼ਰਵਰੀ ots otsaila febreiro chwef chwefror chw feabh feabhra",
    "mar march märz mär mars marzo março mrt maart marts maaliskuuta maalis "
    "maaliskuu marca marzec března bře březen marec márc március martie март ožu "
    "ožujka ožujak мар mart Μαρ Μαρτίου марта бер березня березень مارس מרץ मार्च "
    "মার্চ மார் மார்ச் మార్చి مارچ มีค มีนาคม maret mac marso març märts kovo kovas "
    "machi მარ მარტი մրտ մարտի մարտ нау наурыз Наурыз මැදින් មីនា မတ် മാർ മാർച്ച് "
    "ಮಾರ್ಚ್ માર્ચ ਮਾਰਚ martxoa maw mawrth márta",
    "apr april avr avril abr abril aprile huhtikuuta huhti huhtikuu kwi kwietnia "
    "kwiecień dubna dub duben apríla apríl ápr április aprilie април tra travnja "
    "travanj апр Απρ Απριλίου nis nisan апреля апрель квіт квітня квітень أبريل "
    "אפר׳ אפריל آوریل अप्रैल এপ্রি এপ্রিল ஏப் ஏப்ரல் ఏప్రి ఏప్రిల్ एप्रि एप्रिल "
    "اپریل เมย เมษายน aprill aprīlis balandžio balandis pri prill aprili aprel აპრ "
    "აპრილი ապր ապրիլի ապրիլ сәу сәуір Сәуір अप्रिल බක් មេសា ဧ ဧပြီ ഏപ്രി ഏപ്രിൽ "
    "ಏಪ್ರಿ ಏಪ್ರಿಲ್ એપ્રિલ ਅਪ੍ਰੈ ਅਪ੍ਰੈਲ api apirila ebr ebrill aib aibreán",
    "may mai mayo mag maggio maio mei maj toukokuuta touko toukokuu maja května kvě "
    "květen mája máj május май svi svibnja svibanj мај Μαΐ Μαΐου mayıs мая трав "
    "травня травень مايو מאי مه مهٔ मई মে மே మే मे مئی พค พฤษภาคม maig maijs "
    "gegužės gegužė maí მაი მაისი մյս մայիսի մայիս мам мамыр Мамыр වෙසක් ឧសភា မေ "
    "മേയ് ಮೇ મે ਮਈ maiatza beal bealtaine",
    "jun june juni juin junio giu giugno junho kesäkuuta kesä kesäkuu cze czerwca "
    "czerwiec června čvn červen júna jún június iun iunie юни lipnja lipanj јун "
    "junij Ιουν Ιουνίου haz haziran июн июня июнь черв червня червень يونيو יוני "
    "ژوئن जून জুন ஜூன் జూన్ جون มิย มิถุนายน hun hunyo juny juuni jūn jūnijs "
    "birželio birželis qer qershor јуни júní junie iyn iyun ივნ ივნისი հնս հունիսի "
    "հունիս мау маусым Маусым जुन පොසොන් មិថុនា ဇွန် ജൂൺ ಜೂನ್ જૂન ਜੂਨ eka ekaina "
    "xuño meh mehefin meith meitheamh",
    "jul july juli juil juillet julio lug luglio julho heinäkuuta heinä heinäkuu "
    "lipca lipiec července čvc červenec júla júl július iul iulie юли srpnja srpanj "
    "јул julij Ιουλ Ιουλίου tem temmuz июл июля июль лип липня липень يوليو יולי "
    "ژوئیه ژوئیهٔ जुल॰ जुलाई জুল জুলাই ஜூலை జులై जुलै جولائی กค กรกฎาคม julai hul "
    "hulyo juliol juuli jūl jūlijs liepos liepa korr korrik јули júlí julie iyl "
    "iyul ივლ ივლისი հլս հուլիսի հուլիս шіл шілде Шілде ඇසළ កក្កដា ဇူ ဇူလိုင် ജൂലൈ "
    "ಜುಲೈ જુલાઈ ਜੁਲਾ ਜੁਲਾਈ juill uzt uztaila xul xullo gorff gorffennaf gor iúil "
    "lip srpna",
    "aug august août ago agosto augustus augusti elokuuta elo elokuu sie sierpnia "
    "sierpień srpna srpen augusta augusztus август kol kolovoza kolovoz авг avg "
    "avgust Αυγ Αυγούστου ağu ağustos августа серп серпня серпень أغسطس אוג׳ אוגוסט "
    "اوت अग॰ अगस्त আগ আগস্ট ஆக ஆகஸ்ட் ఆగ ఆగస్టు ऑग ऑगस्ट اگست สค สิงหาคม agu "
    "agustus ogo ogos ag agost augusts rugpjūčio rugpjūtis gush gusht ágú ágúst "
    "agosti avq avqust აგვ აგვისტო օգս օգոստոսի օգոստոս там тамыз Тамыз अगस्ट "
    "නිකිණි សីហា ဩ ဩဂုတ် ഓഗ ഓഗസ്റ്റ് ಆಗ ಆಗಸ್ಟ್ ઑગસ્ટ ਅਗ ਅਗਸਤ abu abuztua awst lún "
    "lúnasa srp",
    "sep september sept septembre septiembre set settembre setembro syyskuuta syys "
    "syyskuu wrz września wrzesień září zář septembra szept szeptember septembrie "
    "септември ruj rujna rujan сеп септембар septembar Σεπ Σεπτεμβρίου eyl eylül "
    "сент сентября сентябрь вер вересня вересень سبتمبر ספט׳ ספטמבר سپتامبر सित॰ "
    "सितंबर সেপ সেপ্টেম্বর সেপ্ট செப் செப்டம்பர் సెప్టెం సెప్టెంబర్ सप्टें सप्टेंबर "
    "ستمبر กย กันยายน setyembre setembre septembris rugsėjo rugsėjis sht shtator "
    "septemba sen sentyabr სექ სექტემბერი սեպ սեպտեմբերի սեպտեմբեր қыр қыркүйек "
    "Қыркүйек sentabr सेप्टेम्बर බිනර កញ្ញា စက် စက်တင်ဘာ സെപ്റ്റം സെപ്റ്റംബർ "
    "ಸೆಪ್ಟೆಂ ಸೆಪ್ಟೆಂಬರ್ સપ્ટે સપ્ટેમ્બર ਸਤੰ ਸਤੰਬਰ ira iraila medi mfómh",
    "oct october okt oktober octobre octubre ott ottobre out outubro lokakuuta loka "
    "lokakuu paź października październik října říj říjen októbra október octombrie "
    "октомври окт октобар oktobar Οκτ Οκτωβρίου eki ekim октября октябрь жовт "
    "жовтня жовтень أكتوبر אוק׳ אוקטובר اکتبر अक्टू॰ अक्टूबर অক্টো অক্টোবর அக் "
    "அக்டோபர் అక్టో అక్టోబర్ ऑक्टो ऑक्टोबर اکتوبر ตค ตุลาคม oktubre oktoober "
    "oktobris spalio spalis tet tetor oktoba oktyabr ოქტ ოქტომბერი հոկ հոկտեմբերի "
    "հոկտեմբեր қаз қазан Қазан oktabr अक्टोबर වප් តុលា အောက် အောက်တိုဘာ ഒക്ടോ "
    "ഒക്‌ടോബർ ಅಕ್ಟೋ ಅಕ್ಟೋಬರ್ ઑક્ટો "
    "ઑક્ટોબર "
    "ਅਕਤੂ "
    "ਅਕਤੂਬਰ "
    "urr "
    "urria "
    "hyd "
    "hydref "
    "dfómh",
    "nov november novembre noviembre novembro marraskuuta marras marraskuu "
    "listopada listopadu novembra noiembrie ноември stu studenoga studeni нов "
    "новембар novembar Νοε Νοεμβρίου kas kasım нояб ноября ноябрь лист листопада "
    "листопад نوفمبر נוב׳ נובמבר نوامبر नव॰ नवंबर নভে নভেম্বর நவ நவம்பர் నవం నవంబర్ "
    "नोव्हें नोव्हेंबर نومبر พย พฤศจิกายน nob nobyembre novembris lapkričio "
    "lapkritis nën nëntor ное nóv nóvember novemba noy noyabr ნოე ნოემბერი նոյ "
    "նոյեմբերի նոյեմբեր қар қараша Қараша नोभेम्बर ඉල් វិច្ឆិកា နို နိုဝင်ဘာ നവം "
    "നവംബർ ನವೆಂ ನವೆಂಬರ್ નવે નવેમ્બર ਨਵੰ ਨਵੰਬਰ aza azaroa tach tachwedd samh samhain "
    "lis listopad",
    "dec december dez dezember déc décembre dic diciembre dicembre dezembro des "
    "desember joulukuuta joulu joulukuu gru grudnia grudzień prosince pro prosinec "
    "decembra decembrie декември prosinca prosinac дец децембар decembar Δεκ "
    "Δεκεμβρίου ara aralık дек декабря декабрь груд грудня грудень ديسمبر דצמ׳ "
    "דצמבר دسامبر दिस॰ दिसंबर ডিসে ডিসেম্বর டிச டிசம்பர் డిసెం డిసెంబర్ डिसें "
    "डिसेंबर دسمبر ธค ธันวาคม dis disember disyembre desembre dets detsember "
    "decembris gruodžio gruodis dhj dhjetor desemba dek dekabr დეკ დეკემბერი դեկ "
    "դեկտեմբերի դեկտեմբեր жел желтоқсан Желтоқсан डिसेम्बर උඳුවප් ធ្នូ ဒီ ဒီဇင်ဘာ "
    "ഡിസം ഡിസംബർ ಡಿಸೆಂ ಡಿಸೆಂಬರ್ ડિસે ડિસેમ્બર ਦਸੰ ਦਸੰਬਰ abe abendua decembro rhag "
    "rhagfyr noll nollaig",
};

struct parts {
    int32_t year, month, day, hour, minute, second;
    enum tl_wa_period period;
    char word[WORD_BYTES]; /* the last one */
    size_t word_len;
    bool word_is_near, clock_is_near; /* nothing but blanks stands behind */
    bool month_comes;                 /* behind Vietnamese "thg" */
};

static bool is_name(struct tl_str words, struct tl_str word)
{
    for (size_t at = 0; (at = tl_str_find(words, word, at)) != SIZE_MAX; at++) {
        const size_t end = at + word.len;
        if ((at == 0 || words.ptr[at - 1] == ' ') && (end == words.len || words.ptr[end] == ' '))
            return true;
    }
    return false;
}

static int32_t month_from(struct tl_str word)
{
    for (int32_t m = 0; m < 12 && word.len > 1; m++)
        if (is_name(tl_str_from(names[m]), word))
            return m + 1;
    return 0;
}

/* Bytes of a blank or a direction mark: U+00A0, U+2009, U+200E, U+200F, U+202F. */
static size_t blank_bytes(struct tl_str s, size_t at)
{
    static const struct tl_str blanks[] = {
        TL_STR_INIT(" "),
        TL_STR_INIT("\xc2\xa0"),
        TL_STR_INIT("\xe2\x80\x89"),
        TL_STR_INIT("\xe2\x80\x8e"),
        TL_STR_INIT("\xe2\x80\x8f"),
        TL_STR_INIT("\xe2\x80\xaf"),
    };
    const struct tl_str rest = tl_str_slice(s, at, s.len);
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (tl_str_starts(rest, blanks[i]))
            return blanks[i].len;
    return 0;
}

/* Between letters, as in Thai "ต.ค.". */
static bool is_inner_dot(struct tl_str s, size_t at)
{
    return s.ptr[at] == '.' && at + 1 < s.len && (unsigned char)s.ptr[at + 1] >= 0x80 &&
           blank_bytes(s, at + 1) == 0;
}

static void take_period(struct parts *p, struct tl_str word)
{
    const enum tl_wa_period period = tl_wa_period_find(word);
    if (p->period == TL_WA_NO_MARK && period != TL_WA_UNKNOWN_MARK)
        p->period = period;
}

static void end_word(struct parts *p)
{
    const struct tl_str word = {p->word, p->word_len};
    const int32_t month = month_from(word);
    if (p->clock_is_near)
        take_period(p, word);
    else if (month > 0 && p->month == 0)
        p->month = month;
    p->month_comes = tl_str_equal(word, TL_STR("thg")) || tl_str_equal(word, TL_STR("tháng"));
    p->word_is_near = month == 0;
    p->clock_is_near = false;
}

/* At most four digits. */
static int32_t read_number(struct tl_str s, size_t *at, size_t *digits)
{
    int32_t value = 0;
    const size_t first = *at;
    for (; *at < s.len && tl_is_digit(s.ptr[*at]); ++*at)
        if (*at - first < 5)
            value = value * 10 + (s.ptr[*at] - '0');
    *digits = *at - first;
    return value;
}

/* ":05" or ":05:10" behind the hour; a dot for a colon when the month is known already. */
static bool read_clock(struct tl_str s, size_t *at, int32_t hour, struct parts *p)
{
    size_t digits, i = *at + 1;
    const char separator = *at < s.len ? s.ptr[*at] : ' ';
    if (p->hour >= 0 || (separator != ':' && (separator != '.' || p->month == 0)))
        return false;
    const int32_t minute = read_number(s, &i, &digits);
    if (digits != 2)
        return false;
    p->hour = hour;
    p->minute = minute;
    *at = i;
    if (i < s.len && s.ptr[i] == separator) {
        const int32_t second = read_number(s, (i++, &i), &digits);
        if (digits == 2) {
            p->second = second;
            *at = i;
        }
    }
    /* Chinese and Korean have the mark before the clock; other words there are no marks. */
    if (p->word_is_near && p->word_len > 0 && (unsigned char)p->word[0] >= 0xe3)
        take_period(p, (struct tl_str){p->word, p->word_len});
    p->clock_is_near = true;
    p->word_is_near = false;
    return true;
}

static void read_digits(struct tl_str s, size_t *at, struct parts *p)
{
    size_t digits;
    const int32_t value = read_number(s, at, &digits);
    if (read_clock(s, at, value, p))
        return;
    p->clock_is_near = false;
    const bool is_month = p->month_comes;
    p->month_comes = false;
    const struct tl_str rest = tl_str_trim(tl_str_slice(s, *at, s.len));
    if (is_month || tl_str_starts(rest, TL_STR("月")) || tl_str_starts(rest, TL_STR("월")))
        p->month = value;
    else if (digits == 4)
        p->year = value >= 2400 ? value - 543 : value; /* Thai */
    else if (digits <= 2 && p->day == 0)
        p->day = value;
}

static int32_t full_hour(int32_t hour, enum tl_wa_period period)
{
    if (period == TL_WA_AM || (period == TL_WA_NIGHT && hour == 12))
        return hour == 12 ? 0 : hour;
    const bool late = period == TL_WA_PM || (period == TL_WA_NOON && hour <= 5) ||
                      (period == TL_WA_NIGHT && hour >= 6);
    return late && hour < 12 ? hour + 12 : hour;
}

bool tl_meta_date_read(struct tl_str s, int64_t *wall_ms, enum tl_resolution *resolution)
{
    struct parts p = {.hour = -1, .second = -1, .period = TL_WA_NO_MARK};
    for (size_t i = 0; i < s.len;) {
        const size_t blank = blank_bytes(s, i);
        const char c = s.ptr[i];
        if (blank > 0) {
            i += blank;
        } else if (tl_is_digit(c)) {
            read_digits(s, &i, &p);
        } else if (tl_is_alpha(c) || (unsigned char)c >= 0x80) {
            /* A mark of the clock may have dots and blanks inside: "p. m." */
            const bool mark = p.clock_is_near;
            p.word_len = 0;
            while (i < s.len &&
                   (tl_is_alpha(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80 ||
                    (mark && (s.ptr[i] == '.' || s.ptr[i] == ' ')) || is_inner_dot(s, i))) {
                const size_t inner = blank_bytes(s, i);
                if (inner > 0 && !mark)
                    break;
                if (inner == 0 && s.ptr[i] != '.' && p.word_len < sizeof p.word)
                    p.word[p.word_len++] = tl_to_lower(s.ptr[i]);
                i += inner > 0 ? inner : 1;
            }
            end_word(&p);
        } else {
            p.clock_is_near = p.word_is_near = false;
            i++;
        }
    }
    if (p.year < 1990 || !tl_civil_valid(p.year, p.month, p.day) || p.hour < 0 || p.hour > 23 ||
        p.minute > 59 || p.second > 60)
        return false;
    *resolution = p.second < 0 ? TL_RES_MINUTE : TL_RES_SECOND;
    *wall_ms = tl_day_from_civil(p.year, p.month, p.day) * TL_MS_PER_DAY +
               ((int64_t)(full_hour(p.hour, p.period) * 60 + p.minute) * 60 +
                (p.second < 0 ? 0 : p.second)) *
                   1000;
    return true;
}
