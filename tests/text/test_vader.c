/*
 * vader.c: every rule by an invented sentence. The sum each line gives is worked out by hand from
 * the ratings (good 1.9, nice 1.8, great 3.1, love 3.2, sad -2.1, bad -2.5, horrible -2.5,
 * ugly -2.3, wonderful 2.7, :( -1.9) and the paper's constants; the compound is S / sqrt(S^2 + 15).
 * Sentences marked (js) were also put to the npm package vader-sentiment 1.1.3, which gave the
 * same.
 */
#include "tl_test.h"

#include "memory.h"
#include "str.h"
#include "vader.h"

#include <math.h>

static void check(const char *text, double sum)
{
    struct tl_context ctx;
    struct tl_vader vader;
    struct tl_vader_scores got;
    tl_context_init(&ctx);
    tl_vader_init(&vader, &ctx);
    assert_int_equal(tl_vader_score(&vader, tl_str_from(text), &got, NULL), TL_OK);
    if (fabs(got.compound - sum / sqrt(sum * sum + 15)) > 1e-12)
        fail_msg("\"%s\": %.6f", text, got.compound);
    tl_vader_release(&vader);
}

static void test_words(void **state)
{
    (void)state;
    check("The soup was good", 1.9); /* (js) */
    check("a good plan, and (nice!) people", 1.9 + 1.8 + 0.292);
    check("goodish badly-lit rooms", 0);
    check("", 0);
    check(" \t\n ", 0);
    check("We stand on the bridge", 0);
    check("Sunday :(", -1.9);                               /* two letters: the marks stay */
    check("...sad...", -2.1);                               /* more: they go */
    check("sad\xC2\xA0good", -2.1 + 1.9);                   /* no-break space */
    check("sad\xE3\x80\x80good\x1Fnice", -2.1 + 1.9 + 1.8); /* ideographic space, unit separator */
    check("good\xE2\x80\x8Bnice", 0);                       /* zero width space is no blank */
    check("than\xE2\x84\xAA"
          "s",
          1.9);                    /* kelvin sign */
    check("\xFFgood good\xC3", 0); /* broken bytes */
    check("lol", 1.8);             /* twice in the list: the last one counts */
}

static void test_boosters(void **state)
{
    (void)state;
    check("really good", 1.9 + 0.293); /* (js) */
    check("really bad", -2.5 - 0.293);
    check("barely good", 1.9 - 0.293); /* (js) */
    check("really a good one", 1.9 + 0.293 * 0.95);
    check("really such a good one", 1.9 + 0.293 * 0.9);
    check("really such a fairly good one", 1.9);
    check("it was kind of good", 1.9 - 0.293);
    check("kind of good", 1.9); /* bigrams need three words before */
    check("the kind man", 2.4); /* (js) */
    check("kind of him", 0);    /* (js) */
}

static void test_capitals(void **state)
{
    (void)state;
    check("That is GOOD", 1.9 + 0.733); /* (js) */
    check("THAT IS GOOD", 1.9);         /* all of it shouts: nothing stands out */
    check("That is BAD", -2.5 - 0.733);
    check("That is REALLY good", 1.9 + 0.293 + 0.733);
    check("\xC3\x89T\xC3\x89 GOOD", 1.9); /* E with acute is a capital letter */
    check("\xC3\xA9T GOOD", 1.9 + 0.733); /* the small one is none */
    check("\xC7\x85 GOOD", 1.9 + 0.733);  /* a title case letter is none either */
    check("42 GOOD", 1.9 + 0.733);        /* digits have no case */
}

static void test_negation(void **state)
{
    (void)state;
    check("not good", 1.9 * -0.74);                        /* (js) */
    check("not a good one", 1.9 * -0.74);                  /* (js) */
    check("not such a good one", 1.9 * -0.74);             /* (js) */
    check("not quite such a good one", 1.9 + 0.293 * 0.9); /* four words away */
    check("It isn't bad", -2.5 * -0.74);
    check("It ISN'T bad", -2.5 * -0.74);
    check("It mayn't be bad", -2.5 * -0.74); /* any n't */
    check("It isn\xE2\x80\x99t bad", -2.5);  /* the curly one is not read */
    check("despite the horrible rain", -2.5 * -0.74);
    check("never so good", (1.9 + 0.293) * 1.25);
    check("never this good", 1.9 * 1.25);
    check("never was this good", 1.9 * 1.25); /* (js) */
    check("it was this good", 1.9 * 1.25);    /* as the reference: without "never" too */
    check("without doubt a good one", -1.5 * -0.74 + 1.9); /* doubt is denied, good is not */
    check("good without doubt", 1.9 - 1.5 * -0.74);
    check("the least good one", 1.9 * -0.74); /* (js) */
    check("at least good", 1.9);              /* (js) */
    check("least good", 1.9 * -0.74);         /* (js) */
}

/* "no" is rated -1.2 by itself. */
static void test_no(void **state)
{
    (void)state;
    check("no", -1.2);
    check("no good", 1.9 * -0.74);
    check("no really good", -1.2 + 1.9 * -0.74 - 0.293);
    check("no bad or good", -2.5 * -0.74 + 1.9 * -0.74);
}

/* Looked for where the rated word has three before it; each rated word of a phrase counts for all
   of it. */
static void test_idioms(void **state)
{
    (void)state;
    check("we think he is the bomb", 3); /* (js) */
    check("the bomb", -2.2);
    check("this cake is to die for", -2.9);   /* as the reference: not seen from "die" */
    check("he is a real bad ass", 1.5 + 1.5); /* (js) */
    check("we met at the bus stop", 0);
    check("he gave us the kiss of death", -1.5 - 1.5); /* (js) */
    check("I saw that broken heart", -2.9 - 2.9);
    check("it was just enough good", 1.9 - 0.293);
    check("not kind of good", 1.9 * -0.74 - 0.293); /* (js) */
    check("not sort of bad", -2.5 * -0.74 - 0.293); /* as the reference: less, whatever the sign */
}

static void test_but(void **state)
{
    (void)state;
    check("The soup was good, but the rain was horrible", 1.9 * 0.5 - 2.5 * 1.5);
    check("good BUT sad", 1.9 * 0.5 - 2.1 * 1.5);
    check("sad but good but nice", -2.1 * 0.5 + 1.9 * 1.5 + 1.8 * 1.5); /* the first one */
    check("love but accept",
          3.2 * 0.5 * 0.5 + 1.6); /* as the reference: 1.6 is met in front first */
    /* In a long text by position. */
    char text[8192] = "love but accept";
    while (strlen(text) < 8000)
        strcat(text, " x");
    check(text, 3.2 * 0.5 + 1.6 * 1.5);
}

static void test_marks(void **state)
{
    (void)state;
    check("good!", 1.9 + 0.292); /* (js) */
    check("sad!!", -2.1 - 2 * 0.292);
    check("good!!!!!!!", 1.9 + 4 * 0.292);
    check("!!!!", 0);
    check("good?", 1.9);
    check("good??", 1.9 + 2 * 0.18);
    check("good? ??", 1.9 + 3 * 0.18);
    check("sad????", -2.1 - 0.96);
}

static void test_emoji(void **state)
{
    (void)state;
    check("\xF0\x9F\x98\x82", -0.9 + 2.8);                /* face with tears of joy */
    check("good\xF0\x9F\x98\x82nice", 1.9 - 0.9);         /* good face with tears of joynice */
    check("\xF0\x9F\xA4\x97\xF0\x9F\xA4\x97", 1.8 + 1.8); /* hugging face hugging face */
    check("a \xF0\x9F\x90\x95 is good", 1.9);             /* dog */
    check("\xC2\xA0\xE4\xB8\xAD", 0);                     /* none */
}

static void test_parts(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_vader vader;
    struct tl_vader_scores got;
    tl_context_init(&ctx);
    tl_vader_init(&vader, &ctx);
    /* 1.9 + 1, 2.1 + 1 and two words: 2.9, 3.1 and 2 of 8. */
    tl_vader_score(&vader, TL_STR("good soup, sad rain"), &got, NULL);
    assert_near(got.positive, 0.3625, 1e-12);
    assert_near(got.negative, 0.3875, 1e-12);
    assert_near(got.neutral, 0.25, 1e-12);
    /* A mark goes to the larger side. */
    tl_vader_score(&vader, TL_STR("good soup, sad rain!"), &got, NULL);
    assert_near(got.negative, 3.392 / 8.292, 1e-12);
    tl_vader_score(&vader, TL_STR("good soup, nice rain!"), &got, NULL);
    assert_near(got.positive, 5.992 / 7.992, 1e-12);
    tl_vader_score(&vader, TL_STR(""), &got, NULL);
    assert_near(got.positive + got.negative + got.neutral, 0, 0);
    tl_vader_release(&vader);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator memory;
        tl_test_allocator_init(&memory, i);
        struct tl_context ctx;
        tl_context_init(&ctx);
        ctx.allocator = &memory.base;
        struct tl_vader vader;
        struct tl_vader_scores got;
        struct tl_error error = {0};
        tl_vader_init(&vader, &ctx);
        enum tl_status status = tl_vader_score(
            &vader, TL_STR("a b c d e f g h i j k l m n o p q r \xF0\x9F\x98\x82"), &got, &error);
        if (status != TL_OK) {
            assert_int_equal(error.code, TL_CODE_MEMORY);
            memory.fail_at = SIZE_MAX; /* memory is back: the same buffers serve again */
            assert_int_equal(tl_vader_score(&vader, TL_STR("good"), &got, NULL), TL_OK);
            assert_true(got.compound > 0.4);
        }
        tl_vader_release(&vader);
        assert_int_equal(memory.live, 0);
        if (status == TL_OK)
            break;
        assert_true(i < 50);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_boosters),
        cmocka_unit_test(test_capitals),
        cmocka_unit_test(test_negation),
        cmocka_unit_test(test_no),
        cmocka_unit_test(test_idioms),
        cmocka_unit_test(test_but),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_emoji),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
