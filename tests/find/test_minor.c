/* minor.c: who says to be under 18, and what only looks like it. */
#include "tl_test.h"

#include "builder.h"
#include "minor.h"
#include "str.h"

#define DAY INT64_C(86400000)
#define YEAR (365 * DAY)

struct saying {
    const char *text;
    int years;
    bool sure;
};

static void one_message(void **state)
{
    static const struct saying sayings[] = {
        {"i'm 15", 15, false},
        {"I\xE2\x80\x99m 16 years old you know", 16, true},
        {"im only fifteen, please wait for me", 15, false},
        {"i am 17 yo", 17, true},
        {"I'm a 16-year-old", 0, false},
        {"i turned 16 today", 16, true},
        {"i turn 18 in may", 17, true},
        {"i'll be 16 next month", 15, true},
        {"i'm under 18", 17, true},
        {"we're underage", 17, true},
        {"i'm a minor", 17, true},
        {"you're only 15 years old", 15, false},
        {"ich bin erst 15 und vermisse dich", 15, false},
        {"ich bin 16 jahre alt", 16, true},
        {"ich werde 16 jahre", 15, true},
        {"ich bin noch minderj\xC3\xA4hrig", 17, true},
        {"tengo 15 a\xC3\xB1os", 15, true},
        /* near misses */
        {"when i was 15 we had a dog", 0, false},
        {"my son is 12", 0, false},
        {"my daughter is 15 years old", 0, false},
        {"he's 14", 0, false},
        {"i'm 15 minutes away", 0, false},
        {"15 minutes", 0, false},
        {"i'm 10", 0, false},
        {"i'll be 15", 0, false},
        {"i'm 16 weeks pregnant", 0, false},
        {"i'm 15% sure", 0, false},
        {"i'm 15th in the queue", 0, false},
        {"i'm 14 pages in", 0, false},
        {"i'm not 15 anymore", 0, false},
        {"i feel like i'm 15 again", 0, false},
        {"you treat me like i'm 12 years old", 0, false},
        {"as if i am 13", 0, false},
        {"when i'm 17 minutes late you shout", 0, false},
        {"she said i'm 15", 0, false},
        {"he wrote \"i'm 15\" to me", 0, false},
        {"i'm 17 years into this job", 0, false},
        {"i'm 30", 0, false},
        {"i turn 40 in may", 0, false},
        {"i turned 18 today", 0, false},
        {"are you 16?", 0, false},
        {"i'm minor in this story", 0, false},
        {"ich bin 15 minuten zu sp\xC3\xA4t", 0, false},
        {"mein sohn ist 12", 0, false},
        {"als ich 15 war", 0, false},
        {"tengo 15 minutos", 0, false},
        {"tengo 15", 0, false},
        {"my 16 year old is late", 0, false},
        {"room 15", 0, false},
        {"", 0, false},
    };
    struct tl_context ctx;
    struct tl_tokens tokens;
    (void)state;
    tl_context_init(&ctx);
    tl_tokens_init(&tokens, &ctx);
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        assert_int_equal(tl_tokens_read(&tokens, tl_str_from(sayings[i].text), NULL), TL_OK);
        const struct tl_age_said said = tl_age_said_in(&tokens);
        if (said.years != sayings[i].years || said.sure != sayings[i].sure)
            fail_msg("%s: %d %d", sayings[i].text, said.years, said.sure);
    }
    tl_tokens_release(&tokens);
}

struct line {
    unsigned who;
    int64_t before_ms; /* before the end */
    const char *text;
};

static struct tl_conversation *talk(const struct tl_context *ctx, const struct line *lines,
                                    size_t n)
{
    struct tl_conversation *conv = NULL;
    uint16_t file, who[2];
    assert_int_equal(tl_conversation_new(ctx, &conv), TL_OK);
    tl_conversation_add_file(conv, TL_STR("x"), "test", &file, NULL);
    tl_conversation_person(conv, TL_STR("Ann"), TL_STR("Ann"), &who[0], NULL);
    tl_conversation_person(conv, TL_STR("Bo"), TL_STR("Bo"), &who[1], NULL);
    const struct line ends[] = {{0, 9 * YEAR, "hello"}, {1, 9 * YEAR, "hello"}, {0, 0, "bye"}};
    for (size_t i = 0; i < n + 3; i++) {
        const struct line *line = i < n ? &lines[i] : &ends[i - n];
        const struct tl_message m = {.time_ms = 10 * YEAR - line->before_ms,
                                     .sender = who[line->who],
                                     .kind = TL_KIND_TEXT,
                                     .text = tl_str_from(line->text),
                                     .reply_to = TL_NO_MESSAGE,
                                     .duration_s = -1};
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
    }
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    return conv;
}

static bool is_minor(const struct line *lines, size_t n)
{
    struct tl_context ctx;
    bool minor;
    tl_context_init(&ctx);
    struct tl_conversation *conv = talk(&ctx, lines, n);
    assert_int_equal(tl_find_minor(&ctx, conv, &minor, NULL), TL_OK);
    tl_conversation_free(conv);
    return minor;
}

#define MINOR(...)                                                                                 \
    is_minor((const struct line[]){__VA_ARGS__},                                                   \
             sizeof((const struct line[]){__VA_ARGS__}) / sizeof(struct line))

static void a_talk(void **state)
{
    (void)state;
    assert_true(MINOR({0, DAY, "i'm 16 years old"}));
    assert_true(MINOR({1, 90 * DAY, "i am only fifteen years old"}));
    /* barely: once may be anything, twice or when asked is an age */
    assert_false(MINOR({0, DAY, "i'm 15"}));
    assert_true(MINOR({0, 9 * DAY, "i'm 15"}, {0, 2 * DAY, "i'm only 15 and you know it"}));
    assert_false(MINOR({0, 9 * DAY, "i'm 15"}, {0, 2 * DAY, "i'm 13"}));
    assert_false(MINOR({0, 9 * DAY, "i'm 15"}, {1, 2 * DAY, "i'm 15"}));
    assert_true(MINOR({1, DAY, "how old are you really"}, {0, DAY - 60000, "i'm 15"}));
    assert_false(MINOR({1, DAY, "how far are you"}, {0, DAY - 60000, "i'm 15"}));
    /* in jest */
    assert_false(MINOR({0, DAY, "i'm 12 years old lol"}));
    assert_false(MINOR({0, DAY, "i'm 12 years old"}, {1, DAY - 60000, "hahaha"}));
    /* grown up since: 16 three years before the end, 16 one year before */
    assert_false(MINOR({0, 3 * YEAR, "i'm 16 years old"}));
    assert_true(MINOR({0, YEAR, "i'm 16 years old"}));
    assert_false(MINOR({0, DAY, "my son is 12 years old"}, {1, DAY, "when i was 15"}));
    assert_false(is_minor(NULL, 0));
}

static void memory(void **state)
{
    (void)state;
    const struct line lines[] = {{1, DAY, "how old are you"}, {0, DAY - 60000, "i'm 15"}};
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_context ctx;
        struct tl_test_allocator failing;
        bool minor;
        tl_context_init(&ctx);
        struct tl_conversation *conv = talk(&ctx, lines, 2);
        const struct tl_context plain = ctx;
        tl_test_allocator_init(&failing, fail_at);
        ctx.allocator = &failing.base;
        const enum tl_status status = tl_find_minor(&ctx, conv, &minor, NULL);
        ctx = plain;
        tl_conversation_free(conv);
        if (status == TL_OK) {
            assert_true(minor);
            break;
        }
        assert_int_equal(status, TL_FATAL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_message),
        cmocka_unit_test(a_talk),
        cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
