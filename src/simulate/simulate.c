/*
 * simulate.c: an invented chat: world, branching, words, conversation.
 */
#include "fault.h"
#include "simulating.h"

static enum tl_status finish(struct tl_conversation *conv, struct tl_error *err)
{
    const struct tl_conversation_options people = {.me = tl_sim_name[0].ptr,
                                                   .with = tl_sim_name[1].ptr};
    return tl_conversation_finish(conv, &people, err);
}

static enum tl_status simulate_letters(const struct tl_context *ctx,
                                       const struct tl_simulation_options *options,
                                       struct tl_conversation **out, struct tl_truth *truth,
                                       struct tl_error *err)
{
    struct tl_conversation *conv = NULL;
    struct tl_truth true_of_it;
    if (tl_conversation_new(ctx, &conv) != TL_OK)
        return tl_fault_memory(err);
    enum tl_status status = tl_sim_letters(options, conv, &true_of_it, err);
    if (status == TL_OK)
        status = finish(conv, err);
    if (status > TL_WARN) {
        tl_conversation_free(conv);
        return status;
    }
    *out = conv;
    if (truth != NULL)
        *truth = true_of_it;
    return status;
}

enum tl_status tl_simulate(const struct tl_context *ctx,
                           const struct tl_simulation_options *options,
                           struct tl_conversation **out, struct tl_truth *truth,
                           struct tl_error *err)
{
    *out = NULL;
    if (tl_sim_slow(options->scenario) != NULL)
        return simulate_letters(ctx, options, out, truth, err);
    struct tl_arena arena;
    struct tl_sim_world world;
    struct tl_sim_speaker *speaker = NULL;
    struct tl_conversation *conv = NULL;
    tl_arena_init(&arena, ctx);

    enum tl_status status = tl_sim_world_init(&world, &arena, options, &tl_sim_usual_noise, err);
    if (status == TL_OK && tl_conversation_new(ctx, &conv) != TL_OK)
        status = tl_fault_memory(err);
    if (status == TL_OK)
        status = tl_sim_speaker_new(&arena, options, world.change_day, conv, &speaker, err);
    if (status == TL_OK)
        status = tl_sim_run(ctx, &world, options->seed, tl_sim_speak, speaker, err);
    if (status == TL_OK)
        status = finish(conv, err);
    struct tl_truth true_of_it = {0};
    if (speaker != NULL)
        tl_sim_speaker_release(speaker, &true_of_it);
    if (status <= TL_WARN) {
        *out = conv;
        true_of_it.scenario = world.scenario;
        true_of_it.person = world.scenario->withdrawal ? 1 : -1;
        true_of_it.since_day = world.change_day;
        true_of_it.messages_per_day = world.messages_per_day;
        if (truth != NULL)
            *truth = true_of_it;
    } else {
        tl_conversation_free(conv);
    }
    tl_arena_release(&arena);
    return status;
}
