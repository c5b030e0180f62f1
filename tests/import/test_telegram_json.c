/*
 * test_telegram_json.c: the samples, and what options make of them.
 */
#include "tl_test.h"

#include "civil.h"
#include "dump_conversation.h"
#include "str.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("telegram_json");
}

/* Dump of a sample read with options; to be freed. */
static char *dump(const char *sample, const struct tl_import_options *options,
                  enum tl_status *status)
{
    char path[256];
    size_t size;
    struct tl_context ctx;
    tl_context_init(&ctx);
    snprintf(path, sizeof path, "import/telegram_json/%s", sample);
    char *bytes = tl_test_read(path, &size);
    char *text = tl_dump_import(&ctx, sample, (struct tl_str){bytes, size}, 0, options, status);
    free(bytes);
    return text;
}

static void assert_with(const char *sample, const char *with, enum tl_status want, const char *part)
{
    enum tl_status status;
    char *text = dump(sample, &(struct tl_import_options){.with = with}, &status);
    if (status != want || strstr(text, part) == NULL)
        fail_msg("%s with \"%s\" gives %s", sample, with, text);
    free(text);
}

static void chooses_a_chat(void **state)
{
    (void)state;
    const char *several = "bad_several_chats.json";
    assert_with(several, "Pim", TL_OK, "\"lines\": 2,");
    assert_with(several, "egon", TL_OK, "\"lines\": 5,");
    assert_with(several, "marg", TL_OK, "\"lines\": 4,");
    assert_with(several, "105", TL_OK, "\"lines\": 1,"); /* Quill, by id */
    assert_with(several, " Liv ", TL_OK, "\"lines\": 3,");
    assert_with(several, "Zoe", TL_FAIL, "No chat in this export has the name");
    assert_with(several, "", TL_FAIL, "There are 6 chats with one person");
    assert_with("ok_full_export.json", "rowing", TL_FAIL, "holds a group chat");
    assert_with("ok_full_export.json", "weather_bot", TL_OK, "\"text\": \"rain\"");
    assert_with("ok_full_export.json", "saved messages", TL_OK, "\"text\": \"milk\"");
    assert_with("ok_full_export.json", "Never written", TL_FAIL, "There are no messages");
    /* Of a file with one chat the name is for choosing people, not the chat. */
    assert_with("ok_single.json", "Ilse Marteau", TL_OK, "the blue one");
    assert_with("bad_bot.json", "train_bot", TL_OK, "delayed");
    assert_with("bad_group.json", "Choir", TL_FAIL, "holds a group chat");
}

static void names_ambiguous_chats(void **state)
{
    (void)state;
    static const char export[] =
        "{\"about\":\"\",\"chats\":{\"list\":["
        "{\"name\":\"Anna\",\"type\":\"personal_chat\",\"id\":1,\"messages\":[{\"id\":1,\"type\":"
        "\"message\",\"date_unixtime\":\"1700000000\",\"from\":\"Anna\",\"text\":\"x\"}]},"
        "{\"name\":\"Anna\",\"type\":\"personal_chat\",\"id\":2,\"messages\":[{\"id\":1,\"type\":"
        "\"message\",\"date_unixtime\":\"1700000000\",\"from\":\"Anna\",\"text\":\"y\"}]},"
        "{\"name\":\"Anna\",\"type\":\"private_group\",\"id\":3,\"messages\":[]}]}}";
    static const struct {
        const char *with, *part;
        enum tl_status status;
    } cases[] = {
        {"Anna", "fits 2 chats", TL_FAIL},
        {"an", "fits 2 chats", TL_FAIL},
        {"2", "\"text\": \"y\"", TL_OK},
        {"3", "a group chat", TL_FAIL},
    };
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum tl_status status;
        const struct tl_import_options options = {.with = cases[i].with};
        char *text = tl_dump_import(&ctx, "result.json", tl_str_from(export), 0, &options, &status);
        if (status != cases[i].status || strstr(text, cases[i].part) == NULL)
            fail_msg("with \"%s\": %s", cases[i].with, text);
        free(text);
    }
}

/* Somebody who changed accounts has a chat under each. */
static void reads_all_chats_of_one_person(void **state)
{
    (void)state;
    static const char export[] =
        "{\"chats\":{\"list\":["
        "{\"name\":\"Ines\",\"type\":\"personal_chat\",\"id\":1,\"messages\":["
        "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1700000000\",\"from\":\"Ines\","
        "\"from_id\":\"user1\",\"text\":\"old\"}]},"
        "{\"name\":\"Jo\",\"type\":\"personal_chat\",\"id\":2,\"messages\":["
        "{\"id\":2,\"type\":\"message\",\"date_unixtime\":\"1700000100\",\"from\":\"Jo\","
        "\"from_id\":\"user2\",\"text\":\"other\"}]},"
        "{\"name\":\"Ines M.\",\"type\":\"personal_chat\",\"id\":3,\"messages\":["
        "{\"id\":3,\"type\":\"message\",\"date_unixtime\":\"1700000200\",\"from\":\"Ines M.\","
        "\"from_id\":\"user3\",\"text\":\"new\"}]},"
        "{\"name\":\"Kai\",\"type\":\"personal_chat\",\"id\":4,\"messages\":[]}]}}";
    static const char *const same = "Ines M.=Ines";
    struct tl_context ctx;
    tl_context_init(&ctx);
    enum tl_status status;
    const struct tl_import_options options = {.with = "Ines", .same = &same, .n_same = 1};
    char *text = tl_dump_import(&ctx, "result.json", tl_str_from(export), 0, &options, &status);
    assert_int_equal(status, TL_OK);
    assert_non_null(strstr(text, "\"old\""));
    assert_non_null(strstr(text, "\"new\""));
    assert_null(strstr(text, "\"other\""));
    free(text);
}

/* A zone for a clock that is always two hours ahead: TZif version 1 with one type and no changes
   (RFC 8536, section 3). */
static struct tl_zone *two_hours_ahead(const struct tl_context *ctx)
{
    static const unsigned char file[44 + 6 + 4] = {
        'T', 'Z', 'i', 'f', [39] = 1, [43] = 4, [46] = 0x1c, [47] = 0x20, [50] = 'E', 'E', 'T'};
    return tl_zone_new(ctx, (struct tl_str){(const char *)file, sizeof file});
}

static void uses_the_zone_asked_for(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_zone *zone = two_hours_ahead(&ctx);
    assert_non_null(zone);
    const struct tl_import_options options = {.zone = zone, .zone_name = "Test/Two"};
    enum tl_status status;
    /* Only the wall clock is there. */
    char *text = dump("ok_old_export.json", &options, &status);
    assert_non_null(strstr(text, "\"time\": \"2018-10-28T00:58:00\", \"offset\": 120"));
    assert_non_null(strstr(text, "\"zone\": \"Test/Two\", \"can\": [\"seconds\", \"zone\""));
    free(text);
    /* Only the moment is there. */
    text = dump("ok_short_keys.json", &options, &status);
    assert_non_null(strstr(text, "\"time\": \"2020-03-12T08:00:00\", \"offset\": 120"));
    free(text);
    /* Both are there: the file knows better. */
    text = dump("ok_other_order.json", &options, &status);
    assert_non_null(strstr(text, "\"offset\": 345"));
    assert_non_null(strstr(text, "UTC offsets in the file"));
    free(text);
    tl_zone_free(zone);
}

static void cuts_long_texts(void **state)
{
    (void)state;
    static const char export[] =
        "{\"type\":\"personal_chat\",\"messages\":[{\"id\":1,\"type\":\"message\",\"date_unixtime\""
        ":\"1700000000\",\"from\":\"A rather long name\",\"text\":[\"0123456789\",{\"type\":"
        "\"bold\",\"text\":\"abcdefghij\"},\"ABCDEFGHIJ\"]}]}";
    struct tl_context ctx;
    enum tl_status status;
    tl_context_init(&ctx);
    ctx.limits.text_bytes = 15;
    char *text = tl_dump_import(&ctx, "result.json", tl_str_from(export), 0, NULL, &status);
    assert_non_null(strstr(text, "\"sender\": \"A rather long name\""));
    assert_non_null(strstr(text, "\"flags\": [\"cut\"], \"text\": \"0123456789abcde\""));
    free(text);
}

static void keeps_to_the_limit_of_messages(void **state)
{
    (void)state;
    struct tl_context ctx;
    enum tl_status status;
    size_t size;
    tl_context_init(&ctx);
    ctx.limits.messages = 3;
    char *bytes = tl_test_read("import/telegram_json/ok_single.json", &size);
    char *text =
        tl_dump_import(&ctx, "result.json", (struct tl_str){bytes, size}, 0, NULL, &status);
    assert_int_equal(status, TL_FAIL);
    assert_non_null(strstr(text, "\"code\": \"0x0400\""));
    assert_non_null(strstr(text, "\"messages\": [],"));
    free(text);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(chooses_a_chat),
        cmocka_unit_test(names_ambiguous_chats),
        cmocka_unit_test(reads_all_chats_of_one_person),
        cmocka_unit_test(uses_the_zone_asked_for),
        cmocka_unit_test(cuts_long_texts),
        cmocka_unit_test(keeps_to_the_limit_of_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
