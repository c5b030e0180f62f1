/* Q03: was the beginning cut off? */
#include "chat.h"

#include <math.h>

static double flag_of(const char *format, uint64_t messages)
{
    struct chat c;
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    chat_say(&c, 0, chat_at(0, 9, 0, 0), "and then?");
    chat_say(&c, 1, chat_at(0, 9, 1, 0), "nothing");
    assert_int_equal(chat_finish(&c, 0, NULL), TL_OK);
    c.conv->files[0].format = format;
    c.conv->files[0].messages = messages;
    struct tl_measurement m = chat_run(&c, "Q03");
    double flag = m.whole[TL_WHOSE_BOTH].value;
    struct tl_value cap = chat_extra(&m, "cap", TL_WHOSE_BOTH);
    assert_int_equal(cap.status, flag > 0.0 ? TL_VALUE_OK : TL_VALUE_NA);
    chat_close(&c);
    return flag;
}

/* Catalogue: 39,950 messages -> flag; 38,000 -> none. */
static void worked_example(void **state)
{
    (void)state;
    assert_near(flag_of("whatsapp-text", 39950), 1.0, 0.0);
    assert_near(flag_of("whatsapp-text", 38000), 0.0, 0.0);
}

static void both_caps_and_other_formats(void **state)
{
    (void)state;
    assert_near(flag_of("whatsapp-text", 10099), 1.0, 0.0);
    assert_near(flag_of("whatsapp-text", 10101), 0.0, 0.0);
    assert_near(flag_of("whatsapp-text", 9900), 1.0, 0.0);
    assert_near(flag_of("telegram-json", 39950), 0.0, 0.0);
    assert_near(flag_of("whatsapp-text", 0), 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(both_caps_and_other_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
