#include "tl_test.h"

#include "str.h"
#include "unicode.h"
#include "utf8.h"

/* The consortium's files are not in the tree; without Debian's unicode-data the test is skipped. */
static char *consortium(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", getenv("TIDELINE_UNICODE"), name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        skip();
    size_t len = 0, cap = 4u << 20;
    char *text = malloc(cap);
    assert_non_null(text);
    len = fread(text, 1, cap - 1, file);
    fclose(file);
    assert_true(len < cap - 1);
    text[len] = '\0';
    return text;
}

struct points {
    uint32_t c[512];
    size_t n;
};

static void emit(void *user, uint32_t c)
{
    struct points *out = user;
    assert_true(out->n < sizeof out->c / sizeof out->c[0]);
    out->c[out->n++] = c;
}

static struct points nfkc(const uint32_t *c, size_t n, bool fold)
{
    struct points out = {.n = 0};
    struct tl_nfkc state;
    tl_nfkc_init(&state, fold, emit, &out);
    for (size_t i = 0; i < n; i++)
        tl_nfkc_put(&state, c[i]);
    tl_nfkc_end(&state);
    return out;
}

static void assert_same(const struct points *a, const struct points *b, size_t line)
{
    if (a->n != b->n || memcmp(a->c, b->c, a->n * sizeof a->c[0]) != 0)
        fail_msg("line %zu of the consortium's test: not the expected code points", line);
}

/* NFKC(c1) to NFKC(c5) are all c4, and what part 1 does not list stays as it is. */
static void test_normalisation(void **state)
{
    (void)state;
    char *text = consortium("NormalizationTest.txt");
    bool *listed = calloc(0x110000, sizeof *listed);
    assert_non_null(listed);
    size_t n_line = 0, checked = 0;
    bool part_1 = false;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        n_line++;
        if (line[0] == '#')
            continue;
        if (line[0] == '@') {
            part_1 = strncmp(line, "@Part1", 6) == 0;
            continue;
        }
        struct points column[5];
        char *at = line;
        for (size_t i = 0; i < 5; i++) {
            column[i].n = 0;
            while (*at != ';')
                emit(&column[i], (uint32_t)strtoul(at, &at, 16));
            at++;
        }
        for (size_t i = 0; i < 5; i++) {
            struct points got = nfkc(column[i].c, column[i].n, false);
            assert_same(&got, &column[3], n_line);
        }
        if (part_1)
            listed[column[0].c[0]] = true;
        checked++;
    }
    assert_true(checked > 19000);
    for (uint32_t c = 0; c < 0x110000; c++) {
        struct points got = nfkc(&c, 1, false);
        if (!listed[c] && (got.n != 1 || got.c[0] != c))
            fail_msg("U+%04X does not stay as it is", (unsigned)c);
    }
    free(listed);
    free(text);
}

static void test_word_breaks(void **state)
{
    (void)state;
    char *text = consortium("WordBreakTest.txt");
    size_t n_line = 0, checked = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        n_line++;
        if (line[0] == '#')
            continue;
        char bytes[256];
        size_t len = 0, ends[64], n = 0;
        /* "÷ 0001 × 0308 ÷ 0001 ÷ # ...": C3 B7 is a boundary, C3 97 is none. */
        for (char *at = line; *at != '\0' && *at != '#';) {
            if (memcmp(at, "\xC3\xB7", 2) == 0 && len > 0)
                ends[n++] = len;
            if ((unsigned char)*at == 0xC3)
                at += 2;
            else if (*at == ' ' || *at == '\t')
                at++;
            else
                len += tl_utf8_encode((uint32_t)strtoul(at, &at, 16), bytes + len);
        }
        size_t at = 0;
        for (size_t i = 0; i < n; i++) {
            size_t end = tl_word_end((struct tl_str){bytes, len}, at, false);
            if (end != ends[i])
                fail_msg("line %zu: boundary at byte %zu, expected %zu", n_line, end, ends[i]);
            at = end;
        }
        checked++;
    }
    assert_true(checked > 1800);
    free(text);
}

/* Folding gives what folding leaves alone: small, normalised, without invisible characters; and at
   most 11 bytes for each byte that went in, on which the tokeniser relies. */
static void test_folding_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        struct points once = nfkc(&c, 1, true), twice = nfkc(once.c, once.n, true);
        char bytes[4];
        size_t in = tl_utf8_encode(c, bytes), out = 0;
        if (once.n != twice.n || memcmp(once.c, twice.c, once.n * sizeof once.c[0]) != 0)
            fail_msg("U+%04X changes when folded again", (unsigned)c);
        for (size_t i = 0; i < once.n; i++) {
            const struct tl_char *about = tl_char_of(once.c[i]);
            assert_int_equal(about->to_lower, 0);
            assert_int_equal(about->flags & (TL_CHAR_INVISIBLE | TL_CHAR_NFKC_NO), 0);
            out += tl_utf8_encode(once.c[i], bytes);
        }
        assert_true(out <= 11 * in);
    }
}

static void check_fold(const char *in, const char *want)
{
    struct tl_str s = tl_str_from(in);
    struct points points = {.n = 0};
    for (size_t at = 0; at < s.len;)
        emit(&points, tl_utf8_next(s, &at));
    struct points got = nfkc(points.c, points.n, true);
    char out[256];
    size_t len = 0;
    for (size_t i = 0; i < got.n; i++)
        len += tl_utf8_encode(got.c[i], out + len);
    out[len] = '\0';
    assert_string_equal(out, want);
}

static void test_folding(void **state)
{
    (void)state;
    check_fold("\xC3\x84RGER", "\xC3\xA4rger");
    check_fold("A\xCC\x88rger", "\xC3\xA4rger");       /* two code points */
    check_fold("J\xCC\x8C", "\xC7\xB0");               /* only the small one is composed */
    check_fold("\xC4\xB0stanbul", "i\xCC\x87stanbul"); /* dotted capital I */
    check_fold("\xCE\xA3\xCE\x91\xCF\x82", "\xCF\x83\xCE\xB1\xCF\x83"); /* final sigma */
    check_fold("\xEF\xBC\xAF\xEF\xBC\xAB\xEF\xBC\x81", "ok!");          /* full width */
    check_fold("\xEF\xAC\x81n", "fin");                                 /* ligature */
    check_fold("m\xC2\xB2", "m2");
    check_fold("\xF0\x9D\x93\x97\xF0\x9D\x93\xB2", "hi"); /* mathematical script */
    check_fold("\xED\x95\x9C", "\xED\x95\x9C");           /* Hangul */
    check_fold("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C");
    check_fold("co\xC2\xADop\xE2\x80\x8D", "coop"); /* soft hyphen, joiner */
    check_fold("\xE2\x80\x9CI\xE2\x80\x99m\xE2\x80\x9D \xE2\x80\x93", "\"i'm\" -");
}

/* More marks than are ordered: the work stays linear and nothing is lost. */
static void test_many_marks(void **state)
{
    (void)state;
    uint32_t in[400] = {'a'};
    for (size_t i = 1; i < 400; i++)
        in[i] = i % 2 ? 0x301 : 0x316;
    struct points out = nfkc(in, 400, false);
    assert_int_equal(out.n, 399); /* the first acute joins the letter */
    assert_int_equal(out.c[0], 0xE1);
}

static void test_properties(void **state)
{
    (void)state;
    assert_string_equal(tl_unicode_version(), "15.0.0");
    assert_int_equal(tl_char_of('A')->to_lower, 32);
    assert_int_equal(tl_char_of('A')->word_break, TL_WB_LETTER);
    assert_int_equal(tl_char_of(0x301)->combining, 230);
    assert_true(tl_char_of(0x2764)->flags & TL_CHAR_EMOJI); /* heavy black heart */
    assert_true(tl_char_of(0xA9)->flags & TL_CHAR_PICTURE); /* copyright sign */
    assert_false(tl_char_of(0xA9)->flags & TL_CHAR_EMOJI);
    assert_true(tl_char_of(0x1F9FF)->flags & TL_CHAR_EMOJI);
    assert_int_equal(tl_char_of(0x10FFFF)->word_break, TL_WB_OTHER);
    assert_ptr_equal(tl_char_of(0x110000), tl_char_of(0x10FFFF));
    assert_ptr_equal(tl_char_of(UINT32_MAX), tl_char_of(0x10FFFF));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normalisation),
        cmocka_unit_test(test_word_breaks),
        cmocka_unit_test(test_folding_every_code_point),
        cmocka_unit_test(test_folding),
        cmocka_unit_test(test_many_marks),
        cmocka_unit_test(test_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
