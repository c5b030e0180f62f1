/*
 * report_json_record.c: what was read: files, notices, holes, people.
 */
#include "report_json.h"

#include "advice.h"
#include "civil.h"

static const double resolution_s[] = {
    [TL_RES_MS] = 0.001, [TL_RES_SECOND] = 1, [TL_RES_MINUTE] = 60, [TL_RES_DAY] = 86400};

static const char *const date_orders[] = {[TL_DATE_AUTO] = NULL,
                                          [TL_DATE_DMY] = "dmy",
                                          [TL_DATE_MDY] = "mdy",
                                          [TL_DATE_YMD] = "ymd",
                                          [TL_DATE_ISO] = "iso"};

static const struct {
    const char *name;
    unsigned bit;
} abilities[] = {
    {"seconds", TL_CAN_SECONDS},       {"zone", TL_CAN_ZONE},
    {"reactions", TL_CAN_REACTIONS},   {"replies", TL_CAN_REPLIES},
    {"edits", TL_CAN_EDITS},           {"deletions", TL_CAN_DELETIONS},
    {"calls", TL_CAN_CALLS},           {"voice_length", TL_CAN_VOICE_LENGTH},
    {"media_kind", TL_CAN_MEDIA_KIND}, {"timing", TL_CAN_TIMING},
    {"both_sides", TL_CAN_BOTH_SIDES},
};

static void local_time(struct tl_json_writer *w, const char *key, const struct tl_file *file,
                       int64_t ms)
{
    char out[20];
    tl_json_put_key(w, key);
    if (file->messages + file->system == 0) {
        tl_json_put_null(w);
        return;
    }
    tl_print_time(out, ms);
    tl_json_put_text(w, out);
}

static void can(struct tl_json_writer *w, unsigned bits)
{
    tl_json_put_key(w, "can");
    tl_json_put_object(w, true);
    for (size_t i = 0; i < sizeof abilities / sizeof abilities[0]; i++) {
        tl_json_put_key(w, abilities[i].name);
        tl_json_put_bool(w, (bits & abilities[i].bit) != 0);
    }
    tl_json_put_object_end(w);
}

static void file(struct tl_json_writer *w, const struct tl_file *f)
{
    tl_json_put_object(w, false);
    tl_member_text(w, "name", f->name);
    tl_member_text(w, "format", f->format);
    tl_member_whole(w, "lines", f->lines);
    tl_member_whole(w, "messages", f->messages);
    tl_member_whole(w, "system", f->system);
    tl_member_whole(w, "skipped", f->skipped);
    tl_member_whole(w, "duplicates", f->duplicates);
    local_time(w, "first", f, f->first_ms);
    local_time(w, "last", f, f->last_ms);
    tl_member_text(w, "date_order", date_orders[f->date_order]);
    tl_member_text(w, "date_order_why", f->date_order_why);
    tl_member_text(w, "date_order_other", date_orders[f->date_order_other]);
    tl_member_text(w, "clock", f->clock);
    tl_member_number(w, "resolution_s", resolution_s[f->resolution]);
    tl_member_text(w, "zone", f->zone);
    can(w, f->can);
    tl_json_put_object_end(w);
}

/* The order all files share, null when they differ or need none. */
static const char *common_date_order(const struct tl_conversation *conv)
{
    for (size_t i = 1; i < conv->n_files; i++)
        if (conv->files[i].date_order != conv->files[0].date_order)
            return NULL;
    return conv->n_files > 0 ? date_orders[conv->files[0].date_order] : NULL;
}

void tl_report_json_import(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_conversation *conv = report->conv;
    tl_json_put_key(w, "import");
    tl_json_put_object(w, false);
    tl_json_put_key(w, "files");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < conv->n_files; i++)
        file(w, &conv->files[i]);
    tl_json_put_array_end(w);
    tl_member_text(w, "date_order", common_date_order(conv));
    tl_member_number(w, "resolution_s", resolution_s[tl_coarsest_resolution(conv)]);
    tl_member_text(w, "zone", tl_zone_known(report));
    tl_json_put_key(w, "gaps");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < report->analysis->n_gaps; i++) {
        const struct tl_gap *gap = &report->analysis->gaps[i];
        tl_json_put_object(w, true);
        tl_member_day(w, "from", gap->from_day);
        tl_member_day(w, "to", gap->to_day - 1);
        tl_json_put_key(w, "lost");
        tl_json_put_bool(w, gap->lost);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    tl_json_put_key(w, "warnings");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < conv->n_notices; i++) {
        const struct tl_notice *notice = &conv->notices[i];
        tl_json_put_object(w, true);
        tl_member_text(w, "code", notice->code);
        tl_member_whole(w, "count", notice->count);
        tl_member_text(w, "text", notice->text);
        tl_member_text(w, "file",
                       notice->file < conv->n_files ? conv->files[notice->file].name : NULL);
        tl_json_put_key(w, "line");
        if (notice->first_line > 0)
            tl_json_put_uint(w, notice->first_line);
        else
            tl_json_put_null(w);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
    can(w, tl_common_abilities(conv));
    tl_json_put_object_end(w);
}

void tl_report_json_people(struct tl_json_writer *w, const struct tl_report *report)
{
    const struct tl_conversation *conv = report->conv;
    tl_json_put_key(w, "people");
    tl_json_put_array(w, false);
    for (size_t i = 0; i < conv->n_people; i++) {
        tl_json_put_object(w, true);
        tl_member_whole(w, "id", i);
        tl_json_put_key(w, "name");
        tl_json_put_str(w, conv->people[i].name);
        tl_member_whole(w, "messages", conv->people[i].messages);
        tl_member_whole(w, "words", conv->people[i].words);
        tl_json_put_object_end(w);
    }
    tl_json_put_array_end(w);
}
