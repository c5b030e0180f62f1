/*
 * importers.h: the importers' descriptors, each defined at the bottom of its own file.
 */
#ifndef TL_IMPORTERS_H
#define TL_IMPORTERS_H

#include "tideline/import.h"

extern const struct tl_importer tl_importer_chatlab;
extern const struct tl_importer tl_importer_csv;
extern const struct tl_importer tl_importer_discord_json;
extern const struct tl_importer tl_importer_google_chat;
extern const struct tl_importer tl_importer_hangouts_json;
extern const struct tl_importer tl_importer_google_voice;
extern const struct tl_importer tl_importer_imessage_db;
extern const struct tl_importer tl_importer_imessage_text;
extern const struct tl_importer tl_importer_instagram_json;
extern const struct tl_importer tl_importer_jsonl;
extern const struct tl_importer tl_importer_kakaotalk;
extern const struct tl_importer tl_importer_line_text;
extern const struct tl_importer tl_importer_mbox;
extern const struct tl_importer tl_importer_messenger_json;
extern const struct tl_importer tl_importer_meta_html;
extern const struct tl_importer tl_importer_signal_export_json;
extern const struct tl_importer tl_importer_signal_jsonl;
extern const struct tl_importer tl_importer_signal_text;
extern const struct tl_importer tl_importer_sigtop_json;
extern const struct tl_importer tl_importer_slack_json;
extern const struct tl_importer tl_importer_sms_xml;
extern const struct tl_importer tl_importer_snapchat_json;
extern const struct tl_importer tl_importer_telegram_html;
extern const struct tl_importer tl_importer_telegram_json;
extern const struct tl_importer tl_importer_wechat;
extern const struct tl_importer tl_importer_viber_csv;
extern const struct tl_importer tl_importer_whatsapp_exporter_json;
extern const struct tl_importer tl_importer_whatsapp_text;

#endif
