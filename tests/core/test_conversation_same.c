/*
 * test_conversation_same.c: one person under several names or ids (tl_conversation_options.same).
 */
#include "tl_test.h"

#include "builder.h"
#include "str.h"

/* Ann and Bo on WhatsApp, by the minute, then on Telegram under other names and by the second. The
   last message of the first file is the first of the second: it was carried over. */
static const struct row {
    int file;
    int64_t time_ms;
    const char *key, *name, *text;
    enum tl_kind kind;
} moved[] = {
    {0, 0, "Ann", "Ann", "a", TL_KIND_TEXT},
    {0, 60000, "Bo", "Bo", "b", TL_KIND_TEXT},
    {0, 120000, "Ann", "Ann", "c", TL_KIND_TEXT},
    {1, 133000, "user7", "Annika Vale", "c", TL_KIND_TEXT},
    {1, 140000, "user8", "Bosse", "d", TL_KIND_TEXT},
    {1, 151000, "user7", "Annika Vale", "e", TL_KIND_TEXT},
    {1, 152000, "user7", "Annika Vale", "notice", TL_KIND_SYSTEM},
};
/* A phone lost and a number changed within one file, and a name that two have. */
static const struct row numbers[] = {
    {0, 1, "+49151", "+49151", "a", TL_KIND_TEXT},  {0, 2, "k1", "Ann", "b", TL_KIND_TEXT},
    {0, 3, "k2", "Ann", "c", TL_KIND_TEXT},         {0, 4, "k3", "Cleo", "d", TL_KIND_TEXT},
    {0, 5, "k4", "Cleo Old", "e", TL_KIND_TEXT},    {0, 6, "k5", "Dia", "f", TL_KIND_TEXT},
    {0, 7, "k6", "Emil", "notice", TL_KIND_SYSTEM},
};

static struct tl_context ctx;

static struct tl_conversation *chat(const struct row *rows, size_t n)
{
    struct tl_conversation *conv;
    int files = 0;
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    for (size_t i = 0; i < n; i++) {
        uint16_t file, sender;
        for (; files <= rows[i].file; files++)
            assert_int_equal(tl_conversation_add_file(conv, TL_STR("f"),
                                                      files == 0 ? "minutes" : "seconds", &file,
                                                      NULL),
                             TL_OK);
        assert_int_equal(tl_conversation_person(conv, tl_str_from(rows[i].key),
                                                tl_str_from(rows[i].name), &sender, NULL),
                         TL_OK);
        const struct tl_message m = {.time_ms = rows[i].time_ms,
                                     .sender = sender,
                                     .kind = rows[i].kind,
                                     .resolution =
                                         rows[i].file == 0 ? TL_RES_MINUTE : TL_RES_SECOND,
                                     .file = (uint16_t)rows[i].file,
                                     .text = tl_str_from(rows[i].text),
                                     .reply_to = TL_NO_MESSAGE,
                                     .duration_s = -1};
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
    }
    return conv;
}
#define CHAT(rows) chat(rows, sizeof(rows) / sizeof *(rows))

/* Who wrote which message, as "0a 1b", "-" for nobody. */
static void assert_rows(const struct tl_conversation *conv, const char *joined)
{
    char got[256];
    size_t len = 0;
    got[0] = '\0';
    for (size_t i = 0; i < conv->n_messages; i++) {
        const struct tl_str text = tl_conversation_text(conv, i);
        const char who = conv->sender[i] == TL_NOBODY ? '-' : (char)('0' + conv->sender[i]);
        len += (size_t)snprintf(got + len, sizeof got - len, "%s%c%.*s", i > 0 ? " " : "", who,
                                (int)text.len, text.ptr);
    }
    assert_string_equal(got, joined);
}

static void assert_name(const struct tl_conversation *conv, size_t person, const char *name)
{
    assert_true(tl_str_equal(conv->people[person].name, tl_str_from(name)));
}

static void two_messengers_are_one_chat(void **state)
{
    (void)state;
    static const char *const same[][2] = {{"Ann=Annika Vale", "Bo=Bosse"},
                                          {" ann = ANNIKA VALE ", "BO=bosse"},
                                          {"Ann=user7", "Bo=User8"},
                                          {"Ann=Annika", "Bo=Bos"},
                                          {"Ann=Ann=user7=Annika", "Bo=user8"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct tl_conversation *conv = CHAT(moved);
        const struct tl_conversation_options options = {.same = same[i], .n_same = 2};
        assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
        assert_int_equal(conv->n_people, 2);
        assert_name(conv, 0, "Ann");
        assert_name(conv, 1, "Bo");
        assert_rows(conv, "0a 1b 0c 1d 0e 0notice");
        assert_int_equal(conv->people[0].messages, 3);
        assert_int_equal(conv->people[1].messages, 2);
        assert_int_equal(conv->files[1].duplicates, 1);
        for (size_t k = 0; k < conv->n_messages; k++) {
            assert_int_equal(conv->file[k], k < 3 ? 0 : 1);
            assert_int_equal(conv->resolution[k], k < 3 ? TL_RES_MINUTE : TL_RES_SECOND);
        }
        tl_conversation_free(conv);
    }
    struct tl_error err;
    struct tl_conversation *conv = CHAT(moved);
    assert_int_equal(tl_conversation_finish(conv, NULL, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE_GROUP);
    assert_non_null(strstr(err.message, "--same"));
    tl_conversation_free(conv);
}

static void the_first_name_is_shown(void **state)
{
    (void)state;
    static const char *const same[] = {"user7=Ann", "Bosse=Bo"};
    static const char *const me[] = {"Bo", "bosse", "user8"};
    for (size_t i = 0; i < sizeof me / sizeof *me; i++) {
        struct tl_conversation *conv = CHAT(moved);
        const struct tl_conversation_options options = {
            .me = me[i], .with = "Ann", .same = same, .n_same = 2};
        assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
        assert_name(conv, 0, "Bosse");
        assert_name(conv, 1, "Annika Vale");
        assert_rows(conv, "1a 0b 1c 0d 1e 1notice");
        tl_conversation_free(conv);
    }
}

/* However the same is said, in one option or in several that hang together. */
static void names_of_one_file_are_joined(void **state)
{
    (void)state;
    static const struct {
        const char *same[4];
        size_t n;
        const char *first, *second;
    } cases[] = {
        {{"k1=k2=+49151", "Cleo Old=Cleo=Dia"}, 2, "Ann", "Cleo Old"},
        {{"k1=+49151", "k1=k2", "Dia=k4", "Cleo=Dia"}, 4, "Ann", "Cleo"},
        {{"k2=k1", "+49=Ann", "k3=k4", "k4=k5"}, 4, "+49151", "Cleo"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_conversation *conv = CHAT(numbers);
        const struct tl_conversation_options options = {.same = cases[i].same,
                                                        .n_same = cases[i].n};
        assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
        assert_name(conv, 0, cases[i].first);
        assert_name(conv, 1, cases[i].second);
        assert_rows(conv, "0a 0b 0c 1d 1e 1f -notice");
        tl_conversation_free(conv);
    }
}

static void who_is_not_there_is_said(void **state)
{
    (void)state;
    static const char *const long_name = "Cleo=Maximiliane-Ottilie von und zu Hohenbirkensteinbach";
    static const struct {
        const char *same, *said;
        enum tl_code code;
    } cases[] = {
        {"Cleo=Zoe", "name \"Zoe\" given with --same fits nobody in this chat, where ",
         TL_CODE_PEOPLE_UNKNOWN},
        {"Zoe=Yan", "\"Zoe\"", TL_CODE_PEOPLE_UNKNOWN},
        {"Cleo=", "\"\" given with --same fits nobody", TL_CODE_PEOPLE_UNKNOWN},
        {"=Cleo", "\"\" given with --same fits nobody", TL_CODE_PEOPLE_UNKNOWN},
        {"", "\"\" given with --same fits nobody", TL_CODE_PEOPLE_UNKNOWN},
        {"Dia=Ann", "\"Ann\" given with --same fits more than one", TL_CODE_PEOPLE_UNKNOWN},
        {"Dia=Emil", "\"Emil\"", TL_CODE_PEOPLE_UNKNOWN}, /* only in a notice */
        {long_name, "\"Maximiliane-Ottilie von und zu Hohenbirk...\"", TL_CODE_PEOPLE_UNKNOWN},
        {"Dia=Cleo=k4=k1=k2=+49", "Only Dia has written in this chat once those named with --same",
         TL_CODE_PEOPLE_ONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_error err = {.code = TL_CODE_NONE};
        struct tl_conversation *conv = CHAT(numbers);
        const struct tl_conversation_options options = {.same = &cases[i].same, .n_same = 1};
        assert_int_equal(tl_conversation_finish(conv, &options, &err), TL_FAIL);
        assert_int_equal(err.code, cases[i].code);
        assert_non_null(strstr(err.message, cases[i].said));
        /* Five of the six who write, counted before anybody is joined. */
        if (err.code == TL_CODE_PEOPLE_UNKNOWN)
            assert_non_null(strstr(err.message, "+49151, Ann, Ann, Cleo, Cleo Old and 1 more"));
        tl_conversation_free(conv);
    }
}

/* Nobody to join is no reason to speak of names. */
static void without_messages_that_is_said(void **state)
{
    (void)state;
    static const struct row none[] = {{0, 1, "Ann", "Ann", "notice", TL_KIND_SYSTEM}};
    static const char *const same[] = {"Ann=Bo"};
    const struct tl_conversation_options options = {.same = same, .n_same = 1};
    struct tl_error err = {.code = TL_CODE_NONE};
    struct tl_conversation *conv = CHAT(none);
    assert_int_equal(tl_conversation_finish(conv, &options, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE);
    tl_conversation_free(conv);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char *const same[] = {"Ann=user7", "Bo=user8"};
    const struct tl_conversation_options options = {.same = same, .n_same = 2};
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_error err = {.code = TL_CODE_NONE};
        struct tl_conversation *conv = CHAT(moved);
        tl_test_allocator_init(&allocator, i);
        ctx.allocator = &allocator.base;
        const enum tl_status status = tl_conversation_finish(conv, &options, &err);
        tl_conversation_free(conv);
        ctx.allocator = NULL;
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_int_equal(err.code, TL_CODE_MEMORY);
        assert_true(i < 1000);
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
        cmocka_unit_test(two_messengers_are_one_chat),
        cmocka_unit_test(the_first_name_is_shown),
        cmocka_unit_test(names_of_one_file_are_joined),
        cmocka_unit_test(who_is_not_there_is_said),
        cmocka_unit_test(without_messages_that_is_said),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
