/*
 * drafts.h: a draft read, and which rules it set off. The talk is short lines "a: ..." and "b:
 * ...", a minute apart; "a" writes the draft.
 */
#ifndef TL_TEST_DRAFTS_H
#define TL_TEST_DRAFTS_H

#include "tl_test.h"

#include "tideline/coach.h"

#include "builder.h"
#include "str.h"

#define DRAFT_NOON (INT64_C(500) * 86400000 + INT64_C(12) * 3600000)

struct draft {
    const char *text, *reply;
    const char *const *talk; /* ends with NULL; "+90" alone passes 90 minutes; or NULL */
    int64_t now_ms;
};

static struct tl_conversation *draft_talk(const struct tl_context *ctx, const struct draft *draft)
{
    struct tl_conversation *conv = NULL;
    uint16_t file, who[2];
    int64_t at = 0, total = 0;
    if (draft->talk == NULL)
        return NULL;
    for (size_t i = 0; draft->talk[i] != NULL; i++)
        total += draft->talk[i][0] == '+' ? atoi(draft->talk[i] + 1) * INT64_C(60000) : 60000;
    assert_int_equal(tl_conversation_new(ctx, &conv), TL_OK);
    tl_conversation_add_file(conv, TL_STR("x"), "test", &file, NULL);
    tl_conversation_person(conv, TL_STR("Ann"), TL_STR("Ann"), &who[0], NULL);
    tl_conversation_person(conv, TL_STR("Bo"), TL_STR("Bo"), &who[1], NULL);
    at = draft->now_ms - total;
    for (size_t i = 0; draft->talk[i] != NULL; i++) {
        const char *line = draft->talk[i];
        if (line[0] == '+') {
            at += atoi(line + 1) * INT64_C(60000);
            continue;
        }
        const struct tl_message m = {.time_ms = at,
                                     .sender = who[line[0] == 'b'],
                                     .kind = TL_KIND_TEXT,
                                     .text = tl_str_from(line + 3),
                                     .reply_to = TL_NO_MESSAGE,
                                     .duration_s = -1};
        assert_int_equal(tl_conversation_push(conv, &m, NULL), TL_OK);
        at += 60000;
    }
    const struct tl_conversation_options people = {.me = "Ann"};
    assert_int_equal(tl_conversation_finish(conv, &people, NULL), TL_OK);
    return conv;
}

/* `alone`: this rule alone is on, so that more important ones do not crowd it out; -1: all are. */
static struct tl_coaching *draft_read(const struct tl_context *ctx, const struct draft *draft,
                                      int alone)
{
    struct tl_coaching *answer = NULL;
    struct tl_conversation *conv = draft_talk(ctx, draft);
    const struct tl_coach_input in = {.draft = tl_str_from(draft->text),
                                      .reply = draft->reply != NULL ? tl_str_from(draft->reply)
                                                                    : (struct tl_str){NULL, 0},
                                      .conv = conv,
                                      .now_ms = draft->now_ms != 0 ? draft->now_ms : TL_NO_DAY,
                                      .off = alone < 0 ? 0 : ~(UINT64_C(1) << alone)};
    assert_int_equal(tl_coach_read(ctx, &in, &answer, NULL), TL_OK);
    tl_conversation_free(conv);
    return answer;
}

#endif
