/* coach.c and blanks.c: order and number of notes, blanks, states, ways out, JSON, and memory. */
#include "coach_language.h"
#include "drafts.h"

static struct tl_context ctx;

static struct tl_coaching *read_text(const char *text, const char *reply)
{
    const struct draft draft = {.text = text, .reply = reply};
    return draft_read(&ctx, &draft, -1);
}

static const char *pattern_of(const struct tl_coaching *answer, const char *id)
{
    for (size_t i = 0; i < answer->n_notes; i++)
        if (strcmp(answer->note[i].rule->id, id) == 0)
            return answer->note[i].pattern;
    return "";
}

/* The worked example of the measures catalogue, F1. */
static void worked_example(void **state)
{
    (void)state;
    const char *text = "You never listen!! If you loved me you'd answer.";
    struct tl_coaching *answer = read_text(text, NULL);
    assert_int_equal(answer->state, TL_COACH_NOTED);
    assert_int_equal(answer->n_notes, 3);
    assert_string_equal(answer->note[0].rule->id, "F07");
    assert_string_equal(answer->note[1].rule->id, "F01");
    assert_string_equal(answer->note[2].rule->id, "F13");
    assert_memory_equal(text + answer->note[0].at, "If you loved", 12);
    assert_memory_equal(text + answer->note[1].at, "You never", 9);
    assert_int_equal(answer->note[1].end, 9);
    assert_int_equal(answer->note[2].end, 0);
    assert_non_null(strstr(pattern_of(answer, "F01"), "[you did not listen]"));
    assert_non_null(strstr(pattern_of(answer, "F07"), "[answer]"));
    assert_int_equal(answer->n_offers, 3);
    tl_coaching_free(answer);
}

static void blanks(void **state)
{
    (void)state;
    struct tl_coaching *answer =
        read_text("You always leave early. I felt so lonely last night.", NULL);
    assert_string_equal(pattern_of(answer, "F01"),
                        "[last night], when [what happened], I felt [lonely].");
    tl_coaching_free(answer);
    answer = read_text("you never call. you forgot my birthday yesterday", NULL);
    assert_string_equal(pattern_of(answer, "F01"),
                        "[yesterday], when [you did not call], I felt [feeling].");
    tl_coaching_free(answer);
    answer = read_text("why didn't you answer me last night", NULL);
    assert_int_equal(answer->note[0].rule - tl_coach_rules(), 11);
    tl_coaching_free(answer);
}

static void fine(void **state)
{
    static const struct {
        const char *text, *reply, *says, *id;
    } drafts[] = {
        {"I felt alone last night. Can we eat together tomorrow?", NULL, "what you feel",
         "feeling"},
        {"Thank you for the soup, it was so good to come home to it.", NULL, "warm", "warm"},
        {"Can you get milk on the way?", NULL, "asks one thing", "asks"},
        {"the train is late", NULL, "no attack", "plain"},
        {"Thank you for telling me. That sounds so hard. I'm with you.",
         "I've never told anyone, I feel so ashamed", "heard", "heard"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
        struct tl_coaching *answer = read_text(drafts[i].text, drafts[i].reply);
        assert_int_equal(answer->state, TL_COACH_FINE);
        assert_int_equal(answer->n_notes, 0);
        if (strstr(answer->text, drafts[i].says) == NULL)
            fail_msg("%s: %s", drafts[i].text, answer->text);
        assert_string_equal(answer->fine, drafts[i].id);
        tl_coaching_free(answer);
    }
}

static void parts(void **state)
{
    (void)state;
    struct tl_coaching *answer = read_text("you should sleep more", "I feel so ashamed of it");
    assert_true(answer->answers_opening);
    for (int k = 0; k < TL_PART_COUNT; k++)
        assert_false(answer->part[k]);
    tl_coaching_free(answer);
    answer = read_text("Thank you for telling me. It makes sense.", "I feel so ashamed of it");
    assert_true(answer->part[TL_PART_THANKS] && answer->part[TL_PART_SENSE] &&
                answer->part[TL_PART_NO_FIXING]);
    tl_coaching_free(answer);
    answer = read_text("ok", "the bus is late");
    assert_false(answer->answers_opening);
    tl_coaching_free(answer);
}

static void switched_off(void **state)
{
    (void)state;
    struct tl_coaching *answer = NULL;
    struct tl_coach_input in = {.draft = TL_STR("you never listen"), .now_ms = TL_NO_DAY};
    in.off = ~UINT64_C(0);
    assert_int_equal(tl_coach_read(&ctx, &in, &answer, NULL), TL_OK);
    assert_int_equal(answer->state, TL_COACH_FINE);
    tl_coaching_free(answer);
}

/* Notes in the reader's language; a pattern is in the draft's. */
static void speaks(void **state)
{
    (void)state;
    struct tl_coaching *answer = NULL;
    struct tl_coach_input in = {
        .draft = TL_STR("you never listen"), .now_ms = TL_NO_DAY, .speak = "de"};
    assert_int_equal(tl_coach_read(&ctx, &in, &answer, NULL), TL_OK);
    assert_string_equal(answer->language, "en");
    assert_string_equal(answer->note[0].note,
                        "Ein einzelner Fall ist leichter zu h\xC3\xB6ren als ein Urteil \xC3\xBC"
                        "ber alle.");
    assert_non_null(strstr(answer->note[0].pattern, "you did not listen"));
    tl_coaching_free(answer);

    in.draft = TL_STR("pourquoi tu ne viens jamais? tu fais quoi? avec qui?");
    assert_int_equal(tl_coach_read(&ctx, &in, &answer, NULL), TL_OK);
    assert_string_equal(answer->note[0].pattern, tl_coach_language_named("de")->pattern[10]);
    tl_coaching_free(answer);

    /* twelve answers after an hour each, then three messages without one */
    const char *talk[3 * 12 + 6] = {NULL};
    for (size_t i = 0; i < 12; i++) {
        talk[3 * i] = "a: morning";
        talk[3 * i + 1] = "+59";
        talk[3 * i + 2] = "b: yes";
    }
    for (size_t i = 36; i < 41; i++)
        talk[i] = i % 2 == 0 ? "a: hello" : "+20";
    const struct draft draft = {.talk = talk, .now_ms = DRAFT_NOON};
    struct tl_conversation *conv = draft_talk(&ctx, &draft);
    static const struct {
        const char *speak, *note;
    } languages[] = {{NULL, "You have written 3 times since the last answer. Most answers took "
                            "between 60 minutes and 60 minutes. Would one message later serve you "
                            "better?"},
                     {"de", "Du hast seit der letzten Antwort 3-mal geschrieben. Die meisten "
                            "Antworten brauchten zwischen 60 Minuten und 60 Minuten. Dient dir "
                            "eine Nachricht sp\xC3\xA4ter mehr?"}};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        in = (struct tl_coach_input){.draft = TL_STR("are you there"),
                                     .conv = conv,
                                     .now_ms = DRAFT_NOON,
                                     .off = ~(UINT64_C(1) << 9),
                                     .speak = languages[i].speak};
        assert_int_equal(tl_coach_read(&ctx, &in, &answer, NULL), TL_OK);
        assert_int_equal(answer->n_notes, 1);
        assert_string_equal(answer->note[0].note, languages[i].note);
        tl_coaching_free(answer);
    }
    tl_conversation_free(conv);
}

/* What needs no words is said in any language. */
static void other_language(void **state)
{
    (void)state;
    struct tl_coaching *answer =
        read_text("pourquoi tu ne viens jamais? tu fais quoi? avec qui?", NULL);
    assert_int_equal(answer->state, TL_COACH_LANGUAGE);
    assert_null(answer->language);
    assert_int_equal(answer->n_notes, 1);
    assert_string_equal(answer->note[0].rule->id, "F11");
    tl_coaching_free(answer);
}

static int gather(void *user, const void *bytes, size_t n)
{
    char *text = user;
    const size_t len = strlen(text);
    if (len + n >= 8192)
        return 1;
    memcpy(text + len, bytes, n);
    text[len + n] = '\0';
    return 0;
}

static void json(void **state)
{
    (void)state;
    char text[8192] = "";
    struct tl_coaching *answer = read_text("secret words. you never listen", NULL);
    assert_int_equal(tl_coaching_write_json(&ctx, answer, NULL, gather, text, NULL), TL_OK);
    assert_non_null(strstr(text, "\"schema\": \"tideline.coach/1\""));
    assert_non_null(strstr(text, "\"seen\": [14, 23]"));
    assert_null(strstr(text, "secret"));
    assert_non_null(strstr(text, "\"help\": []"));
    tl_coaching_free(answer);

    text[0] = '\0';
    answer = read_text("i want to kill myself", NULL);
    assert_int_equal(answer->state, TL_COACH_LIFE);
    assert_int_equal(tl_coaching_write_json(&ctx, answer, "GB", gather, text, NULL), TL_OK);
    assert_non_null(strstr(text, "\"kind\": \"crisis\""));
    assert_non_null(strstr(text, "\"country\": \"GB\""));
    assert_null(strstr(text, "\"kind\": \"violence\""));
    tl_coaching_free(answer);
}

/* What is kept of a conversation changes no byte, whatever was asked before, and when. */
static void keeps_the_past(void **state)
{
    (void)state;
    static const char *const talk[] = {"a: you never help me with the dishes",
                                       "b: you always say that",
                                       "a: you never clean. you are lazy",
                                       "b: I'm sorry, you are right",
                                       "+2000",
                                       "a: I AM SO OVERWHELMED!!! you never listen",
                                       "b: I made you soup, get some rest",
                                       "a: sorry I shouted. can we go on tonight at 8?",
                                       "b: du h\xC3\xB6rst mir nie zu",
                                       "a: are you there",
                                       "a: hello??",
                                       NULL};
    static const char *const drafts[] = {"You never listen!",
                                         "Du h\xC3\xB6rst mir nie zu! Immer nur du.",
                                         "I'm sorry I shouted. Call me?", "why? why not?", ""};
    const struct draft draft = {.talk = talk, .now_ms = DRAFT_NOON};
    struct tl_conversation *conv = draft_talk(&ctx, &draft);
    struct tl_coach_past *past = NULL;
    assert_int_equal(tl_coach_past_new(&ctx, conv, &past, NULL), TL_OK);
    for (size_t i = 0; i < 6 * sizeof drafts / sizeof *drafts; i++) {
        char text[2][8192] = {"", ""};
        for (int kept = 0; kept < 2; kept++) {
            const struct tl_coach_input in = {.draft = tl_str_from(drafts[i % 5]),
                                              .conv = conv,
                                              .past = kept ? past : NULL,
                                              .now_ms = DRAFT_NOON + (int64_t)(i / 5) * 3000000};
            struct tl_coaching *answer = NULL;
            assert_int_equal(tl_coach_read(&ctx, &in, &answer, NULL), TL_OK);
            assert_int_equal(tl_coaching_write_json(&ctx, answer, NULL, gather, text[kept], NULL),
                             TL_OK);
            tl_coaching_free(answer);
        }
        assert_string_equal(text[1], text[0]);
    }
    tl_coach_past_free(past);
    tl_conversation_free(conv);
}

static void memory(void **state)
{
    (void)state;
    static const char *const talk[] = {"a: you never help me", "b: you always say that",
                                       "a: did you pay the rent", "b: I feel so ashamed of it",
                                       NULL};
    const struct draft draft = {.text = "You never listen! I felt lonely last night. Call me?",
                                .talk = talk,
                                .now_ms = DRAFT_NOON};
    struct tl_conversation *conv = draft_talk(&ctx, &draft);
    enum tl_status status = TL_FATAL;
    for (size_t i = 0; status != TL_OK; i++) {
        struct tl_test_allocator allocator;
        struct tl_context short_ctx = ctx;
        struct tl_coaching *answer = NULL;
        struct tl_coach_past *past = NULL;
        struct tl_error err = {.code = TL_CODE_NONE};
        struct tl_coach_input in = {
            .draft = tl_str_from(draft.text), .conv = conv, .now_ms = draft.now_ms};
        tl_test_allocator_init(&allocator, i);
        short_ctx.allocator = &allocator.base;
        status = tl_coach_past_new(&short_ctx, conv, &past, &err);
        in.past = past;
        if (status == TL_OK)
            status = tl_coach_read(&short_ctx, &in, &answer, &err);
        if (status != TL_OK) {
            assert_int_equal(status, TL_FATAL);
            assert_int_equal(err.code, TL_CODE_MEMORY);
            assert_null(answer);
        }
        tl_coaching_free(answer);
        tl_coach_past_free(past);
        assert_int_equal(allocator.live, 0);
        assert_true(i < 10000);
    }
    tl_conversation_free(conv);
}

/* F22: a pause with a return; the time it names, written on a Thursday at noon. */
static void names_a_time(void **state)
{
    static const struct {
        const char *text;
        int minutes; /* after noon; -1: none */
    } drafts[] = {
        {"I am too full right now. I care about this. Can we go on at 8?", 480},
        {"let's talk tonight", 480},
        {"let's talk at 11 am", 1380},
        {"let's talk at 11", 660},
        {"can we talk in half an hour", 30},
        {"i need a break, i'll be back in 40 minutes", 40},
        {"can we pick this up in an hour?", 60},
        {"let us talk in 2 hours", 120},
        {"let's continue at 7:30pm", 450},
        {"can we talk at 3", 180},
        {"can we talk tomorrow morning please", 1260},
        {"let's talk tomorrow at 10 am", 1320},
        {"lass uns um 20:15 reden", 495},
        {"k\xC3\xB6nnen wir heute Abend weiter reden", 480},
        {"ich bin in 20 Minuten zur\xC3\xBC"
         "ck",
         20},
        {"I can't do this right now", -1},
        {"dinner is at 8", -1},
        {"the train leaves in 20 minutes", -1},
        {"you said \"let's talk at 8\"", -1},
        {"we should talk some time", -1},
        {"let's talk in 900000 minutes", -1},
        {"lass mich in Ruhe", -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
        const struct draft draft = {.text = drafts[i].text, .now_ms = DRAFT_NOON};
        struct tl_coaching *answer = draft_read(&ctx, &draft, -1);
        const int64_t want =
            drafts[i].minutes < 0 ? TL_NO_DAY : DRAFT_NOON + drafts[i].minutes * INT64_C(60000);
        if (answer->return_ms != want)
            fail_msg("%s: %lld", drafts[i].text,
                     (long long)((answer->return_ms - DRAFT_NOON) / 60000));
        tl_coaching_free(answer);
    }
    /* the last the writer said in the chat, and nothing since */
    static const char *const kept[] = {"b: you never listen", "a: can we go on in an hour?", "+90",
                                       NULL};
    static const char *const broken[] = {"a: can we go on in an hour?", "b: ok", "a: hey", NULL};
    const struct draft back = {.text = "I am back", .talk = kept, .now_ms = DRAFT_NOON};
    const struct draft since = {.text = "I am back", .talk = broken, .now_ms = DRAFT_NOON};
    struct tl_coaching *answer = draft_read(&ctx, &back, -1);
    assert_int_equal(answer->promised_ms, DRAFT_NOON - 31 * INT64_C(60000));
    tl_coaching_free(answer);
    answer = draft_read(&ctx, &since, -1);
    assert_int_equal(answer->promised_ms, TL_NO_DAY);
    tl_coaching_free(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_a_time),   cmocka_unit_test(worked_example),
        cmocka_unit_test(blanks),         cmocka_unit_test(fine),
        cmocka_unit_test(parts),          cmocka_unit_test(switched_off),
        cmocka_unit_test(other_language), cmocka_unit_test(json),
        cmocka_unit_test(keeps_the_past), cmocka_unit_test(memory),
        cmocka_unit_test(speaks),
    };
    tl_context_init(&ctx);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
