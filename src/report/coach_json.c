/*
 * coach_json.c: a coaching as JSON, `tideline.coach/1`; docs/coach.md says what each key means.
 */
#include "tideline/coach.h"

#include "civil.h"
#include "json_members.h"
#include "tideline/help.h"

static void put_note(struct tl_json_writer *w, const struct tl_coach_note *note)
{
    tl_json_put_object(w, false);
    tl_member_text(w, "rule", note->rule->id);
    tl_member_text(w, "name", note->rule->name);
    tl_json_put_key(w, "severity");
    tl_json_put_int(w, note->rule->severity);
    tl_json_put_key(w, "seen");
    if (note->end > 0) {
        tl_json_put_array(w, true);
        tl_json_put_uint(w, note->at);
        tl_json_put_uint(w, note->end);
        tl_json_put_array_end(w);
    } else {
        tl_json_put_null(w);
    }
    tl_member_text(w, "note", note->note);
    tl_member_text(w, "pattern", note->pattern);
    tl_member_text(w, "source", note->rule->source);
    tl_json_put_object_end(w);
}

static void put_time(struct tl_json_writer *w, const char *key, int64_t ms)
{
    char text[20] = "";
    if (ms != TL_NO_DAY)
        tl_print_time(text, ms);
    tl_member_text(w, key, ms != TL_NO_DAY ? text : NULL);
}

enum tl_status tl_coaching_write_json(const struct tl_context *ctx, const struct tl_coaching *c,
                                      const char *country, tl_write write, void *user,
                                      struct tl_error *err)
{
    static const unsigned kinds[TL_COACH_LIFE + 1] = {
        [TL_COACH_LIFE] = 1u << TL_HELP_EMERGENCY | 1u << TL_HELP_CRISIS, [TL_COACH_OFF] = ~0u};
    struct tl_json_writer w;
    tl_json_writer_init(&w, ctx, write, user);
    tl_json_put_object(&w, false);
    tl_member_text(&w, "schema", "tideline.coach/1");
    tl_member_text(&w, "state", tl_coach_state_name(c->state));
    tl_member_text(&w, "text", c->text);
    tl_member_text(&w, "fine", c->fine);
    tl_member_text(&w, "language", c->language);
    tl_json_put_key(&w, "notes");
    tl_json_put_array(&w, false);
    for (size_t i = 0; i < c->n_notes; i++)
        put_note(&w, &c->note[i]);
    tl_json_put_array_end(&w);
    tl_member_whole(&w, "more", c->n_more);
    tl_json_put_key(&w, "answer");
    if (c->answers_opening) {
        tl_json_put_object(&w, true);
        for (int k = 0; k < TL_PART_COUNT; k++) {
            tl_json_put_key(&w, tl_coach_part_name((enum tl_coach_part)k));
            tl_json_put_bool(&w, c->part[k]);
        }
        tl_json_put_object_end(&w);
    } else {
        tl_json_put_null(&w);
    }
    put_time(&w, "return_at", c->return_ms);
    put_time(&w, "promised_at", c->promised_ms);
    tl_json_put_key(&w, "offers");
    tl_json_put_array(&w, false);
    for (size_t i = 0; i < c->n_offers; i++)
        tl_json_put_text(&w, c->offer[i]);
    tl_json_put_array_end(&w);
    tl_member_help(&w, "help", country, kinds[c->state]);
    tl_json_put_object_end(&w);
    return tl_json_writer_finish(&w, err);
}
