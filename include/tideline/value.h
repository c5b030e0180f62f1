/*
 * value.h: reading what a user writes on a command line or in a form: numbers, days and time zones,
 * without locale and without the C library's clock.
 */
#ifndef TIDELINE_VALUE_H
#define TIDELINE_VALUE_H

#include "base.h"

/* Whole of s as a decimal integer with optional sign; false on anything else or overflow. */
TL_API bool tl_parse_int64(struct tl_str s, int64_t *out);
TL_API bool tl_parse_uint64(struct tl_str s, uint64_t *out);
/* Whole of s as a JSON number (also without a leading digit rule: "1", "-0.5", "1e3"); correctly
   rounded up to 15 significant digits and |exponent| <= 22, else within 1 ulp. */
TL_API bool tl_parse_double(struct tl_str s, double *out);

/* Days count from 1970-01-01. "YYYY-MM-DD", also "YYYY-MM" and "YYYY" (first day); false on
   anything else. */
TL_API bool tl_parse_date(struct tl_str s, int64_t *day);
/* "YYYY-MM-DD" with a closing NUL; years outside 0..9999 are clipped. */
TL_API void tl_print_date(char out[11], int64_t day);

/* A zone of the system's zone files (TZif, RFC 8536, versions 1 to 4 with the POSIX footer). */
struct tl_zone;
/* `bytes` of one TZif file. NULL when they are none or memory is short. */
TL_API struct tl_zone *tl_zone_new(const struct tl_context *ctx, struct tl_str bytes);
TL_API void tl_zone_free(struct tl_zone *zone);

#endif
