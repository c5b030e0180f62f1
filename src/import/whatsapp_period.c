/*
 * whatsapp_period.c: marks of the 12-hour clock in the languages WhatsApp speaks.
 *
 * From the day periods of the Unicode CLDR ("a", "b" and "B" of its date patterns), which Android
 * and iOS print, and from exports. Blanks and dots are left out, because both come and go with the
 * version: "a. m.", "a.m." and "am" are one.
 */
#include "whatsapp_period.h"

#include "str.h"

struct period_word {
    const char *word;
    uint8_t period;
};

static const struct period_word words[] = {
    /* Latin script */
    {"am", TL_WA_AM},
    {"pm", TL_WA_PM},
    {"a", TL_WA_AM},
    {"p", TL_WA_PM},
    {"ap", TL_WA_AM}, /* Finnish */
    {"ip", TL_WA_PM},
    {"vm", TL_WA_AM}, /* Afrikaans, Dutch */
    {"nm", TL_WA_PM},
    {"vorm", TL_WA_AM}, /* German */
    {"nachm", TL_WA_PM},
    {"vormittags", TL_WA_AM},
    {"nachmittags", TL_WA_PM},
    {"fm", TL_WA_AM}, /* Swedish; Norwegian has f.m. too */
    {"em", TL_WA_PM},
    {"fh", TL_WA_AM}, /* Icelandic */
    {"eh", TL_WA_PM},
    {"de", TL_WA_AM}, /* Hungarian */
    {"du", TL_WA_PM},
    {"dop", TL_WA_AM}, /* Czech and Slovak; in Slovene "dop" too, with "pop" */
    {"odp", TL_WA_PM},
    {"pop", TL_WA_PM},
    {"dopoludnia", TL_WA_AM},
    {"popoludní", TL_WA_PM},
    {"prijepodne", TL_WA_AM}, /* Croatian, Bosnian, Serbian */
    {"popodne", TL_WA_PM},
    {"prepodne", TL_WA_AM},
    {"eparadites", TL_WA_AM}, /* Albanian */
    {"epasdites", TL_WA_PM},
    {"paradite", TL_WA_AM},
    {"pasdite", TL_WA_PM},
    {"pd", TL_WA_AM},
    {"md", TL_WA_PM},
    {"priešpiet", TL_WA_AM}, /* Lithuanian */
    {"popiet", TL_WA_PM},
    {"priekšp", TL_WA_AM}, /* Latvian */
    {"pēcp", TL_WA_PM},
    {"priekšpusdienā", TL_WA_AM},
    {"pēcpusdienā", TL_WA_PM},
    {"öö", TL_WA_AM}, /* Turkish */
    {"ös", TL_WA_PM},
    {"ÖÖ", TL_WA_AM},
    {"Ös", TL_WA_PM},
    {"sa", TL_WA_AM}, /* Vietnamese */
    {"ch", TL_WA_PM},
    {"pg", TL_WA_AM}, /* Malay */
    {"ptg", TL_WA_PM},
    {"pagi", TL_WA_AM},
    {"tengahhari", TL_WA_NOON},
    {"petang", TL_WA_PM},
    {"malam", TL_WA_NIGHT},
    {"to", TL_WA_AM}, /* Uzbek */
    {"tk", TL_WA_PM},
    {"gh", TL_WA_AM}, /* Somali */
    {"gd", TL_WA_PM},
    {"rn", TL_WA_AM}, /* Irish */
    {"in", TL_WA_PM},
    {"yb", TL_WA_AM}, /* Welsh */
    {"yh", TL_WA_PM},
    {"sf", TL_WA_AM}, /* Hausa */
    {"ym", TL_WA_PM},
    {"goöň", TL_WA_AM}, /* Turkmen */
    {"gosoň", TL_WA_PM},
    {"asubuhi", TL_WA_AM}, /* Swahili */
    {"alfajiri", TL_WA_AM},
    {"mchana", TL_WA_NOON},
    {"jioni", TL_WA_PM},
    {"usiku", TL_WA_NIGHT},
    /* Greek and Cyrillic */
    {"πμ", TL_WA_AM},
    {"μμ", TL_WA_PM},
    {"ΠΜ", TL_WA_AM},
    {"ΜΜ", TL_WA_PM},
    {"дп", TL_WA_AM}, /* Ukrainian, Russian */
    {"пп", TL_WA_PM},
    {"ДП", TL_WA_AM},
    {"ПП", TL_WA_PM},
    {"АМ", TL_WA_AM}, /* Azerbaijani and Uzbek */
    {"ПМ", TL_WA_PM},
    {"проб", TL_WA_AM}, /* Bulgarian */
    {"слоб", TL_WA_PM},
    {"претпл", TL_WA_AM}, /* Macedonian */
    {"попл", TL_WA_PM},
    {"преподне", TL_WA_AM}, /* Serbian */
    {"поподне", TL_WA_PM},
    {"тңк", TL_WA_AM}, /* Kyrgyz */
    {"тң", TL_WA_AM},
    {"тк", TL_WA_PM},
    {"үө", TL_WA_AM}, /* Mongolian */
    {"үх", TL_WA_PM},
    {"түскедейін", TL_WA_AM}, /* Kazakh */
    {"түстенкейін", TL_WA_PM},
    /* Semitic and Persian */
    {"ص", TL_WA_AM},
    {"م", TL_WA_PM},
    {"صباحا", TL_WA_AM},
    {"صباحًا", TL_WA_AM},
    {"مساء", TL_WA_PM},
    {"مساءً", TL_WA_PM},
    {"قظ", TL_WA_AM},
    {"بظ", TL_WA_PM},
    {"قبلازظهر", TL_WA_AM},
    {"بعدازظهر", TL_WA_PM},
    {"قبلدوپہر", TL_WA_AM}, /* Urdu */
    {"بعددوپہر", TL_WA_PM},
    {"صبح", TL_WA_AM}, /* Sindhi */
    {"شام", TL_WA_PM},
    {"לפנה״צ", TL_WA_AM},
    {"אחה״צ", TL_WA_PM},
    {"ጥዋት", TL_WA_AM}, /* Amharic */
    {"ከሰዓት", TL_WA_PM},
    {"ከሰዓትበኋላ", TL_WA_PM},
    /* India */
    {"पूर्वाह्न", TL_WA_AM},
    {"अपराह्न", TL_WA_PM},
    {"मपू", TL_WA_AM}, /* Marathi */
    {"मउ", TL_WA_PM},
    {"পূর্বাহ্ণ", TL_WA_AM},
    {"অপরাহ্ণ", TL_WA_PM},
    {"পূর্বাহ্ন", TL_WA_AM},
    {"অপরাহ্ন", TL_WA_PM},
    {"পূৰ্বাহ্ন", TL_WA_AM}, /* Assamese */
    {"অপৰাহ্ন", TL_WA_PM},
    {"ਪੂਦੁ", TL_WA_AM},
    {"ਬਾਦੁ", TL_WA_PM},
    {"முற்பகல்", TL_WA_AM},
    {"பிற்பகல்", TL_WA_PM},
    {"ಪೂರ್ವಾಹ್ನ", TL_WA_AM},
    {"ಅಪರಾಹ್ನ", TL_WA_PM},
    {"පෙව", TL_WA_AM}, /* Sinhala */
    {"පව", TL_WA_PM},
    /* South-East Asia */
    {"ก่อนเที่ยง", TL_WA_AM},
    {"หลังเที่ยง", TL_WA_PM},
    {"ກ່ອນທ່ຽງ", TL_WA_AM},
    {"ຫຼັງທ່ຽງ", TL_WA_PM},
    {"ព្រឹក", TL_WA_AM},
    {"ល្ងាច", TL_WA_PM},
    {"နံနက်", TL_WA_AM},
    {"ညနေ", TL_WA_PM},
    /* East Asia */
    {"上午", TL_WA_AM},
    {"下午", TL_WA_PM},
    {"凌晨", TL_WA_AM},
    {"清晨", TL_WA_AM},
    {"早晨", TL_WA_AM},
    {"清早", TL_WA_AM},
    {"早上", TL_WA_AM},
    {"中午", TL_WA_NOON},
    {"傍晚", TL_WA_PM},
    {"晚上", TL_WA_NIGHT},
    {"半夜", TL_WA_NIGHT},
    {"午夜", TL_WA_NIGHT},
    {"夜里", TL_WA_NIGHT},
    {"午前", TL_WA_AM},
    {"午後", TL_WA_PM},
    {"오전", TL_WA_AM},
    {"오후", TL_WA_PM},
    /* Words between date and clock, and units behind them, that say nothing */
    {"klo", TL_WA_NO_MARK}, /* Finnish */
    {"kl", TL_WA_NO_MARK},  /* Danish, Norwegian, Swedish */
    {"à", TL_WA_NO_MARK},   /* French */
    {"às", TL_WA_NO_MARK},  /* Portuguese */
    {"alas", TL_WA_NO_MARK},
    {"ala", TL_WA_NO_MARK},
    {"alle", TL_WA_NO_MARK}, /* Italian */
    {"ales", TL_WA_NO_MARK},
    {"at", TL_WA_NO_MARK},
    {"um", TL_WA_NO_MARK}, /* German */
    {"uhr", TL_WA_NO_MARK},
    {"om", TL_WA_NO_MARK},    /* Dutch */
    {"o", TL_WA_NO_MARK},     /* Polish, Czech */
    {"ob", TL_WA_NO_MARK},    /* Slovene */
    {"u", TL_WA_NO_MARK},     /* Croatian */
    {"la", TL_WA_NO_MARK},    /* Romanian */
    {"lúc", TL_WA_NO_MARK},   /* Vietnamese */
    {"pukul", TL_WA_NO_MARK}, /* Indonesian */
    {"saat", TL_WA_NO_MARK},
    {"h", TL_WA_NO_MARK},
    {"hrs", TL_WA_NO_MARK},
    {"г", TL_WA_NO_MARK}, /* year */
    {"р", TL_WA_NO_MARK},
    {"ч", TL_WA_NO_MARK}, /* Bulgarian: hours */
    {"в", TL_WA_NO_MARK}, /* Russian: at */
    {"о", TL_WA_NO_MARK}, /* Ukrainian: at */
    {"гч", TL_WA_NO_MARK},
    {"น", TL_WA_NO_MARK}, /* Thai: hours */
    {"เวลา", TL_WA_NO_MARK},
    {"ساعت", TL_WA_NO_MARK}, /* Persian: hour */
    {"الساعة", TL_WA_NO_MARK},
    {"בשעה", TL_WA_NO_MARK},
};

enum tl_wa_period tl_wa_period_find(struct tl_str word)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (tl_str_equal(word, tl_str_from(words[i].word)))
            return (enum tl_wa_period)words[i].period;
    return TL_WA_UNKNOWN_MARK;
}
