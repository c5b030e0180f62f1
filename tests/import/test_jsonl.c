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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(reads_odd_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
