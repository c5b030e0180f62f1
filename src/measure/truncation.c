/*
 * truncation.c: Q03, whether the beginning of the export was cut off: 1 or 0.
 *
 * WhatsApp exports at most about 40,000 messages without media and 10,000 with; older messages are
 * then left out without a warning. A file within 1 % of a cap is flagged.
 *
 * Caveat: a cut history is usable, but its first months are not the beginning. The other half of
 * the rule, a first message that is no greeting in a chat the user calls older, needs words and the
 * user.
 */
#include <string.h>

#include "fault.h"
#include "measuring.h"
#include "tlmath.h"

static const uint64_t caps[] = {40000, 10000};

static uint64_t cap_near(uint64_t messages)
{
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        uint64_t off = messages > caps[i] ? messages - caps[i] : caps[i] - messages;
        if (100 * off <= caps[i])
            return caps[i];
    }
    return 0;
}

static enum tl_status compute(const struct tl_frame *frame, struct tl_arena *arena,
                              struct tl_measurement *out, struct tl_error *err)
{
    const struct tl_conversation *conv = frame->conv;
    uint64_t cap = 0;
    for (size_t i = 0; i < conv->n_files && cap == 0; i++)
        if (conv->files[i].format != NULL &&
            strncmp(conv->files[i].format, "whatsapp", strlen("whatsapp")) == 0)
            cap = cap_near(conv->files[i].messages);
    out->whole[TL_WHOSE_BOTH] = tl_value_ok(cap > 0 ? 1.0 : 0.0, NAN, NAN, frame->n_events);
    if (!tl_extra_add(arena, out, "cap", TL_WHOSE_BOTH,
                      cap > 0 ? tl_value_ok((double)cap, NAN, NAN, frame->n_events)
                              : tl_value_na("no file is near a known cap")))
        return tl_fault_memory(err);
    return TL_OK;
}

const struct tl_measure tl_measure_truncation = {
    .id = "Q03",
    .name = "truncation",
    .title = "Was the beginning of the export cut off?",
    .unit = "1 yes, 0 no",
    .least_n = 1,
    .reference = "design",
    .compute = compute,
};
