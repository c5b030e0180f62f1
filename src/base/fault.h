/*
 * fault.h: filling a tl_error. Every function returns the status it was given, so that a failing
 * function can end with `return tl_fault(err, TL_FAIL, ...)`.
 */
#ifndef TL_FAULT_H
#define TL_FAULT_H

#include "tideline/base.h"

/* One sentence without what people wrote. err may be NULL. */
enum tl_status tl_fault(struct tl_error *err, enum tl_status status, enum tl_code code,
                        const char *format, ...) TL_PRINTF(4, 5);
/* The same, with the place. `file` may be NULL; line 0 when not known. */
enum tl_status tl_fault_at(struct tl_error *err, enum tl_status status, enum tl_code code,
                           const char *file, uint64_t line, uint64_t offset, const char *format,
                           ...) TL_PRINTF(7, 8);
enum tl_status tl_fault_memory(struct tl_error *err);

#endif
