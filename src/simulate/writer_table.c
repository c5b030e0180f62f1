/*
 * writer_table.c: how each format is written; docs/formats has the formats themselves.
 *
 * One row a format, in the order of the importers' documents. Only what the simulator makes has
 * templates: texts, pictures, stickers, videos, voice notes, calls taken and missed.
 */
#include "writers.h"

#define TELEGRAM(type, more)                                                                       \
    "  {\"id\":$number,\"type\":\"" type                                                           \
    "\",\"date\":\"$dateT$clock\",\"date_unixtime\":\"$s\"," more
#define TELEGRAM_FROM "\"from\":\"$name\",\"from_id\":\"user$id\","
#define TELEGRAM_NO_TEXT ",\"text\":\"\",\"text_entities\":[]}"
#define TELEGRAM_FILE                                                                              \
    "\"file\":\"(File not included. Change data exporting settings to download.)\""

#define TELEGRAM_BLOCK                                                                             \
    "     <div class=\"message default clearfix\" id=\"message$number\">\n"                        \
    "      <div class=\"body\">\n"                                                                 \
    "       <div class=\"pull_right date details\" title=\"$dd.$mm.$year $clock UTC+00:00\">"      \
    "\n$minute\n       </div>\n       <div class=\"from_name\">\n$name \n       </div>\n"
#define TELEGRAM_BLOCK_END "      </div>\n     </div>\n"
#define TELEGRAM_MEDIUM(class, title, status)                                                      \
    TELEGRAM_BLOCK "       <div class=\"media_wrap clearfix\"><div class=\"media clearfix "        \
                   "pull_left " class "\">"                                                        \
                                      "<div class=\"body\"><div class=\"title bold\">\n" title     \
                                      "\n</div><div class=\"status details\">\n" status            \
                                      "\n</div></div></div></div>\n" TELEGRAM_BLOCK_END

#define META "  {\"sender_name\":\"$name\",\"timestamp_ms\":$ms,"
#define INSTAGRAM_END "\"is_geoblocked_for_viewer\":false}"

#define E2EE(text, type, media)                                                                    \
    "  {\"senderName\":\"$name\",\"text\":\"" text "\",\"timestamp\":$ms,\"type\":\"" type         \
    "\",\"isUnsent\":false,\"media\":[" media "],\"reactions\":[]}"

#define DISCORD(type, ended, text, files, stickers)                                                \
    "  {\"id\":\"$number\",\"type\":\"" type "\",\"timestamp\":\"$dateT$clock.$fraction+00:00\","  \
    "\"timestampEdited\":null,\"callEndedTimestamp\":" ended ",\"isPinned\":false,"                \
    "\"content\":\"" text "\",\"author\":{\"id\":\"30$id\",\"name\":\"$name\","                    \
    "\"discriminator\":\"0000\",\"nickname\":\"$name\",\"isBot\":false},\"attachments\":[" files   \
    "],\"embeds\":[],\"stickers\":[" stickers "],\"reactions\":[],\"mentions\":[]}"
#define DISCORD_FILE(name) "{\"id\":\"1\",\"url\":\"x\",\"fileName\":\"" name "\"}"

#define GOOGLE(more)                                                                               \
    "  {\"creator\":{\"name\":\"$name\",\"email\":\"person$id@example.org\","                      \
    "\"user_type\":\"Human\"},\"created_date\":\"$weekday, $monthname $day, $year at "             \
    "$hour:$min:$sec $half UTC\"," more ",\"topic_id\":\"t$number\","                              \
    "\"message_id\":\"dm/t$number/m$number\"}"

#define HANGOUTS(more)                                                                             \
    "   {\"conversation_id\":{\"id\":\"U1\"},\"sender_id\":{\"gaia_id\":\"$id\","                  \
    "\"chat_id\":\"$id\"},\"timestamp\":\"$us\",\"event_id\":\"e$number\","                        \
    "\"event_type\":\"REGULAR_CHAT_MESSAGE\",\"chat_message\":{\"message_content\":{" more "}}}"
#define HANGOUTS_PERSON(id, name)                                                                  \
    "{\"id\":{\"gaia_id\":\"" id "\",\"chat_id\":\"" id "\"},\"fallback_name\":\"" name "\"}"

#define SNAPCHAT(type, text)                                                                       \
    "  {\"From\":\"$name\",\"Media Type\":\"" type "\",\"Created\":\"$date $clock UTC\","          \
    "\"Content\":" text ",\"Conversation Title\":null,\"IsSender\":$truth,"                        \
    "\"Created(microseconds)\":$ms,\"IsSaved\":true,\"Media IDs\":\"\"}"

#define SIGNAL(more)                                                                               \
    "{\"chatItem\":{\"chatId\":\"1\",\"authorId\":\"$id\",\"dateSent\":\"$ms\",$signal," more "}}" \
    "\n"
#define SIGNAL_FILE(type, flag)                                                                    \
    SIGNAL("\"standardMessage\":{\"attachments\":[{\"pointer\":{\"contentType\":\"" type           \
           "\"},\"flag\":\"" flag "\"}]}")
#define SIGNAL_CALL(state)                                                                         \
    SIGNAL(                                                                                        \
        "\"updateMessage\":{\"individualCall\":{\"callId\":\"$number\",\"type\":\"AUDIO_CALL\","   \
        "\"direction\":\"$direction\",\"state\":\"" state "\"}}")

#define SIGNAL_EXPORT(text, sticker, files, more)                                                  \
    "{\"date\": \"$date $clock.$fraction\", \"sender\": \"$name\", \"body\": \"" text              \
    "\", \"quote\": \"\", \"sticker\": \"" sticker                                                 \
    "\", \"reactions\": [], \"attachments\": [" files "]" more "}\n"

#define WEFLOW(type, text)                                                                         \
    "  {\"localId\":$number,\"createTime\":$s,\"type\":\"" type "\",\"content\":\"" text           \
    "\",\"isSend\":$own,\"senderUsername\":\"wxid_$id\"}"

#define META_HTML(text, medium)                                                                    \
    "<div class=\"_3-95 _a6-g\"><div class=\"_2ph_ _a6-h _a6-i\">$name</div>"                      \
    "<div class=\"_2ph_ _a6-p\"><div><div></div><div>" text "</div><div>" medium                   \
    "</div><div></div></div></div><footer class=\"_3-94 _a6-o\"><div class=\"_a72d\">"             \
    "$mon $dd, $year $hour:$min:$sec $half</div></footer></div>\n"

#define SIGTOP(text, more)                                                                         \
    "{\"id\":\"m$number\",\"type\":\"$way\",\"sent_at\":$ms,\"timestamp\":$ms,"                    \
    "\"conversationId\":\"c1\",\"sourceUuid\":\"u$id\",\"body\":\"" text "\"" more "}"
#define SIGTOP_FILE(type) SIGTOP("", ",\"attachments\":[{\"contentType\":\"" type "\"}]")

#define CHATLAB(type, text)                                                                        \
    "  {\"platformMessageId\":\"m$number\",\"sender\":\"$id\",\"accountName\":\"$name\","          \
    "\"timestamp\":$s,\"type\":" type ",\"content\":" text "}"

#define SMS_MMS(type)                                                                              \
    "  <mms date=\"$ms\" msg_box=\"$box\" address=\"+15550143\" sub=\"null\" "                     \
    "contact_name=\"Contact\"><parts><part seq=\"0\" ct=\"" type "\" data=\"AAAA\" /></parts>"     \
    "</mms>\n"

#define VOICE_BLOCK(body)                                                                          \
    "<div class=\"message\"><abbr class=\"dt\" title=\"$dateT$clock.$fraction+00:00\">x</abbr>:\n" \
    "<cite class=\"sender vcard\"><a class=\"tel\" href=\"tel:+1555010$id\">"                      \
    "$vcard</a></cite>:\n" body "</div>\n"

#define EXPORTER(media, meta, data, mime, sticker)                                                 \
    "   \"$number\":{\"from_me\":$truth,\"timestamp\":$s.$fraction,\"time\":\"$minute\","          \
    "\"media\":" media ",\"key_id\":\"3EB0$number\",\"meta\":" meta ",\"data\":" data              \
    ",\"sender\":null,\"safe\":false,\"mime\":" mime ",\"reply\":null,\"quoted_data\":null,"       \
    "\"caption\":null,\"thumb\":null,\"sticker\":" sticker ",\"reactions\":{}}"
#define EXPORTER_FILE(path, mime, sticker)                                                         \
    EXPORTER("true", "false", "\"" path "\"", "\"" mime "\"", sticker)

#define ROW(kind, seconds) "$dateT$clock.$fractionZ,\"$name\",\"$text\"," kind "," seconds "\n"
#define LINE(kind, more)                                                                           \
    "{\"timestamp\":\"$dateT$clock.$fractionZ\",\"sender\":\"$name\",\"kind\":\"" kind "\"" more   \
    "}\n"

#define IMESSAGE "$mon $dd, $year $padded:$min:$sec $half\n$name\n"

const struct tl_chat_writer tl_chat_writers[] = {
    {.format = "whatsapp-text",
     .file = "WhatsApp Chat with Jonas.txt",
     .kind = {[TL_KIND_TEXT] = "",
              [TL_KIND_IMAGE] = "",
              [TL_KIND_VIDEO] = "",
              [TL_KIND_VOICE] = "",
              [TL_KIND_STICKER] = "",
              [TL_KIND_CALL] = "",
              [TL_KIND_MISSED_CALL] = ""},
     .write = tl_write_whatsapp},
    {.format = "telegram-json",
     .file = "result.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\n \"name\":\"Jonas\",\n \"type\":\"personal_chat\",\n \"id\":2,\n \"messages\":[\n",
     .between = ",\n",
     .tail = "\n ]\n}\n",
     .kind = {[TL_KIND_TEXT] =
                  TELEGRAM("message", TELEGRAM_FROM "\"text\":\"$text\",\"text_entities\":"
                                                    "[{\"type\":\"plain\",\"text\":\"$text\"}]}"),
              [TL_KIND_IMAGE] =
                  TELEGRAM("message", TELEGRAM_FROM "\"photo\":\"photos/1.jpg\"" TELEGRAM_NO_TEXT),
              [TL_KIND_STICKER] = TELEGRAM("message", TELEGRAM_FROM TELEGRAM_FILE
                                           ",\"media_type\":\"sticker\"" TELEGRAM_NO_TEXT),
              [TL_KIND_VIDEO] = TELEGRAM(
                  "message", TELEGRAM_FROM TELEGRAM_FILE
                  ",\"media_type\":\"video_file\",\"duration_seconds\":$length" TELEGRAM_NO_TEXT),
              [TL_KIND_VOICE] = TELEGRAM("message", TELEGRAM_FROM TELEGRAM_FILE
                                         ",\"media_type\":\"voice_message\","
                                         "\"duration_seconds\":$length" TELEGRAM_NO_TEXT),
              [TL_KIND_CALL] =
                  TELEGRAM("service", "\"actor\":\"$name\",\"actor_id\":\"user$id\","
                                      "\"action\":\"phone_call\",\"duration_seconds\":$length,"
                                      "\"discard_reason\":\"hangup\"" TELEGRAM_NO_TEXT),
              [TL_KIND_MISSED_CALL] =
                  TELEGRAM("service", "\"actor\":\"$name\","
                                      "\"actor_id\":\"user$id\",\"action\":\"phone_call\","
                                      "\"discard_reason\":\"missed\"" TELEGRAM_NO_TEXT)}},
    {.format = "telegram-html",
     .file = "messages.html",
     .escape = TL_ESCAPE_HTML,
     .head = "<!DOCTYPE html>\n<html>\n <head>\n  <meta charset=\"utf-8\"/>\n<title>Exported Data"
             "</title>\n </head>\n <body onload=\"CheckLocation();\">\n  <div class=\"page_wrap\">"
             "\n   <div class=\"page_body chat_page\">\n    <div class=\"history\">\n",
     .tail = "    </div>\n   </div>\n  </div>\n </body>\n</html>\n",
     .kind = {[TL_KIND_TEXT] = TELEGRAM_BLOCK
              "       <div class=\"text\">\n$text\n       </div>\n" TELEGRAM_BLOCK_END,
              [TL_KIND_IMAGE] = TELEGRAM_MEDIUM("media_photo", "Photo", "Not included"),
              [TL_KIND_STICKER] = TELEGRAM_MEDIUM("media_photo", "Sticker", "Not included"),
              [TL_KIND_VIDEO] = TELEGRAM_MEDIUM("media_video", "Video file", "$span"),
              [TL_KIND_VOICE] = TELEGRAM_MEDIUM("media_voice_message", "Voice message", "$span"),
              [TL_KIND_CALL] =
                  TELEGRAM_MEDIUM("media_call success", "$other", "Outgoing ($length seconds)"),
              [TL_KIND_MISSED_CALL] = TELEGRAM_MEDIUM("media_call", "$other", "Cancelled")}},
    {.format = "messenger-json",
     .file = "message_1.json",
     .escape = TL_ESCAPE_META,
     .newest_first = true,
     .head =
         "{\n \"participants\":[{\"name\":\"$other\"},{\"name\":\"$name\"}],\n \"messages\":[\n",
     .between = ",\n",
     .tail = "\n ],\n \"title\":\"$other\",\n \"is_still_participant\":true,\n "
             "\"thread_path\":\"inbox/jonas_1\",\n \"magic_words\":[]\n}\n",
     .kind = {[TL_KIND_TEXT] = META "\"content\":\"$text\",\"type\":\"Generic\"}",
              [TL_KIND_IMAGE] = META "\"photos\":[{\"uri\":\"photos/1.jpg\"}]}",
              [TL_KIND_STICKER] = META "\"sticker\":{\"uri\":\"stickers/1.png\"}}",
              [TL_KIND_VIDEO] = META "\"videos\":[{\"uri\":\"videos/1.mp4\"}]}",
              [TL_KIND_VOICE] = META "\"audio_files\":[{\"uri\":\"audio/1.mp4\"}]}",
              [TL_KIND_CALL] = META "\"content\":\"$name called you.\",\"type\":\"Call\","
                                    "\"call_duration\":$length}",
              [TL_KIND_MISSED_CALL] = META "\"content\":\"You missed a call from $name.\","
                                           "\"type\":\"Call\",\"call_duration\":0}"}},
    {.format = "messenger-json",
     .file = "Jonas_1.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\n \"participants\":[\"$other\",\"$name\"],\n \"threadName\":\"$other\",\n "
             "\"messages\":[\n",
     .between = ",\n",
     .tail = "\n ]\n}\n",
     .kind = {[TL_KIND_TEXT] = E2EE("$text", "text", ""),
              [TL_KIND_IMAGE] = E2EE("", "media", "{\"uri\":\"./media/1.jpeg\"}"),
              [TL_KIND_VIDEO] = E2EE("", "media", "{\"uri\":\"./media/1.mp4\"}"),
              [TL_KIND_VOICE] = E2EE("", "media", "{\"uri\":\"./media/1.m4a\"}")}},
    {.format = "instagram-json",
     .file = "your_instagram_activity/messages/inbox/jonas_1/message_1.json",
     .escape = TL_ESCAPE_META,
     .newest_first = true,
     .head =
         "{\n \"participants\":[{\"name\":\"$other\"},{\"name\":\"$name\"}],\n \"messages\":[\n",
     .between = ",\n",
     .tail = "\n ],\n \"title\":\"$other\",\n \"is_still_participant\":true,\n "
             "\"thread_path\":\"inbox/jonas_1\",\n \"magic_words\":[]\n}\n",
     .kind = {[TL_KIND_TEXT] = META "\"content\":\"$text\"," INSTAGRAM_END,
              [TL_KIND_IMAGE] = META "\"photos\":[{\"uri\":\"photos/1.jpg\"}]," INSTAGRAM_END,
              [TL_KIND_VIDEO] = META "\"videos\":[{\"uri\":\"videos/1.mp4\"}]," INSTAGRAM_END,
              [TL_KIND_VOICE] = META "\"audio_files\":[{\"uri\":\"audio/1.mp4\"}]," INSTAGRAM_END,
              [TL_KIND_CALL] = META
              "\"content\":\"Audio call ended\",\"call_duration\":$length," INSTAGRAM_END}},
    {.format = "discord-json",
     .file = "Direct Messages - Jonas [900].json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\n \"guild\":{\"id\":\"0\",\"name\":\"Direct Messages\"},\n "
             "\"channel\":{\"id\":\"900\",\"type\":\"DirectTextChat\",\"name\":\"Jonas\"},\n "
             "\"dateRange\":{\"after\":null,\"before\":null},\n \"messages\":[\n",
     .between = ",\n",
     .tail = "\n ],\n \"messageCount\":$number\n}\n",
     .kind = {[TL_KIND_TEXT] = DISCORD("Default", "null", "$text", "", ""),
              [TL_KIND_IMAGE] = DISCORD("Default", "null", "", DISCORD_FILE("a.png"), ""),
              [TL_KIND_STICKER] = DISCORD("Default", "null", "", "",
                                          "{\"id\":\"1\",\"name\":\"x\",\"format\":\"Png\"}"),
              [TL_KIND_VIDEO] = DISCORD("Default", "null", "", DISCORD_FILE("a.mp4"), ""),
              [TL_KIND_VOICE] =
                  DISCORD("Default", "null", "", DISCORD_FILE("voice-message.ogg"), "")}},
    {.format = "google-chat",
     .file = "Google Chat/Groups/DM aaa/messages.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\n \"messages\":[\n",
     .between = ",\n",
     .tail = "\n ]\n}\n",
     .kind = {[TL_KIND_TEXT] = GOOGLE("\"text\":\"$text\""),
              [TL_KIND_IMAGE] = GOOGLE("\"attached_files\":[{\"original_name\":\"a.png\","
                                       "\"export_name\":\"File-a.png\"}]"),
              [TL_KIND_VIDEO] = GOOGLE("\"attached_files\":[{\"original_name\":\"a.mp4\","
                                       "\"export_name\":\"File-a.mp4\"}]")}},
    {.format = "hangouts-json",
     .file = "Hangouts.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\"conversations\":[{\"conversation\":{\"conversation_id\":{\"id\":\"U1\"},"
             "\"conversation\":{\"id\":{\"id\":\"U1\"},\"type\":\"STICKY_ONE_TO_ONE\","
             "\"self_conversation_state\":{\"self_read_state\":{\"participant_id\":{\"gaia_id\":"
             "\"1\",\"chat_id\":\"1\"}}},\"participant_data\":[" HANGOUTS_PERSON(
                 "1", "Mara") "," HANGOUTS_PERSON("2", "Jonas") "]}},\n  "
                                                                "\"events\":[\n",
     .between = ",\n",
     .tail = "\n  ]}]}\n",
     .kind = {[TL_KIND_TEXT] = HANGOUTS("\"segment\":[{\"type\":\"TEXT\",\"text\":\"$text\"}]"),
              [TL_KIND_IMAGE] = HANGOUTS("\"attachment\":[{\"embed_item\":{\"type\":"
                                         "[\"PLUS_PHOTO\"]}}]")}},
    {.format = "google-voice",
     .file = "Jonas - Text - 2023-01-02T08_00_00Z.html",
     .escape = TL_ESCAPE_HTML,
     .head = "<?xml version=\"1.0\" ?>\n<html><head><title>Jonas</title></head><body>"
             "<div class=\"hChatLog hfeed\">\n",
     .tail = "</div>\n<div class=\"tags\">Labels: <a rel=\"tag\" "
             "href=\"http://www.google.com/voice#sms\">Text</a></div></body></html>\n",
     .kind = {[TL_KIND_TEXT] = VOICE_BLOCK("<q>$text</q>"),
              [TL_KIND_IMAGE] = VOICE_BLOCK("<q>MMS Sent</q><div><img src=\"a\" "
                                            "alt=\"Image MMS Attachment\" /></div>")}},
    {.format = "whatsapp-exporter-json",
     .file = "result.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\"4915550143@s.whatsapp.net\":{\"name\":\"Jonas\",\"type\":\"android\","
             "\"my_avatar\":null,\"their_avatar\":null,\"their_avatar_thumb\":null,"
             "\"status\":null,\"media_base\":\"\",\n  \"messages\":{\n",
     .between = ",\n",
     .tail = "\n  }}}\n",
     .kind = {[TL_KIND_TEXT] = EXPORTER("false", "false", "\"$text\"", "null", "false"),
              [TL_KIND_IMAGE] = EXPORTER_FILE("Media/1.jpg", "image/jpeg", "false"),
              [TL_KIND_VIDEO] = EXPORTER_FILE("Media/1.mp4", "video/mp4", "false"),
              [TL_KIND_VOICE] = EXPORTER_FILE("Media/1.opus", "audio/ogg; codecs=opus", "false"),
              [TL_KIND_STICKER] = EXPORTER_FILE("Media/1.webp", "image/webp", "true"),
              [TL_KIND_MISSED_CALL] =
                  EXPORTER("false", "true", "\"A voice call was missed\"", "null", "false")}},
    {.format = "snapchat-json",
     .file = "json/chat_history.json",
     .escape = TL_ESCAPE_JSON,
     .newest_first = true,
     .head = "{\n \"chat\":[\n",
     .between = ",\n",
     .tail = "\n ]\n}\n",
     .kind = {[TL_KIND_TEXT] = SNAPCHAT("TEXT", "\"$text\""),
              [TL_KIND_STICKER] = SNAPCHAT("STICKER", "null"),
              [TL_KIND_VOICE] = SNAPCHAT("NOTE", "null")}},
    {.format = "slack-json",
     .file = "D100/2023-01-02.json",
     .escape = TL_ESCAPE_SLACK,
     .head = "[\n",
     .between = ",\n",
     .tail = "\n]\n",
     .kind = {[TL_KIND_TEXT] = " {\"type\":\"message\",\"user\":\"$name\",\"text\":\"$text\","
                               "\"ts\":\"$s.$fraction000\",\"team\":\"T1\"}",
              [TL_KIND_IMAGE] = " {\"type\":\"message\",\"user\":\"$name\",\"text\":\"\","
                                "\"files\":[{\"name\":\"a.png\",\"mimetype\":\"image/png\"}],"
                                "\"ts\":\"$s.$fraction000\",\"team\":\"T1\"}"}},
    {.format = "signal-jsonl",
     .file = "main.jsonl",
     .escape = TL_ESCAPE_JSON,
     .head = "{\"version\":\"1\",\"backupTimeMs\":\"1700000000000\"}\n"
             "{\"account\":{\"givenName\":\"Mara\"}}\n"
             "{\"recipient\":{\"id\":\"1\",\"self\":{}}}\n"
             "{\"recipient\":{\"id\":\"2\",\"contact\":{\"profileGivenName\":\"Jonas\"}}}\n"
             "{\"chat\":{\"id\":\"1\",\"recipientId\":\"2\"}}\n",
     .kind = {[TL_KIND_TEXT] = SIGNAL("\"standardMessage\":{\"text\":{\"body\":\"$text\"}}"),
              [TL_KIND_IMAGE] = SIGNAL_FILE("image/jpeg", "NONE"),
              [TL_KIND_VIDEO] = SIGNAL_FILE("video/mp4", "NONE"),
              [TL_KIND_VOICE] = SIGNAL_FILE("audio/aac", "VOICE_MESSAGE"),
              [TL_KIND_STICKER] = SIGNAL("\"stickerMessage\":{\"sticker\":{\"packId\":\"x\","
                                         "\"stickerId\":3}}"),
              [TL_KIND_CALL] = SIGNAL_CALL("ACCEPTED"),
              [TL_KIND_MISSED_CALL] = SIGNAL_CALL("NOT_ACCEPTED")}},
    {.format = "signal-export-json",
     .file = "Jonas/data.json",
     .escape = TL_ESCAPE_JSON,
     .kind = {[TL_KIND_TEXT] = SIGNAL_EXPORT("$text  ", "", "", ""),
              [TL_KIND_IMAGE] = SIGNAL_EXPORT("", "",
                                              "{\"name\": \"a.jpg\", \"path\": "
                                              "\"media/a.jpg\"}",
                                              ""),
              [TL_KIND_VIDEO] = SIGNAL_EXPORT("", "",
                                              "{\"name\": \"a.mp4\", \"path\": "
                                              "\"media/a.mp4\"}",
                                              ""),
              [TL_KIND_VOICE] = SIGNAL_EXPORT("", "",
                                              "{\"name\": \"a.m4a\", \"path\": "
                                              "\"media/a.m4a\"}",
                                              ""),
              [TL_KIND_STICKER] = SIGNAL_EXPORT("", "(( x ))", "", ""),
              [TL_KIND_CALL] = SIGNAL_EXPORT("", "", "", ", \"call\": true"),
              [TL_KIND_MISSED_CALL] =
                  SIGNAL_EXPORT("", "", "", ", \"call\": true, \"missed\": true")}},
    {.format = "signal-text",
     .file = "Jonas/chat.md",
     .kind = {[TL_KIND_TEXT] = "[$date $clock] $name: $text  \n",
              [TL_KIND_IMAGE] = "[$date $clock] $name:   ![a.jpg](./media/a.jpg)  \n",
              [TL_KIND_VIDEO] = "[$date $clock] $name:   ![a.mp4](./media/a.mp4)  \n",
              [TL_KIND_VOICE] = "[$date $clock] $name:   ![a.m4a](./media/a.m4a)  \n",
              [TL_KIND_STICKER] = "[$date $clock] $name:   \n(( \xF0\x9F\x99\x82 ))\n",
              [TL_KIND_CALL] = "[$date $clock] $name: Outgoing voice call (accepted)  \n",
              [TL_KIND_MISSED_CALL] = "[$date $clock] $name: Missed voice call  \n"}},
    {.format = "imessage-db",
     .file = "chat.db",
     .kind =
         {[TL_KIND_TEXT] = "", [TL_KIND_IMAGE] = "", [TL_KIND_VIDEO] = "", [TL_KIND_VOICE] = ""},
     .write = tl_write_chat_db},
    {.format = "imessage-text",
     .file = "+15550143.txt",
     .kind = {[TL_KIND_TEXT] = IMESSAGE "$text\n\n",
              [TL_KIND_IMAGE] = IMESSAGE "~/Library/Messages/Attachments/1f/15/a.heic\n\n",
              [TL_KIND_VIDEO] = IMESSAGE "~/Library/Messages/Attachments/1f/15/a.mov\n\n"}},
    {.format = "sms-xml",
     .file = "sms.xml",
     .escape = TL_ESCAPE_XML,
     .head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
             "<smses count=\"1\" backup_date=\"1700000000000\" type=\"full\">\n",
     .tail = "</smses>\n",
     .kind = {[TL_KIND_TEXT] = "  <sms protocol=\"0\" address=\"+15550143\" date=\"$ms\" "
                               "type=\"$box\" body=\"$text\" read=\"1\" "
                               "contact_name=\"Contact\" />\n",
              [TL_KIND_IMAGE] = SMS_MMS("image/jpeg"),
              [TL_KIND_VIDEO] = SMS_MMS("video/mp4"),
              [TL_KIND_VOICE] = SMS_MMS("audio/amr")}},
    {.format = "line-text",
     .file = "[LINE] Chat with Jonas.txt",
     .escape = TL_ESCAPE_LINE,
     .head = "[LINE] Chat history with Jonas\nSaved on: 2024/03/12 09:00\n",
     .day = "\n$year.$mm.$dd $weekday\n",
     .kind = {[TL_KIND_TEXT] = "$minute\t$name\t$text\n",
              [TL_KIND_IMAGE] = "$minute\t$name\t[Photo]\n",
              [TL_KIND_VIDEO] = "$minute\t$name\t[Video]\n",
              [TL_KIND_VOICE] = "$minute\t$name\t[Voice message]\n",
              [TL_KIND_STICKER] = "$minute\t$name\t[Sticker]\n",
              [TL_KIND_CALL] = "$minute\t$name\t\xE2\x98\x8E Call time $span\n",
              [TL_KIND_MISSED_CALL] = "$minute\t$name\t\xE2\x98\x8E Missed call\n"}},
    {.format = "kakaotalk",
     .file = "KakaoTalk_20240311_2214_03.txt",
     .head = "Jonas 님과 카카오톡 대화\n저장한 날짜 : 2024-03-11 22:14:03\n",
     .day = "\n--------------- $year년 $month월 $day일 월요일 ---------------\n",
     .kind = {[TL_KIND_TEXT] = "[$name] [$halfko $hour:$min] $text\n",
              [TL_KIND_IMAGE] = "[$name] [$halfko $hour:$min] 사진\n",
              [TL_KIND_VIDEO] = "[$name] [$halfko $hour:$min] 동영상\n",
              [TL_KIND_VOICE] = "[$name] [$halfko $hour:$min] 음성메시지\n",
              [TL_KIND_STICKER] = "[$name] [$halfko $hour:$min] 이모티콘\n",
              [TL_KIND_CALL] = "[$name] [$halfko $hour:$min] 보이스톡 $span\n",
              [TL_KIND_MISSED_CALL] = "[$name] [$halfko $hour:$min] 보이스톡 부재중\n"}},
    {.format = "meta-html",
     .file = "message_1.html",
     .escape = TL_ESCAPE_HTML,
     .newest_first = true,
     .head = "<html><head><meta charset=\"utf-8\" /><title>Jonas</title></head><body>"
             "<div role=\"main\">\n",
     .tail = "</div></body></html>\n",
     .kind = {[TL_KIND_TEXT] = META_HTML("$text", ""),
              [TL_KIND_IMAGE] = META_HTML("", "<img src=\"photos/1.jpg\" />"),
              [TL_KIND_STICKER] = META_HTML("", "<img src=\"stickers_used/1.png\" />"),
              [TL_KIND_VIDEO] = META_HTML("", "<video src=\"videos/1.mp4\"></video>"),
              [TL_KIND_VOICE] = META_HTML("", "<audio src=\"audio/1.mp4\"></audio>")}},
    {.format = "sigtop-json",
     .file = "Jonas (+4915550143).json",
     .escape = TL_ESCAPE_JSON,
     .head = "[\n",
     .between = ",\n",
     .tail = "\n]\n",
     .kind = {[TL_KIND_TEXT] = SIGTOP("$text", ""),
              [TL_KIND_IMAGE] = SIGTOP_FILE("image/jpeg"),
              [TL_KIND_VIDEO] = SIGTOP_FILE("video/mp4"),
              [TL_KIND_VOICE] = SIGTOP_FILE("audio/aac"),
              [TL_KIND_STICKER] = SIGTOP("", ",\"sticker\":{\"packId\":\"p\"}")}},
    {.format = "chatlab",
     .file = "Jonas.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\"chatlab\":{\"version\":\"0.0.2\",\"exportedAt\":1735689600},\"meta\":{\"name\":"
             "\"Jonas\",\"platform\":\"wechat\",\"type\":\"private\"},\n \"members\":[],\n "
             "\"messages\":[\n",
     .between = ",\n",
     .tail = "\n ]}\n",
     .kind = {[TL_KIND_TEXT] = CHATLAB("0", "\"$text\""),
              [TL_KIND_IMAGE] = CHATLAB("1", "\"[图片]\""),
              [TL_KIND_VOICE] = CHATLAB("2", "null"),
              [TL_KIND_VIDEO] = CHATLAB("3", "null"),
              [TL_KIND_STICKER] = CHATLAB("5", "null"),
              [TL_KIND_CALL] = CHATLAB("23", "\"通话时长 $span\""),
              [TL_KIND_MISSED_CALL] = CHATLAB("23", "\"未接听\"")}},
    {.format = "wechat",
     .file = "Jonas.json",
     .escape = TL_ESCAPE_JSON,
     .head = "{\"weflow\":{\"version\":\"1.0\"},\"session\":{\"wxid\":\"wxid_2\",\"type\":\"私聊\","
             "\"displayName\":\"Jonas\"},\n \"messages\":[\n",
     .between = ",\n",
     .tail = "\n ]}\n",
     .kind = {[TL_KIND_TEXT] = WEFLOW("文本消息", "$text"),
              [TL_KIND_IMAGE] = WEFLOW("图片消息", "[图片]"),
              [TL_KIND_VIDEO] = WEFLOW("视频消息", "[视频]"),
              [TL_KIND_VOICE] = WEFLOW("语音消息", "[语音]"),
              [TL_KIND_STICKER] = WEFLOW("表情消息", "[表情]"),
              [TL_KIND_CALL] = WEFLOW("语音通话", "通话时长 $span"),
              [TL_KIND_MISSED_CALL] = WEFLOW("语音通话", "对方已取消")}},
    {.format = "viber-csv",
     .file = "Jonas.csv",
     .escape = TL_ESCAPE_CSV,
     .kind = {[TL_KIND_TEXT] = "$dd/$mm/$year,$clock,$name,+1555010$id,\"$text\"\n"}},
    {.format = "mbox",
     .file = "letters.mbox",
     .escape = TL_ESCAPE_MBOX,
     .kind = {[TL_KIND_TEXT] = "From person$id@example.org $wkd $mon $dd $clock $year\n"
                               "From: $name <person$id@example.org>\n"
                               "To: $other <person$otherid@example.org>\n"
                               "Date: $wkd, $day $mon $year $clock +0000\n"
                               "Message-ID: <$number@example.org>\n"
                               "Content-Type: text/plain; charset=utf-8\n\n$text\n\n"}},
    {.format = "csv",
     .file = "chat.csv",
     .escape = TL_ESCAPE_CSV,
     .head = "timestamp,sender,text,kind,duration_s\n",
     .kind = {[TL_KIND_TEXT] = ROW("text", ""),
              [TL_KIND_IMAGE] = ROW("image", ""),
              [TL_KIND_VIDEO] = ROW("video", "$length"),
              [TL_KIND_VOICE] = ROW("voice", "$length"),
              [TL_KIND_STICKER] = ROW("sticker", ""),
              [TL_KIND_CALL] = ROW("call", "$length"),
              [TL_KIND_MISSED_CALL] = ROW("missed_call", "")}},
    {.format = "jsonl",
     .file = "chat.jsonl",
     .escape = TL_ESCAPE_JSON,
     .kind = {[TL_KIND_TEXT] = LINE("text", ",\"text\":\"$text\""),
              [TL_KIND_IMAGE] = LINE("image", ""),
              [TL_KIND_VIDEO] = LINE("video", ",\"duration_s\":$length"),
              [TL_KIND_VOICE] = LINE("voice", ",\"duration_s\":$length"),
              [TL_KIND_STICKER] = LINE("sticker", ""),
              [TL_KIND_CALL] = LINE("call", ",\"duration_s\":$length"),
              [TL_KIND_MISSED_CALL] = LINE("missed_call", "")}},
    {.format = NULL},
};
