/* How a turn is written. */
#include "turn_cues.h"

#include "scene.h"

static struct tl_turn_cues read(const char *text, uint64_t held, const char *language)
{
    struct scene s;
    struct tl_cue_reader reader;
    struct tl_turn_cues cues;
    scene_open(&s);
    s.l.a.language = language;
    scene_play(&s, 0, LINES(((struct line[]){{0, 0, text, held, 0}, {1, 1, "yes", 0, 0}})));
    scene_finish(&s, 0);
    tl_cue_reader_init(&reader, &s.c.frame);
    assert_int_equal(tl_cue_reader_turn(&reader, 0, &cues, NULL), TL_OK);
    tl_cue_reader_release(&reader);
    scene_close(&s);
    return cues;
}

static void cues(void **state)
{
    (void)state;
    struct tl_turn_cues c = read("You never listen!! You're so selfish", LABEL(CRITICISM), "en");
    assert_true(c.you_first && c.doubled && !c.capitals && !c.overwhelmed && !c.farewell);
    assert_int_equal(c.absolutes, 1);
    assert_int_equal(c.marks, 2);
    assert_false(read("You never listen to this song?", 0, "en").you_first); /* hurts nobody */
    assert_false(read("I told you so", LABEL(CRITICISM), "en").you_first);
    /* Catalogue B09: 3 in 7 words. */
    assert_int_equal(read("You always do this, nothing ever changes", 0, "en").absolutes, 3);
    assert_int_equal(read("all good, not at all", 0, "en").absolutes, 0);
    c = read("I CAN'T DO THIS RIGHT NOW", 0, "en");
    assert_true(c.capitals && c.overwhelmed);
    assert_false(read("OK", 0, "en").capitals); /* fewer than 5 letters */
    assert_false(read("the NATO summit is on the news", 0, "en").capitals);
    assert_true(read("good night", 0, "en").farewell);
    assert_true(read("gute nacht", 0, "de").farewell);
    assert_true(read("no puedo m\xC3\xA1s", 0, "es").overwhelmed);
    assert_false(read("good night", 0, NULL).farewell);
    assert_true(read("WHERE WERE YOU?!", 0, NULL).capitals);
    assert_true(read("where were you?!", 0, NULL).doubled);
    assert_false(read("where? there!", 0, NULL).doubled);
}

/* Phrases are looked for near the word only, however many there are. */
static void long_texts(void **state)
{
    (void)state;
    static char text[60000];
    text[0] = 0;
    char *end = text;
    for (int i = 0; i < 4000; i++) {
        memcpy(end, "not at all ", 11);
        end += 11;
    }
    memcpy(end, "never", 6);
    assert_int_equal(read(text, 0, "en").absolutes, 1);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct labelled l;
    labelled_open(&l);
    for (size_t fail_at = 0;; fail_at++) {
        struct tl_test_allocator allocator;
        struct chat c;
        struct tl_cue_reader reader;
        struct tl_turn_cues cues;
        tl_test_allocator_init(&allocator, SIZE_MAX);
        assert_int_equal(chat_open(&c, &allocator.base), TL_OK);
        chat_say(&c, 0, chat_at(0, 9, 0, 0), "you never say good night!");
        chat_say(&c, 1, chat_at(0, 9, 1, 0), "no");
        assert_int_equal(chat_finish(&c, 0, &l.options), TL_OK);
        allocator.fail_at = allocator.calls + fail_at;
        tl_cue_reader_init(&reader, &c.frame);
        enum tl_status status = tl_cue_reader_turn(&reader, 0, &cues, NULL);
        tl_cue_reader_release(&reader);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(cues), cmocka_unit_test(long_texts),
                                       cmocka_unit_test(memory_runs_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
