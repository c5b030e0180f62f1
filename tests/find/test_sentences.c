/* sentences.c: what a text says, noted beside its words. */
#include "sentences.h"

#include "tl_test.h"

static void begin(struct tl_inquiry *q, const struct tl_context *ctx, struct tl_buf *words)
{
    *q = (struct tl_inquiry){.ctx = ctx};
    tl_arena_init(&q->arena, ctx);
    tl_buf_init(words, ctx);
}

static void a_text_takes_what_was_told(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_inquiry q;
    struct tl_buf words;
    struct tl_sentences first, second, none;
    const char *text;
    tl_context_init(&ctx);
    begin(&q, &ctx, &words);
    tl_tell(&q, "began", 1);
    tl_tell_number(&q, "before", 2.5);
    tl_tell_number(&q, "after", 1.0);
    tl_tell(&q, "thanks", -1);
    tl_tell_of(&q, "A06");
    tl_buf_puts(&words, "Ann began.");
    assert_true(tl_told(&q, &words, &text, &first));
    assert_string_equal(text, "Ann began.");
    assert_int_equal(words.len, 0);
    tl_tell(&q, "never said", -1);
    tl_untell(&q);
    tl_tell(&q, "odds", -1);
    assert_true(tl_told(&q, &words, &text, &second));
    assert_true(tl_told(&q, &words, &text, &none));
    assert_int_equal(first.n, 2);
    assert_string_equal(first.sentence[0].id, "began");
    assert_int_equal(first.sentence[0].person, 1);
    assert_null(first.sentence[0].of);
    assert_int_equal(first.sentence[0].n_numbers, 2);
    assert_string_equal(first.sentence[0].number[1].name, "after");
    assert_near(first.sentence[0].number[0].value, 2.5, 0.0);
    assert_string_equal(first.sentence[1].of, "A06");
    assert_int_equal(first.sentence[1].n_numbers, 0);
    assert_int_equal(second.n, 1);
    assert_string_equal(second.sentence[0].id, "odds");
    assert_int_equal(none.n, 0);
    tl_buf_release(&words);
    tl_arena_release(&q.arena);
}

static void out_of_memory(void **state)
{
    (void)state;
    bool done = false;
    for (size_t i = 0; !done; i++) {
        struct tl_test_allocator allocator;
        struct tl_context ctx;
        struct tl_inquiry q;
        struct tl_buf words;
        struct tl_sentences said;
        const char *text;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&ctx);
        ctx.allocator = &allocator.base;
        begin(&q, &ctx, &words);
        tl_tell(&q, "began", 0);
        tl_buf_puts(&words, "Ann began.");
        done = tl_told(&q, &words, &text, &said);
        assert_int_equal(q.told.n, 0);
        tl_buf_release(&words);
        tl_arena_release(&q.arena);
        assert_int_equal(allocator.live, 0);
        assert_true(i < 50);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_takes_what_was_told),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
