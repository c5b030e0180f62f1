/*
 * encoder.c against the weights it was made of: tests/data/label/encoder_reference.txt says how
 * those numbers were found.
 */
#include "tl_test.h"

#include "encoder.h"
#include "encoder_data.h"
#include "str.h"

#include <math.h>

static struct tl_context ctx;
static struct tl_encoder *encoder;

static struct tl_str data(void)
{
    return (struct tl_str){(const char *)tl_encoder_data, tl_encoder_data_size};
}

static int open_encoder(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return tl_encoder_new(&ctx, data(), &encoder, NULL) == TL_OK ? 0 : -1;
}

static int close_encoder(void **state)
{
    (void)state;
    tl_encoder_free(encoder);
    return 0;
}

static double cosine(const float *a, const float *b)
{
    double ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < TL_ENCODER_WIDTH; i++) {
        ab += (double)a[i] * (double)b[i];
        aa += (double)a[i] * (double)a[i];
        bb += (double)b[i] * (double)b[i];
    }
    return ab / sqrt(aa * bb);
}

static void test_reference(void **state)
{
    (void)state;
    size_t size, texts = 0;
    char *file = tl_test_read("label/encoder_reference.txt", &size);
    for (char *line = file; *line != '\0';) {
        char *end = strchr(line, '\n');
        assert_non_null(end);
        if (*line == '#') {
            line = end + 1;
            continue;
        }
        float want[TL_ENCODER_WIDTH], got[TL_ENCODER_WIDTH];
        char *number = end;
        for (size_t i = 0; i < TL_ENCODER_WIDTH; i++)
            want[i] = strtof(number, &number);
        tl_encoder_read(encoder, &(struct tl_str){line, (size_t)(end - line)}, 1, got);
        assert_near(cosine(got, got), 1, 1e-6);
        if (!(cosine(want, got) > 0.998))
            fail_msg("text %zu: cosine %.5f", texts, cosine(want, got));
        texts++;
        line = strchr(number, '\n') + 1;
    }
    free(file);
    assert_int_equal(texts, 5);
}

static const char *const talk[] = {
    "Did the vet call back about her paw?",
    "",
    "not yet, I keep looking at the phone",
    "\xf0\x9f\x98\xac",
    "Tell me the minute they do, I'll step out of the meeting. She slept on my foot all night and "
    "I "
    "did not move, not once, so now I walk like your uncle Piet",
    "ok",
};
#define TALK (sizeof talk / sizeof talk[0])

/* The company a text is in, and the batch it falls into, change no bit of its numbers. */
static void test_company(void **state)
{
    (void)state;
    struct tl_str text[20 * TALK];
    static float all[20 * TALK][TL_ENCODER_WIDTH];
    for (size_t i = 0; i < 20 * TALK; i++)
        text[i] = tl_str_from(talk[i % TALK]);
    tl_encoder_read(encoder, text, 20 * TALK, all[0]);
    for (size_t i = 0; i < 20 * TALK; i++) {
        float alone[TL_ENCODER_WIDTH];
        tl_encoder_read(encoder, &text[i], 1, alone);
        assert_memory_equal(alone, all[i], sizeof alone);
    }
    for (size_t i = 0; i < TL_ENCODER_WIDTH; i++)
        assert_true(all[1][i] == 0.0f);
}

/* The same bits on every build: a hash of them, found with gcc 12 on x86-64. */
static void test_bits(void **state)
{
    (void)state;
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < TALK; i++) {
        float got[TL_ENCODER_WIDTH];
        const struct tl_str text = tl_str_from(talk[i]);
        tl_encoder_read(encoder, &text, 1, got);
        for (size_t k = 0; k < TL_ENCODER_WIDTH; k++) {
            uint32_t bits;
            memcpy(&bits, &got[k], sizeof bits);
            hash = (hash ^ bits) * UINT64_C(1099511628211);
        }
    }
    assert_int_equal(hash, UINT64_C(0xfb714430c9b2c23d));
}

static void test_long_text(void **state)
{
    (void)state;
    char text[100000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "no, and again no. "[i % 18];
    float got[TL_ENCODER_WIDTH];
    tl_encoder_read(encoder, &(struct tl_str){text, sizeof text}, 1, got);
    assert_near(cosine(got, got), 1, 1e-6);
}

static void test_broken_data(void **state)
{
    (void)state;
    struct tl_encoder *e;
    struct tl_error err = {0};
    const struct tl_str whole = data();
    assert_int_equal(tl_encoder_new(&ctx, (struct tl_str){whole.ptr, 12}, &e, &err), TL_FAIL);
    assert_int_equal(tl_encoder_new(&ctx, (struct tl_str){whole.ptr, whole.len - 1}, &e, &err),
                     TL_FAIL);
    assert_int_equal(
        tl_encoder_new(&ctx, (struct tl_str){whole.ptr + 16, whole.len - 16}, &e, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_FORMAT_SYNTAX);
}

static void test_memory(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, i);
        struct tl_context short_of = ctx;
        short_of.allocator = &a.base;
        struct tl_encoder *e;
        const enum tl_status status = tl_encoder_new(&short_of, data(), &e, NULL);
        tl_encoder_free(e);
        assert_int_equal(a.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_true(i < 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference),   cmocka_unit_test(test_company),
        cmocka_unit_test(test_bits),        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_broken_data), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, open_encoder, close_encoder);
}
