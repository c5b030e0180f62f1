/*
 * test_id_map.c: from ids to rows, within bounds.
 */
#include "tl_test.h"

#include "id_map.h"

static struct tl_context context(void)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    return ctx;
}

static void finds_what_was_put(void **state)
{
    (void)state;
    const struct tl_context ctx = context();
    struct tl_id_map map;
    tl_id_map_init(&map, &ctx);
    assert_int_equal(tl_id_map_find(&map, 1), TL_NO_MESSAGE);
    for (uint32_t i = 0; i < 100000; i++)
        assert_true(tl_id_map_put(&map, i * UINT64_C(7919), i));
    uint32_t found = 0;
    for (uint32_t i = 0; i < 100000; i++)
        found += tl_id_map_find(&map, i * UINT64_C(7919)) == i;
    /* At half load a set of eight overflows now and then; what is lost is old and rare. */
    assert_true(found > 99000);
    assert_int_equal(tl_id_map_find(&map, 1), TL_NO_MESSAGE);
    assert_true(tl_id_map_put(&map, 7919, 77));
    assert_int_equal(tl_id_map_find(&map, 7919), 77);
    tl_id_map_release(&map);
}

static void stays_bounded(void **state)
{
    (void)state;
    const struct tl_context ctx = context();
    struct tl_id_map map;
    tl_id_map_init(&map, &ctx);
    for (uint32_t i = 0; i < 3000000; i++)
        assert_true(tl_id_map_put(&map, i, i));
    assert_true(map.n_slots * sizeof *map.slots <= (size_t)16 << 20);
    /* The latest are there. */
    uint32_t found = 0;
    for (uint32_t i = 2900000; i < 3000000; i++)
        found += tl_id_map_find(&map, i) == i;
    assert_true(found > 99900);
    tl_id_map_release(&map);
}

static void settles_replies(void **state)
{
    (void)state;
    const struct tl_context ctx = context();
    struct tl_conversation *conv;
    struct tl_id_map map;
    uint16_t file, person;
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    assert_int_equal(tl_conversation_add_file(conv, TL_STR("a"), "test", &file, NULL), TL_OK);
    assert_int_equal(tl_conversation_person(conv, TL_STR("a"), TL_STR("a"), &person, NULL), TL_OK);
    tl_id_map_init(&map, &ctx);
    /* Ids 10, 11, 12; 10 answers 12 (to come), 11 answers 10, 12 answers what never comes. */
    static const uint64_t answers[] = {12, 10, 99};
    for (uint32_t row = 0; row < 3; row++) {
        struct tl_message m = {.sender = person, .duration_s = -1};
        assert_true(tl_id_map_reply(&map, answers[row], row, &m.reply_to));
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
        assert_true(tl_id_map_put(&map, 10 + row, row));
    }
    assert_true(tl_id_map_settle(&map, conv, file));
    assert_int_equal(conv->reply_to[0], 2);
    assert_int_equal(conv->reply_to[1], 0);
    assert_int_equal(conv->reply_to[2], TL_NO_MESSAGE);
    assert_int_equal(conv->n_notices, 1);
    assert_string_equal(conv->notices[0].code, "reply-target-missing");
    tl_id_map_release(&map);
    tl_conversation_free(conv);
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context ctx = context();
        struct tl_id_map map;
        uint32_t reply_to;
        bool ok = true;
        tl_test_allocator_init(&allocator, i);
        ctx.allocator = &allocator.base;
        tl_id_map_init(&map, &ctx);
        for (uint32_t k = 0; k < 2000 && ok; k++)
            ok = tl_id_map_put(&map, k, k) && tl_id_map_reply(&map, k + 5000, k, &reply_to);
        if (ok)
            assert_int_equal(tl_id_map_find(&map, 1999), 1999);
        tl_id_map_release(&map);
        assert_int_equal(allocator.live, 0);
        if (ok)
            return;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_put),
        cmocka_unit_test(stays_bounded),
        cmocka_unit_test(settles_replies),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
