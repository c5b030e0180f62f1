/* label_names.c: each label has a name of its own, and emotions say that they are. */
#include "tl_test.h"

#include "tideline/label.h"

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < TL_LABEL_COUNT; i++) {
        const char *name = tl_label_name((enum tl_label)i);
        assert_int_equal(strncmp(name, "emotion.", 8) == 0, i < TL_LABEL_EMOTIONS);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(name, tl_label_name((enum tl_label)j));
    }
    assert_string_equal(tl_label_name(TL_LABEL_NEUTRAL), "emotion.neutral");
    assert_string_equal(tl_label_name(TL_LABEL_LOGISTICS), "logistics");
    assert_string_equal(tl_label_name(TL_LABEL_COUNT), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
