/* Every sentence the tool says to those who read a chat: easy to read (F2: grade 7 or below, 20
   words a sentence) and worded as G10 asks. The sentences are the notes and patterns of the coach,
   the string literals of the sources and the strings of the page; a conversion or a blank stands
   for a name or a number. German is held to the same grade by a German formula, which says nothing
   of texts of less than ten words. */
#include "tl_test.h"

#include <ctype.h>
#include <dirent.h>

#include "advice.h"
#include "coach_language.h"
#include "readability.h"

#define GRADE 7.0
#define WORDS_MOST 20
#define GERMAN_LEAST 10 /* words */

/* Every source in these folders: a new one cannot escape. */
static const char *const folders[] = {"src/find", "src/report", "src/pdf",     "src/coach",
                                      "src/cli",  "src/wasm",   "src/measure", "src/import"};

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
    return isalpha((unsigned char)c) || c == '-' || (unsigned char)c >= 0x80;
}

static void check_list(const char *text, const char *where, const char *const *list, size_t n_list)
{
    for (const char *p = text; *p != '\0';) {
        size_t n = 0;
        while (in_word(p[n]))
            n++;
        for (size_t i = 0; n > 0 && i < n_list; i++) {
            const size_t k = strcspn(list[i], "*");
            bool same = list[i][k] == '*' ? n >= k : n == k;
            for (size_t c = 0; c < k && same; c++)
                same = (char)tolower((unsigned char)p[c]) == list[i][c];
            if (same) {
                print_error("%s says \"%.*s\": %s\n", where, (int)n, p, text);
                wrong++;
            }
        }
        p += n > 0 ? n : 1;
    }
}

static void check_words(const char *text, const char *where)
{
    check_list(text, where, never, sizeof never / sizeof *never);
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

static const char *const never_german[] = {
    "mann",           "m\xC3\xA4nner",   "frau",
    "frauen",         "freundin",        "weib*",
    "beweist",        "bewiesen",        "konfrontier*",
    "signifikan*",    "narziss*",        "manipul*",
    "betr\xC3\xBCg*", "untreu*",         "diagnos*",
    "schuldig",       "l\xC3\xBCgner*",  "l\xC3\xBCgt",
    "toxisch*",       "eifers\xC3\xBC*", "beziehungsunf\xC3\xA4hig*",
    "klammer*",       "bestraf*",
};

static void check_german(const char *text, const char *where)
{
    const struct readability whole = readability_of_german(text);
    if (whole.words >= GERMAN_LEAST && whole.grade > GRADE) {
        print_error("%s: grade %.1f: %s\n", where, whole.grade, text);
        wrong++;
    }
    check_list(text, where, never_german, sizeof never_german / sizeof *never_german);
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
            if ((*l)->language == TL_LANGUAGE_DE) {
                check_german((*l)->note[r], tl_coach_rules()[r].id);
                check_german((*l)->pattern[r] != NULL ? (*l)->pattern[r] : "", "pattern");
            }
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
    const char *start = *p;
    while (**p != '\0' && strchr("0123456789.*lzh-", **p) != NULL)
        (*p)++;
    if (**p == '\0' || strchr("diugfsxc%", **p) == NULL) {
        *p = start - 1; /* a bare percent, or the rest is a macro */
        return;
    }
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
    /* what is said of a file names formats, menus and programs of others */
    const bool names_files = strstr(path, "src/import/") != NULL;
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
                if (n + 16 >= sizeof text)
                    fail_msg("%s: a string without end", path);
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
            if (is_sentence(text, n) && !names_files)
                check_ease(text, path);
            n = 0;
        }
    }
    free(bytes);
}

static void check_folder(const char *folder)
{
    char name[600];
    size_t n = 0;
    snprintf(name, sizeof name, "%s/%s", getenv("TIDELINE_ROOT"), folder);
    DIR *dir = opendir(name);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        const size_t len = strlen(entry->d_name);
        if (len < 3 || strcmp(entry->d_name + len - 2, ".c") != 0)
            continue;
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        check_source(name);
        n++;
    }
    closedir(dir);
    assert_true(n > 0);
}

static void all_sources(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        check_folder(folders[i]);
    assert_int_equal(wrong, 0);
}

/* The strings of the page, between quotation marks or grave accents; ${...} is a number. */
static void check_strings(const char *path, void (*check)(const char *text, const char *where))
{
    char name[600], text[8192];
    size_t n_texts = 0;
    snprintf(name, sizeof name, "%s/%s", getenv("TIDELINE_ROOT"), path);
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    char *bytes = calloc(1, 1 << 20);
    assert_non_null(bytes);
    assert_true(fread(bytes, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    for (const char *p = bytes; *p != '\0'; p++) {
        if (p[0] == '/' && (p[1] == '*' || p[1] == '/')) {
            p = p[1] == '*' ? strstr(p, "*/") + 1 : strchr(p, '\n');
            continue;
        }
        if (strncmp(p, "ways: [", 7) == 0) { /* steps in the menus of others */
            p = strstr(p, "],\n        ]");
            assert_non_null(p);
        }
        if (*p != '\'' && *p != '"' && *p != '`')
            continue;
        const char quote = *p++;
        size_t n = 0;
        for (; *p != quote && *p != '\0' && n + 2 < sizeof text; p++) {
            if (p[0] == '$' && p[1] == '{') {
                int depth = 0; /* other strings may stand in it */
                do {
                    depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
                    p++;
                } while (depth > 0 || p[-1] != '}');
                p--;
                text[n++] = '4';
            } else {
                p += *p == '\\';
                text[n++] = *p;
            }
        }
        text[n] = '\0';
        n_texts++;
        if (n > 0 && strchr(text, ' ') != NULL)
            check(text, path);
    }
    free(bytes);
    assert_true(n_texts > 100);
}

static void check_page_english(const char *text, const char *where)
{
    check_words(text, where);
    if (is_sentence(text, strlen(text)))
        check_ease(text, where);
}

static void page(void **state)
{
    (void)state;
    wrong = 0;
    check_strings("web/strings/en.ts", check_page_english);
    check_strings("web/strings/de.ts", check_german);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coach),
        cmocka_unit_test(advice),
        cmocka_unit_test(all_sources),
        cmocka_unit_test(page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
