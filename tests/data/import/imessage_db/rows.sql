INSERT INTO handle VALUES (1, '+15550100', 'iMessage'),
    (2, '+15550100', 'SMS'),
    (3, 'ana@example.org', 'iMessage'),
    (4, '+15550177', 'iMessage');
INSERT INTO chat VALUES (1, 'iMessage;-;+15550100', 45, '+15550100', ''),
    (2, 'SMS;-;+15550100', 45, '+15550100', NULL),
    (3, 'iMessage;+;chat9', 43, 'chat9', 'Choir');
INSERT INTO chat_handle_join VALUES (1, 1),
    (1, 3),
    (2, 2),
    (3, 1),
    (3, 4);
INSERT INTO message (ROWID, guid, text, handle_id, date, is_from_me) VALUES (1, 'A', 'are you there?', 0, (731862310 + 0) * 1000000000, 1),
    (2, 'B', 'here', 1, (731862310 + 60) * 1000000000 + 123000000, 0),
    (3, 'C', 'from the other address', 3, (731862310 + 70) * 1000000000, 0),
    (4, 'D', 'by SMS', 2, (731862310 + 80) * 1000000000, 0),
    (5, 'E', 'sing', 1, (731862310 + 90) * 1000000000, 0),
    (6, 'F', 'old', 1, 100, 0),
    (7, 'G', 'never sent', 0, (731862310 + 95) * 1000000000, 1),
    (8, 'H', 'no date', 1, 0, 0);
UPDATE message SET error = 22 WHERE ROWID = 7;
INSERT INTO message (ROWID, guid, text, date, is_from_me, associated_message_guid, associated_message_type, associated_message_emoji) VALUES (10, 'T1', 'Loved', (731862310 + 100) * 1000000000, 0, 'p:0/A', 2000, NULL),
    (11, 'T2', 'Emoji', (731862310 + 101) * 1000000000, 1, 'bp:B', 2006, '🥐'),
    (12, 'T3', 'Liked', (731862310 + 102) * 1000000000, 1, 'p:0/C', 2001, NULL),
    (13, 'T4', 'no', (731862310 + 103) * 1000000000, 1, 'p:0/C', 3001, NULL),
    (14, 'T5', 'sticker', (731862310 + 104) * 1000000000, 0, 'p:0/A', 2007, NULL);
INSERT INTO message (ROWID, guid, text, date, is_from_me, date_edited, date_retracted, thread_originator_guid, item_type, cache_has_attachments, balloon_bundle_id) VALUES (20, 'U1', 'better so', (731862310 + 110) * 1000000000, 1, (731862310 + 120) * 1000000000, 0, 'B', 0, 0, NULL),
    (21, 'U2', NULL, (731862310 + 121) * 1000000000, 0, (731862310 + 122) * 1000000000, 0, NULL, 0, 0, NULL),
    (22, 'U3', 'gone', (731862310 + 123) * 1000000000, 0, 0, (731862310 + 124) * 1000000000, NULL, 0, 0, NULL),
    (23, 'U4', NULL, (731862310 + 125) * 1000000000, 0, 0, 0, NULL, 4, 0, NULL),
    (24, 'U5', '￼', (731862310 + 126) * 1000000000, 0, 0, 0, NULL, 0, 1, NULL),
    (25, 'U6', '￼ look', (731862310 + 127) * 1000000000, 1, 0, 0, NULL, 0, 1, NULL),
    (26, 'U7', NULL, (731862310 + 128) * 1000000000, 1, 0, 0, NULL, 0, 0, 'com.apple.Handwriting');
INSERT INTO attachment VALUES (1, 'audio/x-caf'),
    (2, 'image/heic');
INSERT INTO message_attachment_join VALUES (24, 1),
    (25, 2);
INSERT INTO chat_message_join SELECT CASE ROWID WHEN 4 THEN 2 WHEN 5 THEN 3 ELSE 1 END, ROWID, 0 FROM message;
INSERT INTO chat_message_join VALUES (2, 2, 0);
