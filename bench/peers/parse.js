// Reads a WhatsApp export with whatsapp-chat-parser and prints how many messages it holds.
const fs = require('fs');
const { parseString } = require('whatsapp-chat-parser');

console.log(parseString(fs.readFileSync(process.argv[2], 'utf8')).length);
