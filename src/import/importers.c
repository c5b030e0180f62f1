/*
 * importers.c: the table. Formats that can be told by their structure stand before plain text.
 */
#include "importers.h"

const struct tl_importer *const *tl_importers(void)
{
    /* clang-format off: one line each */
    static const struct tl_importer *const all[] = {
        &tl_importer_telegram_json,
        &tl_importer_telegram_html,
        &tl_importer_google_voice,
        &tl_importer_imessage_db,
        &tl_importer_sms_xml,
        &tl_importer_messenger_json,
        &tl_importer_instagram_json,
        &tl_importer_meta_html,
        &tl_importer_discord_json,
        &tl_importer_signal_jsonl,
        &tl_importer_signal_export_json,
        &tl_importer_sigtop_json,
        &tl_importer_hangouts_json,
        &tl_importer_snapchat_json,
        &tl_importer_whatsapp_exporter_json,
        &tl_importer_chatlab,
        &tl_importer_wechat,
        &tl_importer_imessage_text,
        &tl_importer_signal_text,
        &tl_importer_google_chat,
        &tl_importer_slack_json,
        &tl_importer_line_text,
        &tl_importer_kakaotalk,
        &tl_importer_mbox,
        &tl_importer_viber_csv,
        &tl_importer_whatsapp_text,
        &tl_importer_jsonl,
        &tl_importer_csv,
        NULL,
    };
    /* clang-format on */
    return all;
}
