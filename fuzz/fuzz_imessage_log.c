/*
 * fuzz_imessage_log.c: a database of Messages with a write-ahead log beside it.
 *
 * Byte 0: bits 0-2 chunk size, bits 4-5 limits, bit 7 mends the log; byte 1: allocation to fail;
 * byte 2: how many times 512 bytes are the database. The rest is the log.
 *
 * Random changes never pass the sums of frames, and one that does not pass ends the log. So half of
 * the inputs are mended: page size, salts and sums are set right, while page numbers, commits,
 * pages and where the log ends stay as they came. Once mended and whole, database and log must read
 * like the one database that they make when the pages are copied over.
 */
#include "fuzz_importer.h"

enum { UNIT = 512, HEADER = 32, FRAME = 24, FLAT_MAX = 1 << 19 };

static uint32_t word(const uint8_t *p, bool big)
{
    uint32_t x = 0;
    for (int i = 0; i < 4; i++)
        x = x << 8 | p[big ? i : 3 - i];
    return x;
}

static void put(uint8_t *p, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(x >> (24 - 8 * i));
}

static void sum(uint32_t s[2], const uint8_t *p, size_t n, bool big)
{
    for (const uint8_t *end = p + n; p < end; p += 8) {
        s[0] += word(p, big) + s[1];
        s[1] += word(p + 4, big) + s[0];
    }
}

/* Page size of the log, 0 when there cannot be one. */
static size_t mend(uint8_t *database, size_t size, uint8_t *log, size_t n)
{
    if (size < 20 || n < HEADER)
        return 0;
    database[18] = database[19] = 2;
    const uint32_t written = (uint32_t)database[16] << 8 | database[17];
    const size_t page = written == 1 ? 65536 : written;
    if (page < 512 || page % 8 != 0)
        return 0;
    const bool big = (log[3] & 1) != 0;
    uint32_t s[2] = {0, 0};
    put(log, big ? 0x377f0683 : 0x377f0682);
    put(log + 8, (uint32_t)page);
    sum(s, log, 24, big);
    put(log + 24, s[0]);
    put(log + 28, s[1]);
    for (uint8_t *frame = log + HEADER; (size_t)(log + n - frame) >= FRAME + page;
         frame += FRAME + page) {
        memcpy(frame + 8, log + 16, 8);
        sum(s, frame, 8, big);
        sum(s, frame + FRAME, page, big);
        put(frame + 16, s[0]);
        put(frame + 20, s[1]);
    }
    return page;
}

/* The pages of a whole log copied over those of the database; false when it is not whole. */
static bool flatten(struct tl_str database, const uint8_t *log, size_t n, size_t page, uint8_t *out,
                    size_t *size)
{
    if (n <= HEADER || (n - HEADER) % (FRAME + page) != 0)
        return false;
    *size = (size_t)word(log + n - page - FRAME + 4, true);
    if (*size == 0 || *size > FLAT_MAX / page)
        return false;
    *size *= page;
    memset(out, 0, *size);
    memcpy(out, database.ptr, database.len < *size ? database.len : *size);
    for (const uint8_t *frame = log + HEADER; frame < log + n; frame += FRAME + page) {
        const size_t number = word(frame, true);
        if (number == 0)
            return false;
        if (number <= *size / page)
            memcpy(out + (number - 1) * page, frame + FRAME, page);
    }
    return true;
}

static void run(const struct tl_context *ctx, uint8_t options, bool fails, struct tl_str database,
                struct tl_str log, size_t page)
{
    static const struct tl_import_options import = {.with = NULL};
    static uint8_t flat[FLAT_MAX];
    uint64_t digest, again;
    const enum tl_status status =
        fuzz_read(ctx, &tl_importer_imessage_db, "chat.db", database, log, 0, &import, &digest);
    FUZZ_CHECK(status != TL_FATAL || fails);
    if (fails)
        return;
    FUZZ_CHECK(fuzz_read(ctx, &tl_importer_imessage_db, "chat.db", database, log, 1 + (options & 7),
                         &import, &again) == status);
    FUZZ_CHECK(digest == again);
    size_t size;
    if (page > 0 && flatten(database, (const uint8_t *)log.ptr, log.len, page, flat, &size)) {
        FUZZ_CHECK(fuzz_read(ctx, &tl_importer_imessage_db, "chat.db",
                             (struct tl_str){(const char *)flat, size}, (struct tl_str){NULL, 0}, 0,
                             &import, &again) == status);
        FUZZ_CHECK(digest == again);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    const uint8_t options = fuzz_byte(&in), fail = fuzz_byte(&in), units = fuzz_byte(&in);
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fail);
    if ((options & 16) != 0)
        ctx.limits.text_bytes = 8;
    if ((options & 32) != 0)
        ctx.limits.messages = 4;
    const size_t n_database = in.left < (size_t)units * UNIT ? in.left : (size_t)units * UNIT;
    const size_t n_log = in.left - n_database;
    uint8_t *database = malloc(n_database + 1), *log = malloc(n_log + 1);
    FUZZ_CHECK(database != NULL && log != NULL);
    memcpy(database, in.at, n_database);
    memcpy(log, in.at + n_database, n_log);
    const size_t page = (options & 128) != 0 ? mend(database, n_database, log, n_log) : 0;
    if (n_database < 2 || memcmp(database, "PK", 2) != 0)
        run(&ctx, options, fail > 0, (struct tl_str){(const char *)database, n_database},
            (struct tl_str){(const char *)log, n_log}, page);
    FUZZ_CHECK(memory.live == 0);
    free(database);
    free(log);
    return 0;
}
