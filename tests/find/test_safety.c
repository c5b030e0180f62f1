/* safety.c: the two screens, on the catalogue's examples and their look-alikes. */
#include "tl_test.h"

#include "builder.h"
#include "safety.h"
#include "str.h"

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)

struct said {
    unsigned who;
    int64_t before_ms; /* before the end */
    const char *text;
};

static struct tl_safety screen(const struct said *said, size_t n)
{
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_safety out;
    uint16_t file, who[2];
    tl_context_init(&ctx);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    tl_conversation_add_file(conv, TL_STR("x"), "test", &file, NULL);
    tl_conversation_person(conv, TL_STR("Ann"), TL_STR("Ann"), &who[0], NULL);
    tl_conversation_person(conv, TL_STR("Bo"), TL_STR("Bo"), &who[1], NULL);
    const struct said ends[] = {{0, 400 * DAY, "hello"}, {1, 399 * DAY, "hello"}, {0, 0, "bye"}};
    for (size_t i = 0; i < n + 3; i++) {
        const struct said *s = i < n ? &said[i] : &ends[i - n];
        const struct tl_message m = {.time_ms = 500 * DAY - s->before_ms,
                                     .sender = who[s->who],
                                     .kind = TL_KIND_TEXT,
                                     .text = tl_str_from(s->text),
                                     .reply_to = TL_NO_MESSAGE,
                                     .duration_s = -1};
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
    }
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_find_safety(&ctx, conv, &out, NULL), TL_OK);
    tl_conversation_free(conv);
    return out;
}

#define SCREEN(...)                                                                                \
    screen((const struct said[]){__VA_ARGS__},                                                     \
           sizeof((const struct said[]){__VA_ARGS__}) / sizeof(struct said))

static void fear(void **state)
{
    (void)state;
    /* catalogue G03: once is not enough, twice is */
    assert_false(SCREEN({0, DAY, "if you leave I'll hurt you"}).fear);
    assert_true(SCREEN({0, DAY, "if you leave I'll hurt you"}, {0, HOUR, "i'll hurt you"}).fear);
    /* one of weight 4 */
    assert_true(SCREEN({1, DAY, "you hit me last night and i said nothing"}).fear);
    assert_true(SCREEN({1, DAY, "du hast mich geschlagen"}).fear);
    assert_true(SCREEN({1, DAY, "me pegaste"}).fear);
    /* a sum of 6 over kinds */
    assert_true(SCREEN({0, 9 * DAY, "give me your password"}, {0, 8 * DAY, "i forbid you to go"},
                       {0, 7 * DAY, "you're not allowed out"}, {0, 2 * DAY, "send proof"})
                    .fear);
    assert_false(SCREEN({0, 9 * DAY, "give me your password"}, {0, 8 * DAY, "send proof"}).fear);
    /* by each alone is by nobody */
    assert_false(SCREEN({0, 2 * DAY, "i'll hurt you"}, {1, DAY, "you scare me"}).fear);
    /* a joke: laughter in it, or at it soon after */
    assert_false(
        SCREEN({0, DAY, "I'll kill you if you eat my fries 😂"}, {0, HOUR, "i'll kill you haha"})
            .fear);
    assert_false(SCREEN({0, DAY, "you hit me last in the game"}, {1, DAY - 60000, "hahaha"}).fear);
    /* of praise, and of the past */
    assert_false(SCREEN({1, 3 * DAY, "you frighten me with such praise"},
                        {1, DAY, "was I frightened of you? only as one is of the sea"})
                     .fear);
    /* long ago */
    assert_false(SCREEN({1, 200 * DAY, "you hit me last night"}).fear);
    /* following counts after a no */
    assert_false(SCREEN({0, 5 * DAY, "i'm outside your house"},
                        {0, 4 * DAY, "i'm outside your work"},
                        {0, 3 * DAY, "give me your password"})
                     .fear);
    assert_true(SCREEN({1, 6 * DAY, "stop texting me"}, {0, 5 * DAY, "i'm outside your house"},
                       {0, 4 * DAY, "i'm outside your work"}, {0, 3 * DAY, "give me your password"})
                    .fear);
    assert_false(SCREEN({0, DAY, "love you"}, {1, HOUR, "hit me up when you land"}).fear);
}

static void insults_by_one_side(void **state)
{
    (void)state;
    struct tl_danger_count count = {{0}, false};
    count.seen[TL_DANGER_HUMILIATE] = 40;
    assert_false(tl_danger_is_positive(&count)); /* one kind, weight 1 */
    count.seen[TL_DANGER_ISOLATE] = 2;
    assert_false(tl_danger_is_positive(&count)); /* 1 + 4 */
    count.seen[TL_DANGER_ISOLATE] = 3;
    assert_true(tl_danger_is_positive(&count));
    count.seen[TL_DANGER_HUMILIATE] = 4;
    assert_false(tl_danger_is_positive(&count)); /* fewer than five are none */
}

static void life(void **state)
{
    (void)state;
    assert_true(SCREEN({0, DAY, "I want to die"}).life);
    assert_true(SCREEN({1, 13 * DAY, "they'd be better off without me"}).life);
    assert_true(SCREEN({1, DAY, "ich will sterben"}).life);
    assert_true(SCREEN({1, DAY, "me quiero morir"}).life);
    assert_false(SCREEN({0, DAY, "I'm dying 😂😂"}).life);
    assert_false(SCREEN({0, DAY, "i want to die 😂"}).life);
    assert_false(SCREEN({0, DAY, "i could die of laughter"}).life);
    assert_false(SCREEN({0, DAY, "killing myself at the gym"}).life);
    assert_false(SCREEN({0, 20 * DAY, "I want to die"}).life);
    assert_false(SCREEN({0, DAY, "the plant wants to die again"}).life);
}

static struct tl_text_signs signs_of(const char *text, size_t len)
{
    struct tl_context ctx;
    struct tl_text_signs signs;
    tl_context_init(&ctx);
    assert_int_equal(tl_find_signs(&ctx, (struct tl_str){text, len}, &signs, NULL), TL_OK);
    return signs;
}

static bool danger(const char *text)
{
    return signs_of(text, strlen(text)).danger;
}

static bool harm(const char *text)
{
    return signs_of(text, strlen(text)).life;
}

static void words_around(void **state)
{
    (void)state;
    /* a longer phrase that means another thing; the rest of the message counts */
    assert_false(harm("i'm not going to kill myself over a spreadsheet"));
    assert_true(harm("i'm not going to kill myself over a spreadsheet. but i want to die"));
    assert_false(danger("i'm scared of you falling off that ladder"));
    assert_true(danger("i'm scared of you"));
    assert_false(harm("goodbye forever winter coat"));
    /* at the end of a sentence only */
    assert_true(harm("i dont want to live"));
    assert_true(harm("i dont want to live, help"));
    assert_false(harm("i dont want to live in hull"));
    assert_true(danger("you hit me. again."));
    assert_false(danger("you hit me on the head with a balloon"));
    /* cited, and not by oneself */
    assert_false(harm("\"I want to die\" he screams in act 3"));
    assert_true(harm("i told her \"i want to die\""));
    assert_true(harm("\"i want to die"));
    /* words that can stand anywhere */
    assert_true(harm("i really just want to fucking die"));
    assert_true(harm("ich will echt einfach nur noch sterben"));
    assert_false(danger("turn your location on so i can find you"));
}

/* How many of the kind are found, and how many there are. */
static void probes(void **state)
{
    (void)state;
    size_t len, n[3] = {0, 0, 0}, found[3] = {0, 0, 0};
    char *text = tl_test_read("safety/probes.tsv", &len);
    for (char *line = text, *end; line < text + len; line = end + 1) {
        end = memchr(line, '\n', (size_t)(text + len - line));
        assert_non_null(end);
        if (*line == '#')
            continue;
        const char *said = memchr(line, '\t', (size_t)(end - line));
        assert_non_null(said);
        const int kind = *line == 'l' ? 0 : *line == 'd' ? 1 : 2;
        const struct tl_text_signs s = signs_of(said + 1, (size_t)(end - said - 1));
        n[kind]++;
        found[kind] += kind == 0 ? s.life : kind == 1 ? s.danger || s.follows : s.life || s.danger;
    }
    free(text);
    assert_true(n[0] >= 80 && n[1] >= 80 && n[2] >= 150);
    assert_true(found[0] * 100 >= n[0] * 90);
    assert_true(found[1] * 100 >= n[1] * 90);
    assert_true(found[2] * 100 <= n[2] * 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fear),   cmocka_unit_test(insults_by_one_side),
        cmocka_unit_test(life),   cmocka_unit_test(words_around),
        cmocka_unit_test(probes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
