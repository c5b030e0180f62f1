/* Q07: is there enough to say anything? */
#include "chat.h"

#include <math.h>

static struct tl_value gate_of(int weeks, int messages_a_day, int of_jonas)
{
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    for (int day = 0; day < 7 * weeks; day++)
        for (int i = 0; i < messages_a_day; i++)
            chat_say(&c, i < of_jonas || day + i == 0 ? 1 : 0, chat_at(day, 8, 10 * i, 0),
                     "one two three");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    struct tl_measurement m = chat_run(&c, "Q07");
    struct tl_value gate = m.whole[TL_WHOSE_BOTH];
    if (gate.why != NULL) { /* the reason lives in the chat's arena */
        static char why[128];
        snprintf(why, sizeof why, "%s", gate.why);
        gate.why = why;
    }
    chat_close(&c);
    return gate;
}

/* Catalogue: 15 weeks, 5,000 messages: no verdict, one more week needed. */
static void worked_example(void **state)
{
    (void)state;
    struct tl_value gate = gate_of(15, 48, 20);
    assert_near(gate.value, 1.0, 0.0);
    assert_int_equal(gate.status, TL_VALUE_THIN);
    assert_string_equal(gate.why, "1 more week needed");
    gate = gate_of(16, 48, 20);
    assert_near(gate.value, 2.0, 0.0);
    assert_int_equal(gate.status, TL_VALUE_OK);
}

static void what_else_may_be_missing(void **state)
{
    (void)state;
    assert_string_equal(gate_of(16, 5, 2).why, "40 more messages needed");
    assert_string_equal(gate_of(7, 8, 4).why, "9 more weeks and 208 more messages needed");
    assert_near(gate_of(7, 8, 4).value, 0.0, 0.0);
    struct tl_value gate = gate_of(52, 2, 0);
    assert_near(gate.value, 0.0, 0.0);
    assert_string_equal(gate.why, "59 more messages needed from the one who wrote less");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(what_else_may_be_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
