/* test_wording.c: what is said, and what is never said (F2, G10). */
#include "made.h"
#include "readability.h"

#include <math.h>

/* Measures catalogue F2. */
static void the_reference_example(void **state)
{
    (void)state;
    struct readability r = readability_of("I feel lonely. Can we talk tonight?");
    assert_int_equal(r.words, 7);
    assert_int_equal(r.sentences, 2);
    assert_int_equal(r.syllables, 9);
    assert_near(r.grade, 0.94643, 1e-5);
    assert_near(r.ease, 94.51107, 1e-5);
    /* counted by hand: 1 1 2 2 1 1 2 3 1 1 1, and "9.4" is one word */
    r = readability_of("She wrote fewer letters, stepped back, started messages: 9.4 a week!");
    assert_int_equal(r.words, 11);
    assert_int_equal(r.syllables, 16);
    assert_int_equal(r.sentences, 1);
}

/* Every shape a paragraph can have. */
enum { N_CASES = 24 };

static void make(struct made *m, int i)
{
    struct tl_weighing *w = &m->q.weighing;
    if (i < 12) { /* pulling away: who, how surely, dated and how */
        w->person = i % 2;
        made_strength(m, 9.0, 8.0, 0.5);
        if (w->person == 0) {
            made_measure(m, 0, "A06", (double[]){1.4, 1.3}, (double[]){0.6, 1.3});
            made_measure(m, 1, "A21R", (double[]){0.8, 0.8}, (double[]){0.4, 0.8});
        }
        m->q.steady = i / 2 % 3 != 0; /* weak */
        w->families = i / 2 % 3 == 1 ? 2 : 3;
        w->onset.undatable = i >= 6;
        w->shape = i % 4 == 0 ? TL_SHAPE_STEP : i % 4 == 1 ? TL_SHAPE_TREND : TL_SHAPE_UNCLEAR;
    } else if (i < 15) {
        made_together(m, 0.5);
        if (i == 13)
            for (int week = 0; week < MADE_WEEKS; week++) /* cannot be dated */
                m->together[week] = week % 2 == 0 ? 1.0 : -1.0;
        if (i == 14)
            w->person = 0;
    } else if (i < 18) {
        made_together(m, 2.0);
        w->person = i % 2;
        if (i == 17) /* the one reached out, the other stayed */
            made_strength(m, 7.0, 0.0, -6.0);
    } else if (i < 21) {
        made_nothing(m);
        if (i == 19) {
            made_strength(m, 9.0, 8.0, 0.5);
            w->shape = TL_SHAPE_DIP, w->composite_p = 0.004;
        }
        if (i == 20)
            m->q.detectable = 0.05;
    } else if (i == 21) {
        m->q.ready = false, m->q.missing = "3 more weeks and 412 more messages needed";
    } else if (i == 22) {
        *w = (struct tl_weighing){.person = -1, .composite_p = 1.0, .together_p = 1.0};
    } else {
        made_nothing(m);
        m->q.detectable = 0.7;
    }
}

static bool says(const char *text, const char *what)
{
    return strstr(text, what) != NULL;
}

static void every_paragraph(void **state)
{
    (void)state;
    static const char *const past[] = {"stepped back", "wrote",  "began",
                                       "gave",         "stayed", "There was"};
    static const char *const present[] = {" is pulling", " are pulling", " steps back", " pulls",
                                          " writes",     " begins",      " will ",      "always"};
    static const char *const closing[] = {
        [TL_VERDICT_CANNOT_TELL] = "no sign for or against",
        [TL_VERDICT_NO_CHANGE] = "things a chat does not show",
        [TL_VERDICT_PULLING_AWAY] = "cannot say why",
        [TL_VERDICT_BOTH_QUIETER] = "can mean many things",
        [TL_VERDICT_CLOSER] = "",
    };
    bool seen[5] = {false};
    for (int i = 0; i < N_CASES; i++) {
        struct made m;
        made_open(&m);
        make(&m, i);
        const struct tl_verdict *v = made_verdict(&m);
        const char *text = v->text;
        seen[v->kind] = true;
        struct readability r = readability_of(text);
        if (!(r.grade <= 8.0))
            fail_msg("grade %.2f of case %d: %s", r.grade, i, text);
        if (text[strlen(text) - 1] != '.' || says(text, "  ") || says(text, "unknown") ||
            says(text, "nan") || says(text, "inf") || says(text, "..") || says(text, " ."))
            fail_msg("case %d is no clean text: %s", i, text);
        if (!says(text, closing[v->kind]))
            fail_msg("case %d does not say what it cannot say: %s", i, text);
        for (size_t k = 0; k < sizeof present / sizeof *present; k++)
            if (says(text, present[k]))
                fail_msg("case %d says \"%s\": %s", i, present[k], text);
        bool in_past = v->kind == TL_VERDICT_CANNOT_TELL;
        for (size_t k = 0; k < sizeof past / sizeof *past; k++)
            in_past = in_past || says(text, past[k]);
        if (!in_past)
            fail_msg("case %d is not about the past: %s", i, text);
        if (v->kind != TL_VERDICT_CANNOT_TELL) {
            if (!says(text, "Ilse") || !says(text, "Tomasz"))
                fail_msg("case %d does not speak of both: %s", i, text);
            if (!says(text, " in 100"))
                fail_msg("case %d gives no odds: %s", i, text);
        }
        made_close(&m);
    }
    for (int kind = 0; kind < 5; kind++)
        if (!seen[kind])
            fail_msg("no paragraph of the kind %s",
                     tl_verdict_kind_name((enum tl_verdict_kind)kind));
}

/* The words follow the level, and the numbers are those of the measures. */
static void pulling_away(void **state)
{
    (void)state;
    static const char *const lead[] = {
        [TL_LEVEL_WEAK] = "There were some hints that Tomasz stepped back",
        [TL_LEVEL_MODERATE] = "It looks as if Tomasz stepped back",
        [TL_LEVEL_STRONG] = "The messages show clearly that Tomasz stepped back"};
    for (int level = TL_LEVEL_WEAK; level <= TL_LEVEL_STRONG; level++) {
        struct made m;
        made_open(&m);
        m.q.steady = level > TL_LEVEL_WEAK;
        m.q.weighing.families = level == TL_LEVEL_STRONG ? 3 : 2;
        const char *text = made_verdict(&m)->text;
        assert_int_equal(m.a.verdict.level, level);
        if (strncmp(text, lead[level], strlen(lead[level])) != 0)
            fail_msg("%s", text);
        /* D16: the doubt stands in the same sentence */
        assert_int_equal(says(text, "chance"), level == TL_LEVEL_WEAK);
        assert_true(says(text, " since about 1 July 2024 (between 15 June and 24 July 2024)"));
        assert_int_equal(says(text, "The change came suddenly."), level > TL_LEVEL_WEAK);
        assert_true(says(text,
                         "Tomasz began about 9.1 conversations a week before and 4.9 after. To ten "
                         "turns of Ilse, Tomasz gave about 8 answers before and 4.5 after."));
        assert_true(says(text, "Ilse began about 9.8 conversations a week before and 9.8 after"));
        /* the user's own change first */
        assert_true(strstr(text, "Ilse began") < strstr(text, "Tomasz began"));
        assert_true(says(
            text,
            "Tomasz wrote about as many words at a time as before.")); /* one thing that stayed */
        made_close(&m);
    }
    struct made m;
    made_open(&m);
    m.q.weighing.onset.undatable = true;
    assert_true(says(made_verdict(&m)->text, "at a time that cannot be dated"));
    made_close(&m);
    /* What is not known is left out. */
    made_open(&m);
    m.q.n_measurements = 0;
    const char *text = made_verdict(&m)->text;
    assert_false(says(text, "began") || says(text, "gave") || says(text, "as before"));
    made_close(&m);
}

static void the_others(void **state)
{
    (void)state;
    struct made m;
    made_open(&m);
    made_together(&m, 0.5);
    const char *text = made_verdict(&m)->text;
    assert_true(strncmp(text, "Both of you wrote less since about", 34) == 0);
    assert_true(says(text, ", from about 4 to 2 messages a week together."));
    assert_true(says(text, "no clear sign that one of you led"));
    assert_true(
        says(text, "A one-sided fall of less than about 30\xC2\xA0% could have been missed"));
    assert_false(says(text, "stepped back"));
    made_close(&m);

    made_open(&m);
    made_together(&m, 2.0);
    made_strength(&m, 7.0, 0.0, -6.0);
    text = made_verdict(&m)->text;
    assert_true(strncmp(text, "You two wrote more since about", 30) == 0);
    assert_true(says(text, "Ilse reached out more. There was no sign that Tomasz stepped back"));
    made_close(&m);

    made_open(&m);
    made_nothing(&m);
    m.q.detectable = 0.31;
    text = made_verdict(&m)->text;
    assert_true(says(text, "no sign that one of you pulled away in these 52 weeks"));
    assert_true(says(text, "less than about 31\xC2\xA0% could have been missed"));
    assert_true(says(text, "Ilse began about 9.8 conversations a week in the first half and 9.8 in "
                           "the second"));
    made_close(&m);

    made_open(&m);
    made_nothing(&m);
    m.q.detectable = 0.62;
    assert_true(says(made_verdict(&m)->text,
                     "found is a one-sided fall by about 62\xC2\xA0% or more. That is no sign"));
    m.q.detectable = 0.97;
    assert_true(says(made_verdict(&m)->text, "Nothing short of a full stop would have been found"));
    m.q.detectable = NAN;
    assert_false(says(made_verdict(&m)->text, "would have been found"));
    made_close(&m);

    made_open(&m);
    m.q.weighing.shape = TL_SHAPE_DIP;
    assert_true(says(made_verdict(&m)->text, "a dip that passed"));
    made_close(&m);
}

/* Reads <root>/<path>; the caller frees it. */
static char *read_source(const char *path)
{
    char full[1024];
    const char *root = getenv("TIDELINE_ROOT");
    snprintf(full, sizeof full, "%s/%s", root != NULL ? root : ".", path);
    FILE *f = fopen(full, "rb");
    if (f == NULL)
        fail_msg("cannot open %s", full);
    char *text = calloc(1, 1 << 20);
    if (text == NULL || fread(text, 1, (1 << 20) - 1, f) == 0)
        fail_msg("cannot read %s", full);
    fclose(f);
    return text;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *find_word(const char *text, size_t n, const char *word, bool whole)
{
    size_t k = strlen(word);
    for (size_t i = 0; i + k <= n; i++) {
        size_t same = 0;
        while (same < k && (text[i + same] | 0x20) == (word[same] | 0x20))
            same++;
        if (same == k && (i == 0 || !letter(text[i - 1])) &&
            (!whole || i + k == n || !letter(text[i + k])))
            return text + i;
    }
    return NULL;
}

/* G10: words for a person's sex, for motives and for certainty are in no sentence of the program.
 */
static void check_literal(const char *path, const char *text, size_t n)
{
    static const char *const words[] = {"he",  "she",   "his", "her",   "him",    "hers",
                                        "men", "women", "man", "woman", "proves", "proof"};
    static const char *const beginnings[] = {
        "significan", "silent treatment", "normal couple", "stonewall", "needy",
        "clingy",     "avoidant",         "doesn't care",  "ignores",   "ignored",
        "hiding",     "confront",         "p-value",       "toxic",     "narciss"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (find_word(text, n, words[i], true) != NULL)
            fail_msg("%s says \"%s\": %.*s", path, words[i], (int)n, text);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (find_word(text, n, beginnings[i], false) != NULL)
            fail_msg("%s says \"%s\": %.*s", path, beginnings[i], (int)n, text);
}

/* Calls check_literal for every string of a C source, neighbours joined; comments and includes are
   left out. */
static size_t check_source(const char *path)
{
    char *source = read_source(path), literal[4096];
    size_t found = 0, n = 0;
    for (const char *c = source; *c != '\0';) {
        bool line_start = c == source || c[-1] == '\n';
        if (strncmp(c, "/*", 2) == 0) {
            c = strstr(c, "*/") + 2;
        } else if (line_start && strncmp(c, "#include", 8) == 0) {
            c = strchr(c, '\n');
        } else if (*c == '\'') {
            for (c++; *c != '\''; c++)
                c += *c == '\\';
            c++;
        } else if (*c == '"') {
            for (c++; *c != '"' && n < sizeof literal; c++) {
                c += *c == '\\';
                literal[n++] = *c;
            }
            c++;
            while (*c == ' ' || *c == '\n')
                c++;
            if (*c == '"')
                continue;
            check_literal(path, literal, n);
            found++;
            n = 0;
        } else {
            c++;
        }
    }
    free(source);
    return found;
}

static void no_banned_word(void **state)
{
    (void)state;
    assert_non_null(find_word("then she said", 13, "she", true));
    assert_null(find_word("the sheet", 9, "she", true));
    assert_non_null(find_word("Significantly less", 18, "significan", false));
    static const char *const folders[] = {"find", "measure"};
    size_t files = 0, literals = 0;
    for (size_t i = 0; i < 2; i++) {
        char path[256];
        snprintf(path, sizeof path, "src/%s/meson.build", folders[i]);
        char *list = read_source(path); /* the files are named in it */
        for (char *name = strchr(list, '\''); name != NULL; name = strchr(name, '\'')) {
            char *end = strchr(++name, '\'');
            if (end - name > 2 && strncmp(end - 2, ".c", 2) == 0) {
                snprintf(path, sizeof path, "src/%s/%.*s", folders[i], (int)(end - name), name);
                literals += check_source(path);
                files++;
            }
            name = end + 1;
        }
        free(list);
    }
    assert_true(files > 30 && literals > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_example), cmocka_unit_test(every_paragraph),
        cmocka_unit_test(pulling_away),          cmocka_unit_test(the_others),
        cmocka_unit_test(no_banned_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
