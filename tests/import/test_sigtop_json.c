/*
 * test_sigtop_json.c: the samples.
 */
#include "tl_test.h"

#include "dump_conversation.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("sigtop_json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
