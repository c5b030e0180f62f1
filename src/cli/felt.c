/*
 * felt.c: see felt.h.
 */
#include "felt.h"

#include <stdio.h>
#include <string.h>

#define DAYS_MOST 31

static struct tl_str next_part(struct tl_str *rest)
{
    const char *comma = memchr(rest->ptr, ',', rest->len);
    const size_t n = comma != NULL ? (size_t)(comma - rest->ptr) : rest->len;
    const struct tl_str part = {rest->ptr, n};
    const size_t gone = comma != NULL ? n + 1 : n;
    *rest = (struct tl_str){rest->ptr + gone, rest->len - gone};
    return part;
}

static bool is(struct tl_str s, const char *word)
{
    return s.len == strlen(word) && memcmp(s.ptr, word, s.len) == 0;
}

/* "2024-03", "2024-03-11", "-" or nothing. */
static bool read_when(struct tl_str s, struct tl_felt *out)
{
    char day[11];
    out->from_day = out->to_day = TL_NO_DAY;
    if (s.len == 0 || is(s, "-"))
        return true;
    if (s.len == 10 && tl_parse_date(s, &out->from_day)) {
        out->to_day = out->from_day + 1;
        return true;
    }
    if (s.len != 7)
        return false;
    snprintf(day, sizeof day, "%.7s-01", s.ptr);
    if (!tl_parse_date((struct tl_str){day, 10}, &out->from_day))
        return false;
    /* the month's last day is the last that can be read */
    for (int d = 28; d <= DAYS_MOST; d++) {
        int64_t last;
        snprintf(day, sizeof day, "%.7s-%02d", s.ptr, d);
        if (tl_parse_date((struct tl_str){day, 10}, &last))
            out->to_day = last + 1;
    }
    return true;
}

static bool read_strength(struct tl_str s, struct tl_felt *out)
{
    out->strength = -1;
    if (s.len == 0 || is(s, "-"))
        return true;
    if (s.len != 1 || s.ptr[0] < '0' || s.ptr[0] > '4')
        return false;
    out->strength = s.ptr[0] - '0';
    return true;
}

/* Letters as people type them: in either ASCII case. */
static bool same_name(struct tl_str a, struct tl_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        const char x = a.ptr[i], y = b.ptr[i];
        const bool letter = (x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z');
        if (x != y && !(letter && (x ^ y) == 0x20))
            return false;
    }
    return true;
}

static int read_who(const char *value, struct tl_str s, const struct tl_conversation *conv,
                    const char *me, struct tl_felt *out)
{
    if (is(s, "both") || is(s, "nobody")) {
        out->who = is(s, "both") ? TL_FELT_BOTH : TL_FELT_NOBODY;
        return CLI_DONE;
    }
    if (conv == NULL)
        return CLI_DONE;
    if (is(s, "me") || is(s, "partner")) {
        out->who = is(s, "me") ? TL_FELT_FIRST : TL_FELT_SECOND;
        return me != NULL ? CLI_DONE
                          : cli_complain(CLI_MISUSED,
                                         "--felt %s: say with --me which of the two you are, or "
                                         "give a name instead",
                                         value);
    }
    for (size_t i = 0; i < conv->n_people && i < 2; i++)
        if (same_name(s, conv->people[i].name)) {
            out->who = i == 0 ? TL_FELT_FIRST : TL_FELT_SECOND;
            return CLI_DONE;
        }
    return cli_complain(CLI_MISUSED,
                        "--felt %s: begin with me, partner, both, nobody or a name of the chat",
                        value);
}

int cli_felt_take(const char *value, const struct tl_conversation *conv, const char *me,
                  struct tl_felt *out)
{
    struct tl_str rest = {value, strlen(value)};
    const struct tl_str who = next_part(&rest);
    if (who.len == 0 || !read_when(next_part(&rest), out) || !read_strength(rest, out))
        return cli_complain(CLI_MISUSED,
                            "--felt %s: write who stepped back, since when and how strongly (0 to "
                            "4), as in partner,2024-03,3",
                            value);
    out->given = true;
    return read_who(value, who, conv, me, out);
}

static bool ask(const char *question, char *answer, size_t size)
{
    fputs(question, stderr);
    fflush(stderr);
    if (fgets(answer, (int)size, stdin) == NULL)
        answer[0] = '\0';
    answer[strcspn(answer, "\r\n")] = '\0';
    return answer[0] != '\0';
}

static int put_name(void *user, const void *bytes, size_t n)
{
    (void)user;
    return fwrite(bytes, 1, n, stderr) == n ? 0 : 1;
}

void cli_felt_ask(const struct tl_conversation *conv, struct tl_felt *out)
{
    char answer[64];
    const struct tl_render_options plain = {.width = 80, .unicode = true};
    fputs("Before you see the answer: who has stepped back, as you feel it?\n", stderr);
    for (size_t i = 0; i < 2 && i < conv->n_people; i++) {
        char name[128];
        const struct tl_str s = conv->people[i].name;
        snprintf(name, sizeof name, "%.*s", s.len < 100 ? (int)s.len : 100, s.ptr);
        tl_paragraph_write(conv->ctx, i == 0 ? "  1  " : "  2  ", name, &plain, put_name, NULL);
    }
    fputs("  3  both\n  4  nobody\n", stderr);
    out->given = false;
    if (!ask("1 to 4, Enter to leave it out: ", answer, sizeof answer) || answer[1] != '\0' ||
        answer[0] < '1' || answer[0] > '4')
        return;
    out->who = (enum tl_felt_who)(answer[0] - '1');
    out->from_day = out->to_day = TL_NO_DAY;
    out->strength = -1;
    out->given = true;
    if (out->who == TL_FELT_NOBODY)
        return;
    if (ask("Since about when? A month as in 2024-03, Enter: not sure: ", answer, sizeof answer))
        (void)read_when((struct tl_str){answer, strlen(answer)}, out);
    if (ask("How strongly, 0 (hardly) to 4 (very)? ", answer, sizeof answer))
        (void)read_strength((struct tl_str){answer, strlen(answer)}, out);
}
