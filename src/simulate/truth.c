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

/* `,"planted":{"before":{"Mara":{"texts":9,"demand":0 ...},"Jonas":{}},"after":{}}`: texts, and how
   many of them were taken for an act; without words nothing. */
static bool write_planted(const struct tl_truth *truth, tl_write write, void *user)
{
    if (truth->planted[0].texts[0] + truth->planted[0].texts[1] == 0)
        return true;
    for (int w = 0; w < 2; w++)
        for (int who = 0; who < 2; who++) {
            const struct tl_planted *p = &truth->planted[w];
            char out[1024];
            int n = snprintf(out, sizeof out, "%s\"%s\":{\"texts\":%" PRIu32,
                             who > 0  ? ","
                             : w == 0 ? ",\"planted\":{\"before\":{"
                                      : "},\"after\":{",
                             tl_sim_name[who].ptr, p->texts[who]);
            for (unsigned l = TL_LABEL_DEMAND; n > 0 && l <= TL_LABEL_LOGISTICS; l++)
                n += snprintf(out + n, sizeof out - (size_t)n, ",\"%s\":%" PRIu32,
                              tl_label_name((enum tl_label)l), p->label[who][l]);
            if (write(user, out, (size_t)n) != 0 || write(user, "}", 1) != 0)
                return false;
        }
    return write(user, "}}", 2) == 0;
}

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
                 "\"withdrawal\":%s,\"person\":%s%s%s,\"since\":%s",
                 truth->scenario->name, truth->scenario->title, options->seed, options->weeks, rate,
                 strength, tl_sim_name[0].ptr, tl_sim_name[1].ptr,
                 truth->scenario->withdrawal ? "true" : "false", truth->person >= 0 ? "\"" : "null",
                 truth->person >= 0 ? tl_sim_name[truth->person].ptr : "",
                 truth->person >= 0 ? "\"" : "", since);
    if (n < 0 || (size_t)n >= sizeof out || write(user, out, (size_t)n) != 0 ||
        !write_planted(truth, write, user))
        return TL_FAIL;
    return write(user, "}\n", 2) == 0 ? TL_OK : TL_FAIL;
}
