/*
 * test_whatsapp_body.c: whose words a text is. Marked with U+200E, `L`, are those an iPhone writes.
 */
#include "tl_test.h"

#include "str.h"
#include "whatsapp_body.h"

#define L "\u200e"

enum file { ANDROID, IOS, IOS_UNMARKED };

static const struct {
    enum file file;
    const char *body;
    enum tl_kind kind;
    uint16_t flags;
    int32_t duration_s;
    const char *text;
} cases[] = {
    /* words that only resemble WhatsApp's */
    {ANDROID, "I added the milk to the list", TL_KIND_TEXT, 0, -1, "I added the milk to the list"},
    {ANDROID, "this message was deleted", TL_KIND_TEXT, 0, -1, "this message was deleted"},
    {ANDROID, "you left your bag here", TL_KIND_TEXT, 0, -1, "you left your bag here"},
    {ANDROID, "<3", TL_KIND_TEXT, 0, -1, "<3"},
    {ANDROID, "see you (maybe)", TL_KIND_TEXT, 0, -1, "see you (maybe)"},
    {ANDROID, "read notes.txt (file attached to the mail)", TL_KIND_TEXT, 0, -1,
     "read notes.txt (file attached to the mail)"},
    {ANDROID, "<Media omitted> is what it says", TL_KIND_TEXT, 0, -1,
     "<Media omitted> is what it says"},
    {ANDROID, "nullify", TL_KIND_TEXT, 0, -1, "nullify"},
    {ANDROID, "look: https://maps.google.com/?q=1,2 nice", TL_KIND_TEXT, 0, -1,
     "look: https://maps.google.com/?q=1,2 nice"},
    {ANDROID, "we are here: https://maps.google.com/?q=1,2", TL_KIND_TEXT, 0, -1,
     "we are here: https://maps.google.com/?q=1,2"},
    {IOS, "image omitted", TL_KIND_TEXT, 0, -1, "image omitted"},
    {IOS, "Missed voice call", TL_KIND_TEXT, 0, -1, "Missed voice call"},
    {IOS_UNMARKED, "Voice call, 5 min, ok?", TL_KIND_TEXT, 0, -1, "Voice call, 5 min, ok?"},
    /* omitted media */
    {ANDROID, "<Media omitted>", TL_KIND_MEDIA, 0, -1, ""},
    {ANDROID, "<media OMITTED>", TL_KIND_MEDIA, 0, -1, ""},
    {ANDROID, "<Без медиафайлов>", TL_KIND_MEDIA, 0, -1, ""},
    {ANDROID, "<メディアなし>", TL_KIND_MEDIA, 0, -1, ""},
    {ANDROID, "<View once voice message omitted>", TL_KIND_VOICE, TL_FLAG_VIEW_ONCE, -1, ""},
    {ANDROID, "", TL_KIND_MEDIA, 0, -1, ""},
    {ANDROID, "  ", TL_KIND_MEDIA, 0, -1, ""},
    {IOS, L "image omitted", TL_KIND_IMAGE, 0, -1, ""},
    {IOS, L "GIF omitted", TL_KIND_GIF, 0, -1, ""},
    {IOS, L "audio omis", TL_KIND_VOICE, 0, -1, ""},
    {IOS, L "نذهب غدا", TL_KIND_SYSTEM, 0, -1, "نذهب غدا"},
    {IOS, L "لم يتم إدراج الصورة", TL_KIND_IMAGE, 0, -1, ""},
    {IOS, L "lease.pdf \u2022 " L "3 pages " L "document omitted", TL_KIND_FILE, 0, -1, ""},
    {IOS, "lease.pdf \u2022 " L "3 pages " L "document omitted", TL_KIND_FILE, 0, -1, ""},
    {IOS, L "look " L "video omitted", TL_KIND_VIDEO, TL_FLAG_CAPTION, -1, "look"},
    {IOS_UNMARKED, "sticker omitted", TL_KIND_STICKER, 0, -1, ""},
    /* attached media */
    {ANDROID, "IMG-20250330-WA0010.jpg (file attached)", TL_KIND_IMAGE, 0, -1, ""},
    {ANDROID, L "IMG-20250330-WA0010.jpg (Datei angehängt)", TL_KIND_IMAGE, 0, -1, ""},
    {ANDROID, "VID-20250330-WA0010.mp4 (zorb frellin)", TL_KIND_VIDEO, 0, -1, ""},
    {ANDROID, "PTT-20250330-WA0010.opus (archivo adjunto)", TL_KIND_VOICE, 0, -1, ""},
    {ANDROID, "AUD-20250330-WA0010.m4a (fichier joint)", TL_KIND_VOICE, 0, -1, ""},
    {ANDROID, "AUD-20250330-WA0010.mp3 (fichier joint)", TL_KIND_FILE, 0, -1, ""},
    {ANDROID, "STK-20250330-WA0010.webp (arquivo anexado)", TL_KIND_STICKER, 0, -1, ""},
    {ANDROID, "Nana Osei.vcf (file attached)", TL_KIND_CONTACT, 0, -1, ""},
    {ANDROID, "flat (final).pdf (file attached)", TL_KIND_FILE, 0, -1, ""},
    {ANDROID, "flat.pdf (zorb frellin)", TL_KIND_TEXT, 0, -1, "flat.pdf (zorb frellin)"},
    {IOS, L "<attached: 00000012-PHOTO-2024-03-11-15-05-10.jpg>", TL_KIND_IMAGE, 0, -1, ""},
    {IOS, L "<zorb: 00000013-AUDIO-2024-03-11-15-05-10.opus>", TL_KIND_VOICE, 0, -1, ""},
    {IOS, L "<adjunto: 00000014-GIF-2024-03-11-15-05-10.mp4>", TL_KIND_GIF, 0, -1, ""},
    {IOS, "hi " L "<attached: 00000015-VIDEO-2024-03-11-15-05-10.mp4>", TL_KIND_VIDEO,
     TL_FLAG_CAPTION, -1, "hi"},
    {IOS, "lease.pdf \u2022 " L "3 pages " L "<attached: 00000016-lease.pdf>", TL_KIND_FILE, 0, -1,
     ""},
    {IOS_UNMARKED, "<attached: 00000017-STICKER-2024-03-11-15-05-10.webp>", TL_KIND_STICKER, 0, -1,
     ""},
    /* edited */
    {ANDROID, "hello <This message was edited>", TL_KIND_TEXT, TL_FLAG_EDITED, -1, "hello"},
    {IOS, "hello " L "<This message was edited>", TL_KIND_TEXT, TL_FLAG_EDITED, -1, "hello"},
    {IOS, "hallo " L "<Diese Nachricht wurde bearbeitet.>", TL_KIND_TEXT, TL_FLAG_EDITED, -1,
     "hallo"},
    {ANDROID, "olá <Mensagem editada>", TL_KIND_TEXT, TL_FLAG_EDITED, -1, "olá"},
    {IOS, L "image omitted " L "<This message was edited>", TL_KIND_IMAGE, TL_FLAG_EDITED, -1, ""},
    /* deleted */
    {ANDROID, "This message was deleted", TL_KIND_DELETED, 0, -1, ""},
    {ANDROID, "You deleted this message.", TL_KIND_DELETED, 0, -1, ""},
    {IOS, L "This message was deleted.", TL_KIND_DELETED, 0, -1, ""},
    {IOS, L "このメッセージは削除されました。", TL_KIND_DELETED, 0, -1, ""},
    {ANDROID, "Ce message a été supprimé", TL_KIND_DELETED, 0, -1, ""},
    /* calls */
    {ANDROID, "null", TL_KIND_MISSED_CALL, 0, -1, ""},
    {ANDROID, "Missed voice call", TL_KIND_MISSED_CALL, 0, -1, ""},
    {ANDROID, "Voice call", TL_KIND_CALL, 0, -1, ""},
    {ANDROID, "Voice call, 12 min", TL_KIND_CALL, 0, 720, ""},
    {IOS, L "Voice call, " L "12 min", TL_KIND_CALL, 0, 720, ""},
    {IOS, L "Video call. " L "1 hr 5 min", TL_KIND_CALL, TL_FLAG_VIDEO_CALL, 3900, ""},
    {IOS, L "Voice call. " L "41 sec", TL_KIND_CALL, 0, 41, ""},
    {IOS, L "Voice call, " L "1:02:03", TL_KIND_CALL, 0, 3723, ""},
    {IOS, L "Missed voice call. " L "Tap to call back", TL_KIND_MISSED_CALL, 0, -1, ""},
    {IOS, L "Video call. " L "No answer", TL_KIND_MISSED_CALL, TL_FLAG_VIDEO_CALL, -1, ""},
    {IOS, L "Videollamada, " L "8 min", TL_KIND_CALL, TL_FLAG_VIDEO_CALL, 480, ""},
    {IOS_UNMARKED, "Voice call, 12 min", TL_KIND_CALL, 0, 720, ""},
    /* the rest */
    {ANDROID, "location: https://maps.google.com/?q=51.5,-0.1", TL_KIND_LOCATION, 0, -1,
     "location: https://maps.google.com/?q=51.5,-0.1"},
    {IOS, L "Ubicación: https://maps.google.com/?q=51.5,-0.1", TL_KIND_LOCATION, 0, -1,
     "Ubicación: https://maps.google.com/?q=51.5,-0.1"},
    {IOS, L "live location shared", TL_KIND_LOCATION, 0, -1, ""},
    {IOS, L "Contact card omitted", TL_KIND_CONTACT, 0, -1, ""},
    {ANDROID, "POLL:", TL_KIND_POLL, 0, -1, ""},
    {IOS, L "UMFRAGE:", TL_KIND_POLL, 0, -1, ""},
    {IOS, L "Messages and calls are end-to-end encrypted.", TL_KIND_SYSTEM, 0, -1,
     "Messages and calls are end-to-end encrypted."},
    {IOS, L "+44 7700 900123", TL_KIND_TEXT, 0, -1, L "+44 7700 900123"},
    {IOS, "\u200fتم حذف هذه الرسالة", TL_KIND_DELETED, 0, -1, ""},
    {IOS, "\u200fغدا إن شاء الله", TL_KIND_TEXT, 0, -1, "\u200fغدا إن شاء الله"},
    {ANDROID, L "غدا إن شاء الله", TL_KIND_TEXT, 0, -1, L "غدا إن شاء الله"},
};

static void texts_are_told_from_placeholders(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_wa_phrases phrases;
    tl_context_init(&ctx);
    assert_true(tl_wa_phrases_init(&phrases, &ctx));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_wa_body body;
        /* A copy of its exact length, so that a read beyond it is seen. */
        const size_t len = strlen(cases[i].body);
        char *copy = malloc(len + 1);
        memcpy(copy, cases[i].body, len);
        copy = realloc(copy, len > 0 ? len : 1);
        const struct tl_str text = {copy, len};
        tl_wa_body_read(&phrases, text, cases[i].file != ANDROID, cases[i].file == IOS,
                        tl_str_find(text, TL_STR(L), 0) != SIZE_MAX, &body);
        if (body.kind != cases[i].kind || body.flags != cases[i].flags ||
            body.duration_s != cases[i].duration_s)
            fail_msg("case %zu: %s, flags %u, %d s", i, tl_kind_name(body.kind),
                     (unsigned)body.flags, (int)body.duration_s);
        if (!tl_str_equal(body.text, tl_str_from(cases[i].text)))
            fail_msg("case %zu: text is \"%.*s\"", i, (int)body.text.len, body.text.ptr);
        free(copy);
    }
    tl_wa_phrases_release(&phrases);
}

/* Only what may be a placeholder by repetition is marked for it. */
static void unknown_placeholders_are_noticed(void **state)
{
    (void)state;
    struct tl_context ctx;
    struct tl_wa_phrases phrases;
    struct tl_wa_body body;
    tl_context_init(&ctx);
    assert_true(tl_wa_phrases_init(&phrases, &ctx));
    static const struct {
        const char *text;
        bool ios, unknown;
    } texts[] = {
        {"<zorb na frelli>", false, true},     {"<zorb> na <frelli>", false, true},
        {"zorb <frelli>", false, false},       {"<a>", false, false},
        {L "zorb na frelli", true, true},      {L "a whole sentence of WhatsApp", true, false},
        {L "Mia turned it off.", true, false}, {L "90 days", true, false},
        {"zorb na frelli", true, false},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tl_wa_body_read(&phrases, tl_str_from(texts[i].text), texts[i].ios, true, false, &body);
        if (body.unknown != texts[i].unknown)
            fail_msg("text %zu", i);
    }
    tl_wa_phrases_release(&phrases);
}

static void units_of_time_are_known(void **state)
{
    (void)state;
    assert_int_equal(tl_wa_unit_seconds(TL_STR("min")), 60);
    assert_int_equal(tl_wa_unit_seconds(TL_STR("Std")), 3600);
    assert_int_equal(tl_wa_unit_seconds(TL_STR("сек")), 1);
    assert_int_equal(tl_wa_unit_seconds(TL_STR("pages")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_told_from_placeholders),
        cmocka_unit_test(unknown_placeholders_are_noticed),
        cmocka_unit_test(units_of_time_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
