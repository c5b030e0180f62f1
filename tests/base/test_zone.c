#include "tl_test.h"

#include "civil.h"
#include "str.h"

/* A TZif file put together here, so that the tests need no zone files of the system. */
struct tzif {
    char bytes[2048];
    size_t n;
};

static void put(struct tzif *f, const void *bytes, size_t n)
{
    assert_true(f->n + n <= sizeof f->bytes);
    memcpy(f->bytes + f->n, bytes, n);
    f->n += n;
}

static void put_be(struct tzif *f, int64_t v, int size)
{
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        put(f, &(char){(char)((uint64_t)v >> shift & 0xff)}, 1);
}

struct change {
    int64_t at;
    int32_t type;
};

struct block {
    const struct change *change;
    int32_t n_changes;
    const int32_t *offset; /* of the types */
    int32_t n_types;
    const int64_t (*leap)[2]; /* when, seconds in all */
    int32_t n_leaps;
};

static void put_block(struct tzif *f, char version, const struct block *b, int time_size)
{
    put(f, "TZif", 4);
    put(f, &version, 1);
    put(f, (char[15]){0}, 15);
    put_be(f, 0, 4); /* isut, isstd */
    put_be(f, 0, 4);
    put_be(f, b->n_leaps, 4);
    put_be(f, b->n_changes, 4);
    put_be(f, b->n_types, 4);
    put_be(f, 4, 4);
    for (int i = 0; i < b->n_changes; i++)
        put_be(f, b->change[i].at, time_size);
    for (int i = 0; i < b->n_changes; i++)
        put_be(f, b->change[i].type, 1);
    for (int i = 0; i < b->n_types; i++) {
        put_be(f, b->offset[i], 4);
        put_be(f, 0, 2);
    }
    put(f, "LMT", 4);
    for (int i = 0; i < b->n_leaps; i++) {
        put_be(f, b->leap[i][0], time_size);
        put_be(f, b->leap[i][1], 4);
    }
}

/* Version 2 and later: an empty first block, the real one and the footer. */
static void put_file(struct tzif *f, char version, const struct block *b, const char *footer)
{
    static const int32_t utc = 0;
    f->n = 0;
    put_block(f, version, &(struct block){.offset = &utc, .n_types = 1}, 4);
    put_block(f, version, b, 8);
    put(f, "\n", 1);
    put(f, footer, strlen(footer));
    put(f, "\n", 1);
}

static const struct tl_context context = {.allocator = NULL};

/* NULL for a zone that is refused. The bytes are handed over in memory of just their size, so that
   the sanitizer sees every step too far. */
static struct tl_zone *open_zone(const struct tzif *f)
{
    char *exact = malloc(f->n > 0 ? f->n : 1);
    assert_non_null(exact);
    memcpy(exact, f->bytes, f->n);
    struct tl_zone *zone = tl_zone_new(&context, (struct tl_str){exact, f->n});
    free(exact);
    return zone;
}

static struct tl_zone *zone_of_footer(const char *footer)
{
    static const int32_t lmt = 1234;
    struct tzif f;
    put_file(&f, '3', &(struct block){.offset = &lmt, .n_types = 1}, footer);
    return open_zone(&f);
}

static int64_t ms_of(const char *iso)
{
    int64_t ms;
    int16_t offset;
    int32_t resolution;
    if (!tl_parse_iso8601(tl_str_from(iso), &ms, &offset, &resolution))
        fail_msg("bad time in the test: %s", iso);
    return ms;
}

/* Like Berlin's file, cut to a few changes: local mean time (+0:53:28) until 1893, and the changes
   of 1995 and 1996 before the footer takes over. */
static const int32_t berlin_offsets[] = {3208, 7200, 3600};
static const struct change berlin_changes[] = {
    {-2422054408, 2}, {796179600, 1}, {811904400, 2}, {828234000, 1}, {846378000, 2},
};
static const struct block berlin = {berlin_changes, 5, berlin_offsets, 3, NULL, 0};
#define BERLIN_FOOTER "CET-1CEST,M3.5.0,M10.5.0/3"

static void test_table_and_footer(void **state)
{
    (void)state;
    struct tzif f;
    put_file(&f, '2', &berlin, BERLIN_FOOTER);
    struct tl_zone *zone = open_zone(&f);
    assert_non_null(zone);
    static const struct {
        const char *utc;
        int16_t offset;
    } cases[] = {
        {"1850-01-01T00:00Z", 53}, /* seconds dropped */
        {"1893-03-31T23:06:31Z", 53},      {"1893-03-31T23:06:32Z", 60},
        {"1995-03-26T00:59:59Z", 60},      {"1995-03-26T01:00:00Z", 120},
        {"1996-10-27T00:59:59Z", 120},     {"1996-10-27T01:00:00Z", 60},
        {"2024-03-31T00:59:59.999Z", 60},  {"2024-03-31T01:00Z", 120},
        {"2024-10-27T00:59:59.999Z", 120}, {"2024-10-27T01:00Z", 60},
        {"2024-12-31T23:59Z", 60},         {"9998-07-01T00:00Z", 120},
        {"9998-12-01T00:00Z", 60},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(tl_zone_offset(zone, ms_of(cases[i].utc)), cases[i].offset);
    tl_zone_offset(zone, INT64_MAX);
    assert_int_equal(tl_zone_offset(zone, INT64_MIN), 53);
    tl_zone_free(zone);

    /* Without a footer the last change holds for ever. */
    put_file(&f, '2', &berlin, "");
    zone = open_zone(&f);
    assert_int_equal(tl_zone_offset(zone, ms_of("2024-07-01T00:00Z")), 60);
    tl_zone_free(zone);
}

static void test_version_1(void **state)
{
    (void)state;
    struct block b = berlin;
    b.change++; /* 1893 does not fit 32 bits */
    b.n_changes--;
    struct tzif f = {.n = 0};
    put_block(&f, '\0', &b, 4);
    struct tl_zone *zone = open_zone(&f);
    assert_non_null(zone);
    assert_int_equal(tl_zone_offset(zone, ms_of("1995-07-01T00:00Z")), 120);
    assert_int_equal(tl_zone_offset(zone, ms_of("2024-07-01T00:00Z")), 60);
    tl_zone_free(zone);
}

static void test_wall_clock(void **state)
{
    (void)state;
    struct tzif f;
    put_file(&f, '2', &berlin, BERLIN_FOOTER);
    struct tl_zone *zone = open_zone(&f);
    static const char *const cases[][2] = {
        {"2024-01-15T12:00", "2024-01-15T11:00Z"},
        {"2024-07-15T12:00", "2024-07-15T10:00Z"},
        {"2024-03-31T01:59", "2024-03-31T00:59Z"},
        {"2024-03-31T02:30", "2024-03-31T01:30Z"}, /* does not exist: the clock before */
        {"2024-03-31T03:00", "2024-03-31T01:00Z"},
        {"2024-10-27T01:59", "2024-10-26T23:59Z"},
        {"2024-10-27T02:30", "2024-10-27T00:30Z"}, /* twice: the first */
        {"2024-10-27T03:00", "2024-10-27T02:00Z"},
        {"2024-10-27T12:00", "2024-10-27T11:00Z"},
        {"1995-09-24T02:30", "1995-09-24T00:30Z"}, /* the same in the table */
        {"1850-01-01T00:53", "1850-01-01T00:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(tl_zone_to_utc(zone, ms_of(cases[i][0])) == ms_of(cases[i][1]));
    assert_true(tl_zone_to_utc(zone, INT64_MAX) == INT64_MAX);
    assert_true(tl_zone_to_utc(zone, INT64_MIN) == INT64_MIN);
    tl_zone_free(zone);
}

static void test_footers(void **state)
{
    (void)state;
    static const struct {
        const char *footer, *utc;
        int16_t offset;
    } cases[] = {
        {"IST-5:30", "2024-07-01T00:00Z", 330},
        {"<+0330>-3:30", "2024-07-01T00:00Z", 210},
        {"<-03>3", "2024-07-01T00:00Z", -180},
        {"EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", -300},
        {"EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00Z", -240},
        {"EST5EDT,M3.2.0,M11.1.0", "2024-11-03T05:59:59Z", -240},
        {"EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00Z", -300},
        {"EST5EDT,M3.2.0,M11.1.0", "3024-07-03T06:00Z", -240},
        /* Southern summer goes over the turn of the year. */
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00Z", 660},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-12-31T23:59Z", 660},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-04-06T16:00Z", 600},
        /* Half an hour (Lord Howe). */
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2024-12-31T23:59Z", 660},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2024-06-30T23:59Z", 630},
        /* Winter time as the "daylight" time: Ireland. */
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-07-01T00:00Z", 60},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-12-31T12:00Z", 0},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-03-31T00:59:59Z", 0},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-03-31T01:00Z", 60},
        /* Hours below 0 (Nuuk) and above 24 (Hebron once). */
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -120},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00Z", -60},
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-29T23:59:59Z", 120},
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-30T00:00Z", 180},
        /* Daylight time all the year round (RFC 8536, 3.3.1), at its seam. */
        {"EST5EDT,0/0,J365/25", "2024-12-31T23:30-05:00", -240},
        {"EST5EDT,0/0,J365/25", "2025-01-01T00:00-05:00", -240},
        {"EST5EDT,0/0,J365/25", "2024-06-01T00:00Z", -240},
        /* Jn leaves 29 February out, n does not: both rules below mean 1 March 2024 and 1 October.
         */
        {"AAA0BBB,J60/0,J274/0", "2024-02-29T23:59Z", 0},
        {"AAA0BBB,J60/0,J274/0", "2024-03-01T00:00Z", 60},
        {"AAA0BBB,J60/0,J274/0", "2024-09-30T22:59Z", 60},
        {"AAA0BBB,J60/0,J274/0", "2024-09-30T23:00Z", 0},
        {"AAA0BBB,60/0,274/0", "2024-02-29T23:59Z", 0},
        {"AAA0BBB,60/0,274/0", "2024-03-01T00:00Z", 60},
        {"AAA0BBB,60/0,274/0", "2023-03-01T00:00Z", 0},
        {"AAA0BBB,60/0,274/0", "2023-03-02T00:00Z", 60},
        /* The fourth and the last Sunday differ, the last may be the fourth. */
        {"AAA0BBB,M3.4.0/0,M10.5.0/0", "2024-03-24T00:00Z", 60},
        {"AAA0BBB,M2.5.0/0,M10.5.0/0", "2026-02-22T00:00Z", 60},
        {"AAA0BBB,M2.5.0/0,M10.5.0/0", "2026-02-21T23:59Z", 0},
        {"AAA0BBB,M12.5.6/0,M6.1.0", "2024-12-28T00:00Z", 60},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tl_zone *zone = zone_of_footer(cases[i].footer);
        if (zone == NULL)
            fail_msg("refused %s", cases[i].footer);
        int16_t offset = tl_zone_offset(zone, ms_of(cases[i].utc));
        if (offset != cases[i].offset)
            fail_msg("%s at %s: %d", cases[i].footer, cases[i].utc, offset);
        tl_zone_free(zone);
    }
    static const char *const bad[] = {
        "CET",
        "C-1",
        "CE-1",
        "CET-",
        "CET-1CEST",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5,M10.5.0",
        "CET-1CEST,J0,J300",
        "CET-1CEST,J366,J300",
        "CET-1CEST,366,300",
        "CET-1CEST,J60/168,J300",
        "CET-1CEST,J99999999999999999999,J300",
        "CET-26",
        "CET+26",
        "CET-1:60",
        "CET-1:00:60",
        "<CET-1",
        "<+1>-1",
        "<a b>-1",
        "Europe/Berlin",
        "CET-1 ",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct tl_zone *zone = zone_of_footer(bad[i]);
        if (zone != NULL)
            fail_msg("took %s", bad[i]);
    }
}

/* Times of a "right/" zone count leap seconds: here two of them before the only change. */
static void test_leap_seconds(void **state)
{
    (void)state;
    static const int64_t leaps[][2] = {{78796800, 1}, {94694401, 2}};
    static const struct change changes[] = {{1000000002, 1}};
    static const int32_t offsets[] = {0, 3600};
    struct tzif f;
    put_file(&f, '2', &(struct block){changes, 1, offsets, 2, leaps, 2}, "");
    struct tl_zone *zone = open_zone(&f);
    assert_non_null(zone);
    assert_int_equal(tl_zone_offset(zone, INT64_C(999999999999)), 0);
    assert_int_equal(tl_zone_offset(zone, INT64_C(1000000000000)), 60);
    tl_zone_free(zone);
}

static void test_refused(void **state)
{
    (void)state;
    struct tzif f = {.n = 0};
    assert_null(open_zone(&f));
    put(&f, "TZif2 is no zone file, though long enough for one header", 56);
    assert_null(open_zone(&f));

    static const struct change unordered[] = {{5, 0}, {5, 0}};
    static const struct change no_type[] = {{5, 1}};
    static const struct change far[] = {{-(INT64_C(1) << 60), 0}};
    static const int32_t zero = 0, wild = 26 * 3600;
    const struct block bad[] = {
        {unordered, 2, &zero, 1, NULL, 0}, {no_type, 1, &zero, 1, NULL, 0},
        {far, 1, &zero, 1, NULL, 0},       {NULL, 0, &wild, 1, NULL, 0},
        {NULL, 0, &zero, 0, NULL, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        put_file(&f, '2', &bad[i], "UTC0");
        assert_null(open_zone(&f));
    }
}

/* Every cut of a file is refused; every byte changed is refused or gives some zone, safely. */
static void test_hostile(void **state)
{
    (void)state;
    static const int64_t leaps[][2] = {{78796800, 1}, {94694401, 2}};
    struct block b = berlin;
    b.leap = leaps;
    b.n_leaps = 2;
    struct tzif whole;
    put_file(&whole, '3', &b, BERLIN_FOOTER);
    for (size_t n = 0; n < whole.n; n++) {
        struct tzif cut = whole;
        cut.n = n;
        assert_null(open_zone(&cut));
    }
    static const unsigned char values[] = {0x00, 0x01, 0x7f, 0x80, 0xff, '\n', '<', 'M'};
    size_t taken = 0;
    for (size_t i = 0; i < whole.n; i++) {
        for (size_t k = 0; k < sizeof values; k++) {
            struct tzif changed = whole;
            changed.bytes[i] = (char)values[k];
            struct tl_zone *zone = open_zone(&changed);
            if (zone == NULL)
                continue;
            taken++;
            for (int64_t t = -6; t <= 6; t++)
                tl_zone_to_utc(zone, t * INT64_C(700000000000));
            tl_zone_offset(zone, INT64_MAX);
            tl_zone_offset(zone, INT64_MIN);
            tl_zone_free(zone);
        }
    }
    assert_true(taken > 0);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct tzif f;
    put_file(&f, '2', &berlin, BERLIN_FOOTER);
    for (size_t i = 0;; i++) {
        struct tl_test_allocator a;
        tl_test_allocator_init(&a, i);
        struct tl_context ctx = {.allocator = &a.base};
        struct tl_zone *zone = tl_zone_new(&ctx, (struct tl_str){f.bytes, f.n});
        bool done = zone != NULL;
        tl_zone_free(zone);
        assert_int_equal(a.live, 0);
        if (done)
            break;
        assert_true(i < 10);
    }
}

/* The zone files of the system, where there are any. */
static void test_system_zones(void **state)
{
    (void)state;
    static const struct {
        const char *name, *utc;
        int16_t offset;
    } cases[] = {
        {"Europe/Berlin", "2024-03-31T00:59:59Z", 60},
        {"Europe/Berlin", "2024-03-31T01:00:00Z", 120},
        {"Europe/Berlin", "2024-10-27T01:00:00Z", 60},
        {"Europe/Berlin", "2190-07-01T00:00:00Z", 120},
        {"America/New_York", "2024-03-10T06:59:59Z", -300},
        {"America/New_York", "2024-03-10T07:00:00Z", -240},
        {"America/New_York", "2006-04-02T06:59:59Z", -300},
        {"America/New_York", "2006-04-02T07:00:00Z", -240},
        {"America/New_York", "2150-12-24T00:00:00Z", -300},
        {"Asia/Kolkata", "2024-07-01T00:00:00Z", 330},
        {"Asia/Kathmandu", "1980-07-01T00:00:00Z", 330},
        {"Asia/Kathmandu", "2024-07-01T00:00:00Z", 345},
        {"Australia/Sydney", "2024-01-01T00:00:00Z", 660},
        {"UTC", "2024-01-01T00:00:00Z", 0},
    };
    size_t found = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[128];
        static char bytes[65536];
        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", cases[i].name);
        FILE *file = fopen(path, "rb");
        if (file == NULL)
            continue;
        size_t n = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        struct tl_zone *zone = tl_zone_new(&context, (struct tl_str){bytes, n});
        if (zone == NULL)
            fail_msg("refused %s", path);
        if (tl_zone_offset(zone, ms_of(cases[i].utc)) != cases[i].offset)
            fail_msg("%s at %s", cases[i].name, cases[i].utc);
        tl_zone_free(zone);
        found++;
    }
    if (found == 0)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_and_footer), cmocka_unit_test(test_version_1),
        cmocka_unit_test(test_wall_clock),       cmocka_unit_test(test_footers),
        cmocka_unit_test(test_leap_seconds),     cmocka_unit_test(test_refused),
        cmocka_unit_test(test_hostile),          cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_system_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
