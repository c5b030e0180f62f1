/*
 * slack_people.h: users.json and dms.json of a Slack export: who is who, and who talks to whom.
 */
#ifndef TL_SLACK_PEOPLE_H
#define TL_SLACK_PEOPLE_H

#include "id_map.h"
#include "importer.h"

struct tl_slack_people {
    struct tl_arena arena;
    struct tl_id_map by_id; /* hash of the user's id, to index */
    struct tl_str *name;
    size_t n, cap;
};

/* A direct chat. */
struct tl_slack_pair {
    bool found;            /* dms.json has it */
    bool any;              /* there is a dms.json */
    struct tl_str user[2]; /* ids, in the arena */
    struct tl_str own;     /* who takes part in every direct chat; empty when that is not one */
};

void tl_slack_people_init(struct tl_slack_people *people, const struct tl_context *ctx);
void tl_slack_people_release(struct tl_slack_people *people);
/* From the users.json of the bundle; without one nobody is known. FATAL only. */
enum tl_status tl_slack_people_load(struct tl_slack_people *people, struct tl_import *import);
/* Empty when not known. */
struct tl_str tl_slack_name(const struct tl_slack_people *people, struct tl_str id);
/* The direct chat whose folder is called `id`. FATAL only. */
enum tl_status tl_slack_pair_find(struct tl_slack_people *people, struct tl_import *import,
                                  struct tl_str id, struct tl_slack_pair *pair);

#endif
