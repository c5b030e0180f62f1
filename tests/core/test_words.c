/*
 * test_words.c: known counts, and the eight-byte way against a byte-by-byte statement of the rule.
 */
#include "tl_test.h"

#include "rng.h"
#include "str.h"
#include "words.h"

static void known_counts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t words;
    } cases[] = {
        {"", 0},
        {"   ", 0},
        {"hello", 1},
        {"hello world", 2},
        {"hello  world\n\tagain", 3},
        {"don't stop-now", 2},
        {"?! ... -", 0},
        {"8 a.m. :) 10%", 3},
        {"https://example.org/a?b=c see", 2},
        {"12345678 12345678", 2},
        {"12345678", 1},
        {"1234567 ", 1},
        {"........ ........a", 1},
        {"caf\u00e9 cr\u00e8me", 2},
        {"\u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430?", 3},
        {"\u0645\u0631\u062d\u0628\u0627 \u0628\u0643", 2},
        {"\U0001F602\U0001F602 \u2764\uFE0F", 0},
        {"ok \U0001F44D\U0001F3FD", 1},
        {"\u2026 \u2014 \u00ab\u00bb", 0},
        {"a\u00a0b\u3000c\u202fd", 4},
        {"\uc548\ub155 \uc798 \uc9c0\ub0b4", 3},     /* Korean has blanks */
        {"\u6211\u4eec\u8d70\u5427", 2},             /* four Chinese characters */
        {"\u6211\u4eec\u8d70\uff0c\u597d", 3},       /* three, a comma, one */
        {"\u6211\u4eecgo\u5427 ok", 4},              /* two, go, one, ok */
        {"\u3053\u3093\u306b\u3061\u306f", 3},       /* five kana */
        {"\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", 3}, /* six Thai code points */
        {"abc\u0e01", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (tl_count_words(tl_str_from(cases[i].text)) != cases[i].words)
            fail_msg("case %zu: %zu words, expected %zu", i,
                     tl_count_words(tl_str_from(cases[i].text)), cases[i].words);
}

static size_t count_plainly(const char *s, size_t n)
{
    size_t words = 0;
    int letter = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == 'z')
            i++; /* the second byte of a two-byte letter */
        if (s[i] == ' ' || s[i] == '\n') {
            words += (size_t)letter;
            letter = 0;
        } else if (tl_is_alpha(s[i]) || tl_is_digit(s[i])) {
            letter = 1;
        }
    }
    return words + (size_t)letter;
}

/* Random strings over few symbols meet every way a run can lie over a block of eight bytes; half of
   them hold a two-byte letter, so that blocks of both kinds follow each other. */
static void blocks_agree_with_bytes(void **state)
{
    (void)state;
    static const char symbols[] = "  \na..Z9~{@[`/:";
    struct tl_rng rng;
    tl_rng_init(&rng, 1, 1);
    for (int round = 0; round < 20000; round++) {
        char plain[80], text[80];
        size_t n = tl_rng_below(&rng, 70);
        for (size_t i = 0; i < n; i++)
            plain[i] = text[i] = symbols[tl_rng_below(&rng, sizeof symbols - 1)];
        if (round % 2 == 0 && n > 2) {
            const size_t at = tl_rng_below(&rng, (uint32_t)n - 1);
            memcpy(text + at, "\u00e4", 2);
            memcpy(plain + at, "zz", 2);
        }
        assert_int_equal(tl_count_words((struct tl_str){text, n}), count_plainly(plain, n));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_counts),
        cmocka_unit_test(blocks_agree_with_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
