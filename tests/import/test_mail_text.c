/*
 * test_mail_text.c: encodings and dates; the examples of encoded words are those of RFC 2047,
 * section 8, the dates those of RFC 5322, appendix A, and their like.
 */
#include "tl_test.h"

#include "mail_text.h"
#include "str.h"

static struct tl_context ctx;

static void assert_buf(struct tl_buf *buf, const char *want)
{
    assert_false(buf->failed);
    if (!tl_str_equal((struct tl_str){buf->ptr, buf->len}, tl_str_from(want)))
        fail_msg("\"%.*s\", expected \"%s\"", (int)buf->len, buf->ptr, want);
    tl_buf_release(buf);
}

static void encodings(void **state)
{
    (void)state;
    struct tl_buf out;
    tl_buf_init(&out, &ctx);
    tl_mail_put_base64(&out, TL_STR("Zm9v\nYmFy Zm9vYg=="));
    assert_buf(&out, "foobarfoob");
    tl_mail_put_base64(&out, TL_STR("Zm8="));
    assert_buf(&out, "fo");
    tl_mail_put_base64(&out, TL_STR("Zg==Zm8=Zm8"));
    assert_buf(&out, "ffofo");
    tl_mail_put_quoted(&out, TL_STR("a=3Db=\nc=  \nd=E4=XY="));
    assert_buf(&out, "a=bcd\xe4=XY");
    tl_mail_put_utf8(&out, TL_STR("\x80\xe9\x81"), TL_MAIL_WINDOWS_1252);
    assert_buf(&out, "€é\xef\xbf\xbd");
    tl_mail_put_utf8(&out, TL_STR("\xa4"), TL_MAIL_LATIN1);
    assert_buf(&out, "€");
    /* Said to be UTF-8, and is not. */
    tl_mail_put_utf8(&out, TL_STR("caf\xe9"), TL_MAIL_UTF8);
    assert_buf(&out, "café");
}

static void words(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"=?ISO-8859-1?Q?a?=", "a"},
        {"=?ISO-8859-1?Q?a?= b", "a b"},
        {"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
        {"=?ISO-8859-1?Q?a?=     =?ISO-8859-1?Q?b?=", "ab"},
        {"=?ISO-8859-1?Q?a_b?=", "a b"},
        {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
        {"=?utf-8*en?B?w6k=?= x", "é x"},
        {"plain =?broken", "plain =?broken"},
        {"=?utf-8?Q?open", "=?utf-8?Q?open"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_buf out;
        tl_buf_init(&out, &ctx);
        tl_mail_put_words(&out, tl_str_from(cases[i].in));
        assert_buf(&out, cases[i].out);
    }
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        int64_t s; /* since 1970, UTC */
        int offset;
    } cases[] = {
        {"Fri, 21 Nov 1997 09:55:06 -0600", 880127706, -360},
        {"Tue, 1 Jul 2003 10:52:37 +0200", 1057049557, 120},
        {"21 Nov 97 09:55:06 GMT", 880106106, 0},
        {"Mon,  1 Jan 2024 00:00 EST", 1704085200, -300},
        {"Thu, 13 Feb 1969 23:32 -0330", -27723480, -210},
    };
    int64_t ms;
    int16_t offset;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(tl_mail_date(tl_str_from(cases[i].in), &ms, &offset));
        assert_int_equal(ms / 1000, cases[i].s);
        assert_int_equal(offset, cases[i].offset);
    }
    assert_false(tl_mail_date(TL_STR(""), &ms, &offset));
    assert_false(tl_mail_date(TL_STR("Fri, 31 Feb 1997 09:55:06 -0600"), &ms, &offset));
    assert_false(tl_mail_date(TL_STR("Fri, 21 Nov 1997 09:55:06"), &ms, &offset));
}

static void addresses(void **state)
{
    (void)state;
    const struct tl_str list =
        TL_STR("\"Doe, Jane\" <jane@x.org>, joe@x.org, Undisclosed, Pete <pete@x.org>");
    struct tl_str name, address;
    size_t at = 0;
    assert_true(tl_mail_address(list, &at, &name, &address));
    assert_true(tl_str_equal(name, TL_STR("Doe, Jane")));
    assert_true(tl_str_equal(address, TL_STR("jane@x.org")));
    assert_true(tl_mail_address(list, &at, &name, &address));
    assert_true(tl_str_equal(address, TL_STR("joe@x.org")));
    assert_true(tl_mail_address(list, &at, &name, &address));
    assert_true(tl_str_equal(address, TL_STR("pete@x.org")));
    assert_false(tl_mail_address(list, &at, &name, &address));
    assert_true(tl_str_equal(
        tl_mail_parameter(TL_STR("multipart/mixed; x=1; Boundary=\"a b\"; y"), TL_STR("boundary")),
        TL_STR("a b")));
    assert_int_equal(tl_mail_parameter(TL_STR("text/plain"), TL_STR("charset")).len, 0);
}

static void own_words(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"a\n> quoted\nb\n-- \nsignature", "a\nb\n"},
        {"a\n\nOn Mon, 11 Mar 2024, Ann wrote:\n> b", "a\n\n"},
        {"a\nOn 11 March Ann\n<a@x> wrote:\nb", "a\n"},
        {"Am 11.03.24 um 15:05 schrieb Ann:\nb", ""},
        {"Am Montag um 9 geht es:\nb", "Am Montag um 9 geht es:\nb\n"},
        {"Le 11 mars 2024, Ann a écrit :\nb", ""},
        {"a\n-----Original Message-----\nb", "a\n"},
        {"On the whole, 2 of us wrote: it", "On the whole, 2 of us wrote: it\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_buf out;
        tl_buf_init(&out, &ctx);
        tl_mail_put_own(&out, tl_str_from(cases[i].in));
        assert_buf(&out, cases[i].out);
    }
}

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings), cmocka_unit_test(words),     cmocka_unit_test(dates),
        cmocka_unit_test(addresses), cmocka_unit_test(own_words),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
