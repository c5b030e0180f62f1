/* turns_of_tide.c: a planted habit is found, and nothing where there is none. */
#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "inquiry.h"
#include "rng.h"
#include "str.h"

#include <math.h>

#define DAYS 420

/* What is looked for in `look`. */
struct planted {
    bool late;  /* both wrote after midnight the night before a spell */
    bool both;  /* both hardly write in it, not Bo alone */
    bool thing; /* a deep talk on the day before all ends but the second */
    bool noted; /* a trip of two days before every spell, noted by the user */
    int person; /* of the verdict */
    int days;
    enum tl_verdict_kind kind;
};

/* Every 28 days Bo hardly writes for five days. */
static struct tl_turns_of_tide look_at(const struct planted *planted, char *told, size_t size)
{
    int noted = 0;
    const bool late = planted->late;
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
    for (int64_t day = 0; day < planted->days; day++) {
        const int phase = (int)(day % 28);
        for (unsigned x = 0; x < 2; x++) {
            const bool quiet = (x == 1 || planted->both) && phase >= 10 && phase < 15;
            const unsigned n = quiet ? 0 : 4 + (unsigned)(tl_rng_next(&rng) % 4);
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
    struct tl_deep_conversation talk[DAYS / 28 + 1];
    struct tl_analysis a = {.verdict = {.kind = planted->kind, .person = planted->person},
                            .deep = {.read = true, .conversation = talk}};
    a.verdict.since_day = TL_NO_DAY;
    for (int64_t day = 14; planted->thing && day < planted->days; day += 28)
        if (day != 42)
            talk[a.deep.n++] = (struct tl_deep_conversation){.day = 19730 + day};
    struct tl_note note[DAYS / 28 + 1];
    for (int64_t day = 8; planted->noted && day < planted->days; day += 28)
        note[q.n_notes++] = (struct tl_note){19730 + day, 19732 + day, "travel"};
    q.note = note;
    tl_arena_init(&q.arena, &ctx);
    assert_int_equal(tl_frame_init(&q.frame, &ctx, conv, NULL, NULL), TL_OK);
    assert_int_equal(tl_find_turns_of_tide(&q, &a), TL_OK);
    struct tl_turns_of_tide out = a.turns;
    for (size_t i = 0; i < out.n; i++) {
        assert_true(out.item[i].p >= 0.0 && out.item[i].p <= 1.0);
        assert_true(out.item[i].pairs < 8 ? isnan(out.item[i].q) : out.item[i].q >= out.item[i].p);
        if (told != NULL && out.item[i].recovery && out.item[i].text != NULL)
            snprintf(told, size, "%s", out.item[i].text);
        assert_true(out.item[i].with <= out.item[i].pairs);
        assert_true(!out.item[i].recovery || strcmp(out.item[i].id, "silence") != 0);
        if (strcmp(out.item[i].id, "noted") == 0) {
            assert_true(planted->noted);
            assert_int_equal(out.item[i].text != NULL, !out.item[i].recovery);
            assert_true(out.item[i].recovery || out.item[i].with == out.item[i].pairs);
            noted++;
        }
        if (strcmp(out.item[i].id, "late-night") == 0 && !planted->both) {
            assert_int_equal(out.item[i].text != NULL, late);
            if (late)
                assert_non_null(strstr(out.item[i].text, "ordinary weeks"));
        }
    }
    assert_int_equal(noted, planted->noted ? 2 : 0); /* before spells and before ends */
    tl_frame_release(&q.frame);
    tl_arena_release(&q.arena);
    tl_conversation_free(conv);
    out.item = NULL;
    return out;
}

static struct tl_turns_of_tide look(bool late, int person)
{
    const struct planted planted = {
        .late = late, .person = person, .days = DAYS, .kind = TL_VERDICT_PULLING_AWAY};
    return look_at(&planted, NULL, 0);
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

/* D19: a trip that is always there before is told, if it was noted. */
static void what_was_noted_is_asked(void **state)
{
    (void)state;
    const struct planted trips = {
        .noted = true, .person = 1, .days = DAYS, .kind = TL_VERDICT_PULLING_AWAY};
    assert_true(look_at(&trips, NULL, 0).n > 0);
}

static void says_why_it_was_not_asked(void **state)
{
    (void)state;
    const struct planted unknown = {.person = -1, .days = DAYS};
    assert_non_null(look_at(&unknown, NULL, 0).why); /* it cannot tell */
    assert_true(look(true, 0).spells < 8);           /* Ann's are chance */
}

/* Catalogue D20: 4 ends, before 3 of them a deep talk: too few to tell, and told as that. */
static void few_ends_are_told_as_few(void **state)
{
    (void)state;
    char told[256] = "";
    const struct planted few = {
        .thing = true, .person = 1, .days = 112, .kind = TL_VERDICT_PULLING_AWAY};
    const struct tl_turns_of_tide t = look_at(&few, told, sizeof told);
    assert_true(t.n > 0);
    assert_string_equal(told, "In 3 of 4 spells that ended there was a talk that went deep in the "
                              "three days before the end. In ordinary weeks it was 0 of 4. That is "
                              "too few to tell.");
}

/* Where nobody steps back from the other, the spells are those of both. */
static void quiet_spells_of_both(void **state)
{
    (void)state;
    char told[256] = "";
    const struct planted both = {
        .both = true, .thing = true, .person = -1, .days = DAYS, .kind = TL_VERDICT_BOTH_QUIETER};
    const struct tl_turns_of_tide t = look_at(&both, told, sizeof told);
    assert_int_equal(t.person, -1);
    assert_in_range(t.spells, 14, 17); /* two by chance */
    assert_non_null(strstr(told, "quieter spells that ended there was a talk that went deep"));
    assert_null(strstr(told, "too few"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_planted),
        cmocka_unit_test(tells_nothing_where_nothing_is),
        cmocka_unit_test(what_was_noted_is_asked),
        cmocka_unit_test(says_why_it_was_not_asked),
        cmocka_unit_test(few_ends_are_told_as_few),
        cmocka_unit_test(quiet_spells_of_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
