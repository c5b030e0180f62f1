/* Whatever is written in any format reads back: the same people, times, kinds, lengths and words,
   as far as the format holds them. */
#include "tl_test.h"
#include "builder.h"
#include "civil.h"
#include "memory.h"
#include "tideline/import.h"
#include "writers.h"

static int collect(void *user, const void *bytes, size_t n)
{
    tl_buf_put(user, bytes, n);
    return 0;
}

static struct tl_conversation *read_back(const struct tl_context *ctx,
                                         const struct tl_chat_writer *writer, struct tl_str bytes)
{
    struct tl_bundle *bundle;
    struct tl_conversation *conv;
    struct tl_error err = {0};
    const struct tl_import_options options = {0};
    struct tl_source *source = tl_source_new_memory(ctx, bytes, 0);
    assert_non_null(source);
    if (tl_bundle_open_source(ctx, writer->file, source, &bundle, &err) != TL_OK)
        fail_msg("%s: %s", writer->format, err.message);
    assert_int_equal(tl_conversation_new(ctx, &conv), TL_OK);
    if (tl_import(ctx, bundle, &options, conv, &err) > TL_OK ||
        tl_conversation_finish(conv, NULL, &err) > TL_OK)
        fail_msg("%s: %s; %s", writer->format, err.message,
                 conv->n_notices > 0 ? conv->notices[0].text : "");
    tl_bundle_free(bundle);
    assert_string_equal(conv->files[0].format, writer->format);
    return conv;
}

static int64_t rounded(int64_t ms, uint8_t resolution)
{
    const int64_t step = resolution == TL_RES_MINUTE   ? TL_MS_PER_MINUTE
                         : resolution == TL_RES_SECOND ? 1000
                                                       : 1;
    return ms - tl_floor_mod(ms, step);
}

/* Message i of `a`, as it came back as message k of `b`. */
static void assert_same(const struct tl_chat_writer *writer, const struct tl_conversation *a,
                        size_t i, const struct tl_conversation *b, size_t k, bool swapped)
{
    const struct tl_str s = tl_conversation_text(a, i), t = tl_conversation_text(b, k);
    const bool same =
        rounded(b->time_ms[k], b->resolution[k]) == rounded(a->time_ms[i], b->resolution[k]) &&
        b->sender[k] == (swapped ? 1 - a->sender[i] : a->sender[i]) && b->kind[k] == a->kind[i] &&
        (a->kind[i] == TL_KIND_STICKER ||
         /* some give its emoji */ (b->words[k] == a->words[i] && t.len == s.len &&
                                    memcmp(t.ptr, s.ptr, s.len) == 0));
    if (!same)
        fail_msg("%s, message %zu: %d words as %d, kind %d as %d, sender %d as %d, %lld ms as "
                 "%lld, \"%.*s\" as "
                 "\"%.*s\"",
                 writer->format, i, a->words[i], b->words[k], a->kind[i], b->kind[k], a->sender[i],
                 b->sender[k], (long long)a->time_ms[i], (long long)b->time_ms[k], (int)s.len,
                 s.ptr, (int)t.len, t.ptr);
    const unsigned lengths = TL_CAN_VOICE_LENGTH;
    if (a->kind[i] == TL_KIND_VOICE && (b->files[0].can & lengths) != 0)
        assert_int_equal(b->duration_s[k], a->duration_s[i]);
    else if (b->duration_s != NULL && b->duration_s[k] > 0)
        assert_int_equal(b->duration_s[k], a->duration_s[i]);
}

static void assert_reads_back(const struct tl_context *ctx, const struct tl_chat_writer *writer,
                              const struct tl_conversation *a)
{
    struct tl_buf buf;
    tl_buf_init(&buf, ctx);
    if (writer->write != NULL)
        assert_int_equal(writer->write(a, collect, &buf, NULL), TL_OK);
    else
        assert_int_equal(tl_chat_writer_write(a, writer, collect, &buf, NULL), TL_OK);
    struct tl_conversation *b = read_back(ctx, writer, (struct tl_str){buf.ptr, buf.len});
    assert_int_equal(b->n_people, 2);
    size_t k = 0;
    bool swapped = false;
    for (size_t i = 0; i < a->n_messages; i++) {
        if (writer->kind[a->kind[i]] == NULL)
            continue;
        assert_true(k < b->n_messages);
        if (k == 0)
            swapped = b->sender[0] != a->sender[i];
        assert_same(writer, a, i, b, k++, swapped);
    }
    assert_int_equal(b->n_messages, k);
    tl_conversation_free(b);
    tl_buf_release(&buf);
}

static void reads_back(void **state)
{
    (void)state;
    static const char *const scenarios[] = {"S2-step", "S8", "S12", "S14"};
    for (size_t k = 0; k < sizeof scenarios / sizeof *scenarios; k++) {
        struct tl_context ctx;
        struct tl_conversation *a;
        tl_context_init(&ctx);
        const struct tl_simulation_options o = {
            .scenario = scenarios[k], .seed = k, .weeks = 26, .messages_per_day = 20, .text = true};
        assert_int_equal(tl_simulate(&ctx, &o, &a, NULL, NULL), TL_OK);
        for (const struct tl_chat_writer *w = tl_chat_writers; w->format != NULL; w++)
            assert_reads_back(&ctx, w, a);
        tl_conversation_free(a);
    }
}

/* What trips readers: marks of the formats themselves, several lines, all planes of Unicode. */
static void reads_back_what_is_hard(void **state)
{
    (void)state;
    static const char *const hard[] = {
        "plain",
        "\"quoted\", it's 5 < 6 & 7 > 2",
        "back\\slash \\n and \\u0041",
        "two\nlines",
        "a line\n\nand one after a blank",
        "From here on\nFrom there",
        "Zo\xc3\xab caf\xc3\xa9 \xe2\x80\x94 \xe2\x80\x9cno\xe2\x80\x9d",
        "\xf0\x9f\x98\x82\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
        "\xe4\xbd\xa0\xe5\xa5\xbd, \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
        "a,b;c\ttab",
        "12:30 Mara: not a header",
        "&amp; &#10; &lt;br&gt;",
        "100% {sure} [ok] (fine) */",
        "https://example.org/?a=1&b=2",
    };
    struct tl_context ctx;
    struct tl_conversation *a;
    uint16_t file, who[2];
    tl_context_init(&ctx);
    assert_int_equal(tl_conversation_new(&ctx, &a), TL_OK);
    tl_conversation_add_file(a, TL_STR("x"), "test", &file, NULL);
    tl_conversation_person(a, TL_STR("Mara"), TL_STR("Mara"), &who[0], NULL);
    tl_conversation_person(a, TL_STR("Jonas"), TL_STR("Jonas"), &who[1], NULL);
    for (size_t i = 0; i < 2 * sizeof hard / sizeof *hard; i++) {
        const struct tl_message m = {.time_ms =
                                         INT64_C(1674648000000) + (int64_t)i * 7 * TL_MS_PER_MINUTE,
                                     .sender = who[i % 2],
                                     .kind = TL_KIND_TEXT,
                                     .text = tl_str_from(hard[i / 2]),
                                     .reply_to = TL_NO_MESSAGE,
                                     .duration_s = -1};
        assert_int_equal(tl_conversation_push(a, &m, NULL), TL_OK);
    }
    assert_int_equal(tl_conversation_finish(a, NULL, NULL), TL_OK);
    for (const struct tl_chat_writer *w = tl_chat_writers; w->format != NULL; w++)
        assert_reads_back(&ctx, w, a);
    tl_conversation_free(a);
}

/* A writer for every importer, so that a new format is not forgotten here. */
static void has_a_writer_for_each_format(void **state)
{
    (void)state;
    for (const struct tl_importer *const *i = tl_importers(); *i != NULL; i++)
        if (tl_chat_writer_find((*i)->name) == NULL)
            fail_msg("%s cannot be written", (*i)->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back),
        cmocka_unit_test(reads_back_what_is_hard),
        cmocka_unit_test(has_a_writer_for_each_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
