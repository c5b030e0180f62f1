/* The export and the truth as bytes. */
#include "tl_test.h"
#include "builder.h"
#include "civil.h"
#include "simulating.h"

struct sink {
    struct tl_buf buf;
    size_t calls, stop_at;
};

static int collect(void *user, const void *bytes, size_t n)
{
    struct sink *s = user;
    if (s->calls++ >= s->stop_at)
        return 1;
    tl_buf_put(&s->buf, bytes, n);
    return 0;
}

static struct sink sink_new(const struct tl_context *ctx)
{
    struct sink s = {.stop_at = SIZE_MAX};
    tl_buf_init(&s.buf, ctx);
    return s;
}

static void add(struct tl_conversation *conv, uint16_t who, const char *stamp, enum tl_kind kind,
                uint16_t flags, const char *text, int32_t seconds)
{
    int64_t ms;
    int16_t offset;
    int32_t resolution;
    assert_true(tl_parse_iso8601(tl_str_from(stamp), &ms, &offset, &resolution));
    const struct tl_message m = {.time_ms = ms,
                                 .sender = who,
                                 .kind = kind,
                                 .flags = flags,
                                 .text = tl_str_from(text),
                                 .reply_to = TL_NO_MESSAGE,
                                 .duration_s = seconds};
    assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
}

static void writes_every_kind(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_conversation *conv;
    uint16_t file, ann, bo;
    tl_context_init(&ctx);
    assert_int_equal(tl_conversation_new(&ctx, &conv), TL_OK);
    tl_conversation_add_file(conv, TL_STR("x"), "test", &file, NULL);
    tl_conversation_person(conv, TL_STR("Ann"), TL_STR("Ann"), &ann, NULL);
    tl_conversation_person(conv, TL_STR("Bo"), TL_STR("Bo"), &bo, NULL);
    add(conv, TL_NOBODY, "2024-12-31T21:04", TL_KIND_SYSTEM, 0, "A notice", -1);
    add(conv, ann, "2024-12-31T21:05", TL_KIND_TEXT, 0, "one\ntwo", -1);
    add(conv, bo, "2024-12-31T21:05", TL_KIND_TEXT, TL_FLAG_EDITED, "three", -1);
    add(conv, bo, "2024-12-31T21:06", TL_KIND_IMAGE, TL_FLAG_CAPTION, "us", -1);
    add(conv, bo, "2024-12-31T21:06", TL_KIND_VOICE, 0, "", 7);
    add(conv, ann, "2024-12-31T21:07", TL_KIND_REACTION, 0, "x", -1);
    add(conv, ann, "2025-01-01T00:00", TL_KIND_VIDEO, 0, "", -1);
    add(conv, ann, "2025-01-01T00:01", TL_KIND_STICKER, 0, "", -1);
    add(conv, ann, "2025-01-01T00:02", TL_KIND_GIF, 0, "", -1);
    add(conv, ann, "2025-01-01T00:03", TL_KIND_CALL, 0, "", 61);
    add(conv, ann, "2025-01-01T00:04", TL_KIND_CALL, TL_FLAG_VIDEO_CALL, "", -1);
    add(conv, bo, "2025-01-01T00:05", TL_KIND_MISSED_CALL, 0, "", -1);
    add(conv, bo, "2025-01-01T00:06", TL_KIND_DELETED, 0, "", -1);
    assert_int_equal(tl_conversation_finish(conv, NULL, NULL), TL_OK);
    struct sink s = sink_new(&ctx);
    assert_int_equal(tl_simulation_write(conv, "whatsapp-text", collect, &s, NULL), TL_OK);
    tl_buf_putc(&s.buf, '\0');
    assert_string_equal(s.buf.ptr,
                        "31/12/2024, 21:04 - A notice\n"
                        "31/12/2024, 21:05 - Ann: one\ntwo\n"
                        "31/12/2024, 21:05 - Bo: three <This message was edited>\n"
                        "31/12/2024, 21:06 - Bo: IMG-20241231-WA0000.jpg (file attached)"
                        "\nus\n"
                        "31/12/2024, 21:06 - Bo: PTT-20241231-WA0001.opus (file attached)"
                        "\n"
                        "01/01/2025, 00:00 - Ann: VID-20250101-WA0000.mp4 (file attached)"
                        "\n"
                        "01/01/2025, 00:01 - Ann: STK-20250101-WA0001.webp (file "
                        "attached)\n"
                        "01/01/2025, 00:02 - Ann: <Media omitted>\n"
                        "01/01/2025, 00:03 - Ann: Voice call, 2 min\n"
                        "01/01/2025, 00:04 - Ann: Video call\n"
                        "01/01/2025, 00:05 - Bo: Missed voice call\n"
                        "01/01/2025, 00:06 - Bo: This message was deleted\n");
    tl_buf_release(&s.buf);
    tl_conversation_free(conv);
}

static void stops_when_told(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_conversation *conv;
    tl_context_init(&ctx);
    const struct tl_simulation_options o = {.scenario = "S0", .weeks = 52};
    assert_int_equal(tl_simulate(&ctx, &o, &conv, NULL, NULL), TL_OK);
    for (size_t stop = 0; stop < 3; stop++) {
        struct sink s = sink_new(&ctx);
        s.stop_at = stop;
        assert_int_equal(tl_simulation_write(conv, "whatsapp-text", collect, &s, NULL), TL_FAIL);
        assert_int_equal(s.calls, stop + 1);
        tl_buf_release(&s.buf);
    }
    tl_conversation_free(conv);
}

static void writes_the_truth(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_conversation *conv;
    struct tl_truth truth;
    tl_context_init(&ctx);
    struct tl_simulation_options o = {
        .scenario = "S2-step", .seed = 18446744073709551615u, .weeks = 52, .messages_per_day = 7.5};
    assert_int_equal(tl_simulate(&ctx, &o, &conv, &truth, NULL), TL_OK);
    truth.since_day = tl_day_from_civil(2023, 7, 4);
    struct sink s = sink_new(&ctx);
    assert_int_equal(tl_simulation_write_truth(&o, &truth, collect, &s), TL_OK);
    tl_buf_putc(&s.buf, '\0');
    assert_string_equal(
        s.buf.ptr, "{\"case\":\"S2-step\",\"title\":\"Jonas pulls away from one day to the "
                   "next\",\"seed\":18446744073709551615,\"weeks\":52,\"messages_per_day\":7.5,"
                   "\"strength\":1,\"people\":[\"Mara\",\"Jonas\"],\"withdrawal\":true,"
                   "\"person\":\"Jonas\",\"since\":\"2023-07-04\"}\n");
    tl_buf_release(&s.buf);
    tl_conversation_free(conv);

    o = (struct tl_simulation_options){.scenario = "S13", .weeks = 26, .strength = .5};
    assert_int_equal(tl_simulate(&ctx, &o, &conv, &truth, NULL), TL_OK);
    s = sink_new(&ctx);
    assert_int_equal(tl_simulation_write_truth(&o, &truth, collect, &s), TL_OK);
    tl_buf_putc(&s.buf, '\0');
    assert_string_equal(s.buf.ptr,
                        "{\"case\":\"S13\",\"title\":\"nothing changes; they write two messages a "
                        "day\",\"seed\":0,\"weeks\":26,\"messages_per_day\":2,\"strength\":0.5,"
                        "\"people\":[\"Mara\",\"Jonas\"],\"withdrawal\":false,\"person\":null,"
                        "\"since\":null}\n");
    s.calls = 0;
    s.stop_at = 0;
    assert_int_equal(tl_simulation_write_truth(&o, &truth, collect, &s), TL_FAIL);
    tl_buf_release(&s.buf);
    tl_conversation_free(conv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_every_kind),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(writes_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
