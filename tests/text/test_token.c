#include "tl_test.h"

#include "str.h"
#include "token.h"
#include "utf8.h"

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
    check("don’t don´t don`t donʼt", "|w:don't w:don't w:don't w:don't");
    check("well-known_word snake_case", "|w:well m:- w:known m:_ w:word w:snake m:_ w:case");
    check("b4 gr8 2moro 5pm 1st", "|w:b4 w:gr8 w:2moro w:5pm w:1st");
    check("I OK Ok A ÄRGER Ärger iPhone", "|w:i w:ok^ w:ok w:a w:ärger^ w:ärger w:iphone");
    check("straße l'été aujourd'hui", "|w:straße w:l'été w:aujourd'hui");
    check("col·legi ＯＫ ﬁn 𝓗𝓮𝔂", "|w:col·legi w:ok^ w:fin w:hey");
    check("e\xCC\x81tait", "|w:était");
    check("*bold* _soft_ ~gone~", "m:* |w:bold m:* m:_ w:soft m:_ m:~ w:gone m:~");
}

static void test_runs(void **state)
{
    (void)state;
    check("soooooo goood heyyy", "|w:sooo+ w:goood+ w:heyyy+");
    check("SOOOO süüüüß 10000000", "|w:sooo^+ w:süüüß+ p:");
    check("1000000 book", "|n:1000000 w:book");
    check("no!!!!! what??? hm..", "|w:no m:!!!+ |w:what m:???+ |w:hm m:..");
    check("！！！！", "m:!!!+");
}

static void test_numbers(void **state)
{
    (void)state;
    check("12:30 3.50 1.000,50 50% 7€", "|n:12:30 n:3.50 n:1.000,50 n:50 m:% n:7 m:€");
    check("at 6. ok", "|w:at n:6 m:. |w:ok");
    check("٣٤ ½ m²", "|n:٣٤ n:1⁄2 w:m n:2");
    check("2024-01-05 5.1.2024 05/01/24",
          "|n:2024 m:- n:01 m:- n:05 n:5.1.2024 n:05 m:/ n:01 m:/ n:24");
}

static void test_places(void **state)
{
    (void)state;
    check("see https://example.org/a?b=c#d, ok", "|w:see p: m:, w:ok");
    check("(http://example.org/a_(b))!", "m:( |p: m:) m:!");
    check("look:http://example.org", "|w:look m:: p:");
    check("www.example.org/straße example.com/x.", "|p: p: m:.");
    check("mail jo.lee+x@mail.example.org. Bye", "|w:mail p: m:. |w:bye");
    check("ünal@example.org", "|p:");
    check("IMG-20200105-WA0003.jpg (file attached)", "|p: m:( w:file w:attached m:)");
    check("rent_2020.pdf Plan.DOCX", "|p: p:");
    check("@maya_k. and @\u2068Jo Lee\u2069 @ 8 @8", "|p: m:. |w:and p: m:@ n:8 m:@ n:8");
    check("+49 170 1234567, 0170/1234567, (030) 123456, 06 12 34 56 78",
          "|p: m:, p: m:, p: m:, p:");
    check("call 555-123-4567 now", "|w:call p: w:now");
    /* None of these is one. */
    check("ok.me", "|w:ok m:. w:me");
    check("tired.sleep well", "|w:tired m:. |w:sleep w:well");
    check("hola.de nada", "|w:hola m:. |w:de w:nada");
    check("and/or 24/7 a:b", "|w:and m:/ w:or n:24 m:/ n:7 w:a m:: w:b");
    check("08.30-12.45, 1 000 000, 12 15 18 20",
          "|n:08.30 m:- n:12.45 m:, n:1 n:000 n:000 m:, n:12 n:15 n:18 n:20");
    check("99.9999999 0.31977192", "|n:99.9999999 n:0.31977192");
    check("2019 2020 2021", "|n:2019 n:2020 n:2021");
    check("well...it was..so", "|w:well m:...+ |w:it w:was m:.. |w:so");
    check("foo@bar", "|w:foo m:@ w:bar");
}

static void test_emoji(void **state)
{
    (void)state;
    check("love ❤️ ❤ ♥", "|w:love e:❤ e:❤ e:♥");
    check("👍🏽👍", "e:👍 e:👍");
    check("👩‍💻🤷🏻‍♀️👨‍👩‍👧",
          "e:👩‍💻 e:🤷 e:👨‍👩‍👧");
    check("❤️‍🔥🇩🇪🇪🇸1️⃣#️⃣",
          "e:❤‍🔥 e:🇩🇪 e:🇪🇸 e:1⃣ e:#⃣");
    check("🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F",
          "e:🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F");
    check("haha😂ok", "|w:haha e:😂 w:ok");
    check("© ™ → ©️", "m:© m:tm m:→ e:©");
    check("♀ 🏽", "e:♀ e:🏽");
}

static void test_emoticons(void **state)
{
    (void)state;
    check(":) :-) :-))) ;) =) :( :'( :'-( >:(", "e::) e::) e::) e:;) e:=) e::( e::'( e::'( e:>:(");
    check(":D :P :/ :| :* :o <3 <333 </3", "e::d e::p e::/ e::| e::* e::o e:<3 e:<3 e:</3");
    check("xD XDDD xd ^^ ^_^ -_- o_O T_T >.< \\o/ D:",
          "e:xd e:xd e:xd e:^^ e:^_^ e:-_- e:o_o e:t_t e:>.< e:\\o/ e:d:");
    check("thanks:) ok:D", "|w:thanks e::) w:ok e::d");
    check("¯\\_(ツ)_/¯", "e:\\_(ツ)_/");
    /* None of these holds one. */
    check("10:30 a=b list:(a) c:x 4:3 xDrive",
          "|n:10:30 w:a m:= w:b w:list m:: m:( w:a m:) w:c m:: w:x "
          "n:4:3 w:xdrive");
    check("to_to i.e. D:x", "|w:to m:_ w:to w:i m:. w:e m:. w:d m:: w:x");
    check("note: p", "|w:note m:: w:p");
}

static void test_sentences(void **state)
{
    (void)state;
    check("I am fine. You? Ok", "|w:i w:am w:fine m:. |w:you m:? |w:ok");
    check("love you\nmiss you", "|w:love w:you |w:miss w:you");
    check("well... maybe… yes", "|w:well m:...+ |w:maybe m:...+ |w:yes");
    check("Dr. Weiss, z.B. heute", "|w:dr m:. w:weiss m:, w:z m:. w:b m:. w:heute");
    check("me and u. ok", "|w:me w:and w:u m:. |w:ok");
    check("¡Hola! ¿Qué tal?", "m:¡ |w:hola m:! m:¿ |w:qué w:tal m:?");
    check("bye. ❤️ see you", "|w:bye m:. e:❤ |w:see w:you");
    check("\"No.\" she said", "m:\" |w:no m:. m:\" |w:she w:said");
    check("(really?) sure", "m:( |w:really m:? m:) |w:sure");
}

static void test_other_scripts(void **state)
{
    (void)state;
    check("你好！再见", "|w:你 w:好 m:! |w:再 w:见");
    check("カタカナ ひら", "|w:カタカナ w:ひ w:ら");
    check("한국어 좋아", "|w:한국어 w:좋아");
    check("ΌΔΟΣ όδος Привет", "|w:όδοσ^ w:όδοσ w:привет");
    check("ที่", "|w:ที่");
    check("שלום צה\"ל", "|w:שלום w:צה\"ל");
}

static void test_broken_input(void **state)
{
    (void)state;
    check("a\xFF"
          "b \xE2\x82",
          "|w:a m:\uFFFD w:b m:\uFFFD");
    check("\x01\x7F \u200B\u200D\uFE0F", "");
    check("\u2068x\u2069", "|w:x");
}

/* The loop over ASCII and the rules of UAX 29 agree: a variation selector behind a word, which
   changes nothing, sends it the other way. */
static void test_both_ways_agree(void **state)
{
    (void)state;
    static const char letters[] = "abzAZ059'`'.,:;__-!? ";
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens plain, other;
    tl_tokens_init(&plain, &ctx);
    tl_tokens_init(&other, &ctx);
    uint32_t random = 1;
    for (int round = 0; round < 200000; round++) {
        char a[16], b[64];
        size_t n = 0, m = 0;
        for (size_t len = 1 + random % 10; n < len; n++) {
            random = random * 1664525 + 1013904223;
            a[n] = letters[(random >> 16) % (sizeof letters - 1)];
            b[m++] = a[n];
            if (a[n] >= '0' && a[n] != ':' && a[n] != ';' && a[n] != '`' && a[n] != '_' &&
                a[n] != '?') {
                memcpy(b + m, "\xEF\xB8\x80", 3); /* VS1 */
                m += 3;
            }
        }
        assert_int_equal(tl_tokens_read(&plain, (struct tl_str){a, n}, NULL), TL_OK);
        assert_int_equal(tl_tokens_read(&other, (struct tl_str){b, m}, NULL), TL_OK);
        bool same = plain.n == other.n;
        for (size_t i = 0; same && i < plain.n; i++)
            same = tl_str_equal(plain.token[i].norm, other.token[i].norm) &&
                   plain.token[i].kind == other.token[i].kind &&
                   plain.token[i].flags == other.token[i].flags;
        if (!same)
            fail_msg("two ways to read \"%.*s\"", (int)n, a);
    }
    tl_tokens_release(&plain);
    tl_tokens_release(&other);
}

/* Each emoji the consortium lists is one token. */
static void test_every_emoji(void **state)
{
    (void)state;
    char path[512], line[1024];
    snprintf(path, sizeof path, "%s/emoji-test.txt", getenv("TIDELINE_UNICODE"));
    FILE *file = fopen(path, "r");
    if (file == NULL)
        skip();
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens tokens;
    tl_tokens_init(&tokens, &ctx);
    size_t checked = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        const char *semicolon = strchr(line, ';');
        if (line[0] == '#' || semicolon == NULL)
            continue;
        char bytes[128];
        size_t len = 0;
        for (char *at = line; at < semicolon; at += strspn(at, " "))
            len += tl_utf8_encode((uint32_t)strtoul(at, &at, 16), bytes + len);
        assert_int_equal(tl_tokens_read(&tokens, (struct tl_str){bytes, len}, NULL), TL_OK);
        /* Without its selector, (c) or an arrow is what it is in a book. */
        bool plain_sign = strstr(semicolon, "unqualified") != NULL && tokens.n == 1;
        if (!plain_sign && (tokens.n != 1 || tokens.token[0].kind != TL_TOKEN_EMOJI ||
                            tokens.token[0].end != len || tokens.token[0].norm.len == 0))
            fail_msg("not one emoji: %s", line);
        checked++;
    }
    fclose(file);
    assert_true(checked > 4500);
    tl_tokens_release(&tokens);
}

/* Once grown, reading allocates nothing; a failed allocation leaves nothing behind. */
static void check_memory(const char *text)
{
    enum tl_status status = TL_FATAL;
    for (size_t fail_at = 0; status != TL_OK; fail_at++) {
        struct tl_test_allocator memory;
        tl_test_allocator_init(&memory, fail_at);
        struct tl_context ctx;
        tl_context_init(&ctx);
        ctx.allocator = &memory.base;
        struct tl_tokens tokens;
        tl_tokens_init(&tokens, &ctx);
        struct tl_error error;
        status = tl_tokens_read(&tokens, tl_str_from(text), &error);
        if (status != TL_OK) {
            assert_int_equal(error.code, TL_CODE_MEMORY);
            assert_int_equal(tokens.n, 0);
        } else {
            size_t calls = memory.calls;
            for (int i = 0; i < 10; i++)
                assert_int_equal(tl_tokens_read(&tokens, tl_str_from(text), NULL), TL_OK);
            assert_int_equal(memory.calls, calls);
        }
        tl_tokens_release(&tokens);
        assert_int_equal(memory.live, 0);
    }
}

static void test_memory(void **state)
{
    (void)state;
    check_memory("Ärger im Büro, see https://example.org 👍🏽 soooo :-)");
    /* The first token of each kind is the one that finds no memory. */
    check_memory(":-)");
    check_memory("xD");
    check_memory("¯\\_(ツ)_/¯");
    check_memory("+49 170 1234567");
    check_memory("👍");
    check_memory("!");
    check_memory("12");
}

/* Norms stay right when their buffer moves: words whose form grows. */
static void test_growing_norms(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_tokens tokens;
    tl_tokens_init(&tokens, &ctx);
    char text[400];
    size_t len = 0;
    for (size_t i = 0; i < 100; i++, len += 4)
        memcpy(text + len, "\xEF\xB7\xBA ", 4); /* an Arabic ligature of 18 code points */
    assert_int_equal(tl_tokens_read(&tokens, (struct tl_str){text, len}, NULL), TL_OK);
    assert_int_equal(tokens.n, 100);
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(tokens.token[i].norm.len, 33);
        assert_ptr_equal(tokens.token[i].norm.ptr, tokens.bytes + 33 * i);
    }
    tl_tokens_release(&tokens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),         cmocka_unit_test(test_runs),
        cmocka_unit_test(test_numbers),       cmocka_unit_test(test_places),
        cmocka_unit_test(test_emoji),         cmocka_unit_test(test_emoticons),
        cmocka_unit_test(test_sentences),     cmocka_unit_test(test_other_scripts),
        cmocka_unit_test(test_broken_input),  cmocka_unit_test(test_both_ways_agree),
        cmocka_unit_test(test_every_emoji),   cmocka_unit_test(test_memory),
        cmocka_unit_test(test_growing_norms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
