/* What asks for an answer, and what came back. */
#include "exchanges.h"

#include "scene.h"

/* Both go on writing for days after. */
static void stage(struct scene *s, const struct line *lines, size_t n, unsigned me)
{
    scene_open(s);
    scene_play(s, 0, lines, n);
    for (int day = 5; day < 12; day++)
        scene_go_on(s, day);
    scene_finish(s, me);
}

/* The one exchange of a kind in the talk. */
static struct tl_exchange only(const struct scene *r, enum tl_exchange_kind kind)
{
    size_t n;
    const struct tl_exchange *x = tl_exchanges_of(r->c.frame.exchanges, kind, &n);
    if (n != 1)
        fail_msg("%zu of %s", n, tl_exchange_kind_name(kind));
    assert_int_equal(x->kind, kind);
    return *x;
}

static void expect(const struct line *lines, size_t n, enum tl_exchange_kind kind,
                   enum tl_outcome outcome, unsigned grade)
{
    for (unsigned me = 0; me < 2; me++) { /* with the people swapped, the other one asks */
        struct scene r;
        stage(&r, lines, n, me);
        struct tl_exchange x = only(&r, kind);
        if (x.outcome != outcome || x.grade != grade)
            fail_msg("%s: %s with grade %u", tl_exchange_kind_name(kind),
                     tl_outcome_name((enum tl_outcome)x.outcome), x.grade);
        assert_int_equal(x.from, me);
        scene_close(&r);
    }
}

static const struct line press = {0, 0, "why will you never tell me what is wrong?", LABEL(DEMAND),
                                  -30};

static void demand(int minute, const char *text, uint64_t held, enum tl_outcome outcome,
                   enum tl_retreat retreat)
{
    const struct line lines[] = {press, {1, minute, text, held, 0}};
    expect(LINES(lines), TL_EXCHANGE_DEMAND_WITHDRAW, outcome, retreat);
}

/* Catalogue C04: "k" after three minutes and nothing until next morning is stepping back; "I'm too
   upset, can we talk at 9 tomorrow?" is a pause with a return. */
static void demands(void **state)
{
    (void)state;
    demand(3, "k", 0, TL_OUTCOME_WITHDREW, TL_RETREAT_MINIMAL);
    demand(3, "I'm too upset, can we talk at 9 tomorrow?", LABEL(REPAIR), TL_OUTCOME_CALMED, 0);
    demand(3, "can we not", LABEL(WITHDRAW), TL_OUTCOME_WITHDREW, TL_RETREAT_WORDS);
    demand(3, "nothing is wrong at all", LABEL(MASKING), TL_OUTCOME_WITHDREW, TL_RETREAT_WORDS);
    demand(3, "did you get the bread", LABEL(LOGISTICS), TL_OUTCOME_WITHDREW, TL_RETREAT_LOGISTICS);
    demand(3, "well you forgot it last week", LABEL(DEFENSIVENESS), TL_OUTCOME_DEFENDED, 0);
    demand(3, "work was hard, I am sorry", LABEL(FEELING), TL_OUTCOME_ANSWERED, 0);
    demand(2400, "what a day", 0, TL_OUTCOME_WITHDREW, TL_RETREAT_SILENCE);
}

/* The message shown is the one that presses, not what came before it in one go. */
static void shows_the_message(void **state)
{
    (void)state;
    const struct line lines[] = {{0, 0, "train is at six", LABEL(LOGISTICS), 0},
                                 press,
                                 {0, 0, "and the milk is gone", 0, 0},
                                 {1, 3, "can we not", LABEL(WITHDRAW), 0}};
    struct scene r;
    stage(&r, LINES(lines), 0);
    struct tl_exchange x = only(&r, TL_EXCHANGE_DEMAND_WITHDRAW);
    assert_int_equal(tl_exchange_first_message(&r.c.frame, &x), 1);
    assert_int_equal(tl_turn_message(&r.c.frame, x.first, TL_BIT(DISCLOSURE)), 0);
    scene_close(&r);
}

/* A short answer that grows within the session was a beginning; the run counts once. */
static void demands_in_context(void **state)
{
    (void)state;
    const struct line grows[] = {press,
                                 {0, 1, "say something, please", LABEL(DEMAND), -20},
                                 {1, 3, "ok", 0, 0},
                                 {0, 5, "I am listening", 0, 0},
                                 {1, 9, "I was afraid to tell you", LABEL(DISCLOSURE), -10}};
    struct scene r;
    stage(&r, LINES(grows), 0);
    struct tl_exchange x = only(&r, TL_EXCHANGE_DEMAND_WITHDRAW);
    assert_int_equal(x.outcome, TL_OUTCOME_ANSWERED);
    assert_int_equal(tl_exchange_first_message(&r.c.frame, &x), 0);
    assert_int_equal(tl_exchange_last_message(&r.c.frame, &x), 2);
    scene_close(&r);
}

static void a_call_is_no_silence(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    labelled_say(&r.l, &r.c, 0, chat_at(0, 20, 0, 0), "can we talk now?",
                 LABEL(DEMAND) | LABEL(BID), 0);
    chat_event(&r.c, 1, chat_at(0, 20, 8, 0), TL_KIND_CALL, 900);
    chat_say(&r.c, 0, chat_at(5, 12, 0, 0), "home at six");
    scene_finish(&r, 0);
    assert_int_equal(only(&r, TL_EXCHANGE_DEMAND_WITHDRAW).outcome, TL_OUTCOME_CALLED);
    assert_int_equal(only(&r, TL_EXCHANGE_BID).outcome, TL_OUTCOME_TOWARDS);
    scene_close(&r);
}

static void disclosure(uint64_t held, int minute, enum tl_outcome outcome)
{
    const struct line lines[] = {
        {0, 0, "I was so scared at the doctor", LABEL(DISCLOSURE) | LABEL(FEELING), -60},
        {1, minute, "an answer of some words", held, 0}};
    expect(LINES(lines), TL_EXCHANGE_DISCLOSURE, outcome, 0);
}

/* Catalogue C15: "Oh love, of course you were ... What did they say exactly?" is met, "you'll be
   fine" is not, and brushing off undoes what else was kind. */
static void disclosures(void **state)
{
    (void)state;
    disclosure(LABEL(VALIDATION) | LABEL(FOLLOW_UP), 2, TL_OUTCOME_MET);
    disclosure(LABEL(GRATITUDE), 2, TL_OUTCOME_MET);
    disclosure(LABEL(AFFECTION) | LABEL(FOLLOW_UP), 2, TL_OUTCOME_MET);
    disclosure(LABEL(CARING), 2, TL_OUTCOME_INTEREST);
    disclosure(LABEL(FOLLOW_UP), 2, TL_OUTCOME_INTEREST);
    disclosure(LABEL(LOGISTICS), 2, TL_OUTCOME_NOTHING);
    disclosure(LABEL(VALIDATION), 9000, TL_OUTCOME_NOTHING); /* six days later */
    disclosure(LABEL(DISMISSAL) | LABEL(AFFECTION), 2, TL_OUTCOME_DISMISSED);
}

/* Without the label what is deep enough is a disclosure too. */
static void depth_discloses(void **state)
{
    (void)state;
    struct scene r;
    scene_open(&r);
    labelled_say(&r.l, &r.c, 0, chat_at(0, 19, 0, 0), "how was it", 0, 0);
    labelled_say(&r.l, &r.c, 1, chat_at(0, 20, 0, 0), "I think I'm not a good father", 0, -40);
    r.l.a.depth[1] = (struct tl_depth){.information = 1, .thoughts = 2, .feelings = 1};
    scene_finish(&r, 0);
    struct tl_exchange x = only(&r, TL_EXCHANGE_DISCLOSURE);
    assert_int_equal(x.outcome, TL_OUTCOME_OPEN); /* the record ends */
    assert_int_equal(x.from, 1);
    assert_int_equal(x.first, x.last);
    scene_close(&r);
}

static void bid(const char *text, uint64_t asked, const char *answer, uint64_t held, int minute,
                enum tl_outcome outcome, unsigned asks, unsigned grade)
{
    const struct line lines[] = {{0, 0, text, asked | LABEL(BID), 0}, {1, minute, answer, held, 0}};
    expect(LINES(lines), TL_EXCHANGE_BID, outcome, asks | grade << 4);
}

static void bids(void **state)
{
    (void)state;
    bid("look at this", LABEL(AMUSEMENT), "ha", 0, 1, TL_OUTCOME_TOWARDS, 1, 1);
    bid("shall we go to the lake", LABEL(REQUEST), "yes let us do that", 0, 1, TL_OUTCOME_TOWARDS,
        2, 2);
    bid("I feel awful, can you call?", LABEL(REQUEST) | LABEL(FEELING), "oh no what happened",
        LABEL(FOLLOW_UP), 1, TL_OUTCOME_TOWARDS, 3, 3);
    bid("guess what", 0, "not now", LABEL(WITHDRAW), 1, TL_OUTCOME_AWAY, 1, 0);
    bid("guess what", 0, "the bins are still full", LABEL(LOGISTICS), 1, TL_OUTCOME_AWAY, 1, 0);
    bid("guess what", 0, "hello again", 0, 9000, TL_OUTCOME_AWAY, 1, 0);
    bid("guess what", 0, "you and your stories", LABEL(CONTEMPT), 1, TL_OUTCOME_AGAINST, 1, 0);
}

/* "Good night" at the end of a talk may stay without an answer, in the middle of one it may not. */
static void farewells(void **state)
{
    (void)state;
    bid("good night my dear", LABEL(AFFECTION), "hello again", 0, 9000, TL_OUTCOME_OPEN, 1, 0);
    bid("I made soup for us", LABEL(AFFECTION), "hello again", 0, 9000, TL_OUTCOME_AWAY, 1, 0);
    bid("good night my dear", LABEL(AFFECTION), "whatever", LABEL(WITHDRAW), 9, TL_OUTCOME_AWAY, 1,
        0);
}

static void good_news(const char *answer, uint64_t held, int valence, enum tl_outcome outcome)
{
    const struct line lines[] = {
        {0, 0, "I passed!!", LABEL(JOY) | LABEL(DISCLOSURE_INFORMATIONAL), 70},
        {1, 2, answer, held, valence}};
    expect(LINES(lines), TL_EXCHANGE_GOOD_NEWS, outcome, 0);
}

/* Catalogue C17. */
static void good_news_comes_back(void **state)
{
    (void)state;
    good_news("YES! so proud, how do we celebrate?", LABEL(GOOD_NEWS_RESPONSE), 80,
              TL_OUTCOME_ACTIVE_CONSTRUCTIVE);
    good_news("cool", 0, 30, TL_OUTCOME_PASSIVE_CONSTRUCTIVE);
    good_news("now the real work starts", LABEL(DISAPPROVAL), -20, TL_OUTCOME_ACTIVE_DESTRUCTIVE);
    good_news("did you buy milk", LABEL(LOGISTICS), 0, TL_OUTCOME_PASSIVE_DESTRUCTIVE);
}

/* An argument that begins with a wish: the wish opened it, and the repair is Jonas's. */
static const struct line argument[] = {
    {0, -30, "the bread is on the table", LABEL(LOGISTICS), 0},
    {0, 0, "I wish we ate together more often", LABEL(NEED), 0},
    {1, 2, "you always complain", LABEL(CRITICISM), -50},
    {0, 4, "and you never listen", LABEL(CRITICISM), -50},
    {1, 6, "here we go again", LABEL(CONTEMPT), -50},
    {1, 20, "that was unkind of me, I am sorry", LABEL(REPAIR) | LABEL(APOLOGY), 10},
    {0, 22, "all right then", 0, 10},
    {1, 24, "so, tomorrow?", 0, 0},
    {0, 26, "yes", 0, 0},
    {1, 28, "good", 0, 0},
    {0, 30, "at seven", 0, 20},
};

/* Catalogue C10: -.5, then a repair, then +.1, 0 and +.2: a mean rise of .6 is success. */
static void conflicts_and_repairs(void **state)
{
    (void)state;
    struct scene r;
    stage(&r, LINES(argument), 0);
    struct tl_exchange conflict = only(&r, TL_EXCHANGE_CONFLICT);
    assert_int_equal(tl_exchange_first_message(&r.c.frame, &conflict), 1);
    assert_int_equal(tl_exchange_last_message(&r.c.frame, &conflict), 4);
    assert_int_equal(conflict.from, 0);
    assert_int_equal(conflict.outcome, TL_OUTCOME_REPAIRED);
    struct tl_exchange repair = only(&r, TL_EXCHANGE_REPAIR);
    assert_int_equal(repair.from, 1);
    assert_int_equal(repair.outcome, TL_OUTCOME_LANDED);
    assert_int_equal(tl_exchange_first_message(&r.c.frame, &repair), 5);
    assert_int_equal(tl_exchange_last_message(&r.c.frame, &repair), 10);
    assert_true(tl_exchange_week(&r.c.frame, &repair) == 0);
    scene_close(&r);

    struct line again[sizeof argument /
                      sizeof argument[0]]; /* pressed once more before half an hour is over */
    memcpy(again, argument, sizeof argument);
    again[10].held = LABEL(DEMAND);
    stage(&r, LINES(again), 0);
    assert_int_equal(only(&r, TL_EXCHANGE_REPAIR).outcome, TL_OUTCOME_NOT_LANDED);
    assert_int_equal(only(&r, TL_EXCHANGE_CONFLICT).outcome, TL_OUTCOME_UNREPAIRED);
    scene_close(&r);

    memcpy(again, argument, sizeof argument); /* the tone does not rise */
    again[6].valence = again[8].valence = again[10].valence = -30;
    stage(&r, LINES(again), 0);
    assert_int_equal(only(&r, TL_EXCHANGE_REPAIR).outcome, TL_OUTCOME_NOT_LANDED);
    scene_close(&r);
}

/* Two negative turns and one of the other, not one each, and within an hour. */
static void conflicts_take_three(void **state)
{
    (void)state;
    struct line lines[] = {{0, 0, "you never listen", LABEL(CRITICISM), 0},
                           {1, 50, "not this again", 0, -40},
                           {0, 59, "you see", 0, -40}};
    struct scene r;
    size_t n;
    stage(&r, lines, 3, 0);
    assert_int_equal(only(&r, TL_EXCHANGE_CONFLICT).from, 0);
    scene_close(&r);
    stage(&r, lines, 2, 0);
    (void)tl_exchanges_of(r.c.frame.exchanges, TL_EXCHANGE_CONFLICT, &n);
    assert_int_equal(n, 0);
    scene_close(&r);
    lines[2].minute = 61;
    stage(&r, lines, 3, 0);
    (void)tl_exchanges_of(r.c.frame.exchanges, TL_EXCHANGE_CONFLICT, &n);
    assert_int_equal(n, 0);
    scene_close(&r);
}

/* Two who are sad together do not quarrel, nor do two whose words are only dark. */
static void sorrow_is_no_conflict(void **state)
{
    (void)state;
    struct line lines[] = {{0, 0, "grandma died last night", LABEL(SADNESS), -70},
                           {1, 2, "oh no, that is terrible", LABEL(VALIDATION), -60},
                           {0, 4, "I cannot stop crying", LABEL(DISCLOSURE), -60},
                           {1, 6, "it is awful", 0, -50},
                           {0, 8, "yes awful", 0, -50},
                           {0, 14, "so awful", 0, -50}};
    for (int angry = 0; angry < 2; angry++) {
        struct scene r;
        size_t n;
        lines[3].held = angry ? LABEL(ANGER) : 0;
        stage(&r, LINES(lines), 0);
        (void)tl_exchanges_of(r.c.frame.exchanges, TL_EXCHANGE_CONFLICT, &n);
        assert_int_equal(n, angry);
        scene_close(&r);
    }
}

static void unread_words_give_none(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    assert_int_equal(chat_talk(&c, 2, 3), TL_OK);
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    assert_int_equal(tl_exchanges_prepare(&c.frame, NULL), TL_OK);
    assert_null(c.frame.exchanges);
    chat_close(&c);
}

static void uncertain_labels_are_not_sure(void **state)
{
    (void)state;
    struct scene r;
    stage(&r, LINES(argument), 0);
    assert_true(tl_labels_sure(&r.c.frame, LABEL(DEMAND) | LABEL(WITHDRAW)));
    r.l.a.uncertain = LABEL(WITHDRAW);
    assert_false(tl_labels_sure(&r.c.frame, LABEL(DEMAND) | LABEL(WITHDRAW)));
    assert_true(tl_labels_sure(&r.c.frame, LABEL(DEMAND)));
    scene_close(&r);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct labelled l;
    labelled_open(&l);
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_test_allocator allocator;
        struct chat c;
        tl_test_allocator_init(&allocator, SIZE_MAX);
        assert_int_equal(chat_open(&c, &allocator.base), TL_OK);
        assert_int_equal(chat_talk(&c, 4, 2), TL_OK);
        labelled_draw(&l, c.conv);
        assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
        assert_int_equal(tl_word_counts_prepare(&c.frame, NULL), TL_OK);
        allocator.fail_at = allocator.calls + fail_at;
        enum tl_status status = tl_exchanges_prepare(&c.frame, NULL);
        assert_true((status == TL_OK) == (c.frame.exchanges != NULL));
        chat_close(&c);
        assert_int_equal(allocator.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
    }
    labelled_close(&l);
}

static void names_are_all_there(void **state)
{
    (void)state;
    for (int kind = 0; kind < TL_EXCHANGE_KINDS; kind++)
        assert_string_not_equal(tl_exchange_kind_name((enum tl_exchange_kind)kind), "unknown");
    for (int outcome = 0; outcome < TL_OUTCOMES; outcome++)
        assert_string_not_equal(tl_outcome_name((enum tl_outcome)outcome), "unknown");
    assert_string_equal(tl_outcome_name(TL_OUTCOME_UNREPAIRED), "unrepaired");
    assert_string_equal(tl_outcome_name(TL_OUTCOMES), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demands),
        cmocka_unit_test(shows_the_message),
        cmocka_unit_test(demands_in_context),
        cmocka_unit_test(a_call_is_no_silence),
        cmocka_unit_test(disclosures),
        cmocka_unit_test(depth_discloses),
        cmocka_unit_test(bids),
        cmocka_unit_test(farewells),
        cmocka_unit_test(good_news_comes_back),
        cmocka_unit_test(conflicts_and_repairs),
        cmocka_unit_test(conflicts_take_three),
        cmocka_unit_test(sorrow_is_no_conflict),
        cmocka_unit_test(unread_words_give_none),
        cmocka_unit_test(uncertain_labels_are_not_sure),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(names_are_all_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
