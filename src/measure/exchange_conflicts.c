/*
 * exchange_conflicts.c: finding conflicts (C12) and the tries to mend them (C10).
 */
#include "civil.h"
#include "exchange_list.h"

#define CONFLICT_SPAN_MS (INT64_C(60) * TL_MS_PER_MINUTE)
#define REPAIR_CALM_MS (INT64_C(30) * TL_MS_PER_MINUTE)
#define REPAIR_RISE 0.295 /* .3 of hundredths that were rounded to whole ones */

static int64_t turn_ms(const struct tl_frame *f, uint32_t t)
{
    return tl_event_ms(f, f->turn[t].first);
}

/* Two negative turns of one and one of the other within an hour: *first and *last are the first and
   the last negative turn of the session, then. */
static bool is_conflict(const struct tl_frame *f, const struct tl_said *said,
                        const struct tl_session *session, uint32_t *first, uint32_t *last)
{
    uint32_t behind = session->turn_first, n[2] = {0, 0};
    bool found = false, hostile = false;
    *first = TL_NO_TURN;
    for (uint32_t t = session->turn_first; t < session->turn_end; t++) {
        if (!tl_said_is_negative(&said[t]))
            continue;
        if (*first == TL_NO_TURN)
            *first = t;
        *last = t;
        hostile = hostile || (said[t].held & TL_HOSTILE);
        n[f->turn[t].who]++;
        for (; turn_ms(f, t) - turn_ms(f, behind) > CONFLICT_SPAN_MS; behind++)
            n[f->turn[behind].who] -= tl_said_is_negative(&said[behind]);
        found = found || (n[0] > 0 && n[1] > 0 && n[0] + n[1] >= 3);
    }
    return found && hostile;
}

/* What raised the matter: the first turn of the hour before, a wish or a feeling as well as a
   reproach, else the first negative turn. */
static uint32_t conflict_opening(const struct tl_frame *f, const struct tl_said *said,
                                 uint32_t session_first, uint32_t negative)
{
    const uint64_t raises = TL_BIT(NEED) | TL_BIT(FEELING) | TL_BIT(DISCLOSURE);
    uint32_t opening = negative;
    for (uint32_t t = negative; t-- > session_first;) {
        if (turn_ms(f, negative) - turn_ms(f, t) > CONFLICT_SPAN_MS)
            break;
        if (said[t].held & raises)
            opening = t;
    }
    return opening;
}

void tl_conflicts_find(const struct tl_frame *f, const struct tl_said *said,
                       struct tl_exchange_list *list)
{
    for (size_t s = 0; s < f->n_sessions; s++) {
        const struct tl_session *session = &f->session[s];
        uint32_t first, last = 0;
        if (!session->dialogue || !is_conflict(f, said, session, &first, &last))
            continue;
        uint32_t opening = conflict_opening(f, said, session->turn_first, first);
        tl_exchange_list_add(list, (struct tl_exchange){.first = opening,
                                                        .last = last,
                                                        .kind = TL_EXCHANGE_CONFLICT,
                                                        .from = f->turn[opening].who,
                                                        .outcome = TL_OUTCOME_UNREPAIRED});
    }
}

/* C10: did the other's tone rise or an act of closeness come, and nobody press or sneer for half an
   hour? `before`: the other's last tone, TL_NO_VALENCE without; `hostile`: the next such turn. */
static void judge_repair(struct tl_answering *walk, struct tl_exchange *x, int8_t before,
                         uint32_t hostile)
{
    const struct tl_frame *f = walk->frame;
    enum tl_reach reach = tl_answering_reach(walk, x->first, TL_HORIZON_HOURS);
    if (reach == TL_REACH_UNKNOWN)
        return;
    x->outcome = TL_OUTCOME_NOT_LANDED;
    if (reach == TL_REACH_SILENT)
        return;
    struct tl_answer answer = tl_answer_read(walk, walk->said[x->first].next, false);
    x->last = answer.last;
    int64_t end = tl_event_ms(f, f->turn[x->first].end - 1);
    bool again = hostile < f->n_turns && turn_ms(f, hostile) - end <= REPAIR_CALM_MS;
    bool rises = before != TL_NO_VALENCE && answer.valence - (double)before / 100.0 >= REPAIR_RISE;
    if (!again && (rises || (answer.held & TL_POSITIVE_ACT)))
        x->outcome = TL_OUTCOME_LANDED;
}

void tl_repairs_find(const struct tl_frame *f, const struct tl_said *said,
                     struct tl_exchange *conflict, size_t n_conflicts,
                     struct tl_exchange_list *list)
{
    const uint64_t hurts = TL_BIT(DEMAND) | TL_BIT(CONTEMPT);
    struct tl_answering walk;
    tl_answering_init(&walk, f, said);
    uint32_t hostile = 0;
    for (size_t c = 0; c < n_conflicts; c++) {
        const struct tl_session *session = &f->session[f->turn[conflict[c].first].session];
        int8_t tone[2] = {TL_NO_VALENCE, TL_NO_VALENCE};
        bool heated = false;
        for (uint32_t t = session->turn_first; t < session->turn_end; t++) {
            const struct tl_said *turn = &said[t];
            unsigned who = f->turn[t].who;
            if (heated && (turn->held & TL_REPAIR_ACT) && !(turn->held & TL_NEGATIVE_ACT)) {
                struct tl_exchange repair = {
                    .first = t, .last = t, .kind = TL_EXCHANGE_REPAIR, .from = (uint8_t)who};
                hostile = hostile > t ? hostile : t + 1;
                while (hostile < f->n_turns && !(said[hostile].held & hurts))
                    hostile++;
                judge_repair(&walk, &repair, tone[1 - who], hostile);
                if (repair.outcome == TL_OUTCOME_LANDED)
                    conflict[c].outcome = TL_OUTCOME_REPAIRED;
                tl_exchange_list_add(list, repair);
            }
            heated = heated || tl_said_is_negative(turn);
            if (turn->valence != TL_NO_VALENCE)
                tone[who] = turn->valence;
        }
    }
}
