/* style.h: style matching, the same at different lengths, and the analytic index. */
#include "labelled.h"

#include <math.h>

#include "style.h"

/* Catalogue, B02: percentages of two people in the order of enum tl_style. */
static const double a_percent[TL_STYLE_COUNT] = {14, 5, 6, 6, 12, 9, 5, 2, 2.5};
static const double b_percent[TL_STYLE_COUNT] = {12, 6, 4, 7, 10, 10, 6.5, 3, 1.5};

static struct tl_style_sums text_of(const double *percent, double words)
{
    struct tl_style_sums out = {.words = words};
    for (size_t k = 0; k < TL_STYLE_COUNT; k++)
        out.style[k] = percent[k] * words / 100.0;
    return out;
}

static void worked_example(void **state)
{
    (void)state;
    static const double match[TL_STYLE_COUNT] = {0.923077, 0.909092, 0.800002, 0.923078, 0.909091,
                                                 0.947369, 0.869566, 0.800004, 0.750006};
    struct tl_style_sums a = text_of(a_percent, 400.0), b = text_of(b_percent, 900.0);
    for (int k = 0; k < TL_STYLE_COUNT; k++) {
        assert_near(tl_style_match_one(&a, &b, (enum tl_style)k), match[k], 1e-6);
        assert_near(tl_style_match_one(&b, &a, (enum tl_style)k), match[k], 1e-6);
    }
    assert_near(tl_style_match(&a, &b), 0.870143, 1e-6);
    assert_near(tl_style_match(&b, &a), 0.870143, 1e-6);
}

/* Categories neither uses are left out; seven are needed. */
static void unused_categories(void **state)
{
    (void)state;
    struct tl_style_sums a = text_of(a_percent, 400.0), b = a;
    a.style[TL_STYLE_ARTICLE] = b.style[TL_STYLE_ARTICLE] = 0.0;
    a.style[TL_STYLE_ADVERB] = b.style[TL_STYLE_ADVERB] = 0.0;
    assert_true(isnan(tl_style_match_one(&a, &b, TL_STYLE_ARTICLE)));
    assert_near(tl_style_match(&a, &b), 1.0, 1e-12);
    b.style[TL_STYLE_ADVERB] = 3.0; /* one uses it, the other does not: no match at all */
    assert_near(tl_style_match(&a, &b), 7.0 / 8.0, 1e-4);
    b.style[TL_STYLE_ADVERB] = 0.0;
    a.style[TL_STYLE_NEGATION] = b.style[TL_STYLE_NEGATION] = 0.0;
    assert_true(isnan(tl_style_match(&a, &b)));
    b.words = 0.0;
    assert_true(isnan(tl_style_match(&a, &b)));
}

/* Catalogue, B03: two samples of W words from the habits of person A, every category drawn by
   itself; mean of 4,000 draws. Their table was computed with another generator. */
static void shorter_texts_match_less(void **state)
{
    (void)state;
    static const struct {
        int words;
        double mean;
    } table[] = {{25, 0.546},  {50, 0.642},  {100, 0.747},  {200, 0.825},
                 {300, 0.859}, {500, 0.892}, {1000, 0.924}, {2000, 0.946}};
    struct tl_rng rng;
    tl_rng_init(&rng, 11, 3);
    for (size_t row = 0; row < sizeof table / sizeof *table; row++) {
        double sum = 0.0, used = 0.0, match = 0.0, draws = 0.0;
        for (int draw = 0; draw < (table[row].words > 300 ? 1000 : 4000); draw++) {
            struct tl_style_sums text[2] = {{.words = table[row].words},
                                            {.words = table[row].words}};
            for (int i = 0; i < 2; i++)
                for (size_t k = 0; k < TL_STYLE_COUNT; k++)
                    for (int w = 0; w < table[row].words; w++)
                        text[i].style[k] += tl_rng_uniform(&rng) < a_percent[k] / 100.0;
            for (int k = 0; k < TL_STYLE_COUNT; k++) {
                double one = tl_style_match_one(&text[0], &text[1], (enum tl_style)k);
                sum += isnan(one) ? 1.0 : one; /* as the formula says of 0 and 0 */
                used += 1.0;
            }
            match += tl_style_match(&text[0], &text[1]);
            draws += 1.0;
        }
        assert_near(sum / used, table[row].mean, 0.01);
        if (table[row].words >= 200) /* all categories are in use */
            assert_near(match / draws, table[row].mean, 0.01);
    }
}

/* Catalogue, B07: 30 + 16 - 43 = 3. */
static void analytic_index(void **state)
{
    (void)state;
    static const double percent[TL_STYLE_COUNT] = {13, 6, 5, 6, 11, 10, 6, 2, 4};
    struct tl_style_sums text = text_of(percent, 1000.0);
    assert_near(tl_analytic_index(&text), 3.0, 1e-9);
    text.words = 0.0;
    assert_true(isnan(tl_analytic_index(&text)));
}

/* The words of turns, asked for one after the other. */
static void turns(void **state)
{
    (void)state;
    struct chat c;
    struct labelled l;
    labelled_open(&l);
    assert_int_equal(chat_open(&c, NULL), TL_OK);
    labelled_say(&l, &c, 0, chat_at(0, 9, 0, 0), "the sea", 0, 0);
    labelled_say(&l, &c, 0, chat_at(0, 9, 1, 0), "not a boat", 0, 0);
    chat_event(&c, 1, chat_at(0, 9, 2, 0), TL_KIND_IMAGE, -1);
    l.n++;
    labelled_say(&l, &c, 0, chat_at(0, 9, 3, 0), "there", 0, 0);
    assert_int_equal(labelled_finish(&l, &c, 0), TL_OK);
    size_t line = 0;
    struct tl_style_sums first = tl_style_of_turn(&c.frame, 0, &line);
    struct tl_style_sums second = tl_style_of_turn(&c.frame, 1, &line);
    struct tl_style_sums third = tl_style_of_turn(&c.frame, 2, &line);
    assert_near(first.words, 5.0, 0.0);
    assert_near(first.style[TL_STYLE_ARTICLE], 2.0, 0.0);
    assert_near(first.style[TL_STYLE_NEGATION], 1.0, 0.0);
    assert_near(second.words, 0.0, 0.0);
    assert_near(third.style[TL_STYLE_ADVERB], 1.0, 0.0);
    chat_close(&c);
    labelled_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(unused_categories),
        cmocka_unit_test(shorter_texts_match_less),
        cmocka_unit_test(analytic_index),
        cmocka_unit_test(turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
