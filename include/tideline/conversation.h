/*
 * conversation.h: a chat in columns.
 *
 * Importers fill it, in any order and with any number of people. tl_conversation_finish sorts it,
 * removes overlaps, keeps two people and derives what later stages share. After that it is
 * read-only and every column may be read directly.
 */
#ifndef TIDELINE_CONVERSATION_H
#define TIDELINE_CONVERSATION_H

#include "base.h"

enum tl_kind {
    TL_KIND_TEXT = 0,
    TL_KIND_MEDIA, /* a placeholder that does not say which */
    TL_KIND_IMAGE,
    TL_KIND_VIDEO,
    TL_KIND_VOICE,
    TL_KIND_GIF,
    TL_KIND_STICKER,
    TL_KIND_FILE,
    TL_KIND_LOCATION,
    TL_KIND_CONTACT,
    TL_KIND_POLL,
    TL_KIND_CALL,
    TL_KIND_MISSED_CALL,
    TL_KIND_REACTION, /* reply_to names the message it is a reaction to; text is the emoji */
    TL_KIND_DELETED,
    TL_KIND_SYSTEM, /* no sender, or a notice in somebody's name; in no measure but Q01-Q05 */
    TL_KIND_COUNT
};

enum {
    TL_FLAG_EDITED = 1 << 0,
    TL_FLAG_FORWARDED = 1 << 1, /* somebody else's words */
    TL_FLAG_CUT = 1 << 2,       /* text was longer than the limit */
    TL_FLAG_CAPTION = 1 << 3,   /* text belongs to a medium */
    TL_FLAG_VIA_BOT = 1 << 4,
    TL_FLAG_VIEW_ONCE = 1 << 5,
    TL_FLAG_VIDEO_CALL = 1 << 6
};

/* What the source's clock could tell apart. */
enum tl_resolution { TL_RES_MS = 0, TL_RES_SECOND, TL_RES_MINUTE, TL_RES_DAY };

#define TL_NOBODY UINT16_MAX /* sender of a notice */
#define TL_NO_MESSAGE UINT32_MAX

/* What a format can hold (its capability profile); bits of tl_file.can. */
enum {
    TL_CAN_SECONDS = 1 << 0,
    TL_CAN_ZONE = 1 << 1,
    TL_CAN_REACTIONS = 1 << 2,
    TL_CAN_REPLIES = 1 << 3,
    TL_CAN_EDITS = 1 << 4,
    TL_CAN_DELETIONS = 1 << 5,
    TL_CAN_CALLS = 1 << 6,
    TL_CAN_VOICE_LENGTH = 1 << 7,
    TL_CAN_MEDIA_KIND = 1 << 8,
    TL_CAN_TIMING = 1 << 9, /* times of all messages are there: timing measures make sense */
    TL_CAN_BOTH_SIDES = 1 << 10
};

struct tl_person {
    struct tl_str name; /* as the messenger shows it, valid UTF-8, direction marks removed */
    struct tl_str key;  /* the format's own id, or the name; two persons never share one */
    uint32_t messages;  /* all but system notices */
    uint32_t words;     /* set by tl_conversation_finish */
};

enum tl_date_order { TL_DATE_AUTO = 0, TL_DATE_DMY, TL_DATE_MDY, TL_DATE_YMD, TL_DATE_ISO };

/* The import report of one file; strings are owned by the conversation. */
struct tl_file {
    const char *name;   /* of the file or entry */
    const char *format; /* name of the importer */
    uint64_t lines;     /* lines or records read */
    uint64_t skipped;
    uint64_t messages, system, duplicates; /* set by finish, copies still counted as messages */
    int64_t first_ms, last_ms;             /* local time; set by finish */
    enum tl_date_order date_order;
    const char *date_order_why; /* one plain clause, NULL when the format leaves no doubt */
    enum tl_date_order date_order_other; /* the dates could as well be in; AUTO: no doubt */
    const char *clock;                   /* "12-hour", "24-hour" or NULL */
    enum tl_resolution resolution;
    const char *zone; /* "UTC offsets in the file", a zone's name, or NULL: unknown */
    unsigned can;     /* TL_CAN_* */
};

/* What a reader of the import should know. `code` is stable, for JSON: "line-unreadable" ... */
struct tl_notice {
    const char *code;
    const char *text; /* one plain sentence, no message text in it */
    uint64_t count;
    uint64_t first_line; /* 0 when it has none */
    uint32_t file;       /* index into files */
};

struct tl_conversation {
    const struct tl_context *ctx;
    /* columns, n_messages each; ordered by time once finished (equal times keep file order) */
    size_t n_messages;
    int64_t *time_ms;    /* UTC where the source knows it, else the wall clock counted as UTC */
    int16_t *offset_min; /* local = time_ms + offset; 0 where the zone is unknown */
    uint16_t *sender;    /* index into people, or TL_NOBODY */
    uint8_t *kind;       /* enum tl_kind */
    uint8_t *resolution; /* enum tl_resolution */
    uint16_t *flags;     /* TL_FLAG_* */
    uint16_t *file;      /* index into files */
    uint64_t *text_at;   /* into text */
    uint32_t *text_len;  /* bytes of valid UTF-8 */
    uint16_t *words;     /* set by finish; saturates at 65,535 */
    /* sparse columns: NULL when no message has one */
    uint32_t *reply_to;  /* message index or TL_NO_MESSAGE */
    int32_t *duration_s; /* of voice, video and calls; -1 unknown */

    char *text;
    size_t text_size;

    size_t n_people;
    struct tl_person *people;
    size_t n_files;
    struct tl_file *files;
    size_t n_notices;
    struct tl_notice *notices;

    struct tl_conversation_private *priv;
};

TL_API enum tl_status tl_conversation_new(const struct tl_context *ctx,
                                          struct tl_conversation **out);
TL_API void tl_conversation_free(struct tl_conversation *conv);

/* Which two people, which part of the time, and where the clock hung. */
struct tl_conversation_options {
    const char *me;   /* name of the user, or NULL */
    const char *with; /* name of the other, or NULL */
    bool have_since, have_until;
    int64_t since_day, until_day; /* local days; both kept */
    /* One person under several names or ids: n_same strings of names joined by '=', each fitting as
       `me` does: key, name, either in other ASCII case, or the beginning of one name only. The
       first is the one shown. NULL with n_same 0. */
    const char *const *same;
    size_t n_same;
};

/*
 * Sorts by time, makes one person of those in `same`, removes what several files hold in common,
 * keeps the two people (the only two, or those named) and their notices, counts words. person 0 is
 * `me` when given, else whoever wrote first. PEOPLE_* errors, and OPTION when the days asked for
 * leave no message, are FAIL with a sentence that says what to do; the conversation may then only
 * be freed.
 */
TL_API enum tl_status tl_conversation_finish(struct tl_conversation *conv,
                                             const struct tl_conversation_options *options,
                                             struct tl_error *err);

/* Text of message i: borrowed, valid UTF-8. */
static inline struct tl_str tl_conversation_text(const struct tl_conversation *conv, size_t i)
{
    if (conv->text_len[i] == 0) /* `text` is NULL in a chat without a word */
        return (struct tl_str){"", 0};
    return (struct tl_str){conv->text + conv->text_at[i], conv->text_len[i]};
}

/* Local time of message i in ms, counted as if UTC. */
static inline int64_t tl_conversation_local_ms(const struct tl_conversation *conv, size_t i)
{
    return conv->time_ms[i] + (int64_t)conv->offset_min[i] * 60000;
}

/* "image" ... the word of JSON and CSV. */
TL_API const char *tl_kind_name(enum tl_kind kind);

#endif
