/* checks.c on labelled chat (data/dialogue): of the messages that set a rule off, how many hold a
   label the rule stands for. With TIDELINE_COACH_SHOW=F03 the others are printed. */
#include "tl_test.h"

#include <dirent.h>

#include "tideline/label.h"

#include "checks.h"
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

struct tally {
    unsigned set_off[N_RULES], right[N_RULES];
    const char *show;
    struct tl_context ctx;
    struct tl_draft draft;
    struct tl_labeller *labeller;
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
    struct tl_labels said;
    assert_int_equal(tl_labeller_read(t->labeller, tl_str_from(text), NULL, 0, &said, NULL), TL_OK);
    d->p_criticism = (double)said.p[TL_LABEL_CRITICISM];
    d->p_contempt = (double)said.p[TL_LABEL_CONTEMPT];
    assert_int_equal(tl_labeller_read(t->labeller, tl_str_from(reply), NULL, 0, &said, NULL),
                     TL_OK);
    d->p_opens = (double)said.p[TL_LABEL_DISCLOSURE];
    memset(d->part, 0, sizeof d->part);
    tl_checks_run(d, true, hit);
    for (size_t i = 0; i < N_RULES; i++) {
        if (!hit[tl_coach_rule_find(stands_for[i].id)].found)
            continue;
        const bool right = holds(labels, stands_for[i].labels);
        t->set_off[i]++;
        t->right[i] += right;
        if (!right && t->show != NULL && strcmp(t->show, stands_for[i].id) == 0)
            print_message("%s [%s] %s > %s\n", stands_for[i].id, labels, reply, text);
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
    const struct tl_labeller_options fast = {.fast = true};
    assert_int_equal(tl_labeller_new(&t.ctx, &fast, &t.labeller, NULL), TL_OK);
    tl_script_init(&t.draft.script, &t.ctx);
    tl_script_init(&t.draft.reply, &t.ctx);
    snprintf(path, sizeof path, "%s/data/dialogue", getenv("TIDELINE_ROOT"));
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (strncmp(entry->d_name, "en_", 3) != 0)
            continue;
        snprintf(path, sizeof path, "%s/data/dialogue/%s", getenv("TIDELINE_ROOT"), entry->d_name);
        check_file(&t, path);
    }
    closedir(dir);
    tl_labeller_free(t.labeller);
    tl_script_release(&t.draft.script);
    tl_script_release(&t.draft.reply);
    for (size_t i = 0; i < N_RULES; i++) {
        print_message("%s: %u of %u\n", stands_for[i].id, t.right[i], t.set_off[i]);
        low += t.set_off[i] >= LEAST && t.right[i] < PRECISION * t.set_off[i];
    }
    assert_int_equal(low, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(precision)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
