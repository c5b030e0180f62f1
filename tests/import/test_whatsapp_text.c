/*
 * test_whatsapp_text.c: whole chats through the importer: samples, one line of each locale, dates,
 * clocks, zones, and the habits of files.
 */
#include "tl_test.h"

#include "civil.h"
#include "dump_conversation.h"
#include "importer.h"
#include "importers.h"
#include "str.h"

#define LRM "\u200e"

static struct tl_context ctx;

static struct tl_conversation *read_chat(const char *text, const struct tl_import_options *options,
                                         enum tl_status *status, struct tl_error *err)
{
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    struct tl_source *source = tl_source_new_memory(&ctx, tl_str_from(text), 0);
    assert_int_equal(tl_bundle_open_source(&ctx, "chat.txt", source, &bundle, err), TL_OK);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    *status = tl_import(&ctx, bundle, options, conv, err);
    tl_bundle_free(bundle);
    return conv;
}

static void assert_time(const struct tl_conversation *conv, size_t row, const char *want)
{
    char got[20];
    assert_true(row < conv->n_messages);
    tl_print_time(got, tl_conversation_local_ms(conv, row));
    assert_string_equal(got, want);
}

static size_t count_kept(const struct tl_conversation *conv)
{
    size_t n = 0;
    for (size_t i = 0; i < conv->n_messages; i++)
        n += conv->kind[i] != TL_KIND_COUNT;
    return n;
}

static uint64_t notices(const struct tl_conversation *conv, const char *code)
{
    for (size_t i = 0; i < conv->n_notices; i++)
        if (strcmp(conv->notices[i].code, code) == 0)
            return conv->notices[i].count;
    return 0;
}

static void samples(void **state)
{
    (void)state;
    tl_check_samples("whatsapp_text");
}

/*
 * Headers as WhatsApp writes them in each language: date and clock after the Unicode CLDR's short
 * formats and exports. Every date is the 25th of November, which leaves no order open.
 */
static const struct {
    const char *locale, *line, *time, *name;
} locales[] = {
    {"af", "2024-11-25, 3:05 nm. - Anneke: haai", "15:05:00", "Anneke"},
    {"am", "25/11/2024, 3:05 ከሰዓት - Abebe: selam", "15:05:00", "Abebe"},
    {"ar", "٢٥\u200f/١١\u200f/٢٠٢٤، ٣:٠٥ م - سارة: مرحبا", "15:05:00", "سارة"},
    {"as", "২৫-১১-২০২৪, অপৰাহ্ন ৩.০৫ - ৰীমা: নমস্কাৰ", "15:05:00", "ৰীমা"},
    {"az Cyrillic", "25.11.24, 3:05 ПМ - Лејла: салам", "15:05:00", "Лејла"},
    {"az", "25.11.24, 15:05 - Leyla: salam", "15:05:00", "Leyla"},
    {"bg", "25.11.24 г., 15:05 ч. - Иво: здравей", "15:05:00", "Иво"},
    {"bn", "২৫/১১/২৪, ৩:০৫ PM - রিনা: হাই", "15:05:00", "রিনা"},
    {"ca", "25/11/24, 15:05 - Laia: hola", "15:05:00", "Laia"},
    {"cs", "25.11.24 15:05 - Jiří: ahoj", "15:05:00", "Jiří"},
    {"cs long", "25. 11. 2024 15:05 - Jiří: ahoj", "15:05:00", "Jiří"},
    {"cy", "25/11/2024 3:05 yh - Nia: helo", "15:05:00", "Nia"},
    {"da", "25.11.2024 15.05 - Freja: hej", "15:05:00", "Freja"},
    {"da with word", "25.11.2024 kl. 15.05 - Freja: hej", "15:05:00", "Freja"},
    {"de", "25.11.24, 15:05 - Jörg: hallo", "15:05:00", "Jörg"},
    {"de 12 h", "25.11.24, 3:05 nachm. - Jörg: hallo", "15:05:00", "Jörg"},
    {"el", "25/11/24, 3:05 μ.μ. - Νίκος: γεια", "15:05:00", "Νίκος"},
    {"el morning", "25/11/24, 12:05 π.μ. - Νίκος: γεια", "00:05:00", "Νίκος"},
    {"en-AU", "25/11/24, 3:05 pm - Ruby: hi", "15:05:00", "Ruby"},
    {"en-CA", "2024-11-25, 3:05 p.m. - Ruby: hi", "15:05:00", "Ruby"},
    {"en-GB", "25/11/2024, 15:05 - Ruby: hi", "15:05:00", "Ruby"},
    {"en-US", "11/25/24, 3:05\u202fPM - Ruby: hi", "15:05:00", "Ruby"},
    {"en-US midnight", "11/25/24, 12:05\u202fAM - Ruby: hi", "00:05:00", "Ruby"},
    {"en-US noon", "11/25/24, 12:05\u202fPM - Ruby: hi", "12:05:00", "Ruby"},
    {"en-ZA", "2024/11/25, 15:05 - Ruby: hi", "15:05:00", "Ruby"},
    {"es-ES", "25/11/24, 15:05 - Nerea: hola", "15:05:00", "Nerea"},
    {"es-419", "25/11/2024, 3:05 p.\u00a0m. - Nerea: hola", "15:05:00", "Nerea"},
    {"et", "25.11.24 15:05 - Maarja: tere", "15:05:00", "Maarja"},
    {"eu", "2024/11/25 (15:05) - Ane: kaixo", "15:05:00", "Ane"},
    {"fa", "۲۰۲۴/۱۱/۲۵،\u200f ۱۵:۰۵ - نیلوفر: سلام", "15:05:00", "نیلوفر"},
    {"fi", "25.11.2024 klo 15.05 - Aino: moi", "15:05:00", "Aino"},
    {"fil", "11/25/24, 3:05 PM - Jun: uy", "15:05:00", "Jun"},
    {"fr", "25/11/2024 à 15:05 - Chloé: salut", "15:05:00", "Chloé"},
    {"fr-CA", "2024-11-25 15 h 05 - Chloé: salut", "15:05:00", "Chloé"},
    {"ga", "25/11/2024 3:05 i.n. - Aoife: dia duit", "15:05:00", "Aoife"},
    {"gu", "25/11/24, 3:05 PM - જય: હાય", "15:05:00", "જય"},
    {"ha", "25/11/24, 3:05 YM - Aisha: sannu", "15:05:00", "Aisha"},
    {"he", "25.11.2024, 15:05 - נועה: היי", "15:05:00", "נועה"},
    {"hi", "25/11/24, 3:05 pm - आशा: हाय", "15:05:00", "आशा"},
    {"hi words", "25/11/24, 3:05 अपराह्न - आशा: हाय", "15:05:00", "आशा"},
    {"hr", "25. 11. 2024. 15:05 - Luka: bok", "15:05:00", "Luka"},
    {"hu", "2024. 11. 25. 15:05 - Zsófi: szia", "15:05:00", "Zsófi"},
    {"hu 12 h", "2024. 11. 25. du. 3:05 - Zsófi: szia", "15:05:00", "Zsófi"},
    {"id", "25/11/24 15.05 - Dewi: hai", "15:05:00", "Dewi"},
    {"is", "25.11.2024, 15:05 - Björk: hæ", "15:05:00", "Björk"},
    {"it", "25/11/24, 15:05 - Giulia: ciao", "15:05:00", "Giulia"},
    {"ja", "2024/11/25 15:05 - 美咲: やあ", "15:05:00", "美咲"},
    {"ja 12 h", "2024/11/25 午後0:05 - 美咲: やあ", "12:05:00", "美咲"},
    {"ja words", "2024年11月25日 午前3:05 - 美咲: やあ", "03:05:00", "美咲"},
    {"kk", "25.11.2024, 15:05 - Айгүл: сәлем", "15:05:00", "Айгүл"},
    {"ko", "2024. 11. 25. 오후 3:05 - 지은: 안녕", "15:05:00", "지은"},
    {"ko words", "2024년 11월 25일 오전 12:05 - 지은: 안녕", "00:05:00", "지은"},
    {"ky morning", "25/11/24, 12:05 тң - Айнура: салам", "00:05:00", "Айнура"},
    {"lt", "2024-11-25, 15:05 - Rasa: labas", "15:05:00", "Rasa"},
    {"lt morning", "2024-11-25, 12:05 priešpiet - Rasa: labas", "00:05:00", "Rasa"},
    {"lv", "25.11.24., 15:05 - Ilze: sveiki", "15:05:00", "Ilze"},
    {"mk", "25.11.24, 15:05 - Бојан: здраво", "15:05:00", "Бојан"},
    {"mr", "२५/११/२४, ३:०५ PM - सई: हाय", "15:05:00", "सई"},
    {"ms", "25/11/24, 3:05 PTG - Aisyah: hai", "15:05:00", "Aisyah"},
    {"nb", "25.11.2024, 15:05 - Sindre: hei", "15:05:00", "Sindre"},
    {"nl", "25-11-2024 15:05 - Sanne: hoi", "15:05:00", "Sanne"},
    {"pa", "25/11/24, 3:05 ਬਾ.ਦੁ. - ਗੁਰਜੀਤ: ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "15:05:00", "ਗੁਰਜੀਤ"},
    {"pl", "25.11.2024, 15:05 - Zosia: cześć", "15:05:00", "Zosia"},
    {"pt-BR", "25/11/2024 15:05 - João: oi", "15:05:00", "João"},
    {"pt-PT", "25/11/24, 15:05 - João: oi", "15:05:00", "João"},
    {"ro", "25.11.2024, 15:05 - Ioana: bună", "15:05:00", "Ioana"},
    {"ru", "25.11.2024, 15:05 - Ольга: привет", "15:05:00", "Ольга"},
    {"sd", "٢٠٢٤-١١-٢٥, ٣:٠٥ شام - زينب: سلام", "15:05:00", "زينب"},
    {"sk", "25. 11. 2024 15:05 - Zuzana: ahoj", "15:05:00", "Zuzana"},
    {"sl", "25. 11. 24 15:05 - Maja: živjo", "15:05:00", "Maja"},
    {"sq", "25.11.24, 3:05 e pasdites - Drita: tung", "15:05:00", "Drita"},
    {"sq morning", "25.11.24, 3:05 e paradites - Drita: tung", "03:05:00", "Drita"},
    {"sr", "25.11.24. 15:05 - Мила: ћао", "15:05:00", "Мила"},
    {"sv", "2024-11-25 15:05 - Elsa: hej", "15:05:00", "Elsa"},
    {"sv 12 h", "2024-11-25 3:05 em - Elsa: hej", "15:05:00", "Elsa"},
    {"sw", "25/11/2024 3:05 PM - Juma: habari", "15:05:00", "Juma"},
    {"ta", "25/11/24, பிற்பகல் 3:05 - மீனா: வணக்கம்", "15:05:00", "மீனா"},
    {"th", "25/11/2567 15:05 - นภา: สวัสดี", "15:05:00", "นภา"},
    {"th short", "25/11/67 15:05 - นภา: สวัสดี", "15:05:00", "นภา"},
    {"tk", "25.11.2024, 3:05 go.soň - Ogul: salam", "15:05:00", "Ogul"},
    {"tr", "25.11.2024 15:05 - Ece: selam", "15:05:00", "Ece"},
    {"tr 12 h", "25.11.2024 ÖS 3:05 - Ece: selam", "15:05:00", "Ece"},
    {"uk", "25.11.24, 15:05 - Оленка: привіт", "15:05:00", "Оленка"},
    {"uk 12 h", "25.11.24, 3:05 пп - Оленка: привіт", "15:05:00", "Оленка"},
    {"ur", "25/11/24، 3:05 PM - بلال: سلام", "15:05:00", "بلال"},
    {"uz", "25/11/24, 3:05 TK - Dilnoza: salom", "15:05:00", "Dilnoza"},
    {"vi", "15:05, 25/11/2024 - Lan: chào", "15:05:00", "Lan"},
    {"vi 12 h", "25/11/2024, 3:05 CH - Lan: chào", "15:05:00", "Lan"},
    {"zh-CN", "2024/11/25 下午3:05 - 小梅: 你好", "15:05:00", "小梅"},
    {"zh-CN small hours", "2024/11/25 凌晨12:05 - 小梅: 你好", "00:05:00", "小梅"},
    {"zh-CN morning", "2024/11/25 早上8:05 - 小梅: 你好", "08:05:00", "小梅"},
    {"zh-CN noon", "2024/11/25 中午1:05 - 小梅: 你好", "13:05:00", "小梅"},
    {"zh-CN before noon", "2024/11/25 中午11:05 - 小梅: 你好", "11:05:00", "小梅"},
    {"zh-CN dusk", "2024/11/25 傍晚6:05 - 小梅: 你好", "18:05:00", "小梅"},
    {"zh-CN evening", "2024/11/25 晚上9:05 - 小梅: 你好", "21:05:00", "小梅"},
    {"zh-TW midnight", "2024/11/25 半夜12:05 - 小梅: 你好", "00:05:00", "小梅"},
    {"zh-TW late", "2024/11/25 半夜11:05 - 小梅: 你好", "23:05:00", "小梅"},
    {"zh words", "2024年11月25日下午3:05 - 小梅: 你好", "15:05:00", "小梅"},
    {"zh-TW republic", "113/11/25 下午3:05 - 小梅: 你好", "15:05:00", "小梅"},
    {"ak", "25/11/24, 3:05 ANW - Kofi: maakye", "15:05:00", "Kofi"},
    {"br", "25/11/2024, 3:05 G.M. - Nolwenn: demat", "15:05:00", "Nolwenn"},
    {"ckb", "٢٠٢٤-١١-٢٥, ٣:٠٥ د.ن - شیلان: سڵاو", "15:05:00", "شیلان"},
    {"dsb", "25.11.24, 3:05 wótp. - Hana: witaj", "15:05:00", "Hana"},
    {"ee", "11/25/24, ɣetrɔ ga 3:05 - Esi: woezɔ", "15:05:00", "Esi"},
    {"ff Adlam", "𞥒𞥕/𞥑𞥑/𞥒𞥐𞥒𞥔, 𞥓:𞥐𞥕 𞤇𞤎 - Aissata: hi",
     "15:05:00", "Aissata"},
    {"ig", "25/11/24, 3:05 N’abalị - Ngozi: ndewo", "15:05:00", "Ngozi"},
    {"ig morning", "25/11/24, 12:05 N'ụtụtụ - Ngozi: ndewo", "00:05:00", "Ngozi"},
    {"iOS ig", "[25/11/24, 3:05:10 N’abalị] Ngozi: ndewo", "15:05:10", "Ngozi"},
    {"ki", "25/11/2024, 03:05 Hwaĩ-inĩ - Wambui: wĩ mwega", "15:05:00", "Wambui"},
    {"nds iOS", "[2024-11-25, Klock 03.05:10 PM] Antje: moin", "15:05:10", "Antje"},
    {"oc iOS", "[2024-11-25, 15h05:10] Miquèu: adieu", "15:05:10", "Miquèu"},
    {"sat", "᱒᱕/᱑᱑/᱒᱔, ᱓:᱐᱕ PM - Sumi: johar", "15:05:00", "Sumi"},
    {"sr Bosnia", "25.11.2024, 3:05 по подне - Мила: ћао", "15:05:00", "Мила"},
    {"syr", "25-11-2024, 3:05 ܏ܒܛ‌ - Nahrin: shlama", "15:05:00", "Nahrin"},
    {"wo", "25-11-2024, 03:05 Ngo - Awa: salaam", "15:05:00", "Awa"},
    {"xnr", "25/11/24, 3:05 दपेहरा/संजा - Anju: namaste", "15:05:00", "Anju"},
    {"yo", "25/11/2024, 15:5 - Bisi: ẹ káàsán", "15:05:00", "Bisi"},
    {"yo 12 h", "25/11/2024, 3:05 Ọ̀sán - Bisi: ẹ káàsán", "15:05:00", "Bisi"},
    {"iOS yo", "[25/11/2024, 15:5:7] Bisi: ẹ káàsán", "15:05:07", "Bisi"},
    {"iOS de", "[25.11.24, 15:05:10] Jörg: hallo", "15:05:10", "Jörg"},
    {"iOS en-GB", "[25/11/2024, 3:05:10\u202fPM] Ruby: hi", "15:05:10", "Ruby"},
    {"iOS en-US", "[11/25/24, 3:05:10 PM] Ruby: hi", "15:05:10", "Ruby"},
    {"iOS es", "[25/11/24 3:05:10 p.m.] Nerea: hola", "15:05:10", "Nerea"},
    {"iOS eu", "[2024/11/25 (15:05:10)] Ane: kaixo", "15:05:10", "Ane"},
    {"iOS fr-CA", "[2024-11-25 15 h 05 min 10 s] Chloé: salut", "15:05:10", "Chloé"},
    {"iOS fr-CA 12 h", "[2024-11-25, 3 h 05 min 10 s p.m.] Chloé: salut", "15:05:10", "Chloé"},
    {"iOS nl", "[25-11-2024 15:05:10] Sanne: hoi", "15:05:10", "Sanne"},
    {"iOS sv", "[2024-11-25 15:05:10] Elsa: hej", "15:05:10", "Elsa"},
    {"iOS zh", "[2024/11/25 15:05:10] 小梅: 你好", "15:05:10", "小梅"},
    {"iOS zh 12 h", "[2024/11/25 下午3:05:10] 小梅: 你好", "15:05:10", "小梅"},
    {"iOS ja", "[2024/11/25 15:05:10] 美咲: やあ", "15:05:10", "美咲"},
    {"iOS da", "[25.11.2024 15.05.10] Freja: hej", "15:05:10", "Freja"},
    {"iOS marked", LRM "[25/11/2024, 15:05:10] Ruby: hi", "15:05:10", "Ruby"},
    {"iOS, no comma nor seconds", "[11/25/24 15:05] Ruby: hi", "15:05:00", "Ruby"},
    {"old", "25/11/2024 15:05: Ruby: hi", "15:05:00", "Ruby"},
    {"old with seconds", "25/11/2024, 3:05:10 PM: Ruby: hi", "15:05:10", "Ruby"},
};

static void every_locale_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        struct tl_error err = {0};
        enum tl_status status;
        char time[20], want[32];
        struct tl_conversation *conv = read_chat(locales[i].line, NULL, &status, &err);
        if (status != TL_OK || conv->n_messages != 1 || conv->n_people != 1)
            fail_msg("%s: status %d, %zu messages: %s", locales[i].locale, (int)status,
                     conv->n_messages, err.message);
        tl_print_time(time, conv->time_ms[0]);
        snprintf(want, sizeof want, "2024-11-25T%s", locales[i].time);
        if (strcmp(time, want) != 0)
            fail_msg("%s: %s, expected %s", locales[i].locale, time, want);
        if (!tl_str_equal(conv->people[0].name, tl_str_from(locales[i].name)))
            fail_msg("%s: name of %zu bytes", locales[i].locale, conv->people[0].name.len);
        assert_int_equal(conv->kind[0], TL_KIND_TEXT);
        tl_conversation_free(conv);
    }
}

/* Twenty such lines are still more of WhatsApp's than of any other format's. */
static void no_other_format_takes_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        struct tl_buf text;
        enum tl_status status;
        tl_buf_init(&text, &ctx);
        for (int k = 0; k < 20; k++)
            tl_buf_printf(&text, "%s\n", locales[i].line);
        char *dump =
            tl_dump_import(&ctx, "chat.txt", (struct tl_str){text.ptr, text.len}, 0, NULL, &status);
        if (status != TL_OK || strstr(dump, "\"whatsapp-text\"") == NULL)
            fail_msg("%s: status %d: %s", locales[i].locale, (int)status, dump);
        free(dump);
        tl_buf_release(&text);
    }
}

/* The same lines with CR LF and a byte order mark, three times over: the short way through headers
   must agree with the long one. */
static void recalled_headers_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        struct tl_error err = {0};
        enum tl_status status;
        char text[1024];
        snprintf(text, sizeof text, "\ufeff%s\r\n%s\r\n%s", locales[i].line, locales[i].line,
                 locales[i].line);
        struct tl_conversation *conv = read_chat(text, NULL, &status, &err);
        assert_int_equal(status, TL_OK);
        assert_int_equal(conv->n_messages, 3);
        assert_int_equal(conv->time_ms[0], conv->time_ms[1]);
        assert_int_equal(conv->time_ms[0], conv->time_ms[2]);
        tl_conversation_free(conv);
    }
}

/* What other programs write, and what people do, is none of WhatsApp's. */
static void other_text_is_left_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "\n\n",
        "Dear diary,\n25/11/2024 was a Monday\n",
        "25/11/2024\n15:05 - 16:00 swimming\n",
        " 25/11/2024, 15:05 - Ann: indented\n",
        "25/11/2024, 15:05 Ann: no separator\n",
        "25/11/2024, 15:60 - Ann: no such minute\n",
        "25/11/2024, 25:05 - Ann: no such hour\n",
        "2/5/4, 15:05 - Ann: no year\n",
        "2024/11/2024, 15:05 - Ann: two years\n",
        "20.15 h Training\n21.30 h dinner\n",
        "2024\ub144 11\uc6d4 25\uc77c \uc624\ud6c4 3:05, \uc9c0\uc740 : \uc548\ub155\n",
        "[\uc9c0\uc740] [\uc624\ud6c4 3:05] \uc548\ub155\n",
        "[LINE] Chat history with Ann\n2024.11.25 Monday\n15:05\tAnn\thi\n",
        "timestamp,sender,text\n2024-11-25 15:05,Ann,hi\n",
        "{\"name\": \"Ann\", \"messages\": []}\n",
        "Mar 11, 2024  3:05:10 PM\nMe\nhi\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct tl_probe probe = {
            .path = TL_STR("chat.txt"), .head = tl_str_from(texts[i]), .whole = true};
        if (tl_importer_whatsapp_text.probe(&probe) != 0)
            fail_msg("text %zu is taken for a chat", i);
    }
}

/* Evidence grows with the headers that agree. */
static void more_headers_are_more_evidence(void **state)
{
    (void)state;
    static const char line[] = "25/11/2024, 15:05 - Ann: hi\n";
    char text[4096];
    size_t len = 0;
    unsigned before = 0;
    for (int i = 0; i < 5; i++) {
        memcpy(text + len, line, sizeof line - 1);
        len += sizeof line - 1;
        const struct tl_probe probe = {
            .path = TL_STR("chat.txt"), .head = {text, len}, .whole = true};
        const unsigned bits = tl_importer_whatsapp_text.probe(&probe);
        assert_true(bits > before);
        before = bits;
    }
    /* A single one further down is no chat. */
    const struct tl_str note = TL_STR("notes\n25/11/2024, 15:05 - Ann: hi\nmore notes\n");
    const struct tl_probe probe = {.path = TL_STR("notes.txt"), .head = note, .whole = true};
    assert_int_equal(tl_importer_whatsapp_text.probe(&probe), 0);
}

/* Which number is the day, from the whole file. */
static void the_order_of_dates_is_settled(void **state)
{
    (void)state;
    static const struct {
        const char *text, *first;
        enum tl_date_order order;
        bool unsure;
    } cases[] = {
        /* a number beyond twelve */
        {"01/02/24, 08:00 - A: x\n13/02/24, 08:00 - B: x\n", "2024-02-01T08:00:00", TL_DATE_DMY, 0},
        {"01/02/24, 08:00 - A: x\n02/13/24, 08:00 - B: x\n", "2024-01-02T08:00:00", TL_DATE_MDY, 0},
        {"24/01/02, 08:00 - A: x\n24/01/13, 08:00 - B: x\n", "2024-01-02T08:00:00", TL_DATE_YMD, 0},
        /* the other way round one steps back */
        {"10/11/23, 08:00 - A: x\n05/12/23, 08:00 - B: x\n02/01/24, 08:00 - A: x\n",
         "2023-11-10T08:00:00", TL_DATE_DMY, 0},
        {"11/10/23, 08:00 - A: x\n12/05/23, 08:00 - B: x\n01/02/24, 08:00 - A: x\n",
         "2023-11-10T08:00:00", TL_DATE_MDY, 0},
        /* dots: the day stands first; zeros in front: not the American form */
        {"03.04.24, 08:00 - A: x\n", "2024-04-03T08:00:00", TL_DATE_DMY, 0},
        {"3/4/24, 8:00 AM - A: x\n", "2024-03-04T08:00:00", TL_DATE_MDY, 0},
        {"03/04/24, 8:00 am - A: x\n", "2024-04-03T08:00:00", TL_DATE_DMY, 1},
        {"03/04/2024, 08:00 - A: x\n", "2024-04-03T08:00:00", TL_DATE_DMY, 1},
        {"2024/03/04, 08:00 - A: x\n", "2024-03-04T08:00:00", TL_DATE_YMD, 0},
        {"05/05/2024, 08:00 - A: x\n", "2024-05-05T08:00:00", TL_DATE_DMY, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_error err = {0};
        enum tl_status status;
        struct tl_conversation *conv = read_chat(cases[i].text, NULL, &status, &err);
        if (status != (cases[i].unsure ? TL_WARN : TL_OK))
            fail_msg("case %zu: status %d, %s", i, (int)status, conv->files[0].date_order_why);
        assert_time(conv, 0, cases[i].first);
        assert_int_equal(conv->files[0].date_order, cases[i].order);
        assert_int_equal(notices(conv, "date-order-unsure"), cases[i].unsure);
        tl_conversation_free(conv);
    }
}

static void the_order_may_be_asked_for(void **state)
{
    (void)state;
    struct tl_error err = {0};
    enum tl_status status;
    const struct tl_import_options mdy = {.date_order = TL_DATE_MDY};
    struct tl_conversation *conv =
        read_chat("03/04/2024, 08:00 - A: x\n03/04/2024, 08:01 - B: x\n", &mdy, &status, &err);
    assert_int_equal(status, TL_OK);
    assert_time(conv, 0, "2024-03-04T08:00:00");
    tl_conversation_free(conv);
    conv = read_chat("13/04/2024, 08:00 - A: x\n14/04/2024, 08:01 - B: x\n", &mdy, &status, &err);
    assert_int_equal(status, TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_DATE);
    assert_non_null(strstr(err.message, "--date-order"));
    tl_conversation_free(conv);
}

/* A zone file of version 2 without transitions but with the rule of central Europe in its footer
   (RFC 8536, section 3). */
static struct tl_zone *berlin(void)
{
    static const char type[] = "\0\0\016\020\0\0CET\0";
    static const char rule[] = "\nCET-1CEST,M3.5.0,M10.5.0/3\n";
    char bytes[256];
    size_t n = 0;
    for (int block = 0; block < 2; block++) {
        memset(bytes + n, 0, 44);
        memcpy(bytes + n, "TZif2", 5);
        /* of the six counts only types and characters of names are not 0 */
        bytes[n + 39] = 1;
        bytes[n + 43] = 4;
        n += 44;
        memcpy(bytes + n, type, 10);
        n += 10;
    }
    memcpy(bytes + n, rule, sizeof rule - 1);
    n += sizeof rule - 1;
    struct tl_zone *zone = tl_zone_new(&ctx, (struct tl_str){bytes, n});
    assert_non_null(zone);
    return zone;
}

static void the_hour_that_comes_twice_keeps_its_order(void **state)
{
    (void)state;
    struct tl_zone *zone = berlin();
    struct tl_error err = {0};
    enum tl_status status;
    const struct tl_import_options options = {.zone = zone, .zone_name = "Europe/Berlin"};
    struct tl_conversation *conv = read_chat("26.10.2024, 23:00 - Mia: a\n"
                                             "27.10.2024, 02:10 - Leo: b\n"
                                             "27.10.2024, 02:50 - Mia: c\n"
                                             "27.10.2024, 02:05 - Leo: d\n"
                                             "27.10.2024, 02:55 - Mia: e\n"
                                             "27.10.2024, 03:30 - Leo: f\n",
                                             &options, &status, &err);
    assert_int_equal(status, TL_OK);
    /* UTC: 21:00, 00:10, 00:50, then winter time: 01:05, 01:55, 02:30 */
    static const int minute[] = {-180, 10, 50, 65, 115, 150};
    static const int16_t offset[] = {120, 120, 120, 60, 60, 60};
    const int64_t midnight = tl_day_from_civil(2024, 10, 27) * TL_MS_PER_DAY;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(conv->time_ms[i], midnight + minute[i] * TL_MS_PER_MINUTE);
        assert_int_equal(conv->offset_min[i], offset[i]);
    }
    assert_string_equal(conv->files[0].zone, "Europe/Berlin");
    tl_conversation_free(conv);
    tl_zone_free(zone);
}

/* Two exports of one chat, one file after another into the same conversation. */
static void overlapping_files_are_one_chat(void **state)
{
    (void)state;
    struct tl_error err = {0};
    struct tl_conversation *conv;
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    static const char *const files[] = {
        "25.11.24, 08:00 - Mia: a\n25.11.24, 08:01 - Leo: b\n25.11.24, 08:01 - Leo: b\n",
        "[25.11.24, 08:01:10] Leo: b\r\n[25.11.24, 08:01:40] Leo: b\r\n"
        "[25.11.24, 08:02:00] Mia: c\r\n",
    };
    for (size_t i = 0; i < 2; i++) {
        struct tl_bundle *bundle;
        struct tl_source *source = tl_source_new_memory(&ctx, tl_str_from(files[i]), 0);
        assert_int_equal(tl_bundle_open_source(&ctx, "chat.txt", source, &bundle, &err), TL_OK);
        assert_int_equal(tl_import(&ctx, bundle, NULL, conv, &err), TL_OK);
        tl_bundle_free(bundle);
    }
    assert_int_equal(tl_conversation_finish(conv, NULL, &err), TL_OK);
    assert_int_equal(conv->n_messages, 4);
    assert_int_equal(conv->files[1].duplicates, 2);
    tl_conversation_free(conv);
}

/* 40,000 lines, among them a name that writes once and a pasted chat after the dates are long
 * known. */
static void a_long_file_keeps_the_name_that_writes_once(void **state)
{
    (void)state;
    size_t cap = 4 << 20, len = 0;
    char *text = malloc(cap);
    for (int i = 0; i < 40000; i++) {
        const int day = i / 1500 + 1, minute = i % 1500 * 1440 / 1500;
        const char *name = i == 30000 ? "Oma" : i % 3 == 0 ? "Mia" : "Leo";
        len += (size_t)snprintf(text + len, cap - len, "%02d.11.24, %02d:%02d - %s: nr %d\n", day,
                                minute / 60, minute % 60, name, i);
        if (i == 35000)
            len += (size_t)snprintf(text + len, cap - len,
                                    "02.11.24, 10:00 - Mia: alt\n02.11.24, 10:01 - Leo: älter\n");
    }
    struct tl_error err = {0};
    enum tl_status status;
    struct tl_conversation *conv = read_chat(text, NULL, &status, &err);
    assert_int_equal(status, TL_OK);
    assert_int_equal(count_kept(conv), 40000);
    assert_int_equal(notices(conv, "header-in-text"), 2);
    assert_int_equal(conv->n_people, 3);
    assert_int_equal(conv->files[0].lines, 40002);
    tl_conversation_free(conv);
    free(text);
}

/* A chat in order but for somebody whose phone was off for some hours: nothing is folded. */
static void late_messages_stay_messages(void **state)
{
    (void)state;
    struct tl_error err = {0};
    enum tl_status status;
    struct tl_conversation *conv = read_chat("25.11.24, 08:00 - Mia: a\n25.11.24, 18:00 - Leo: b\n"
                                             "25.11.24, 08:30 - Mia: c\n25.11.24, 08:40 - Mia: d\n"
                                             "25.11.24, 18:01 - Leo: e\n25.11.24, 18:02 - Leo: f\n",
                                             NULL, &status, &err);
    assert_int_equal(status, TL_OK);
    assert_int_equal(count_kept(conv), 6);
    tl_conversation_free(conv);
}

/* More names than a chat may have are text, not the end of the import. */
static void too_many_names_are_text(void **state)
{
    (void)state;
    struct tl_error err = {0};
    enum tl_status status;
    ctx.limits.participants = 2;
    struct tl_conversation *conv = read_chat("25.11.24, 08:00 - Mia: a\n25.11.24, 08:01 - Leo: b\n"
                                             "25.11.24, 08:02 - Note: c\n",
                                             NULL, &status, &err);
    ctx.limits.participants = 4096;
    assert_int_equal(status, TL_OK);
    assert_int_equal(conv->n_messages, 2);
    tl_conversation_free(conv);
}

static int stop(void *user, const char *stage, double fraction)
{
    (void)stage;
    (void)fraction;
    return ++*(int *)user > 1;
}

static void the_user_may_stop_it(void **state)
{
    (void)state;
    struct tl_error err = {0};
    enum tl_status status;
    int calls = 0;
    ctx.progress = stop;
    ctx.progress_user = &calls;
    struct tl_conversation *conv = read_chat("25.11.24, 08:00 - Mia: a\n", NULL, &status, &err);
    ctx.progress = NULL;
    assert_int_equal(status, TL_FATAL);
    tl_conversation_free(conv);
}

/* "35/35/2024, 99:99" is as little a header as "35/35/2024, 10:01", and both are told. */
static void impossible_clocks_are_counted(void **state)
{
    (void)state;
    static const char text[] = "12/03/2024, 10:00 - Ann: one\n"
                               "35/35/2024, 99:99 - Ann: two\n"
                               "35/35/2024, 10:01 - Ann: three\n"
                               "13/03/2024, 25:01 - Ben: four\n"
                               "14/03/2024, 10:61 - Ben: five\n"
                               "99:99 is no time, 99/99/9999 no day\n"
                               "15/03/2024, 10:02 - Ben: six\n"
                               "16/03/2024, 24:00 - Ann: seven\n";
    const struct tl_import_options none = {0};
    enum tl_status status;
    struct tl_error err;
    struct tl_conversation *conv = read_chat(text, &none, &status, &err);
    assert_int_equal(status, TL_WARN);
    assert_int_equal(count_kept(conv), 3);
    assert_int_equal(notices(conv, "date-impossible"), 4);
    tl_conversation_free(conv);
}

/* n messages of one minute in two hours each, `copies` times. */
static struct tl_conversation *read_copies(size_t n, size_t copies, bool changed)
{
    struct tl_buf text;
    enum tl_status status;
    struct tl_error err;
    const struct tl_import_options none = {0};
    tl_buf_init(&text, &ctx);
    for (size_t i = 0; i < n * copies; i++) {
        const unsigned k = (unsigned)(i % n);
        tl_buf_printf(&text, "%u/03/24, %02u:05 - %s: word %u\n", 14 + k / 12, k % 12 * 2,
                      k % 3 == 0 ? "Ruth" : "Milan", changed && i + 1 == n * copies ? 999 : k);
    }
    tl_buf_putc(&text, '\0');
    assert_false(text.failed);
    struct tl_conversation *conv = read_chat(text.ptr, &none, &status, &err);
    assert_true(status == TL_OK || status == TL_WARN);
    tl_buf_release(&text);
    return conv;
}

static void a_chat_held_twice_is_told(void **state)
{
    (void)state;
    static const struct {
        size_t n, copies;
        bool changed;
        uint64_t want;
    } cases[] = {{150, 1, false, 0}, {150, 2, false, 1}, {150, 3, false, 1},
                 {150, 2, true, 0},  {40, 2, false, 1},  {15, 2, false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_conversation *conv = read_copies(cases[i].n, cases[i].copies, cases[i].changed);
        assert_int_equal(notices(conv, "chat-twice"), cases[i].want);
        tl_conversation_free(conv);
    }
}

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(every_locale_is_read),
        cmocka_unit_test(no_other_format_takes_them),
        cmocka_unit_test(recalled_headers_agree),
        cmocka_unit_test(other_text_is_left_alone),
        cmocka_unit_test(more_headers_are_more_evidence),
        cmocka_unit_test(the_order_of_dates_is_settled),
        cmocka_unit_test(the_order_may_be_asked_for),
        cmocka_unit_test(the_hour_that_comes_twice_keeps_its_order),
        cmocka_unit_test(overlapping_files_are_one_chat),
        cmocka_unit_test(a_long_file_keeps_the_name_that_writes_once),
        cmocka_unit_test(late_messages_stay_messages),
        cmocka_unit_test(too_many_names_are_text),
        cmocka_unit_test(impossible_clocks_are_counted),
        cmocka_unit_test(a_chat_held_twice_is_told),
        cmocka_unit_test(the_user_may_stop_it),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
