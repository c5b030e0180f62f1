/*
 * whatsapp_phrases.h: what WhatsApp itself writes in the place of a message, by language.
 */
#ifndef TL_WHATSAPP_PHRASES_H
#define TL_WHATSAPP_PHRASES_H

#include "memory.h"
#include "tideline/conversation.h"

enum tl_wa_class {
    TL_WA_OMITTED,  /* "<Media omitted>", "image omitted": export without media */
    TL_WA_ATTACHED, /* "file attached", what stands in parentheses behind a file's name */
    TL_WA_EDITED,   /* "This message was edited", what stands in angle brackets at the end */
    TL_WA_DELETED,
    TL_WA_CALL, /* may be followed by how long it was or that nobody answered */
    TL_WA_NO_ANSWER,
    TL_WA_POLL,
    TL_WA_NOTHING /* "null": Android's word for what it cannot write, mostly a missed call */
};

struct tl_wa_phrase {
    const char *text; /* without a full stop at the end */
    uint8_t len;
    uint8_t class;  /* enum tl_wa_class */
    uint8_t kind;   /* enum tl_kind of the message it stands for */
    uint16_t flags; /* TL_FLAG_* to set */
};

/* The longest phrase, in bytes. */
#define TL_WA_PHRASE_MAX 127

/* An index over the static table; values only, freed with tl_wa_phrases_release. */
struct tl_wa_phrases {
    const struct tl_context *ctx;
    uint16_t *slots;                          /* open hash table of phrase number + 1 */
    uint64_t filter[TL_WA_PHRASE_MAX + 1][4]; /* by length: bits of the first bytes there are */
    uint64_t calls[64];                       /* bits of the first bytes of those of calls */
};

/* false when memory is short. */
bool tl_wa_phrases_init(struct tl_wa_phrases *phrases, const struct tl_context *ctx);
void tl_wa_phrases_release(struct tl_wa_phrases *phrases);

/* The phrase that is all of `text`, but for the case of ASCII letters and a full stop at the end;
   NULL when there is none. */
const struct tl_wa_phrase *tl_wa_phrase_find(const struct tl_wa_phrases *phrases,
                                             struct tl_str text);

/* Seconds in one of a unit of time ("min", "Std", "ч"); 0 when the word is none. */
int32_t tl_wa_unit_seconds(struct tl_str word);

/* The place in the filter of a text of three bytes or more: 0 to 255. */
static inline unsigned tl_wa_phrase_place(const char *text)
{
    const unsigned a = (unsigned char)text[0] | 0x20, b = (unsigned char)text[1] | 0x20,
                   c = (unsigned char)text[2] | 0x20;
    return (a * 7 + b * 43 + c * 101) & 255;
}

/* The same in the one of calls, which may go on behind the phrase: 0 to 4095. */
static inline unsigned tl_wa_call_place(const char *text)
{
    const uint32_t a = (unsigned char)text[0] | 0x20, b = (unsigned char)text[1] | 0x20,
                   c = (unsigned char)text[2] | 0x20;
    return (a << 16 | b << 8 | c) * UINT32_C(0x9e3779b1) >> 20;
}

static inline bool tl_wa_call_possible(const struct tl_wa_phrases *phrases, struct tl_str text)
{
    if (text.len < 3)
        return false;
    const unsigned place = tl_wa_call_place(text.ptr);
    return (phrases->calls[place / 64] >> (place & 63) & 1) != 0;
}

/* Whether a text of this length and beginning could be one at all: keeps most messages out. */
static inline bool tl_wa_phrase_possible(const struct tl_wa_phrases *phrases, struct tl_str text)
{
    if (text.len < 3 || text.len > TL_WA_PHRASE_MAX)
        return false;
    const unsigned place = tl_wa_phrase_place(text.ptr);
    return (phrases->filter[text.len][place / 64] >> (place & 63) & 1) != 0;
}

#endif
