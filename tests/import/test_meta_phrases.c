/*
 * test_meta_phrases.c: what the apps write in the place of a message, and what people write that
 * looks like it.
 */
#include "tl_test.h"

#include "meta_phrases.h"
#include "str.h"

static void knows_what_was_sent(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sender;
        enum tl_kind kind;
    } cases[] = {
        {"Wiebke sent an attachment.", "Wiebke Lund", TL_KIND_MEDIA},
        {"You sent a voice message.", "Wiebke Lund", TL_KIND_VOICE},
        {"Wiebke sent a live location.", "Wiebke Lund", TL_KIND_LOCATION},
        {"Wiebke hat einen Anhang gesendet.", "Wiebke", TL_KIND_MEDIA},
        {"Du hast ein Foto gesendet.", "Wiebke", TL_KIND_IMAGE},
        {"Zoé a envoyé une pièce jointe.", "Zoé Marchand", TL_KIND_MEDIA},
        {"Vous avez envoyé un autocollant.", "Zoé", TL_KIND_STICKER},
        {"Nerea envió un archivo adjunto.", "Nerea", TL_KIND_MEDIA},
        {"Tú enviaste un archivo adjunto", "Nerea", TL_KIND_MEDIA},
        {"Gioia ha inviato un messaggio vocale.", "Gioia", TL_KIND_VOICE},
        {"Você enviou uma figurinha.", "Caio", TL_KIND_STICKER},
        {"Caio enviou um anexo.", "Caio", TL_KIND_MEDIA},
        {"Femke heeft een bijlage verzonden.", "Femke", TL_KIND_MEDIA},
        {"Iga wysłał(a) zdjęcie.", "Iga", TL_KIND_IMAGE},
        {"Deniz bir ek gönderdi.", "Deniz", TL_KIND_MEDIA},
        {"Bir fotoğraf gönderdin.", "Deniz", TL_KIND_IMAGE},
        {"Вы отправили вложение.", "Лев", TL_KIND_MEDIA},
        {"Лев отправил(а) видео.", "Лев", TL_KIND_VIDEO},
        {"Citra mengirim lampiran.", "Citra", TL_KIND_MEDIA},
        {"Vilde sendte et bilde.", "Vilde", TL_KIND_IMAGE},
        {"Thu đã gửi một ảnh.", "Thu", TL_KIND_IMAGE},
        {"Wiebke unsent a message", "Wiebke", TL_KIND_DELETED},
        {"Wiebke started an audio call", "Wiebke", TL_KIND_CALL},
        {"You missed a video chat", "Wiebke", TL_KIND_MISSED_CALL},
        {"Audio call ended", "Wiebke", TL_KIND_SYSTEM},
        {"Videochat beendet", "Wiebke", TL_KIND_SYSTEM},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum tl_kind kind = TL_KIND_COUNT;
        uint16_t flags;
        if (!tl_meta_is_filler(tl_str_from(cases[i].text), tl_str_from(cases[i].sender), &kind,
                               &flags) ||
            kind != cases[i].kind)
            fail_msg("%s: %d", cases[i].text, (int)kind);
    }
}

static void leaves_what_people_write(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "sent a photo.",
        "Mum sent a photo.",
        "I sent a photo.",
        "Wiebke sent a postcard.",
        "Wiebke, you sent a photo.",
        "did you see it? You sent a link.",
        "Wiebke hat gestern ein Foto gesendet, oder?",
        "video chat ended badly",
        "sent",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        enum tl_kind kind;
        uint16_t flags;
        if (tl_meta_is_filler(tl_str_from(texts[i]), TL_STR("Wiebke Lund"), &kind, &flags))
            fail_msg("%s", texts[i]);
    }
}

static void knows_reactions(void **state)
{
    (void)state;
    static const struct {
        const char *text, *emoji;
    } cases[] = {
        {"Liked a message", "\xe2\x9d\xa4"},
        {"Reacted 😮 to your message", "😮"},
        {"Reacted 😮 to your message ", "😮"},
        {"Hat mit 👍 auf deine Nachricht reagiert", "👍"},
        {"A réagi avec ❤️ à votre message", "❤️"},
        {"Reaccionó con 😢 a tu mensaje", "😢"},
        {"Ha reagito con 😂 al tuo messaggio.", "😂"},
        {"Curtiu uma mensagem", "\xe2\x9d\xa4"},
        {"Reagiu com 🔥 à sua mensagem", "🔥"},
        {"Heeft met 🙌 op je bericht gereageerd", "🙌"},
        {"Mesajına 😍 ifadesi bıraktı", "😍"},
        {"Menanggapi pesan Anda dengan 👏", "👏"},
        {"Reacted badly to your message", NULL},
        {"Reacted to your message", NULL},
        {"Reacted 😮 to your message, sorry", NULL},
        {"liked a message you sent", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tl_str emoji = {NULL, 0};
        const bool is = tl_meta_is_reaction(tl_str_from(cases[i].text), &emoji);
        if (is != (cases[i].emoji != NULL) ||
            (is && !tl_str_equal(emoji, tl_str_from(cases[i].emoji))))
            fail_msg("%s", cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_was_sent),
        cmocka_unit_test(leaves_what_people_write),
        cmocka_unit_test(knows_reactions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
