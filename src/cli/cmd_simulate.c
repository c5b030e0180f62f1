/*
 * cmd_simulate.c: `tideline simulate`: an invented chat whose truth is known, to try tideline on.
 */
#include "cli.h"
#include "output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option {
    OPTION_CASE = 1,
    OPTION_SEED,
    OPTION_WEEKS,
    OPTION_PER_DAY,
    OPTION_ENGINE,
    OPTION_FORMAT,
    OPTION_OUT,
    OPTION_TRUTH,
    OPTION_LIST
};

static const struct cli_option options[] = {
    {OPTION_CASE, "case", "NAME", "What happens between the two; --list names the cases."},
    {OPTION_SEED, "seed", "N", "Seed of the random draws; 1 unless given."},
    {OPTION_WEEKS, "weeks", "N",
     "How long it lasts, 4 to 520, letters 26 to 2600; 52 unless given, letters 520."},
    {OPTION_PER_DAY, "per-day", "X",
     "How much both write a day, put together. It is 28 unless given, for letters 0.05."},
    {OPTION_ENGINE, "engine", "NAME",
     "What makes the messages of a chat: branching, or renewal. The second has the same rates and "
     "longer waits. It is branching unless given."},
    {OPTION_FORMAT, "format", "NAME",
     "Write it as this format, by its name in tideline formats. It is whatsapp-text unless given."},
    {OPTION_OUT, "out", "FILE",
     "Write the chat to FILE and what is true of it to FILE.truth.json; without it the chat goes "
     "to standard output."},
    {OPTION_TRUTH, "truth", "FILE", "Write what is true of it to FILE instead."},
    {OPTION_LIST, "list", NULL, "List the cases and what happens in each."},
    {0, NULL, NULL, NULL},
};

struct simulating {
    struct tl_context ctx;
    struct tl_simulation_options wanted;
    const char *out, *truth, *format;
    bool list, slow; /* slow: letters */
    char *beside;    /* FILE.truth.json */
    struct cli_output chat_file, truth_file;
};

static bool is_case(const struct tl_scenario *c, const char *name)
{
    while (c->name != NULL && strcmp(c->name, name) != 0)
        c++;
    return c->name != NULL;
}

static int take_option(struct simulating *s, const struct cli_given *given)
{
    const struct tl_str value = {given->value, given->value != NULL ? strlen(given->value) : 0};
    uint64_t weeks;
    switch ((enum option)given->id) {
    case OPTION_CASE:
        s->wanted.scenario = value.ptr;
        s->slow = is_case(tl_slow_scenarios(), value.ptr);
        if (s->slow || is_case(tl_scenarios(), value.ptr))
            return CLI_DONE;
        return cli_complain(
            CLI_MISUSED, "there is no case %s; tideline simulate --list names them all", value.ptr);
    case OPTION_SEED:
        if (!tl_parse_uint64(value, &s->wanted.seed))
            return cli_complain(CLI_MISUSED, "--seed %s: it is a whole number, 0 or more",
                                value.ptr);
        break;
    case OPTION_WEEKS:
        if (!tl_parse_uint64(value, &weeks) || weeks < 4 || weeks > 2600)
            return cli_complain(
                CLI_MISUSED, "--weeks %s: it is a whole number from 4 to 520, for letters to 2600",
                value.ptr);
        s->wanted.weeks = (uint32_t)weeks;
        break;
    case OPTION_PER_DAY:
        if (!tl_parse_double(value, &s->wanted.messages_per_day) ||
            !(s->wanted.messages_per_day >= 0.004 && s->wanted.messages_per_day <= 2000))
            return cli_complain(
                CLI_MISUSED,
                "--per-day %s: it is a number from 0.5 to 2000, for letters 0.004 to 1", value.ptr);
        break;
    case OPTION_ENGINE:
        s->wanted.engine =
            strcmp(value.ptr, "renewal") == 0 ? TL_ENGINE_RENEWAL : TL_ENGINE_BRANCHING;
        if (s->wanted.engine == TL_ENGINE_BRANCHING && strcmp(value.ptr, "branching") != 0)
            return cli_complain(CLI_MISUSED, "--engine %s: it is branching or renewal", value.ptr);
        break;
    case OPTION_FORMAT:
        s->format = value.ptr;
        for (size_t i = 0; tl_simulation_format(i) != NULL; i++)
            if (strcmp(tl_simulation_format(i), value.ptr) == 0)
                return CLI_DONE;
        return cli_complain(CLI_MISUSED,
                            "a chat cannot be written as %s; tideline formats names the formats",
                            value.ptr);
    case OPTION_OUT:
        s->out = value.ptr;
        break;
    case OPTION_TRUTH:
        s->truth = value.ptr;
        break;
    case OPTION_LIST:
        s->list = true;
        break;
    }
    return CLI_DONE;
}

static int list(const struct cli_terminal *terminal)
{
    const struct tl_scenario *const tables[2] = {tl_scenarios(), tl_slow_scenarios()};
    for (size_t i = 0; i < 2; i++)
        for (const struct tl_scenario *c = tables[i]; c->name != NULL; c++) {
            char lead[64];
            snprintf(lead, sizeof lead, "%-18s ", c->name);
            cli_say(terminal, lead, c->title);
        }
    return CLI_DONE;
}

static int open_outputs(struct simulating *s)
{
    if (s->truth == NULL && s->out != NULL && strcmp(s->out, "-") != 0) {
        const size_t size = strlen(s->out) + sizeof ".truth.json";
        s->beside = malloc(size);
        if (s->beside == NULL)
            return cli_complain(CLI_FAILED, "there is not enough memory");
        snprintf(s->beside, size, "%s.truth.json", s->out);
        s->truth = s->beside;
    }
    int code = cli_output_open(&s->chat_file, s->out != NULL ? s->out : "-");
    if (code == CLI_DONE)
        code = cli_output_open(&s->truth_file, s->truth);
    if (code == CLI_DONE)
        code = cli_output_begin(&s->chat_file);
    return code == CLI_DONE ? cli_output_begin(&s->truth_file) : code;
}

static int simulate(struct simulating *s)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    struct tl_conversation *conv = NULL;
    struct tl_truth truth;
    enum tl_status status = tl_simulate(&s->ctx, &s->wanted, &conv, &truth, &err);
    int code = CLI_DONE;
    if (status >= TL_FAIL)
        code = cli_complain_of(&err);
    else if (tl_simulation_write(conv, s->format, cli_output_write, &s->chat_file, &err) >= TL_FAIL)
        code = cli_complain(CLI_FAILED, "%s: it cannot be written whole", s->out);
    else if (tl_simulation_write_truth(&s->wanted, &truth, cli_output_write, &s->truth_file) >=
             TL_FAIL)
        code = cli_complain(CLI_FAILED, "%s: it cannot be written whole", s->truth);
    tl_conversation_free(conv);
    if (code == CLI_DONE)
        code = cli_output_commit(&s->chat_file);
    return code == CLI_DONE ? cli_output_commit(&s->truth_file) : code;
}

/* What fits letters alone, or chats alone. */
static int check_limits(struct simulating *s)
{
    struct tl_simulation_options *o = &s->wanted;
    if (o->weeks == 0)
        o->weeks = s->slow ? 520 : 52;
    if (s->slow ? o->weeks < 26 : o->weeks > 520)
        return cli_complain(CLI_MISUSED,
                            "--weeks %u: a chat is simulated over 4 to 520 weeks, letters over 26 "
                            "to 2600",
                            (unsigned)o->weeks);
    if (o->messages_per_day != 0 && (s->slow ? o->messages_per_day > 1 : o->messages_per_day < 0.5))
        return cli_complain(CLI_MISUSED,
                            "--per-day: a chat has 0.5 to 2000 messages a day, letters 0.004 to 1");
    return CLI_DONE;
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    struct simulating s = {
        .wanted = {.scenario = tl_scenarios()->name, .seed = 1, .strength = 1, .text = true},
        .format = tl_simulation_format(0),
        .chat_file = {.folder = -1, .fd = -1},
        .truth_file = {.folder = -1, .fd = -1},
    };
    tl_context_init(&s.ctx);
    if (line->n_args > 0)
        return cli_complain(CLI_MISUSED, "simulate takes no arguments; --out FILE names the chat");
    int code = CLI_DONE;
    for (size_t i = 0; i < line->n_given && code == CLI_DONE; i++)
        code = take_option(&s, &line->given[i]);
    if (code == CLI_DONE && s.list)
        return list(terminal);
    if (code == CLI_DONE)
        code = check_limits(&s);
    s.ctx.seed = s.wanted.seed;
    if (code == CLI_DONE)
        code = open_outputs(&s);
    if (code == CLI_DONE)
        code = simulate(&s);
    cli_output_release(&s.chat_file);
    cli_output_release(&s.truth_file);
    free(s.beside);
    return code;
}

const struct cli_command cli_command_simulate = {
    .name = "simulate",
    .arguments = "",
    .summary = "Invent a chat whose truth is known, to try tideline on.",
    .about = "Invents a chat between two people, written as an app exports it, and can say what is "
             "true of it. The same case, seed, length and rate give the same chat.",
    .options = options,
    .run = run,
};
