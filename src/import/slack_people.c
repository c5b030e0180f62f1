/*
 * slack_people.c: see slack_people.h.
 *
 * users.json: [{id, name, real_name, profile: {real_name, display_name}}]. dms.json: [{id, members:
 * [user, user]}]. Whoever exported is a member of every direct chat.
 */
#include "slack_people.h"

#include "fault.h"
#include "json_shape.h"
#include "str.h"

enum place { LIST = 1, USER, PROFILE, MEMBERS };
enum field { ID = 1, NAME, DISPLAY_NAME, REAL_NAME, MEMBER };

static const struct tl_shape_rule user_rules[] = {
    {0, TL_STR_INIT(""), LIST, 0},
    {LIST, TL_STR_INIT(""), USER, 0},
    {USER, TL_STR_INIT("id"), 0, ID},
    {USER, TL_STR_INIT("name"), 0, NAME},
    {USER, TL_STR_INIT("real_name"), 0, REAL_NAME},
    {USER, TL_STR_INIT("profile"), PROFILE, 0},
    {PROFILE, TL_STR_INIT("display_name"), 0, DISPLAY_NAME},
    {PROFILE, TL_STR_INIT("real_name"), 0, REAL_NAME},
};

static const struct tl_shape_rule pair_rules[] = {
    {0, TL_STR_INIT(""), LIST, 0},         {LIST, TL_STR_INIT(""), USER, 0},
    {USER, TL_STR_INIT("id"), 0, ID},      {USER, TL_STR_INIT("members"), MEMBERS, 0},
    {MEMBERS, TL_STR_INIT(""), 0, MEMBER},
};

struct loader {
    struct tl_import *import;
    struct tl_slack_people *people;
    struct tl_buf id, name;
    unsigned rank; /* field the name is from */
    /* direct chats */
    struct tl_slack_pair *pair;
    struct tl_str wanted;
    struct tl_buf member[2];
    size_t n_members, n_pairs;
    struct tl_buf own[2];
    bool stays[2]; /* of the first chat's two, who is in all others */
};

void tl_slack_people_init(struct tl_slack_people *people, const struct tl_context *ctx)
{
    *people = (struct tl_slack_people){.n = 0};
    tl_arena_init(&people->arena, ctx);
    tl_id_map_init(&people->by_id, ctx);
}

void tl_slack_people_release(struct tl_slack_people *people)
{
    tl_free(people->arena.ctx, people->name, people->cap * sizeof *people->name);
    tl_id_map_release(&people->by_id);
    tl_arena_release(&people->arena);
}

static struct tl_str view(const struct tl_buf *buf)
{
    return (struct tl_str){buf->len > 0 ? buf->ptr : "", buf->len};
}

static void set(struct tl_buf *buf, struct tl_str s)
{
    tl_buf_clear(buf);
    tl_buf_put_str(buf, tl_str_slice(s, 0, 1024));
}

/* The entry of this name nearest to the top, read with the rules; nothing when there is none. */
static enum tl_status load(struct loader *l, struct tl_str file, const struct tl_shape *shape,
                           bool *found)
{
    struct tl_import *import = l->import;
    const size_t entry = import->entry;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < tl_bundle_count(import->bundle); i++) {
        const struct tl_str path = tl_bundle_path(import->bundle, i);
        const bool named = tl_str_ends(path, file) &&
                           (path.len == file.len || path.ptr[path.len - file.len - 1] == '/');
        if (named && (best == SIZE_MAX || path.len < tl_bundle_path(import->bundle, best).len))
            best = i;
    }
    *found = best != SIZE_MAX;
    if (best == SIZE_MAX)
        return TL_OK;
    uint64_t broken;
    import->entry = best;
    const enum tl_status status = tl_shape_read(shape, l, import, false, &broken);
    import->entry = entry;
    return status == TL_FATAL ? status : TL_OK;
}

/* ---- users ---- */

static enum tl_status open_user(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct loader *l = user;
    (void)token;
    if (place == USER) {
        tl_buf_clear(&l->id);
        tl_buf_clear(&l->name);
        l->rank = 0;
    }
    return TL_OK;
}

static enum tl_status user_value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct loader *l = user;
    if (field == ID) {
        set(&l->id, token->text);
    } else if (field >= l->rank && token->text.len > 0) {
        l->rank = field;
        set(&l->name, token->text);
    }
    return TL_OK;
}

static enum tl_status close_user(void *user, uint8_t place)
{
    struct loader *l = user;
    struct tl_slack_people *p = l->people;
    if (place != USER || l->id.len == 0)
        return TL_OK;
    struct tl_str *grown = tl_grow(p->arena.ctx, p->name, &p->cap, p->n + 1, sizeof *grown);
    if (grown == NULL)
        return tl_fault_memory(l->import->err);
    p->name = grown;
    grown[p->n] = tl_arena_copy(&p->arena, view(&l->name));
    if (l->id.failed || l->name.failed || grown[p->n].ptr == NULL ||
        !tl_id_map_put(&p->by_id, tl_str_hash(view(&l->id)), (uint32_t)p->n))
        return tl_fault_memory(l->import->err);
    p->n++;
    return TL_OK;
}

enum tl_status tl_slack_people_load(struct tl_slack_people *people, struct tl_import *import)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(user_rules), .open = open_user,
                                          .close = close_user, .value = user_value};
    struct loader l = {.import = import, .people = people};
    bool found;
    tl_buf_init(&l.id, import->ctx);
    tl_buf_init(&l.name, import->ctx);
    const enum tl_status status = load(&l, TL_STR("users.json"), &shape, &found);
    tl_buf_release(&l.id);
    tl_buf_release(&l.name);
    return status;
}

struct tl_str tl_slack_name(const struct tl_slack_people *people, struct tl_str id)
{
    const uint32_t i = tl_id_map_find(&people->by_id, tl_str_hash(id));
    return i == TL_NO_MESSAGE ? (struct tl_str){"", 0} : people->name[i];
}

/* ---- direct chats ---- */

static enum tl_status open_pair(void *user, uint8_t place, const struct tl_json_token *token)
{
    struct loader *l = user;
    (void)token;
    if (place == USER) {
        tl_buf_clear(&l->id);
        tl_buf_clear(&l->member[0]);
        tl_buf_clear(&l->member[1]);
        l->n_members = 0;
    }
    return TL_OK;
}

static enum tl_status pair_value(void *user, uint8_t field, const struct tl_json_token *token)
{
    struct loader *l = user;
    if (field == ID)
        set(&l->id, token->text);
    else if (l->n_members < 2)
        set(&l->member[l->n_members++], token->text);
    return TL_OK;
}

static enum tl_status close_pair(void *user, uint8_t place)
{
    struct loader *l = user;
    struct tl_arena *arena = &l->people->arena;
    if (place != USER || l->n_members == 0)
        return TL_OK;
    for (size_t k = 0; k < 2; k++) {
        if (l->n_pairs == 0) {
            set(&l->own[k], view(&l->member[k]));
            l->stays[k] = l->own[k].len > 0;
        }
        l->stays[k] = l->stays[k] && (tl_str_equal(view(&l->own[k]), view(&l->member[0])) ||
                                      tl_str_equal(view(&l->own[k]), view(&l->member[1])));
    }
    l->n_pairs++;
    bool ok = !l->id.failed && !l->member[0].failed && !l->member[1].failed && !l->own[0].failed &&
              !l->own[1].failed;
    if (tl_str_equal(view(&l->id), l->wanted)) {
        l->pair->found = true;
        for (size_t k = 0; k < 2; k++) {
            l->pair->user[k] = tl_arena_copy(arena, view(&l->member[k]));
            ok = ok && l->pair->user[k].ptr != NULL;
        }
    }
    return ok ? TL_OK : tl_fault_memory(l->import->err);
}

enum tl_status tl_slack_pair_find(struct tl_slack_people *people, struct tl_import *import,
                                  struct tl_str id, struct tl_slack_pair *pair)
{
    static const struct tl_shape shape = {TL_SHAPE_RULES(pair_rules), .open = open_pair,
                                          .close = close_pair, .value = pair_value};
    struct loader l = {.import = import, .people = people, .pair = pair, .wanted = id};
    struct tl_buf *const bufs[] = {&l.id, &l.member[0], &l.member[1], &l.own[0], &l.own[1]};
    *pair = (struct tl_slack_pair){.own = {"", 0}};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        tl_buf_init(bufs[i], import->ctx);
    enum tl_status status = load(&l, TL_STR("dms.json"), &shape, &pair->any);
    if (status == TL_OK && l.stays[0] != l.stays[1]) {
        pair->own = tl_arena_copy(&people->arena, view(&l.own[l.stays[1]]));
        if (pair->own.ptr == NULL)
            status = tl_fault_memory(import->err);
    }
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        tl_buf_release(bufs[i]);
    return status;
}
