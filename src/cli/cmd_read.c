/*
 * cmd_read.c: `tideline read`: from the files of one chat to the report.
 *
 * The order matters: the zone file and the output's folder are opened first, then the sandbox
 * closes, and only then are the chats opened and looked into, since the list of entries of an
 * archive is hostile already. Nothing is written that was not asked for.
 */
#include "cli.h"
#include "felt.h"
#include "input.h"
#include "kept.h"
#include "output.h"
#include "page.h"
#include "paper.h"
#include "progress.h"
#include "sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* It is kept in memory, unlike a file. */
#define STANDARD_INPUT_MOST ((size_t)1 << 31)

enum option {
    OPTION_ME = 1,
    OPTION_WITH,
    OPTION_SAME,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_TZ,
    OPTION_DATE_ORDER,
    OPTION_LOST,
    OPTION_NOTE,
    OPTION_FELT,
    OPTION_JSON,
    OPTION_HTML,
    OPTION_PDF,
    OPTION_QUOTES,
    OPTION_COUNTRY,
    OPTION_FAST,
    OPTION_JOINT,
    OPTION_QUIET,
    OPTION_SEED,
    OPTION_VERBOSE
};

static const struct cli_option options[] = {
    {OPTION_ME, "me", "NAME", "Which of the two you are, as the chat shows the name."},
    {OPTION_WITH, "with", "NAME", "The other one, where the files hold chats with several people."},
    {OPTION_SAME, "same", "NAME=NAME",
     "These names or ids are one person, as in Ann=+49151234=ann@example.org; the first is the one "
     "shown. May be given several times."},
    {OPTION_SINCE, "since", "DATE", "Leave out what is older, as in 2024-03-01."},
    {OPTION_UNTIL, "until", "DATE", "Leave out what is newer; the day itself still counts."},
    {OPTION_TZ, "tz", "ZONE",
     "The zone of the clock times in the file, as in Europe/Berlin. Without it they are taken as "
     "they stand."},
    {OPTION_DATE_ORDER, "date-order", "ORDER",
     "dmy, mdy or ymd, where the file leaves open what 03/04/24 means."},
    {OPTION_LOST, "lost", "FROM..TO",
     "Days whose messages are missing, as in 2024-05-01..2024-05-14, so that they do not count as "
     "silence. May be given several times."},
    {OPTION_NOTE, "note", "FROM..TO=WORD",
     "What you know of some days, as in 2024-05-01..2024-05-20=travel, or exam, illness, moved in. "
     "The report says whether it explains a change. May be given several times."},
    {OPTION_FELT, "felt", "WHO,WHEN,0-4",
     "What you feel, said before you see the answer: who stepped back (me, partner, both, nobody "
     "or a name), since when (2024-03, or - for not sure), how strongly. In a terminal it is asked "
     "for."},
    {OPTION_JSON, "json", "FILE",
     "Write the report as JSON as well; - writes it to standard output, and nothing else."},
    {OPTION_HTML, "html", "FILE",
     "Write the report as a web page too: one file that opens on its own, without the web."},
    {OPTION_PDF, "pdf", "FILE",
     "Write the report as a sheet of two pages too, such as one takes to a couple's therapist."},
    {OPTION_COUNTRY, "country", "XX",
     "Your country, by its two letters, for the lines of `tideline support`."},
    {OPTION_QUOTES, "quotes", NULL,
     "Show short quotes of the messages behind a finding. Without it no report holds message "
     "text."},
    {OPTION_FAST, "fast", NULL,
     "Leave out the second, slower model that reads a message with the one before it."},
    {OPTION_JOINT, "joint", NULL,
     "A page for both of you: what is of the two, and five questions to talk over. With --me your "
     "own part too, for you alone."},
    {OPTION_QUIET, "quiet", NULL, "Show the answer alone, and no progress."},
    {OPTION_SEED, "seed", "N", "Seed of the random draws; 1 unless given."},
    {OPTION_VERBOSE, "verbose", NULL, "Say on standard error what is being done."},
    {0, NULL, NULL, NULL},
};

/* What was asked for, and everything that is open meanwhile. */
struct reading {
    struct tl_context ctx;
    struct tl_import_options import;
    struct tl_conversation_options people;
    struct tl_labeller_options labels;
    struct tl_analysis_options analysis;
    struct tl_render_options render;
    struct tl_note *notes;
    int64_t *lost;     /* pairs of days, first and past the last */
    const char **same; /* the values of --same */
    const char *json, *html, *pdf, *country;
    const char *felt; /* as typed */
    bool verbose, quiet, joint;
    bool asks; /* a person sits there and can be asked */

    struct cli_progress progress;
    struct tl_zone *zone;
    struct cli_output output, html_output, pdf_output;
    struct cli_page page;
    struct cli_paper paper;
    size_t n_bundles;
    struct tl_bundle **bundles;
    char *standard_input;
    struct tl_conversation *conv;
    struct tl_annotations *words;
    struct tl_analysis *found;
};

static struct tl_str view(const char *s)
{
    return (struct tl_str){s, strlen(s)};
}

static int take_day(const char *name, const char *value, int64_t *day)
{
    if (strlen(value) == 10 && tl_parse_date(view(value), day))
        return CLI_DONE;
    return cli_complain(CLI_MISUSED, "--%s %s: write the day as YYYY-MM-DD, as in 2024-03-01", name,
                        value);
}

/* "2024-05-01..2024-05-14", `n` bytes: the first day and the one past the last. */
static bool take_days(const char *value, size_t n, int64_t *from, int64_t *to)
{
    if (n != 22 || memcmp(value + 10, "..", 2) != 0 ||
        !tl_parse_date((struct tl_str){value, 10}, from) ||
        !tl_parse_date((struct tl_str){value + 12, 10}, to) || *to < *from)
        return false;
    *to += 1;
    return true;
}

static int take_lost(struct reading *r, const char *value)
{
    int64_t *days = r->lost + 2 * r->analysis.n_lost;
    if (!take_days(value, strlen(value), &days[0], &days[1]))
        return cli_complain(CLI_MISUSED,
                            "--lost %s: write the first and the last lost day as "
                            "2024-05-01..2024-05-14",
                            value);
    r->analysis.n_lost++;
    return CLI_DONE;
}

static int take_note(struct reading *r, const char *value)
{
    struct tl_note *note = &r->notes[r->analysis.n_notes];
    const char *equals = strchr(value, '=');
    if (equals == NULL || equals[1] == '\0' ||
        !take_days(value, (size_t)(equals - value), &note->from_day, &note->to_day))
        return cli_complain(CLI_MISUSED,
                            "--note %s: write the first and the last day and a word, as "
                            "2024-05-01..2024-05-20=travel",
                            value);
    note->word = equals + 1;
    r->analysis.n_notes++;
    return CLI_DONE;
}

static int take_same(struct reading *r, const char *value)
{
    if (strchr(value, '=') == NULL)
        return cli_complain(CLI_MISUSED,
                            "--same %s: write the names of the one person with = between them, as "
                            "in Ann=+49151234",
                            value);
    r->same[r->people.n_same++] = value;
    r->import.n_same = r->people.n_same;
    return CLI_DONE;
}

static int take_date_order(struct reading *r, const char *value)
{
    static const struct {
        const char *name;
        enum tl_date_order order;
    } orders[] = {{"dmy", TL_DATE_DMY}, {"mdy", TL_DATE_MDY}, {"ymd", TL_DATE_YMD}};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
        if (strcmp(value, orders[i].name) == 0) {
            r->import.date_order = orders[i].order;
            return CLI_DONE;
        }
    return cli_complain(CLI_MISUSED, "--date-order %s: it is dmy, mdy or ymd", value);
}

static int take_option(struct reading *r, const struct cli_given *given)
{
    const char *value = given->value;
    switch ((enum option)given->id) {
    case OPTION_ME:
        r->people.me = value;
        break;
    case OPTION_WITH:
        r->people.with = value;
        r->import.with = value;
        break;
    case OPTION_SAME:
        return take_same(r, value);
    case OPTION_SINCE:
        r->people.have_since = true;
        return take_day("since", value, &r->people.since_day);
    case OPTION_UNTIL:
        r->people.have_until = true;
        return take_day("until", value, &r->people.until_day);
    case OPTION_TZ:
        r->import.zone_name = value;
        break;
    case OPTION_DATE_ORDER:
        return take_date_order(r, value);
    case OPTION_LOST:
        return take_lost(r, value);
    case OPTION_NOTE:
        return take_note(r, value);
    case OPTION_FELT:
        r->felt = value;
        return cli_felt_take(value, NULL, NULL, &r->analysis.felt);
    case OPTION_JSON:
        r->json = value;
        break;
    case OPTION_HTML:
        if (strcmp(value, "-") == 0)
            return cli_complain(CLI_MISUSED, "--html -: a page is written to a file; name one");
        r->html = value;
        break;
    case OPTION_PDF:
        if (strcmp(value, "-") == 0)
            return cli_complain(CLI_MISUSED, "--pdf -: a sheet is written to a file; name one");
        r->pdf = value;
        break;
    case OPTION_COUNTRY:
        r->country = value;
        if (strlen(value) != 2)
            return cli_complain(CLI_MISUSED,
                                "--country %s: write the two letters of a country, as GB", value);
        break;
    case OPTION_QUOTES:
        r->render.quotes = true;
        break;
    case OPTION_FAST:
        r->labels.fast = true;
        break;
    case OPTION_JOINT:
        r->joint = true;
        break;
    case OPTION_QUIET:
        r->quiet = true;
        break;
    case OPTION_SEED:
        if (!tl_parse_uint64(view(value), &r->ctx.seed))
            return cli_complain(CLI_MISUSED, "--seed %s: it is a whole number, 0 or more", value);
        break;
    case OPTION_VERBOSE:
        r->verbose = true;
        break;
    }
    return CLI_DONE;
}

static int take_options(struct reading *r, const struct cli_line *line)
{
    r->lost = calloc(2 * line->n_given + 1, sizeof *r->lost);
    r->notes = calloc(line->n_given + 1, sizeof *r->notes);
    r->same = calloc(line->n_given + 1, sizeof(const char *));
    r->bundles = calloc(line->n_args + 1, sizeof(struct tl_bundle *));
    if (r->lost == NULL || r->notes == NULL || r->same == NULL || r->bundles == NULL)
        return cli_complain(CLI_FAILED, "there is not enough memory for the command line");
    r->analysis.lost = r->lost;
    r->analysis.note = r->notes;
    r->people.same = r->import.same = r->same;
    int code = CLI_DONE;
    for (size_t i = 0; i < line->n_given && code == CLI_DONE; i++)
        code = take_option(r, &line->given[i]);
    if (code == CLI_DONE && line->n_args == 0)
        return cli_complain(CLI_MISUSED, "read needs a chat: tideline read CHAT (a file, a folder "
                                         "or a zip; tideline formats says how to get one)");
    if (code == CLI_DONE && r->joint &&
        (r->json != NULL || r->html != NULL || r->pdf != NULL || r->render.quotes))
        return cli_complain(CLI_MISUSED, "--joint shows one page without quotes; leave out --json, "
                                         "--html, --pdf and --quotes");
    if (code == CLI_DONE && r->people.have_since && r->people.have_until &&
        r->people.since_day > r->people.until_day)
        return cli_complain(CLI_MISUSED, "--since is later than --until; nothing is left to read");
    return code;
}

static bool writes_json_alone(const struct reading *r)
{
    return r->json != NULL && strcmp(r->json, "-") == 0;
}

static bool reads_input(const struct cli_line *line)
{
    bool reads = false;
    for (size_t i = 0; i < line->n_args; i++)
        reads = reads || strcmp(line->args[i], "-") == 0;
    return reads;
}

static int open_chat(struct reading *r, const char *path)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    struct tl_bundle **out = &r->bundles[r->n_bundles];
    enum tl_status status = TL_OK;
    if (strcmp(path, "-") != 0) {
        status = tl_bundle_open(&r->ctx, path, out, &err);
    } else {
        if (r->standard_input != NULL)
            return cli_complain(CLI_MISUSED, "standard input (-) can be read only once");
        size_t size = 0;
        r->standard_input =
            cli_read_all(STDIN_FILENO, "standard input", STANDARD_INPUT_MOST, &size, &err);
        if (r->standard_input == NULL)
            return cli_complain_of(&err);
        struct tl_source *source =
            tl_source_new_memory(&r->ctx, (struct tl_str){r->standard_input, size}, 0);
        if (source == NULL)
            return cli_complain(CLI_FAILED, "there is not enough memory to read standard input");
        status = tl_bundle_open_source(&r->ctx, "standard input", source, out, &err);
    }
    if (status >= TL_FAIL)
        return cli_complain_of(&err);
    r->n_bundles++;
    return CLI_DONE;
}

/* What lies beside the chats: the zone's file and the folder of the output. */
static int open_others(struct reading *r, const struct cli_line *line)
{
    int code = CLI_DONE;
    if (r->import.zone_name != NULL)
        code = cli_zone_open(&r->ctx, r->import.zone_name, &r->zone);
    r->import.zone = r->zone;
    if (code == CLI_DONE)
        code = cli_output_open(&r->output, r->json);
    if (code == CLI_DONE && r->html != NULL)
        code = cli_page_open(&r->page);
    if (code == CLI_DONE)
        code = cli_output_open(&r->html_output, r->html);
    if (code == CLI_DONE && r->pdf != NULL)
        code = cli_paper_open(&r->paper, line);
    if (code == CLI_DONE)
        code = cli_output_open(&r->pdf_output, r->pdf);
    for (size_t i = 0; i < line->n_args && code == CLI_DONE; i++) {
        const struct cli_output *outputs[] = {&r->output, &r->html_output, &r->pdf_output};
        for (size_t k = 0; k < 3 && code == CLI_DONE; k++)
            if (cli_output_replaces(outputs[k], line->args[i]))
                code = cli_complain(CLI_MISUSED,
                                    "%s: this is the chat itself; name another file for the report",
                                    outputs[k]->path);
    }
    return code;
}

static void close_door(const struct reading *r, const struct cli_line *line)
{
    const int folders[] = {r->output.folder, r->html_output.folder, r->pdf_output.folder};
    const char *const *readable = r->pdf != NULL ? r->paper.readable : line->args;
    const unsigned holds =
        cli_sandbox_close(readable, r->pdf != NULL ? r->paper.n : line->n_args, folders, 3);
    if (!r->verbose)
        return;
    cli_complain(CLI_DONE, "%s",
                 holds & CLI_SANDBOX_FILES
                     ? r->pdf != NULL ? "from here on no file can be opened but the chats and fonts"
                                      : "from here on no file can be opened but the chats"
                     : "this system has no Landlock: nothing but tideline's own code keeps it from "
                       "opening other files");
    cli_complain(CLI_DONE, "%s",
                 holds & CLI_SANDBOX_CALLS
                     ? "from here on no network connection can be made and no program started"
                     : "this build or system has no seccomp: nothing but tideline's own code keeps "
                       "it from the network");
}

static int analyse(struct reading *r)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    enum tl_status status = tl_conversation_new(&r->ctx, &r->conv);
    for (size_t i = 0; i < r->n_bundles && status < TL_FAIL; i++)
        status = tl_import(&r->ctx, r->bundles[i], &r->import, r->conv, &err);
    if (status < TL_FAIL)
        status = tl_conversation_finish(r->conv, &r->people, &err);
    if (status < TL_FAIL && r->felt != NULL) {
        const int code = cli_felt_take(r->felt, r->conv, r->people.me, &r->analysis.felt);
        if (code != CLI_DONE)
            return code;
    } else if (status < TL_FAIL && r->asks) {
        cli_progress_clear(&r->progress);
        cli_felt_ask(r->conv, &r->analysis.felt);
    }
    if (status < TL_FAIL)
        status = tl_annotate(&r->ctx, r->conv, &r->labels, &r->words, &err);
    r->analysis.annotations = r->words;
    if (status < TL_FAIL)
        status = tl_analysis_new(&r->ctx, r->conv, &r->analysis, &r->found, &err);
    cli_progress_clear(&r->progress);
    if (status < TL_FAIL)
        return CLI_DONE;
    if (err.message[0] == '\0')
        return cli_complain(CLI_FAILED, "there is not enough memory for this chat");
    return cli_complain_of(&err);
}

/* With `--json -` the document alone goes to standard output. */
static int write_report(struct reading *r)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    const struct tl_report report = {.conv = r->conv,
                                     .analysis = r->found,
                                     .seed = r->ctx.seed,
                                     .zone = r->import.zone_name,
                                     .own_part = r->people.me != NULL,
                                     .country = r->country};
    if (r->html != NULL) {
        int code = cli_output_begin(&r->html_output);
        if (code == CLI_DONE)
            code = cli_page_write(&r->page, &r->ctx, &report, &r->render, &r->html_output, &err);
        if (code == CLI_DONE)
            code = cli_output_commit(&r->html_output);
        if (code != CLI_DONE)
            return code;
    }
    if (r->pdf != NULL) {
        const int code = cli_paper_write(&r->ctx, &report, &r->render, &r->pdf_output, &err);
        if (code != CLI_DONE)
            return code;
    }
    if (r->json != NULL) {
        int code = cli_output_begin(&r->output);
        if (code != CLI_DONE)
            return code;
        if (tl_renderer_find("json")->render(&r->ctx, &report, &r->render, cli_output_write,
                                             &r->output, &err) >= TL_FAIL)
            return cli_complain(CLI_FAILED, "%s: %s", r->json, err.message);
        code = cli_output_commit(&r->output);
        if (code != CLI_DONE || writes_json_alone(r))
            return code;
    }
    int fd = STDOUT_FILENO;
    r->render.brief = r->quiet;
    if (tl_renderer_find(r->joint ? "joint" : "terminal")
            ->render(&r->ctx, &report, &r->render, cli_write_fd, &fd, &err) >= TL_FAIL)
        return cli_complain_of(&err);
    return CLI_DONE;
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    struct reading r = {.render = terminal->render,
                        .output = {.folder = -1, .fd = -1},
                        .html_output = {.folder = -1, .fd = -1},
                        .pdf_output = {.folder = -1, .fd = -1}};
    tl_context_init(&r.ctx);
    int code = take_options(&r, line);
    if (code == CLI_DONE && !r.quiet && !writes_json_alone(&r) && !reads_input(line) &&
        !cli_consent(terminal))
        code = cli_complain(CLI_FAILED, "nothing was read");
    if (code == CLI_DONE)
        code = open_others(&r, line);
    if (code == CLI_DONE)
        close_door(&r, line);
    for (size_t i = 0; i < line->n_args && code == CLI_DONE; i++)
        code = open_chat(&r, line->args[i]);
    r.asks = terminal->asks && !r.quiet && !r.joint && !writes_json_alone(&r) &&
             r.standard_input == NULL;
    if (code == CLI_DONE) {
        cli_progress_init(&r.progress, terminal);
        if (!r.quiet)
            r.ctx.progress = cli_progress_step;
        r.ctx.progress_user = &r.progress;
        code = analyse(&r);
    }
    if (code == CLI_DONE)
        code = write_report(&r);

    tl_analysis_free(r.found);
    tl_annotations_free(r.words);
    tl_conversation_free(r.conv);
    for (size_t i = 0; i < r.n_bundles; i++)
        tl_bundle_free(r.bundles[i]);
    tl_zone_free(r.zone);
    cli_output_release(&r.output);
    cli_output_release(&r.html_output);
    cli_output_release(&r.pdf_output);
    cli_page_release(&r.page);
    cli_paper_release(&r.paper);
    free(r.standard_input);
    free(r.bundles);
    free(r.same);
    free(r.notes);
    free(r.lost);
    return code;
}

const struct cli_command cli_command_read = {
    .name = "read",
    .arguments = "CHAT...",
    .summary = "Read a chat and say whether one of the two is pulling away.",
    .about =
        "Reads the export of a chat between two people: a file, a folder, a zip, or - for "
        "standard input. Several are put together and what they share is counted once. The "
        "answer comes first. Then comes what changed, what else it could be, what might help and "
        "what the chat cannot show.",
    .options = options,
    .run = run,
};
