/* checks.c on labelled chat (data/dialogue): of the messages that set a rule off, how many hold a
   label the rule stands for; and of those that attack, how many set one off. By the parts of
   docs/dialogue_data.md: cues and bounds were chosen on the writers for training and tuning, and
   those for testing only tell how it went. The second stage, slow and taught by those for training,
   is left out there. It prints the table of docs/coach.md. With TIDELINE_COACH_SHOW=F03 the wrong
   ones of training and tuning are printed. */
#include "tl_test.h"

#include <dirent.h>

#include "hear.h"
#include "str.h"

#define PRECISION .8
#define LEAST 8 /* fewer messages say nothing */

/* Labels, parted by blanks, any of which is right. */
static const struct {
    const char *id, *labels;
} stands_for[] = {
    /* after a disclosure a verdict is a way to make it smaller */
    {"F01", "criticism demand contempt defensiveness dismissal"},
    {"F02", "criticism contempt demand"},
    {"F03", "contempt criticism"},
    {"F04", "criticism demand contempt defensiveness"},
    {"F05", "criticism demand feeling"},
    {"F06", "demand criticism contempt"},
    {"F07", "demand criticism contempt defensiveness"},
    {"F09", "demand criticism contempt defensiveness"},
    {"F12", "demand criticism contempt"},
    {"F13", "demand criticism contempt defensiveness"},
    {"F14", "demand criticism contempt defensiveness"},
    {"F15", "demand criticism contempt defensiveness feeling"},
    {"F16", "demand criticism contempt defensiveness"},
    {"F17", "criticism contempt"},
    {"F18", "criticism contempt dismissal demand defensiveness"},
    {"F19", "dismissal"},
    {"F20", "dismissal"},
    {"F22", "withdraw feeling demand criticism disclosure"},
    {"F23", "withdraw"},
    {"F25", "apology defensiveness"},
    {"F27", "bid demand follow_up"},
    {"F28", "demand criticism disclosure"},
    {"F30", "gratitude"},
    {"F31", "demand criticism bid"},
};
enum { N_RULES = sizeof stands_for / sizeof *stands_for };

enum part { PART_TRAIN, PART_TUNE, PART_TEST, N_PARTS };

/* Rules that speak of an attack. */
static const char attack_rules[] =
    "F01 F02 F03 F04 F05 F06 F07 F09 F12 F13 F14 F15 F16 F17 F18 F19 F22";

struct tally {
    unsigned set_off[N_PARTS][N_RULES], right[N_PARTS][N_RULES];
    unsigned attacks[N_PARTS], caught[N_PARTS]; /* messages labelled criticism or contempt */
    unsigned messages[N_PARTS];
    enum part part;
    const char *show;
    struct tl_context ctx;
    struct tl_draft draft;
    struct tl_labeller *labeller[2]; /* fast alone; with the second stage */
};

/* Whether the labels of a line ("a,~b") hold one of those; "~b" is a near miss, which holds not. */
static bool holds(const char *labels, const char *wanted)
{
    while (*wanted != '\0') {
        const size_t n = strcspn(wanted, " ");
        for (const char *p = labels; *p != '\0';) {
            const size_t m = strcspn(p, ",");
            if (m == n && memcmp(p, wanted, n) == 0)
                return true;
            p += m + (p[m] == ',');
        }
        wanted += n + (wanted[n] == ' ');
    }
    return false;
}

static void check_message(struct tally *t, const char *labels, const char *text, const char *reply)
{
    struct tl_hit hit[TL_COACH_RULES];
    struct tl_draft *d = &t->draft;
    assert_int_equal(tl_script_read(&d->script, d->language, tl_str_from(text), NULL), TL_OK);
    assert_int_equal(tl_script_read(&d->reply, d->language, tl_str_from(reply), NULL), TL_OK);
    assert_int_equal(tl_draft_hear(d, t->labeller[t->part != PART_TRAIN], tl_str_from(text),
                                   tl_str_from(reply), NULL),
                     TL_OK);
    memset(d->part, 0, sizeof d->part);
    tl_checks_run(d, true, hit);
    bool spoke = false;
    t->messages[t->part]++;
    for (size_t i = 0; i < N_RULES; i++) {
        if (!hit[tl_coach_rule_find(stands_for[i].id)].found)
            continue;
        const bool right = holds(labels, stands_for[i].labels);
        spoke = spoke || strstr(attack_rules, stands_for[i].id) != NULL;
        t->set_off[t->part][i]++;
        t->right[t->part][i] += right;
        if (!right && t->part != PART_TEST && t->show != NULL &&
            strcmp(t->show, stands_for[i].id) == 0)
            print_message("%s [%s] %s > %s\n", stands_for[i].id, labels, reply, text);
    }
    if (holds(labels, "criticism contempt")) {
        t->attacks[t->part]++;
        t->caught[t->part] += spoke;
        if (!spoke && t->part != PART_TEST && t->show != NULL && strcmp(t->show, "missed") == 0)
            print_message("missed [%s] %s > %s\n", labels, reply, text);
    }
}

static void check_file(struct tally *t, const char *path)
{
    char before[2][2048] = {"", ""}, line[2048];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '@' || line[0] == '\0')
            before[0][0] = before[1][0] = '\0';
        if ((line[0] != 'a' && line[0] != 'b') || line[1] != ' ')
            continue;
        char *gap = line + 2, *labels = strchr(gap, ' ');
        assert_non_null(labels);
        char *text = strchr(++labels, ' ');
        assert_non_null(text);
        *text++ = '\0';
        const unsigned who = line[0] == 'b';
        check_message(t, labels, text, before[1 - who]);
        snprintf(before[who], sizeof before[who], "%s", text);
    }
    fclose(file);
}

static void precision(void **state)
{
    struct tally t = {.show = getenv("TIDELINE_COACH_SHOW")};
    char path[600];
    unsigned low = 0;
    (void)state;
    tl_context_init(&t.ctx);
    t.draft = (struct tl_draft){.language = tl_coach_language_of(TL_LANGUAGE_EN),
                                .now_ms = TL_NO_DAY,
                                .talk = {.wait_ms = {-1, -1, -1}}};
    const struct tl_labeller_options fast = {.fast = true}, both = {.fast = false};
    assert_int_equal(tl_labeller_new(&t.ctx, &fast, &t.labeller[0], NULL), TL_OK);
    assert_int_equal(tl_labeller_new(&t.ctx, &both, &t.labeller[1], NULL), TL_OK);
    tl_script_init(&t.draft.script, &t.ctx);
    tl_script_init(&t.draft.reply, &t.ctx);
    snprintf(path, sizeof path, "%s/data/dialogue", getenv("TIDELINE_ROOT"));
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (strncmp(entry->d_name, "en_", 3) != 0)
            continue;
        snprintf(path, sizeof path, "%s/data/dialogue/%s", getenv("TIDELINE_ROOT"), entry->d_name);
        const int writer = atoi(entry->d_name + strlen("en_w"));
        t.part = writer % 5 == 0 ? PART_TEST : writer % 10 == 3 ? PART_TUNE : PART_TRAIN;
        check_file(&t, path);
    }
    closedir(dir);
    tl_labeller_free(t.labeller[0]);
    tl_labeller_free(t.labeller[1]);
    tl_script_release(&t.draft.script);
    tl_script_release(&t.draft.reply);
    print_message("| | train | tune | test |\n|---|---|---|---|\n");
    for (size_t i = 0; i < N_RULES; i++) {
        unsigned all = 0, right = 0;
        print_message("| %s |", stands_for[i].id);
        for (int part = 0; part < N_PARTS; part++) {
            print_message(" %u/%u |", t.right[part][i], t.set_off[part][i]);
            all += t.set_off[part][i];
            right += t.right[part][i];
        }
        print_message("\n");
        low += t.set_off[PART_TEST][i] >= LEAST &&
               t.right[PART_TEST][i] < PRECISION * t.set_off[PART_TEST][i];
        low += all >= LEAST && right < PRECISION * all;
    }
    print_message("| criticism or contempt heard |");
    for (int part = 0; part < N_PARTS; part++)
        print_message(" %u/%u |", t.caught[part], t.attacks[part]);
    print_message("\nmessages: %u, %u, %u\n", t.messages[0], t.messages[1], t.messages[2]);
    assert_int_equal(low, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(precision)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
