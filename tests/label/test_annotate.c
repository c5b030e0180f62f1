/* annotate.c: a chat labelled whole agrees with its messages labelled alone. */
#include "talk.h"

#include <math.h>

#include "tideline/label.h"

static const char *const said[] = {
    "thank you so much",
    "ok",
    "I was so ashamed I cried",
    "I love you",
    "ok",
    "thank you so much",
    "haha that is hilarious",
    "I think I'm not a good father",
    "I work late today",
    "",
    "the long list: bread, milk, eggs, flour, the small batteries, string, apples and a card",
};
#define N (sizeof said / sizeof said[0])

static void open_chat(struct talk *t)
{
    talk_open(t, 3);
    for (size_t i = 0; i < 400; i++) {
        const char *text = said[i % N];
        talk_push(t, i % 2, talk_ms((int)(i / 20), 9, (int)(i % 20)),
                  text[0] != 0 ? TL_KIND_TEXT : TL_KIND_IMAGE, text, -1);
    }
    talk_finish(t, 0);
}

static void test_same_as_alone(void **state)
{
    (void)state;
    static const struct tl_labeller_options fast = {.fast = true};
    struct talk t;
    struct tl_labeller *labeller;
    struct tl_annotations *a;
    open_chat(&t);
    assert_int_equal(tl_labeller_new(&t.ctx, &fast, &labeller, NULL), TL_OK);
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &fast, &a, NULL), TL_OK);
    assert_int_equal(a->n_messages, t.conv->n_messages);
    assert_true(a->fast);
    for (size_t i = 0; i < a->n_messages; i++) {
        struct tl_labels labels;
        const struct tl_str text = tl_conversation_text(t.conv, i);
        assert_int_equal(tl_labeller_read(labeller, text, NULL, 0, &labels, NULL), TL_OK);
        assert_int_equal(a->held[i], text.len > 0 ? labels.held : 0);
        assert_near(a->valence[i], text.len > 0 ? (double)labels.valence * 100 : 0, .501);
    }
    assert_true(tl_holds(a, 0, TL_LABEL_EMOTION_GRATITUDE));
    assert_true(tl_holds(a, 3, TL_LABEL_LOVE));
    tl_annotations_free(a);
    tl_labeller_free(labeller);
    talk_close(&t);
}

/* The three examples of measures C13: information, thoughts, feelings. */
static void test_depth(void **state)
{
    (void)state;
    static const struct tl_labeller_options fast = {.fast = true};
    static const struct {
        size_t message;
        unsigned information, thoughts, feelings;
    } expected[] = {{8, 1, 0, 0}, {7, 1, 2, 1}, {2, 1, 1, 2}, {1, 0, 0, 0}, {9, 0, 0, 0}};
    struct talk t;
    struct tl_annotations *a;
    open_chat(&t);
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &fast, &a, NULL), TL_OK);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const struct tl_depth d = a->depth[expected[i].message];
        assert_int_equal(d.information, expected[i].information);
        assert_int_equal(d.thoughts, expected[i].thoughts);
        assert_int_equal(d.feelings, expected[i].feelings);
    }
    tl_annotations_free(a);
    talk_close(&t);
}

static void test_whose_words(void **state)
{
    (void)state;
    static const struct tl_labeller_options fast = {.fast = true};
    struct talk t;
    struct tl_annotations *a;
    talk_open(&t, 3);
    talk_push(&t, 0, talk_ms(0, 9, 0), TL_KIND_TEXT, "I love you", -1);
    talk_push(&t, 1, talk_ms(0, 9, 1), TL_KIND_TEXT, "I love you", -1);
    talk_push(&t, 1, talk_ms(0, 9, 2), TL_KIND_CALL, "I love you", 60);
    talk_finish(&t, 0);
    t.conv->flags[1] |= TL_FLAG_FORWARDED;
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &fast, &a, NULL), TL_OK);
    assert_true(a->held[0] != 0);
    assert_int_equal(a->held[1], 0);
    assert_int_equal(a->held[2], 0);
    tl_annotations_free(a);
    talk_close(&t);
}

static void test_language(void **state)
{
    (void)state;
    static const struct tl_labeller_options both = {.fast = false};
    static const char *const german[] = {
        "bist du schon auf dem Weg nach Hause oder noch in der Arbeit?",
        "ja, ich bin gleich da, die Bahn war wieder nicht da",
        "danke dir, du bist die beste",
        "kein Problem, ich habe noch etwas zu essen gemacht",
    };
    struct talk t;
    struct tl_annotations *a;
    open_chat(&t);
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &both, &a, NULL), TL_OK);
    assert_string_equal(a->language, "en");
    assert_true(a->coverage > .6 && a->coverage <= 1);
    for (int k = 0; k < TL_LABEL_COUNT; k++)
        assert_int_equal(a->uncertain >> k & 1, isnan(tl_label_threshold((enum tl_label)k)));
    tl_annotations_free(a);
    talk_close(&t);
    talk_open(&t, 3);
    for (size_t i = 0; i < 40; i++)
        talk_push(&t, i % 2, talk_ms(0, 9, (int)i), TL_KIND_TEXT, german[i % 4], -1);
    talk_finish(&t, 0);
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &both, &a, NULL), TL_OK);
    assert_string_equal(a->language, "de");
    assert_false(a->uncertain >> TL_LABEL_GRATITUDE & 1);
    assert_true(a->uncertain >> TL_LABEL_DEMAND & 1);
    for (size_t i = 0; i < a->n_messages; i++)
        assert_int_equal(a->held[i], i % 4 == 2 ? (uint64_t)1 << TL_LABEL_GRATITUDE : 0);
    tl_annotations_free(a);
    talk_close(&t);
    talk_open(&t, 3);
    for (size_t i = 0; i < 40; i++)
        talk_push(&t, i % 2, talk_ms(0, 9, (int)i), TL_KIND_TEXT, "hyvaa huomenta rakas", -1);
    talk_finish(&t, 0);
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &both, &a, NULL), TL_OK);
    assert_null(a->language);
    assert_int_equal(a->uncertain, ((uint64_t)1 << TL_LABEL_COUNT) - 1);
    tl_annotations_free(a);
    talk_close(&t);
}

/* A few demands in months of small talk are too rare to tell how frequent they are; the clear ones
   are held all the same, and no small talk is. */
static void test_rare_acts(void **state)
{
    (void)state;
    static const struct tl_labeller_options both = {.fast = false};
    static const char *const small[] = {"on my way", "pasta for dinner", "the bins are out",
                                        "it is raining", "ok"};
    enum { MESSAGES = 3000, EVERY = 600 };
    struct talk t;
    struct tl_annotations *a;
    size_t held = 0;
    talk_open(&t, 3);
    for (size_t i = 0; i < MESSAGES; i++)
        talk_push(&t, i % 2, talk_ms((int)(i / 20), 9, (int)(i % 20)), TL_KIND_TEXT,
                  i % EVERY == 0 ? "why do you never tell me anything? just answer me"
                                 : small[i % (sizeof small / sizeof *small)],
                  -1);
    talk_finish(&t, 0);
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &both, &a, NULL), TL_OK);
    for (size_t i = 0; i < MESSAGES; i++) {
        const bool demand = (a->held[i] >> TL_LABEL_DEMAND & 1) != 0;
        held += demand;
        assert_false(demand && i % EVERY != 0);
    }
    if (!isnan(tl_label_threshold(TL_LABEL_DEMAND))) /* known with the second stage only */
        assert_true(held >= MESSAGES / EVERY / 2);
    tl_annotations_free(a);
    talk_close(&t);
}

struct taken {
    struct talk t;
    const struct tl_annotations *a;
    size_t next, by_context, stop_at;
};

static enum tl_status take(void *user, size_t message, const struct tl_labels *labels,
                           struct tl_error *err)
{
    struct taken *taken = user;
    (void)err;
    while (taken->t.conv->text_len[taken->next] == 0)
        taken->next++;
    assert_int_equal(message, taken->next++);
    for (size_t i = 0; i < labels->n_reasons; i++)
        taken->by_context += strcmp(labels->reason[i].name, "model:context") == 0;
    assert_near((double)labels->valence * 100, taken->a->valence[message], .501);
    return message == taken->stop_at ? TL_FAIL : TL_OK;
}

/* Message by message: all that have a text, in order, the second stage where there is one. */
static void test_one_by_one(void **state)
{
    (void)state;
    static const struct tl_labeller_options both = {.fast = false}, fast = {.fast = true};
    struct taken taken = {.stop_at = SIZE_MAX};
    struct tl_annotations *a;
    open_chat(&taken.t);
    const struct talk *t = &taken.t;
    assert_int_equal(tl_annotate(&t->ctx, t->conv, &both, &a, NULL), TL_OK);
    taken.a = a;
    assert_int_equal(tl_label_chat(&t->ctx, t->conv, &fast, take, &taken, NULL), TL_OK);
    assert_int_equal(taken.by_context, 0);
    assert_true(taken.next >= 399);
    taken.next = 0;
    assert_int_equal(tl_label_chat(&t->ctx, t->conv, &both, take, &taken, NULL), TL_OK);
    assert_int_equal(taken.by_context > 0, !a->fast);
    taken.next = 0;
    taken.stop_at = 300;
    assert_int_equal(tl_label_chat(&t->ctx, t->conv, &both, take, &taken, NULL), TL_FAIL);
    assert_int_equal(taken.next, 301);
    tl_annotations_free(a);
    talk_close(&taken.t);
}

static int cancel(void *user, const char *stage, double fraction)
{
    (void)user;
    (void)stage;
    (void)fraction;
    return 1;
}

static void test_cancelled(void **state)
{
    (void)state;
    static const struct tl_labeller_options fast = {.fast = true};
    struct talk t;
    struct tl_annotations *a = NULL;
    open_chat(&t);
    t.ctx.progress = cancel;
    assert_int_equal(tl_annotate(&t.ctx, t.conv, &fast, &a, NULL), TL_FATAL);
    assert_null(a);
    talk_close(&t);
}

static enum tl_status pass(void *user, size_t message, const struct tl_labels *labels,
                           struct tl_error *err)
{
    (void)user;
    (void)message;
    (void)labels;
    (void)err;
    return TL_OK;
}

static void test_no_memory(void **state)
{
    (void)state;
    struct talk t;
    open_chat(&t);
    for (int stages = 1; stages <= 2; stages++) {
        const struct tl_labeller_options options = {.fast = stages == 1};
        enum tl_status status = TL_FATAL;
        for (size_t i = 0; status != TL_OK && i < 200; i++) {
            struct tl_test_allocator alloc;
            struct tl_context ctx;
            struct tl_annotations *a = NULL;
            tl_context_init(&ctx);
            tl_test_allocator_init(&alloc, i);
            ctx.allocator = &alloc.base;
            status = tl_annotate(&ctx, t.conv, &options, &a, NULL);
            assert_true(status == TL_OK || (status == TL_FATAL && a == NULL));
            tl_annotations_free(a);
            assert_int_equal(alloc.live, 0);
            if (status == TL_OK)
                continue;
            tl_test_allocator_init(&alloc, i);
            assert_int_not_equal(tl_label_chat(&ctx, t.conv, &options, pass, NULL, NULL), TL_FAIL);
            assert_int_equal(alloc.live, 0);
        }
        assert_int_equal(status, TL_OK);
    }
    talk_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_alone), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_whose_words),   cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_language),      cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_one_by_one),    cmocka_unit_test(test_rare_acts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
