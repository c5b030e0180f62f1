/* fast_features.c: what becomes a token, and which features two spellings share. */
#include "tl_test.h"

#include "fast_features.h"
#include "str.h"

/* Tokens parted by blanks. */
static void check(const char *text, const char *expected)
{
    struct tl_fast_tokens tokens;
    char got[4096];
    size_t n = 0;
    tl_fast_tokenise(tl_str_from(text), &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        const struct tl_fast_token *t = &tokens.token[i];
        assert_true(t->start < t->end && t->end <= strlen(text));
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", i == 0 ? "" : " ", (int)t->len,
                              tokens.text + t->at);
    }
    got[n] = 0;
    assert_string_equal(got, expected);
}

static void test_tokens(void **state)
{
    (void)state;
    check("", "");
    check(" \n\t", "");
    check("Don't be late, Bartek!", "don't be late , bartek !");
    check("rock 'n' roll", "rock ' n ' roll");
    check("it\xE2\x80\x99s 'fine'", "it's ' fine '");
    check("Sooooo gooood!!!!!! 20:45", "sooo goood ! ! ! 00 : 00");
    check("see https://example.org/x?y=1 ok", "see [url] ok");
    check("www.example.org", "[url]");
    check("www", "www");
    check("hi [NAME], [not this] []", "hi [name] , [ not this ] [ ]");
    check("D\xC3\x89J\xC3\x80 \xD0\x9F\xD0\xA0\xD0\x98",
          "d\xC3\xA9j\xC3\xA0 \xD0\xBF\xD1\x80\xD0\xB8");
    /* a heart with and without its variation selector, a thumb with a skin tone, no-break space */
    check("ok\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x9D\xA4\xC2\xA0\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
          "ok \xE2\x9D\xA4 \xE2\x9D\xA4 \xF0\x9F\x91\x8D");
    check("\xEF\xBC\xA8\xEF\xBD\x89", "hi"); /* full width */
}

static void test_limits(void **state)
{
    (void)state;
    struct tl_fast_tokens tokens;
    char text[2000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 == 0 ? 'a' : ' ';
    tl_fast_tokenise((struct tl_str){text, sizeof text}, &tokens);
    assert_int_equal(tokens.n, TL_FAST_TOKENS);
    uint32_t feature[TL_FAST_WORD_FEATURES + TL_FAST_MESSAGE_FEATURES];
    assert_true(tl_fast_message_features(&tokens, feature) <= TL_FAST_MESSAGE_FEATURES);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    tl_fast_tokenise((struct tl_str){text, sizeof text}, &tokens);
    assert_int_equal(tokens.n, 1);
    assert_int_equal(tokens.token[0].len, TL_FAST_TOKEN_BYTES);
    assert_int_equal(tokens.token[0].end, sizeof text);
    assert_true(tl_fast_word_features(&tokens, 0, feature) <= TL_FAST_WORD_FEATURES);
}

static size_t shared_with(const char *a, const char *b)
{
    struct tl_fast_tokens x, y;
    uint32_t fx[TL_FAST_WORD_FEATURES], fy[TL_FAST_WORD_FEATURES];
    tl_fast_tokenise(tl_str_from(a), &x);
    tl_fast_tokenise(tl_str_from(b), &y);
    const size_t nx = tl_fast_word_features(&x, 0, fx), ny = tl_fast_word_features(&y, 0, fy);
    size_t n = 0;
    for (size_t i = 0; i < nx; i++)
        for (size_t j = 0; j < ny; j++)
            n += fx[i] == fy[j];
    return n;
}

static void test_word_features(void **state)
{
    (void)state;
    /* <ab>: "ab", "<ab", "ab>", "<ab>" */
    assert_int_equal(shared_with("ab", "AB"), 4);
    assert_int_equal(shared_with("k", "K"), 1);
    /* "<tir", "<ti", "tir", "red" ...: the two share the pieces on both sides of the slip */
    assert_true(shared_with("exhausted", "exhasted") >= 9);
    assert_int_equal(shared_with("bread", "stone"), 0);
}

static void test_message_features(void **state)
{
    (void)state;
    struct tl_fast_tokens a, b;
    uint32_t fa[TL_FAST_MESSAGE_FEATURES], fb[TL_FAST_MESSAGE_FEATURES];
    tl_fast_tokenise(TL_STR("you did"), &a);
    tl_fast_tokenise(TL_STR("did you"), &b);
    /* three pairs and the length; the order of words shows in the pairs */
    assert_int_equal(tl_fast_message_features(&a, fa), 4);
    assert_int_equal(tl_fast_message_features(&b, fb), 4);
    assert_true(fa[0] != fb[0] && fa[1] != fb[1] && fa[2] != fb[2]);
    assert_int_equal(fa[3], fb[3]);
    tl_fast_tokenise(TL_STR("YOU DID"), &b);
    assert_int_equal(tl_fast_message_features(&b, fb), 5);
    assert_true(b.shouted && !a.shouted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_word_features),
        cmocka_unit_test(test_message_features),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
