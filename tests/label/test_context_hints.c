/* context_hints.c: what a text shows by itself, as numbers of about one size. */
#include "tl_test.h"

#include "context_hints.h"
#include "str.h"

static struct tl_context ctx;
static struct tl_fast_model *model;

static int open_model(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return tl_fast_model_new(&ctx, NULL, 0, &model, NULL) == TL_OK ? 0 : -1;
}

static int close_model(void **state)
{
    (void)state;
    tl_fast_model_free(model);
    return 0;
}

static void read_one(const char *text, float out[TL_CONTEXT_HINTS])
{
    struct tl_context_hints hints;
    tl_context_hints_init(&hints, &ctx);
    assert_int_equal(tl_context_hints_read(&hints, model, tl_str_from(text), out, NULL), TL_OK);
    tl_context_hints_release(&hints);
}

/* Lists and signs that `text` shows and `other` does not, less those the other way round. */
static int more(const char *text, const char *other)
{
    float a[TL_CONTEXT_HINTS], b[TL_CONTEXT_HINTS];
    int n = 0;
    read_one(text, a);
    read_one(other, b);
    for (size_t i = TL_FAST_HEADS; i < TL_CONTEXT_HINTS; i++)
        n += (a[i] > 0) - (b[i] > 0);
    return n;
}

static void test_size(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "ok", "I LOVE you soooo much!!! 😘", "fuck off. now"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        float hint[TL_CONTEXT_HINTS];
        read_one(texts[i], hint);
        for (size_t k = 0; k < TL_CONTEXT_HINTS; k++)
            assert_true(hint[k] >= -2 && hint[k] <= 4);
    }
}

/* The fast model's heads stand first, in its order. */
static void test_heads(void **state)
{
    (void)state;
    float thanks[TL_CONTEXT_HINTS], wall[TL_CONTEXT_HINTS];
    read_one("thank you so much", thanks);
    read_one("the wall is white", wall);
    assert_true(thanks[15] > wall[15] + 2); /* emotion.gratitude */
}

static void test_lists_and_signs(void **state)
{
    (void)state;
    assert_int_equal(more("brr", "xyz"), 0);
    assert_true(more("sorry brr", "brr") > 0); /* on lists */
    static const char *const signs[] = {"brr 7",       "brr 🪨",  "brr www.ab.example",
                                        "brr BRR",     "brr brrrr", "brr ... brr",
                                        "brr \"brr\"", "brr. brr"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (more(signs[i], "brr") < 1)
            fail_msg("'%s' shows nothing", signs[i]);
}

static void test_memory(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, i);
        struct tl_context short_of = ctx;
        short_of.allocator = &a.base;
        struct tl_context_hints hints;
        float out[TL_CONTEXT_HINTS];
        tl_context_hints_init(&hints, &short_of);
        const enum tl_status status =
            tl_context_hints_read(&hints, model, TL_STR("sorry, I forgot the keys"), out, NULL);
        tl_context_hints_release(&hints);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_true(i < 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_lists_and_signs),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
