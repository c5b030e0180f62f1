/*
 * sniff.c: see sniff.h. The marks at the start of files are those of the formats' own documents
 * (PNG: ISO/IEC 15948, 5.2; JPEG: ITU-T T.81, B.1; RIFF, Ogg: RFC 3533; ISO base media: ISO/IEC
 * 14496-12, 4.3; PDF: ISO 32000-1, 7.5.2; zip: APPNOTE 4.3.7; SQLite: fileformat2, 1.3).
 */
#include "sniff.h"

#include "str.h"

struct mark {
    uint8_t at, len;
    char bytes[17];
    enum tl_sniff kind;
};

static const struct mark marks[] = {
    {0, 3, "\xff\xd8\xff", TL_SNIFF_PICTURE},
    {0, 8, "\x89PNG\r\n\x1a\n", TL_SNIFF_PICTURE},
    {0, 4, "GIF8", TL_SNIFF_PICTURE},
    {8, 4, "WEBP", TL_SNIFF_PICTURE},
    {0, 4, "II*\0", TL_SNIFF_PICTURE},
    {0, 4, "MM\0*", TL_SNIFF_PICTURE},
    {4, 8, "ftypheic", TL_SNIFF_PICTURE},
    {4, 8, "ftypheix", TL_SNIFF_PICTURE},
    {4, 8, "ftypmif1", TL_SNIFF_PICTURE},
    {4, 8, "ftypavif", TL_SNIFF_PICTURE},
    {4, 8, "ftypM4A ", TL_SNIFF_SOUND},
    {4, 4, "ftyp", TL_SNIFF_VIDEO},
    {0, 4, "\x1a\x45\xdf\xa3", TL_SNIFF_VIDEO},
    {8, 4, "AVI ", TL_SNIFF_VIDEO},
    {8, 4, "WAVE", TL_SNIFF_SOUND},
    {0, 4, "OggS", TL_SNIFF_SOUND},
    {0, 4, "fLaC", TL_SNIFF_SOUND},
    {0, 3, "ID3", TL_SNIFF_SOUND},
    {0, 2, "\xff\xfb", TL_SNIFF_SOUND},
    {0, 2, "\xff\xf3", TL_SNIFF_SOUND},
    {0, 2, "\xff\xf1", TL_SNIFF_SOUND},
    {0, 5, "#!AMR", TL_SNIFF_SOUND},
    {0, 5, "%PDF-", TL_SNIFF_PDF},
    {0, 4, "PK\x03\x04", TL_SNIFF_ARCHIVE},
    {0, 4, "PK\x05\x06", TL_SNIFF_ARCHIVE},
    {0, 6, "7z\xbc\xaf\x27\x1c", TL_SNIFF_ARCHIVE},
    {0, 4, "Rar!", TL_SNIFF_ARCHIVE},
    {0, 2, "\x1f\x8b", TL_SNIFF_ARCHIVE},
    {0, 6,
     "\xfd"
     "7zXZ\0",
     TL_SNIFF_ARCHIVE},
    {0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", TL_SNIFF_OFFICE},
    {0, 5, "{\\rtf", TL_SNIFF_OFFICE},
    {0, 16, "SQLite format 3\0", TL_SNIFF_DATABASE},
};

static bool starts_fold(struct tl_str s, struct tl_str prefix)
{
    return s.len >= prefix.len && tl_str_equal_fold(tl_str_slice(s, 0, prefix.len), prefix);
}

static enum tl_sniff sniff_text(struct tl_str head)
{
    if (tl_str_starts(head, TL_STR("\xef\xbb\xbf")))
        head = tl_str_slice(head, 3, head.len);
    head = tl_str_trim(head);
    if (head.len == 0)
        return TL_SNIFF_EMPTY;
    if (starts_fold(head, TL_STR("<!doctype html")) || starts_fold(head, TL_STR("<html")))
        return TL_SNIFF_HTML;
    if (head.ptr[0] == '<')
        return TL_SNIFF_XML;
    if (head.ptr[0] == '{' || (head.ptr[0] == '[' && head.len > 1 &&
                               (tl_str_trim(tl_str_slice(head, 1, head.len)).len == 0 ||
                                tl_str_trim(tl_str_slice(head, 1, head.len)).ptr[0] == '{')))
        return TL_SNIFF_JSON;
    return TL_SNIFF_TEXT;
}

enum tl_encoding tl_sniff_encoding(struct tl_str head, size_t *mark)
{
    static const struct tl_str marks_of[] = {TL_STR_INIT("\xef\xbb\xbf"), TL_STR_INIT("\xff\xfe"),
                                             TL_STR_INIT("\xfe\xff")};
    for (size_t i = 0; i < 3; i++)
        if (tl_str_starts(head, marks_of[i])) {
            if (mark != NULL)
                *mark = marks_of[i].len;
            return (enum tl_encoding)i;
        }
    if (mark != NULL)
        *mark = 0;
    if (head.len < 4 || (head.ptr[0] == 0) == (head.ptr[1] == 0) ||
        (head.ptr[0] == 0) != (head.ptr[2] == 0) || (head.ptr[1] == 0) != (head.ptr[3] == 0))
        return TL_ENCODING_UTF8;
    return head.ptr[0] == 0 ? TL_ENCODING_UTF16BE : TL_ENCODING_UTF16LE;
}

/* In UTF-16 everything of ASCII has a byte 0, but only the other half of each unit counts. */
static bool is_control(unsigned char c)
{
    return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b;
}

enum tl_sniff tl_sniff_bytes(struct tl_str head)
{
    if (head.len == 0)
        return TL_SNIFF_EMPTY;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const struct mark *m = &marks[i];
        if (tl_str_equal(tl_str_slice(head, m->at, (size_t)m->at + m->len),
                         (struct tl_str){m->bytes, m->len}))
            return m->kind;
    }
    size_t odd = 0, mark;
    const enum tl_encoding encoding = tl_sniff_encoding(head, &mark);
    if (encoding != TL_ENCODING_UTF8 && mark > 0)
        return TL_SNIFF_TEXT;
    if (encoding != TL_ENCODING_UTF8) {
        const size_t low = encoding == TL_ENCODING_UTF16LE ? 0 : 1;
        for (size_t i = 0; i + 1 < head.len; i += 2)
            odd += head.ptr[i + 1 - low] == 0 && is_control((unsigned char)head.ptr[i + low]);
        return odd > 8 + head.len / 64 ? TL_SNIFF_BINARY : TL_SNIFF_TEXT;
    }
    for (size_t i = 0; i < head.len; i++)
        if (is_control((unsigned char)head.ptr[i]))
            odd += head.ptr[i] == 0 ? 16 : 1;
    return odd > 8 + head.len / 64 ? TL_SNIFF_BINARY : sniff_text(head);
}

const char *tl_sniff_name(enum tl_sniff kind)
{
    switch (kind) {
    case TL_SNIFF_TEXT:
        return "text";
    case TL_SNIFF_JSON:
        return "JSON";
    case TL_SNIFF_HTML:
        return "a web page";
    case TL_SNIFF_XML:
        return "XML";
    case TL_SNIFF_EMPTY:
        return "empty";
    case TL_SNIFF_PICTURE:
        return "a picture";
    case TL_SNIFF_VIDEO:
        return "a video";
    case TL_SNIFF_SOUND:
        return "a sound recording";
    case TL_SNIFF_PDF:
        return "a PDF document";
    case TL_SNIFF_ARCHIVE:
        return "a packed archive";
    case TL_SNIFF_OFFICE:
        return "an office document";
    case TL_SNIFF_DATABASE:
        return "a database";
    case TL_SNIFF_BINARY:
        break;
    }
    return "binary data";
}

static struct tl_str extension(struct tl_str path)
{
    for (size_t i = path.len; i-- > 0 && path.ptr[i] != '/';)
        if (path.ptr[i] == '.')
            return tl_str_slice(path, i + 1, path.len);
    return (struct tl_str){NULL, 0};
}

bool tl_sniff_skip_path(struct tl_str path)
{
    static const char attachments[] =
        " jpg jpeg png gif webp heic heif avif bmp tif tiff svg ico tgs webm mp4 m4v mov 3gp avi "
        "mkv "
        "mpg mp3 m4a aac ogg oga opus wav amr flac pdf doc docx xls xlsx ppt pptx odt ods rtf vcf "
        "zip gz 7z rar apk css js ttf woff woff2 ";
    size_t base = path.len;
    while (base > 0 && path.ptr[base - 1] != '/')
        base--;
    const struct tl_str name = tl_str_slice(path, base, path.len);
    if (name.len == 0 || name.ptr[0] == '.' || tl_str_equal(name, TL_STR("Thumbs.db")) ||
        tl_str_starts(path, TL_STR("__MACOSX/")))
        return true;
    const struct tl_str ext = extension(name);
    char word[8];
    if (ext.len == 0 || ext.len > sizeof word - 2)
        return false;
    word[0] = ' ';
    for (size_t i = 0; i < ext.len; i++)
        word[i + 1] = tl_to_lower(ext.ptr[i]);
    word[ext.len + 1] = ' ';
    return tl_str_find((struct tl_str){attachments, sizeof attachments - 1},
                       (struct tl_str){word, ext.len + 2}, 0) != SIZE_MAX;
}

bool tl_sniff_is_companion(struct tl_str path)
{
    static const struct tl_str names[] = {
        TL_STR_INIT("users.json"),      TL_STR_INIT("dms.json"),
        TL_STR_INIT("mpims.json"),      TL_STR_INIT("groups.json"),
        TL_STR_INIT("channels.json"),   TL_STR_INIT("integration_logs.json"),
        TL_STR_INIT("group_info.json"), TL_STR_INIT("user_info.json"),
        TL_STR_INIT("metadata.json"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tl_str_ends(path, names[i]) &&
            (path.len == names[i].len || path.ptr[path.len - names[i].len - 1] == '/'))
            return true;
    return false;
}

const char *tl_sniff_encrypted_backup(struct tl_str path)
{
    const struct tl_str ext = extension(path);
    if (starts_fold(ext, TL_STR("crypt")))
        return "WhatsApp";
    return tl_str_equal_fold(ext, TL_STR("backup")) ? "Signal" : NULL;
}
