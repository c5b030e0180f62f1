/*
 * report_json.h: the parts of the document `tideline.report/1`; each writes its keys.
 */
#ifndef TL_REPORT_JSON_H
#define TL_REPORT_JSON_H

#include "json_members.h"

void tl_report_json_import(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_people(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_verdict(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_findings(struct tl_json_writer *w, const struct tl_report *report,
                             bool with_quotes);
void tl_report_json_alternatives(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_measures(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_tide(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_dips(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_course(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_models(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_couple(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_feeling(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_turns(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_exchanges(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_deep(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_styles(struct tl_json_writer *w, const struct tl_report *report);
void tl_report_json_said(struct tl_json_writer *w, const struct tl_report *report,
                         bool with_quotes);

#endif
