/*
 * test_builder.c: rows, text, people and notices as importers put them in.
 */
#include "tl_test.h"

#include "builder.h"
#include "civil.h"
#include "str.h"

struct fixture {
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_error err;
    uint16_t file;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    tl_context_init(&f->ctx);
    assert_int_equal(tl_conversation_new(&f->ctx, &f->conv), TL_OK);
    assert_int_equal(tl_conversation_add_file(f->conv, TL_STR("chat.txt"), "test", &f->file, NULL),
                     TL_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    tl_conversation_free(f->conv);
    free(f);
    return 0;
}

static struct tl_message text_at(int64_t time_ms, const char *text)
{
    return (struct tl_message){
        .time_ms = time_ms, .text = tl_str_from(text), .reply_to = TL_NO_MESSAGE, .duration_s = -1};
}

static void assert_text(const struct tl_conversation *conv, size_t i, const char *want)
{
    const struct tl_str text = tl_conversation_text(conv, i);
    assert_int_equal(text.len, strlen(want));
    assert_memory_equal(text.ptr, want, text.len);
}

static void rows_keep_what_was_pushed(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 5000; i++) {
        struct tl_message m = text_at(i * 1000, i % 3 == 0 ? "" : "hello there");
        m.sender = (uint16_t)(i % 2);
        m.kind = i % 3 == 0 ? TL_KIND_IMAGE : TL_KIND_TEXT;
        m.resolution = TL_RES_SECOND;
        m.offset_min = i % 5 == 0 ? TL_OFFSET_UNKNOWN : 60;
        m.flags = TL_FLAG_EDITED;
        assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    }
    assert_int_equal(f->conv->n_messages, 5000);
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(f->conv->time_ms[i], i * 1000);
        assert_int_equal(f->conv->sender[i], i % 2);
        assert_int_equal(f->conv->offset_min[i], i % 5 == 0 ? 0 : 60);
        assert_int_equal(f->conv->flags[i], TL_FLAG_EDITED);
        assert_text(f->conv, i, i % 3 == 0 ? "" : "hello there");
    }
    assert_null(f->conv->reply_to);
    assert_null(f->conv->duration_s);
}

static void sparse_columns_start_late(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 300; i++) {
        struct tl_message m = text_at(i, "x");
        m.reply_to = i == 200 ? 7 : TL_NO_MESSAGE;
        m.duration_s = i == 250 ? 64 : -1;
        assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    }
    for (size_t i = 0; i < 300; i++) {
        assert_int_equal(f->conv->reply_to[i], i == 200 ? 7 : TL_NO_MESSAGE);
        assert_int_equal(f->conv->duration_s[i], i == 250 ? 64 : -1);
    }
}

static void lines_are_appended_to_the_last_row(void **state)
{
    struct fixture *f = *state;
    struct tl_message m = text_at(0, "first");
    assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    assert_int_equal(tl_conversation_append(f->conv, TL_STR("\nsecond"), NULL), TL_OK);
    m = text_at(1, "next");
    assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    assert_text(f->conv, 0, "first\nsecond");
    assert_text(f->conv, 1, "next");
}

static void broken_bytes_are_replaced_and_counted(void **state)
{
    struct fixture *f = *state;
    struct tl_message m = text_at(0, "a\xff\xff\xff z\xc3");
    assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    assert_text(f->conv, 1, "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd z\xef\xbf\xbd");
    assert_int_equal(f->conv->n_notices, 1);
    assert_string_equal(f->conv->notices[0].code, "text-not-utf8");
    assert_int_equal(f->conv->notices[0].count, 2);
}

/* The limit is in bytes; a code point that does not fit is left out whole, for each way to miss. */
static void long_text_is_cut_between_code_points(void **state)
{
    struct fixture *f = *state;
    f->ctx.limits.text_bytes = 10;
    static const struct {
        const char *text;
        const char *kept;
    } cases[] = {
        {"0123456789", "0123456789"},
        {"0123456789a", "0123456789"},
        {"012345678\xc3\xa4", "012345678"},
        {"01234567\xe2\x82\xac", "01234567"},
        {"0123456\xf0\x9f\x98\x80zz", "0123456"},
        {"01234567\xf0\x9f\x98\x80zz", "01234567"},
        {"012345678\xf0\x9f\x98\x80zz", "012345678"},
        {"012345\xf0\x9f\x98\x80zz", "012345\xf0\x9f\x98\x80"},
        {"\xff\xff\xff\xff\xff\xff", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_message m = text_at(0, cases[i].text);
        assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
        assert_text(f->conv, i, cases[i].kept);
        assert_int_equal(f->conv->flags[i] & TL_FLAG_CUT, i == 0 ? 0 : TL_FLAG_CUT);
    }
    struct tl_message m = text_at(0, "01234567");
    assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    assert_int_equal(tl_conversation_append(f->conv, TL_STR("\nab"), NULL), TL_OK);
    assert_int_equal(tl_conversation_append(f->conv, TL_STR("\nx"), NULL), TL_OK);
    assert_text(f->conv, f->conv->n_messages - 1, "01234567\na");
    for (size_t i = 0; i < f->conv->n_notices; i++)
        if (strcmp(f->conv->notices[i].code, "text-cut") == 0)
            assert_int_equal(f->conv->notices[i].count, 9);
}

static void a_person_is_found_by_key(void **state)
{
    struct fixture *f = *state;
    uint16_t index;
    char key[16];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 500; i++) {
            snprintf(key, sizeof key, "user%d", i);
            assert_int_equal(
                tl_conversation_person(f->conv, tl_str_from(key), TL_STR("Ann"), &index, NULL),
                TL_OK);
            assert_int_equal(index, i);
        }
    assert_int_equal(f->conv->n_people, 500);
    /* Direction marks and blanks round a name are not part of it. */
    assert_int_equal(tl_conversation_person(f->conv, TL_STR("k"),
                                            TL_STR("\xe2\x80\xaa Bo \xe2\x80\xac"), &index, NULL),
                     TL_OK);
    assert_int_equal(f->conv->people[index].name.len, 2);
    /* A name of a Hangul filler and a zero-width space shows nothing. */
    assert_int_equal(tl_conversation_person(f->conv, TL_STR("unseen"),
                                            TL_STR("\xe3\x85\xa4\xe2\x80\x8b"), &index, NULL),
                     TL_OK);
    assert_true(tl_str_equal(f->conv->people[index].name, TL_STR("(no name)")));
    /* A broken key is found again both broken and repaired. */
    uint16_t broken, again, repaired;
    assert_int_equal(
        tl_conversation_person(f->conv, TL_STR("Z\xff"), TL_STR("Z\xff"), &broken, NULL), TL_OK);
    assert_int_equal(
        tl_conversation_person(f->conv, TL_STR("Z\xff"), TL_STR("Z\xff"), &again, NULL), TL_OK);
    assert_int_equal(
        tl_conversation_person(f->conv, TL_STR("Z\xc3\xbf"), TL_STR("Z"), &repaired, NULL), TL_OK);
    assert_int_equal(broken, again);
    assert_int_equal(broken, repaired);
}

static void limits_are_kept(void **state)
{
    struct fixture *f = *state;
    uint16_t index;
    f->ctx.limits.participants = 1;
    f->ctx.limits.messages = 1;
    assert_int_equal(tl_conversation_person(f->conv, TL_STR("a"), TL_STR("a"), &index, NULL),
                     TL_OK);
    assert_int_equal(tl_conversation_person(f->conv, TL_STR("b"), TL_STR("b"), &index, &f->err),
                     TL_FAIL);
    assert_int_equal(f->err.code, TL_CODE_LIMIT);
    struct tl_message m = text_at(0, "x");
    assert_int_equal(tl_conversation_push(f->conv, &m, NULL), TL_OK);
    assert_int_equal(tl_conversation_push(f->conv, &m, &f->err), TL_FAIL);
    assert_int_equal(f->err.code, TL_CODE_LIMIT);
    assert_int_equal(f->conv->n_messages, 1);
}

static void notices_are_counted_by_file_and_code(void **state)
{
    struct fixture *f = *state;
    uint16_t second;
    tl_conversation_notice(f->conv, f->file, "a", "First.", 3);
    tl_conversation_notice(f->conv, f->file, "b", "Other.", 4);
    tl_conversation_notice(f->conv, f->file, "a", "First again.", 9);
    assert_int_equal(tl_conversation_add_file(f->conv, TL_STR("two.txt"), "test", &second, NULL),
                     TL_OK);
    tl_conversation_notice(f->conv, second, "a", "In the second.", 1);
    assert_int_equal(f->conv->n_notices, 3);
    assert_int_equal(f->conv->notices[0].count, 2);
    assert_int_equal(f->conv->notices[0].first_line, 3);
    assert_string_equal(f->conv->notices[0].text, "First.");
    assert_int_equal(f->conv->notices[2].file, second);
}

static enum tl_status fill(const struct tl_context *ctx)
{
    struct tl_conversation *conv;
    struct tl_error err;
    uint16_t file, person;
    enum tl_status status = tl_conversation_new(ctx, &conv);
    if (status != TL_OK)
        return status;
    status = tl_conversation_add_file(conv, TL_STR("f"), "test", &file, &err);
    for (int i = 0; i < 40 && status == TL_OK; i++) {
        char key[16];
        snprintf(key, sizeof key, "p%d", i);
        status = tl_conversation_person(conv, tl_str_from(key), TL_STR("\xff"), &person, &err);
        if (status != TL_OK)
            break;
        struct tl_message m = text_at(i, i % 2 == 0 ? "whole" : "br\xffken");
        m.reply_to = i > 20 ? 1 : TL_NO_MESSAGE;
        m.duration_s = i > 30 ? 1 : -1;
        status = tl_conversation_push(conv, &m, &err);
        if (status == TL_OK)
            status = tl_conversation_append(conv, TL_STR("\nmore"), &err);
    }
    if (status == TL_FATAL)
        assert_int_equal(err.code, TL_CODE_MEMORY);
    tl_conversation_free(conv);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0;; i++) {
        struct tl_test_allocator allocator;
        struct tl_context ctx;
        tl_test_allocator_init(&allocator, i);
        tl_context_init(&ctx);
        ctx.allocator = &allocator.base;
        const enum tl_status status = fill(&ctx);
        assert_int_equal(allocator.live, 0);
        if (status == TL_OK)
            break;
        assert_int_equal(status, TL_FATAL);
        assert_true(i < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_keep_what_was_pushed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sparse_columns_start_late, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_appended_to_the_last_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_bytes_are_replaced_and_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_text_is_cut_between_code_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_person_is_found_by_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(limits_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(notices_are_counted_by_file_and_code, set_up, tear_down),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
