/* coach_rules.c, checks.c and the phrases: the drafts of tests/data/coach/<language>.txt, at least
   five that set off each rule and five that look alike and must not. */
#include "drafts.h"

#define TALK_MOST 64

struct sample {
    char *bytes;
    size_t size;
    unsigned yes[TL_COACH_RULES], no[TL_COACH_RULES], wrong;
};

/* Whether the rule is set off; F08 where the coach gives way to the card. */
static bool draft_sets_off(const struct draft *draft, const char *id)
{
    struct tl_context ctx;
    tl_context_init(&ctx);
    struct tl_coaching *answer = draft_read(&ctx, draft, tl_coach_rule_find(id));
    const bool found =
        strcmp(id, "F08") == 0 ? answer->state == TL_COACH_LIFE : answer->n_notes > 0;
    tl_coaching_free(answer);
    return found;
}

static char *cut(char *line, char sign)
{
    char *at = strchr(line, sign);
    if (at == NULL)
        return NULL;
    *at = '\0';
    return at + 1;
}

/* "+F01 reply > draft"; "@" lines before it are the talk, "=23:50" in front of the draft its time.
 */
static void check_line(struct sample *s, char *line, const char *const *talk)
{
    const bool wanted = line[0] == '+';
    char *text = line + 5;
    struct draft draft = {.now_ms = DRAFT_NOON};
    line[4] = '\0';
    const int rule = tl_coach_rule_find(line + 1);
    assert_true(rule >= 0);
    if (text[0] == '=') {
        draft.now_ms += (atoi(text + 1) - 12) * INT64_C(3600000) + atoi(text + 4) * INT64_C(60000);
        text += 7;
    }
    char *behind = strstr(text, " > ");
    draft.text = text;
    if (behind != NULL) {
        *behind = '\0';
        draft.reply = text;
        draft.text = behind + 3;
    }
    draft.talk = talk;
    if (draft_sets_off(&draft, line + 1) != wanted) {
        print_error("%s is %s by: %s%s%s\n", line + 1, wanted ? "not set off" : "set off",
                    draft.reply != NULL ? draft.reply : "", draft.reply != NULL ? " > " : "",
                    draft.text);
        s->wrong++;
    }
    (wanted ? s->yes : s->no)[rule]++;
}

static void check_file(const char *path, unsigned least, bool all)
{
    struct sample s = {0};
    const char *talk[TALK_MOST + 1];
    size_t n = 0;
    bool used = false;
    s.bytes = tl_test_read(path, &s.size);
    char *line = s.bytes;
    for (char *next; line != NULL && *line != '\0'; line = next) {
        next = cut(line, '\n');
        if (line[0] == '@') {
            if (used)
                n = 0;
            used = false;
            assert_true(n < TALK_MOST);
            talk[n++] = line[1] == ' ' ? line + 2 : line + 1;
            talk[n] = NULL;
        } else if (line[0] == '+' || line[0] == '-') {
            check_line(&s, line, n > 0 ? talk : NULL);
            used = true;
        } else if (line[0] == '\0') {
            n = 0;
        }
    }
    for (int r = 0; r < TL_COACH_RULES; r++)
        if (all && (s.yes[r] < least || s.no[r] < least)) {
            print_error("%s: %u and %u drafts, %u needed\n", tl_coach_rules()[r].id, s.yes[r],
                        s.no[r], least);
            s.wrong++;
        }
    free(s.bytes);
    assert_int_equal(s.wrong, 0);
}

static void english(void **state)
{
    (void)state;
    check_file("coach/en.txt", 5, true);
}

static void german(void **state)
{
    (void)state;
    check_file("coach/de.txt", 5, true);
}

static void table(void **state)
{
    (void)state;
    for (int r = 0; r < TL_COACH_RULES; r++) {
        char id[8];
        snprintf(id, sizeof id, "f%02d", r + 1);
        assert_int_equal(tl_coach_rule_find(id), r);
        assert_in_range(tl_coach_rules()[r].severity, 1, 3);
    }
    assert_int_equal(tl_coach_rule_find("F36"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english),
        cmocka_unit_test(german),
        cmocka_unit_test(table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
