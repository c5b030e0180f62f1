/*
 * coach_json.c: a coaching as JSON, `tideline.coach/1`; docs/coach.md says what each key means.
 */
#include "tideline/coach.h"

#include "json_writer.h"

static void put_note(struct tl_json_writer *w, const struct tl_coach_note *note)
{
    tl_json_put_object(w, false);
    tl_json_put_key(w, "rule");
    tl_json_put_text(w, note->rule->id);
    tl_json_put_key(w, "name");
    tl_json_put_text(w, note->rule->name);
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
    tl_json_put_key(w, "note");
    tl_json_put_text(w, note->note);
    tl_json_put_key(w, "pattern");
    tl_json_put_text(w, note->pattern);
    tl_json_put_key(w, "source");
    tl_json_put_text(w, note->rule->source);
    tl_json_put_object_end(w);
}

enum tl_status tl_coaching_write_json(const struct tl_context *ctx, const struct tl_coaching *c,
                                      tl_write write, void *user, struct tl_error *err)
{
    struct tl_json_writer w;
    tl_json_writer_init(&w, ctx, write, user);
    tl_json_put_object(&w, false);
    tl_json_put_key(&w, "schema");
    tl_json_put_text(&w, "tideline.coach/1");
    tl_json_put_key(&w, "state");
    tl_json_put_text(&w, tl_coach_state_name(c->state));
    tl_json_put_key(&w, "text");
    tl_json_put_text(&w, c->text);
    tl_json_put_key(&w, "language");
    tl_json_put_text(&w, c->language);
    tl_json_put_key(&w, "notes");
    tl_json_put_array(&w, false);
    for (size_t i = 0; i < c->n_notes; i++)
        put_note(&w, &c->note[i]);
    tl_json_put_array_end(&w);
    tl_json_put_key(&w, "more");
    tl_json_put_uint(&w, c->n_more);
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
    tl_json_put_key(&w, "offers");
    tl_json_put_array(&w, false);
    for (size_t i = 0; i < c->n_offers; i++)
        tl_json_put_text(&w, c->offer[i]);
    tl_json_put_array_end(&w);
    tl_json_put_object_end(&w);
    return tl_json_writer_finish(&w, err);
}
