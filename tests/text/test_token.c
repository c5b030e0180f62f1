#include "tl_test.h"

#include "str.h"
#include "token.h"

/* The tokens in one line: kind letter, norm, flags. */
static void check(const char *text, const char *want)
{
    static const char kinds[] = "wnemp";
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens tokens;
    tl_tokens_init(&tokens, &ctx);
    assert_int_equal(tl_tokens_read(&tokens, tl_str_from(text), NULL), TL_OK);
    struct tl_buf line;
    tl_buf_init(&line, &ctx);
    size_t behind = 0;
    for (size_t i = 0; i < tokens.n; i++) {
        const struct tl_token *token = &tokens.token[i];
        assert_true(token->at >= behind && token->end > token->at && token->end <= strlen(text));
        behind = token->end;
        tl_buf_printf(
            &line, "%s%s%c:%.*s%s%s", i > 0 ? " " : "", token->flags & TL_TOKEN_SENTENCE ? "|" : "",
            kinds[token->kind], (int)token->norm.len, token->norm.ptr,
            token->flags & TL_TOKEN_CAPS ? "^" : "", token->flags & TL_TOKEN_LENGTHENED ? "+" : "");
    }
    tl_buf_putc(&line, '\0');
    assert_false(line.failed);
    assert_string_equal(line.ptr, want);
    tl_buf_release(&line);
    tl_tokens_release(&tokens);
}

static void test_words(void **state)
{
    (void)state;
    check("", "");
    check("Don't you  KNOW, I'm fine", "|w:don't w:you w:know^ m:, w:i'm w:fine");
    check("'cause rockin' ''", "m:' |w:cause w:rockin m:' m:''");
    check("don\xE2\x80\x99t don\xC2\xB4t don`t", "|w:don't w:don't w:don't");
    check("soooooo goood heyyy", "|w:sooo+ w:goood+ w:heyyy+");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
