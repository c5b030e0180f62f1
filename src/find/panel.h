/*
 * panel.h: the tested series of both people side by side, on one scale, by family (D8, D13).
 */
#ifndef TL_PANEL_H
#define TL_PANEL_H

#include "detect.h"
#include "frame.h"
#include "tideline/measure.h"

/*
 * Row 0 is the composite, row f the family f. Each is n_weeks values with weights (0: unknown), in
 * units of the measure's own week-to-week standard deviation; + is more distance.
 *
 * distance[x] is person x against the own past, apart the second person's distance minus the
 * first's, together the mean of both.
 */
struct tl_panel_row {
    bool there;
    double share; /* of its measures, 2 for a primary one */
    double *distance[2], *distance_weight[2];
    double *apart, *together, *pair_weight;
};

struct tl_panel {
    size_t n_weeks, n_families;
    double weight_sum; /* of the families that are there, of 1 (D13) */
    struct tl_panel_row row[TL_FAMILY_COUNT];
    /* Standard deviation of one week's log ratio B/A of the answers and of the unprompted messages,
       NaN without: the scale on which D9 speaks. */
    double log_scale[TL_FAMILY_COUNT];
};

/* `skip` (TL_FAMILY_NONE: none) leaves a family out of the composite. The arena owns the arrays. */
enum tl_status tl_panel_lay(struct tl_panel *panel, const struct tl_frame *frame,
                            const struct tl_measurement *measurements, size_t n,
                            enum tl_family skip, struct tl_arena *arena);

/* D13's weight of a family: initiation .25, responsiveness .25, depth .20, effort .15, warmth .15.
 */
double tl_family_weight(enum tl_family family);

#endif
