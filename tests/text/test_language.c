#include "tl_test.h"

#include "language.h"
#include "str.h"

static struct tl_language_count count_of(const char *const *messages)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens tokens;
    tl_tokens_init(&tokens, &ctx);
    struct tl_language_count count = {0};
    for (; *messages != NULL; messages++) {
        assert_int_equal(tl_tokens_read(&tokens, tl_str_from(*messages), NULL), TL_OK);
        tl_language_count(&count, &tokens);
    }
    tl_tokens_release(&tokens);
    return count;
}

static void check(const char *const *messages, enum tl_language want)
{
    struct tl_language_count count = count_of(messages);
    assert_int_equal(tl_language_guess(&count), want);
}

static void test_english(void **state)
{
    (void)state;
    static const char *const chat[] = {
        "hey you, how was the interview??",
        "honestly a mess, the guy kept asking about Java and I froze",
        "aw noooo. wanna talk about it or pizza first",
        "pizza. definitely pizza. Home at 6, can you grab milk on the way",
        "ok will do 😘",
        "my sister called btw, she's coming over on saturday with the kids",
        "good that I just cleaned the flat then haha",
        "i'm really proud of you for going there, you know that?",
        NULL};
    check(chat, TL_LANGUAGE_EN);
}

static void test_german(void **state)
{
    (void)state;
    static const char *const chat[] = {
        "na du, wie war dein tag?",
        "Ganz okay, aber ich bin total müde. Der Chef wollte wieder alles bis morgen",
        "ohje :( soll ich was kochen oder bestellen wir?",
        "Bestellen wäre super, ich hab keine Kraft mehr",
        "Alles klar. Holst du noch Brot auf dem Weg?",
        "mach ich, bin um halb sieben zuhause",
        "freu mich auf dich ❤️ fahr vorsichtig, es ist glatt draußen",
        "danke dass du immer so lieb zu mir bist",
        NULL};
    check(chat, TL_LANGUAGE_DE);
}

static void test_spanish(void **state)
{
    (void)state;
    static const char *const chat[] = {"hola amor, qué tal el trabajo?",
                                       "bien pero estoy agotada, no he parado en todo el día",
                                       "vente a casa ya, te preparo algo de cena",
                                       "qué lindo eres, llego a las 8 más o menos",
                                       "vale, compro pan y una botella de vino",
                                       "jajaja perfecto, te quiero mucho",
                                       "y yo a ti. Mañana hablamos de lo de tu madre con calma",
                                       "sí, no te preocupes, no pasa nada",
                                       NULL};
    check(chat, TL_LANGUAGE_ES);
}

/* Keyboards without umlauts and accents. */
static void test_bare_letters(void **state)
{
    (void)state;
    static const char *const german[] = {
        "ich muss noch fuer morgen ueben, koennen wir spaeter reden?",
        "waere schoen, ich moechte dich naemlich etwas fragen", "na klar, bis spaeter, kuesse",
        NULL};
    static const char *const spanish[] = {
        "como estas? yo tambien te extrano, aqui no hay nadie todavia",
        "mas tarde te llamo, perdon, se me olvido el telefono", "adios mi corazon, hasta manana",
        NULL};
    check(german, TL_LANGUAGE_DE);
    check(spanish, TL_LANGUAGE_ES);
}

/* Languages without lists, the nearest relatives among them. */
static void test_others(void **state)
{
    (void)state;
    static const char *const dutch[] = {
        "hoi schat, hoe was je dag vandaag?", "druk maar wel leuk, ik ben nu onderweg naar huis",
        "zullen we straks samen eten? ik heb nog niks in huis gehaald",
        "ja gezellig, dan neem ik wat lekkers mee van de markt", NULL};
    static const char *const portuguese[] = {
        "oi amor, tudo bem com você hoje?", "tudo, só que cheguei atrasada no trabalho de novo",
        "então a gente se vê mais tarde lá em casa, eu faço o jantar",
        "obrigada, você é muito querido, não esqueço nunca", NULL};
    static const char *const french[] = {"coucou mon cœur, tu rentres à quelle heure ce soir ?",
                                         "vers vingt heures, il y a encore du monde au bureau",
                                         "d'accord je t'attends pour manger, n'oublie pas le pain",
                                         NULL};
    static const char *const turkish[] = {"merhaba canım nasılsın bugün ne yaptın",
                                          "iyiyim sadece biraz yorgunum akşama görüşürüz", NULL};
    static const char *const none[] = {"👍", "12:30", "https://example.org", NULL};
    check(dutch, TL_LANGUAGE_NONE);
    check(portuguese, TL_LANGUAGE_NONE);
    check(french, TL_LANGUAGE_NONE);
    check(turkish, TL_LANGUAGE_NONE);
    check(none, TL_LANGUAGE_NONE);
}

static void test_threshold(void **state)
{
    (void)state;
    struct tl_language_count count = {.words = 100};
    count.known[TL_LANGUAGE_DE] = 59;
    assert_int_equal(tl_language_guess(&count), TL_LANGUAGE_NONE);
    count.known[TL_LANGUAGE_DE] = 60;
    count.known[TL_LANGUAGE_EN] = 20;
    assert_int_equal(tl_language_guess(&count), TL_LANGUAGE_DE);
    assert_near(tl_language_coverage(&count, TL_LANGUAGE_EN), 0.2, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english), cmocka_unit_test(test_german),
        cmocka_unit_test(test_spanish), cmocka_unit_test(test_bare_letters),
        cmocka_unit_test(test_others),  cmocka_unit_test(test_threshold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
