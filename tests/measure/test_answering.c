/* What turns hold, who answered them, and when nobody can know. */
#include "answering.h"

#include "scene.h"

static void say(struct scene *r, unsigned who, int64_t ms, const char *text, uint64_t held,
                int valence)
{
    labelled_say(&r->l, &r->c, who, ms, text, held, valence);
}

/* A turn holds what any of its messages holds, and the mean tone of those with words. */
static void a_turn_takes_its_messages_together(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    say(&r, 0, chat_at(0, 20, 0, 0), "I am worn out", LABEL(FEELING), -60);
    r.l.a.depth[0] = (struct tl_depth){.information = 1, .feelings = 2};
    say(&r, 0, chat_at(0, 20, 1, 0), "are you there", LABEL(BID), 11);
    r.l.a.depth[1] = (struct tl_depth){.thoughts = 1};
    say(&r, 0, chat_at(0, 20, 2, 0), "\xF0\x9F\x98\x9F", 0, -90); /* no words: no tone */
    say(&r, 1, chat_at(0, 20, 3, 0), "ok", 0, 5);
    say(&r, 0, chat_at(0, 20, 9, 0), "\xF0\x9F\x98\x9F", 0, -90);
    scene_finish(&r, 0);
    const struct tl_said *said = r.c.frame.exchanges->said;
    assert_int_equal(r.c.frame.n_turns, 3);
    assert_true(said[0].held == (LABEL(FEELING) | LABEL(BID)));
    assert_int_equal(said[0].valence, -25); /* (-60 + 11) / 2, away from 0 */
    assert_int_equal(said[0].depth.information, 1);
    assert_int_equal(said[0].depth.thoughts, 1);
    assert_int_equal(said[0].depth.feelings, 2);
    assert_true(tl_depth_is_deep(said[0].depth));
    assert_int_equal(said[0].next, 1);
    assert_int_equal(said[0].flags, TL_SAID_WORDS | TL_SAID_FULL);
    assert_int_equal(said[1].flags, TL_SAID_WORDS);
    assert_int_equal(said[1].next, 2);
    assert_int_equal(said[2].valence, TL_NO_VALENCE);
    assert_int_equal(said[2].flags, 0);
    assert_int_equal(said[2].next, TL_NO_TURN);
    scene_close(&r);
}

static void depth_is_feelings_or_four_of_six(void **state)
{
    (void)state;
    assert_false(tl_depth_is_deep((struct tl_depth){.information = 1}));
    assert_true(
        tl_depth_is_deep((struct tl_depth){.information = 1, .thoughts = 2, .feelings = 1}));
    assert_false(tl_depth_is_deep((struct tl_depth){.information = 2, .thoughts = 1}));
}

/* Few messages: effective time is the clock by day and nearly stands still by night. */
static void answers_are_awaited_in_effective_time(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    say(&r, 0, chat_at(0, 22, 0, 0), "sleep well, we talk about it tomorrow", 0, 0);
    say(&r, 1, chat_at(1, 8, 0, 0), "morning", 0, 0);
    say(&r, 0, chat_at(1, 9, 0, 0), "and now?", 0, 0);
    say(&r, 1, chat_at(6, 9, 0, 0), "sorry, I was away", 0, 0);
    say(&r, 0, chat_at(6, 10, 0, 0), "so I saw", 0, 0);
    scene_finish(&r, 0);
    struct tl_answering walk;
    tl_answering_init(&walk, &r.c.frame, r.c.frame.exchanges->said);
    assert_int_equal(tl_answering_reach(&walk, 0, 24.0), TL_REACH_ANSWERED);
    assert_int_equal(tl_answering_reach(&walk, 0, 0.5), TL_REACH_SILENT);
    assert_int_equal(tl_answering_reach(&walk, 2, 24.0), TL_REACH_SILENT);
    assert_int_equal(tl_answering_reach(&walk, 4, 24.0), TL_REACH_UNKNOWN); /* the record ends */
    scene_close(&r);
}

static void lost_days_answer_nothing(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    say(&r, 0, chat_at(0, 20, 0, 0), "will you come on Sunday?", 0, 0);
    say(&r, 1, chat_at(9, 9, 0, 0), "what a week", 0, 0);
    static const struct tl_lost_days lost = {CHAT_MONDAY + 1, CHAT_MONDAY + 9};
    r.l.options.lost = &lost;
    r.l.options.n_lost = 1;
    scene_finish(&r, 0);
    struct tl_answering walk;
    tl_answering_init(&walk, &r.c.frame, r.c.frame.exchanges->said);
    assert_int_equal(tl_answering_reach(&walk, 0, 24.0), TL_REACH_UNKNOWN);
    /* Before the days were lost two hours had passed in silence. */
    tl_answering_init(&walk, &r.c.frame, r.c.frame.exchanges->said);
    assert_int_equal(tl_answering_reach(&walk, 0, 2.0), TL_REACH_SILENT);
    scene_close(&r);
}

static void a_call_counts_after_the_words(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    chat_event(&r.c, 0, chat_at(0, 20, 0, 0), TL_KIND_CALL, 600);
    chat_say(&r.c, 0, chat_at(0, 20, 2, 0), "that was good");
    chat_say(&r.c, 1, chat_at(0, 20, 10, 0), "yes");
    chat_say(&r.c, 0, chat_at(0, 20, 12, 0), "one more thing");
    chat_event(&r.c, 1, chat_at(0, 20, 20, 0), TL_KIND_CALL, 60);
    scene_finish(&r, 0);
    struct tl_answering walk;
    tl_answering_init(&walk, &r.c.frame, r.c.frame.exchanges->said);
    assert_int_equal(r.c.frame.n_turns, 4);
    assert_false(tl_answering_called(&walk, 0, 10));
    assert_true(tl_answering_called(&walk, 2, 10));
    assert_false(tl_answering_called(&walk, 2, 7));
    scene_close(&r);
}

/* At most three turns of the session; at once, only what comes before the other speaks again. */
static void answers_are_read_in_turns(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    say(&r, 0, chat_at(0, 20, 0, 0), "I told them", 0, 0);
    say(&r, 1, chat_at(0, 20, 1, 0), "ok", LABEL(AFFECTION), 20);
    say(&r, 1, chat_at(0, 20, 10, 0), "oh", LABEL(FOLLOW_UP), 40);
    say(&r, 0, chat_at(0, 20, 12, 0), "they were kind", 0, 0);
    say(&r, 1, chat_at(0, 20, 14, 0), "I am glad for you", LABEL(VALIDATION), 90);
    say(&r, 0, chat_at(0, 20, 16, 0), "thank you", 0, 0);
    say(&r, 1, chat_at(0, 20, 18, 0), "buy milk", LABEL(LOGISTICS), 0);
    say(&r, 0, chat_at(1, 20, 0, 0), "home?", 0, 0);
    scene_finish(&r, 0);
    struct tl_answering walk;
    tl_answering_init(&walk, &r.c.frame, r.c.frame.exchanges->said);
    struct tl_answer once = tl_answer_read(&walk, 1, true);
    assert_true(once.held == (LABEL(AFFECTION) | LABEL(FOLLOW_UP)));
    assert_int_equal(once.last, 2);
    assert_false(once.full);
    assert_near(once.valence, 0.3, 1e-12);
    struct tl_answer three = tl_answer_read(&walk, 1, false);
    assert_true(three.held == (LABEL(AFFECTION) | LABEL(FOLLOW_UP) | LABEL(VALIDATION)));
    assert_int_equal(three.last, 4);
    assert_true(three.full);
    assert_near(three.valence, 0.5, 1e-12);
    assert_int_equal(tl_answer_read(&walk, 6, false).last, 6);
    scene_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_turn_takes_its_messages_together),
        cmocka_unit_test(depth_is_feelings_or_four_of_six),
        cmocka_unit_test(answers_are_awaited_in_effective_time),
        cmocka_unit_test(lost_days_answer_nothing),
        cmocka_unit_test(a_call_counts_after_the_words),
        cmocka_unit_test(answers_are_read_in_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
