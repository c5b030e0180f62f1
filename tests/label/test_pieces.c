/* pieces.c on a vocabulary of nine pieces. */
#include "tl_test.h"

#include "pieces.h"
#include "str.h"

#define BLANK "\xe2\x96\x81"

/* In byte order; numbers as they come out. */
static const struct {
    const char *bytes;
    float score;
    uint16_t number;
} words[] = {
    {"'", -4, 11}, {".", -3, 12},      {"...", -5, 13},        {"ab", -2, 14},        {"b", -3, 15},
    {"c", -3, 16}, {BLANK, -1.5f, 17}, {BLANK "a", -2.5f, 18}, {BLANK "abc", -9, 19},
};
#define N (sizeof words / sizeof words[0])

static unsigned char offset[4 * (N + 1)], score[4 * N], number[2 * N], bytes[64];
static struct tl_pieces pieces;

static void put32(unsigned char *to, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(x >> 8 * i);
}

static int make(void **state)
{
    (void)state;
    uint32_t at = 0;
    for (size_t i = 0; i < N; i++) {
        uint32_t bits;
        memcpy(&bits, &words[i].score, sizeof bits);
        put32(score + 4 * i, bits);
        number[2 * i] = (unsigned char)words[i].number;
        memcpy(bytes + at, words[i].bytes, strlen(words[i].bytes));
        at += (uint32_t)strlen(words[i].bytes);
        put32(offset + 4 * (i + 1), at);
    }
    pieces = (struct tl_pieces){N, offset, score, number, bytes};
    return 0;
}

static void expect(const char *text, size_t n, const uint16_t *want)
{
    uint16_t got[8];
    assert_int_equal(tl_pieces_read(&pieces, tl_str_from(text), got, 8), n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(got[i], want[i]);
}

static void test_best_way(void **state)
{
    (void)state;
    expect("a", 1, (uint16_t[]){18});
    /* " ab" as " a" "b" is -5.5, as " " "ab" -3.5. */
    expect("ab", 2, (uint16_t[]){17, 14});
    /* " abc" whole is -9, as " " "ab" "c" -6.5. */
    expect("abc", 3, (uint16_t[]){17, 14, 16});
    /* Three dots as one piece are -5, one by one -9. */
    expect("a...", 2, (uint16_t[]){18, 13});
    expect("a..", 3, (uint16_t[]){18, 12, 12});
}

static void test_normalised(void **state)
{
    (void)state;
    expect("  a \t\n a  ", 2, (uint16_t[]){18, 18});
    expect("a\xe2\x80\xa6", 2, (uint16_t[]){18, 13});
    expect("a\xe2\x80\x99", 2, (uint16_t[]){18, 11});
    expect("a\xc2\xa0"
           "a\xef\xb8\x8f",
           2, (uint16_t[]){18, 18});
    expect("", 0, NULL);
    expect(" \n", 0, NULL);
}

/* What no piece knows, be it many code points, is one unknown. */
static void test_unknown(void **state)
{
    (void)state;
    expect("\xf0\x9f\x99\x82\xf0\x9f\x99\x82z", 2, (uint16_t[]){17, 0});
    expect("a \xc3\xbc"
           "b",
           4, (uint16_t[]){18, 17, 0, 15});
}

static void test_bounds(void **state)
{
    (void)state;
    char text[4 * TL_PIECES_MAX_BYTES];
    memset(text, 'b', sizeof text);
    uint16_t got[TL_PIECES_MAX_BYTES];
    const struct tl_str whole = {text, sizeof text};
    assert_int_equal(tl_pieces_read(&pieces, whole, got, TL_PIECES_MAX_BYTES),
                     TL_PIECES_MAX_BYTES - 2);
    assert_int_equal(tl_pieces_read(&pieces, whole, got, 3), 3);
    assert_int_equal(got[0], 17);
    assert_int_equal(got[2], 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_best_way),
        cmocka_unit_test(test_normalised),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, make, NULL);
}
