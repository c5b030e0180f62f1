#include "tl_test.h"

#include "lexicon.h"
#include "lexicon_item.h"
#include "str.h"

struct reader {
    struct tl_context ctx;
    struct tl_tokens tokens;
    struct tl_words words;
};

static int set_up(void **state)
{
    struct reader *reader = malloc(sizeof *reader);
    assert_non_null(reader);
    tl_context_init(&reader->ctx);
    tl_tokens_init(&reader->tokens, &reader->ctx);
    tl_words_init(&reader->words, &reader->ctx);
    *state = reader;
    return 0;
}

static int tear_down(void **state)
{
    struct reader *reader = *state;
    tl_words_release(&reader->words);
    tl_tokens_release(&reader->tokens);
    free(reader);
    return 0;
}

static void read_text(struct reader *reader, enum tl_language language, const char *text)
{
    assert_int_equal(tl_tokens_read(&reader->tokens, tl_str_from(text), NULL), TL_OK);
    assert_int_equal(tl_words_read(&reader->words, tl_lexicon_of(language), &reader->tokens, NULL),
                     TL_OK);
    assert_int_equal(reader->words.n, reader->tokens.n);
}

/* Whether tokens [first, end) are an item of the list. */
static bool matches(const struct reader *reader, enum tl_word_list list, size_t first, size_t end)
{
    if (end - first == 1 && tl_word_set_has(reader->words.word[first], list))
        return true;
    for (size_t i = 0; i < reader->words.n_phrases; i++) {
        const struct tl_phrase *phrase = &reader->words.phrase[i];
        if (phrase->first == first && phrase->end == end && tl_word_set_has(phrase->set, list))
            return true;
    }
    return false;
}

/* An item as somebody would type it: 12 for any number, no star. */
static void as_typed(const char *item, char *text)
{
    for (; *item != '\0'; item++)
        if (*item == '0') {
            *text++ = '1';
            *text++ = '2';
        } else if (*item != '*' || item[1] != '\0' || item[-1] == ':' || item[-1] == ';') {
            *text++ = *item;
        }
    *text = '\0';
}

static bool covered_by_stem(struct tl_str word, char *const *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct tl_str stem = tl_str_from(items[i]);
        if (stem.len > 2 && stem.ptr[stem.len - 1] == '*' &&
            tl_str_starts(word, (struct tl_str){stem.ptr, stem.len - 1}))
            return true;
    }
    return false;
}

/* The item counts as it is and within a message, and does not with other letters at its ends, nor
   when its words belong to two sentences. */
static void check_item(struct reader *reader, enum tl_language language, enum tl_word_list list,
                       const char *item, char *const *items, size_t n_items)
{
    char typed[256], text[512];
    as_typed(item, typed);
    size_t len = strlen(item);
    bool stem = len > 2 && item[len - 1] == '*';
    read_text(reader, language, typed);
    size_t n = reader->tokens.n;
    bool word = reader->tokens.token[0].kind == TL_TOKEN_WORD;
    bool ends_in_word = reader->tokens.token[n - 1].kind == TL_TOKEN_WORD;
    if (!matches(reader, list, 0, n))
        fail_msg("%s/%s: '%s' is not found", tl_language_code(language), tl_word_list_name(list),
                 item);
    snprintf(text, sizeof text, "qqq, %s qqq", typed);
    read_text(reader, language, text);
    assert_true(matches(reader, list, 2, 2 + n));
    assert_false(matches(reader, list, 2 + n, 3 + n));
    assert_false(matches(reader, list, 0, 1));

    snprintf(text, sizeof text, "%sqx", typed);
    read_text(reader, language, text);
    if (stem)
        assert_true(matches(reader, list, 0, n));
    else if (ends_in_word && !covered_by_stem(tl_str_from(text), items, n_items) &&
             matches(reader, list, 0, n))
        fail_msg("%s/%s: '%s' is found with letters behind it", tl_language_code(language),
                 tl_word_list_name(list), item);
    snprintf(text, sizeof text, "%s%s", word ? "qx" : "\xF0\x9F\xA7\xB1 ", typed);
    read_text(reader, language, text);
    if (matches(reader, list, 0, word ? n : 1))
        fail_msg("%s/%s: '%s' is found with something before it", tl_language_code(language),
                 tl_word_list_name(list), item);
    char *blank = strchr(typed, ' ');
    if (blank != NULL) {
        *blank = '\n';
        read_text(reader, language, typed);
        if (matches(reader, list, 0, n))
            fail_msg("%s/%s: '%s' is found over two lines", tl_language_code(language),
                     tl_word_list_name(list), item);
    }
}

static size_t read_items(const char *folder, const char *name, char **items, size_t cap)
{
    char path[512], line[256];
    snprintf(path, sizeof path, "%s/data/words/%s/%s.txt", getenv("TIDELINE_ROOT"), folder, name);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    size_t n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        char item[sizeof line];
        for (size_t k = 0; tl_lexicon_item(line, k, item); k++) {
            assert_true(n < cap);
            items[n] = strdup(item);
            assert_non_null(items[n++]);
        }
    }
    fclose(file);
    return n;
}

static void test_every_item(void **state)
{
    struct reader *reader = *state;
    enum { CAP = 4000 };
    static char *items[CAP];
    for (int language = 1; language < TL_LANGUAGE_COUNT; language++) {
        size_t checked = 0;
        for (int list = 0; list < TL_WORDS_COUNT; list++) {
            const char *folders[] = {tl_language_code((enum tl_language)language), "any"};
            for (size_t k = 0; k < 2; k++) {
                size_t n =
                    read_items(folders[k], tl_word_list_name((enum tl_word_list)list), items, CAP);
                for (size_t i = 0; i < n; i++)
                    check_item(reader, (enum tl_language)language, (enum tl_word_list)list,
                               items[i], items, n);
                for (size_t i = 0; i < n; i++)
                    free(items[i]);
                checked += n;
            }
        }
        assert_true(checked > 1500);
    }
}

/* A contraction is one word, on all lists of its parts. */
static void test_contractions(void **state)
{
    struct reader *reader = *state;
    static char *lines[300];
    size_t n = read_items("en", "contractions", lines, 300);
    assert_true(n > 90);
    for (size_t i = 0; i < n; i++) {
        char *parts = strstr(lines[i], " = ");
        assert_non_null(parts);
        *parts = '\0';
        read_text(reader, TL_LANGUAGE_EN, lines[i]);
        assert_int_equal(reader->tokens.n, 1);
        struct tl_word_set whole = reader->words.word[0];
        read_text(reader, TL_LANGUAGE_EN, parts + 3);
        for (size_t k = 0; k < reader->words.n; k++)
            for (int list = 0; list < TL_WORDS_COUNT; list++)
                if (list != TL_WORDS_COMMON &&
                    tl_word_set_has(reader->words.word[k], (enum tl_word_list)list) &&
                    !tl_word_set_has(whole, (enum tl_word_list)list))
                    fail_msg("'%s' is not on the list %s of its part", lines[i],
                             tl_word_list_name((enum tl_word_list)list));
        free(lines[i]);
    }
}

static bool is_on(struct reader *reader, enum tl_language language, const char *word,
                  enum tl_word_list list)
{
    read_text(reader, language, word);
    assert_int_equal(reader->tokens.n, 1);
    return tl_word_set_has(reader->words.word[0], list);
}

static void test_words(void **state)
{
    struct reader *reader = *state;
    const enum tl_language en = TL_LANGUAGE_EN;
    assert_true(is_on(reader, en, "Don\xE2\x80\x99t", TL_WORDS_AUXILIARY));
    assert_true(is_on(reader, en, "Don\xE2\x80\x99t", TL_WORDS_NEGATION));
    assert_false(is_on(reader, en, "don't", TL_WORDS_WE));
    assert_true(is_on(reader, en, "I'm", TL_WORDS_I));
    assert_true(is_on(reader, en, "I'm", TL_WORDS_AUXILIARY));
    assert_true(is_on(reader, en, "we'll", TL_WORDS_FUTURE));
    assert_true(is_on(reader, en, "overreacting", TL_WORDS_INVALIDATION));
    assert_false(is_on(reader, en, "like", TL_WORDS_PREPOSITION));
    assert_true(is_on(reader, en, "12:30", TL_WORDS_LOGISTICS));
    assert_false(is_on(reader, en, "12.30", TL_WORDS_LOGISTICS));
    /* lengthened */
    assert_true(is_on(reader, en, "soooo", TL_WORDS_ADVERB));
    assert_true(is_on(reader, en, "YESSSS", TL_WORDS_ACKNOWLEDGEMENT));
    assert_true(is_on(reader, en, "goood", TL_WORDS_ACKNOWLEDGEMENT));
    assert_true(is_on(reader, en, "huuuugs", TL_WORDS_AFFECTION));
    assert_true(is_on(reader, en, "hahahahahaaaa", TL_WORDS_LAUGHTER));
    assert_false(is_on(reader, en, "qqqq", TL_WORDS_COMMON));
    /* skin tones and selectors make no difference */
    assert_true(is_on(reader, en, "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", TL_WORDS_ACKNOWLEDGEMENT));
    assert_true(is_on(reader, en, "\xE2\x9D\xA4\xEF\xB8\x8F", TL_WORDS_HEART));
    assert_true(is_on(reader, en, ":-*", TL_WORDS_KISS));
    assert_true(is_on(reader, TL_LANGUAGE_DE, "DANKE", TL_WORDS_GRATITUDE));
    assert_true(is_on(reader, TL_LANGUAGE_DE, "Überweisung", TL_WORDS_LOGISTICS));
    assert_true(is_on(reader, TL_LANGUAGE_ES, "QUIÉN", TL_WORDS_QUESTION));
    assert_false(is_on(reader, TL_LANGUAGE_ES, "quien", TL_WORDS_QUESTION));
}

/* first-end:list of all phrases but those of one list. */
static void check_phrases(struct reader *reader, enum tl_language language, const char *text,
                          const char *want)
{
    char got[512] = "";
    read_text(reader, language, text);
    for (size_t i = 0; i < reader->words.n_phrases; i++)
        for (int list = 0; list < TL_WORDS_COUNT; list++)
            if (tl_word_set_has(reader->words.phrase[i].set, (enum tl_word_list)list))
                snprintf(got + strlen(got), sizeof got - strlen(got), "%u-%u:%s ",
                         (unsigned)reader->words.phrase[i].first,
                         (unsigned)reader->words.phrase[i].end,
                         tl_word_list_name((enum tl_word_list)list));
    assert_string_equal(got, want);
}

static void test_phrases(void **state)
{
    struct reader *reader = *state;
    const enum tl_language en = TL_LANGUAGE_EN;
    check_phrases(reader, en, "can we talk about it", "0-4:demand ");
    check_phrases(reader, en, "Can we? Talk about it", "");
    check_phrases(reader, en, "im sorry that I was late", "0-3:repair ");
    check_phrases(reader, en, "I am sorry that", "0-4:repair ");
    check_phrases(reader, en, "you are right", "0-3:repair ");
    check_phrases(reader, en, "i love you, good-night",
                  "0-2:affection 1-3:affection 1-3:you_affection 4-7:good_night ");
    check_phrases(reader, en, "HELLO????", "0-2:demand ");
    check_phrases(reader, en, "you never listen", "0-2:demand 1-3:behaviour ");
    check_phrases(reader, en, "see you at 6",
                  "0-2:you_affection 0-2:farewell 2-4:logistics 2-4:time ");
    check_phrases(reader, en, "see you, at", "0-2:you_affection 0-2:farewell ");
    check_phrases(reader, en, "thank", "");
    check_phrases(reader, TL_LANGUAGE_DE, "Hab dich lieb, bis später!",
                  "0-3:affection 0-3:you_affection 4-6:farewell ");
    check_phrases(reader, TL_LANGUAGE_DE, "Es tut mir leid. Gute Nacht",
                  "0-4:apology 1-4:apology 5-7:good_night ");
    check_phrases(reader, TL_LANGUAGE_ES, "no pasa nada, te quiero mucho",
                  "0-3:withdraw 0-3:fine 4-6:affection 4-6:you_affection 4-7:affection ");
}

/* How many words and phrases of a list a message holds. */
static void check_count(struct reader *reader, const char *text, enum tl_word_list list,
                        size_t want)
{
    size_t n = 0;
    read_text(reader, TL_LANGUAGE_EN, text);
    for (size_t i = 0; i < reader->words.n; i++)
        n += tl_word_set_has(reader->words.word[i], list);
    for (size_t i = 0; i < reader->words.n_phrases; i++)
        n += tl_word_set_has(reader->words.phrase[i].set, list);
    if (n != want)
        fail_msg("%zu of the list %s, expected %zu", n, tl_word_list_name(list), want);
}

static void test_counts(void **state)
{
    struct reader *reader = *state;
    static const char *const you = "I think we should go, you know I love you";
    check_count(reader, you, TL_WORDS_I, 2);
    check_count(reader, you, TL_WORDS_WE, 1);
    check_count(reader, you, TL_WORDS_YOU, 2);
    check_count(reader, you, TL_WORDS_YOU_AFFECTION, 1);
    check_count(reader, you, TL_WORDS_YOU_FILLER, 1);
    static const char *const hedged = "maybe I should have told you, I guess";
    check_count(reader, hedged, TL_WORDS_HEDGE, 2);
    check_count(reader, hedged, TL_WORDS_DISCREPANCY, 1);
    check_count(reader, hedged, TL_WORDS_PAST, 1);
    static const char *const absolute = "You always do this, nothing ever changes";
    check_count(reader, absolute, TL_WORDS_ABSOLUTE, 3);
    check_count(reader, absolute, TL_WORDS_ABSOLUTE_NOT, 0);
    check_count(reader, "not at all, all good", TL_WORDS_ABSOLUTE_NOT, 3);
    check_count(reader, "they'll say they don't", TL_WORDS_FUTURE, 1);
    check_count(reader, "they'll say they don't", TL_WORDS_NEGATION, 1);
    check_count(reader, "dinner was good", TL_WORDS_LOGISTICS, 0);
    check_count(reader, "dinner at 7?", TL_WORDS_LOGISTICS, 2); /* also "at 7" */
    check_count(reader, "looool kkkkk", TL_WORDS_LAUGHTER, 2);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(tl_word_list_name(TL_WORDS_I), "i");
    assert_string_equal(tl_word_list_name(TL_WORDS_COMMON), "common");
    assert_string_equal(tl_word_list_name(TL_WORDS_COUNT), "");
    assert_true(TL_WORDS_COUNT <= 128);
    assert_null(tl_lexicon_of(TL_LANGUAGE_NONE));
    for (int i = 1; i < TL_LANGUAGE_COUNT; i++)
        assert_string_equal(tl_lexicon_version(tl_lexicon_of((enum tl_language)i)), "1");
}

static void test_groups(void **state)
{
    (void)state;
    static const char *const want[] = {"i want to die now", "i wanna die now", "i want to die",
                                       "i wanna die"};
    char item[64];
    for (size_t k = 0; k < 4; k++) {
        assert_true(tl_lexicon_item("i (want to|wanna) die (now|)", k, item));
        assert_string_equal(item, want[k]);
    }
    assert_false(tl_lexicon_item("i (want to|wanna) die (now|)", 4, item));
    assert_true(tl_lexicon_item("(|so) fine", 0, item));
    assert_string_equal(item, "fine");
    assert_true(tl_lexicon_item(":(", 0, item));
    assert_string_equal(item, ":(");
    assert_false(tl_lexicon_item(":(", 1, item));
}

static void test_memory(void **state)
{
    (void)state;
    static const char text[] =
        "i love you and thank you, good night, see you tomorrow, sweet dreams, "
        "i hear you, that sounds nice, sounds good, works for me, i'm fine, "
        "can we talk about it, you know, at 6, not now, leave it, my love";
    enum tl_status status = TL_FATAL;
    for (size_t fail_at = 0; status != TL_OK; fail_at++) {
        struct tl_test_allocator memory;
        tl_test_allocator_init(&memory, fail_at);
        struct tl_context ctx;
        tl_context_init(&ctx);
        struct tl_tokens tokens;
        tl_tokens_init(&tokens, &ctx);
        assert_int_equal(tl_tokens_read(&tokens, tl_str_from(text), NULL), TL_OK);
        ctx.allocator = &memory.base;
        struct tl_words words;
        tl_words_init(&words, &ctx);
        struct tl_error error;
        status = tl_words_read(&words, tl_lexicon_of(TL_LANGUAGE_EN), &tokens, &error);
        if (status != TL_OK) {
            assert_int_equal(error.code, TL_CODE_MEMORY);
            assert_int_equal(words.n, 0);
            assert_int_equal(words.n_phrases, 0);
        } else {
            assert_true(words.n_phrases > 16);
        }
        tl_words_release(&words);
        assert_int_equal(memory.live, 0);
        ctx.allocator = NULL;
        tl_tokens_release(&tokens);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_item, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contractions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_phrases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_counts, set_up, tear_down),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
