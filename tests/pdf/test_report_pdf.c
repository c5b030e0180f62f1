/*
 * test_report_pdf.c: the sheet where memory ends or the reader of its bytes does.
 */
#include "tl_test.h"

#include "talk.h"
#include "tideline/find.h"
#include "tideline/pdf.h"

struct sink {
    size_t bytes, calls, most; /* takes so many calls */
    unsigned char head[8];
};

static int take(void *user, const void *bytes, size_t n)
{
    struct sink *sink = user;
    for (size_t i = 0; i < n && sink->bytes + i < sizeof sink->head; i++)
        sink->head[sink->bytes + i] = ((const unsigned char *)bytes)[i];
    sink->bytes += n;
    return sink->calls++ < sink->most ? 0 : 1;
}

struct sheet {
    struct talk talk;
    struct tl_analysis *analysis;
    struct tl_report report;
};

static int open_sheet(void **state)
{
    static struct sheet s;
    const struct talk_week quieter = {
        .starts = {12, 4}, .answers = {0.9, 0.4}, .words = talk_usual.words};
    const struct tl_analysis_options options = {.rounds = 199};
    struct tl_error err;
    talk_open(&s.talk, 3);
    talk_weeks(&s.talk, 40, 24, &talk_usual, &quieter);
    talk_finish(&s.talk, 0);
    assert_int_equal(tl_analysis_new(&s.talk.ctx, s.talk.conv, &options, &s.analysis, &err), TL_OK);
    s.report = (struct tl_report){.conv = s.talk.conv, .analysis = s.analysis, .seed = 1};
    *state = &s;
    return 0;
}

static int close_sheet(void **state)
{
    struct sheet *s = *state;
    tl_analysis_free(s->analysis);
    talk_close(&s->talk);
    return 0;
}

static enum tl_status render(const struct sheet *s, const struct tl_context *ctx, struct sink *sink,
                             struct tl_error *err)
{
    const struct tl_render_options options = {.quotes = true};
    return tl_renderer_pdf.render(ctx, &s->report, &options, take, sink, err);
}

static void test_whole(void **state)
{
    struct sink sink = {.most = SIZE_MAX};
    struct tl_error err;
    const struct sheet *s = *state;
    assert_true(s->analysis->n_findings > 0);
    assert_int_equal(render(s, &s->talk.ctx, &sink, &err), TL_OK);
    assert_memory_equal(sink.head, "%PDF-1.", 7);
    assert_true(sink.bytes > 20000);
}

/* Wherever its bytes are no longer wanted, and then without an error to fill as well. */
static void test_stopped(void **state)
{
    const struct sheet *s = *state;
    struct tl_error err;
    for (size_t most = 0; most < 40; most += 13) {
        struct sink sink = {.most = most};
        assert_int_equal(render(s, &s->talk.ctx, &sink, &err), TL_FATAL);
        assert_int_equal(err.code, TL_CODE_IO);
        assert_true(err.message[0] != '\0');
    }
    struct sink sink = {.most = 0};
    assert_int_equal(render(s, &s->talk.ctx, &sink, NULL), TL_FATAL);
}

/* What the context gives may end anywhere; cairo's and glib's own memory does not. */
static void test_memory(void **state)
{
    const struct sheet *s = *state;
    enum tl_status status = TL_FATAL;
    for (size_t i = 0; status != TL_OK; i = i < 60 ? i + 1 : i + i / 3) {
        struct tl_test_allocator allocator;
        struct tl_context ctx = s->talk.ctx;
        struct sink sink = {.most = SIZE_MAX};
        struct tl_error err;
        tl_test_allocator_init(&allocator, i);
        ctx.allocator = &allocator.base;
        status = render(s, &ctx, &sink, &err);
        assert_true(status == TL_OK || (status == TL_FATAL && err.code == TL_CODE_MEMORY));
        assert_int_equal(allocator.live, 0);
        assert_true(i < 1000000);
    }
}

static int count(void *user, const char *path)
{
    size_t *n = user;
    assert_true(path[0] == '/');
    return ++*n > 1;
}

static void test_fonts(void **state)
{
    (void)state;
    size_t n = 0;
    assert_false(tl_pdf_fonts(count, &n)); /* stopped at the second: every system has two folders */
    assert_int_equal(n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_stopped),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_fonts),
    };
    return cmocka_run_group_tests(tests, open_sheet, close_sheet);
}
