/*
 * test_google_date.c: dates in the languages of accounts. The texts follow the full date and long
 * time patterns of the Unicode CLDR for each language.
 */
#include "tl_test.h"

#include "civil.h"
#include "google_date.h"
#include "str.h"

static bool read_date(const char *text, int64_t *ms, int16_t *minutes)
{
    struct tl_google_months months;
    tl_google_months_init(&months);
    return tl_google_date_read(&months, tl_str_from(text), ms, minutes);
}

static void assert_date(const char *text, const char *want, int offset)
{
    int64_t ms;
    int16_t minutes;
    char got[20];
    if (!read_date(text, &ms, &minutes))
        fail_msg("not read: %s", text);
    tl_print_time(got, ms);
    if (strcmp(got, want) != 0 || minutes != offset)
        fail_msg("%s is read as %s, offset %d", text, got, minutes);
}

static void reads_languages(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Monday, March 11, 2024 at 3:05:10 PM UTC",
        "Monday, March 11, 2024 at 3:05:10\u202fPM UTC",
        "Monday 11 March 2024 at 15:05:10 UTC",
        "Monday, 11 March 2024 at 3:05:10 pm UTC",
        "Montag, 11. März 2024 um 15:05:10 UTC",
        "lundi 11 mars 2024 à 15:05:10 UTC",
        "lunes, 11 de marzo de 2024, 15:05:10 UTC",
        "lunes, 11 de marzo de 2024, 3:05:10 p.\u00a0m. UTC",
        "lunedì 11 marzo 2024 alle ore 15:05:10 UTC",
        "segunda-feira, 11 de março de 2024 às 15:05:10 UTC",
        "maandag 11 maart 2024 om 15:05:10 UTC",
        "mandag den 11. marts 2024 kl. 15.05.10 UTC",
        "måndag 11 mars 2024 kl. 15:05:10 UTC",
        "mandag 11. mars 2024 kl. 15:05:10 UTC",
        "maanantai 11. maaliskuuta 2024 klo 15.05.10 UTC",
        "poniedziałek, 11 marca 2024 15:05:10 UTC",
        "pondělí 11. března 2024 v 15:05:10 UTC",
        "pondelok 11. marca 2024 o 15:05:10 UTC",
        "ponedeljek, 11. marec 2024 ob 15:05:10 UTC",
        "ponedjeljak, 11. ožujka 2024. u 15:05:10 UTC",
        "понедельник, 11 марта 2024 г. в 15:05:10 UTC",
        "понеділок, 11 березня 2024 р. о 15:05:10 UTC",
        "понеделник, 11 март 2024 г., 15:05:10 UTC",
        "11 Mart 2024 Pazartesi 15:05:10 UTC",
        "Senin, 11 Maret 2024 pukul 15.05.10 UTC",
        "2024. március 11., hétfő 15:05:10 UTC",
        "luni, 11 martie 2024 la 15:05:10 UTC",
        "Δευτέρα 11 Μαρτίου 2024 στις 3:05:10 μ.μ. UTC",
        "2024 m. kovo 11 d., pirmadienis 15:05:10 UTC",
        "esmaspäev, 11. märts 2024, kell 15:05:10 UTC",
        "dilluns, 11 de març de 2024, a les 15:05:10 UTC",
        "Thứ Hai, 11 tháng 3, 2024 lúc 15:05:10 UTC",
        "יום שני, 11 במרץ 2024 בשעה 15:05:10 UTC",
        "सोमवार, 11 मार्च 2024 को 3:05:10 pm UTC",
        "2024年3月11日星期一 UTC 15:05:10",
        "2024年3月11日星期一 UTC 下午3:05:10",
        "2024年3月11日月曜日 15時05分10秒 UTC",
        "2024년 3월 11일 월요일 오후 3시 5분 10초 UTC",
        "mánudagur, 11. mars 2024 kl. 15:05:10 UTC",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_date(texts[i], "2024-03-11T15:05:10", 0);
}

static void reads_all_months(void **state)
{
    (void)state;
    static const struct {
        const char *month[12];
    } years[] = {
        {{"January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"}},
        {{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember"}},
        {{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
          "octobre", "novembre", "décembre"}},
        {{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
          "octubre", "noviembre", "diciembre"}},
        {{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
          "settembre", "ottobre", "novembre", "dicembre"}},
        {{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
          "outubro", "novembro", "dezembro"}},
        {{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
          "oktober", "november", "december"}},
        {{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
          "września", "października", "listopada", "grudnia"}},
        {{"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září",
          "října", "listopadu", "prosince"}},
        {{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
          "октября", "ноября", "декабря"}},
        {{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
          "жовтня", "листопада", "грудня"}},
        {{"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül",
          "Ekim", "Kasım", "Aralık"}},
        {{"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta",
          "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"}},
    };
    for (size_t k = 0; k < sizeof years / sizeof *years; k++)
        for (int m = 0; m < 12; m++) {
            char text[96], want[20];
            snprintf(text, sizeof text, "9 %s 2023 23:59:58 UTC", years[k].month[m]);
            snprintf(want, sizeof want, "2023-%02d-09T23:59:58", m + 1);
            assert_date(text, want, 0);
        }
    assert_date("petak, 6. listopada 2023. u 10:00:00 UTC", "2023-10-06T10:00:00", 0);
    assert_date("poniedziałek, 6 listopada 2023 10:00:00 UTC", "2023-11-06T10:00:00", 0);
}

static void reads_noon_midnight_and_offsets(void **state)
{
    (void)state;
    assert_date("Friday, May 3, 2024 at 12:00:01 AM UTC", "2024-05-03T00:00:01", 0);
    assert_date("Παρασκευή 3 Μαΐου 2024 στις 12:00:01 π.μ. UTC", "2024-05-03T00:00:01", 0);
    assert_date("Jumaat, 3 Mei 2024 pada 3:00:01 PTG UTC", "2024-05-03T15:00:01", 0);
    assert_date("Friday, May 3, 2024 at 12:00:01 PM UTC", "2024-05-03T12:00:01", 0);
    assert_date("Friday, May 3, 2024 at 1:00:01 AM GMT+5:30", "2024-05-02T19:30:01", 330);
    assert_date("Friday, May 3, 2024 at 11:00:01 PM UTC-2", "2024-05-04T01:00:01", -120);
}

static void refuses(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "yesterday",
        "11 March 2024",
        "11 Smarch 2024 15:05:10",
        "31 February 2024 15:05:10",
        "11 March 15:05:10",
        "March 2024 15:05:10",
        "11 March 2024 25:05:10",
        "11 March 2024 15:05",
        "11 March 20244 15:05:10",
        "11 March 2024 15:05:10 UTC+99",
    };
    int64_t ms;
    int16_t minutes;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (read_date(texts[i], &ms, &minutes))
            fail_msg("read: %s", texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_languages),
        cmocka_unit_test(reads_all_months),
        cmocka_unit_test(reads_noon_midnight_and_offsets),
        cmocka_unit_test(refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
