/* Q05: what the text cannot show. */
#include "chat.h"

#include <math.h>

/* Catalogue: 200 messages, 24 media placeholders: 12 %. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int i = 0; i < 200; i++) {
        if (i % 25 < 3)
            chat_event(&c, 0, chat_at(i / 10, 9, i % 10, 0),
                       i % 25 == 0   ? TL_KIND_MEDIA
                       : i % 25 == 1 ? TL_KIND_VOICE
                                     : TL_KIND_IMAGE,
                       i % 25 == 1 ? 90 : -1);
        else
            chat_say(&c, 1, chat_at(i / 10, 9, i % 10, 0), "words");
    }
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "Q05");
    assert_near(m.whole[TL_WHOSE_BOTH].value, 0.12, 1e-12);
    assert_near(m.whole[0].value, 1.0, 0.0);
    assert_near(m.whole[1].value, 0.0, 0.0);
    assert_near(chat_extra(&m, "voice_notes", TL_WHOSE_BOTH).value, 8.0, 0.0);
    assert_near(chat_extra(&m, "voice_minutes", TL_WHOSE_FIRST).value, 12.0, 1e-12);
    assert_int_equal(chat_extra(&m, "mentions", TL_WHOSE_BOTH).status, TL_VALUE_NA);
    chat_close(&c);
}

static void calls_without_a_length(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_event(&c, 0, chat_at(0, 9, 0, 0), TL_KIND_MISSED_CALL, -1);
    chat_event(&c, 1, chat_at(0, 9, 5, 0), TL_KIND_CALL, -1);
    chat_say(&c, 1, chat_at(0, 9, 40, 0), "thank you");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "Q05");
    assert_near(chat_extra(&m, "missed_calls", TL_WHOSE_FIRST).value, 1.0, 0.0);
    assert_near(chat_extra(&m, "calls", TL_WHOSE_SECOND).value, 1.0, 0.0);
    assert_int_equal(chat_extra(&m, "call_minutes", TL_WHOSE_SECOND).status, TL_VALUE_NA);
    assert_near(m.whole[TL_WHOSE_BOTH].value, 0.0, 0.0);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(calls_without_a_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
