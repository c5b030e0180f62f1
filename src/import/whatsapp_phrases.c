/*
 * whatsapp_phrases.c: the table of phrases and its index.
 *
 * Phrases are as WhatsApp's translations have them, several versions where the wording changed.
 * Android writes omitted media in angle brackets and does not say what it was; iOS names the kind.
 * A language that is missing here loses little: what is repeated word for word in angle brackets is
 * taken for a placeholder all the same (whatsapp_learn.c).
 */
#include "whatsapp_phrases.h"

#include <string.h>

#include "str.h"

#define PHRASE(text, class, kind, flags)                                                           \
    {                                                                                              \
        text, sizeof(text) - 1, class, kind, flags                                                 \
    }
#define OMITTED(kind, text) PHRASE(text, TL_WA_OMITTED, kind, 0)
#define MEDIA(text) OMITTED(TL_KIND_MEDIA, text)
#define IMAGE(text) OMITTED(TL_KIND_IMAGE, text)
#define VIDEO(text) OMITTED(TL_KIND_VIDEO, text)
#define VOICE(text) OMITTED(TL_KIND_VOICE, text)
#define GIF(text) OMITTED(TL_KIND_GIF, text)
#define STICKER(text) OMITTED(TL_KIND_STICKER, text)
#define FILE_(text) OMITTED(TL_KIND_FILE, text)
#define CONTACT(text) OMITTED(TL_KIND_CONTACT, text)
#define LOCATION(text) OMITTED(TL_KIND_LOCATION, text)
#define ONCE(kind, text) PHRASE(text, TL_WA_OMITTED, kind, TL_FLAG_VIEW_ONCE)
#define ATTACHED(text) PHRASE(text, TL_WA_ATTACHED, TL_KIND_FILE, 0)
#define EDITED(text) PHRASE(text, TL_WA_EDITED, TL_KIND_TEXT, TL_FLAG_EDITED)
#define DELETED(text) PHRASE(text, TL_WA_DELETED, TL_KIND_DELETED, 0)
#define CALL(text) PHRASE(text, TL_WA_CALL, TL_KIND_CALL, 0)
#define CALL_VIDEO(text) PHRASE(text, TL_WA_CALL, TL_KIND_CALL, TL_FLAG_VIDEO_CALL)
#define MISSED(text) PHRASE(text, TL_WA_CALL, TL_KIND_MISSED_CALL, 0)
#define MISSED_VIDEO(text) PHRASE(text, TL_WA_CALL, TL_KIND_MISSED_CALL, TL_FLAG_VIDEO_CALL)
#define NO_ANSWER(text) PHRASE(text, TL_WA_NO_ANSWER, TL_KIND_MISSED_CALL, 0)
#define POLL(text) PHRASE(text, TL_WA_POLL, TL_KIND_POLL, 0)

static const struct tl_wa_phrase table[] = {
    /* Android, by language */
    MEDIA("<Media weggelaat>"),
    MEDIA("<تم استبعاد الوسائط>"),
    MEDIA("<Media buraxıldı>"),
    MEDIA("<Media çıxarılmışdır>"),
    MEDIA("<Без файл>"),
    MEDIA("<без файл>"),
    MEDIA("<মিডিয়া বাদ দেওয়া হয়েছে>"),
    MEDIA("<Fitxers multimèdia omesos>"),
    MEDIA("<Mitjans omesos>"),
    MEDIA("<Média vynechány>"),
    MEDIA("<Média vynechána>"),
    MEDIA("< Média vynechána >"),
    MEDIA("<Medier udeladt>"),
    MEDIA("<Mediefil udeladt>"),
    MEDIA("<Medien ausgeschlossen>"),
    MEDIA("<Medien weggelassen>"),
    MEDIA("<Medien ausgelassen>"),
    MEDIA("<αρχείο παραλήφθηκε>"),
    MEDIA("<Αρχείο παραλείφθηκε>"),
    MEDIA("<Εξαίρεση πολυμέσων>"),
    MEDIA("<Media omitted>"),
    MEDIA("<Multimedia omitido>"),
    MEDIA("<Archivo omitido>"),
    MEDIA("<Meedia välja jäetud>"),
    MEDIA("<Meedia ära jäetud>"),
    MEDIA("<رسانه حذف شد>"),
    MEDIA("< پيوست نما/آهنگ حذف شد >"),
    MEDIA("<Media jätettiin pois>"),
    MEDIA("<Media jätetty pois>"),
    MEDIA("<Médias omis>"),
    MEDIA("<Fichier omis>"),
    MEDIA("<મિડિયા છોડી મૂકાયું>"),
    MEDIA("<મીડિયા અવગણવામાં આવ્યા>"),
    MEDIA("<मीडिया के बिना>"),
    MEDIA("<Medijski zapis izostavljen>"),
    MEDIA("<Média elhagyva>"),
    MEDIA("<Hiányzó médiafájl>"),
    MEDIA("<Media tidak disertakan>"),
    MEDIA("<Media omessi>"),
    MEDIA("<Media omesso>"),
    MEDIA("<המדיה לא נכללה>"),
    MEDIA("<מדיה הושמטה>"),
    MEDIA("<メディアなし>"),
    MEDIA("<メディアは含まれていません>"),
    MEDIA("<файлдар қосылмаған>"),
    MEDIA("<Файл қосылған жоқ>"),
    MEDIA("<ಮಾಧ್ಯಮ ಕೈಬಿಡಲಾಗಿದೆ>"),
    MEDIA("<미디어 파일 제외됨>"),
    MEDIA("<미디어 파일을 생략한 대화내용>"),
    MEDIA("<ບໍ່ລວມມີເດຍ>"),
    MEDIA("<Medija praleista>"),
    MEDIA("<Praleistas medijos turinys>"),
    MEDIA("<Nav iekļauta multivide>"),
    MEDIA("<Bez multivides>"),
    MEDIA("<без фајлови>"),
    MEDIA("<Без фајл>"),
    MEDIA("<മീഡിയ ഒഴിവാക്കി>"),
    MEDIA("<मीडिया वगळण्यात आला>"),
    MEDIA("<मीडिया वगळले>"),
    MEDIA("<Media dikecualikan>"),
    MEDIA("<Media disingkirkan>"),
    MEDIA("<Media utelatt>"),
    MEDIA("<Uten vedlegg>"),
    MEDIA("<Media weggelaten>"),
    MEDIA("<ਮੀਡੀਆ ਛੱਡਿਆ>"),
    MEDIA("<ਮੀਡੀਆ ਛਡਿਆ ਗਿਆ>"),
    MEDIA("<pominięto multimedia>"),
    MEDIA("<pliki pominięto>"),
    MEDIA("<Ficheiro não revelado>"),
    MEDIA("<Arquivo não revelado>"),
    MEDIA("<Ficheiro omitido>"),
    MEDIA("<Multimédia omitido>"),
    MEDIA("<Mídia omitida>"),
    MEDIA("<Mídia oculta>"),
    MEDIA("<Arquivo de mídia oculto>"),
    MEDIA("<Conținut media omis>"),
    MEDIA("<Без медиафайлов>"),
    MEDIA("<без медиафайлов>"),
    MEDIA("<Файл пропущен>"),
    MEDIA("<Médiá vynechané>"),
    MEDIA("<Datoteke izpuščene>"),
    MEDIA("<Medij izpuščen>"),
    MEDIA("<Media u hoq>"),
    MEDIA("<Media hequr>"),
    MEDIA("<медији су изостављени>"),
    MEDIA("<Медији су изостављени>"),
    MEDIA("<Media utelämnat>"),
    MEDIA("<Media har utelämnats>"),
    MEDIA("<Media hazijajumuishwa>"),
    MEDIA("<Media imerukwa>"),
    MEDIA("<கோப்புகள் விடப்பட்டன>"),
    MEDIA("< ஊடகங்கள் நீக்கப்பட்டது >"),
    MEDIA("<మీడియా విస్మరించబడింది>"),
    MEDIA("<మాధ్యమం విస్మరించబడింది>"),
    MEDIA("<ไฟล์สื่อถูกลบ>"),
    MEDIA("<สื่อถูกลบ>"),
    MEDIA("<Inalis ang media>"),
    MEDIA("<Walang kalakip na media>"),
    MEDIA("<Medya dahil edilmedi>"),
    MEDIA("<Medya atlanmış>"),
    MEDIA("<медіа пропущено>"),
    MEDIA("<Медіа пропущено>"),
    MEDIA("<میڈیا چھوڑ دیا گیا>"),
    MEDIA("<میڈیا ہٹا دیا گیا>"),
    MEDIA("<Fayl o‘tkazib yuborildi>"),
    MEDIA("<bỏ qua tệp phương tiện>"),
    MEDIA("<Bỏ qua Media>"),
    MEDIA("<忽略多媒體檔>"),
    MEDIA("<省略多媒体文件>"),
    MEDIA("<略过多媒体文件>"),
    IMAGE("<image omitted>"),
    VIDEO("<video omitted>"),
    VIDEO("<video note omitted>"),
    VOICE("<audio omitted>"),
    VOICE("<voice message omitted>"),
    GIF("<GIF omitted>"),
    STICKER("<sticker omitted>"),
    FILE_("<document omitted>"),
    IMAGE("<imagen omitida>"),
    IMAGE("<foto omitida>"),
    VIDEO("<video omitido>"),
    VOICE("<audio omitido>"),
    GIF("<GIF omitido>"),
    STICKER("<sticker omitido>"),
    FILE_("<documento omitido>"),
    ONCE(TL_KIND_VOICE, "<View once voice message omitted>"),
    ONCE(TL_KIND_MEDIA, "<View once message omitted>"),
    ONCE(TL_KIND_IMAGE, "<View once photo omitted>"),
    ONCE(TL_KIND_VIDEO, "<View once video omitted>"),
    ONCE(TL_KIND_VOICE, "View once voice message omitted"),
    ONCE(TL_KIND_MEDIA, "View once message omitted"),
    ONCE(TL_KIND_IMAGE, "View once photo omitted"),
    ONCE(TL_KIND_VIDEO, "View once video omitted"),
    /* iOS, by language */
    IMAGE("image omitted"),
    IMAGE("photo omitted"),
    VIDEO("video omitted"),
    VIDEO("video note omitted"),
    VOICE("audio omitted"),
    VOICE("voice message omitted"),
    GIF("GIF omitted"),
    STICKER("sticker omitted"),
    FILE_("document omitted"),
    CONTACT("Contact card omitted"),
    LOCATION("live location shared"),
    LOCATION("location omitted"),
    IMAGE("imagen omitida"),
    VIDEO("video omitido"),
    VIDEO("vídeo omitido"),
    VOICE("audio omitido"),
    GIF("GIF omitido"),
    STICKER("sticker omitido"),
    FILE_("documento omitido"),
    CONTACT("Tarjeta de contacto omitida"),
    IMAGE("Bild weggelassen"),
    VIDEO("Video weggelassen"),
    VOICE("Audio weggelassen"),
    GIF("GIF weggelassen"),
    STICKER("Sticker weggelassen"),
    FILE_("Dokument weggelassen"),
    CONTACT("Kontaktkarte ausgelassen"),
    CONTACT("Kontaktkarte weggelassen"),
    IMAGE("image absente"),
    VIDEO("vidéo absente"),
    VOICE("audio omis"),
    GIF("GIF retiré"),
    STICKER("sticker omis"),
    FILE_("document manquant"),
    FILE_("document omis"),
    CONTACT("Fiche contact manquante"),
    IMAGE("immagine omessa"),
    VIDEO("video omesso"),
    VOICE("audio omesso"),
    GIF("GIF esclusa"),
    STICKER("sticker non incluso"),
    FILE_("documento omesso"),
    CONTACT("Scheda contatto omessa"),
    IMAGE("imagem ocultada"),
    IMAGE("imagem omitida"),
    IMAGE("imagem não revelada"),
    VIDEO("vídeo ocultado"),
    VIDEO("vídeo não revelado"),
    VOICE("áudio ocultado"),
    VOICE("áudio omitido"),
    VOICE("ficheiro de áudio não revelado"),
    GIF("GIF não revelada"),
    GIF("GIF ocultado"),
    STICKER("figurinha omitida"),
    STICKER("sticker não revelado"),
    FILE_("documento ocultado"),
    FILE_("documento não revelado"),
    CONTACT("Contacto não revelado"),
    CONTACT("Cartão do contato omitido"),
    IMAGE("afbeelding weggelaten"),
    VIDEO("video weggelaten"),
    VOICE("audio weggelaten"),
    GIF("GIF weggelaten"),
    STICKER("sticker weggelaten"),
    FILE_("document weggelaten"),
    CONTACT("Contactkaart weggelaten"),
    IMAGE("изображение отсутствует"),
    VIDEO("видео отсутствует"),
    VOICE("аудио отсутствует"),
    GIF("GIF отсутствует"),
    STICKER("стикер не добавлен"),
    FILE_("документ отсутствует"),
    CONTACT("карточка контакта отсутствует"),
    IMAGE("зображення відсутнє"),
    VIDEO("відео відсутнє"),
    VOICE("аудіо відсутнє"),
    GIF("GIF-анімацію пропущено"),
    STICKER("Наклейку не додано"),
    FILE_("документ пропущено"),
    CONTACT("Картка контакту відсутня"),
    IMAGE("obrázek vynechán"),
    VIDEO("video vynecháno"),
    GIF("GIF vynechán"),
    STICKER("nálepka vynechána"),
    FILE_("dokument vynechán"),
    CONTACT("Vizitka vynechána"),
    IMAGE("pominięto grafikę"),
    VIDEO("pominięto wideo"),
    VOICE("pominięto dźwięk"),
    GIF("pominięto GIF"),
    STICKER("pominięto naklejkę"),
    FILE_("pominięto dokument"),
    IMAGE("bild utelämnad"),
    VIDEO("video utelämnad"),
    VOICE("ljud utelämnat"),
    IMAGE("görüntü dahil edilmedi"),
    VIDEO("video dahil edilmedi"),
    VOICE("ses dahil edilmedi"),
    GIF("GIF dahil edilmedi"),
    STICKER("çıkartma dahil edilmedi"),
    FILE_("belge dahil edilmedi"),
    IMAGE("لم يتم إدراج الصورة"),
    VIDEO("لم يتم إدراج الفيديوهات"),
    VOICE("لم يتم إدراج المقاطع الصوتية"),
    GIF("لم يتم إدراج صورة GIF"),
    STICKER("تم حذف الملصقات"),
    FILE_("لم يتم إدراج المستند"),
    CONTACT("لم يتم إدراج بطاقة جهة اتصال"),
    IMAGE("התמונה הושמטה"),
    VIDEO("סרטון הושמט"),
    VOICE("הקובץ הקולי הושמט"),
    IMAGE("画像は含まれていません"),
    VIDEO("動画は含まれていません"),
    VOICE("音声は含まれていません"),
    STICKER("スタンプは含まれていません"),
    IMAGE("图像已忽略"),
    VIDEO("视频已忽略"),
    VOICE("音频已忽略"),
    STICKER("贴图已忽略"),
    FILE_("文档已忽略"),
    IMAGE("圖片已略過"),
    VIDEO("影片已略過"),
    VOICE("音訊已略過"),
    STICKER("貼圖已略過"),
    IMAGE("이미지 생략됨"),
    VIDEO("동영상 생략됨"),
    VOICE("음성 생략됨"),
    IMAGE("gambar tidak disertakan"),
    VIDEO("video tidak disertakan"),
    VOICE("audio tidak disertakan"),
    STICKER("stiker tidak disertakan"),
    FILE_("dokumen tidak disertakan"),
    IMAGE("छवि को छोड़ दिया गया"),
    VIDEO("वीडियो को छोड़ दिया गया"),
    VOICE("ऑडियो को छोड़ दिया गया"),
    /* behind the name of an attached file */
    ATTACHED("file attached"),
    ATTACHED("archivo adjunto"),
    ATTACHED("Datei angehängt"),
    ATTACHED("fichier joint"),
    ATTACHED("file allegato"),
    ATTACHED("arquivo anexado"),
    ATTACHED("ficheiro anexado"),
    ATTACHED("bestand bijgevoegd"),
    ATTACHED("bestand toegevoegd"),
    ATTACHED("dosya ekli"),
    ATTACHED("plik załączony"),
    ATTACHED("załączono plik"),
    ATTACHED("файл прикреплен"),
    ATTACHED("файл прикреплён"),
    ATTACHED("файл добавлен"),
    ATTACHED("файл прикріплено"),
    ATTACHED("файл додано"),
    ATTACHED("fil bifogad"),
    ATTACHED("fil vedhæftet"),
    ATTACHED("fil vedlagt"),
    ATTACHED("tiedosto liitetty"),
    ATTACHED("soubor připojen"),
    ATTACHED("přiložený soubor"),
    ATTACHED("fájl csatolva"),
    ATTACHED("fișier atașat"),
    ATTACHED("συνημμένο αρχείο"),
    ATTACHED("arxiu adjunt"),
    ATTACHED("file terlampir"),
    ATTACHED("fail dilampirkan"),
    ATTACHED("tệp đính kèm"),
    ATTACHED("ملف مرفق"),
    ATTACHED("الملف مرفق"),
    ATTACHED("הקובץ מצורף"),
    ATTACHED("फ़ाइल संलग्न है"),
    ATTACHED("ไฟล์ที่แนบมา"),
    ATTACHED("ファイル添付"),
    ATTACHED("添付ファイル"),
    ATTACHED("文件附件"),
    ATTACHED("附件檔案"),
    ATTACHED("檔案附件"),
    ATTACHED("파일 첨부됨"),
    ATTACHED("첨부 파일"),
    /* in angle brackets at the end of an edited message */
    EDITED("This message was edited"),
    EDITED("Diese Nachricht wurde bearbeitet"),
    EDITED("Se editó este mensaje"),
    EDITED("Este mensaje fue editado"),
    EDITED("Ce message a été modifié"),
    EDITED("Questo messaggio è stato modificato"),
    EDITED("Mensagem editada"),
    EDITED("Esta mensagem foi editada"),
    EDITED("Essa mensagem foi editada"),
    EDITED("Dit bericht is bewerkt"),
    EDITED("Сообщение изменено"),
    EDITED("Данное сообщение изменено"),
    EDITED("Это сообщение было изменено"),
    EDITED("Повідомлення відредаговано"),
    EDITED("Це повідомлення відредаговано"),
    EDITED("Ta wiadomość została edytowana"),
    EDITED("Wiadomość edytowano"),
    EDITED("Bu mesaj düzenlendi"),
    EDITED("Pesan ini diedit"),
    EDITED("Pesan ini telah diedit"),
    EDITED("Mesej ini telah diedit"),
    EDITED("Tato zpráva byla upravena"),
    EDITED("Detta meddelande redigerades"),
    EDITED("Denne besked blev redigeret"),
    EDITED("Denne meldingen ble redigert"),
    EDITED("Tätä viestiä muokattiin"),
    EDITED("Ezt az üzenetet szerkesztették"),
    EDITED("Acest mesaj a fost editat"),
    EDITED("Αυτό το μήνυμα τροποποιήθηκε"),
    EDITED("Tin nhắn này đã được chỉnh sửa"),
    EDITED("تم تعديل هذه الرسالة"),
    EDITED("ההודעה נערכה"),
    EDITED("הודעה זו נערכה"),
    EDITED("इस मैसेज को एडिट किया गया"),
    EDITED("このメッセージは編集されました"),
    EDITED("此訊息已編輯"),
    EDITED("此消息已编辑"),
    EDITED("메시지가 수정되었습니다"),
    EDITED("ข้อความนี้ถูกแก้ไข"),
    /* deleted by the other, or by the one whose phone wrote the export */
    DELETED("This message was deleted"),
    DELETED("You deleted this message"),
    DELETED("This message was deleted by admin"),
    DELETED("Diese Nachricht wurde gelöscht"),
    DELETED("Du hast diese Nachricht gelöscht"),
    DELETED("Se eliminó este mensaje"),
    DELETED("Eliminaste este mensaje"),
    DELETED("Este mensaje fue eliminado"),
    DELETED("Has eliminado este mensaje"),
    DELETED("Ce message a été supprimé"),
    DELETED("Vous avez supprimé ce message"),
    DELETED("Questo messaggio è stato eliminato"),
    DELETED("Hai eliminato questo messaggio"),
    DELETED("Mensagem apagada"),
    DELETED("Essa mensagem foi apagada"),
    DELETED("Esta mensagem foi apagada"),
    DELETED("Esta mensagem foi eliminada"),
    DELETED("Apagou esta mensagem"),
    DELETED("Você apagou esta mensagem"),
    DELETED("Eliminou esta mensagem"),
    DELETED("Dit bericht is verwijderd"),
    DELETED("U hebt dit bericht verwijderd"),
    DELETED("Je hebt dit bericht verwijderd"),
    DELETED("Данное сообщение удалено"),
    DELETED("Это сообщение было удалено"),
    DELETED("Вы удалили данное сообщение"),
    DELETED("Вы удалили это сообщение"),
    DELETED("Це повідомлення було видалено"),
    DELETED("Ви видалили це повідомлення"),
    DELETED("Ta wiadomość została usunięta"),
    DELETED("Usunięto tę wiadomość"),
    DELETED("Usunąłeś tę wiadomość"),
    DELETED("Bu mesaj silindi"),
    DELETED("Bu mesajı sildiniz"),
    DELETED("Tato zpráva byla smazána"),
    DELETED("Tuto zprávu jste smazal/a"),
    DELETED("Detta meddelande raderades"),
    DELETED("Du raderade detta meddelande"),
    DELETED("Denne besked blev slettet"),
    DELETED("Du slettede denne besked"),
    DELETED("Denne meldingen ble slettet"),
    DELETED("Du slettet denne meldingen"),
    DELETED("Tämä viesti poistettiin"),
    DELETED("Poistit tämän viestin"),
    DELETED("Ezt az üzenetet törölték"),
    DELETED("Törölted ezt az üzenetet"),
    DELETED("Acest mesaj a fost șters"),
    DELETED("Ai șters acest mesaj"),
    DELETED("Αυτό το μήνυμα διαγράφηκε"),
    DELETED("Διαγράψατε αυτό το μήνυμα"),
    DELETED("S'ha eliminat aquest missatge"),
    DELETED("Pesan ini telah dihapus"),
    DELETED("Pesan ini dihapus"),
    DELETED("Anda menghapus pesan ini"),
    DELETED("Mesej ini telah dipadam"),
    DELETED("Anda memadam mesej ini"),
    DELETED("Tin nhắn này đã bị xóa"),
    DELETED("Bạn đã xóa tin nhắn này"),
    DELETED("تم حذف هذه الرسالة"),
    DELETED("لقد حذفت هذه الرسالة"),
    DELETED("حذفتَ هذه الرسالة"),
    DELETED("این پیام حذف شد"),
    DELETED("הודעה זו נמחקה"),
    DELETED("מחקת הודעה זו"),
    DELETED("यह मैसेज मिटाया गया"),
    DELETED("आपने यह मैसेज मिटा दिया"),
    DELETED("ข้อความนี้ถูกลบ"),
    DELETED("คุณลบข้อความนี้"),
    DELETED("このメッセージは削除されました"),
    DELETED("メッセージを削除しました"),
    DELETED("此訊息已刪除"),
    DELETED("你已刪除這則訊息"),
    DELETED("此消息已删除"),
    DELETED("你删除了此消息"),
    DELETED("삭제된 메시지입니다"),
    DELETED("메시지를 삭제했습니다"),
    /* calls */
    CALL("Voice call"),
    CALL_VIDEO("Video call"),
    MISSED("Missed voice call"),
    MISSED_VIDEO("Missed video call"),
    MISSED("Missed group voice call"),
    MISSED_VIDEO("Missed group video call"),
    MISSED("Silenced voice call"),
    MISSED_VIDEO("Silenced video call"),
    CALL("Sprachanruf"),
    CALL_VIDEO("Videoanruf"),
    MISSED("Verpasster Sprachanruf"),
    MISSED_VIDEO("Verpasster Videoanruf"),
    CALL("Llamada de voz"),
    CALL_VIDEO("Videollamada"),
    MISSED("Llamada perdida"),
    MISSED("Llamada de voz perdida"),
    MISSED_VIDEO("Videollamada perdida"),
    CALL("Appel vocal"),
    CALL_VIDEO("Appel vidéo"),
    MISSED("Appel vocal manqué"),
    MISSED_VIDEO("Appel vidéo manqué"),
    CALL("Chiamata vocale"),
    CALL_VIDEO("Videochiamata"),
    MISSED("Chiamata vocale persa"),
    MISSED_VIDEO("Videochiamata persa"),
    CALL("Chamada de voz"),
    CALL("Ligação de voz"),
    CALL_VIDEO("Chamada de vídeo"),
    CALL_VIDEO("Ligação de vídeo"),
    MISSED("Chamada de voz perdida"),
    MISSED("Chamada de voz não atendida"),
    MISSED("Ligação de voz perdida"),
    MISSED_VIDEO("Chamada de vídeo perdida"),
    MISSED_VIDEO("Chamada de vídeo não atendida"),
    MISSED_VIDEO("Ligação de vídeo perdida"),
    CALL("Spraakoproep"),
    CALL_VIDEO("Video-oproep"),
    MISSED("Gemiste spraakoproep"),
    MISSED_VIDEO("Gemiste video-oproep"),
    CALL("Аудиозвонок"),
    CALL_VIDEO("Видеозвонок"),
    MISSED("Пропущенный аудиозвонок"),
    MISSED_VIDEO("Пропущенный видеозвонок"),
    CALL("Аудіовиклик"),
    CALL_VIDEO("Відеовиклик"),
    MISSED("Пропущений аудіовиклик"),
    MISSED_VIDEO("Пропущений відеовиклик"),
    CALL("Połączenie głosowe"),
    CALL_VIDEO("Połączenie wideo"),
    MISSED("Nieodebrane połączenie głosowe"),
    MISSED_VIDEO("Nieodebrane połączenie wideo"),
    CALL("Sesli arama"),
    CALL_VIDEO("Görüntülü arama"),
    MISSED("Cevapsız sesli arama"),
    MISSED_VIDEO("Cevapsız görüntülü arama"),
    MISSED("Zmeškaný hovor"),
    MISSED_VIDEO("Zmeškaný videohovor"),
    MISSED("Panggilan suara tak terjawab"),
    MISSED_VIDEO("Panggilan video tak terjawab"),
    CALL("Panggilan suara"),
    CALL_VIDEO("Panggilan video"),
    MISSED("مكالمة صوتية فائتة"),
    MISSED_VIDEO("مكالمة فيديو فائتة"),
    CALL("مكالمة صوتية"),
    CALL_VIDEO("مكالمة فيديو"),
    MISSED("不在着信"),
    MISSED("音声通話の不在着信"),
    MISSED_VIDEO("ビデオ通話の不在着信"),
    CALL("音声通話"),
    CALL_VIDEO("ビデオ通話"),
    MISSED("未接語音通話"),
    MISSED("未接语音通话"),
    MISSED_VIDEO("未接視訊通話"),
    MISSED_VIDEO("未接视频通话"),
    CALL("語音通話"),
    CALL("语音通话"),
    CALL_VIDEO("視訊通話"),
    CALL_VIDEO("视频通话"),
    MISSED("부재중 음성통화"),
    MISSED_VIDEO("부재중 영상통화"),
    CALL("음성통화"),
    CALL_VIDEO("영상통화"),
    NO_ANSWER("No answer"),
    NO_ANSWER("Unanswered"),
    NO_ANSWER("Not answered"),
    NO_ANSWER("Keine Antwort"),
    NO_ANSWER("Nicht beantwortet"),
    NO_ANSWER("Sin respuesta"),
    NO_ANSWER("No contestada"),
    NO_ANSWER("Sans réponse"),
    NO_ANSWER("Pas de réponse"),
    NO_ANSWER("Nessuna risposta"),
    NO_ANSWER("Sem resposta"),
    NO_ANSWER("Não atendida"),
    NO_ANSWER("Geen antwoord"),
    NO_ANSWER("Niet beantwoord"),
    NO_ANSWER("Нет ответа"),
    NO_ANSWER("Без ответа"),
    NO_ANSWER("Немає відповіді"),
    NO_ANSWER("Brak odpowiedzi"),
    NO_ANSWER("Cevap yok"),
    NO_ANSWER("Tidak ada jawaban"),
    NO_ANSWER("無人接聽"),
    NO_ANSWER("无人接听"),
    NO_ANSWER("応答なし"),
    NO_ANSWER("응답 없음"),
    /* polls: the question and "OPTION:" lines follow */
    POLL("POLL:"),
    POLL("UMFRAGE:"),
    POLL("ENCUESTA:"),
    POLL("SONDAGE:"),
    POLL("SONDAGGIO:"),
    POLL("ENQUETE:"),
    POLL("SONDAGEM:"),
    POLL("PEILING:"),
    POLL("ANKET:"),
    POLL("ANKIETA:"),
    POLL("ОПРОС:"),
    POLL("ОПИТУВАННЯ:"),
    POLL("POLLING:"),
    POLL("استطلاع:"),
    POLL("सर्वे:"),
    POLL("アンケート:"),
    POLL("投票:"),
    POLL("투표:"),
    PHRASE("null", TL_WA_NOTHING, TL_KIND_MISSED_CALL, 0),
};

enum { N_PHRASES = sizeof table / sizeof table[0], N_SLOTS = 2048 };

/* From the length and the bytes at both ends, with the bit set that tells the case of ASCII
 * letters. */
static uint32_t hash(struct tl_str s)
{
    const size_t n = s.len < 8 ? s.len : 8;
    uint64_t head = 0, tail = 0;
    memcpy(&head, s.ptr, n);
    memcpy(&tail, s.ptr + s.len - n, n);
    const uint64_t folded = UINT64_C(0x2020202020202020);
    uint64_t h = (head | folded) * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 29 ^ (tail | folded) ^ s.len) * UINT64_C(0xbf58476d1ce4e5b9);
    return (uint32_t)(h >> 32);
}

static struct tl_str phrase_text(const struct tl_wa_phrase *phrase)
{
    return (struct tl_str){phrase->text, phrase->len};
}

static size_t find_slot(const struct tl_wa_phrases *phrases, struct tl_str text)
{
    size_t slot = hash(text) & (N_SLOTS - 1);
    while (phrases->slots[slot] != 0 &&
           !tl_str_equal_fold(phrase_text(&table[phrases->slots[slot] - 1]), text))
        slot = (slot + 1) & (N_SLOTS - 1);
    return slot;
}

#define CALL_TAIL 32 /* bytes, as of ", 1 hr 12 min" */

bool tl_wa_phrases_init(struct tl_wa_phrases *phrases, const struct tl_context *ctx)
{
    memset(phrases, 0, sizeof *phrases);
    phrases->ctx = ctx;
    phrases->slots = tl_alloc_zeroed(ctx, N_SLOTS, sizeof *phrases->slots);
    if (phrases->slots == NULL)
        return false;
    for (size_t i = 0; i < N_PHRASES; i++) {
        const struct tl_str text = phrase_text(&table[i]);
        const unsigned place = tl_wa_phrase_place(text.ptr);
        size_t slot = hash(text) & (N_SLOTS - 1);
        while (phrases->slots[slot] != 0) /* all phrases differ */
            slot = (slot + 1) & (N_SLOTS - 1);
        phrases->slots[slot] = (uint16_t)(i + 1);
        /* As it is, and with a full stop of one byte or three. */
        static const size_t stops[] = {0, 1, 3};
        for (size_t k = 0; k < 3; k++)
            if (text.len + stops[k] <= TL_WA_PHRASE_MAX)
                phrases->filter[text.len + stops[k]][place / 64] |= UINT64_C(1) << (place & 63);
        /* Behind a call may stand how long it was, or that nobody answered. */
        for (size_t len = text.len;
             table[i].class == TL_WA_CALL && len <= text.len + CALL_TAIL && len <= TL_WA_PHRASE_MAX;
             len++)
            phrases->filter[len][place / 64] |= UINT64_C(1) << (place & 63);
    }
    return true;
}

void tl_wa_phrases_release(struct tl_wa_phrases *phrases)
{
    tl_free(phrases->ctx, phrases->slots, N_SLOTS * sizeof *phrases->slots);
    phrases->slots = NULL;
}

/* "." or the full stop of Chinese and Japanese. */
static struct tl_str without_stop(struct tl_str s)
{
    if (s.len > 0 && s.ptr[s.len - 1] == '.')
        s.len--;
    else if (tl_str_ends(s, TL_STR("\xe3\x80\x82")))
        s.len -= 3;
    return s;
}

const struct tl_wa_phrase *tl_wa_phrase_find(const struct tl_wa_phrases *phrases,
                                             struct tl_str text)
{
    text = without_stop(text);
    if (!tl_wa_phrase_possible(phrases, text))
        return NULL;
    const uint16_t found = phrases->slots[find_slot(phrases, text)];
    return found == 0 ? NULL : &table[found - 1];
}

int32_t tl_wa_unit_seconds(struct tl_str word)
{
    static const struct {
        const char *word;
        int32_t seconds;
    } units[] = {
        {"s", 1},        {"sec", 1},       {"secs", 1},     {"second", 1},  {"seconds", 1},
        {"sek", 1},      {"seg", 1},       {"segs", 1},     {"sn", 1},      {"с", 1},
        {"сек", 1},      {"mp", 1},        {"detik", 1},    {"ث", 1},       {"秒", 1},
        {"초", 1},       {"m", 60},        {"min", 60},     {"mins", 60},   {"minute", 60},
        {"minutes", 60}, {"minuto", 60},   {"minutos", 60}, {"minuti", 60}, {"minuten", 60},
        {"dk", 60},      {"мин", 60},      {"хв", 60},      {"perc", 60},   {"menit", 60},
        {"دقيقة", 60},   {"د", 60},        {"分", 60},      {"分钟", 60},   {"分鐘", 60},
        {"분", 60},      {"phút", 60},     {"h", 3600},     {"hr", 3600},   {"hrs", 3600},
        {"hour", 3600},  {"hours", 3600},  {"std", 3600},   {"hora", 3600}, {"horas", 3600},
        {"heure", 3600}, {"heures", 3600}, {"ora", 3600},   {"ore", 3600},  {"uur", 3600},
        {"u", 3600},     {"ч", 3600},      {"год", 3600},   {"godz", 3600}, {"sa", 3600},
        {"saat", 3600},  {"jam", 3600},    {"ó", 3600},     {"óra", 3600},  {"t", 3600},
        {"tim", 3600},   {"小时", 3600},   {"小時", 3600},  {"時間", 3600}, {"시간", 3600},
        {"giờ", 3600},   {"ساعة", 3600},
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (tl_str_equal_fold(tl_str_from(units[i].word), word))
            return units[i].seconds;
    return 0;
}
