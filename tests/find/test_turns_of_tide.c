/* turns_of_tide.c: a planted habit is found, and nothing where there is none. */
#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "inquiry.h"
#include "rng.h"
#include "str.h"

#include <math.h>

#define DAYS 420

/* Every 28 days Bo hardly writes for five days; with `late`, both wrote after midnight the night
   before it began. */
static struct tl_turns_of_tide look(bool late, int person)
{
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_rng rng;
    uint16_t file, who[2];
    tl_context_init(&ctx);
    tl_rng_init(&rng, 5, 0);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    tl_conversation_add_file(conv, TL_STR("x"), "test", &file, NULL);
    tl_conversation_person(conv, TL_STR("Ann"), TL_STR("Ann"), &who[0], NULL);
    tl_conversation_person(conv, TL_STR("Bo"), TL_STR("Bo"), &who[1], NULL);
    for (int64_t day = 0; day < DAYS; day++) {
        const int phase = (int)(day % 28);
        for (unsigned x = 0; x < 2; x++) {
            const unsigned n =
                x == 1 && phase >= 10 && phase < 15 ? 0 : 4 + (unsigned)(tl_rng_next(&rng) % 4);
            for (unsigned k = 0; k < n; k++) {
                const struct tl_message m = {.time_ms = (19730 + day) * TL_MS_PER_DAY +
                                                        (10 + k) * INT64_C(3600000) + x * 60000,
                                             .sender = who[x],
                                             .kind = TL_KIND_TEXT,
                                             .text = TL_STR("a"),
                                             .reply_to = TL_NO_MESSAGE,
                                             .duration_s = -1};
                assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
            }
        }
        if (late ? phase == 9 : day % 9 == 0) {
            const struct tl_message m = {.time_ms = (19731 + day) * TL_MS_PER_DAY + 3600000,
                                         .sender = who[day % 2],
                                         .kind = TL_KIND_TEXT,
                                         .text = TL_STR("a"),
                                         .reply_to = TL_NO_MESSAGE,
                                         .duration_s = -1};
            assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
        }
    }
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    struct tl_inquiry q = {.ctx = &ctx, .conv = conv};
    struct tl_analysis a = {.verdict = {.person = person}};
    tl_arena_init(&q.arena, &ctx);
    assert_int_equal(tl_frame_init(&q.frame, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_find_turns_of_tide(&q, &a), TL_OK);
    struct tl_turns_of_tide out = a.turns;
    for (size_t i = 0; i < out.n; i++) {
        assert_true(out.item[i].p >= 0.0 && out.item[i].p <= 1.0 && out.item[i].q >= out.item[i].p);
        assert_true(out.item[i].with <= out.item[i].pairs);
        if (strcmp(out.item[i].id, "late-night") == 0 && !out.item[i].recovery) {
            assert_int_equal(out.item[i].text != NULL, late);
            if (late)
                assert_non_null(strstr(out.item[i].text, "ordinary weeks"));
        }
    }
    tl_frame_release(&q.frame);
    tl_arena_release(&q.arena);
    tl_conversation_free(conv);
    out.item = NULL;
    return out;
}

static void finds_what_was_planted(void **state)
{
    (void)state;
    const struct tl_turns_of_tide t = look(true, 1);
    assert_in_range(t.spells, 14, 15);
    assert_true(t.n > 0);
    assert_null(t.why);
}

static void tells_nothing_where_nothing_is(void **state)
{
    (void)state;
    assert_null(look(false, 1).why);
}

static void says_why_it_was_not_asked(void **state)
{
    (void)state;
    assert_non_null(look(true, -1).why);
    assert_non_null(look(true, 0).why); /* Ann has no spells */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_planted),
        cmocka_unit_test(tells_nothing_where_nothing_is),
        cmocka_unit_test(says_why_it_was_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
