/*
 * The engine in node: every sample gives the bytes, or the sentence, that the program gives.
 *
 *     node engine.test.mjs SITE    the folder of engine.mjs and tl_wasm.wasm
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const web = process.argv[2]
const program = process.env.TIDELINE_PROGRAM
const data = process.env.TIDELINE_TEST_DATA
const root = process.env.TIDELINE_ROOT
const { loadEngine } = await import(pathToFileURL(path.join(web, 'engine.mjs')))
const bytes = fs.readFileSync(path.join(web, 'tl_wasm.wasm'))
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tideline-page-'))

function* walk(folder) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const at = path.join(folder, entry.name)
        if (entry.isDirectory()) yield* walk(at)
        else if (!/\.expected\.json$|\.md$/.test(entry.name)) yield at
    }
}

/* `most` makes every read short, as a host may. */
const fileOf = (at, name = at, most = Infinity) => {
    const content = fs.readFileSync(at)
    return {
        name,
        size: content.length,
        readAt: (offset, n) => content.subarray(offset, offset + Math.min(n, most)),
    }
}

/* The page has no second model of words, as --fast has it. */
const native = (files, options = []) => {
    const run = spawnSync(program, ['read', ...files, '--fast', '--json', '-', ...options], { maxBuffer: 1 << 28 })
    return { status: run.status, out: run.stdout.toString(), err: run.stderr.toString() }
}

const collapse = (s) => s.replace(/\s+/g, ' ').trim()

let compared = 0
const module = new WebAssembly.Module(bytes)
const engine = await loadEngine(module, () => false)
function same(files, options = {}, flags = [], most = Infinity) {
    const want = native(files, flags)
    let got
    try {
        got = engine.read(files.map((f) => fileOf(f, f, most)), { fast: true, ...options })
    } catch (e) {
        if (e.code === undefined) throw e
        assert.notEqual(want.status, 0, `${files}: ${e.message}`)
        assert.ok(collapse(want.err).includes(collapse(e.message)), `${files}: ${e.message} / ${want.err}`)
        compared++
        return null
    }
    assert.equal(want.status, 0, `${files}: ${want.err}`)
    assert.ok(got === want.out, `${files}: the documents differ`)
    compared++
    return JSON.parse(got)
}

/* what is exported, and nothing but stubs wanted */
assert.deepEqual(
    WebAssembly.Module.exports(module).map((e) => e.name).sort(),
    fs.readFileSync(path.join(root, 'src/wasm/exports.txt'), 'utf8').trim().split('\n'),
)
assert.deepEqual(WebAssembly.Module.imports(module).map((e) => `${e.module}.${e.name}`).sort(), [
    'tideline.progress', 'tideline.read_at', 'tideline.take_chat', 'tideline.write_text',
    'wasi_snapshot_preview1.fd_close', 'wasi_snapshot_preview1.fd_seek', 'wasi_snapshot_preview1.fd_write',
])
assert.equal(engine.version, execFileSync(program, ['--version']).toString().trim().split(' ').at(-1))

for (const sample of walk(path.join(data, 'import')))
    if (!sample.endsWith('.sql')) same([sample])

/* a chat invented by the program */
const simulated = (name, ...more) => {
    const at = path.join(work, name)
    execFileSync(program, ['simulate', '--weeks', '60', '--seed', '11', '--out', at, ...more])
    return at
}
const demo = path.join(root, 'demo/pulling_away.txt')
const calm = path.join(root, 'demo/nobody.txt')
const report = same([demo])
same([demo], {}, [], 1000)
same([calm])
same([demo], { quotes: true }, ['--quotes'])
const [first, second] = report.people.map((p) => p.name)
same([demo], { country: 'GB' }, ['--country', 'GB'])
same([demo], { me: second }, ['--me', second])
same([demo], { since: '2024-06-01' }, ['--since', '2024-06-01'])
same([demo], { 'date-order': 'dmy' }, ['--date-order', 'dmy'])
const march = { from: Date.UTC(2024, 2, 1) / 864e5, to: Date.UTC(2024, 3, 1) / 864e5 }
const felt = same([demo], { felt: { who: 0, ...march, strength: 3 } }, ['--felt', `${first},2024-03,3`])
assert.equal(felt.feeling.person, first)
same([demo], { felt: { who: 3, from: null, to: null, strength: -1 } }, ['--felt', 'nobody'])

/* deflated and stored entries, in the folder a messenger makes */
const zip = path.join(work, 'chat.zip')
execFileSync('/usr/bin/python3', ['-c', `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    z.write(sys.argv[2], 'WhatsApp Chat/_chat.txt')
    z.writestr('WhatsApp Chat/photo.jpg', b'\\xff\\xd8' + b'x' * 100000, zipfile.ZIP_STORED)
`, zip, demo])
same([zip])
same([zip], {}, [], 777)
const torn = path.join(work, 'torn.zip')
fs.writeFileSync(torn, fs.readFileSync(zip).subarray(0, 5000))
same([torn])

/* a database: the sample's own text form, and a year in every format there is a writer for */
const db = path.join(work, 'chat.db')
execFileSync('/usr/bin/python3', ['-c', `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for script in sys.argv[2:]: db.executescript(open(script).read())
db.commit()
`, db, ...['tables.sql', 'rows.sql'].map((f) => path.join(data, 'import/imessage_db', f))])
same([db])
/* as a phone leaves it */
execFileSync('/usr/bin/python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma journal_mode=wal")', db])
same([db])
for (const format of ['imessage-db', 'telegram-json', 'sms-xml', 'csv']) {
    const chat = simulated(`year-${format}`, '--format', format)
    same([chat])
    same([chat], {}, [], 4096)
}

/* a reading that fails, a cancelled one and a good one in one instance; the file that cannot be read */
assert.throws(() => engine.read([{ name: 'gone.txt', size: 100, readAt: () => { throw new Error() } }], {}), /./)
assert.throws(() => engine.read([], { since: 'yesterday' }), { code: 0x600 })
const chats = engine.list([fileOf(demo)])
assert.equal(chats.length, 1)
let steps = 0
const stopped = await loadEngine(module, () => ++steps > 1)
assert.throws(() => stopped.read([fileOf(demo)], {}), (e) => e.code !== undefined)
assert.ok(steps > 1)

/* the coach, with the chat behind it and without */
const noon = Date.UTC(2024, 2, 1, 12)
for (const [text, reply, files, me] of [
    ['you never listen!! why do you always do that?', '', [], null],
    ['thank you for telling me', "i'm scared i'm not good enough", [], null],
    ['Du hörst nie zu. Warum machst du das immer?', '', [], null],
    ['i want to kill myself', '', [], null],
    ['are you there? did i do something? please answer', '', [demo], first],
    ['', '', [], null],
]) {
    const talk = (await loadEngine(module, () => false)).talk(files.map((f) => fileOf(f)), me ? { me, country: 'GB' } : { country: 'GB' })
    const more = me ? ['--chat', demo, '--me', me] : []
    const want = spawnSync(program, ['coach', '--json', '--now', '2024-03-01T12:00', '--country', 'GB', '--reply', reply, ...more], { input: text })
    for (let again = 0; again < 2; again++) assert.equal(talk.coach(text, reply, noon), want.stdout.toString(), text)
}

/* notes and the zone */
const days = (a, b) => ({ from: Date.parse(a) / 864e5, to: Date.parse(b) / 864e5 + 1 })
same([demo], { notes: [{ ...days('2024-07-01', '2024-07-20'), word: 'travel' }, { ...days('2024-08-01', '2024-08-01'), word: 'exam' }] },
    ['--note', '2024-07-01..2024-07-20=travel', '--note', '2024-08-01..2024-08-01=exam'])
const berlin = '/usr/share/zoneinfo/Europe/Berlin'
if (fs.existsSync(berlin)) same([demo], { zone: { name: 'Europe/Berlin', tzif: fs.readFileSync(berlin) } }, ['--tz', 'Europe/Berlin'])

fs.rmSync(work, { recursive: true })
console.log(`${compared} readings compared`)
