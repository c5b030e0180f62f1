/* Every sentence the tool says to those who read a chat: easy to read (F2: grade 7 or below, 20
   words a sentence) and worded as G10 asks. The sentences are the notes and patterns of the coach
   and the string literals of the sources below; a conversion stands for a name or a number. */
#include "tl_test.h"

#include <ctype.h>

#include "advice.h"
#include "coach_language.h"
#include "readability.h"

#define GRADE 7.0
#define WORDS_MOST 20

static const char *const sources[] = {
    "src/find/wording.c",
    "src/find/alternatives.c",
    "src/find/findings.c",
    "src/find/dips.c",
    "src/find/feeling.c",
    "src/find/course.c",
    "src/find/verdict.c",
    "src/report/advice.c",
    "src/report/report_terminal.c",
    "src/report/terminal_changes.c",
    "src/report/open_questions.c",
    "src/report/report_joint.c",
    "src/coach/coach.c",
    "src/cli/cmd_support.c",
    "src/cli/cmd_coach.c",
    "src/cli/felt.c",
};

/* Whole words, in any case; a star takes any ending. */
static const char *const never[] = {
    "he",         "she",         "his",        "her",        "him",      "hers",     "husband*",
    "wife",       "wives",       "boyfriend*", "girl*",      "man",      "men",      "woman",
    "women",      "male",        "female",     "proves",     "proof",    "prove",    "proven",
    "confront*",  "significan*", "p-value*",   "needy",      "clingy",   "avoidant", "narciss*",
    "stonewall*", "manipulat*",  "cheat*",     "unfaithful", "diagnos*", "punish*",  "guilty",
    "blame",      "fault",       "lies",       "liar",       "normal",   "abnormal", "toxic",
    "score",      "streak*",     "badge*",     "hurry",      "jealous*",
};

static unsigned wrong;

static bool in_word(char c)
{
    return isalpha((unsigned char)c) || c == '-';
}

static void check_words(const char *text, const char *where)
{
    for (const char *p = text; *p != '\0';) {
        size_t n = 0;
        while (in_word(p[n]))
            n++;
        for (size_t i = 0; n > 0 && i < sizeof never / sizeof *never; i++) {
            const size_t k = strcspn(never[i], "*");
            bool same = never[i][k] == '*' ? n >= k : n == k;
            for (size_t c = 0; c < k && same; c++)
                same = tolower((unsigned char)p[c]) == never[i][c];
            if (same) {
                print_error("%s says \"%.*s\": %s\n", where, (int)n, p, text);
                wrong++;
            }
        }
        p += n > 0 ? n : 1;
    }
}

/* Set phrases of the safety cards, whose words are known by everybody and must not vary. */
static bool is_set_phrase(const char *text)
{
    return strstr(text, "emergency number") != NULL ||
           strstr(text, "Information and support") != NULL;
}

static void check_ease(const char *text, const char *where)
{
    const struct readability whole = readability_of(text);
    if (whole.grade > GRADE && !is_set_phrase(text)) {
        print_error("%s: grade %.1f: %s\n", where, whole.grade, text);
        wrong++;
    }
    char sentence[1024];
    size_t n = 0;
    for (const char *p = text;; p++) {
        if (*p != '\0' && n + 2 < sizeof sentence)
            sentence[n++] = *p;
        if (*p != '\0' && strchr(".!?:", *p) == NULL)
            continue;
        sentence[n] = '\0';
        if (readability_of(sentence).words > WORDS_MOST) {
            print_error("%s: more than %d words: %s\n", where, WORDS_MOST, sentence);
            wrong++;
        }
        n = 0;
        if (*p == '\0')
            break;
    }
}

static void check_english(const char *text, const char *where)
{
    if (text == NULL)
        return;
    check_words(text, where);
    check_ease(text, where);
}

static void coach(void **state)
{
    (void)state;
    wrong = 0;
    const struct tl_coach_language *en = tl_coach_language_of(TL_LANGUAGE_EN);
    for (int r = 0; r < TL_COACH_RULES; r++) {
        check_english(en->note[r], tl_coach_rules()[r].id);
        check_english(en->pattern[r], tl_coach_rules()[r].id);
    }
    for (int k = 0; k < TL_PART_COUNT; k++)
        check_english(tl_coach_part_text((enum tl_coach_part)k), "part");
    /* every language has a note wherever English has one, and a pattern too */
    for (const struct tl_coach_language *const *l = tl_coach_languages(); *l != NULL; l++)
        for (int r = 0; r < TL_COACH_RULES; r++) {
            assert_non_null((*l)->note[r]);
            assert_int_equal((*l)->pattern[r] != NULL, en->pattern[r] != NULL);
        }
    assert_int_equal(wrong, 0);
}

static void advice(void **state)
{
    (void)state;
    wrong = 0;
    for (const struct tl_suggestion *s = tl_suggestions(); s->id != NULL; s++) {
        check_english(s->text, s->id);
        check_english(s->why, s->id);
    }
    assert_int_equal(wrong, 0);
}

/* A conversion as the word it stands for. */
static void put_conversion(const char **p, char *out, size_t *n)
{
    const char *stands = "4";
    (*p)++;
    if (**p == '%')
        stands = "%";
    while (**p != '\0' && strchr("diugfszxc%", **p) == NULL)
        (*p)++;
    if (**p == 's')
        stands = "Ann";
    memcpy(out + *n, stands, strlen(stands));
    *n += strlen(stands);
}

/* Whether it is a sentence for people: a capital, three words, an end. */
static bool is_sentence(const char *text, size_t n)
{
    size_t blanks = 0;
    for (size_t i = 0; i < n; i++)
        blanks += text[i] == ' ';
    return blanks >= 3 && isupper((unsigned char)text[0]) && strchr(".!?", text[n - 1]) != NULL;
}

/* Adjacent literals are one. */
static void check_source(const char *path)
{
    char name[600], text[8192];
    size_t size = 0, n = 0;
    snprintf(name, sizeof name, "%s/%s", getenv("TIDELINE_ROOT"), path);
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    char *bytes = calloc(1, 1 << 20);
    assert_non_null(bytes);
    size = fread(bytes, 1, (1 << 20) - 1, file);
    fclose(file);
    assert_true(size > 0);
    for (const char *p = bytes; *p != '\0'; p++) {
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/") + 1;
        } else if (p[0] == '\'') {
            p += p[1] == '\\' ? 3 : 2;
        } else if (*p == '"') {
            for (p++; *p != '"'; p++) {
                assert_true(n + 16 < sizeof text);
                if (*p == '\\')
                    text[n++] = *++p == 'n' ? ' ' : *p;
                else if (*p == '%')
                    put_conversion(&p, text, &n);
                else
                    text[n++] = *p;
            }
        } else if (n > 0 && !isspace((unsigned char)*p)) {
            text[n] = '\0';
            if (strchr(text, ' ') != NULL)
                check_words(text, path);
            if (is_sentence(text, n))
                check_ease(text, path);
            n = 0;
        }
    }
    free(bytes);
}

static void all_sources(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        check_source(sources[i]);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coach),
        cmocka_unit_test(advice),
        cmocka_unit_test(all_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
