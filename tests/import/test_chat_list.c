/*
 * test_chat_list.c: which chat of an export is meant.
 */
#include "tl_test.h"

#include "chat_list.h"
#include "str.h"

static const struct tl_listed_chat chats[] = {
    {"f", TL_STR_INIT("Anna"), TL_STR_INIT("1"), 10, 2, false},
    {"f", TL_STR_INIT("Anna"), TL_STR_INIT("2"), 30, 2, false},
    {"f", TL_STR_INIT("Bartek"), TL_STR_INIT("3"), 20, 2, false},
    {"f", TL_STR_INIT("Crew"), TL_STR_INIT("4"), 90, 5, false},
    {"f", TL_STR_INIT("Dario"), TL_STR_INIT("5"), 0, 2, false},
    {"f", TL_STR_INIT("bartek"), TL_STR_INIT("bartek"), 5, 2, true},
};
enum { N = sizeof chats / sizeof *chats };

static void fill(struct tl_chat_list *list, const struct tl_context *ctx, size_t n)
{
    tl_chat_list_init(list, ctx);
    for (size_t i = 0; i < n; i++)
        assert_true(tl_chat_list_add(list, i, &chats[i]));
}

static void chooses(void **state)
{
    (void)state;
    static const struct {
        const char *with;
        const char *same;
        enum tl_status status;
        unsigned chosen; /* bit a chat */
        const char *part;
    } cases[] = {
        {NULL, NULL, TL_FAIL, 0,
         "There are 4 chats with one person in it; say which with --with NAME, of "
         "the largest: Anna (30 messages), Bartek (20 messages), Anna (10 "
         "messages), bartek (5 messages)."},
        {"2", NULL, TL_OK, 1 << 1, NULL},
        {"Bartek", NULL, TL_OK, 1 << 2 | 1 << 5, NULL}, /* one of them is known by name alone */
        {"bart", NULL, TL_OK, 1 << 2 | 1 << 5, NULL},
        {"anna", NULL, TL_FAIL, 0,
         "fits 2 chats; give it in full, or the id instead: Anna (id 2, 30 "
         "messages), Anna (id 1, 10 messages)."},
        {"Crew", NULL, TL_FAIL, 0, "is a group or has no messages"},
        {"Dario", NULL, TL_FAIL, 0, "is a group or has no messages"},
        {"Zed", NULL, TL_FAIL, 0, "No chat in it has the name"},
        {"Anna", "x=1", TL_FAIL, 0, "fits 2 chats"},
        {"1", "Nobody=1=Bartek", TL_OK, 1 << 0 | 1 << 2 | 1 << 5, NULL},
        {"Zed", "1= zed", TL_OK, 1 << 0, NULL},
        {"Crew", "Crew=1", TL_OK, 1 << 0, NULL},
        {"1", "1=Anna", TL_FAIL, 1 << 0, "fits 2 chats"},
    };
    struct tl_context ctx;
    struct tl_chat_list list;
    tl_context_init(&ctx);
    fill(&list, &ctx, N);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_error err = {.code = TL_CODE_NONE};
        bool chosen[N] = {false}, named;
        unsigned bits = 0;
        const struct tl_import_options options = {
            .with = cases[i].with, .same = &cases[i].same, .n_same = cases[i].same != NULL};
        const enum tl_status status =
            tl_chat_list_choose(&list, &options, "x", chosen, &named, &err);
        for (size_t k = 0; k < N; k++)
            bits |= (unsigned)chosen[k] << k;
        if (status != cases[i].status || bits != cases[i].chosen ||
            (status == TL_FAIL && strstr(err.message, cases[i].part) == NULL))
            fail_msg("case %zu: status %d, chosen %x, %s", i, status, bits, err.message);
        assert_true(named || status != TL_OK);
    }
    tl_chat_list_release(&list);
}

static void takes_the_only_one(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_chat_list list;
    struct tl_error err;
    bool chosen[2] = {false}, named = true;
    tl_context_init(&ctx);
    fill(&list, &ctx, 1);
    assert_int_equal(tl_chat_list_choose(&list, &(struct tl_import_options){.with = NULL}, "x",
                                         chosen, &named, &err),
                     TL_OK);
    assert_true(chosen[0] && !named);
    /* Somebody else's name is for the people in it. */
    assert_int_equal(tl_chat_list_choose(&list, &(struct tl_import_options){.with = "Zed"}, "x",
                                         chosen, &named, &err),
                     TL_OK);
    assert_true(chosen[0] && !named);
    tl_chat_list_release(&list);
}

static void joins_the_parts_of_a_chat(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_chat_list list;
    tl_context_init(&ctx);
    fill(&list, &ctx, 2);
    const struct tl_listed_chat more = {"f", TL_STR_INIT(""), TL_STR_INIT("1"), 7, 3, false};
    assert_true(tl_chat_list_add(&list, 9, &more));
    assert_true(tl_chat_list_add(&list, 9, &more)); /* the same entry again is one part */
    assert_int_equal(list.n, 2);
    assert_int_equal(list.n_parts, 3);
    assert_int_equal(list.chat[0].n_messages, 24);
    assert_int_equal(list.chat[0].n_people, 3);
    assert_true(tl_str_equal(list.chat[0].name, TL_STR("Anna")));
    tl_chat_list_release(&list);
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context ctx;
        struct tl_chat_list list;
        bool ok = true;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&ctx);
        ctx.allocator = &allocator.base;
        tl_chat_list_init(&list, &ctx);
        for (size_t k = 0; k < N && ok; k++)
            ok = tl_chat_list_add(&list, k, &chats[k]);
        tl_chat_list_release(&list);
        assert_int_equal(allocator.live, 0);
        if (allocator.calls <= i) {
            assert_true(ok);
            break;
        }
        assert_false(ok);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses),
        cmocka_unit_test(takes_the_only_one),
        cmocka_unit_test(joins_the_parts_of_a_chat),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
