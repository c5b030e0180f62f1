/*
 * renderers.h: the members of the renderer table, each in the file of its name.
 */
#ifndef TL_RENDERERS_H
#define TL_RENDERERS_H

#include "tideline/report.h"

extern const struct tl_renderer tl_renderer_json, tl_renderer_terminal, tl_renderer_joint;

#endif
