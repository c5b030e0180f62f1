/*
 * truth.c: what is true of an invented chat, as one line of JSON.
 *
 * Texts in it are this folder's own and hold nothing that JSON escapes.
 */
#include <inttypes.h>
#include <stdio.h>

#include "civil.h"
#include "number.h"
#include "simulating.h"

enum tl_status tl_simulation_write_truth(const struct tl_simulation_options *options,
                                         const struct tl_truth *truth, tl_write write, void *user)
{
    char since[16] = "null", rate[TL_NUMBER_MAX], strength[TL_NUMBER_MAX], out[640];
    if (truth->since_day != TL_NO_DAY) {
        char date[11];
        tl_print_date(date, truth->since_day);
        snprintf(since, sizeof since, "\"%s\"", date);
    }
    tl_print_double(rate, truth->messages_per_day, 6);
    tl_print_double(strength, options->strength > 0 ? options->strength : 1, 6);
    const int n =
        snprintf(out, sizeof out,
                 "{\"case\":\"%s\",\"title\":\"%s\",\"seed\":%" PRIu64 ",\"weeks\":%" PRIu32
                 ",\"messages_per_day\":%s,\"strength\":%s,\"people\":[\"%s\",\"%s\"],"
                 "\"withdrawal\":%s,\"person\":%s%s%s,\"since\":%s}\n",
                 truth->scenario->name, truth->scenario->title, options->seed, options->weeks, rate,
                 strength, tl_sim_name[0].ptr, tl_sim_name[1].ptr,
                 truth->scenario->withdrawal ? "true" : "false", truth->person >= 0 ? "\"" : "null",
                 truth->person >= 0 ? tl_sim_name[truth->person].ptr : "",
                 truth->person >= 0 ? "\"" : "", since);
    if (n < 0 || (size_t)n >= sizeof out || write(user, out, (size_t)n) != 0)
        return TL_FAIL;
    return TL_OK;
}
