/* second_stage.c: what stood before changes what a message does, what stands beside it does not. */
#include "tl_test.h"

#include "second_stage.h"
#include "str.h"

#include <math.h>

static struct tl_context ctx;
static struct tl_second_stage *stage;

static int open_stage(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return tl_second_stage_new(&ctx, &stage, NULL) == TL_OK && stage != NULL ? 0 : -1;
}

static int close_stage(void **state)
{
    (void)state;
    tl_second_stage_free(stage);
    return 0;
}

/* What a first stage that knows nothing would say. */
static void first_stage(float p[TL_LABEL_COUNT])
{
    for (size_t k = 0; k < TL_LABEL_COUNT; k++)
        p[k] = .5f;
}

/* A message by one, `minutes` after what the other said. */
static void read_one(const char *before, double minutes, const char *text, float p[TL_LABEL_COUNT])
{
    const struct tl_before b = {false, minutes, tl_str_from(before)};
    const struct tl_second_stage_item item = {tl_str_from(text), &b, 1, p};
    first_stage(p);
    assert_int_equal(tl_second_stage_read(stage, &item, 1, NULL), TL_OK);
}

static void test_acts(void **state)
{
    (void)state;
    static const struct {
        enum tl_label label;
        const char *before, *text;
    } said[] = {
        {TL_LABEL_GRATITUDE, "I put your coat by the heater", "oh you are kind, thanks for that"},
        {TL_LABEL_APOLOGY, "you left me standing there", "I know. I'm really sorry, my fault"},
        {TL_LABEL_AFFECTION, "goodnight", "goodnight my love, kiss"},
        {TL_LABEL_LOGISTICS, "which platform", "platform 4, the train is at 6:20"},
        {TL_LABEL_DEMAND, "I'm tired", "no, you are going to tell me where you were. now"},
        {TL_LABEL_FOLLOW_UP, "my sister called from the hospital", "what did she say?"},
    };
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        float p[TL_LABEL_COUNT];
        read_one(said[i].before, 2, said[i].text, p);
        if (!(p[said[i].label] > 0.5f))
            fail_msg("%s: %.3f in '%s'", tl_label_name(said[i].label), (double)p[said[i].label],
                     said[i].text);
    }
}

/* A bare "ok" after a plea is not an "ok" after a time. */
static void test_before_counts(void **state)
{
    (void)state;
    float plea[TL_LABEL_COUNT], errand[TL_LABEL_COUNT];
    read_one("we need to talk about us tonight, please don't put it off again", 5, "ok.", plea);
    read_one("the train gets in at five", 5, "ok.", errand);
    assert_true(plea[TL_LABEL_WITHDRAW] > 3 * errand[TL_LABEL_WITHDRAW]);
}

/* What is half a day old is not answered. */
static void test_old_is_forgotten(void **state)
{
    (void)state;
    float late[TL_LABEL_COUNT], alone[TL_LABEL_COUNT];
    const struct tl_second_stage_item item = {TL_STR("ok."), NULL, 0, alone};
    read_one("we need to talk about us tonight", 721, "ok.", late);
    first_stage(alone);
    assert_int_equal(tl_second_stage_read(stage, &item, 1, NULL), TL_OK);
    for (size_t k = 0; k < TL_LABEL_COUNT; k++)
        if (tl_second_stage_decides((enum tl_label)k))
            assert_true(late[k] == alone[k]);
}

/* The message before last counts as long as it is not half a day old. */
static void test_two_back(void **state)
{
    (void)state;
    float p[3][TL_LABEL_COUNT];
    for (size_t i = 0; i < 3; i++) {
        const struct tl_before before[] = {
            {true, i == 0 ? 6 : 721, TL_STR("you promised me we would talk tonight")},
            {false, 5, TL_STR("hm")},
        };
        const struct tl_second_stage_item item = {TL_STR("forget it then"), before + (i == 2),
                                                  i == 2 ? 1 : 2, p[i]};
        first_stage(p[i]);
        assert_int_equal(tl_second_stage_read(stage, &item, 1, NULL), TL_OK);
    }
    for (size_t k = TL_LABEL_DEMAND; k < TL_LABEL_COUNT; k++) {
        assert_true(p[0][k] < p[1][k] || p[0][k] > p[1][k]);
        assert_true(p[1][k] == p[2][k]);
    }
}

static const char *const chat[] = {
    "are you coming to bed",
    "soon",
    "you said that at ten",
    "",
    "I can't sleep",
    "is it the job again?",
    "it is. I feel like a fraud in every meeting",
};
#define CHAT (sizeof chat / sizeof chat[0])
#define ITEMS (3 * TL_SECOND_STAGE_BATCH + 5)

static void test_company(void **state)
{
    (void)state;
    static struct tl_before before[ITEMS][2];
    static struct tl_second_stage_item item[ITEMS];
    static float p[ITEMS][TL_LABEL_COUNT];
    for (size_t i = 0; i < ITEMS; i++) {
        before[i][0] = (struct tl_before){true, 9, tl_str_from(chat[(i + 2) % CHAT])};
        before[i][1] = (struct tl_before){i % 2 == 0, i % 3 == 0 ? (double)NAN : 0.5 * (double)i,
                                          tl_str_from(chat[i % CHAT])};
        item[i] = (struct tl_second_stage_item){tl_str_from(chat[(i + 1) % CHAT]), before[i], i % 3,
                                                p[i]};
        first_stage(p[i]);
    }
    assert_int_equal(tl_second_stage_read(stage, item, ITEMS, NULL), TL_OK);
    for (size_t i = 0; i < ITEMS; i++) {
        float alone[TL_LABEL_COUNT];
        const struct tl_second_stage_item again = {item[i].text, before[i], i % 3, alone};
        first_stage(alone);
        assert_int_equal(tl_second_stage_read(stage, &again, 1, NULL), TL_OK);
        for (size_t k = 0; k < TL_LABEL_COUNT; k++)
            if (tl_second_stage_decides((enum tl_label)k)) {
                assert_true(alone[k] == p[i][k]);
                assert_true(alone[k] > 0 && alone[k] < 1);
            }
    }
}

/* Heads over the sentence: what it shows by itself, and what the first stage said of it. */
static void test_sentence(void **state)
{
    (void)state;
    static const struct {
        enum tl_label label;
        const char *text;
        float p; /* after a first stage that says .5; ours, rounded to four places */
    } said[] = {
        {TL_LABEL_DISCLOSURE_EMOTIONAL, "I cried in the car for an hour, I feel so alone", 0.5778f},
        {TL_LABEL_DISCLOSURE_INFORMATIONAL, "my mother moved in with us after her divorce",
         0.7277f},
        {TL_LABEL_SUPPORT_EMOTIONAL, "I'm so sorry you went through that, sending you hugs",
         0.8179f},
        {TL_LABEL_SUPPORT_INFORMATIONAL, "you should talk to a therapist about it", 0.7379f},
        {TL_LABEL_REQUEST, "could you send me the signed form by Friday please?", 0.9306f},
    };
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        float other[TL_LABEL_COUNT], p[TL_LABEL_COUNT], less[TL_LABEL_COUNT];
        read_one("ok", 1, "the wall is white", other);
        read_one("ok", 1, said[i].text, p);
        assert_true(p[said[i].label] > other[said[i].label]);
        assert_near(p[said[i].label], said[i].p, 1e-4);
        first_stage(less);
        less[said[i].label] = .1f;
        const struct tl_second_stage_item item = {tl_str_from(said[i].text), NULL, 0, less};
        assert_int_equal(tl_second_stage_read(stage, &item, 1, NULL), TL_OK);
        assert_true(less[said[i].label] < p[said[i].label]);
    }
}

/* Nothing to read: what the first stage said stays. */
static void test_no_words(void **state)
{
    (void)state;
    float p[TL_LABEL_COUNT];
    read_one("ok", 1, "", p);
    for (int k = TL_LABEL_DISCLOSURE_EMOTIONAL; k <= TL_LABEL_REQUEST; k++)
        assert_true(p[k] >= .5f && p[k] <= .5f);
}

static void test_decides(void **state)
{
    (void)state;
    for (size_t k = 0; k < TL_LABEL_COUNT; k++) {
        const enum tl_label label = (enum tl_label)k;
        assert_int_equal(tl_second_stage_decides(label), k >= TL_LABEL_DISCLOSURE_EMOTIONAL);
        const double least = tl_second_stage_threshold(label);
        assert_true(isnan(least) || (k >= TL_LABEL_DISCLOSURE_EMOTIONAL && least > 0 && least < 1));
    }
}

static void test_memory(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, i);
        struct tl_context short_of = ctx;
        short_of.allocator = &a.base;
        struct tl_second_stage *s;
        const enum tl_status status = tl_second_stage_new(&short_of, &s, NULL);
        tl_second_stage_free(s);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_true(i < 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acts),
        cmocka_unit_test(test_before_counts),
        cmocka_unit_test(test_old_is_forgotten),
        cmocka_unit_test(test_two_back),
        cmocka_unit_test(test_company),
        cmocka_unit_test(test_sentence),
        cmocka_unit_test(test_no_words),
        cmocka_unit_test(test_decides),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
