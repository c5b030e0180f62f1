/*
 * tideline.h: the whole library.
 *
 *     struct tl_context ctx;
 *     tl_context_init(&ctx);
 *     tl_bundle_open(&ctx, "chat.zip", &bundle, &err);
 *     tl_conversation_new(&ctx, &conv);
 *     tl_import(&ctx, bundle, &import_options, conv, &err);
 *     tl_conversation_finish(conv, &people, &err);
 *     tl_analysis_new(&ctx, conv, &analysis_options, &analysis, &err);
 *     const struct tl_report report = {.conv = conv, .analysis = analysis, .seed = ctx.seed};
 *     tl_renderer_find("json")->render(&ctx, &report, &render_options, write, user, &err);
 */
#ifndef TIDELINE_TIDELINE_H
#define TIDELINE_TIDELINE_H

#include "base.h"
#include "coach.h"
#include "conversation.h"
#include "find.h"
#include "help.h"
#include "import.h"
#include "label.h"
#include "label_lines.h"
#include "measure.h"
#include "report.h"
#include "simulate.h"
#include "source.h"
#include "value.h"

#endif
