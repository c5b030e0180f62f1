/*
 * tl_test.h: cmocka with what it needs before it, and the helpers every test shares.
 */
#ifndef TL_TEST_H
#define TL_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tideline/base.h"

/* |a - b| <= tolerance, with a message that shows both. */
#define assert_near(a, b, tolerance)                                                               \
    do {                                                                                           \
        double near_a = (a), near_b = (b), near_t = (tolerance);                                   \
        if (!(near_a - near_b <= near_t && near_b - near_a <= near_t))                             \
            fail_msg("%s = %.17g, expected %.17g within %g", #a, near_a, near_b, near_t);          \
    } while (0)

/* Allocator that fails the call numbered `fail_at` (0-based) and every one after it; counts what is
   live, so that a test can end with assert_int_equal(a.live, 0). */
struct tl_test_allocator {
    struct tl_allocator base;
    size_t calls, fail_at;
    long live;
};
void tl_test_allocator_init(struct tl_test_allocator *a, size_t fail_at);

/* Reads a file below tests/data; fails the test when it is not there. The caller frees it. */
char *tl_test_read(const char *path, size_t *size);

#endif
