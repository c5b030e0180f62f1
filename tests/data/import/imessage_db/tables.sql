CREATE TABLE handle (ROWID INTEGER PRIMARY KEY,
    id TEXT,
    service TEXT);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY,
    guid TEXT,
    style INTEGER,
    chat_identifier TEXT,
    display_name TEXT);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY,
    guid TEXT UNIQUE,
    text TEXT,
    attributedBody BLOB,
    handle_id INTEGER DEFAULT 0,
    service TEXT,
    error INTEGER DEFAULT 0,
    date INTEGER,
    is_from_me INTEGER DEFAULT 0,
    item_type INTEGER DEFAULT 0,
    group_action_type INTEGER DEFAULT 0,
    cache_has_attachments INTEGER DEFAULT 0,
    is_audio_message INTEGER DEFAULT 0,
    associated_message_guid TEXT,
    associated_message_type INTEGER DEFAULT 0,
    associated_message_emoji TEXT,
    thread_originator_guid TEXT,
    balloon_bundle_id TEXT,
    date_edited INTEGER DEFAULT 0,
    date_retracted INTEGER DEFAULT 0);
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY,
    mime_type TEXT);
CREATE TABLE chat_handle_join (chat_id INTEGER,
    handle_id INTEGER);
CREATE TABLE chat_message_join (chat_id INTEGER,
    message_id INTEGER,
    message_date INTEGER, PRIMARY KEY (chat_id, message_id));
CREATE TABLE message_attachment_join (message_id INTEGER,
    attachment_id INTEGER);
