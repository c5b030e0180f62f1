/*
 * test_report.c: both renderers on one analysis made by hand, against the files in
 * tests/data/report/, which TIDELINE_UPDATE=1 rewrites.
 */
#include "tl_test.h"

#include "advice.h"
#include "civil.h"
#include "quote.h"
#include "terminal_text.h"

#include <math.h>

#define N_WEEKS 26
#define FIRST_DAY INT64_C(19730) /* Monday, 8 January 2024 */

static char out[200000];
static size_t out_len;

static int take(void *user, const void *bytes, size_t n)
{
    (void)user;
    if (out_len + n >= sizeof out)
        return -1;
    memcpy(out + out_len, bytes, n);
    out_len += n;
    out[out_len] = '\0';
    return 0;
}

/* An analysis as src/find makes it, of a chat that has two messages. */
struct sample {
    struct tl_conversation conv;
    struct tl_analysis analysis;
    struct tl_report report;
    double value[6][N_WEEKS], low[6][N_WEEKS], high[6][N_WEEKS];
    uint32_t n[6][N_WEEKS];
    double index[2][N_WEEKS], index_low[2][N_WEEKS], index_high[2][N_WEEKS];
    double messages[2][N_WEEKS], messages_low[2][N_WEEKS], messages_high[2][N_WEEKS];
    uint32_t days[2][7 * N_WEEKS], hours[168];
    struct tl_series series[6];
    struct tl_measurement measurements[3];
    struct tl_extra extra;
    struct tl_finding findings[3];
    struct tl_alternative alternatives[3];
    struct tl_number numbers[2];
    struct tl_gap gap;
    struct tl_couple_row couple[2];
    struct tl_sentence sentence;
    struct tl_found_exchange exchanges[2];
    struct tl_person people[2];
    struct tl_file files[2];
    struct tl_notice notice;
    int64_t time_ms[2];
    int16_t offset_min[2];
    uint16_t sender[2];
    uint64_t text_at[2];
    uint32_t text_len[2];
    uint32_t evidence[2];
    struct tl_deep_conversation deep;
    struct tl_said_row said[2];
};

static char text_bytes[] =
    "shall we walk on sunday? the weather is said to be good, and I'd like that"
    "\xF0\x9F\x99\x82 later";
#define FIRST_TEXT 74

static const struct tl_measure openings = {
    .id = "A06",
    .name = "initiations",
    .title = "How often does each of you begin a conversation?",
    .unit = "conversations a week",
    .family = TL_FAMILY_INITIATION,
    .closeness = 1,
    .scale = TL_SCALE_LOG,
};
static const struct tl_measure answered = {
    .id = "A11",
    .name = "answered",
    .title = "How much is answered within an hour?",
    .unit = "share",
    .family = TL_FAMILY_RESPONSIVENESS,
    .closeness = 1,
    .scale = TL_SCALE_LOGIT,
};
static const struct tl_measure silences = {
    .id = "A08",
    .name = "silences",
    .title = "How long do the two of you not write?",
    .unit = "hours",
    .family = TL_FAMILY_NONE,
    .scale = TL_SCALE_IDENTITY,
};

/* A wavy series around one level and then another; week 7 is not known. */
static void fill_series(struct sample *s, int i, enum tl_whose whose, double before, double after)
{
    static const double wave[] = {0, 0.12, -0.08, 0.2, -0.15, 0.04, -0.1};
    for (int w = 0; w < N_WEEKS; w++) {
        const double level = w < 12 ? before : after;
        s->value[i][w] = w == 7 ? (double)NAN : level * (1 + wave[w % 7]);
        s->low[i][w] = s->value[i][w] * 0.75;
        s->high[i][w] = s->value[i][w] * 1.25;
        s->n[i][w] = w == 7 ? 0 : (uint32_t)(20 + w);
    }
    s->series[i] = (struct tl_series){
        .whose = whose, .value = s->value[i], .low = s->low[i], .high = s->high[i], .n = s->n[i]};
}

static void fill_chat(struct sample *s)
{
    s->people[0] = (struct tl_person){.name = TL_STR("Noor"), .messages = 2841, .words = 20110};
    s->people[1] =
        (struct tl_person){.name = TL_STR("\xC3\x89mile <3"), .messages = 2207, .words = 11873};
    s->files[0] = (struct tl_file){
        .name = "WhatsApp Chat with Noor.txt",
        .format = "whatsapp-text",
        .lines = 6120,
        .messages = 5048,
        .system = 12,
        .skipped = 3,
        .first_ms = (FIRST_DAY - 3) * TL_MS_PER_DAY + 32700000,
        .last_ms = (FIRST_DAY + 184) * TL_MS_PER_DAY + 79980000,
        .date_order = TL_DATE_DMY,
        .date_order_why = "a first number above 12 stands in line 214",
        .clock = "24-hour",
        .resolution = TL_RES_MINUTE,
        .can = TL_CAN_TIMING | TL_CAN_BOTH_SIDES | TL_CAN_MEDIA_KIND | TL_CAN_DELETIONS,
    };
    s->files[1] = (struct tl_file){
        .name = "older/result.json",
        .format = "telegram-json",
        .date_order = TL_DATE_ISO,
        .resolution = TL_RES_SECOND,
        .zone = "UTC offsets in the file",
        .can = TL_CAN_TIMING | TL_CAN_BOTH_SIDES | TL_CAN_SECONDS | TL_CAN_DELETIONS,
    };
    s->notice = (struct tl_notice){.code = "line-unreadable",
                                   .text = "A line is neither a message nor the rest of one.",
                                   .count = 3,
                                   .first_line = 88,
                                   .file = 0};
    s->time_ms[0] = (FIRST_DAY + 90) * TL_MS_PER_DAY + 61200000;
    s->time_ms[1] = s->time_ms[0] + 3600000;
    s->sender[1] = 1;
    s->text_len[0] = FIRST_TEXT;
    s->text_at[1] = FIRST_TEXT;
    s->text_len[1] = (uint32_t)(sizeof text_bytes - 1 - FIRST_TEXT);
    s->conv = (struct tl_conversation){
        .n_messages = 2,
        .time_ms = s->time_ms,
        .offset_min = s->offset_min,
        .sender = s->sender,
        .text_at = s->text_at,
        .text_len = s->text_len,
        .text = text_bytes,
        .text_size = sizeof text_bytes - 1,
        .n_people = 2,
        .people = s->people,
        .n_files = 2,
        .files = s->files,
        .n_notices = 1,
        .notices = &s->notice,
    };
}

static void fill_findings(struct sample *s)
{
    const int64_t since = FIRST_DAY + 84;
    s->findings[0] = (struct tl_finding){
        .id = "A06.B",
        .measurement = &s->measurements[0],
        .series = &s->series[1],
        .person = 1,
        .direction = -1,
        .since_day = since,
        .since_lo = since - 14,
        .since_hi = since + 7,
        .before = 9.1,
        .after = 4.8,
        .effect = 0.527,
        .effect_lo = 0.41,
        .effect_hi = 0.68,
        .q = 0.012,
        .strength = TL_LEVEL_STRONG,
        .n_evidence = 2,
        .evidence = s->evidence,
        .text = "\xC3\x89mile <3 began fewer conversations since about April (from 9 to 5 a week); "
                "Noor about as many as before. This is unlikely to be chance alone.",
    };
    s->findings[1] = s->findings[0];
    s->findings[1].id = "A11.B";
    s->findings[1].measurement = &s->measurements[1];
    s->findings[1].series = &s->series[3];
    s->findings[1].before = 0.71;
    s->findings[1].after = 0.38;
    s->findings[1].strength = TL_LEVEL_MODERATE;
    s->findings[1].n_evidence = 0;
    s->findings[1].text = "\xC3\x89mile <3 answered less of it within an hour.";
    s->findings[2] = s->findings[1];
    s->findings[2].id = "A11.A";
    s->findings[2].series = &s->series[2];
    s->findings[2].person = 0;
    s->findings[2].direction = 1;
    s->findings[2].since_day = s->findings[2].since_lo = s->findings[2].since_hi = TL_NO_DAY;
    s->findings[2].before = 0.66;
    s->findings[2].after = 0.74;
    s->findings[2].text = "Noor answered slightly more of it.";
}

static void fill_analysis(struct sample *s)
{
    fill_series(s, 0, TL_WHOSE_FIRST, 8.7, 8.9);
    fill_series(s, 1, TL_WHOSE_SECOND, 9.1, 4.8);
    fill_series(s, 2, TL_WHOSE_FIRST, 0.66, 0.74);
    fill_series(s, 3, TL_WHOSE_SECOND, 0.71, 0.38);
    fill_series(s, 4, TL_WHOSE_BOTH, 19, 31);
    s->measurements[0] =
        (struct tl_measurement){.measure = &openings, .n_series = 2, .series = &s->series[0]};
    s->measurements[1] =
        (struct tl_measurement){.measure = &answered, .n_series = 2, .series = &s->series[2]};
    s->measurements[2] = (struct tl_measurement){.measure = &silences,
                                                 .n_series = 1,
                                                 .series = &s->series[4],
                                                 .n_extra = 1,
                                                 .extra = &s->extra};
    s->measurements[0].whole[TL_WHOSE_FIRST] =
        (struct tl_value){8.8, 8.1, 9.6, 229, TL_VALUE_OK, NULL};
    s->measurements[1].whole[TL_WHOSE_SECOND] = (struct tl_value){
        (double)NAN, (double)NAN, (double)NAN, 14, TL_VALUE_THIN, "only 14 answers"};
    s->extra = (struct tl_extra){
        "longest_silence", TL_WHOSE_BOTH, {141.5, 141.5, 141.5, 1, TL_VALUE_OK, NULL}};
    for (int who = 0; who < 2; who++)
        for (int w = 0; w < N_WEEKS; w++) {
            s->messages[who][w] = s->value[who][w] * 1.6;
            s->messages_low[who][w] = s->messages[who][w] * 0.75;
            s->messages_high[who][w] = s->messages[who][w] * 1.5;
            s->index[who][w] = (w < 12 ? 0.1 : who * 1.4) + (w % 3) * 0.05;
            s->index_low[who][w] = s->index[who][w] - 0.5;
            s->index_high[who][w] = s->index[who][w] + 0.5;
            s->days[who][7 * w + who] = (uint32_t)(w + 1);
        }
    s->hours[18] = 14;
    fill_findings(s);
    s->numbers[0] = (struct tl_number){"bic_step", -12.25};
    s->numbers[1] = (struct tl_number){"bic_decay", 3.5};
    s->alternatives[0] = (struct tl_alternative){.id = "both-quieter",
                                                 .holds = 0,
                                                 .lowers = true,
                                                 .text = "Noor wrote about as much as before."};
    s->alternatives[1] = (struct tl_alternative){
        .id = "calls",
        .holds = -1,
        .lowers = true,
        .tell = "You know whether you called more; say when with --note.",
        .text = "Whether the two called each other more is not in this export."};
    s->alternatives[2] =
        (struct tl_alternative){.id = "early-decay",
                                .holds = 1,
                                .lowers = true,
                                .text = "The chat is young, and what is new settles.",
                                .n_numbers = 2,
                                .numbers = s->numbers};
    s->sentence = (struct tl_sentence){.id = "farther-after",
                                       .of = "A06",
                                       .person = 1,
                                       .n_numbers = 2,
                                       .number = {{"before", 1.5}, {"after", NAN}}};
    s->couple[0] = (struct tl_couple_row){
        .id = "E02",
        .text = "A week in which Noor kept more distance was often followed by one in which "
                "\xC3\x89mile <3 did too.",
        .sentences = {1, &s->sentence}};
    s->couple[1] = (struct tl_couple_row){
        .id = "E04", .text = "Pressing and stepping back did not feed each other here."};
    s->gap = (struct tl_gap){FIRST_DAY + 49, FIRST_DAY + 56, false};
    s->exchanges[0] = (struct tl_found_exchange){"bid", "towards", 0, 1, 0};
    s->exchanges[1] = (struct tl_found_exchange){"bid", NULL, 1, 1, 1};
    s->analysis = (struct tl_analysis){
        .n_measurements = 3,
        .measurements = s->measurements,
        .verdict = {.kind = TL_VERDICT_PULLING_AWAY,
                    .person = 1,
                    .level = TL_LEVEL_STRONG,
                    .probability = 0.9312345,
                    .since_day = FIRST_DAY + 84,
                    .since_lo = FIRST_DAY + 70,
                    .since_hi = FIRST_DAY + 91,
                    .shape = "suddenly",
                    .text =
                        "Noor wrote about as much as before. \xC3\x89mile <3 began and answered "
                        "clearly less since about April, and the record shows it well (about 93 in "
                        "100), though messages do not show why."},
        .n_findings = 3,
        .findings = s->findings,
        .n_alternatives = 3,
        .alternatives = s->alternatives,
        .tide = {.n_weeks = N_WEEKS,
                 .first_day = FIRST_DAY,
                 .index = {s->index[0], s->index[1]},
                 .index_low = {s->index_low[0], s->index_low[1]},
                 .index_high = {s->index_high[0], s->index_high[1]},
                 .messages = {s->messages[0], s->messages[1]},
                 .messages_low = {s->messages_low[0], s->messages_low[1]},
                 .messages_high = {s->messages_high[0], s->messages_high[1]},
                 .days = {s->days[0], s->days[1]},
                 .hours = {s->hours, NULL}},
        .course = {.whose = 1,
                   .drift_z = 3.2,
                   .drift_p = 0.0014,
                   .slope_per_year = 2.5,
                   .recent = 0.02,
                   .shape = "step",
                   .rank_day = FIRST_DAY + 84,
                   .rank_p = 0.003,
                   .joint_day = FIRST_DAY + 77,
                   .joint_q = 21.5},
        .couple = {.weeks = 61,
                   .effect = {{0.2, -0.05}, {0.4, 0.3}},
                   .low = {{0.05, -0.2}, {0.2, 0.1}},
                   .high = {{0.35, 0.1}, {0.6, 0.5}},
                   .same_week = 0.35,
                   .n = 2,
                   .row = s->couple},
        .evidence = {.composite_p = 0.002,
                     .asymmetry = -0.65,
                     .asymmetry_se = 0.11,
                     .own_change = {0.02, -0.63},
                     .own_se = {0.08, 0.09},
                     .phi = 0.21,
                     .detectable = (double)NAN,
                     .families = 3,
                     .candidate = 1,
                     .feature = {1.5, -0.25, 3},
                     .score = 4.1,
                     .probability = 0.95,
                     .odds_version = "made by hand"},
        .n_exchanges = 2,
        .exchanges = s->exchanges,
        .n_gaps = 1,
        .gaps = &s->gap,
    };
}

static void fill_said(struct sample *s)
{
    s->deep = (struct tl_deep_conversation){
        .day = FIRST_DAY + 90, .first_message = 0, .last_message = 1, .score = 6};
    s->analysis.deep = (struct tl_deep){.read = true,
                                        .last_day = FIRST_DAY + 90,
                                        .days_since = 94,
                                        .usual_days = (double)NAN,
                                        .p = (double)NAN,
                                        .per_month_before = 0,
                                        .per_month_after = 0.3,
                                        .n = 1,
                                        .conversation = &s->deep};
    s->analysis.styles = (struct tl_styles){
        .read = true,
        .person = {{2841, 7.1, 22.5, 0.21, 48, 12}, {2207, 5.4, 3, 0.13, 51, (double)NAN}},
        .n_weeks = N_WEEKS,
        .match = s->value[2],
        .match_before = 0.84,
        .match_after = 0.79};
    s->said[0] = (struct tl_said_row){
        .id = "deep",
        .title = "When was your last deep talk?",
        .text = "The last deep talk in the chat was on 7 April 2024, 94 days before its end. Deep "
                "talks mostly happen face to face. Did you have one aloud?",
        .n_evidence = 1,
        .evidence = s->evidence};
    s->said[1] = (struct tl_said_row){
        .id = "style",
        .title = "Do you just talk differently?",
        .text = "Noor wrote about 7.1 words a message. \xC3\x89mile <3 wrote about 5.4 words a "
                "message."};
    s->analysis.n_said = 2;
    s->analysis.said = s->said;
}

static struct sample *make_sample(void)
{
    static struct sample s;
    s = (struct sample){.evidence = {0, 1}};
    fill_chat(&s);
    fill_analysis(&s);
    fill_said(&s);
    s.report = (struct tl_report){.conv = &s.conv, .analysis = &s.analysis, .seed = 7};
    return &s;
}

static void render(const char *name, const struct tl_report *report,
                   struct tl_render_options options)
{
    struct tl_context ctx;
    struct tl_error err;
    tl_context_init(&ctx);
    out_len = 0;
    out[0] = '\0';
    assert_int_equal(tl_renderer_find(name)->render(&ctx, report, &options, take, NULL, &err),
                     TL_OK);
}

/* Compares `out` with a file of tests/data/report/. */
static void assert_golden(const char *name)
{
    char path[256];
    size_t size;
    snprintf(path, sizeof path, "report/%s", name);
    if (getenv("TIDELINE_UPDATE") != NULL) {
        char full[1024];
        const char *root = getenv("TIDELINE_TEST_DATA");
        snprintf(full, sizeof full, "%s/%s", root != NULL ? root : "tests/data", path);
        FILE *f = fopen(full, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(out, 1, out_len, f), out_len);
        assert_int_equal(fclose(f), 0);
    }
    char *want = tl_test_read(path, &size);
    size_t same = 0;
    while (same < size && same < out_len && want[same] == out[same])
        same++;
    const bool equal = same == size && same == out_len;
    free(want);
    if (!equal)
        fail_msg("%s differs from byte %zu on; TIDELINE_UPDATE=1 rewrites it", name, same);
}

static void test_json(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    render("json", &s->report, (struct tl_render_options){0});
    assert_golden("report.json");
    assert_null(strstr(out, "walk on sunday")); /* no message text unless asked for */
    render("json", &s->report, (struct tl_render_options){.quotes = true});
    assert_golden("quotes.json");
    assert_non_null(strstr(out, "walk on sunday"));
    assert_null(strchr(out, '<')); /* one of them has it in the name */
}

/* A chat that is too short for anything: everything unknown is null, lists are empty. */
static void test_json_bare(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    s->analysis = (struct tl_analysis){
        .verdict = {.kind = TL_VERDICT_CANNOT_TELL,
                    .person = -1,
                    .probability = (double)NAN,
                    .since_day = TL_NO_DAY,
                    .since_lo = TL_NO_DAY,
                    .since_hi = TL_NO_DAY,
                    .text = "There is not enough here to tell. It would take 13 more weeks, and "
                            "598 more messages.",
                    .missing = "13 more weeks, and 598 more messages."},
        .evidence = {.detectable = (double)NAN, .phi = (double)NAN, .candidate = -1},
    };
    s->report.zone = "Europe/Paris";
    s->conv.n_notices = 0;
    render("json", &s->report, (struct tl_render_options){0});
    assert_golden("bare.json");
    render("terminal", &s->report, (struct tl_render_options){.width = 60, .unicode = true});
    assert_golden("bare.txt");
}

static void test_terminal(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    render("terminal", &s->report, (struct tl_render_options){.width = 80, .unicode = true});
    assert_golden("terminal_80.txt");
    render("terminal", &s->report, (struct tl_render_options){.width = 0, .unicode = true});
    assert_golden("terminal_80.txt"); /* 0 is 80 */
    render("terminal", &s->report, (struct tl_render_options){.width = 40});
    assert_golden("terminal_40_ascii.txt");
    render(
        "terminal", &s->report,
        (struct tl_render_options){.width = 120, .unicode = true, .color = true, .quotes = true});
    assert_golden("terminal_120_color_quotes.txt");
    render("terminal", &s->report,
           (struct tl_render_options){.width = 80, .unicode = true, .brief = true});
    assert_golden("terminal_brief.txt");
}

/* "about 1 conversation a week", but "from about 1 to 2 conversations a week". */
static void test_terminal_one(void **state)
{
    (void)state;
    static const struct {
        double before, after;
        const char *words;
    } cases[] = {{1.02, 0.999, "  about 1 conversation a week, before and after\n"},
                 {2.4, 1, "  from about 2.4 to 1 conversation a week\n"},
                 {1, 2.4, "  from about 1 to 2.4 conversations a week\n"},
                 {3, 1.1, "  from about 3 to 1.1 conversations a week\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample *s = make_sample();
        s->findings[0].before = cases[i].before;
        s->findings[0].after = cases[i].after;
        render("terminal", &s->report, (struct tl_render_options){.width = 120, .unicode = true});
        assert_non_null(strstr(out, cases[i].words));
    }
}

/* At every width: no line is wider, no byte is a control, and style is only bold, dim and reset. */
static void test_terminal_widths(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    s->people[1].name =
        TL_STR("\x1b]0;x\a\xE7\xBE\x8E\xE5\x92\xB2\xE7\xBE\x8E\xE5\x92\xB2\xE7\xBE\x8E\xE5\x92\xB2"
               "\xE7\xBE\x8E\xE5\x92\xB2\xE7\xBE\x8E\xE5\x92\xB2\xE7\xBE\x8E\xE5\x92\xB2");
    for (int width = 40; width <= 130; width++) {
        render(
            "terminal", &s->report,
            (struct tl_render_options){.width = width, .unicode = width % 2 == 0, .quotes = true});
        for (const char *line = out; *line != '\0';) {
            const char *end = strchr(line, '\n');
            assert_non_null(end);
            assert_true(tl_display_width((struct tl_str){line, (size_t)(end - line)}) <=
                        (size_t)width);
            for (const char *p = line; p < end; p++)
                assert_true((unsigned char)*p >= (width % 2 == 0 ? 0x20 : 0x20) &&
                            (width % 2 == 0 || (unsigned char)*p < 0x7F));
            line = end + 1;
        }
    }
    render("terminal", &s->report,
           (struct tl_render_options){.width = 80, .color = true, .quotes = true});
    for (const char *p = strchr(out, '\x1b'); p != NULL; p = strchr(p + 1, '\x1b'))
        assert_true(strncmp(p, "\x1b[0m", 4) == 0 || strncmp(p, "\x1b[1m", 4) == 0 ||
                    strncmp(p, "\x1b[2m", 4) == 0);
}

/* G10 and F2 of the wording rules: short sentences, no verdict on a person, no pressing. */
static void check_wording(const char *text)
{
    static const char *const never[] = {
        "significant", "p-value", "normal couples", "ignores", "needy", "clingy", "must",
        "have to",     "should",  " he ",           " she ",   " his ", " her ",  "confront"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (strstr(text, never[i]) != NULL)
            fail_msg("\"%s\" stands in: %s", never[i], text);
    int words = 0, longest = 0;
    for (const char *p = text; *p != '\0'; p++) {
        words += *p == ' ' || p[1] == '\0';
        if ((*p == '.' || *p == '?' || *p == ':') && (p[1] == ' ' || p[1] == '\0' || p[1] == '"')) {
            longest = words > longest ? words : longest;
            words = 0;
        }
    }
    if (longest > 21)
        fail_msg("a sentence of %d words: %s", longest, text);
}

static void test_advice(void **state)
{
    (void)state;
    for (int kind = TL_VERDICT_CANNOT_TELL; kind <= TL_VERDICT_CLOSER; kind++) {
        int found = 0, n = 0;
        for (const struct tl_suggestion *s = tl_suggestions(); s->id != NULL; s++) {
            check_wording(s->text);
            check_wording(s->why);
            assert_true(strlen(s->source) > 0);
            if ((s->verdicts & (1u << kind)) == 0)
                continue;
            n++;
            found += strcmp(s->id, "say-nothing-now") == 0 || strcmp(s->id, "talk-aloud") == 0 ||
                     strcmp(s->id, "get-help") == 0;
        }
        assert_int_equal(found, 3);
        assert_true(n >= 4 && n <= 11);
    }
}

/* What the chat shows of a suggestion stands before it; the writer's own line only with --me. */
static void test_own_advice(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    struct tl_antecedent item[] = {{.id = "conflict", .text = "Before them."},
                                   {.id = "thanks", .recovery = true, .text = "Before the ends."}};
    struct tl_finding finding = {.person = 0, .direction = -1, .text = "A line."};
    struct tl_found_exchange exchange[5];
    struct tl_context ctx;
    struct tl_buf own;
    tl_context_init(&ctx);
    tl_buf_init(&own, &ctx);
    for (size_t i = 0; i < 5; i++)
        exchange[i] = (struct tl_found_exchange){"disclosure", i < 2 ? "nothing" : "met", 0, 1, 0};
    s->analysis.verdict.kind = TL_VERDICT_PULLING_AWAY;
    s->analysis.turns = (struct tl_turns_of_tide){.n = 2, .item = item};
    s->analysis.findings = &finding;
    s->analysis.n_findings = 1;
    s->analysis.exchanges = exchange;
    s->analysis.n_exchanges = 5;
    static const struct {
        const char *id, *own; /* NULL: not offered */
        bool own_part;
    } wanted[] = {
        {"own-change", "", false},
        {"own-change", "Your own line moved too. A line.", true},
        {"came-before", "Before the ends.", false},
        {"ask-once", NULL, false},
        {"receive",
         "One of you opened up about 5 times. About 2 of them found no word of understanding "
         "or interest in the chat; what was said aloud is not in it.",
         false},
        {"side-by-side", "", false},
        {"more-weeks", NULL, false},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct tl_suggestion *of = tl_suggestions();
        while (strcmp(of->id, wanted[i].id) != 0)
            of++;
        s->report.own_part = wanted[i].own_part;
        assert_int_equal(tl_suggestion_holds(&s->report, of, &own, NULL), wanted[i].own != NULL);
        if (wanted[i].own != NULL) {
            tl_buf_putc(&own, '\0');
            assert_string_equal(own.ptr, wanted[i].own);
        }
    }
    s->analysis.safety.fear = true;
    for (const struct tl_suggestion *of = tl_suggestions(); of->id != NULL; of++)
        assert_false(tl_suggestion_holds(&s->report, of, &own, NULL));
    tl_buf_release(&own);
}

static bool has_limit(const struct tl_report *report, const char *id)
{
    const struct tl_limit *found[TL_LIMITS_MOST];
    const size_t n = tl_limits_of(report, found);
    assert_true(n <= TL_LIMITS_MOST);
    bool has = false;
    for (size_t i = 0; i < n; i++) {
        check_wording(found[i]->text);
        has = has || strcmp(found[i]->id, id) == 0;
    }
    return has;
}

static void test_limits(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    assert_true(has_limit(&s->report, "keyhole"));
    assert_true(has_limit(&s->report, "no-reactions"));
    assert_true(has_limit(&s->report, "minute-times"));
    assert_true(has_limit(&s->report, "no-zone"));
    assert_true(has_limit(&s->report, "skipped"));
    assert_false(has_limit(&s->report, "no-deletions"));
    assert_false(has_limit(&s->report, "day-times"));
    /* What only one of two files can hold is missing from the whole. */
    s->files[0].can |= TL_CAN_REACTIONS;
    assert_true(has_limit(&s->report, "no-reactions"));
    s->files[1].can |= TL_CAN_REACTIONS;
    assert_false(has_limit(&s->report, "no-reactions"));
    s->files[0].resolution = TL_RES_DAY;
    assert_true(has_limit(&s->report, "day-times"));
    s->files[0].skipped = 0;
    assert_false(has_limit(&s->report, "skipped"));
    s->report.zone = "Europe/Paris";
    assert_false(has_limit(&s->report, "no-zone"));
    s->report.zone = NULL;
    s->files[0].zone = "UTC offsets in the file";
    assert_false(has_limit(&s->report, "no-zone"));
    /* All that can be missing at once fits. */
    s->files[0] = (struct tl_file){.resolution = TL_RES_DAY, .skipped = 1};
    assert_true(has_limit(&s->report, "one-side"));
}

static void test_quote(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    struct tl_str quote = tl_quote(&s->conv, 0);
    const char *want = "shall we walk on sunday? the weather is said to be good,";
    assert_int_equal(quote.len, strlen(want));
    assert_memory_equal(quote.ptr, want, quote.len);
    quote = tl_quote(&s->conv, 1);
    assert_int_equal(quote.len, s->text_len[1]);
    /* One endless word is cut at a character. */
    static char endless[3000];
    for (size_t i = 0; i < sizeof endless; i += 3)
        memcpy(endless + i, "\xE7\xBE\x8E", 3);
    s->conv.text = endless;
    s->text_at[0] = 0;
    s->text_len[0] = sizeof endless;
    quote = tl_quote(&s->conv, 0);
    assert_int_equal(quote.len % 3, 0);
    assert_true(quote.len >= 237 && quote.len <= 243);
    s->text_len[0] = 0;
    assert_int_equal(tl_quote(&s->conv, 0).len, 0);
}

static void test_memory(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    const struct tl_render_options options = {.width = 80, .unicode = true, .quotes = true};
    for (const struct tl_renderer *const *r = tl_renderers(); *r != NULL; r++) {
        enum tl_status status = TL_FATAL;
        for (size_t fail_at = 0; status != TL_OK; fail_at++) {
            struct tl_test_allocator a;
            struct tl_context ctx;
            struct tl_error err = {.code = TL_CODE_NONE};
            tl_context_init(&ctx);
            tl_test_allocator_init(&a, fail_at);
            ctx.allocator = &a.base;
            out_len = 0;
            status = (*r)->render(&ctx, &s->report, &options, take, NULL, &err);
            assert_int_equal(a.live, 0);
            if (status != TL_OK)
                assert_int_equal(err.code, TL_CODE_MEMORY);
            assert_true(fail_at < 2000);
        }
    }
}

static int refuse(void *user, const void *bytes, size_t n)
{
    (void)user, (void)bytes, (void)n;
    return 1;
}

static void test_refused(void **state)
{
    (void)state;
    struct sample *s = make_sample();
    for (const struct tl_renderer *const *r = tl_renderers(); *r != NULL; r++) {
        struct tl_context ctx;
        struct tl_error err = {.code = TL_CODE_NONE};
        const struct tl_render_options options = {0};
        tl_context_init(&ctx);
        assert_int_equal((*r)->render(&ctx, &s->report, &options, refuse, NULL, &err), TL_FATAL);
        assert_int_equal(err.code, TL_CODE_IO);
        assert_ptr_equal(tl_renderer_find((*r)->name), *r);
    }
    assert_null(tl_renderer_find("parchment"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_bare),
        cmocka_unit_test(test_terminal),
        cmocka_unit_test(test_terminal_one),
        cmocka_unit_test(test_terminal_widths),
        cmocka_unit_test(test_advice),
        cmocka_unit_test(test_own_advice),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
