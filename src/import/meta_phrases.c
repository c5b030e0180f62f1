/*
 * meta_phrases.c: see meta_phrases.h.
 *
 * A language has one sentence for what was sent, with the thing in it: "Ann sent a photo.", with
 * its own beginning where it is the owner of the download ("You sent a photo."). So a row holds the
 * parts of the sentence and the things in the order of `kinds`. Wordings differ between the apps
 * and their versions; a language may have several rows. Compared without the full stop at the end
 * and without regard to the case of ASCII letters.
 */
#include "meta_phrases.h"

#include <string.h>

#include "str.h"

enum { N_THINGS = 9 };

static const uint8_t kinds[N_THINGS] = {
    TL_KIND_MEDIA,   TL_KIND_IMAGE, TL_KIND_VIDEO,    TL_KIND_VOICE, TL_KIND_GIF,
    TL_KIND_STICKER, TL_KIND_FILE,  TL_KIND_LOCATION, TL_KIND_MEDIA,
};

static const struct sending {
    const char *other, *own; /* before the thing: behind a name, and of the owner */
    const char *behind, *behind_own;
    const char *things[N_THINGS]; /* attachment, photo, video, voice message, GIF, sticker, file,
                                     place, link */
} sendings[] = {
    {" sent ",
     "You sent ",
     "",
     "",
     {"an attachment", "a photo", "a video", "a voice message", "a GIF", "a sticker", "a file",
      "a location", "a link"}},
    {" sent ",
     "You sent ",
     "",
     "",
     {"attachments", "photos", "videos", "an audio message", "GIFs", "stickers", "files",
      "a live location", "links"}},
    {" hat ",
     "Du hast ",
     " gesendet",
     " gesendet",
     {"einen Anhang", "ein Foto", "ein Video", "eine Sprachnachricht", "ein GIF", "einen Sticker",
      "eine Datei", "einen Standort", "einen Link"}},
    {" a envoyé ",
     "Vous avez envoyé ",
     "",
     "",
     {"une pièce jointe", "une photo", "une vidéo", "un message vocal", "un GIF", "un autocollant",
      "un fichier", "une position", "un lien"}},
    {" a envoyé ",
     "Tu as envoyé ",
     "",
     "",
     {"une pièce jointe", "une photo", "une vidéo", "un message vocal", "un GIF", "un sticker",
      "un fichier", "une localisation", "un lien"}},
    {" envió ",
     "Enviaste ",
     "",
     "",
     {"un archivo adjunto", "una foto", "un video", "un mensaje de voz", "un GIF", "un sticker",
      "un archivo", "una ubicación", "un enlace"}},
    {" envió ",
     "Tú enviaste ",
     "",
     "",
     {"un archivo adjunto", "una foto", "un vídeo", "un mensaje de voz", "un GIF", "un sticker",
      "un archivo", "una ubicación", "un enlace"}},
    {" ha enviado ",
     "Has enviado ",
     "",
     "",
     {"un archivo adjunto", "una foto", "un vídeo", "un mensaje de voz", "un GIF", "un sticker",
      "un archivo", "una ubicación", "un enlace"}},
    {" ha inviato ",
     "Hai inviato ",
     "",
     "",
     {"un allegato", "una foto", "un video", "un messaggio vocale", "una GIF", "un adesivo",
      "un file", "una posizione", "un link"}},
    {" enviou ",
     "Você enviou ",
     "",
     "",
     {"um anexo", "uma foto", "um vídeo", "uma mensagem de voz", "um GIF", "uma figurinha",
      "um arquivo", "uma localização", "um link"}},
    {" enviou ",
     "Enviaste ",
     "",
     "",
     {"um anexo", "uma foto", "um vídeo", "uma mensagem de voz", "um GIF", "um autocolante",
      "um ficheiro", "uma localização", "uma ligação"}},
    {" heeft ",
     "Je hebt ",
     " verzonden",
     " verzonden",
     {"een bijlage", "een foto", "een video", "een spraakbericht", "een gif", "een sticker",
      "een bestand", "een locatie", "een link"}},
    {" heeft ",
     "Je hebt ",
     " gestuurd",
     " gestuurd",
     {"een bijlage", "een foto", "een video", "een spraakbericht", "een gif", "een sticker",
      "een bestand", "een locatie", "een link"}},
    {" wysłał(a) ",
     "Wysłano ",
     "",
     "",
     {"załącznik", "zdjęcie", "film", "wiadomość głosową", "GIF", "naklejkę", "plik", "lokalizację",
      "link"}},
    {" ",
     "",
     " gönderdi",
     " gönderdin",
     {"bir ek", "bir fotoğraf", "bir video", "bir sesli mesaj", "bir GIF", "bir çıkartma",
      "bir dosya", "bir konum", "bir bağlantı"}},
    {" отправил(а) ",
     "Вы отправили ",
     "",
     "",
     {"вложение", "фото", "видео", "голосовое сообщение", "GIF", "стикер", "файл", "местоположение",
      "ссылку"}},
    {" отправил(-а) ",
     "Вы отправили ",
     "",
     "",
     {"вложение", "фото", "видео", "голосовое сообщение", "GIF", "наклейку", "файл",
      "местоположение", "ссылку"}},
    {" mengirim ",
     "Anda mengirim ",
     "",
     "",
     {"lampiran", "foto", "video", "pesan suara", "GIF", "stiker", "file", "lokasi", "tautan"}},
    {" mengirimkan ",
     "Anda mengirimkan ",
     "",
     "",
     {"lampiran", "foto", "video", "pesan suara", "GIF", "stiker", "file", "lokasi", "tautan"}},
    {" skickade ",
     "Du skickade ",
     "",
     "",
     {"en bilaga", "ett foto", "en video", "ett röstmeddelande", "en GIF", "ett klistermärke",
      "en fil", "en plats", "en länk"}},
    {" sendte ",
     "Du sendte ",
     "",
     "",
     {"en vedhæftet fil", "et billede", "en video", "en talebesked", "en GIF", "et klistermærke",
      "en fil", "en placering", "et link"}},
    {" sendte ",
     "Du sendte ",
     "",
     "",
     {"et vedlegg", "et bilde", "en video", "en talemelding", "en GIF", "et klistremerke", "en fil",
      "en posisjon", "en lenke"}},
    {" lähetti ",
     "Lähetit ",
     "",
     "",
     {"liitteen", "kuvan", "videon", "ääniviestin", "GIF-kuvan", "tarran", "tiedoston", "sijainnin",
      "linkin"}},
    {" a trimis ",
     "Ai trimis ",
     "",
     "",
     {"un atașament", "o fotografie", "un videoclip", "un mesaj vocal", "un GIF", "un autocolant",
      "un fișier", "o locație", "un link"}},
    {" đã gửi ",
     "Bạn đã gửi ",
     "",
     "",
     {"một file đính kèm", "một ảnh", "một video", "một tin nhắn thoại", "một file GIF",
      "một nhãn dán", "một file", "một vị trí", "một liên kết"}},
};

/* Sentences with nothing to fill in but who: a name may stand before what begins with a blank. */
static const struct {
    const char *text;
    uint8_t kind;
    uint16_t flags;
} events[] = {
    {" unsent a message", TL_KIND_DELETED, 0},
    {"You unsent a message", TL_KIND_DELETED, 0},
    {"User unsent a message", TL_KIND_DELETED, 0},
    /* Calls of Instagram, which have no fields of their own. The end is not another call. */
    {" started an audio call", TL_KIND_CALL, 0},
    {"You started an audio call", TL_KIND_CALL, 0},
    {" started a call", TL_KIND_CALL, 0},
    {" started a video chat", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {"You started a video chat", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {" called you", TL_KIND_CALL, 0},
    {" missed an audio call", TL_KIND_MISSED_CALL, 0},
    {" missed a video chat", TL_KIND_MISSED_CALL, TL_FLAG_VIDEO_CALL},
    {"You missed an audio call", TL_KIND_MISSED_CALL, 0},
    {"You missed a video chat", TL_KIND_MISSED_CALL, TL_FLAG_VIDEO_CALL},
    {"Missed voice call", TL_KIND_MISSED_CALL, 0},
    {"Missed video call", TL_KIND_MISSED_CALL, TL_FLAG_VIDEO_CALL},
    {"Audio call ended", TL_KIND_SYSTEM, 0},
    {"Video chat ended", TL_KIND_SYSTEM, 0},
    {"The video chat ended", TL_KIND_SYSTEM, 0},
    {" hat einen Audioanruf gestartet", TL_KIND_CALL, 0},
    {" hat einen Videochat gestartet", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {"Du hast einen Audioanruf gestartet", TL_KIND_CALL, 0},
    {"Du hast einen Videochat gestartet", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {"Du hast einen Audioanruf verpasst", TL_KIND_MISSED_CALL, 0},
    {"Du hast einen Videochat verpasst", TL_KIND_MISSED_CALL, TL_FLAG_VIDEO_CALL},
    {"Audioanruf beendet", TL_KIND_SYSTEM, 0},
    {"Videochat beendet", TL_KIND_SYSTEM, 0},
    {" a démarré un appel audio", TL_KIND_CALL, 0},
    {" a démarré un chat vidéo", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {"Appel audio terminé", TL_KIND_SYSTEM, 0},
    {"Chat vidéo terminé", TL_KIND_SYSTEM, 0},
    {" inició una llamada de audio", TL_KIND_CALL, 0},
    {" inició un chat de video", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {"Finalizó la llamada de audio", TL_KIND_SYSTEM, 0},
    {"Finalizó el chat de video", TL_KIND_SYSTEM, 0},
    {" iniciou uma chamada de áudio", TL_KIND_CALL, 0},
    {" iniciou uma conversa por vídeo", TL_KIND_CALL, TL_FLAG_VIDEO_CALL},
    {"Chamada de áudio encerrada", TL_KIND_SYSTEM, 0},
};

/* An emoji stands between the two; without `after` the sentence is a heart. */
static const struct {
    const char *before, *after;
} reactions[] = {
    {"Liked a message", NULL},
    {"Reacted ", " to your message"},
    {"Hat eine Nachricht mit „Gefällt mir“ markiert", NULL},
    {"Hat mit ", " auf deine Nachricht reagiert"},
    {"Hat ", " auf deine Nachricht reagiert"},
    {"A aimé un message", NULL},
    {"A réagi ", " à votre message"},
    {"A réagi avec ", " à votre message"},
    {"A réagi ", " à ton message"},
    {"Le gustó un mensaje", NULL},
    {"Le ha gustado un mensaje", NULL},
    {"Indicó que le gusta un mensaje", NULL},
    {"Reaccionó con ", " a tu mensaje"},
    {"Reaccionó ", " a tu mensaje"},
    {"Ha reaccionado con ", " a tu mensaje"},
    {"Ha messo Mi piace a un messaggio", NULL},
    {"Ha messo \"Mi piace\" a un messaggio", NULL},
    {"Ha reagito con ", " al tuo messaggio"},
    {"Ha reagito ", " al tuo messaggio"},
    {"Curtiu uma mensagem", NULL},
    {"Gostou de uma mensagem", NULL},
    {"Reagiu com ", " à sua mensagem"},
    {"Reagiu com ", " à tua mensagem"},
    {"Reagiu ", " à sua mensagem"},
    {"Vindt een bericht leuk", NULL},
    {"Heeft met ", " op je bericht gereageerd"},
    {"Heeft ", " gereageerd op je bericht"},
    {"Reageerde met ", " op je bericht"},
    {"Polubił(a) wiadomość", NULL},
    {"Zareagował(a) ", " na Twoją wiadomość"},
    {"Zareagował(a) ", " na twoją wiadomość"},
    {"Bir mesajı beğendi", NULL},
    {"Mesajına ", " ifadesi bıraktı"},
    {"Mesajına ", " ifadesini bıraktı"},
    {"Отреагировал(а) ", " на ваше сообщение"},
    {"Отреагировал(-а) ", " на ваше сообщение"},
    {"Menyukai pesan", NULL},
    {"Menyukai sebuah pesan", NULL},
    {"Menanggapi ", " pesan Anda"},
    {"Menanggapi pesan Anda dengan ", ""},
    {"Gillade ett meddelande", NULL},
    {"Reagerade med ", " på ditt meddelande"},
    {"Synes godt om en besked", NULL},
    {"Reagerede med ", " på din besked"},
    {"Likte en melding", NULL},
    {"Reagerte med ", " på meldingen din"},
    {"A apreciat un mesaj", NULL},
    {"A reacționat cu ", " la mesajul tău"},
    {"Đã thích một tin nhắn", NULL},
    {"Đã bày tỏ cảm xúc ", " về tin nhắn của bạn"},
};

static struct tl_str without_stop(struct tl_str text)
{
    text = tl_str_trim(text);
    if (text.len > 0 && text.ptr[text.len - 1] == '.')
        text.len--;
    return text;
}

/* Takes the phrase from the end of *s. */
static bool cut_end(struct tl_str *s, const char *phrase)
{
    const struct tl_str end = tl_str_from(phrase);
    if (s->len < end.len || !tl_str_equal_fold(tl_str_slice(*s, s->len - end.len, s->len), end))
        return false;
    s->len -= end.len;
    return true;
}

static bool starts(struct tl_str s, const char *phrase)
{
    /* Nearly always this is all there is to see. */
    if (phrase[0] != '\0' && (s.len == 0 || tl_to_lower(s.ptr[0]) != tl_to_lower(phrase[0])))
        return false;
    const struct tl_str head = tl_str_from(phrase);
    return s.len >= head.len && tl_str_equal_fold(tl_str_slice(s, 0, head.len), head);
}

static bool is(struct tl_str s, const char *phrase)
{
    return starts(s, phrase) && s.len == strlen(phrase);
}

/* What is left is who the message is from, or the beginning of the name. */
static bool names(struct tl_str who, struct tl_str sender)
{
    return who.len > 0 && tl_str_starts(sender, who);
}

static bool is_own_sending(const struct sending *s, size_t thing, struct tl_str text)
{
    return cut_end(&text, s->behind_own) && cut_end(&text, s->things[thing]) &&
           tl_str_equal_fold(text, tl_str_from(s->own));
}

static bool is_others_sending(const struct sending *s, size_t thing, struct tl_str text,
                              struct tl_str sender)
{
    return cut_end(&text, s->behind) && cut_end(&text, s->things[thing]) &&
           cut_end(&text, s->other) && names(text, sender);
}

bool tl_meta_is_filler(struct tl_str text, struct tl_str sender, enum tl_kind *kind,
                       uint16_t *flags)
{
    *flags = 0;
    if (text.len < 8 || text.len > 256)
        return false;
    text = without_stop(text);
    /* Most texts do not begin as their sender's name does, nor as a sentence of the apps. */
    const bool named = names(tl_str_slice(text, 0, 2), sender);
    for (size_t i = 0; i < sizeof sendings / sizeof *sendings; i++) {
        const struct sending *s = &sendings[i];
        const bool own = starts(text, s->own);
        for (size_t thing = 0; (own || named) && thing < N_THINGS; thing++)
            if ((own && is_own_sending(s, thing, text)) ||
                (named && is_others_sending(s, thing, text, sender))) {
                *kind = (enum tl_kind)kinds[thing];
                return true;
            }
    }
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        struct tl_str rest = text;
        const bool about = events[i].text[0] == ' ';
        if (about ? !named || !cut_end(&rest, events[i].text) || !names(rest, sender)
                  : !is(text, events[i].text))
            continue;
        *kind = (enum tl_kind)events[i].kind;
        *flags = events[i].flags;
        return true;
    }
    return false;
}

/* Not ASCII, and one word. */
static bool is_emoji(struct tl_str s)
{
    return s.len > 0 && s.len <= 64 && ((unsigned char)s.ptr[0] & 0x80) != 0 &&
           tl_str_find(s, TL_STR(" "), 0) == SIZE_MAX;
}

bool tl_meta_is_reaction(struct tl_str text, struct tl_str *emoji)
{
    if (text.len < 8 || text.len > 192)
        return false;
    text = without_stop(text);
    bool ascii = true;
    for (size_t i = 0; ascii && i < text.len; i++)
        ascii = ((unsigned char)text.ptr[i] & 0x80) == 0;
    for (size_t i = 0; i < sizeof reactions / sizeof *reactions; i++) {
        if (reactions[i].after == NULL && is(text, reactions[i].before)) {
            *emoji = TL_STR("\xe2\x9d\xa4");
            return true;
        }
        if (reactions[i].after == NULL || ascii || !starts(text, reactions[i].before))
            continue;
        struct tl_str rest = tl_str_slice(text, strlen(reactions[i].before), text.len);
        if (cut_end(&rest, reactions[i].after) && is_emoji(rest)) {
            *emoji = rest;
            return true;
        }
    }
    return false;
}
