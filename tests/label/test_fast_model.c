/* fast_model.c: sums of a model small enough to work out by hand, and files that are none. */
#include "tl_test.h"

#include <math.h>

#include "fast_model.h"
#include "str.h"

#define D 8
#define SIZE                                                                                       \
    (20 + 4 + D + D * (8 + 3 * D) + TL_FAST_HEADS * (16 + 3 * D) + 16 + TL_FAST_N_EMOTIONS * 8)

static void put_u32(unsigned char **p, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        *(*p)++ = (unsigned char)(x >> (8 * i));
}

static void put_f32(unsigned char **p, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    put_u32(p, bits);
}

/*
 * One row for every feature, its first number 64 of scale 1/64: each feature is worth 1. Filter 0
 * passes on the first number of the word itself, filter 1 that of the word before; head 0 sums the
 * first numbers, head 1 reads the largest answer of filter 0, head 2 the summed answers of
 * filter 1. Each head gives a quarter of what it reads (64 of scale 1/256), less 1. Emotion 1 is
 * stretched and moved as much as emotions are rivals.
 */
static void make(unsigned char file[SIZE], float rivalry)
{
    unsigned char *p = file;
    memset(file, 0, SIZE);
    memcpy(p, "TLF2", 4);
    p += 4;
    put_u32(&p, 0);
    put_u32(&p, D);
    put_u32(&p, D);
    put_u32(&p, TL_FAST_HEADS);
    put_f32(&p, 1.f / 64);
    p[0] = 64;
    p += D;
    for (int o = 0; o < D; o++)
        put_f32(&p, 1.f / 64);
    for (int o = 0; o < D; o++)
        put_f32(&p, 0);
    p[D] = 64;     /* filter 0: the word */
    p[3 * D] = 64; /* filter 1: the word before */
    p += 3 * D * D;
    for (int k = 0; k < TL_FAST_HEADS; k++)
        put_f32(&p, 1.f / 256);
    for (int k = 0; k < TL_FAST_HEADS; k++)
        put_f32(&p, -1);
    for (int k = 0; k < TL_FAST_HEADS; k++)
        put_f32(&p, k == 3 ? NAN : .25f);
    for (int k = 0; k < TL_FAST_HEADS; k++)
        put_f32(&p, .125f);
    p[0] = 64;                     /* head 0: the bag */
    p[3 * D + D] = 64;             /* head 1: the largest of filter 0 */
    p[2 * 3 * D + 2 * D + 1] = 64; /* head 2: the sum of filter 1 */
    p += TL_FAST_HEADS * 3 * D;
    put_f32(&p, .5f);
    put_f32(&p, 2);
    put_f32(&p, 1);
    put_f32(&p, rivalry);
    for (int k = 0; k < TL_FAST_N_EMOTIONS; k++)
        put_f32(&p, k == 1 ? 1 + rivalry : 1);
    for (int k = 0; k < TL_FAST_N_EMOTIONS; k++)
        put_f32(&p, k == 1 ? -rivalry : 0);
    assert_int_equal(p - file, SIZE);
}

static void test_sums(void **state)
{
    (void)state;
    unsigned char file[SIZE];
    struct tl_context ctx;
    struct tl_fast_model *model;
    struct tl_fast_tokens tokens;
    double score[TL_FAST_HEADS];
    float p[TL_FAST_HEADS];
    tl_context_init(&ctx);
    make(file, 0);
    assert_int_equal(tl_fast_model_new(&ctx, file, SIZE, &model, NULL), TL_OK);
    /* "a": 1 feature, vector 1; with 2 neighbours and the length the bag is 1 + 3 = 4 */
    tl_fast_tokenise(TL_STR("a"), &tokens);
    tl_fast_model_scores(model, &tokens, score);
    assert_near(score[0], 4 / 4. - 1, .01);
    assert_near(score[1], 1 / 4. - 1, .01);
    assert_near(score[2], 0 / 4. - 1, .01);
    /* "a ab": vectors 1 and 4 / sqrt(4) = 2; 3 neighbours and the length; sums over sqrt(2) */
    tl_fast_tokenise(TL_STR("a ab"), &tokens);
    tl_fast_model_scores(model, &tokens, score);
    assert_near(score[0], (1 + 2 + 4) / sqrt(2) / 4 - 1, .01);
    assert_near(score[1], 2 / 4. - 1, .01);
    assert_near(score[2], 1 / sqrt(2) / 4 - 1, .01);
    tl_fast_model_read(model, &tokens, p);
    for (int k = 0; k < 3; k++)
        assert_near((double)p[k], 1 / (1 + exp(-score[k])), 1e-4);
    assert_near((double)p[TL_FAST_VALENCE], score[TL_FAST_VALENCE], 1e-6);
    /* nothing said: the length alone */
    tl_fast_tokenise(TL_STR(""), &tokens);
    tl_fast_model_scores(model, &tokens, score);
    assert_near(score[0], 2 / 4. - 1, .01); /* the pair of the two borders as well */
    assert_near(tl_fast_model_threshold(model, (enum tl_fast_head)0), .25, 0);
    assert_true(isnan(tl_fast_model_threshold(model, (enum tl_fast_head)3)));
    assert_near(tl_fast_model_gate(model, (enum tl_fast_head)3), .125, 0);
    assert_near(tl_fast_model_valence(model, .25, 1), (.5 + 2 * .25 + 1) / 4, 1e-9);
    assert_near(tl_fast_model_valence(model, 1, 9), 1, 0);
    tl_fast_model_free(model);
}

/* What all 28 claim together is taken off each, before slope and offset. */
static void test_rivals(void **state)
{
    (void)state;
    unsigned char file[SIZE];
    struct tl_context ctx;
    struct tl_fast_model *alone, *rivals;
    struct tl_fast_tokens tokens;
    double score[TL_FAST_HEADS], weighed[TL_FAST_HEADS], claims = 0;
    tl_context_init(&ctx);
    tl_fast_tokenise(TL_STR("a ab"), &tokens);
    make(file, 0);
    assert_int_equal(tl_fast_model_new(&ctx, file, SIZE, &alone, NULL), TL_OK);
    tl_fast_model_scores(alone, &tokens, score);
    tl_fast_model_free(alone);
    make(file, .5f);
    assert_int_equal(tl_fast_model_new(&ctx, file, SIZE, &rivals, NULL), TL_OK);
    tl_fast_model_scores(rivals, &tokens, weighed);
    tl_fast_model_free(rivals);
    for (int k = 0; k < TL_FAST_N_EMOTIONS; k++)
        claims += 1 / (1 + exp(-score[k]));
    assert_true(claims > 7); /* 28 scores of about -1 */
    assert_near(weighed[0], score[0] - log(claims) / 2, 1e-4);
    assert_near(weighed[1], 1.5 * (score[1] - log(claims) / 2) - .5, 1e-4);
    assert_near(weighed[TL_FAST_REQUEST], score[TL_FAST_REQUEST], 0);
}

static void test_broken_files(void **state)
{
    (void)state;
    unsigned char file[SIZE];
    struct tl_context ctx;
    struct tl_fast_model *model = NULL;
    struct tl_error err;
    tl_context_init(&ctx);
    make(file, 0);
    for (size_t size = 0; size < SIZE; size += 7)
        assert_int_equal(tl_fast_model_new(&ctx, file, size, &model, &err), TL_FAIL);
    for (size_t i = 0; i < 20; i++) {
        make(file, 0);
        file[i] = (unsigned char)(file[i] + 100);
        assert_int_equal(tl_fast_model_new(&ctx, file, SIZE, &model, &err), TL_FAIL);
    }
    assert_null(model);
}

/* The words a model keeps change no answer. */
static void test_memory_of_words(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_fast_model *fresh, *used;
    struct tl_fast_tokens tokens;
    tl_context_init(&ctx);
    assert_int_equal(tl_fast_model_new(&ctx, NULL, 0, &used, NULL), TL_OK);
    for (int i = 0; i < 20000; i++) {
        char text[64];
        float p[TL_FAST_HEADS];
        snprintf(text, sizeof text, "word%c%c was %c%c%c", 'a' + i % 26, 'a' + i / 26 % 26,
                 'a' + i / 7 % 26, 'a' + i / 31 % 26, 'a' + i / 177 % 26);
        tl_fast_tokenise(tl_str_from(text), &tokens);
        tl_fast_model_read(used, &tokens, p);
        if (i % 1000 != 0)
            continue;
        float q[TL_FAST_HEADS];
        assert_int_equal(tl_fast_model_new(&ctx, NULL, 0, &fresh, NULL), TL_OK);
        tl_fast_model_read(fresh, &tokens, q);
        assert_memory_equal(p, q, sizeof p);
        tl_fast_model_free(fresh);
    }
    tl_fast_model_free(used);
}

static void test_no_memory(void **state)
{
    (void)state;
    struct tl_test_allocator a;
    struct tl_context ctx;
    struct tl_fast_model *model = NULL;
    tl_context_init(&ctx);
    tl_test_allocator_init(&a, 0);
    ctx.allocator = &a.base;
    assert_int_equal(tl_fast_model_new(&ctx, NULL, 0, &model, NULL), TL_FATAL);
    assert_null(model);
    assert_int_equal(a.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),         cmocka_unit_test(test_rivals),
        cmocka_unit_test(test_broken_files), cmocka_unit_test(test_memory_of_words),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
