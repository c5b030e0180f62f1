/*
 * calibration: how the odds of tideline are made and checked (D17, D18). For maintainers; the
 * script tools/calibrate drives it.
 *
 *   calibration rows  GRID FIRST_SEED SEEDS [PART/PARTS [FILE]]   simulate and judge, one
 *                                                          line a run; goes on with FILE
 *   calibration fit   NAME [ROWS...]                       rows -> src/find/odds_table.inc
 *   calibration report [ROWS...]                           rows -> tables
 *   calibration slow  FIRST_SEED SEEDS                     letters: simulate, judge, tables
 *
 * GRID is full (26, 52, 104 weeks x 3, 7, 28 messages a day), core (52 weeks x 7, 28), renewal
 * (core, made by the simulator's other engine) or reduced (52 weeks x 7). Seeds that tune are never
 * used to report.
 */
#include <string.h>

#include "calibration.h"

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {{"rows", command_rows},
                    {"fit", command_fit},
                    {"report", command_report},
                    {"brief", command_brief},
                    {"slow", command_slow}};
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    fprintf(
        stderr,
        "usage: calibration rows GRID FIRST_SEED SEEDS [PART/PARTS [FILE]] | fit NAME [ROWS...] "
        "| report [ROWS...] | brief [ROWS...] | slow FIRST_SEED SEEDS\n");
    return 2;
}
