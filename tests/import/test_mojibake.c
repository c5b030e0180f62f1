/*
 * test_mojibake.c: undoing UTF-8 taken for Latin-1, and HTML's references.
 */
#include "tl_test.h"

#include "markup.h"
#include "mojibake.h"
#include "str.h"

static void undoes_only_what_is_mojibake(void **state)
{
    (void)state;
    /* Left: what JSON gave; right: what was meant. Bytes as in the file: U+00C3 U+00A9 for e acute.
     */
    static const struct {
        const char *text, *want;
        bool cut;
    } cases[] = {
        {"plain", "plain", false},
        {"", "", false},
        {"caf\u00c3\u00a9", "café", false},
        {"\u00f0\xc2\x9f\xc2\x98\xc2\x8a", "😊", false},
        {"Z\u00c3\u00b6e & caf\u00c3\u00a9", "Zöe & café", false},
        /* Right already: not valid as bytes, or beyond U+00FF. */
        {"café", "café", false},
        {"ÿ", "ÿ", false},
        {"łódź", "łódź", false},
        {"caf\u00c3\u00a9 łódź", "caf\u00c3\u00a9 łódź", false},
        /* The last character is incomplete. */
        {"caf\u00c3\u00a9 \u00f0\xc2\x9f", "caf\u00c3\u00a9 \u00f0\xc2\x9f", false},
        {"caf\u00c3\u00a9 \u00f0\xc2\x9f", "café ", true},
    };
    struct tl_context ctx;
    struct tl_buf buf;
    tl_context_init(&ctx);
    tl_buf_init(&buf, &ctx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct tl_str got = tl_mojibake_undo(tl_str_from(cases[i].text), cases[i].cut, &buf);
        if (!tl_str_equal(got, tl_str_from(cases[i].want)))
            fail_msg("case %zu gives %.*s", i, (int)got.len, got.ptr);
    }
    tl_buf_release(&buf);
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    struct tl_test_allocator allocator;
    struct tl_context ctx;
    struct tl_buf buf;
    tl_test_allocator_init(&allocator, 0);
    tl_context_init(&ctx);
    ctx.allocator = &allocator.base;
    tl_buf_init(&buf, &ctx);
    const struct tl_str text = TL_STR("caf\u00c3\u00a9");
    assert_ptr_equal(tl_mojibake_undo(text, false, &buf).ptr, text.ptr);
    assert_true(buf.failed);
    tl_buf_release(&buf);
    assert_int_equal(allocator.live, 0);
}

static void undoes_references(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"Tom &amp; Jerry &lt;3 &gt; &quot;x&quot; it&apos;s", "Tom & Jerry <3 > \"x\" it's"},
        {"&#128049; &#x1F431; &#39;&#9;", "🐱 🐱 '\t"},
        {"&nbsp;", "\u00a0"},
        {"&amp;amp;", "&amp;"},
        {"& &; &#; &#x; &#0; &#1114112; &#12345678; &unknown; &am", "& &; &#; &#x; &#0; &#1114112; "
                                                                    "&#12345678; &unknown; &am"},
        {"&#xD800;", "\ufffd"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[128];
        snprintf(text, sizeof text, "%s", cases[i].text);
        const size_t len = tl_unescape_html(text, strlen(text));
        if (!tl_str_equal((struct tl_str){text, len}, tl_str_from(cases[i].want)))
            fail_msg("case %zu gives %.*s", i, (int)len, text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoes_only_what_is_mojibake),
        cmocka_unit_test(survives_lack_of_memory),
        cmocka_unit_test(undoes_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
