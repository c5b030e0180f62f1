#include "tl_test.h"

#include "fault.h"

static void test_fill(void **state)
{
    (void)state;
    struct tl_error err;
    memset(&err, 0xA5, sizeof err);
    assert_int_equal(tl_fault(&err, TL_FAIL, TL_CODE_LIMIT, "more than %d", 9), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_LIMIT);
    assert_string_equal(err.file, "");
    assert_int_equal(err.line, 0);
    assert_int_equal(err.offset, 0);
    assert_string_equal(err.message, "more than 9");
    assert_int_equal(tl_fault_at(&err, TL_WARN, TL_CODE_FORMAT_DATE, "chat.txt", 12, 345, "x"),
                     TL_WARN);
    assert_string_equal(err.file, "chat.txt");
    assert_int_equal(err.line, 12);
    assert_int_equal(err.offset, 345);
    assert_int_equal(tl_fault(NULL, TL_FATAL, TL_CODE_IO, "nobody reads %s", "this"), TL_FATAL);
    assert_int_equal(tl_fault_memory(NULL), TL_FATAL);
    assert_int_equal(tl_fault_memory(&err), TL_FATAL);
    assert_int_equal(err.code, TL_CODE_MEMORY);
}

/* A new error may be built from the old one. */
static void test_own_parts(void **state)
{
    (void)state;
    struct tl_error err;
    tl_fault_at(&err, TL_FAIL, TL_CODE_IO, "a.txt", 1, 2, "inner");
    tl_fault_at(&err, TL_FAIL, TL_CODE_IO, err.file, err.line, err.offset, "outer: %s",
                err.message);
    assert_string_equal(err.file, "a.txt");
    assert_string_equal(err.message, "outer: inner");
}

static void test_clipping(void **state)
{
    (void)state;
    char name[600];
    for (size_t i = 0; i < 299; i++)
        memcpy(name + 2 * i, "\xC3\xB6", 2);
    name[598] = '\0';
    struct tl_error err;
    tl_fault_at(&err, TL_FAIL, TL_CODE_IO, name, 0, 0, "%s%s", name, name);
    /* 255 and 511 are odd: half a character would not be UTF-8. */
    assert_int_equal(strlen(err.file), 254);
    assert_int_equal(strlen(err.message), 510);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_own_parts),
        cmocka_unit_test(test_clipping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
