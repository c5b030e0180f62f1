/*
 * base.h: what every stage shares: status, error, views, allocator, limits, context.
 *
 * No function of the library keeps mutable globals, prints, aborts or exits. A context is a plain
 * struct the caller fills (tl_context_init) and hands to every call; one context may be used by one
 * thread at a time.
 */
#ifndef TIDELINE_BASE_H
#define TIDELINE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TL_API __attribute__((visibility("default")))
#define TL_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define TL_API
#define TL_PRINTF(f, a)
#endif

/* By severity; combining two keeps the worse (tl_status_worse). */
enum tl_status {
    TL_OK = 0,   /* done */
    TL_WARN = 1, /* usable, something was skipped and is counted in a report */
    TL_FAIL = 2, /* this item is lost, others may go on */
    TL_FATAL = 3 /* stop: out of memory, or the input cannot be read at all */
};

static inline enum tl_status tl_status_worse(enum tl_status a, enum tl_status b)
{
    return a > b ? a : b;
}

/* Class in the high byte, detail in the low one. */
enum tl_code {
    TL_CODE_NONE = 0,
    TL_CODE_MEMORY = 0x0100,
    TL_CODE_IO = 0x0200,         /* cannot open or read */
    TL_CODE_IO_MISSING = 0x0201, /* no such file or folder */
    TL_CODE_FORMAT = 0x0300,     /* none of the known formats */
    TL_CODE_FORMAT_EMPTY = 0x0301,
    TL_CODE_FORMAT_BINARY = 0x0302,
    TL_CODE_FORMAT_ZIP = 0x0303, /* broken, encrypted or unsupported archive */
    TL_CODE_FORMAT_SYNTAX = 0x0304,
    TL_CODE_FORMAT_DATE = 0x0305,    /* a date that cannot be */
    TL_CODE_FORMAT_REFUSED = 0x0306, /* known, and refused for a stated reason */
    TL_CODE_LIMIT = 0x0400,          /* a bound of tl_limits was met */
    TL_CODE_PEOPLE = 0x0500,         /* not a chat between two people */
    TL_CODE_PEOPLE_ONE = 0x0501,
    TL_CODE_PEOPLE_GROUP = 0x0502,
    TL_CODE_PEOPLE_UNKNOWN = 0x0503, /* --me, --with or --same names nobody in the chat */
    TL_CODE_OPTION = 0x0600          /* an option that cannot be honoured */
};

/* A borrowed view of bytes; no closing NUL is implied. ptr may be NULL when len is 0. */
struct tl_str {
    const char *ptr;
    size_t len;
};

/* No date. */
#define TL_NO_DAY INT64_MIN

#define TL_STR(literal) ((struct tl_str){"" literal "", sizeof(literal) - 1})
/* The same as the initialiser of a static table, where C11 wants no compound literal. */
#define TL_STR_INIT(literal)                                                                       \
    {                                                                                              \
        "" literal "", sizeof(literal) - 1                                                         \
    }

/*
 * What went wrong, filled by the callee when the caller passes one (NULL is allowed everywhere).
 * Never holds what people wrote to each other.
 */
struct tl_error {
    enum tl_code code;
    char file[256];    /* name as the caller gave it, "" when no file is concerned */
    uint64_t line;     /* 1-based, 0 when not known */
    uint64_t offset;   /* bytes from the start of the file */
    char message[512]; /* one sentence: what was found, what was expected, what to do */
};

/* `realloc` does the work of malloc (ptr NULL), realloc and free (size 0, returns NULL). */
struct tl_allocator {
    void *(*realloc)(void *user, void *ptr, size_t old_size, size_t size);
    void *user;
};

/* Every bound on untrusted input; the defaults are in tl_context_init. */
struct tl_limits {
    uint64_t file_bytes;      /* one file or archive entry after unpacking; 16 GiB */
    uint64_t messages;        /* in all; 50 million */
    uint32_t line_bytes;      /* one line of a text format; longer is one warning; 16 MiB */
    uint32_t text_bytes;      /* one message; longer is cut and flagged; 1 MiB */
    uint32_t participants;    /* 4,096 */
    uint32_t json_depth;      /* 256 */
    uint32_t archive_entries; /* 1 million */
    uint32_t expansion;       /* unpacked bytes per packed byte once 64 MiB are out; 200 */
};

struct tl_context {
    const struct tl_allocator *allocator; /* NULL: malloc and free of the C library */
    struct tl_limits limits;
    uint64_t seed; /* of every random draw; stands in the report */
    /* Called now and then with what is being done and how far it is (0..1); NULL: not called.
       A non-zero answer cancels: the running call ends with TL_FATAL. */
    int (*progress)(void *user, const char *stage, double fraction);
    void *progress_user;
};

/* Fills `ctx` with the defaults above: C allocator, seed 1, no progress. */
TL_API void tl_context_init(struct tl_context *ctx);

/* "0.1.0" */
TL_API const char *tl_version(void);

#endif
