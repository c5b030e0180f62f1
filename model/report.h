/* report.h: fits calibration and thresholds on the tune part, and says how good the file is. */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include "weights_file.h"

void fitted_init(struct fitted *fitted);
/* `gate`: probability from which an act gets a second reading, if it is not shown from
   less on. `file` is a packed model with slopes
 * 1 and offsets 0. */
void fit_on_tune(struct fitted *fitted, const struct corpus *corpus, const void *file, size_t size,
                 double gate);
/* To the file at `path`, or to standard output when it is NULL. */
void report_print(const char *path, const struct corpus *corpus, const void *file, size_t size);

#endif
