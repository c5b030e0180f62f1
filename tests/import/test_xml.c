/*
 * test_xml.c: what the scanner makes of documents, whole and byte by byte.
 */
#include "tl_test.h"

#include "memory.h"
#include "str.h"
#include "xml.h"

static enum tl_status put(void *user, const struct tl_xml_token *token)
{
    struct tl_buf *out = user;
    if (token->event == TL_XML_TEXT) {
        tl_buf_puts(out, "'");
        tl_buf_put_str(out, token->text);
        tl_buf_puts(out, "'");
    } else {
        tl_buf_puts(out, token->event == TL_XML_OPEN ? "<" : "</");
        tl_buf_put_str(out, token->name);
        for (size_t i = 0; i < token->n_attributes; i++) {
            tl_buf_puts(out, " ");
            tl_buf_put_str(out, token->attribute[i].name);
            tl_buf_puts(out, "=");
            tl_buf_put_str(out, token->attribute[i].value);
        }
        tl_buf_puts(out, ">");
    }
    tl_buf_puts(out, token->cut ? "!" : "");
    if (token->line > 1)
        tl_buf_printf(out, "@%d", (int)token->line);
    return TL_OK;
}

static bool keep(struct tl_str tag, struct tl_str attribute)
{
    return tag.len > 0 && !tl_str_equal(attribute, TL_STR("data"));
}

static void scans(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
        bool broken;
    } cases[] = {
        {"<a b=\"1\" c='2'>x</a>", "<a b=1 c=2>'x'</a>", false},
        {"<a data=\"long > < '\" b=\"&lt;\"/>", "<a b=<></a>", false},
        {"<br><p class=x y hidden>t</p>", "<br><p class=x y= hidden=>'t'</p>", false},
        {"<a b = \"1\" / >", "<a b=1></a>", false},
        {"<a href=x/y>", "<a href=x/y>", false},
        {"<?xml version='1.0'?><!DOCTYPE a><!-- <b> -- > - --><a/>", "<a></a>", false},
        {"<a><![CDATA[1<2&amp;]]]></a>", "<a>'1<2&]'</a>", false},
        {"1 < 2 <3 <a>", "'1 < 2 <3 '<a>", false},
        {"&amp;&#65;&#x42;&apos;&quot;&nbsp;&nope;&#xFFFFFF; &", "'&AB'\"\u00a0&nope;&#xFFFFFF; &'",
         false},
        {"<a b='&#55357;&#56842;&#xD83D;&#xDE0A;'/>", "<a b=\U0001F60A\U0001F60A></a>", false},
        {"&#55357;x&#56842;&#55357;", "'\ufffdx\ufffd\ufffd'", false},
        {"<script>if (a<b) '<p>'</script><style>p > a {}</style>z",
         "<script></script><style>"
         "</style>'z'",
         false},
        {"\n<a\nb='\n'>\n</a>", "'\n'@2<a b=\n>@4'\n'@5</a>@5", false},
        {"</><a><b c='1", "<a>", true},
        {"<a b='0123456789abcdefghij'>0123456789abcdefghij</a>",
         "<a b=0123456789abcdef>!'0123456789abcdef'!</a>", false},
        {"<!-- open", "", true},
        {"", "", false},
    };
    struct tl_context ctx;
    tl_context_init(&ctx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t chunk = 1; chunk <= 64; chunk += chunk < 5 ? 1 : 59) {
            struct tl_buf out;
            bool broken = false;
            tl_buf_init(&out, &ctx);
            struct tl_xml *xml = tl_xml_new(&ctx, put, keep, &out, true, i == 14 ? 16 : 64);
            assert_non_null(xml);
            const struct tl_str in = tl_str_from(cases[i].in);
            for (size_t at = 0; at < in.len; at += chunk)
                assert_int_equal(tl_xml_feed(xml, tl_str_slice(in, at, at + chunk), NULL), TL_OK);
            assert_int_equal(tl_xml_end(xml, &broken, NULL), TL_OK);
            const struct tl_str got = {out.ptr, out.len};
            if (!tl_str_equal(got, tl_str_from(cases[i].out)) || broken != cases[i].broken)
                fail_msg("%s\nin chunks of %zu gives\n%.*s\nnot\n%s", cases[i].in, chunk,
                         (int)got.len, got.ptr, cases[i].out);
            tl_xml_free(xml);
            tl_buf_release(&out);
        }
}

static void survives_failing_memory(void **state)
{
    (void)state;
    static const char document[] = "text <a b='value' c='&amp;'>more</a><![CDATA[x]]>";
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context ctx, plain;
        struct tl_buf out;
        bool broken;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&ctx);
        tl_context_init(&plain);
        ctx.allocator = &allocator.base;
        tl_buf_init(&out, &plain);
        struct tl_xml *xml = tl_xml_new(&ctx, put, keep, &out, true, 64);
        enum tl_status status = xml == NULL ? TL_FATAL : TL_OK;
        if (status == TL_OK)
            status = tl_xml_feed(xml, tl_str_from(document), NULL);
        if (status == TL_OK)
            status = tl_xml_end(xml, &broken, NULL);
        tl_xml_free(xml);
        tl_buf_release(&out);
        assert_int_equal(allocator.live, 0);
        if (allocator.calls <= i) {
            assert_int_equal(status, TL_OK);
            return;
        }
        assert_int_equal(status, TL_FATAL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scans),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
