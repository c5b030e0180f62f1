/*
 * test_csv.c: the samples of tables, and what only options and limits bring about.
 */
#include "tl_test.h"

#include "dump_conversation.h"
#include "memory.h"
#include "str.h"

static void samples(void **state)
{
    (void)state;
    tl_check_samples("csv");
}

/* Fails unless the dump of `table` holds `part`. */
static void assert_dump(const struct tl_context *ctx, const char *table,
                        const struct tl_import_options *options, enum tl_status want,
                        const char *part)
{
    enum tl_status status;
    char *text = tl_dump_import(ctx, "chat.csv", tl_str_from(table), 0, options, &status);
    if (status != want || strstr(text, part) == NULL)
        fail_msg("expected %s, got %s", part, text);
    free(text);
}

static void follows_the_date_order_asked_for(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    static const char table[] = "date,sender,text\n"
                                "01/02/2024 10:00,Ines,a\n"
                                "02/02/2024 11:00,Karl,b\n";
    assert_dump(&ctx, table, &(struct tl_import_options){.date_order = TL_DATE_MDY}, TL_OK,
                "\"time\": \"2024-01-02T10:00:00\"");
    assert_dump(&ctx, table, &(struct tl_import_options){.date_order = TL_DATE_DMY}, TL_OK,
                "\"time\": \"2024-02-01T10:00:00\"");
    /* Against the evidence it is followed too, and what it cannot read is said. */
    assert_dump(&ctx, "date,sender,text\n13/02/2024 10:00,Ines,a\n01/02/2024 10:00,Karl,b\n",
                &(struct tl_import_options){.date_order = TL_DATE_MDY}, TL_WARN,
                "\"date-impossible\", \"file\": 0, \"count\": 1");
}

static void gives_up_an_open_quote(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    ctx.limits.text_bytes = 16;
    /* The open cell swallows 64 KiB at most; the rows behind are read again. */
    struct tl_buf table;
    tl_buf_init(&table, &ctx);
    tl_buf_puts(&table, "timestamp,sender,text\n2024-03-11T15:05:10Z,Ines,\"open\n");
    for (int i = 0; i < 5000; i++)
        tl_buf_puts(&table, "2024-03-11T15:06:10Z,Karl,row\n");
    tl_buf_putc(&table, '\0');
    assert_false(table.failed);
    enum tl_status status;
    char *text = tl_dump_import(&ctx, "chat.csv", tl_str_from(table.ptr), 0, NULL, &status);
    assert_int_equal(status, TL_WARN);
    assert_non_null(
        strstr(text, "\"row-unreadable\", \"file\": 0, \"count\": 1, \"first_line\": 2"));
    assert_non_null(strstr(text, "\"sender\": \"Karl\", \"kind\": \"text\", \"text\": \"row\""));
    free(text);
    tl_buf_release(&table);
}

static void takes_any_number_of_cells(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_buf table;
    tl_context_init(&ctx);
    tl_buf_init(&table, &ctx);
    for (int row = 0; row < 3; row++) {
        static const char *const first[] = {"timestamp,sender,text", "2024-03-11,Ines,a",
                                            "2024-03-12,Karl,b"};
        tl_buf_puts(&table, first[row]);
        for (int i = 0; i < 1000; i++)
            tl_buf_puts(&table, ",x");
        tl_buf_putc(&table, '\n');
    }
    tl_buf_putc(&table, '\0');
    assert_dump(&ctx, table.ptr, NULL, TL_OK, "\"sender\": \"Karl\", \"kind\": \"text\"");
    tl_buf_release(&table);
}

static void reads_a_table_of_one_row(void **state)
{
    (void)state;
    struct tl_context ctx;
    tl_context_init(&ctx);
    assert_dump(&ctx, "2024-03-11 15:05,Ines,hi", NULL, TL_OK, "\"text\": \"hi\"");
    /* Two rows of which one does not fit are no table. */
    assert_dump(&ctx, "2024-03-11 15:05,Ines,hi\nwell", NULL, TL_FAIL, "0x0300");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples),
        cmocka_unit_test(follows_the_date_order_asked_for),
        cmocka_unit_test(gives_up_an_open_quote),
        cmocka_unit_test(takes_any_number_of_cells),
        cmocka_unit_test(reads_a_table_of_one_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
