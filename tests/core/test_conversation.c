/*
 * test_conversation.c: what tl_conversation_finish makes of rows: order, overlap, two people,
 * words.
 */
#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "rng.h"
#include "str.h"

struct row {
    int file;
    int64_t time_ms;
    const char *sender; /* NULL: nobody */
    const char *text;
    enum tl_kind kind;
    enum tl_resolution resolution;
};

static struct tl_context ctx;

static enum tl_status push_row(struct tl_conversation *conv, const struct row *row)
{
    uint16_t sender = TL_NOBODY;
    if (row->sender != NULL) {
        const struct tl_str name = tl_str_from(row->sender);
        const enum tl_status status = tl_conversation_person(conv, name, name, &sender, NULL);
        if (status != TL_OK)
            return status;
    }
    const struct tl_message m = {.time_ms = row->time_ms,
                                 .sender = sender,
                                 .kind = row->kind,
                                 .resolution = row->resolution,
                                 .file = (uint16_t)row->file,
                                 .text = tl_str_from(row->text),
                                 .reply_to = TL_NO_MESSAGE,
                                 .duration_s = -1};
    return tl_conversation_push(conv, &m, NULL);
}

static struct tl_conversation *chat(const struct row *rows, size_t n)
{
    struct tl_conversation *conv;
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    uint16_t file;
    for (int i = 0; i < 3; i++)
        assert_int_equal(tl_conversation_add_file(conv, TL_STR("f"), "test", &file, NULL), TL_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(push_row(conv, &rows[i]), TL_OK);
    return conv;
}
#define CHAT(rows) chat(rows, sizeof(rows) / sizeof *(rows))

static void assert_texts(const struct tl_conversation *conv, const char *joined)
{
    char got[1024];
    size_t len = 0;
    got[0] = '\0';
    for (size_t i = 0; i < conv->n_messages; i++) {
        const struct tl_str text = tl_conversation_text(conv, i);
        len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s", i > 0 ? "|" : "",
                                (int)text.len, text.ptr);
    }
    assert_string_equal(got, joined);
}

static void assert_name(const struct tl_conversation *conv, size_t person, const char *name)
{
    assert_true(tl_str_equal(conv->people[person].name, tl_str_from(name)));
}

static void rows_come_out_by_time(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 30, "Ann", "c", 0, 0}, {0, 10, "Bo", "a", 0, 0},  {0, 30, "Bo", "d", 0, 0},
        {0, 20, "Ann", "b", 0, 0}, {0, 30, "Ann", "e", 0, 0},
    };
    struct tl_conversation *conv = CHAT(rows);
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_texts(conv, "a|b|c|d|e");
    assert_name(conv, 0, "Bo"); /* wrote first */
    assert_int_equal(conv->sender[1], 1);
    tl_conversation_free(conv);
}

/* Times with many ties, in every shape of runs, against a plain insertion sort. */
static void the_order_is_stable(void **state)
{
    (void)state;
    struct tl_rng rng;
    tl_rng_init(&rng, 1, 2);
    for (int round = 0; round < 300; round++) {
        const size_t n = 1 + tl_rng_below(&rng, 60);
        int64_t time[64];
        size_t want[64];
        struct tl_conversation *conv = chat(NULL, 0);
        for (size_t i = 0; i < n; i++) {
            time[i] = round % 3 == 0 ? (int64_t)(n - i) / 2 : (int64_t)tl_rng_below(&rng, 12);
            char text[24];
            snprintf(text, sizeof text, "%zu", i);
            const struct row row = {0, time[i], i % 2 == 0 ? "Ann" : "Bo", text, 0, 0};
            assert_int_equal(push_row(conv, &row), TL_OK);
            size_t k = i;
            for (; k > 0 && time[want[k - 1]] > time[i]; k--)
                want[k] = want[k - 1];
            want[k] = i;
        }
        const enum tl_status status = tl_conversation_finish(conv, NULL, NULL);
        assert_int_equal(status, n == 1 ? TL_FAIL : TL_OK);
        for (size_t i = 0; n > 1 && i < n; i++) {
            char text[24];
            const int len = snprintf(text, sizeof text, "%zu", want[i]);
            const struct tl_str got = tl_conversation_text(conv, i);
            assert_int_equal(got.len, len);
            assert_memory_equal(got.ptr, text, got.len);
            assert_int_equal(conv->time_ms[i], time[want[i]]);
        }
        tl_conversation_free(conv);
    }
}

static void replies_follow_their_message(void **state)
{
    (void)state;
    struct tl_conversation *conv = chat(NULL, 0);
    uint16_t ann, bo;
    tl_conversation_person(conv, TL_STR("Ann"), TL_STR("Ann"), &ann, NULL);
    tl_conversation_person(conv, TL_STR("Bo"), TL_STR("Bo"), &bo, NULL);
    struct tl_message m = {.reply_to = TL_NO_MESSAGE, .duration_s = -1};
    const int64_t time[] = {40, 30, 20, 10};
    const uint32_t reply[] = {1, 2, TL_NO_MESSAGE, 2}; /* row 2 is dropped below */
    for (size_t i = 0; i < 4; i++) {
        m.time_ms = time[i];
        m.reply_to = reply[i];
        m.sender = i % 2 == 0 ? ann : bo;
        m.duration_s = i == 0 ? 5 : -1;
        m.kind = i == 2 ? TL_KIND_COUNT : TL_KIND_TEXT;
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
    }
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_int_equal(conv->n_messages, 3);
    assert_int_equal(conv->reply_to[0], TL_NO_MESSAGE);
    assert_int_equal(conv->reply_to[1], TL_NO_MESSAGE);
    assert_int_equal(conv->reply_to[2], 1);
    assert_int_equal(conv->duration_s[2], 5);
    tl_conversation_free(conv);
}

static void files_are_counted(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 5000, "Ann", "a", 0, 0},
        {0, 9000, NULL, "notice", TL_KIND_SYSTEM, 0},
        {1, 7000, "Bo", "b", 0, 0},
        {1, 100, "Bo", "dropped", TL_KIND_COUNT, 0},
    };
    struct tl_conversation *conv = CHAT(rows);
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_int_equal(conv->files[0].messages, 1);
    assert_int_equal(conv->files[0].system, 1);
    assert_int_equal(conv->files[0].first_ms, 5000);
    assert_int_equal(conv->files[0].last_ms, 9000);
    assert_int_equal(conv->files[1].messages, 1);
    assert_int_equal(conv->files[1].first_ms, 7000);
    tl_conversation_free(conv);
}

#define MIN INT64_C(60000)
#define M TL_RES_MINUTE
#define S TL_RES_SECOND

static void copies_of_other_files_go(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* said twice in the first, twice in the second, once in the third: twice */
        {0, 0, "Ann", "hi", 0, M},
        {0, 0, "Ann", "hi", 0, M},
        {1, 0, "Ann", "hi", 0, M},
        {1, 0, "Ann", "hi", 0, M},
        {2, 0, "Ann", "hi", 0, M},
        /* once in the first, twice in the second: twice */
        {0, MIN, "Bo", "yo", 0, M},
        {1, MIN, "Bo", "yo", 0, M},
        {1, MIN, "Bo", "yo", 0, M},
        /* other person, other kind, other text: kept */
        {1, MIN, "Ann", "yo", 0, M},
        {1, MIN, "Bo", "yo", TL_KIND_SYSTEM, M},
        {1, MIN, "Bo", "yo!", 0, M},
        /* a clock with seconds against one without */
        {0, 2 * MIN, "Ann", "one", 0, M},
        {1, 2 * MIN + 33000, "Ann", "one", 0, S},
        {1, 3 * MIN + 33000, "Ann", "one", 0, S},
        /* both with seconds: another second is another message */
        {0, 4 * MIN + 1000, "Ann", "two", 0, S},
        {1, 4 * MIN + 1000, "Ann", "two", 0, S},
        {2, 4 * MIN + 2000, "Ann", "two", 0, S},
        /* said twice within a minute: seconds, minutes, seconds again */
        {0, 5 * MIN + 1000, "Ann", "x", 0, S},
        {0, 5 * MIN + 9000, "Ann", "x", 0, S},
        {1, 5 * MIN, "Ann", "x", 0, M},
        {1, 5 * MIN, "Ann", "x", 0, M},
        {2, 5 * MIN + 1000, "Ann", "x", 0, S},
        {2, 5 * MIN + 9000, "Ann", "x", 0, S},
    };
    struct tl_conversation *conv = CHAT(rows);
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_texts(conv, "hi|hi|yo|yo|yo|yo|yo!|one|one|two|two|x|x");
    assert_int_equal(conv->files[0].duplicates, 0);
    assert_int_equal(conv->files[1].duplicates, 7);
    assert_int_equal(conv->files[2].duplicates, 3);
    tl_conversation_free(conv);
}

static void equal_rows_of_one_file_stay(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 0, "Ann", "hi", 0, 2}, {0, 0, "Ann", "hi", 0, 2}, {1, 9 * MIN, "Bo", "hi", 0, 2}};
    struct tl_conversation *conv = CHAT(rows);
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_int_equal(conv->n_messages, 3);
    tl_conversation_free(conv);
}

static const struct row group[] = {
    {0, 1, "Ann Lee", "a", 0, 0},
    {0, 2, "Bo", "b", 0, 0},
    {0, 3, "Cem", "c", 0, 0},
    {0, 4, "Cem", "d", 0, 0},
    {0, 5, "Annika", "e", 0, 0},
    {0, 6, "Dia", "f", 0, 0},
    {0, 7, "Emil", "g", 0, 0},
    {0, 8, "Femi", "h", 0, 0},
    {0, 9, NULL, "n", TL_KIND_SYSTEM, 0},
    {0, 10, "Trip", "m", TL_KIND_SYSTEM, 0},
};

static void a_group_needs_two_names(void **state)
{
    (void)state;
    struct tl_error err;
    struct tl_conversation *conv = CHAT(group);
    assert_int_equal(tl_conversation_finish(conv, NULL, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE_GROUP);
    assert_non_null(strstr(err.message, "7 people"));
    assert_non_null(strstr(err.message, "Cem, Ann Lee, Bo, Annika, Dia and 2 more"));
    assert_non_null(strstr(err.message, "--with"));
    tl_conversation_free(conv);
    conv = CHAT(group);
    const struct tl_conversation_options one = {.me = "Bo"};
    assert_int_equal(tl_conversation_finish(conv, &one, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE_GROUP);
    tl_conversation_free(conv);
}

static void names_choose_people(void **state)
{
    (void)state;
    static const struct {
        const char *me, *with;
        enum tl_code code;
        const char *texts;
    } cases[] = {
        {"Cem", "Bo", TL_CODE_NONE, "b|c|d|n|m"},
        {"cem", " bo ", TL_CODE_NONE, "b|c|d|n|m"},
        {"Ann L", "Fe", TL_CODE_NONE, "a|h|n|m"},
        {"Ann", "Bo", TL_CODE_PEOPLE_UNKNOWN, NULL}, /* the beginning of two names */
        {"Zoe", "Bo", TL_CODE_PEOPLE_UNKNOWN, NULL},
        {"Trip", "Bo", TL_CODE_PEOPLE_UNKNOWN, NULL}, /* only in a notice */
        {"Bo", "bo", TL_CODE_PEOPLE_UNKNOWN, NULL},
        {"", "Bo", TL_CODE_PEOPLE_UNKNOWN, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_error err = {0};
        struct tl_conversation *conv = CHAT(group);
        const struct tl_conversation_options options = {.me = cases[i].me, .with = cases[i].with};
        const enum tl_status status = tl_conversation_finish(conv, &options, &err);
        assert_int_equal(status, cases[i].code == TL_CODE_NONE ? TL_OK : TL_FAIL);
        assert_int_equal(err.code, cases[i].code);
        if (status == TL_OK) {
            assert_texts(conv, cases[i].texts);
            assert_int_equal(conv->n_people, 2);
            assert_name(conv, 0, cases[i].me[0] == 'A' ? "Ann Lee" : "Cem");
            assert_int_equal(conv->sender[conv->n_messages - 1], TL_NOBODY);
        }
        tl_conversation_free(conv);
    }
}

static void of_two_the_named_one_leads(void **state)
{
    (void)state;
    static const struct row rows[] = {{0, 1, "Ann", "a", 0, 0}, {0, 2, "Bo", "b", 0, 0}};
    static const struct {
        const char *me, *with, *first;
    } cases[] = {{NULL, NULL, "Ann"}, {"bo", NULL, "Bo"}, {NULL, "ann", "Bo"}, {NULL, "Bo", "Ann"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_conversation *conv = CHAT(rows);
        const struct tl_conversation_options options = {.me = cases[i].me, .with = cases[i].with};
        assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
        assert_name(conv, 0, cases[i].first);
        assert_int_equal(conv->sender[0], strcmp(cases[i].first, "Ann") == 0 ? 0 : 1);
        tl_conversation_free(conv);
    }
    struct tl_error err;
    struct tl_conversation *conv = CHAT(rows);
    const struct tl_conversation_options nobody = {.with = "Cem"};
    assert_int_equal(tl_conversation_finish(conv, &nobody, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE_UNKNOWN);
    tl_conversation_free(conv);
}

static void too_few_people_is_said(void **state)
{
    (void)state;
    static const struct row one[] = {{0, 1, "Ann", "a", 0, 0}};
    static const struct row none[] = {{0, 1, NULL, "n", TL_KIND_SYSTEM, 0}};
    struct tl_error err;
    struct tl_conversation *conv = CHAT(one);
    assert_int_equal(tl_conversation_finish(conv, NULL, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE_ONE);
    assert_non_null(strstr(err.message, "Only Ann"));
    tl_conversation_free(conv);
    conv = CHAT(none);
    assert_int_equal(tl_conversation_finish(conv, NULL, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_PEOPLE);
    tl_conversation_free(conv);
}

/* The formats' keys differ, the names agree. */
static void one_name_in_two_formats_is_one_person(void **state)
{
    (void)state;
    static const char *const keys[2][2] = {{"Ann", "Bo"}, {"user1", "user2"}};
    for (int same_format = 0; same_format < 2; same_format++) {
        struct tl_conversation *conv;
        struct tl_error err;
        assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
        for (int f = 0; f < 2; f++) {
            uint16_t file, person;
            tl_conversation_add_file(conv, TL_STR("f"), f == 0 || same_format ? "one" : "two",
                                     &file, NULL);
            for (int i = 0; i < 2; i++) {
                tl_conversation_person(conv, tl_str_from(keys[f][i]),
                                       i == 0 ? TL_STR("Ann") : TL_STR("Bo"), &person, NULL);
                const struct tl_message m = {.time_ms = f * 10 + i,
                                             .sender = person,
                                             .file = file,
                                             .text = TL_STR("x"),
                                             .reply_to = TL_NO_MESSAGE,
                                             .duration_s = -1};
                assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
            }
        }
        const enum tl_status status = tl_conversation_finish(conv, NULL, &err);
        assert_int_equal(status, same_format ? TL_FAIL : TL_OK);
        if (!same_format) {
            assert_int_equal(conv->people[0].messages, 2);
            assert_int_equal(conv->people[1].messages, 2);
        }
        tl_conversation_free(conv);
    }
}

static void days_are_local(void **state)
{
    (void)state;
    const int64_t day = TL_MS_PER_DAY;
    const struct row rows[] = {
        {0, 10 * day - MIN, "Ann", "a", 0, 0},
        {0, 10 * day, "Bo", "b", 0, 0},
        {0, 12 * day - MIN, "Ann", "c", 0, 0},
        {0, 12 * day, "Bo", "d", 0, 0},
    };
    const struct tl_conversation_options options = {
        .have_since = true, .have_until = true, .since_day = 10, .until_day = 11};
    struct tl_conversation *conv = CHAT(rows);
    assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
    assert_texts(conv, "b|c");
    tl_conversation_free(conv);
    conv = CHAT(rows);
    for (size_t i = 0; i < 4; i++)
        conv->offset_min[i] = 60;
    assert_int_equal(tl_conversation_finish(conv, &options, NULL), TL_OK);
    assert_texts(conv, "a|b");
    assert_name(conv, 0, "Ann");
    assert_int_equal(conv->people[0].messages, 1);
    tl_conversation_free(conv);
}

static void days_without_a_message_are_refused(void **state)
{
    (void)state;
    static const struct row rows[] = {{0, 10 * TL_MS_PER_DAY, "Ann", "a", 0, 0},
                                      {0, 12 * TL_MS_PER_DAY, "Bo", "b", 0, 0},
                                      {0, 14 * TL_MS_PER_DAY, "Bo", "c", TL_KIND_SYSTEM, 0}};
    const struct tl_conversation_options options = {.have_since = true, .since_day = 13};
    struct tl_error err = {.code = TL_CODE_NONE};
    struct tl_conversation *conv = CHAT(rows);
    assert_int_equal(tl_conversation_finish(conv, &options, &err), TL_FAIL);
    assert_int_equal(err.code, TL_CODE_OPTION);
    assert_non_null(strstr(err.message, "from 1970-01-11 to 1970-01-15"));
    tl_conversation_free(conv);
}

static void words_are_of_texts_and_captions(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 1, "Ann", "two words", 0, 0},
        {0, 2, "Bo", "a caption here", TL_KIND_IMAGE, 0},
        {0, 3, "Bo", "file name.pdf", TL_KIND_FILE, 0},
        {0, 4, "Bo", "a notice", TL_KIND_SYSTEM, 0},
    };
    struct tl_conversation *conv = CHAT(rows);
    conv->flags[1] = TL_FLAG_CAPTION;
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    assert_int_equal(conv->words[0], 2);
    assert_int_equal(conv->words[1], 3);
    assert_int_equal(conv->words[2], 0);
    assert_int_equal(conv->words[3], 0);
    assert_int_equal(conv->people[0].words, 2);
    assert_int_equal(conv->people[1].words, 3);
    assert_int_equal(conv->people[1].messages, 2);
    tl_conversation_free(conv);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_error err = {0};
        struct tl_conversation *conv = chat(NULL, 0);
        for (int k = 0; k < 60; k++) {
            const struct row row = {k % 2, 60000 - k / 4 * 1000, k % 3 == 0 ? "Ann" : "Bo",
                                    "hi",  TL_KIND_TEXT,         TL_RES_SECOND};
            assert_int_equal(push_row(conv, &row), TL_OK);
        }
        const struct tl_message reply = {.reply_to = 3, .duration_s = 1, .text = TL_STR("re")};
        assert_int_equal(tl_conversation_push(conv, &reply, NULL), TL_OK);
        tl_test_allocator_init(&allocator, i);
        ctx.allocator = &allocator.base;
        const enum tl_status status = tl_conversation_finish(conv, NULL, &err);
        tl_conversation_free(conv);
        ctx.allocator = NULL;
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_int_equal(err.code, TL_CODE_MEMORY);
        assert_true(i < 1000);
    }
}

static int set_up(void **state)
{
    (void)state;
    tl_context_init(&ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_out_by_time),
        cmocka_unit_test(the_order_is_stable),
        cmocka_unit_test(replies_follow_their_message),
        cmocka_unit_test(files_are_counted),
        cmocka_unit_test(copies_of_other_files_go),
        cmocka_unit_test(equal_rows_of_one_file_stay),
        cmocka_unit_test(a_group_needs_two_names),
        cmocka_unit_test(names_choose_people),
        cmocka_unit_test(of_two_the_named_one_leads),
        cmocka_unit_test(too_few_people_is_said),
        cmocka_unit_test(one_name_in_two_formats_is_one_person),
        cmocka_unit_test(days_are_local),
        cmocka_unit_test(days_without_a_message_are_refused),
        cmocka_unit_test(words_are_of_texts_and_captions),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
