/* labeller.c: one message through all hands, in a build with or without the second stage. */
#include "tl_test.h"

#include <math.h>

#include "str.h"
#include "tideline/label.h"

static void read_text(struct tl_labeller *labeller, const char *text, struct tl_labels *out)
{
    assert_int_equal(tl_labeller_read(labeller, tl_str_from(text), NULL, 0, out, NULL), TL_OK);
}

static struct tl_labeller *labeller_of(struct tl_context *ctx)
{
    static const struct tl_labeller_options fast = {.fast = true};
    struct tl_labeller *labeller;
    tl_context_init(ctx);
    assert_int_equal(tl_labeller_new(ctx, &fast, &labeller, NULL), TL_OK);
    return labeller;
}

static void test_plain_messages(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum tl_label label;
    } sure[] = {
        {"thank you so much, Jola", TL_LABEL_EMOTION_GRATITUDE},
        {"haha that is hilarious", TL_LABEL_AMUSEMENT},
        {"I love you", TL_LABEL_LOVE},
        {"I'm so scared of tomorrow", TL_LABEL_FEAR},
        {"that makes me so angry", TL_LABEL_ANGER},
        {"Could you send me the address please?", TL_LABEL_REQUEST},
        {"I feel so sad and empty today", TL_LABEL_SADNESS},
    };
    struct tl_context ctx;
    struct tl_labels labels;
    struct tl_labeller *labeller = labeller_of(&ctx);
    for (size_t i = 0; i < sizeof sure / sizeof sure[0]; i++) {
        read_text(labeller, sure[i].text, &labels);
        if ((labels.held >> sure[i].label & 1) == 0)
            fail_msg("\"%s\" is not %s: %.2f", sure[i].text, tl_label_name(sure[i].label),
                     (double)labels.p[sure[i].label]);
        bool why = false;
        for (size_t k = 0; k < labels.n_reasons; k++)
            why |= labels.reason[k].label == sure[i].label;
        assert_true(why);
    }
    read_text(labeller, "the parcel is at the neighbour's", &labels);
    assert_true(labels.p[TL_LABEL_NEUTRAL] > .5f && labels.p[TL_LABEL_LOVE] < .1f);
    tl_labeller_free(labeller);
}

static void test_ranges(void **state)
{
    (void)state;
    static const char *const text[] = {
        "",
        " ",
        "?!",
        "k",
        "You always do this and I hate it!!!",
        "\xF0\x9F\x98\x82\xF0\x9F\x98\x82",
        "Wonderful, wonderful, wonderful evening, thank you, I love it",
        "\xD0\xB4\xD0\xB0",
    };
    struct tl_context ctx;
    struct tl_labels labels;
    struct tl_labeller *labeller = labeller_of(&ctx);
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
        read_text(labeller, text[i], &labels);
        for (int k = 0; k < TL_LABEL_COUNT; k++) {
            const double p = (double)labels.p[k];
            const double t = tl_label_threshold((enum tl_label)k);
            assert_true(isnan(p) || (p >= 0 && p <= 1));
            if ((labels.held >> k & 1) != 0 && k < TL_LABEL_EMOTIONS)
                assert_true(p >= t);
        }
        assert_true(labels.valence >= -1 && labels.valence <= 1);
        assert_true(labels.vader >= -1 && labels.vader <= 1);
        assert_true(labels.n_reasons <= TL_MAX_REASONS);
    }
    assert_true(isnan(tl_label_threshold(TL_LABEL_COUNT)));
    tl_labeller_free(labeller);
}

static void test_valence(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_labels kind, flat, cruel;
    struct tl_labeller *labeller = labeller_of(&ctx);
    read_text(labeller, "what a lovely, happy day with you", &kind);
    read_text(labeller, "the bus leaves at nine", &flat);
    read_text(labeller, "you are a horrible, nasty liar", &cruel);
    assert_true(kind.valence > .3f && fabsf(flat.valence) < .2f && cruel.valence < -.3f);
    tl_labeller_free(labeller);
}

static void test_no_memory(void **state)
{
    (void)state;
    struct tl_test_allocator a;
    struct tl_context ctx;
    enum tl_status status = TL_FATAL;
    for (size_t i = 0; status != TL_OK && i < 100; i++) {
        static const struct tl_labeller_options all = {.fast = false};
        const struct tl_before before = {false, 3, TL_STR("are you coming home tonight?")};
        struct tl_labeller *labeller = NULL;
        struct tl_labels labels;
        tl_context_init(&ctx);
        tl_test_allocator_init(&a, i);
        ctx.allocator = &a.base;
        status = tl_labeller_new(&ctx, &all, &labeller, NULL);
        if (status == TL_OK)
            status = tl_labeller_read(labeller, TL_STR("I can't do this any more, sorry"), &before,
                                      1, &labels, NULL);
        assert_true(status == TL_OK || status == TL_FATAL);
        tl_labeller_free(labeller);
        assert_int_equal(a.live, 0);
    }
    assert_int_equal(status, TL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_messages),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_valence),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
