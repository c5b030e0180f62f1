/*
 * fault.c: filling a tl_error.
 *
 * The sentence is made in a local buffer first, so that a caller may build a new error out of the
 * parts of the old one.
 */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Copies what fits of s into out[size]; never ends within a UTF-8 sequence. */
static void copy_clipped(char *out, size_t size, const char *s)
{
    size_t n = strlen(s);
    if (n >= size) {
        n = size - 1;
        while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    memmove(out, s, n);
    out[n] = '\0';
}

static void fill(struct tl_error *err, enum tl_code code, const char *file, uint64_t line,
                 uint64_t offset, const char *format, va_list args) TL_PRINTF(6, 0);

static void fill(struct tl_error *err, enum tl_code code, const char *file, uint64_t line,
                 uint64_t offset, const char *format, va_list args)
{
    if (err == NULL)
        return;
    /* Longer than the message, so that clipping sees whether a sequence goes on. */
    char text[2 * sizeof err->message];
    if (vsnprintf(text, sizeof text, format, args) < 0)
        text[0] = '\0';
    err->code = code;
    err->line = line;
    err->offset = offset;
    copy_clipped(err->file, sizeof err->file, file != NULL ? file : "");
    copy_clipped(err->message, sizeof err->message, text);
}

enum tl_status tl_fault(struct tl_error *err, enum tl_status status, enum tl_code code,
                        const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, code, NULL, 0, 0, format, args);
    va_end(args);
    return status;
}

enum tl_status tl_fault_at(struct tl_error *err, enum tl_status status, enum tl_code code,
                           const char *file, uint64_t line, uint64_t offset, const char *format,
                           ...)
{
    va_list args;
    va_start(args, format);
    fill(err, code, file, line, offset, format, args);
    va_end(args);
    return status;
}

enum tl_status tl_fault_memory(struct tl_error *err)
{
    return tl_fault(err, TL_FATAL, TL_CODE_MEMORY,
                    "There is not enough memory; close other programs and try again.");
}
