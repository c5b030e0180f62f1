/*
 * whatsapp_period.c: marks of the 12-hour clock in the languages of phones.
 *
 * The day periods "a" of the Unicode CLDR (48), which Android and iOS print, those "B" of the
 * languages that print them, and what exports show. Blanks and dots are left out, because both come
 * and go with the version: "a. m.", "a.m." and "am" are one. "ip" is the second half in Finnish
 * and the first in Inari Sami, whose "ep" is left unknown, so that such a file is warned of.
 */
#include "whatsapp_period.h"

#include "str.h"

static const struct {
    uint8_t period;
    const char *words; /* with blanks between */
} lists[] = {
    /* Latin script */
    {TL_WA_AM, "am a ap vm vorm vormittags fm fh de dop dopoludnia prijepodne prepodne "
               "eparadites paradite pd priešpiet priekšp priekšpusdienā öö ÖÖ sa pg pagi "
               "to gh rn yb sf goöň asubuhi alfajiri ag an icheheavo ibikɛ̂glà uluchelo "
               "pamilau lumalwak subbaahi idiɓa ki ŋdi atm kíkíríg subaka wd m ma n'ụtụtụ "
               "isuk mba'mba' utuko ntufat Ĩyakwakya muhi adduha kiroko krn bn makeo "
               "sárúwá too moies ntɔ́ngɔ́ dinda od Ɛnkakɛnyá rŨ wichishu comme ǁgoagas "
               "maná mba'ámba' rw zmu kang'ama nd tesiran lwamilawu ib dopołedniŏ "
               "taparachu hh zdatazal sub munkyo kiɛmɛ́ɛm Àárọ̀ Àárɔ̀ tifawt matin mat"},
    {TL_WA_PM, "pm p ip nm nachm nachmittags em eh du odp pop popoludní popodne epasdites "
               "pasdite md popiet pēcp pēcpusdienā ös Ös ch ptg petang tk gd in yh ym "
               "gosoň jioni ak anw ichamthi iɓugajɔp akasuba pamunyi gm lumalwap zaarikayb "
               "wótp ebyámu ut ɣetrɔ ptm ngəgógəle kikiiɗe wb f nam mo n'abalị wengi "
               "ŋkambɔ́tnji kyiukonyi ntmeddit Ĩyawĩoo chilo aluula hwaĩ-inĩ koosk pn "
               "nyiaghuo cɛɛ́nko muu nomëttes mpókwa dilolo ot Ɛndámâ Ũg mchochil'l lilli "
               "ǃuias kugú ncwònzém tŊ fi zmw kingoto lk teipa pashamihe eb popołedniu "
               "ebongi ea Ḍeffiraza ngo eigulo kisɛ́ndɛ Ọ̀sán Ɔ̀sán tadggʷat soir"},
    {TL_WA_NOON, "tengahhari mchana"},
    {TL_WA_NIGHT, "malam usiku"},
    /* Greek and Cyrillic */
    {TL_WA_AM, "πμ ΠΜ дп ДП АМ проб претпл преподне тңк тң үө түскедейін ку ЭИ пријеподне "
               "ТО"},
    {TL_WA_PM, "μμ ΜΜ пп ПП ПМ слоб попл поподне тк үх түстенкейін кх ЭК ТК"},
    /* Semitic and Persian */
    {TL_WA_AM, "ص صباحا صباحًا قظ قبلازظهر قبلدوپہر صبح לפנה״צ ጥዋት بن "
               "܏ܩܛ "
               "פֿאַרמיטאָג "
               "ቅቀ "
               "چب تد"},
    {TL_WA_PM, "م مساء مساءً بظ بعدازظهر بعددوپہر شام אחה״צ ከሰዓት ከሰዓትበኋላ دن "
               "܏ܒܛ "
               "נאָכמיטאָג "
               "ድቀ چك تك"},
    /* India */
    {TL_WA_AM, "पूर्वाह्न मपू পূর্বাহ্ণ পূর্বাহ্ন পূৰ্বাহ্ন ਪੂਦੁ முற்பகல் ಪೂರ್ವಾಹ್ನ පෙව "
               "फुं सवेर भोर নুমাং भ्यागा"},
    {TL_WA_PM, "अपराह्न मउ অপরাহ্ণ অপরাহ্ন অপৰাহ্ন ਬਾਦੁ பிற்பகல் ಅಪರಾಹ್ನ පව बेलासे स'ञ "
               "सांझ दपेहरा/संजा"},
    /* South-East Asia */
    {TL_WA_AM, "ก่อนเที่ยง ກ່ອນທ່ຽງ ព្រឹក နံနက် སྔ་ཆ་ སྔ་དྲོ་ တၸ"},
    {TL_WA_PM, "หลังเที่ยง ຫຼັງທ່ຽງ ល្ងាច ညနေ ཕྱི་ཆ་ ཕྱི་དྲོ་ တလ"},
    /* East Asia */
    {TL_WA_AM, "上午 凌晨 清晨 早晨 清早 早上 午前 오전 上晝 上昼"},
    {TL_WA_PM, "下午 傍晚 午後 오후 下晝 下昼"},
    {TL_WA_NOON, "中午"},
    {TL_WA_NIGHT, "晚上 半夜 午夜 夜里"},
    /* Other scripts */
    {TL_WA_AM, "ᏌᎾᎴ ᐊᒼ ꎸꄑ ߛ ⵜⵉⴼⴰⵡⵜ 𞤀𞤎"},
    {TL_WA_PM, "ᏒᎯᏱᎢ ᐲᒼ ꁯꋒ ߥ ⵜⴰⴷⴳⴳⵯⴰⵜ 𞤇𞤎"},
    /* Words between date and clock, and units behind them, that say nothing */
    {TL_WA_NO_MARK,
     "klo kl klock ga ê à às alas ala alle ales at um uhr om o ob u la lúc pukul saat h hrs "
     "г р ч в о гч น เวลา ساعت الساعة בשעה"},
};

/* Whether `word` is one of the words. */
static bool holds(struct tl_str words, struct tl_str word)
{
    for (size_t at = 0; (at = tl_str_find(words, word, at)) != SIZE_MAX; at++) {
        const size_t end = at + word.len;
        if ((at == 0 || words.ptr[at - 1] == ' ') && (end == words.len || words.ptr[end] == ' '))
            return true;
    }
    return false;
}

enum tl_wa_period tl_wa_period_find(struct tl_str word)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && word.len > 0; i++)
        if (holds(tl_str_from(lists[i].words), word))
            return (enum tl_wa_period)lists[i].period;
    return TL_WA_UNKNOWN_MARK;
}

enum tl_wa_era tl_wa_era_find(struct tl_str word)
{
    static const struct {
        uint8_t era;
        const char *words;
    } eras[] = {
        {TL_WA_REIWA,
         "R 令和 ㋿ Reiwa reiwa Рэйва Рейва 레이와 เรวะ रेइवा "
         "ريوا"},
        {TL_WA_HEISEI, "H 平成 ㍻ Heisei heisei 헤이세이 เฮเซ हेईसेई"},
        {TL_WA_BUDDHIST, "BE EB eB eb BG BK พศ 佛曆 佛历 仏暦 불기"},
        {TL_WA_REPUBLIC, "Minguo minguo ROC RdC RK 民國 民国 중화민국 ไต้หวัน"},
        {TL_WA_PERSIAN, "AP هش ه‍ش 波斯曆 波斯历"},
        {TL_WA_OTHER_ERA,
         "AH ر هـ ه‍ق هق ฮศ ยศ הג׳רה 伊斯蘭曆 伊斯兰历 Saka "
         "創世紀元 "
         "希伯来历"},
    };
    for (size_t i = 0; i < sizeof eras / sizeof eras[0] && word.len > 0; i++)
        if (holds(tl_str_from(eras[i].words), word))
            return (enum tl_wa_era)eras[i].era;
    return TL_WA_NO_ERA;
}
