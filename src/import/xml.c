/*
 * xml.c: see xml.h.
 *
 * A state machine that lives between chunks. Long runs (texts, values, comments) are looked for
 * with memchr, so that megabytes of base64 in an attribute cost what reading them costs. Names and
 * values of the tag being read are gathered in one buffer and resolved there when it ends.
 */
#include "xml.h"

#include <string.h>

#include "fault.h"
#include "str.h"
#include "utf8.h"

enum { ATTRIBUTES_MAX = 64, NAME_MAX_BYTES = 128 };

enum state {
    STATE_TEXT,
    STATE_BEGUN, /* behind "<" */
    STATE_NAME,
    STATE_INSIDE, /* between attributes */
    STATE_ATTRIBUTE,
    STATE_EQUALS, /* an attribute's name has ended */
    STATE_BEFORE_VALUE,
    STATE_VALUE,
    STATE_DECLARATION, /* <! or <? */
    STATE_COMMENT,
    STATE_CDATA
};

struct span {
    size_t at, len;
};

struct tl_xml {
    const struct tl_context *ctx;
    tl_xml_sink sink;
    tl_xml_keep keep;
    void *user;
    bool texts;
    size_t max_text;

    enum state state;
    struct tl_buf tag; /* name, then names and values of the attributes kept */
    size_t name_len;
    struct {
        struct span name, value;
    } attribute[ATTRIBUTES_MAX];
    struct tl_xml_attribute given[ATTRIBUTES_MAX];
    size_t n_attributes;
    bool closing, empty, kept, cut, raw;
    char quote;         /* of the value being read, NUL: none */
    unsigned n_matched; /* bytes of "-->" or "]]>", or of the declaration's beginning */
    char start[7];      /* of a declaration */
    struct tl_buf text;
    bool text_cut;
    uint64_t line;
    const char *counted, *here; /* lines are counted up to `counted`; reading is at `here` */
};

struct tl_xml *tl_xml_new(const struct tl_context *ctx, tl_xml_sink sink, tl_xml_keep keep,
                          void *user, bool texts, size_t max_text)
{
    struct tl_xml *xml = tl_alloc_zeroed(ctx, 1, sizeof *xml);
    if (xml == NULL)
        return NULL;
    xml->ctx = ctx;
    xml->sink = sink;
    xml->keep = keep;
    xml->user = user;
    xml->texts = texts;
    xml->max_text = max_text;
    xml->line = 1;
    tl_buf_init(&xml->tag, ctx);
    tl_buf_init(&xml->text, ctx);
    return xml;
}

void tl_xml_free(struct tl_xml *xml)
{
    if (xml == NULL)
        return;
    tl_buf_release(&xml->tag);
    tl_buf_release(&xml->text);
    tl_free(xml->ctx, xml, sizeof *xml);
}

struct tl_str tl_xml_get(const struct tl_xml_token *token, struct tl_str name)
{
    for (size_t i = 0; i < token->n_attributes; i++)
        if (tl_str_equal(token->attribute[i].name, name))
            return token->attribute[i].value;
    return (struct tl_str){NULL, 0};
}

/* ---- references ---- */

/* The code point of "#55357" or "#xD83D"; UINT32_MAX when it is none. */
static uint32_t numeric(struct tl_str body)
{
    const bool hex = body.len > 2 && (body.ptr[1] == 'x' || body.ptr[1] == 'X');
    uint32_t value = 0;
    for (size_t i = hex ? 2 : 1; i < body.len; i++) {
        const char c = tl_to_lower(body.ptr[i]);
        uint32_t digit;
        if (tl_is_digit(c))
            digit = (uint32_t)(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else
            return UINT32_MAX;
        value = value * (hex ? 16 : 10) + digit;
        if (value > 0x10ffff)
            return UINT32_MAX;
    }
    return body.len > 1 ? value : UINT32_MAX;
}

/* The reference at text[at], an "&": its code point and, in *end, where it ends. */
static uint32_t reference(const char *text, size_t at, size_t len, size_t *end)
{
    static const struct {
        struct tl_str name;
        uint32_t code_point;
    } names[] = {
        {TL_STR_INIT("amp"), '&'},  {TL_STR_INIT("lt"), '<'},    {TL_STR_INIT("gt"), '>'},
        {TL_STR_INIT("quot"), '"'}, {TL_STR_INIT("apos"), '\''}, {TL_STR_INIT("nbsp"), 0xa0},
    };
    size_t stop = at + 1;
    while (stop < len && stop - at < 12 && text[stop] != ';')
        stop++;
    if (stop == len || text[stop] != ';')
        return UINT32_MAX;
    *end = stop + 1;
    const struct tl_str body = {text + at + 1, stop - at - 1};
    if (body.len > 0 && body.ptr[0] == '#')
        return numeric(body);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_equal(names[i].name, body))
            return names[i].code_point;
    return UINT32_MAX;
}

size_t tl_xml_resolve(char *text, size_t len)
{
    const char *first = len == 0 ? NULL : memchr(text, '&', len);
    if (first == NULL)
        return len;
    size_t out = (size_t)(first - text);
    /* What is written is never longer than the reference that was read. */
    for (size_t at = out; at < len;) {
        size_t end, low_end;
        uint32_t c = text[at] == '&' ? reference(text, at, len, &end) : UINT32_MAX;
        if (c == UINT32_MAX) {
            text[out++] = text[at++];
            continue;
        }
        if (c >= 0xd800 && c <= 0xdbff && end < len && text[end] == '&') {
            const uint32_t low = reference(text, end, len, &low_end);
            if (low >= 0xdc00 && low <= 0xdfff) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                end = low_end;
            }
        }
        if (c == 0)
            c = 0xfffd;
        char bytes[4];
        const size_t n = tl_utf8_encode(c, bytes);
        memcpy(text + out, bytes, n);
        out += n;
        at = end;
    }
    return out;
}

/* ---- events ---- */

static void count_lines(struct tl_xml *xml)
{
    const char *const to = xml->here;
    while (xml->counted < to) {
        const char *hit = memchr(xml->counted, '\n', (size_t)(to - xml->counted));
        if (hit == NULL)
            break;
        xml->line++;
        xml->counted = hit + 1;
    }
    xml->counted = to;
}

static enum tl_status give_text(struct tl_xml *xml)
{
    if (xml->text.failed)
        return TL_FATAL;
    if (xml->text.len == 0)
        return TL_OK;
    count_lines(xml);
    const struct tl_xml_token token = {
        .event = TL_XML_TEXT,
        .text = {xml->text.ptr, tl_xml_resolve(xml->text.ptr, xml->text.len)},
        .cut = xml->text_cut,
        .line = xml->line};
    const enum tl_status status = xml->sink(xml->user, &token);
    tl_buf_clear(&xml->text);
    xml->text_cut = false;
    return status;
}

static enum tl_status give_tag(struct tl_xml *xml)
{
    if (xml->tag.failed)
        return TL_FATAL;
    count_lines(xml);
    char *base = xml->tag.ptr;
    struct tl_xml_token token = {.event = xml->closing ? TL_XML_CLOSE : TL_XML_OPEN,
                                 .name = {base, xml->name_len},
                                 .attribute = xml->given,
                                 .n_attributes = xml->n_attributes,
                                 .cut = xml->cut,
                                 .line = xml->line};
    for (size_t i = 0; i < xml->n_attributes; i++) {
        const struct span name = xml->attribute[i].name, value = xml->attribute[i].value;
        xml->given[i] = (struct tl_xml_attribute){
            .name = {base + name.at, name.len},
            .value = {base + value.at, tl_xml_resolve(base + value.at, value.len)}};
    }
    enum tl_status status = xml->sink(xml->user, &token);
    if (status == TL_OK && xml->empty && !xml->closing) {
        token.event = TL_XML_CLOSE;
        token.n_attributes = 0;
        status = xml->sink(xml->user, &token);
    }
    xml->raw = !xml->closing && !xml->empty &&
               (tl_str_equal_fold(token.name, TL_STR("script")) ||
                tl_str_equal_fold(token.name, TL_STR("style")));
    return status;
}

/* Appends what is still below the limit. */
static void put_clipped(struct tl_buf *buf, size_t used, size_t limit, const char *from, size_t n,
                        bool *cut)
{
    const size_t room = used < limit ? limit - used : 0;
    if (n > room) {
        n = room;
        *cut = true;
    }
    tl_buf_put(buf, from, n);
}

/* ---- states ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void begin_tag(struct tl_xml *xml, bool closing)
{
    tl_buf_clear(&xml->tag);
    xml->name_len = xml->n_attributes = 0;
    xml->closing = closing;
    xml->empty = xml->cut = false;
    xml->state = STATE_NAME;
}

static enum tl_status end_tag(struct tl_xml *xml)
{
    xml->state = STATE_TEXT;
    /* "</>" and the like are nothing. */
    return xml->name_len > 0 ? give_tag(xml) : TL_OK;
}

static void begin_attribute(struct tl_xml *xml)
{
    xml->state = STATE_ATTRIBUTE;
    xml->kept = xml->n_attributes < ATTRIBUTES_MAX && !xml->closing;
    if (xml->kept)
        xml->attribute[xml->n_attributes].name = (struct span){xml->tag.len, 0};
}

/* The name has ended: is the value wanted? */
static void end_attribute_name(struct tl_xml *xml)
{
    xml->state = STATE_EQUALS;
    if (!xml->kept || xml->tag.failed)
        return;
    struct span *name = &xml->attribute[xml->n_attributes].name;
    name->len = xml->tag.len - name->at;
    xml->kept =
        xml->keep(tl_str_slice((struct tl_str){xml->tag.ptr, xml->tag.len}, 0, xml->name_len),
                  (struct tl_str){xml->tag.ptr + name->at, name->len});
    if (xml->kept)
        xml->attribute[xml->n_attributes].value = (struct span){xml->tag.len, 0};
    else
        xml->tag.len = name->at;
}

static void end_value(struct tl_xml *xml)
{
    xml->state = STATE_INSIDE;
    if (!xml->kept)
        return;
    struct span *value = &xml->attribute[xml->n_attributes++].value;
    value->len = xml->tag.len - value->at;
}

static const char *in_text(struct tl_xml *xml, const char *at, const char *end)
{
    const char *hit = memchr(at, '<', (size_t)(end - at));
    const char *stop = hit != NULL ? hit : end;
    if (xml->texts && !xml->raw)
        put_clipped(&xml->text, xml->text.len, xml->max_text, at, (size_t)(stop - at),
                    &xml->text_cut);
    if (hit != NULL)
        xml->state = STATE_BEGUN;
    return hit != NULL ? hit + 1 : end;
}

/* What follows "<": a tag, a closing tag, a declaration, or it was only a "<". */
static enum tl_status in_begun(struct tl_xml *xml, const char **at)
{
    const char c = **at;
    if (xml->raw && c != '/') {
        xml->state = STATE_TEXT;
        return TL_OK;
    }
    if (c != '/' && c != '!' && c != '?' && !tl_is_alpha(c) && c != '_') {
        if (xml->texts)
            put_clipped(&xml->text, xml->text.len, xml->max_text, "<", 1, &xml->text_cut);
        xml->state = STATE_TEXT;
        return TL_OK;
    }
    if (c == '!' || c == '?') {
        xml->state = STATE_DECLARATION;
        xml->n_matched = 0;
        ++*at;
        return TL_OK;
    }
    xml->raw = false;
    begin_tag(xml, c == '/');
    *at += c == '/';
    return give_text(xml);
}

/* Behind "<!" or "<?": "--" begins a comment, "[CDATA[" characters, else it ends with ">". */
static const char *in_declaration(struct tl_xml *xml, const char *at, const char *end)
{
    for (; at < end; at++) {
        if (xml->n_matched < sizeof xml->start)
            xml->start[xml->n_matched++] = *at;
        const struct tl_str start = {xml->start, xml->n_matched};
        const bool comment = tl_str_equal(start, TL_STR("--"));
        if (comment || tl_str_equal(start, TL_STR("[CDATA["))) {
            xml->state = comment ? STATE_COMMENT : STATE_CDATA;
            xml->n_matched = 0;
            return at + 1;
        }
        if (*at == '>') {
            xml->state = STATE_TEXT;
            return at + 1;
        }
    }
    return at;
}

/* Up to "-->" or "]]>". */
static const char *in_section(struct tl_xml *xml, const char *at, const char *end)
{
    const char mark = xml->state == STATE_COMMENT ? '-' : ']';
    for (; at < end; at++) {
        if (*at == '>' && xml->n_matched >= 2) {
            if (mark == ']' && xml->texts && !xml->text.failed)
                xml->text.len -= xml->text.len < 2 || xml->text_cut ? 0 : 2;
            xml->state = STATE_TEXT;
            return at + 1;
        }
        xml->n_matched = *at == mark ? xml->n_matched + 1 : 0;
        if (mark == ']' && xml->texts)
            put_clipped(&xml->text, xml->text.len, xml->max_text, at, 1, &xml->text_cut);
    }
    return at;
}

static const char *in_name(struct tl_xml *xml, const char *at, const char *end)
{
    const char *from = at;
    while (at < end && !is_blank(*at) && *at != '>' && *at != '/')
        at++;
    put_clipped(&xml->tag, xml->name_len, NAME_MAX_BYTES, from, (size_t)(at - from), &xml->cut);
    xml->name_len = xml->tag.len;
    if (at < end)
        xml->state = STATE_INSIDE;
    return at;
}

static enum tl_status in_inside(struct tl_xml *xml, const char **at)
{
    const char c = *(*at)++;
    if (c == '>')
        return end_tag(xml);
    if (c == '/') {
        xml->empty = true;
    } else if (!is_blank(c)) {
        xml->empty = false;
        begin_attribute(xml);
        --*at;
    }
    return TL_OK;
}

static const char *in_attribute(struct tl_xml *xml, const char *at, const char *end)
{
    const char *from = at;
    while (at < end && !is_blank(*at) && *at != '>' && *at != '/' && *at != '=')
        at++;
    if (xml->kept)
        put_clipped(&xml->tag, xml->tag.len - xml->attribute[xml->n_attributes].name.at,
                    NAME_MAX_BYTES, from, (size_t)(at - from), &xml->cut);
    if (at < end)
        end_attribute_name(xml);
    return at;
}

static void in_equals(struct tl_xml *xml, const char **at)
{
    const char c = **at;
    if (is_blank(c)) {
        ++*at;
    } else if (c == '=') {
        xml->state = STATE_BEFORE_VALUE;
        ++*at;
    } else {
        end_value(xml); /* an attribute without a value */
    }
}

static void in_before_value(struct tl_xml *xml, const char **at)
{
    const char c = **at;
    if (is_blank(c)) {
        ++*at;
        return;
    }
    xml->state = STATE_VALUE;
    xml->quote = c == '"' || c == '\'' ? c : '\0';
    *at += xml->quote != '\0';
}

static const char *in_value(struct tl_xml *xml, const char *at, const char *end)
{
    const char *stop;
    if (xml->quote != '\0') {
        stop = memchr(at, xml->quote, (size_t)(end - at));
    } else {
        stop = at;
        while (stop < end && !is_blank(*stop) && *stop != '>')
            stop++;
        stop = stop < end ? stop : NULL;
    }
    const char *to = stop != NULL ? stop : end;
    if (xml->kept)
        put_clipped(&xml->tag, xml->tag.len - xml->attribute[xml->n_attributes].value.at,
                    xml->max_text, at, (size_t)(to - at), &xml->cut);
    if (stop == NULL)
        return end;
    end_value(xml);
    return stop + (xml->quote != '\0');
}

enum tl_status tl_xml_feed(void *scanner, struct tl_str bytes, struct tl_error *err)
{
    struct tl_xml *xml = scanner;
    if (bytes.len == 0)
        return TL_OK;
    const char *at = bytes.ptr, *const end = bytes.ptr + bytes.len;
    enum tl_status status = TL_OK;
    xml->counted = at;
    while (at < end && status == TL_OK) {
        xml->here = at;
        switch (xml->state) {
        case STATE_TEXT:
            at = in_text(xml, at, end);
            break;
        case STATE_BEGUN:
            status = in_begun(xml, &at);
            break;
        case STATE_NAME:
            at = in_name(xml, at, end);
            break;
        case STATE_INSIDE:
            status = in_inside(xml, &at);
            break;
        case STATE_ATTRIBUTE:
            at = in_attribute(xml, at, end);
            break;
        case STATE_EQUALS:
            in_equals(xml, &at);
            break;
        case STATE_BEFORE_VALUE:
            in_before_value(xml, &at);
            break;
        case STATE_VALUE:
            at = in_value(xml, at, end);
            break;
        case STATE_DECLARATION:
            at = in_declaration(xml, at, end);
            break;
        case STATE_COMMENT:
        case STATE_CDATA:
            at = in_section(xml, at, end);
            break;
        }
    }
    xml->here = end;
    count_lines(xml);
    if (xml->tag.failed || xml->text.failed)
        return tl_fault_memory(err);
    return status;
}

enum tl_status tl_xml_end(struct tl_xml *xml, bool *broken, struct tl_error *err)
{
    *broken = xml->state != STATE_TEXT;
    const enum tl_status status = give_text(xml);
    return xml->text.failed ? tl_fault_memory(err) : status;
}
