/* Question marks of all scripts. */
#include "tl_test.h"

#include "question_mark.h"

static bool asks(const char *text)
{
    return tl_has_question_mark((struct tl_str){text, strlen(text)});
}

static void marks_of_many_scripts(void **state)
{
    (void)state;
    static const char *const questions[] = {
        "are you there?",
        "\xD9\x83\xD9\x8A\xD9\x81 \xD8\xAD\xD8\xA7\xD9\x84\xD9\x83\xD8\x9F", /* Arabic */
        "\xE5\x9C\xA8\xE5\x90\x97\xEF\xBC\x9F",                              /* full width */
        "\xD4\xBB\xD5\x9E\xD5\xB6\xD5\xB9",                                  /* Armenian */
        "\xE1\x8B\xB0\xE1\x8A\x93\xE1\x8D\xA7",                              /* Ethiopic */
        "\xCE\xBD\xCE\xB1\xCE\xAF\xCD\xBE",                                  /* Greek */
        "really\xE2\x81\x89",
        "\xE2\x9D\x93",
        "what??? why",
        "see https://example.org/a?b=c - can you?",
        "https://example.org/?",
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (!asks(questions[i]))
            fail_msg("question %zu is not seen", i);
}

static void no_question(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        "good night",
        "see https://example.org/a?b=c",
        "\xD8\xB4\xD9\x83\xD8\xB1\xD8\xA7\xD8\x8C", /* Arabic with its comma */
        "\xF0\x9F\x98\x82",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (asks(others[i]))
            fail_msg("text %zu asks nothing", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_many_scripts),
        cmocka_unit_test(no_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
