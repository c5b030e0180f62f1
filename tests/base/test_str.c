#include "tl_test.h"

#include "str.h"

static void test_equal(void **state)
{
    (void)state;
    struct tl_str none = {NULL, 0};
    assert_true(tl_str_equal(none, TL_STR("")));
    assert_true(tl_str_equal(tl_str_from("Nils"), TL_STR("Nils")));
    assert_int_equal(tl_str_from(NULL).len, 0);
    assert_false(tl_str_equal(TL_STR("Nils"), TL_STR("nils")));
    assert_true(tl_str_equal_fold(TL_STR("Nils@[`{"), TL_STR("nILS@[`{")));
    assert_false(tl_str_equal_fold(TL_STR("["), TL_STR("{")));
    assert_false(tl_str_equal_fold(TL_STR("\xC3\x84"), TL_STR("\xC3\xA4")));
    assert_false(tl_str_equal_fold(TL_STR("a"), TL_STR("ab")));
}

static void test_ends(void **state)
{
    (void)state;
    assert_true(tl_str_starts(TL_STR("chat.txt"), TL_STR("chat")));
    assert_true(tl_str_starts(TL_STR("chat"), TL_STR("")));
    assert_false(tl_str_starts(TL_STR("cha"), TL_STR("chat")));
    assert_true(tl_str_ends(TL_STR("chat.txt"), TL_STR(".txt")));
    assert_true(tl_str_ends((struct tl_str){NULL, 0}, TL_STR("")));
    assert_false(tl_str_ends(TL_STR("txt"), TL_STR(".txt")));
}

static void test_find(void **state)
{
    (void)state;
    struct tl_str s = TL_STR("abababc");
    assert_int_equal(tl_str_find(s, TL_STR("ababc"), 0), 2);
    assert_int_equal(tl_str_find(s, TL_STR("ab"), 1), 2);
    assert_int_equal(tl_str_find(s, TL_STR("c"), 6), 6);
    assert_int_equal(tl_str_find(s, TL_STR(""), 7), 7);
    assert_true(tl_str_find(s, TL_STR(""), 8) == SIZE_MAX);
    assert_true(tl_str_find(s, TL_STR("c"), 7) == SIZE_MAX);
    assert_true(tl_str_find(s, TL_STR("ca"), 0) == SIZE_MAX);
    assert_true(tl_str_find(s, TL_STR("abababcd"), 0) == SIZE_MAX);
    assert_true(tl_str_find((struct tl_str){NULL, 0}, TL_STR("a"), 0) == SIZE_MAX);
}

static void test_slice_and_trim(void **state)
{
    (void)state;
    struct tl_str s = TL_STR("012345");
    assert_true(tl_str_equal(tl_str_slice(s, 2, 4), TL_STR("23")));
    assert_true(tl_str_equal(tl_str_slice(s, 4, 99), TL_STR("45")));
    assert_int_equal(tl_str_slice(s, 5, 2).len, 0);
    assert_int_equal(tl_str_slice((struct tl_str){NULL, 0}, 3, 9).len, 0);
    assert_true(tl_str_equal(tl_str_trim(TL_STR(" \t\r\na b\n ")), TL_STR("a b")));
    assert_int_equal(tl_str_trim(TL_STR(" \n ")).len, 0);
}

/* All strings of up to two letters out of 40 and of one to 20 equal letters differ in their hash,
   whatever address they stand at. */
static void test_hash(void **state)
{
    (void)state;
    static uint64_t seen[40 + 40 * 40 + 20 + 1];
    size_t n = 0;
    char text[32];
    seen[n++] = tl_str_hash(TL_STR(""));
    for (int a = 0; a < 40; a++) {
        for (int b = -1; b < 40; b++) {
            text[0] = (char)('0' + a);
            text[1] = (char)('0' + b);
            seen[n++] = tl_str_hash((struct tl_str){text, b < 0 ? 1 : 2});
        }
    }
    memset(text, 'z', sizeof text);
    for (size_t len = 1; len <= 20; len++)
        seen[n++] = tl_str_hash((struct tl_str){text, len});
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            assert_true(seen[i] != seen[k]);
    }
    assert_true(tl_str_hash((struct tl_str){text, 11}) ==
                tl_str_hash((struct tl_str){text + 3, 11}));
}

static void test_classes(void **state)
{
    (void)state;
    size_t digits = 0, letters = 0, lowered = 0;
    for (int c = -128; c < 128; c++) {
        digits += tl_is_digit((char)c);
        letters += tl_is_alpha((char)c);
        lowered += tl_to_lower((char)c) != (char)c;
    }
    assert_int_equal(digits, 10);
    assert_int_equal(letters, 52);
    assert_int_equal(lowered, 26);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal), cmocka_unit_test(test_ends),
        cmocka_unit_test(test_find),  cmocka_unit_test(test_slice_and_trim),
        cmocka_unit_test(test_hash),  cmocka_unit_test(test_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
