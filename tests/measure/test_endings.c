/* A07: how conversations stop. */
#include "chat.h"

#include <math.h>

/* Catalogue: [A open], [B closed], [A ack], [A open]: left open for B 2/4; last word A 3/4. */
static void worked_example(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 1, chat_at(0, 9, 0, 0), "I am on the train, all is fine");
    chat_say(&c, 0, chat_at(0, 9, 1, 0), "when do you arrive?");
    chat_say(&c, 0, chat_at(1, 9, 0, 0), "are you asleep?");
    chat_say(&c, 1, chat_at(1, 9, 1, 0), "nearly, sleep well my love");
    chat_say(&c, 1, chat_at(2, 9, 0, 0), "I bought the tickets for Sunday");
    chat_say(&c, 0, chat_at(2, 9, 1, 0), "ok");
    chat_say(&c, 0, chat_at(3, 9, 0, 0), "what about the cat?");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A07");
    assert_near(m.whole[1].value, 0.50, 0.0);
    assert_near(m.whole[0].value, 0.0, 0.0);
    assert_near(chat_extra(&m, "last_word", TL_WHOSE_FIRST).value, 0.75, 0.0);
    assert_near(chat_extra(&m, "brief_last_turn", TL_WHOSE_FIRST).value, 1.0 / 3.0, 1e-12);
    assert_int_equal(m.whole[1].status, TL_VALUE_THIN);
    chat_close(&c);
}

/* A question that a call follows was not left open; a reaction is no last word. */
static void calls_and_reactions(void **state)
{
    (void)state;
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 9, 0, 0), "can you talk?");
    chat_event(&c, 0, chat_at(0, 9, 2, 0), TL_KIND_CALL, 300);
    chat_say(&c, 0, chat_at(1, 9, 0, 0), "shall I?");
    chat_event(&c, 1, chat_at(1, 9, 2, 0), TL_KIND_REACTION, -1);
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "A07");
    assert_near(m.whole[1].value, 0.5, 0.0);
    assert_near(chat_extra(&m, "moved_to_a_call", TL_WHOSE_BOTH).value, 0.5, 0.0);
    assert_near(chat_extra(&m, "last_word", TL_WHOSE_FIRST).value, 1.0, 0.0);
    chat_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(calls_and_reactions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
