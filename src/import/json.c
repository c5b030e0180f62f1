/*
 * json.c: streaming push parser for JSON.
 *
 * A state machine over bytes that may stop and go on anywhere. Its speed comes from three loops
 * that do not go through the machine: blanks between tokens, plain bytes of a string (eight at a
 * step) and digits. A token that lies inside one chunk and has no escape is given as a view of the
 * chunk; only others are gathered in a buffer. Open containers are a stack of bytes, so nothing
 * recurses.
 *
 * Grammar: RFC 8259. `\xNN` is what Telegram Desktop writes for control characters; it is read as
 * the code point NN, as JavaScript does.
 */
#include "json.h"
#include "fault.h"
#include "str.h"
#include "utf8.h"

#include <string.h>

enum state {
    VALUE,        /* a value must come */
    VALUE_OR_END, /* behind '[' */
    KEY_OR_END,   /* behind '{' */
    KEY,          /* behind ',' in an object */
    COLON,
    COMMA_OR_END,
    DONE, /* the root value is complete */
    STRING,
    NUMBER,
    LITERAL
};

/* How far a number has come; those from ZERO on may end it. */
enum number { MINUS, POINT, EXPONENT, EXPONENT_SIGN, ZERO, INTEGER, FRACTION, EXPONENT_DIGITS };

struct tl_json {
    const struct tl_context *ctx;
    tl_json_sink sink;
    void *user;
    const char *name;
    size_t max_string;
    bool many;

    enum tl_status status; /* once not OK, nothing more is read */
    struct tl_error error;

    enum state state;
    uint64_t base; /* offset of the chunk */
    uint64_t line;
    char *open; /* '{' or '[' of each open container */
    size_t depth, cap_open;
    unsigned mark; /* bytes of a byte order mark seen */
    bool glued;    /* a number or word has just ended the root: a blank must come before the next */

    /* the token being read */
    uint64_t token_at, token_line;
    struct tl_buf gathered;
    bool is_gathered, cut, is_key;
    enum number number;
    const char *word; /* rest of true, false or null */
    enum tl_json_event word_event;

    /* the escape being read: 0 none, '\\' its letter is awaited, else 'u' or 'x' */
    char escape;
    unsigned digits_left;
    uint32_t digits;
    uint32_t high; /* surrogate that waits for the second half; 0: none */
};

struct tl_json *tl_json_new(const struct tl_context *ctx, tl_json_sink sink, void *user, bool many,
                            size_t max_string)
{
    struct tl_json *json = tl_alloc_zeroed(ctx, 1, sizeof *json);
    if (json == NULL)
        return NULL;
    json->ctx = ctx;
    json->sink = sink;
    json->user = user;
    json->many = many;
    json->max_string = max_string;
    json->line = 1;
    tl_buf_init(&json->gathered, ctx);
    return json;
}

void tl_json_free(struct tl_json *json)
{
    if (json == NULL)
        return;
    tl_buf_release(&json->gathered);
    tl_free(json->ctx, json->open, json->cap_open);
    tl_free(json->ctx, json, sizeof *json);
}

void tl_json_set_name(struct tl_json *json, const char *name)
{
    json->name = name;
}

static enum tl_status memory_fault(struct tl_json *json)
{
    return json->status = tl_fault_memory(&json->error);
}

static enum tl_status syntax(struct tl_json *json, uint64_t offset, const char *expected)
{
    return json->status = tl_fault_at(&json->error, TL_FAIL, TL_CODE_FORMAT_SYNTAX, json->name,
                                      json->line, offset,
                                      "The JSON is damaged here: %s was expected; export the chat "
                                      "again.",
                                      expected);
}

static const char *expected_in(const struct tl_json *json)
{
    switch (json->state) {
    case VALUE:
        return "a value";
    case VALUE_OR_END:
        return "a value or ]";
    case KEY_OR_END:
        return "a name in quotes or }";
    case KEY:
        return "a name in quotes";
    case COLON:
        return "a colon";
    case COMMA_OR_END:
        return json->open[json->depth - 1] == '{' ? "a comma or }" : "a comma or ]";
    case DONE:
        return json->many ? "a value" : "nothing more";
    case STRING:
        return "the end of a text in quotes";
    case NUMBER:
        return "a digit";
    case LITERAL:
        return "true, false or null";
    }
    return "a value";
}

static enum tl_status emit(struct tl_json *json, enum tl_json_event event, struct tl_str text,
                           bool cut, uint64_t offset, uint64_t line)
{
    struct tl_json_token token = {
        .event = event,
        .text = text,
        .depth = (uint32_t)json->depth,
        .cut = cut,
        .offset = offset,
        .line = line,
    };
    return json->status = json->sink(json->user, &token);
}

static void value_done(struct tl_json *json)
{
    json->state = json->depth == 0 ? DONE : COMMA_OR_END;
}

static void begin_token(struct tl_json *json, enum state state, uint64_t offset)
{
    json->state = state;
    json->token_at = offset;
    json->token_line = json->line;
    json->is_gathered = json->cut = false;
}

/* Appends to the gathered token what still fits; all that follows a cut is dropped. */
static void gather(struct tl_json *json, const char *from, const char *to)
{
    if (!json->is_gathered) {
        json->is_gathered = true;
        tl_buf_clear(&json->gathered);
    }
    size_t n = (size_t)(to - from), room = json->max_string - json->gathered.len;
    if (json->cut || n == 0)
        return;
    json->cut = n > room;
    tl_buf_put(&json->gathered, from, n < room ? n : room);
}

static void gather_code_point(struct tl_json *json, uint32_t code_point)
{
    char out[4];
    size_t n = tl_utf8_encode(code_point, out);
    if (n > json->max_string - json->gathered.len)
        json->cut = true;
    gather(json, out, out + n);
}

/* A first surrogate whose second did not follow; the encoder makes it U+FFFD. */
static void flush_high(struct tl_json *json)
{
    if (json->high != 0)
        gather_code_point(json, json->high);
    json->high = 0;
}

/* Gathers bytes that stand in a string as themselves. */
static void gather_plain(struct tl_json *json, const char *from, const char *to)
{
    if (from != to)
        flush_high(json);
    gather(json, from, to);
}

/* Shortens a cut string so that it does not end within a character. */
static void trim_cut(struct tl_str *text)
{
    size_t i = text->len;
    while (i > 0 && text->len - i < 3 && ((unsigned char)text->ptr[i - 1] & 0xC0) == 0x80)
        i--;
    if (i == 0)
        return;
    unsigned char lead = (unsigned char)text->ptr[i - 1];
    size_t len = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead >= 0xC0 && text->len - (i - 1) < len)
        text->len = i - 1;
}

/* The token ends at `to`; from `from` on it lies in the chunk. */
static enum tl_status emit_text(struct tl_json *json, enum tl_json_event event, const char *from,
                                const char *to)
{
    struct tl_str text = {from, (size_t)(to - from)};
    if (json->is_gathered) {
        gather_plain(json, from, to);
        flush_high(json);
        if (json->gathered.failed)
            return memory_fault(json);
        text = (struct tl_str){json->gathered.ptr, json->gathered.len};
    } else if (text.len > json->max_string) {
        json->cut = true;
        text.len = json->max_string;
    }
    if (json->cut && event != TL_JSON_NUMBER)
        trim_cut(&text);
    return emit(json, event, text, json->cut, json->token_at, json->token_line);
}

static uint64_t load_little_endian(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

/*
 * First quote, backslash or control byte in [p, end), else end. Eight bytes at a step: subtracting
 * a byte's bound sets its top bit when it was below (Warren, Hacker's Delight, 2nd ed., 6-1).
 * Borrows only go upwards, so the lowest bit set is exact.
 */
static const char *scan_plain(const char *p, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
#if defined(__GNUC__)
    while (end - p >= 8) {
        uint64_t w = load_little_endian(p);
        uint64_t quote = w ^ (ones * '"'), backslash = w ^ (ones * '\\');
        uint64_t hit = ((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) |
                       ((backslash - ones) & ~backslash);
        hit &= tops;
        if (hit != 0)
            return p + (__builtin_ctzll(hit) >> 3);
        p += 8;
    }
#endif
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}

static int hex_value(char c)
{
    if (tl_is_digit(c))
        return c - '0';
    c = tl_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void end_hex(struct tl_json *json)
{
    bool second = json->escape == 'u' && json->digits >= 0xDC00 && json->digits <= 0xDFFF;
    bool first = json->escape == 'u' && json->digits >= 0xD800 && json->digits <= 0xDBFF;
    json->escape = 0;
    if (second && json->high != 0) {
        uint32_t code_point = 0x10000 + ((json->high - 0xD800) << 10) + (json->digits - 0xDC00);
        json->high = 0;
        gather_code_point(json, code_point);
        return;
    }
    flush_high(json);
    if (first)
        json->high = json->digits;
    else
        gather_code_point(json, json->digits);
}

/* Reads on in an escape; false at a byte that cannot be. */
static bool escape(struct tl_json *json, char c)
{
    if (json->escape != '\\') {
        int value = hex_value(c);
        if (value < 0)
            return false;
        json->digits = json->digits << 4 | (uint32_t)value;
        if (--json->digits_left == 0)
            end_hex(json);
        return true;
    }
    if (c == 'u' || c == 'x') {
        json->escape = c;
        json->digits = 0;
        json->digits_left = c == 'u' ? 4 : 2;
        return true;
    }
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *hit = c == '\0' ? NULL : strchr(letters, c);
    if (hit == NULL)
        return false;
    json->escape = 0;
    flush_high(json);
    gather(json, meant + (hit - letters), meant + (hit - letters) + 1);
    return true;
}

/* The rest of a string; *at moves behind what was read. */
static enum tl_status read_string(struct tl_json *json, const char *start, const char **at,
                                  const char *end)
{
    const char *p = *at, *from = p;
    for (;;) {
        while (json->escape != 0 && p < end) {
            if (!escape(json, *p))
                return syntax(json, json->base + (uint64_t)(p - start), "a known escape in a text");
            from = ++p;
        }
        p = scan_plain(p, end);
        if (p == end)
            break;
        if (*p == '"') {
            *at = p + 1;
            if (json->is_key) {
                json->state = COLON;
                return emit_text(json, TL_JSON_KEY, from, p);
            }
            value_done(json);
            return emit_text(json, TL_JSON_STRING, from, p);
        }
        if (*p == '\\') {
            gather_plain(json, from, p);
            json->escape = '\\';
        } else if (*p == '\n') {
            json->line++;
        }
        p++;
    }
    if (json->escape == 0)
        gather_plain(json, from, end);
    *at = end;
    return json->gathered.failed ? memory_fault(json) : TL_OK;
}

/* Whether c goes on with the number. */
static bool number_goes_on(struct tl_json *json, char c)
{
    enum { ZERO_DIGIT, DIGIT, DOT, E, SIGN, N_CLASSES };
    enum { NO = -1 };
    static const signed char next[][N_CLASSES] = {
        [MINUS] = {ZERO, INTEGER, NO, NO, NO},
        [POINT] = {FRACTION, FRACTION, NO, NO, NO},
        [EXPONENT] = {EXPONENT_DIGITS, EXPONENT_DIGITS, NO, NO, EXPONENT_SIGN},
        [EXPONENT_SIGN] = {EXPONENT_DIGITS, EXPONENT_DIGITS, NO, NO, NO},
        [ZERO] = {NO, NO, POINT, EXPONENT, NO},
        [INTEGER] = {INTEGER, INTEGER, POINT, EXPONENT, NO},
        [FRACTION] = {FRACTION, FRACTION, NO, EXPONENT, NO},
        [EXPONENT_DIGITS] = {EXPONENT_DIGITS, EXPONENT_DIGITS, NO, NO, NO},
    };
    int class;
    if (tl_is_digit(c))
        class = c == '0' ? ZERO_DIGIT : DIGIT;
    else if (c == '.')
        class = DOT;
    else if (c == 'e' || c == 'E')
        class = E;
    else if (c == '+' || c == '-')
        class = SIGN;
    else
        return false;
    int to = next[json->number][class];
    if (to == NO)
        return false;
    json->number = (enum number)to;
    return true;
}

static enum tl_status end_number(struct tl_json *json, uint64_t offset, const char *from,
                                 const char *to)
{
    if (json->number < ZERO)
        return syntax(json, offset, expected_in(json));
    value_done(json);
    json->glued = true;
    return emit_text(json, TL_JSON_NUMBER, from, to);
}

/* The rest of a number; in this chunk it begins at `from`. */
static enum tl_status read_number(struct tl_json *json, const char *start, const char *from,
                                  const char **at, const char *end)
{
    const char *p = *at;
    while (p < end && ((json->number == INTEGER && tl_is_digit(*p)) || number_goes_on(json, *p)))
        p++;
    *at = p;
    if (p < end)
        return end_number(json, json->base + (uint64_t)(p - start), from, p);
    gather(json, from, p);
    return json->gathered.failed ? memory_fault(json) : TL_OK;
}

/* The rest of true, false or null. */
static enum tl_status read_word(struct tl_json *json, const char *start, const char **at,
                                const char *end)
{
    const char *p = *at;
    while (p < end && *json->word != '\0') {
        if (*p != *json->word)
            return syntax(json, json->base + (uint64_t)(p - start), expected_in(json));
        p++;
        json->word++;
    }
    *at = p;
    if (*json->word != '\0')
        return TL_OK;
    value_done(json);
    json->glued = true;
    return emit(json, json->word_event, (struct tl_str){NULL, 0}, false, json->token_at,
                json->token_line);
}

static enum tl_status open_container(struct tl_json *json, char c, uint64_t offset)
{
    if (json->depth >= json->ctx->limits.json_depth)
        return json->status =
                   tl_fault_at(&json->error, TL_FAIL, TL_CODE_LIMIT, json->name, json->line, offset,
                               "The JSON is nested more than %lu levels deep, which no "
                               "chat export is; check that it is the right file.",
                               (unsigned long)json->ctx->limits.json_depth);
    char *open = tl_grow(json->ctx, json->open, &json->cap_open, json->depth + 1, 1);
    if (open == NULL)
        return memory_fault(json);
    json->open = open;
    enum tl_status status = emit(json, c == '{' ? TL_JSON_OBJECT : TL_JSON_ARRAY,
                                 (struct tl_str){NULL, 0}, false, offset, json->line);
    json->open[json->depth++] = c;
    json->state = c == '{' ? KEY_OR_END : VALUE_OR_END;
    return status;
}

static enum tl_status close_container(struct tl_json *json, char c, uint64_t offset)
{
    json->depth--;
    value_done(json);
    return emit(json, c == '}' ? TL_JSON_OBJECT_END : TL_JSON_ARRAY_END, (struct tl_str){NULL, 0},
                false, offset, json->line);
}

/* *at is the first byte of a value. */
static enum tl_status begin_value(struct tl_json *json, const char *start, const char **at,
                                  const char *end)
{
    const char *p = (*at)++;
    uint64_t offset = json->base + (uint64_t)(p - start);
    json->glued = false;
    switch (*p) {
    case '{':
    case '[':
        return open_container(json, *p, offset);
    case '"':
        begin_token(json, STRING, offset);
        json->is_key = false;
        return read_string(json, start, at, end);
    case 't':
        json->word = "rue";
        json->word_event = TL_JSON_TRUE;
        break;
    case 'f':
        json->word = "alse";
        json->word_event = TL_JSON_FALSE;
        break;
    case 'n':
        json->word = "ull";
        json->word_event = TL_JSON_NULL;
        break;
    default:
        if (*p != '-' && !tl_is_digit(*p))
            return syntax(json, offset, expected_in(json));
        begin_token(json, NUMBER, offset);
        json->number = *p == '-' ? MINUS : *p == '0' ? ZERO : INTEGER;
        return read_number(json, start, p, at, end);
    }
    begin_token(json, LITERAL, offset);
    return read_word(json, start, at, end);
}

static const char *skip_blanks(struct tl_json *json, const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) {
        json->line += *p == '\n';
        json->glued = false;
        p++;
    }
    return p;
}

/* Drops the byte order mark, whose bytes may come in several chunks. */
static const char *skip_mark(struct tl_json *json, const char *p, const char *end)
{
    static const char mark[] = "\xEF\xBB\xBF";
    while (p < end && json->mark < 3 && *p == mark[json->mark]) {
        json->mark++;
        p++;
    }
    /* With none, or all of it, there is nothing to look for any more. */
    if (p < end && json->mark == 0)
        json->mark = 3;
    return p;
}

static void parse(struct tl_json *json, const char *start, const char *end)
{
    const char *p = json->mark < 3 ? skip_mark(json, start, end) : start;
    if (p < end && json->mark < 3)
        syntax(json, json->base + (uint64_t)(p - start), expected_in(json));
    while (json->status == TL_OK && p < end) {
        if (json->state == STRING) {
            read_string(json, start, &p, end);
            continue;
        } else if (json->state == NUMBER) {
            read_number(json, start, p, &p, end);
            continue;
        } else if (json->state == LITERAL) {
            read_word(json, start, &p, end);
            continue;
        }
        p = skip_blanks(json, p, end);
        if (p == end)
            break;
        char c = *p;
        uint64_t offset = json->base + (uint64_t)(p - start);
        if (json->state == COMMA_OR_END && c == ',') {
            json->state = json->open[json->depth - 1] == '{' ? KEY : VALUE;
            p++;
        } else if (json->state == COLON && c == ':') {
            json->state = VALUE;
            p++;
        } else if ((json->state == KEY || json->state == KEY_OR_END) && c == '"') {
            begin_token(json, STRING, offset);
            json->is_key = true;
            p++;
            read_string(json, start, &p, end);
        } else if (json->state == VALUE || (json->state == VALUE_OR_END && c != ']') ||
                   (json->state == DONE && json->many && !json->glued)) {
            begin_value(json, start, &p, end);
        } else if ((json->state == COMMA_OR_END || json->state == KEY_OR_END ||
                    json->state == VALUE_OR_END) &&
                   c == (json->open[json->depth - 1] == '{' ? '}' : ']')) {
            p++;
            close_container(json, c, offset);
        } else {
            syntax(json, offset, expected_in(json));
        }
    }
}

static enum tl_status report(const struct tl_json *json, struct tl_error *err)
{
    /* A status of the sink comes with an error of the sink's own. */
    if (json->error.code != TL_CODE_NONE && err != NULL)
        *err = json->error;
    return json->status;
}

enum tl_status tl_json_feed(struct tl_json *json, struct tl_str bytes, struct tl_error *err)
{
    if (json->status == TL_OK && bytes.len > 0) {
        parse(json, bytes.ptr, bytes.ptr + bytes.len);
        json->base += bytes.len;
    }
    return report(json, err);
}

void tl_json_restart(struct tl_json *json)
{
    json->status = TL_OK;
    json->error = (struct tl_error){.code = TL_CODE_NONE};
    json->state = VALUE;
    json->depth = 0;
    json->glued = json->is_gathered = json->cut = json->is_key = false;
    json->escape = 0;
    json->high = 0;
    tl_buf_clear(&json->gathered);
}

enum tl_status tl_json_end(struct tl_json *json, struct tl_error *err)
{
    if (json->status == TL_OK && json->state == NUMBER && json->depth == 0)
        end_number(json, json->base, "", "");
    if (json->status == TL_OK && json->state == VALUE && json->depth == 0)
        json->status = tl_fault_at(&json->error, TL_FAIL, TL_CODE_FORMAT_EMPTY, json->name, 0, 0,
                                   "The file holds no JSON at all; export the chat again.");
    if (json->status == TL_OK && json->state != DONE)
        json->status = tl_fault_at(&json->error, TL_FAIL, TL_CODE_FORMAT_SYNTAX, json->name,
                                   json->line, json->base,
                                   "The JSON ends before it is complete: the file is cut off; "
                                   "export or copy the chat again.");
    return report(json, err);
}
