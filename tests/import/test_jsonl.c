/*
 * test_jsonl.c: the samples of messages as JSON, and shapes only a test would write.
 */
#include "tl_test.h"

#include "dump_conversation.h"
#include "str.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("jsonl");
}

static void assert_dump(const char *lines, enum tl_status want, const char *part)
{
    struct tl_context ctx;
    enum tl_status status;
    tl_context_init(&ctx);
    char *text = tl_dump_import(&ctx, "chat.jsonl", tl_str_from(lines), 0, NULL, &status);
    if (status != want || strstr(text, part) == NULL)
        fail_msg("expected %s, got %s", part, text);
    free(text);
}

#define ROW "{\"timestamp\":\"2024-03-11T15:05:10Z\",\"sender\":\"Ines\",\"text\":\"hi\"}"

static void reads_odd_shapes(void **state)
{
    (void)state;
    assert_dump(ROW, TL_OK, "\"text\": \"hi\"");
    assert_dump("\n\n  " ROW "\n" ROW, TL_OK, "\"lines\": 2");
    assert_dump("[" ROW "," ROW "]", TL_OK, "\"lines\": 2");
    assert_dump("[" ROW ",1,null,[" ROW "]]", TL_OK, "\"lines\": 1");
    /* Objects one behind the other on one line: each is a row. */
    assert_dump(ROW ROW "\n" ROW "\n", TL_OK, "\"lines\": 3");
    assert_dump(ROW "\n]\n" ROW, TL_WARN, "\"first_line\": 2");
    assert_dump(ROW "\n{\"timestamp\":{\"a\":1},\"sender\":[\"x\"],\"text\":\"y\"}", TL_WARN,
                "\"row-timeless\"");
    assert_dump("[" ROW "", TL_WARN, "\"row-unreadable\"");
    assert_dump("[", TL_FAIL, "0x0300");
}

/* A line cut in front or behind costs itself alone, wherever it stands. */
static void survives_broken_first_lines(void **state)
{
    (void)state;
    static const char *const broken[] = {"{\"timestamp\":\"2024-03-11T15:0",
                                         "11T15:05:10Z\",\"sender\":\"Ines\",\"text\":\"hi\"}",
                                         "{\"timestamp\":\"2024\",\"sender\":\"Ines\",\"text\":\"h",
                                         "{\"timestamp\":}",
                                         "]",
                                         "# exported today",
                                         "\"",
                                         "null"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s\n" ROW "\n" ROW "\n", broken[i]);
        assert_dump(text, TL_WARN,
                    "\"row-unreadable\", \"file\": 0, \"count\": 1, \"first_line\": 1");
        assert_dump(text, TL_WARN, "\"lines\": 3");
    }
    /* An array stays one, also with an object a line. */
    assert_dump("[\n" ROW ",\n" ROW "\n]\n", TL_OK, "\"lines\": 2");
    /* One row among lines that are something else is no table. */
    assert_dump("Dear diary\nlook at this\n" ROW "\n", TL_FAIL, "0x0300");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(reads_odd_shapes),
        cmocka_unit_test(survives_broken_first_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
