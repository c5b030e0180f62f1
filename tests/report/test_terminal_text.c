/*
 * test_terminal_text.c: what reaches a terminal, how wide it is and where lines break.
 */
#include "tl_test.h"

#include "terminal_text.h"
#include "utf8.h"

static char out[65536];
static size_t out_len;

static int take(void *user, const void *bytes, size_t n)
{
    (void)user;
    if (out_len + n >= sizeof out)
        return -1;
    memcpy(out + out_len, bytes, n);
    out_len += n;
    out[out_len] = '\0';
    return 0;
}

static const char *cleaned(struct tl_str s, bool unicode)
{
    struct tl_context ctx;
    struct tl_buf buf;
    tl_context_init(&ctx);
    tl_buf_init(&buf, &ctx);
    tl_terminal_clean(&buf, s, unicode);
    assert_true(buf.len < sizeof out);
    memcpy(out, buf.ptr != NULL ? buf.ptr : "", buf.len);
    out[buf.len] = '\0';
    tl_buf_release(&buf);
    return out;
}

static void test_clean(void **state)
{
    (void)state;
    assert_string_equal(cleaned(TL_STR("Zo\xC3\xAB & Bo"), true), "Zo\xC3\xAB & Bo");
    /* An escape sequence, a bell, a C1 control: shown, not obeyed. */
    assert_string_equal(cleaned(TL_STR("\x1b[2J\a\xC2\x9B"), true),
                        "\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(cleaned(TL_STR("a\nb\tc\r\xE2\x80\xA8"), true), "a b c  ");
    /* Right-to-left override, isolates, zero-width space, tag letters, byte order mark. */
    assert_string_equal(cleaned(TL_STR("x\xE2\x80\xAEy\xE2\x81\xA6z\xE2\x81\xA9\xE2\x80\x8B"
                                       "\xF3\xA0\x81\xA1\xEF\xBB\xBF!"),
                                true),
                        "xyz!");
    /* The joiner of a family stays, the seventh mark on one letter does not. */
    assert_string_equal(cleaned(TL_STR("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"), true),
                        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7");
    assert_string_equal(
        cleaned(TL_STR("e\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x86\xCC\x87\xCC\x88x"), true),
        "e\xCC\x81\xCC\x82\xCC\x83\xCC\x84x");
    assert_string_equal(cleaned(TL_STR("a\xFFz"), true), "a\xEF\xBF\xBDz");
    assert_string_equal(
        cleaned(TL_STR("\xE2\x80\x9Cit\xE2\x80\x99s\xE2\x80\x9D 5\xC2\xA0% \xE2\x80\x93 "
                       "Zo\xC3\xAB e\xCC\x81 \xE2\x80\xA6 \xF0\x9F\x98\x8A"),
                false),
        "\"it's\" 5 % - Zo? e ... ?");
}

/* Whatever comes in, nothing a terminal obeys goes out: every code point, and every byte alone. */
static void test_clean_everything(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF + 256; c++) {
        char bytes[4] = {(char)(c & 0xFF), 0, 0, 0};
        const size_t n = c <= 0x10FFFF ? tl_utf8_encode(c, bytes) : 1;
        const char *text = cleaned((struct tl_str){bytes, n}, c % 2 == 0);
        for (const char *p = text; *p != '\0'; p++)
            assert_true((unsigned char)*p >= 0x20 && *p != 0x7F);
        assert_null(strstr(text, "\xE2\x80\xAE"));
        size_t at = 0;
        const struct tl_str result = {text, strlen(text)};
        assert_int_equal(tl_utf8_valid_prefix(result), result.len);
        if (result.len > 0)
            assert_false(tl_utf8_next(result, &at) - 0x80 < 0x20);
    }
}

static size_t width(const char *s)
{
    return tl_display_width((struct tl_str){s, strlen(s)});
}

/* Widths by EastAsianWidth.txt and UnicodeData.txt, 15.0.0. */
static void test_width(void **state)
{
    (void)state;
    assert_int_equal(width(""), 0);
    assert_int_equal(width("Anna"), 4);
    assert_int_equal(width("Zo\xC3\xAB"), 3);
    assert_int_equal(width("e\xCC\x81"), 1);                        /* U+0301 */
    assert_int_equal(width("\xE7\xBE\x8E\xE5\x92\xB2"), 4);         /* U+7F8E U+54B2 */
    assert_int_equal(width("\xEA\xB9\x80"), 2);                     /* U+AE40 */
    assert_int_equal(width("\xE1\x84\x80\xE1\x85\xA1"), 2);         /* U+1100 U+1161 */
    assert_int_equal(width("\xEF\xBD\xB1"), 1);                     /* U+FF71, halfwidth */
    assert_int_equal(width("\xEF\xBC\xA1"), 2);                     /* U+FF21, fullwidth */
    assert_int_equal(width("\xF0\x9F\x98\x8A"), 2);                 /* U+1F60A */
    assert_int_equal(width("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"), 2); /* thumb with a skin tone */
    assert_int_equal(width("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"), 2); /* joined */
    assert_int_equal(width("\xE2\x9D\xA4\xEF\xB8\x8F"), 2);         /* heart, shown as a picture */
    assert_int_equal(width("\xD8\xB3\xD8\xA7\xD8\xB1\xD8\xA9"), 4); /* an Arabic name */
    assert_int_equal(width("\xE0\xA4\xB8\xE0\xA5\x80"), 2);         /* Mc takes a column */
}

static const char *paragraph(int columns, const char *lead, const char *text)
{
    struct tl_context ctx;
    const struct tl_render_options options = {.width = columns, .unicode = true};
    tl_context_init(&ctx);
    out_len = 0;
    out[0] = '\0';
    assert_int_equal(tl_paragraph_write(&ctx, lead, text, &options, take, NULL), TL_OK);
    return out;
}

static void test_wrap(void **state)
{
    (void)state;
    assert_string_equal(paragraph(40, "", ""), "\n");
    assert_string_equal(paragraph(40, "  - ", "one  two"), "  - one two\n");
    assert_string_equal(paragraph(20, "", "aaaa bbbb cccc dddd e"), "aaaa bbbb cccc dddd\ne\n");
    /* Exactly full, and one more. */
    assert_string_equal(paragraph(20, "", "aaaa bbbb cccc ddddd"), "aaaa bbbb cccc ddddd\n");
    assert_string_equal(paragraph(20, "", "aaaa bbbb cccc dddddd"), "aaaa bbbb cccc\ndddddd\n");
    assert_string_equal(paragraph(24, "  - ", "aaaa bbbb cccc dddd eeee"),
                        "  - aaaa bbbb cccc dddd\n    eeee\n");
    /* A word that is too long is cut, also when it is not the first. */
    assert_string_equal(paragraph(20, "", "aa bbbbbbbbbbbbbbbbbbbbbbbbb"),
                        "aa\nbbbbbbbbbbbbbbbbbbbb\nbbbbb\n");
    /* Two columns each: ten fill the line. */
    assert_string_equal(paragraph(20, "",
                                  "\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E"
                                  "\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E"
                                  "\xE7\xBE\x8E"),
                        "\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E"
                        "\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\xE7\xBE\x8E\n"
                        "\xE7\xBE\x8E\n");
    /* A no-break space is part of its word. */
    assert_string_equal(paragraph(20, "", "aaaa bbbb ccccc 45\xC2\xA0%%"),
                        "aaaa bbbb ccccc\n45\xC2\xA0%%\n");
    /* A lead as wide as the line leaves four columns to hang under. */
    assert_string_equal(paragraph(20, "a-lead-of-18-cols ", "word and more words"),
                        "a-lead-of-18-cols\x20\n    word and more\n    words\n");
}

/* No line is wider than asked, whatever the words and the width. */
static void test_wrap_widths(void **state)
{
    (void)state;
    const char *text =
        "Aino \xF0\x9F\x98\x8A\xF0\x9F\x98\x8A and \xE7\xBE\x8E\xE5\x92\xB2\xE7\xBE\x8E"
        "\xE5\x92\xB2 wrote e\xCC\x81"
        "e\xCC\x81 "
        "Donaudampfschifffahrtsgesellschaftskapit\xC3\xA4n 1,240 messages";
    for (int columns = 20; columns <= 130; columns++) {
        paragraph(columns, "  - ", text);
        for (const char *line = out; *line != '\0';) {
            const char *end = strchr(line, '\n');
            assert_non_null(end);
            assert_true(tl_display_width((struct tl_str){line, (size_t)(end - line)}) <=
                        (size_t)columns);
            line = end + 1;
        }
    }
}

static void test_fit(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_buf buf;
    tl_context_init(&ctx);
    tl_buf_init(&buf, &ctx);
    tl_terminal_fit(&buf, TL_STR("Bo"), 4, true);
    tl_terminal_fit(&buf, TL_STR("Marguerite"), 4, true);
    tl_terminal_fit(&buf, TL_STR("\xE7\xBE\x8E\xE5\x92\xB2"), 3,
                    true); /* half of it does not fit */
    tl_buf_putc(&buf, '|');
    assert_int_equal(buf.len, 4 + 4 + 4 + 1);
    assert_memory_equal(buf.ptr, "Bo  Marg\xE7\xBE\x8E |", buf.len);
    tl_buf_release(&buf);
}

/* Style stands around each line, and its reset before each line's end. */
static void test_style(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_terminal t;
    tl_context_init(&ctx);
    for (int color = 0; color < 2; color++) {
        out_len = 0;
        tl_terminal_init(&t, &ctx, &(struct tl_render_options){.width = 20, .color = color != 0});
        tl_terminal_paragraph(&t, TL_STYLE_HEADING, "", "What changed in all");
        tl_terminal_paragraph(&t, TL_STYLE_DIM, "  ", "aaaa bbbb cccc dddd");
        tl_terminal_line(&t, TL_STYLE_PLAIN, "as  it  stands");
        assert_int_equal(tl_terminal_finish(&t, take, NULL, NULL), TL_OK);
        assert_string_equal(out, color != 0
                                     ? "\x1b[1mWhat changed in all\x1b[0m\n"
                                       "\x1b[2m  aaaa bbbb cccc\x1b[0m\n    \x1b[2mdddd\x1b[0m\n"
                                       "as  it  stands\n"
                                     : "What changed in all\n  aaaa bbbb cccc\n    dddd\n"
                                       "as  it  stands\n");
    }
}

static void test_memory(void **state)
{
    (void)state;
    struct tl_test_allocator a;
    struct tl_context ctx;
    const struct tl_render_options options = {.width = 40};
    for (size_t fail_at = 0;; fail_at++) {
        tl_context_init(&ctx);
        tl_test_allocator_init(&a, fail_at);
        ctx.allocator = &a.base;
        out_len = 0;
        const enum tl_status status =
            tl_paragraph_write(&ctx, "lead ", "and what it leads", &options, take, NULL);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_int_equal(out_len, 0);
        assert_true(fail_at < 100);
    }
    assert_true(a.calls > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),       cmocka_unit_test(test_clean_everything),
        cmocka_unit_test(test_width),       cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_wrap_widths), cmocka_unit_test(test_fit),
        cmocka_unit_test(test_style),       cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
