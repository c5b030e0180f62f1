/* word_counts.c: what is counted of a message, and which messages are. */
#include "labelled.h"

struct fixture {
    struct chat c;
    struct labelled l;
};

static void open_fixture(struct fixture *f)
{
    labelled_open(&f->l);
    assert_int_equal(chat_open(&f->c, NULL), TL_OK);
}

static const struct tl_word_counts *count(struct fixture *f)
{
    assert_int_equal(labelled_finish(&f->l, &f->c, 0), TL_OK);
    return f->c.frame.words;
}

static void close_fixture(struct fixture *f)
{
    chat_close(&f->c);
    labelled_close(&f->l);
}

/* Catalogue, B06: "I" twice, "we" once, one "you" of affection and one that fills, none plain. */
static void pronouns(void **state)
{
    (void)state;
    struct fixture f;
    open_fixture(&f);
    labelled_say(&f.l, &f.c, 0, chat_at(0, 9, 0, 0), "I think we should go, you know I love you", 0,
                 0);
    labelled_say(&f.l, &f.c, 1, chat_at(0, 9, 1, 0), "we told them at work that you were right", 0,
                 0);
    const struct tl_word_sums *mira = &count(&f)->all[0], *jonas = &f.c.frame.words->all[1];
    assert_int_equal(mira->words, 10);
    assert_int_equal(mira->list[TL_WORDS_I], 2);
    assert_int_equal(mira->list[TL_WORDS_WE], 1);
    assert_int_equal(mira->list[TL_WORDS_YOU], 0);
    assert_int_equal(mira->list[TL_WORDS_YOU_AFFECTION], 1);
    assert_int_equal(mira->list[TL_WORDS_YOU_FILLER], 1);
    assert_int_equal(mira->style[TL_STYLE_PERSONAL], 5); /* style does not care what they mean */
    assert_int_equal(mira->we_others, 0);
    assert_int_equal(jonas->list[TL_WORDS_WE], 0);
    assert_int_equal(jonas->we_others, 1);
    assert_int_equal(jonas->list[TL_WORDS_YOU], 1);
    close_fixture(&f);
}

/* Catalogue, B09 and B10; a contraction is one word of two kinds, a phrase one of its list. */
static void lists(void **state)
{
    (void)state;
    struct fixture f;
    open_fixture(&f);
    labelled_say(&f.l, &f.c, 0, chat_at(0, 9, 0, 0), "You always do this, nothing ever changes", 0,
                 0);
    labelled_say(&f.l, &f.c, 0, chat_at(0, 9, 1, 0), "all good, not at all", 0, 0);
    labelled_say(&f.l, &f.c, 1, chat_at(0, 9, 2, 0), "maybe I should have told you, I guess", 0, 0);
    labelled_say(&f.l, &f.c, 1, chat_at(0, 9, 3, 0), "don't", 0, 0);
    const struct tl_word_counts *words = count(&f);
    assert_int_equal(words->all[0].words, 12);
    assert_int_equal(words->all[0].list[TL_WORDS_ABSOLUTE], 3);
    assert_int_equal(words->all[1].words, 9);
    assert_int_equal(words->all[1].list[TL_WORDS_HEDGE], 2);
    assert_int_equal(words->all[1].list[TL_WORDS_DISCREPANCY], 1);
    assert_int_equal(words->all[1].list[TL_WORDS_PAST], 1);
    assert_int_equal(words->all[1].style[TL_STYLE_NEGATION], 1);
    assert_int_equal(words->all[1].style[TL_STYLE_AUXILIARY], 3); /* should, have, don't */
    close_fixture(&f);
}

static void signs(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned signs;
    } of[] = {
        {"hahaha stop", TL_SIGN_LAUGHTER},
        {"\xF0\x9F\x98\x82\xF0\x9F\x98\x82", TL_SIGN_LAUGHTER},
        {"halt", 0},
        {"see \xE2\x9D\xA4\xEF\xB8\x8F", TL_SIGN_HEART},
        {"let's go swimming", TL_SIGN_JOINT},
        {"sounds good", TL_SIGN_AGREES},
        {"saturday?", TL_SIGN_TIME},
        {"thank you for picking me up", TL_SIGN_REASON},
        {"thx", 0},
    };
    struct fixture f;
    open_fixture(&f);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        labelled_say(&f.l, &f.c, i % 2, chat_at(0, 9, (int)i, 0), of[i].text,
                     i >= 7 ? LABEL(GRATITUDE) : 0, 0);
    const struct tl_word_counts *words = count(&f);
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (words->signs[i] != of[i].signs)
            fail_msg("\"%s\": %u", of[i].text, words->signs[i]);
    close_fixture(&f);
}

/* Not counted: forwarded, from a bot, reactions, pasted. A long message is cut into lines. */
static void own_words_only(void **state)
{
    (void)state;
    char longer[4096] = "";
    while (strlen(longer) < 600 * 4)
        strcat(longer, "sea ");
    struct fixture f;
    open_fixture(&f);
    labelled_say(&f.l, &f.c, 0, chat_at(0, 9, 0, 0), "not my words", 0, 0);
    f.c.conv->flags[0] |= TL_FLAG_FORWARDED;
    labelled_say(&f.l, &f.c, 0, chat_at(0, 9, 1, 0), "nor mine", 0, 0);
    f.c.conv->flags[1] |= TL_FLAG_VIA_BOT;
    assert_int_equal(chat_push(&f.c, 0, chat_at(0, 9, 2, 0), TL_KIND_REACTION, "great", -1, 0),
                     TL_OK);
    for (int i = 0; i < 40; i++)
        labelled_say(&f.l, &f.c, 0, chat_at(0, 10, i, 0), "three words here", 0, 0);
    labelled_say(&f.l, &f.c, 0, chat_at(0, 11, 0, 0), longer, 0, 0);
    labelled_say(&f.l, &f.c, 1, chat_at(0, 12, 0, 0), longer, 0,
                 0); /* all this person ever wrote */
    const struct tl_word_counts *words = count(&f);
    assert_int_equal(words->all[0].words, 120);
    assert_int_equal(words->all[1].words, 600);
    assert_int_equal(words->n_lines, 40 + 3);
    assert_int_equal(words->line[40].words, 255);
    assert_int_equal(words->line[42].words, 90);
    assert_int_equal(words->line[42].event, words->line[40].event);
    close_fixture(&f);
}

/* Weeks are sums of their days, and the whole record holds what lies outside the weeks too. */
static void weeks(void **state)
{
    (void)state;
    struct fixture f;
    open_fixture(&f);
    for (int day = 2; day < 30; day++) /* from a Wednesday: weeks 1 to 3 are complete */
        labelled_say(&f.l, &f.c, (unsigned)day % 2, chat_at(day, 9, 0, 0), "we are on the boat", 0,
                     0);
    const struct tl_word_counts *words = count(&f);
    assert_int_equal(f.c.frame.weeks.n, 3);
    assert_int_equal(words->all[0].words + words->all[1].words, 28 * 5);
    assert_int_equal(words->week[0][0].words + words->week[1][0].words, 35);
    assert_int_equal(words->week[0][0].list[TL_WORDS_WE] + words->week[1][0].list[TL_WORDS_WE], 7);
    assert_false(tl_window_speaks(&words->week[0][0]));
    close_fixture(&f);
}

/* No list for the language, and words of another language than the one named. */
static void other_languages(void **state)
{
    (void)state;
    struct fixture f;
    struct tl_measurement out;
    open_fixture(&f);
    labelled_say(&f.l, &f.c, 0, chat_at(0, 9, 0, 0), "jutro idziemy nad rzek\xC4\x99", 0, 0);
    labelled_say(&f.l, &f.c, 1, chat_at(0, 9, 1, 0), "ch\xC4\x99tnie, o kt\xC3\xB3rej", 0, 0);
    count(&f);
    assert_non_null(f.c.frame.words);
    assert_null(tl_words_of(&f.c.frame, &out));
    assert_int_equal(out.whole[0].status, TL_VALUE_NA);
    f.c.frame.words = NULL;
    f.l.a.language = NULL;
    assert_int_equal(tl_word_counts_prepare(&f.c.frame, NULL), TL_OK);
    assert_null(f.c.frame.words);
    assert_null(tl_words_of(&f.c.frame, &out));
    assert_non_null(strstr(out.whole[TL_WHOSE_BOTH].why, "language"));
    close_fixture(&f);
}

/* Poisson counts: the dispersion is near 1; every other week tripled: far above. */
static void dispersion(void **state)
{
    (void)state;
    struct tl_word_sums week[40] = {{0}};
    struct tl_rng rng;
    tl_rng_init(&rng, 4, 4);
    for (size_t w = 0; w < 40; w++) {
        week[w].words = week[w].known = 1000;
        week[w].list[TL_WORDS_WE] = tl_rng_poisson(&rng, 20.0);
        week[w].list[TL_WORDS_I] = w % 2 ? 30 : 10;
    }
    assert_near(tl_word_dispersion(week, 40, TL_WORDS_WE), 1.2, 0.35);
    assert_near(tl_word_dispersion(week, 40, TL_WORDS_I), 40.0 * 100.0 / 20.0 / 38.0, 1e-9);
    assert_near(tl_word_dispersion(week, 7, TL_WORDS_I), TL_DISPERSION, 0.0);
    assert_near(tl_word_dispersion(week, 40, TL_WORDS_HEDGE), TL_DISPERSION, 0.0);
    struct tl_value v = tl_word_rate(24.0, 6000.0, 1.0);
    assert_near(v.value, 4.0, 1e-12);
    assert_true(v.lo < 4.0 && v.hi > 4.0);
    v = tl_word_rate(0.0, 6000.0, 1.0);
    assert_near(v.lo, 0.0, 0.0);
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
        assert_int_equal(chat_talk(&c, 3, 2), TL_OK);
        assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
        allocator.fail_at = allocator.calls + fail_at;
        enum tl_status status = tl_word_counts_prepare(&c.frame, NULL);
        assert_int_equal(c.frame.words != NULL, status == TL_OK);
        assert_int_equal(c.frame.cues != NULL, status == TL_OK);
        chat_close(&c);
        assert_int_equal(allocator.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
    }
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pronouns),   cmocka_unit_test(lists),
        cmocka_unit_test(signs),      cmocka_unit_test(own_words_only),
        cmocka_unit_test(weeks),      cmocka_unit_test(other_languages),
        cmocka_unit_test(dispersion), cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
