/*
 * cmd_coach.c: `tideline coach`: a draft read before it is sent.
 *
 * The draft is an argument, standard input, or what is typed at the prompt. It is kept nowhere, and
 * the answer shows no more of it than the places that were seen and the words that fill a blank. A
 * time at which it says the talk goes on is kept where the person agrees (kept.h).
 */
#include "cli.h"
#include "input.h"
#include "kept.h"
#include "sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    OPTION_REPLY = 1,
    OPTION_CHAT,
    OPTION_ME,
    OPTION_WITH,
    OPTION_NOW,
    OPTION_WITHOUT,
    OPTION_COUNTRY,
    OPTION_JSON
};
#define CHATS_MOST 16
#define DRAFT_MOST (1u << 20)
#define SEEN_MOST 120 /* bytes of the draft shown as seen */

static const struct cli_option options[] = {
    {OPTION_REPLY, "reply", "TEXT", "The message the draft answers."},
    {OPTION_CHAT, "chat", "CHAT",
     "The conversation so far: a file, a folder or a zip, as for read. May be given several "
     "times."},
    {OPTION_ME, "me", "NAME", "Which of the two you are, as the chat shows the name."},
    {OPTION_WITH, "with", "NAME", "The other one, where the files hold chats with several people."},
    {OPTION_NOW, "now", "TIME",
     "When the draft would be sent, as in 2024-03-01T23:40; without it, now."},
    {OPTION_WITHOUT, "without", "RULES", "Leave out these rules, as in F11,F33."},
    {OPTION_COUNTRY, "country", "XX",
     "Your country, by its two letters, for the lines of `tideline support`."},
    {OPTION_JSON, "json", NULL, "Print the answer as JSON."},
    {0, NULL, NULL, NULL},
};

struct coaching {
    struct tl_context ctx;
    struct tl_coach_input in;
    struct tl_import_options import;
    struct tl_conversation_options people;
    const char *chats[CHATS_MOST];
    size_t n_chats, n_bundles;
    struct tl_bundle *bundle[CHATS_MOST];
    struct tl_conversation *conv;
    struct tl_coaching *answer;
    char *typed;
    const char *country;
    bool json;
    int kept;            /* the open folder, or -1 */
    int64_t kept_return; /* the time in it */
};

static struct tl_str view(const char *s)
{
    return (struct tl_str){s, strlen(s)};
}

/* The wall clock, counted as if UTC. */
static int64_t wall_clock(void)
{
    const time_t now = time(NULL);
    struct tm local;
    char day[16];
    int64_t days;
    if (now == (time_t)-1 || localtime_r(&now, &local) == NULL ||
        strftime(day, sizeof day, "%Y-%m-%d", &local) == 0 || !tl_parse_date(view(day), &days))
        return TL_NO_DAY;
    return ((days * 24 + local.tm_hour) * 60 + local.tm_min) * 60000;
}

static bool two_digits(const char *s, int most, int *out)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return false;
    *out = (s[0] - '0') * 10 + (s[1] - '0');
    return *out <= most;
}

static int take_now(struct coaching *c, const char *value)
{
    int64_t day;
    int hour = 0, minute = 0;
    if (strlen(value) != 16 || !tl_parse_date((struct tl_str){value, 10}, &day) ||
        (value[10] != 'T' && value[10] != ' ') || !two_digits(value + 11, 23, &hour) ||
        value[13] != ':' || !two_digits(value + 14, 59, &minute))
        return cli_complain(CLI_MISUSED, "--now %s: write day and time as 2024-03-01T23:40", value);
    c->in.now_ms = ((day * 24 + hour) * 60 + minute) * 60000;
    return CLI_DONE;
}

static int take_without(struct coaching *c, const char *value)
{
    while (*value != '\0') {
        const size_t n = strcspn(value, ",");
        char id[8] = "";
        if (n < sizeof id)
            memcpy(id, value, n);
        const int rule = tl_coach_rule_find(id);
        if (rule < 0)
            return cli_complain(
                CLI_MISUSED, "--without %s: name rules from F01 to F35, with commas between them",
                value);
        c->in.off |= UINT64_C(1) << rule;
        value += n + (value[n] == ',');
    }
    return CLI_DONE;
}

static int take_options(struct coaching *c, const struct cli_line *line)
{
    int code = CLI_DONE;
    for (size_t i = 0; i < line->n_given && code == CLI_DONE; i++) {
        const char *value = line->given[i].value;
        switch (line->given[i].id) {
        case OPTION_REPLY:
            c->in.reply = view(value);
            break;
        case OPTION_CHAT:
            if (c->n_chats == CHATS_MOST)
                return cli_complain(CLI_MISUSED, "coach takes at most %d files of one chat",
                                    CHATS_MOST);
            c->chats[c->n_chats++] = value;
            break;
        case OPTION_ME:
            c->people.me = value;
            break;
        case OPTION_WITH:
            c->people.with = value;
            c->import.with = value;
            break;
        case OPTION_NOW:
            code = take_now(c, value);
            break;
        case OPTION_WITHOUT:
            code = take_without(c, value);
            break;
        case OPTION_COUNTRY:
            c->country = value;
            if (strlen(value) != 2)
                code = cli_complain(
                    CLI_MISUSED, "--country %s: write the two letters of a country, as GB", value);
            break;
        default:
            c->json = true;
        }
    }
    if (code == CLI_DONE && c->n_chats > 0 && c->people.me == NULL)
        return cli_complain(CLI_MISUSED, "coach --chat needs --me NAME: which of the two you are");
    if (code == CLI_DONE && line->n_args > 1)
        return cli_complain(CLI_MISUSED,
                            "coach reads one draft; put it in quotation marks, or give "
                            "it on standard input");
    return code;
}

static int read_draft(struct coaching *c, const struct cli_line *line,
                      const struct cli_terminal *terminal)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    size_t size = 0;
    if (line->n_args == 1 && strcmp(line->args[0], "-") != 0) {
        c->in.draft = view(line->args[0]);
        return CLI_DONE;
    }
    if (terminal->asks)
        cli_say(terminal, "", "Write the draft; an empty line ends it.");
    if (terminal->asks) {
        size_t cap = 4096;
        c->typed = malloc(cap);
        while (c->typed != NULL && size + 2 < cap &&
               fgets(c->typed + size, (int)(cap - size), stdin) != NULL && c->typed[size] != '\n') {
            size += strlen(c->typed + size);
            if (cap - size < 2048 && cap < DRAFT_MOST) {
                char *grown = realloc(c->typed, cap *= 2);
                if (grown == NULL)
                    break;
                c->typed = grown;
            }
        }
    } else {
        c->typed = cli_read_all(STDIN_FILENO, "standard input", DRAFT_MOST, &size, &err);
        if (c->typed == NULL && err.message[0] != '\0')
            return cli_complain_of(&err);
    }
    if (c->typed == NULL)
        return cli_complain(CLI_FAILED, "there is not enough memory for the draft");
    c->in.draft = (struct tl_str){c->typed, size};
    return CLI_DONE;
}

static int read_chat(struct coaching *c)
{
    struct tl_error err = {.code = TL_CODE_NONE};
    if (c->n_chats == 0)
        return CLI_DONE;
    enum tl_status status = tl_conversation_new(&c->ctx, &c->conv);
    for (size_t i = 0; i < c->n_chats && status < TL_FAIL; i++) {
        status = tl_bundle_open(&c->ctx, c->chats[i], &c->bundle[c->n_bundles], &err);
        if (status < TL_FAIL)
            status = tl_import(&c->ctx, c->bundle[c->n_bundles++], &c->import, c->conv, &err);
    }
    if (status < TL_FAIL)
        status = tl_conversation_finish(c->conv, &c->people, &err);
    c->in.conv = c->conv;
    if (status < TL_FAIL)
        return CLI_DONE;
    return err.message[0] != '\0' ? cli_complain_of(&err)
                                  : cli_complain(CLI_FAILED, "there is not enough memory");
}

static void say_note(const struct cli_terminal *terminal, const struct tl_coach_note *note,
                     const char *draft)
{
    char lead[16], seen[256];
    const uint32_t n = note->end - note->at;
    snprintf(lead, sizeof lead, "%s  ", note->rule->id);
    cli_say(terminal, "", "");
    cli_say(terminal, lead, note->note);
    if (note->pattern != NULL)
        cli_say(terminal, "     -> ", note->pattern);
    if (n > 0 && n <= SEEN_MOST)
        snprintf(seen, sizeof seen, "Seen: \"%.*s\". Source: %s.", (int)n, draft + note->at,
                 note->rule->source);
    else
        snprintf(seen, sizeof seen, "Source: %s.", note->rule->source);
    cli_say(terminal, "     ", seen);
}

/* What was promised before: kept, or said in the chat. Said once it is time. */
static void say_promise(const struct coaching *c, const struct cli_terminal *terminal)
{
    const int64_t kept = c->kept_return, now = c->in.now_ms;
    const int64_t at = kept != TL_NO_DAY ? kept : c->answer->promised_ms;
    char words[64], text[160];
    if (at == TL_NO_DAY || now == TL_NO_DAY)
        return;
    cli_clock_words(at, words, sizeof words);
    snprintf(text, sizeof text,
             now < at ? "You wanted to come back to your talk at %s. Until then you can rest."
                      : "You wanted to come back to your talk at %s. That time is here.",
             words);
    cli_say(terminal, "", text);
    cli_say(terminal, "", "");
    if (kept != TL_NO_DAY && now >= at)
        cli_kept_put_return(c->kept, TL_NO_DAY);
}

static void say_return(const struct coaching *c, const struct cli_terminal *terminal)
{
    char words[64], text[160];
    if (c->answer->return_ms == TL_NO_DAY)
        return;
    cli_clock_words(c->answer->return_ms, words, sizeof words);
    snprintf(text, sizeof text, "The draft names a time to go on: %s.", words);
    cli_say(terminal, "", "");
    cli_say(terminal, "", text);
    if (terminal->asks && c->kept >= 0 &&
        cli_ask(
            "Shall this time be kept, and nothing else, to remind you when you come back here?"))
        cli_kept_put_return(c->kept, c->answer->return_ms);
}

static void say(const struct coaching *c, const struct cli_terminal *terminal)
{
    const struct tl_coaching *a = c->answer;
    const bool steady = a->state != TL_COACH_OFF && a->state != TL_COACH_LIFE;
    if (steady)
        say_promise(c, terminal);
    cli_say(terminal, "", a->text);
    for (size_t i = 0; i < a->n_notes; i++)
        say_note(terminal, &a->note[i], c->in.draft.ptr);
    if (a->n_more > 0) {
        char more[64];
        snprintf(more, sizeof more, "%zu more could be said; these come first.", a->n_more);
        cli_say(terminal, "", "");
        cli_say(terminal, "", more);
    }
    if (a->answers_opening) {
        cli_say(terminal, "", "");
        cli_say(terminal, "", "The message you answer is a personal one. Four things help:");
        for (int k = 0; k < TL_PART_COUNT; k++)
            cli_say(terminal, a->part[k] ? "  [x] " : "  [ ] ",
                    tl_coach_part_text((enum tl_coach_part)k));
    }
    cli_say(terminal, "", "");
    if (a->state == TL_COACH_OFF) {
        cli_say(terminal, "", "Information and support: tideline support.");
        return;
    }
    if (a->state == TL_COACH_LIFE) {
        size_t n;
        const struct tl_help_line *lines = tl_help_lines(&n);
        for (size_t i = 0; i < n; i++) {
            char text[256];
            if ((lines[i].kind != TL_HELP_CRISIS && lines[i].kind != TL_HELP_EMERGENCY) ||
                !tl_help_shows(&lines[i], c->country))
                continue;
            snprintf(text, sizeof text, "%s: %s (%s%s)", lines[i].name, lines[i].reach,
                     lines[i].checked_on != NULL ? "checked on "
                                                 : "not yet checked on its official",
                     lines[i].checked_on != NULL ? lines[i].checked_on : " page");
            cli_say(terminal, "  ", text);
        }
        cli_say(terminal, "", "");
        cli_say(terminal, "", "More lines: tideline support --country XX.");
        return;
    }
    for (size_t i = 0; i < a->n_offers; i++)
        cli_say(terminal, "- ", a->offer[i]);
    say_return(c, terminal);
}

static int run(const struct cli_line *line, const struct cli_terminal *terminal)
{
    struct coaching c = {.in = {.now_ms = wall_clock()}, .kept = -1, .kept_return = TL_NO_DAY};
    struct tl_error err = {.code = TL_CODE_NONE};
    int fd = STDOUT_FILENO;
    tl_context_init(&c.ctx);
    int code = take_options(&c, line);
    if (code == CLI_DONE && c.n_chats > 0 && !c.json && !cli_consent(terminal))
        code = cli_complain(CLI_FAILED, "nothing was read");
    if (code == CLI_DONE && terminal->asks && !c.json)
        c.kept_return = cli_kept_return(c.kept = cli_kept_open());
    if (code == CLI_DONE)
        cli_sandbox_close(c.chats, c.n_chats, &c.kept, 1);
    if (code == CLI_DONE)
        code = read_draft(&c, line, terminal);
    if (code == CLI_DONE)
        code = read_chat(&c);
    if (code == CLI_DONE && tl_coach_read(&c.ctx, &c.in, &c.answer, &err) != TL_OK)
        code = cli_complain_of(&err);
    if (code == CLI_DONE && c.json &&
        tl_coaching_write_json(&c.ctx, c.answer, c.country, cli_write_fd, &fd, &err) != TL_OK)
        code = cli_complain_of(&err);
    else if (code == CLI_DONE && !c.json)
        say(&c, terminal);
    tl_coaching_free(c.answer);
    tl_conversation_free(c.conv);
    for (size_t i = 0; i < c.n_bundles; i++)
        tl_bundle_free(c.bundle[i]);
    if (c.kept >= 0)
        close(c.kept);
    free(c.typed);
    return code;
}

const struct cli_command cli_command_coach = {
    .name = "coach",
    .arguments = "[DRAFT]",
    .summary = "Read a draft before it is sent, and offer other ways to say it.",
    .about = "Reads a draft: the argument, standard input, or what is typed. Shows in at most "
             "three notes what it may do, why, and a pattern with blanks. Nothing is sent, and "
             "nothing is kept but a time to go on, if you say so. Where there are signs of danger "
             "it gives way to a card.",
    .options = options,
    .run = run,
};
