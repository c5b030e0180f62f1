/* How a turn is written. */
#include "turn_cues.h"

#include "scene.h"

static struct tl_turn_cues read(const char *text, uint64_t held, const char *language)
{
    struct scene s;
    scene_open(&s);
    s.l.a.language = language;
    scene_play(&s, 0, LINES(((struct line[]){{0, 0, text, held, 0}, {1, 1, "yes", 0, 0}})));
    scene_finish(&s, 0);
    const struct tl_turn_cues cues = s.c.frame.cues->turn[0];
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cues), cmocka_unit_test(long_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
