/*
 * The page in Chromium, driven as people would: by mouse, by keyboard alone, on a phone, in the
 * dark, in German, on paper, with wrong files; and tried at what it must not do.
 *
 *     node page.test.mjs WEB PART    one part, or all without it; pictures are left in WEB/shots
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const web = path.resolve(process.argv[2])
const program = process.env.TIDELINE_PROGRAM
const root = process.env.TIDELINE_ROOT
const require = createRequire(path.join(web, 'site/package.json'))
const { chromium } = require('playwright-core')
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const shots = path.join(web, 'shots')
fs.mkdirSync(shots, { recursive: true })
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tideline-page-'))
const address = pathToFileURL(path.join(web, 'tideline.html')).href
const demo = path.join(root, 'demo/pulling_away.txt')
const SECONDS = 90

const put = (name, content) => {
    const at = path.join(work, name)
    fs.writeFileSync(at, content)
    return at
}
const simulate = (name, ...options) => {
    const at = path.join(work, name)
    execFileSync(program, ['simulate', ...options, '--out', at])
    return at
}
const native = (file, ...options) =>
    execFileSync(program, ['read', path.basename(file), '--fast', '--country', 'GB', '--json', '-', ...options], {
        maxBuffer: 1 << 28,
        cwd: path.dirname(file),
    }).toString()

const browser = await chromium.launch({
    executablePath: process.env.TIDELINE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
})

/* A page that may ask for itself and its own blobs, and for nothing else. */
async function visit(options = {}, url = address) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, locale: 'en-GB', ...options })
    context.setDefaultTimeout(SECONDS * 1000)
    const page = await context.newPage()
    page.problems = []
    page.on('console', (m) => page.problems.push(m.text()))
    page.on('pageerror', (e) => page.problems.push(e.message))
    page.on('request', (r) => {
        if (!/^(blob:|data:)/.test(r.url()) && r.url() !== url) page.problems.push(`asked for ${r.url()}`)
    })
    await page.goto(url)
    await page.waitForSelector('h1')
    return page
}

async function done(page) {
    assert.deepEqual(page.problems, [])
    await page.context().close()
}

/* No worker is left. */
async function alone(page) {
    for (let i = 0; i < 750 && page.workers().length > 0; i++) await page.waitForTimeout(20)
    assert.equal(page.workers().length, 0)
}
const begin = (page) => page.locator('button.main').click()
const drop = (page, ...files) => page.setInputFiles('input[type=file]', files)
async function show(page) {
    await page.waitForSelector('form.narrow')
    await page.locator('button.main').click()
    await page.waitForSelector('#answer')
    await page.waitForSelector('#imported')
}
async function download(page, button, nth = 0) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).nth(nth).click()])
    return fs.readFileSync(await file.path(), 'utf8')
}
const shot = (page, name, fullPage = true) => page.screenshot({ path: path.join(shots, `${name}.png`), fullPage })

async function accessible(page, what) {
    await page.evaluate(axe)
    const result = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    assert.deepEqual(result.violations.map((v) => `${what}: ${v.id}: ${v.nodes[0].html.slice(0, 200)}`), [])
}

const ENGLISH = /\b(the|to|seeds|and|with|of|you|your|this|that|these|were|have|has|is|are|before|after|not|which|from|times|message|messages|week|weeks)\b/i
/* Nothing on the page is English, nor a text of the document; how many texts that were. */
async function germanOnly(page, what, json = null) {
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)))
    await page.waitForTimeout(50)
    const marked = await page.evaluate(() => [...document.querySelectorAll('main [lang=en]')].map((e) => e.innerText).filter((text) => text.trim()))
    assert.deepEqual(marked, [], what)
    const said = await page.locator('body').innerText()
    const names = (json?.people ?? []).map((p) => p.name)
    const free = names.reduce((all, name) => all.replaceAll(name, ''), said).replace(/Find A Helpline|NO MORE|Befrienders Worldwide|\S+\.(txt|json|png|zip|jsonl|xml|html|csv)|Library\/Messages\S*/g, '')
    const lines = free.split('\n').filter((line) => ENGLISH.test(line.replace(/(Forschung|Quelle): .*/, '')))
    assert.deepEqual(lines, [], what)
    const texts = []
    const walk = (value, key) => {
        if (typeof value === 'object' && value !== null) for (const [k, v] of Object.entries(value)) walk(v, Array.isArray(value) ? key : k)
        else if (typeof value === 'string' && /^(text|own|why|missing|tell|title|unit|note)$/.test(key) && value.includes(' ')) texts.push(value)
    }
    walk(json, '')
    assert.deepEqual(texts.filter((text) => said.includes(text)), [], what)
    return { said, seen: texts.length }
}

const parts = {
    /* From the first screen to the answer, each looked at by axe, and what is kept afterwards. */
    async walk() {
        const page = await visit()
        await accessible(page, 'consent')
        await shot(page, 'consent')
        await begin(page)
        await accessible(page, 'choose')
        await shot(page, 'choose')
        await drop(page, demo)
        await page.waitForSelector('form.narrow')
        await accessible(page, 'ask')
        await page.getByRole('group', { name: 'Who has stepped back' }).getByLabel('Oluchi').check()
        await page.getByLabel('Since when').selectOption('2024-07')
        await page.getByLabel('somewhat').check()
        await shot(page, 'ask')
        await page.locator('button.main').click()
        await page.waitForSelector('#imported')
        await alone(page)
        assert.match(await page.locator('h1').innerText(), /Oluchi/)
        assert.match(await page.locator('.answer').innerText(), /^Read: 2,507 messages between Henrik and Oluchi[^]*do not say why/)
        await page.waitForSelector('canvas')
        await accessible(page, 'report')
        await shot(page, 'report')
        assert.equal(await download(page, 'Save the data'), native(demo, '--felt', 'Oluchi,2024-07,2'))

        /* the chart closer, another measure, a note, a picture, the table */
        const canvas = page.locator('.plot')
        const box = await canvas.boundingBox()
        await page.mouse.move(box.x + 300, box.y + 100)
        await page.mouse.down()
        await page.mouse.move(box.x + 600, box.y + 110, { steps: 5 })
        await page.mouse.up()
        await page.getByRole('button', { name: 'Mark days in the chart' }).click()
        await canvas.scrollIntoViewIfNeeded()
        const now = await canvas.boundingBox()
        await page.mouse.move(now.x + 300, now.y + 100)
        await page.mouse.down()
        await page.mouse.move(now.x + 360, now.y + 110, { steps: 5 })
        await page.mouse.up()
        assert.match(await page.getByLabel('First day').inputValue(), /^2024-/)
        assert.match(await page.getByLabel('Last day').inputValue(), /^2024-/)
        await page.getByLabel('First day').fill('2024-08-10')
        await page.getByLabel('Last day').fill('2024-08-20')
        await page.getByLabel('What was it?').fill('moved to </script> Bergen')
        await page.getByRole('button', { name: 'Add the note' }).click()
        await page.getByText('What you noted').first().waitFor()
        await alone(page)
        const noted = native(demo, '--felt', 'Oluchi,2024-07,2', '--note', '2024-08-10..2024-08-20=moved to </script> Bergen')
        assert.equal(await download(page, 'Save the data'), noted)
        await shot(page, 'zoomed', false)
        /* each week with its interval: in the table, and as two bands in what is saved */
        await page.getByLabel('Show').selectOption('messages_per_day')
        await page.getByText('The same as a table', { exact: true }).click()
        const [week] = JSON.parse(noted).tide.people.map((p) => ['', '_low', '_high'].map((k) => Number(p[`messages_per_day${k}`][0].toPrecision(2))))
        await page.getByRole('region', { name: 'The same as a table', exact: true }).waitFor()
        assert.equal(await page.locator('tbody tr').first().locator('td').first().innerText(), `${week[0]} (${week[1]} – ${week[2]})`)
        const bands = await download(page, 'Save as SVG')
        assert.equal(bands.match(/<path[^>]*opacity="0.18"/g).length, 2)
        assert.match(bands, /9 of 10 weeks/)
        await page.getByLabel('Show').selectOption('A06')
        assert.equal(await page.locator('tbody tr').filter({ hasText: '2024' }).count() > 40, true)
        const svg = await download(page, 'Save as SVG')
        assert.ok(!svg.includes('Oluchi') && svg.includes('Person B'))
        fs.writeFileSync(path.join(shots, 'saved.svg'), svg)
        const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as PNG' }).first().click()])
        fs.copyFileSync(await png.path(), path.join(shots, 'saved.png'))
        for (const [nth, name] of [[1, 'calendar'], [2, 'hours']]) {
            const map = await download(page, 'Save as SVG', nth)
            assert.ok(map.startsWith('<svg') && !map.includes('Oluchi') && map.includes('Person B'))
            fs.writeFileSync(path.join(shots, `saved_${name}.svg`), map)
        }
        const people = JSON.parse(noted).tide.people
        await page.getByText('The same as a table: Oluchi').first().click()
        const table = page.getByRole('region', { name: 'The same as a table: Oluchi' })
        await table.waitFor()
        const cells = await table.locator('td').allInnerTexts()
        assert.deepEqual(cells.map(Number), people[1].days)

        /* the page it saves is the report, and saves itself again; on paper too */
        const saved = put('saved.html', await download(page, 'Save this report'))
        const second = await visit({}, pathToFileURL(saved).href)
        assert.match(await second.locator('h1').innerText(), /Oluchi/)
        assert.match(await second.locator('main').innerText(), /moved to <\/script> Bergen/)
        assert.equal(await download(second, 'Save this report'), fs.readFileSync(saved, 'utf8'))
        await second.getByRole('button', { name: 'Remove the note' }).click()
        assert.ok(!(await second.locator('main').innerText()).includes('Bergen'))
        await second.emulateMedia({ media: 'print' })
        await second.setViewportSize({ width: 720, height: 1000 })
        await shot(second, 'print')
        const [left, right] = await Promise.all([0, 1].map((nth) => second.locator('.card').nth(nth).boundingBox()))
        assert.ok(left.y === right.y && right.x > left.x)
        await done(second)

        /* forgetting and leaving */
        await page.getByRole('button', { name: 'Forget everything' }).click()
        assert.ok(!(await page.content()).includes('Oluchi'))
        await begin(page)
        await drop(page, demo)
        await show(page)
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
        await page.waitForURL('about:blank')
        assert.equal(await page.goBack().catch(() => null), null)
        await done(page)
    },

    /* Every format the program can write, and what it says of it, against the page. */
    async formats() {
        const page = await visit()
        await begin(page)
        const zip = path.join(work, 'chat.zip')
        execFileSync('/usr/bin/python3', ['-c', `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    z.write(sys.argv[2], '_chat.txt')
`, zip, demo])
        const formats = ['imessage-db', 'telegram-json', 'telegram-html', 'sms-xml', 'csv', 'jsonl']
        const files = formats.map((f) => simulate(`${f}.${/db$/.test(f) ? 'db' : f.replace(/.*-/, '')}`, '--format', f, '--weeks', '40', '--case', 'S2-step'))
        for (const file of [zip, ...files]) {
            await drop(page, file)
            await show(page)
            assert.ok((await download(page, 'Save the data')) === native(file), file)
            await page.getByRole('button', { name: 'Read another chat' }).click()
        }
        await done(page)
    },

    /* No mouse at all; and the same through what a screen reader is told. */
    async keyboard() {
        const page = await visit()
        page.on('filechooser', () => {}) /* from now on the browser shows none of its own */
        const press = async (...keys) => {
            for (const key of keys) await page.keyboard.press(key)
        }
        const until = async (test) => {
            for (let i = 0; i < 60; i++) {
                await press('Tab')
                if (await page.evaluate(test)) return
            }
            assert.fail(`the keyboard does not reach ${test}`)
        }
        await press('Tab')
        assert.equal(await page.evaluate(() => document.activeElement.className), 'skip')
        await until(() => document.activeElement.className === 'main')
        await press('Enter')
        await page.waitForFunction(() => document.activeElement.tagName === 'H1')
        await until(() => document.activeElement.type === 'file')
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Space')])
        await chooser.setFiles(demo)
        await page.waitForSelector('form.narrow')
        await until(() => document.activeElement.name === 'me')
        await press('ArrowUp', 'ArrowUp')
        await until(() => document.activeElement.name === 'who')
        await press('ArrowUp')
        await until(() => document.activeElement.className === 'main')
        await press('Enter')
        await page.waitForSelector('#answer')
        await page.waitForFunction(() => document.activeElement.id === 'answer')
        await until(() => document.activeElement.tagName === 'SELECT' && document.activeElement.closest('section'))
        await until(() => document.activeElement.textContent.startsWith('The same as a table'))
        await press('Enter')
        await page.getByRole('region', { name: 'The same as a table', exact: true }).waitFor()
        await page.waitForSelector('#imported')
        const tree = await page.locator('main').ariaSnapshot()
        assert.ok(tree.includes('A turn is what one of you writes in one go') && !tree.includes('valence'))
        const headings = ['What you feel', 'The tide', 'What changed', 'What else it could be', 'What was said', 'When one opens up', 'Two ways of writing']
        headings.push('What might help', 'A draft', 'Information and support', 'What this cannot see', 'Who is who', 'Keep or share')
        const said = [...tree.matchAll(/heading "([^"]*)" \[level=2\]/g)].map((m) => m[1])
        assert.deepEqual(said.map((h, i) => h.startsWith(headings[i])), headings.map(() => true), said.join('; '))
        for (const about of ['The tide', 'Messages, day by day', 'Messages by hour of the week'])
            assert.ok(tree.includes(`group "${about}"`), about)
        assert.ok(!/- list$/m.test(tree.split('What changed')[0]), 'an empty list')
        assert.equal(JSON.parse(await page.locator('#report').textContent() || 'null'), null)
        await done(page)
    },

    /* 320 px, the dark, German, and names from right to left that want to be more than names. */
    async places() {
        const names = put('names.txt', fs.readFileSync(demo, 'utf8').replaceAll('Henrik', 'נועה').replaceAll('Oluchi', () => '<b>ليلى</b> $&'))
        const phone = await visit({ viewport: { width: 320, height: 640 }, colorScheme: 'dark', isMobile: true, hasTouch: true, deviceScaleFactor: 2 })
        const fits = async (what) => assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= 320), what)
        await fits('consent')
        await begin(phone)
        await fits('choose')
        await drop(phone, names)
        await phone.waitForSelector('form.narrow')
        await fits('ask')
        await show(phone)
        await fits('report')
        assert.ok((await phone.locator('h1').innerText()).includes('<b>ليلى</b> $&'))
        await accessible(phone, 'phone, dark')
        await shot(phone, 'phone')
        await shot(phone, 'phone_top', false)
        await phone.evaluate(() => scrollTo(0, document.querySelector('#tide').getBoundingClientRect().top + scrollY))
        await shot(phone, 'phone_tide', false)
        await phone.evaluate(() => scrollTo(0, document.querySelector('#changes').getBoundingClientRect().top + scrollY))
        await shot(phone, 'phone_changes', false)
        /* a short name is never broken in a table, which then is as wide as the page */
        const broken = await phone.locator('th bdi').evaluateAll((all) => all.filter((e) => e.innerText === 'נועה' && e.offsetHeight > 40).length)
        assert.equal(broken, 0)
        /* sentences that begin with a name from right to left still run from left to right */
        const runs = await phone.locator('.report :is(h1, p)').evaluateAll((all) => all.map((e) => [e.innerText, getComputedStyle(e).direction]))
        assert.deepEqual(runs.filter(([, direction]) => direction !== 'ltr'), [])
        const both = runs.map(([text]) => text).find((text) => text.includes('To ten turns'))
        assert.ok(both.includes('\u2068<b>ليلى</b> $&\u2069, \u2068נועה\u2069 gave'), both)
        /* nothing is offered that takes dragging */
        assert.equal(await phone.locator('.mouse:visible').count(), 0)
        assert.equal(await phone.getByText('Drag over the chart').count(), 1)
        /* the way out stays in sight, over nothing else that is pressed */
        const leave = phone.getByRole('button', { name: 'Leave at once' })
        const inSight = async () => (({ y, height }) => y >= 0 && y + height <= 640)(await leave.boundingBox())
        await phone.evaluate(() => scrollTo(0, document.body.scrollHeight))
        assert.ok(await inSight())
        await phone.evaluate(() => scrollTo(0, 0))
        const boxes = await Promise.all((await phone.locator('.top :is(select, button)').all()).map((b) => b.boundingBox()))
        const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        assert.ok(boxes.every((a, i) => boxes.slice(i + 1).every((b) => apart(a, b))))
        await leave.click()
        await phone.waitForURL('about:blank')
        await done(phone)

        const german = await visit({ locale: 'de-DE', colorScheme: 'dark' })
        await begin(german)
        await drop(german, demo)
        await show(german)
        assert.equal(await german.locator('html').getAttribute('lang'), 'de')
        assert.match(await german.locator('h1').innerText(), /Oluchi.* deutlich zurückgezogen/)
        await accessible(german, 'German, dark')
        await shot(german, 'german')
        await german.getByLabel('Sprache').selectOption('en')
        assert.match(await german.locator('h1').innerText(), /clearly stepped back/)
        await done(german)
    },

    /* One question at most about the file, asked before the answer; the reply is read as the program reads it. */
    async question() {
        const page = await visit({ timezoneId: 'Europe/Berlin' })
        await begin(page)
        await drop(page, demo)
        await page.waitForSelector('form.narrow')
        const zone = page.getByRole('combobox', { name: 'In which time zone' })
        await accessible(page, 'question')
        await zone.selectOption('America/New_York')
        await show(page)
        assert.equal(await download(page, 'Save the data'), native(demo, '--tz', 'America/New_York'))
        await page.getByRole('button', { name: 'Read another chat' }).click()
        const unsure = path.join(process.env.TIDELINE_TEST_DATA, 'import/whatsapp_text/warn_order_unsure.txt')
        await drop(page, unsure)
        await page.waitForSelector('form.narrow')
        assert.equal(await zone.count(), 0)
        assert.equal(await page.getByText('--date-order').count(), 0)
        await page.getByLabel('month, day, year', { exact: true }).check()
        await show(page)
        assert.equal(await download(page, 'Save the data'), native(unsure, '--date-order', 'mdy'))
        /* what is wrong with the file is known before the answer */
        await page.getByRole('button', { name: 'Read another chat' }).click()
        await drop(page, path.join(process.env.TIDELINE_TEST_DATA, 'import/whatsapp_text/warn_mixed_shapes.txt'))
        await page.waitForSelector('form.narrow')
        assert.equal(await page.getByRole('heading', { name: 'Notes on the file' }).count(), 1)
        await done(page)
    },

    /* Two who look together: five questions, no verdict, nobody's part beside the other's. */
    async joint() {
        const page = await visit({ locale: 'de-DE' })
        await begin(page)
        await drop(page, demo)
        await page.getByLabel('Wir sehen gemeinsam hin').check()
        await page.locator('button.main').click()
        await page.waitForSelector('.questions')
        assert.equal(await page.locator('.questions li').count(), 5)
        const said = await page.locator('main').innerText()
        assert.ok(!said.includes('Oluchi') && !said.includes('Henrik'), said)
        assert.match(said, /Sie sprachen etwa [\d,]+ Mal am Tag/)
        await accessible(page, 'joint')
        await shot(page, 'joint')
        await page.getByRole('button', { name: 'Den ganzen Bericht zeigen' }).click()
        await page.waitForSelector('#answer')
        await page.getByRole('button', { name: 'Eine Seite für Sie beide' }).click()
        await page.waitForSelector('.questions')
        await done(page)
    },

    /* A German reader reads German: answers of every kind, letters, cards, files that cannot be read or only in part, the coach. */
    async german() {
        const page = await visit({ locale: 'de-DE' })
        let seen = 0
        const read = async (file, what = path.basename(file), before = async () => {}) => {
            await drop(page, file)
            await page.waitForSelector('form.narrow, [role=alert], section.answer')
            assert.equal(await page.locator('form.narrow').count(), 1, what)
            await germanOnly(page, `${what}, asked`)
            await before()
            await page.locator('button.main').click()
            await page.waitForSelector('#imported')
            const { said, seen: n } = await germanOnly(page, what, JSON.parse(await download(page, 'Die Daten speichern')))
            seen += n
            const kind = await page.locator('h1').innerText()
            await page.getByRole('button', { name: 'Einen anderen Chat lesen' }).click()
            return { said, kind }
        }
        await germanOnly(page, 'consent')
        await begin(page)
        await germanOnly(page, 'choose')

        const whole = await read(demo, 'pulling away', async () => {
            await page.getByLabel('Oluchi').first().check()
            await page.getByRole('group', { name: 'Wer hat sich zurückgezogen' }).getByLabel('Oluchi').check()
            await page.getByLabel('Seit wann').selectOption('2024-07')
        })
        for (const words of [
            'Die Nachrichten zeigen deutlich, dass sich Oluchi in diesem Chat seit etwa dem 15. Juli 2024 (zwischen dem',
            'Oluchi begann vorher etwa 6,6 Gespräche in der Woche, nachher etwa 2,6.',
            'Sie fühlten, dass sich Oluchi zurückgezogen hatte. Die Aufzeichnung zeigt es auch. Die Zeit, die Sie nannten, passt.',
            'Oluchi, begonnene Gespräche am Tag: vorher etwa 0,95, nachher etwa 0,37 (0,39-mal so viel',
            'Auch Ihre eigene Linie hat sich bewegt.',
        ])
            assert.ok(whole.said.includes(words), words)
        await shot(page, 'german_choose')

        const kinds = []
        const made = [
            ['S0', '--weeks', '60'], ['S1', '--weeks', '60'], ['S2-mild', '--weeks', '40', '--per-day', '8'], ['S3', '--weeks', '60'], ['S4', '--weeks', '80'],
            ['S5', '--weeks', '110'], ['S12', '--weeks', '80'], ['S13', '--weeks', '30'], ['L0', '--format', 'csv'], ['L1', '--format', 'csv'], ['L2', '--format', 'csv', '--seed', '4', '--weeks', '1040', '--per-day', '0.1'], ['L3', '--format', 'csv'],
        ]
        for (const [name, ...options] of made) kinds.push((await read(simulate(name[0] === 'L' ? `de_${name}.csv` : `de_${name}.txt`, '--case', name, ...options), name)).kind)
        assert.ok(new Set(kinds).size >= 5, kinds.join('\n'))

        const samples = path.join(process.env.TIDELINE_TEST_DATA, 'import')
        const warned = fs.readdirSync(samples).flatMap((folder) => fs.readdirSync(path.join(samples, folder)).filter((f) => /^warn_.*(?<!expected\.json)$/.test(f)).map((f) => path.join(samples, folder, f))).filter((f) => fs.statSync(f).isFile())
        assert.ok(warned.length > 20)
        for (const file of warned) {
            await drop(page, file)
            await page.waitForSelector('form.narrow, .chats, [role=alert]')
            if ((await page.locator('form.narrow').count()) > 0) {
                await page.locator('button.main').click()
                await page.waitForSelector('#imported')
                await germanOnly(page, file, JSON.parse(await download(page, 'Die Daten speichern')))
            } else {
                await germanOnly(page, file)
            }
            await page.getByRole('button', { name: 'Alles vergessen' }).click()
            await begin(page)
        }
        const wrong = [
            put('prosa.txt', 'Dear diary,\nmy heart is a violet umbrella.\n'.repeat(40)),
            put('leer.txt', ''),
            put('bild.png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2000, 7)])),
            put('riss.zip', fs.readFileSync(demo).subarray(0, 10)),
            put('riss.json', '{"name": "Ann", "type": "personal_chat", "messages": [{"id": 1,'),
            put('allein.txt', Array.from({ length: 30 }, (_, d) => `${(d % 28) + 1}/03/2024, 15:10 - Ann: hello\n`).join('')),
        ]
        for (const file of wrong) {
            await drop(page, file)
            await page.waitForSelector('[role=alert]')
            await germanOnly(page, path.basename(file))
        }
        const days = Array.from({ length: 200 }, (_, d) => new Date(Date.UTC(2023, 0, 2 + d)).toISOString().slice(0, 10).split('-').reverse().join('/'))
        const talk = days.map((d) => [0, 1, 2, 3].map((k) => `${d}, 18:1${k} - ${k % 2 ? 'Ann' : 'Bo'}: see you at ${k}\n`).join('')).join('')
        const last = (text, k = 0) => `20/07/2023, 20:1${k} - Ann: ${text}\n`
        for (const [name, said] of [
            ['schwer', last('honestly i want to die')],
            ['angst', last("if you leave i'll hurt you") + last("i mean it. i'll hurt you", 1)],
            ['jung', last("i'm 15 years old") + last('im only 15', 1)],
        ]) {
            await drop(page, put(`${name}.txt`, talk + said))
            await page.waitForSelector('section.answer')
            assert.equal(await page.locator('#answer').count(), 0, name)
            await germanOnly(page, name)
            await shot(page, `german_${name}`)
            await page.getByRole('button', { name: 'Alles vergessen' }).click()
            await begin(page)
        }

        await drop(page, demo)
        await page.waitForSelector('form.narrow')
        await page.getByLabel('Wir sehen gemeinsam hin').check()
        await page.getByLabel('Oluchi').first().check()
        await page.getByLabel('Wir sehen gemeinsam hin').check()
        await page.locator('button.main').click()
        await page.waitForSelector('.questions')
        await germanOnly(page, 'joint')

        assert.ok(seen > 1000, String(seen))
        await done(page)
    },

    /* The coach to a German reader: of German drafts, and of others. */
    async german_coach() {
        const page = await visit({ locale: 'de-DE' })
        await begin(page)
        await page.getByRole('button', { name: 'Ich möchte nur eine Nachricht ansehen' }).click()
        const notes = []
        for (const draft of ['Du hörst mir nie zu!', 'Ich war gestern traurig. Können wir morgen zusammen essen?', 'hallo', 'pourquoi tu ne viens jamais? tu fais quoi? avec qui?', 'soll ich ihr schreiben, was meinst du, tideline?', 'ich will mich umbringen']) {
            await page.getByLabel('Ihr Entwurf').fill(draft)
            await page.waitForTimeout(800)
            notes.push((await page.locator('.coach').innerText()).includes('Quelle:'))
            await germanOnly(page, `coach: ${draft}`)
        }
        assert.ok(notes[0] && notes[3], String(notes))
        await page.getByLabel('Ihr Entwurf').fill('You never listen to me!')
        await page.getByText('Ein einzelner Fall ist leichter zu hören').waitFor()
        await shot(page, 'german_coach')
        await page.getByLabel('Sprache').selectOption('en')
        await page.getByText('One case is easier to hear').waitFor()
        await done(page)
    },

    /* A draft beside its notes, with the chat behind it and alone; and where there are signs of danger. */
    async coach() {
        const page = await visit()
        await begin(page)
        await page.getByRole('button', { name: 'I only want to look over a message' }).click()
        const box = page.getByLabel('Your draft')
        const offers = page.getByText('You could say nothing now')
        assert.ok(await offers.isVisible())
        await box.pressSequentially('You never listen to me!')
        await page.waitForSelector('.notes li')
        assert.match(await page.locator('.notes').innerText(), /You never/)
        assert.ok((await page.locator('.notes .blank').count()) > 0)
        assert.ok(await offers.isVisible())
        await page.waitForFunction(() => /notes?\./.test(document.querySelector('[role=status]').textContent))
        await accessible(page, 'coach')
        await shot(page, 'coach')
        await box.fill('i want to kill myself')
        await page.waitForSelector('.coach .problem')
        assert.match(await page.locator('.coach .problem').innerText(), /findahelpline/)
        assert.equal(await page.locator('.notes').count(), 0)
        assert.equal(await offers.count(), 0)
        await accessible(page, 'coach, life')
        await box.fill('')
        await page.waitForSelector('.coach .problem', { state: 'detached' })
        await page.getByLabel('The message it answers').fill('if you leave i will hurt you. you are not allowed to see your friends')
        await box.fill('ok')
        await page.waitForSelector('.coach .problem')
        assert.match(await page.locator('.coach .problem').innerText(), /There are no notes/)
        await page.getByRole('button', { name: 'Back to the file' }).click()
        await drop(page, demo)
        await show(page)
        assert.equal(await box.inputValue(), 'ok')
        await page.getByLabel('The message it answers').fill('')
        await page.getByRole('combobox', { name: 'You are' }).selectOption('Henrik')
        await box.fill('are you there? did i do something? please answer')
        await page.waitForSelector('.notes li')
        assert.equal(page.workers().length, 1)
        await page.getByRole('button', { name: 'Forget everything' }).click()
        await alone(page)
        assert.ok(!(await page.content()).includes('did i do something'))
        await done(page)
    },

    /* What is no chat, what is too little, and what is more urgent than an answer. */
    async wrong() {
        const page = await visit()
        await begin(page)
        const prose = put('prose.txt', 'Dear diary,\nmy heart is a violet umbrella.\n'.repeat(40))
        const picture = put('picture.png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2000, 7)]))
        const empty = put('empty.txt', '')
        const torn = put('torn.zip', fs.readFileSync(demo).subarray(0, 10))
        const line = (d, m, name) => `${d}/03/2024, 15:${10 + m} - ${name}: hello\n`
        const group = put('group.txt', [13, 14, 15, 16, 17, 18].flatMap((d) => ['Ann', 'Bo', 'Cy'].map((n, m) => line(d, m, n))).join(''))
        for (const file of [prose, picture, empty, torn, group]) {
            await drop(page, file)
            await page.waitForSelector('[role=alert]')
            const said = await page.locator('[role=alert]').innerText()
            assert.ok(said.includes(file === group ? 'more than two people' : path.basename(file)), said)
            assert.ok(!said.includes('umbrella') && !said.includes('`'), said)
            assert.ok(await page.getByText('More, Export chat').isVisible())
        }
        await accessible(page, 'wrong file')
        await shot(page, 'wrong')
        const days = Array.from({ length: 360 }, (_, d) => new Date(Date.UTC(2023, 0, 2 + d)).toISOString().slice(0, 10).split('-').reverse().join('/'))
        const talk = days.map((d) => [0, 1, 2, 3, 4, 5].map((k) => `${d}, 18:1${k} - ${k % 2 ? 'Ann' : 'Bo'}: see you at ${k}\n`).join('')).join('')
        const last = (text, k = 0) => `28/12/2023, 20:1${k} - Ann: ${text}\n`
        await drop(page, put('heavy.txt', talk + last('honestly i want to die')))
        await page.waitForSelector('section.answer')
        assert.match(await page.locator('main').innerText(), /findahelpline/)
        const numbers = await page.locator('details[open] a').evaluateAll((all) => all.map((a) => a.href))
        assert.deepEqual(numbers, ['tel:999', 'tel:112', 'tel:116123', 'sms:85258'])
        await accessible(page, 'life')
        await shot(page, 'life')
        await page.getByRole('button', { name: 'Forget everything' }).click()
        await begin(page)
        await drop(page, put('fear.txt', talk + last("if you leave i'll hurt you") + last("i mean it. i'll hurt you", 1)))
        await page.waitForSelector('section.answer')
        assert.equal(await page.locator('section.answer').innerText(), 'The file was read. There is no report for it.')
        assert.ok(!(await page.locator('main').innerText()).includes('afraid'))
        await shot(page, 'quiet')
        await page.getByRole('button', { name: 'Forget everything' }).click()
        await begin(page)
        await drop(page, put('short.txt', talk.slice(0, 4000)))
        await show(page)
        assert.match(await page.locator('h1').innerText(), /not enough/)
        await accessible(page, 'short')
        await shot(page, 'short')
        /* after a report: nothing of it stays beside the sentence, and the next chat is answered */
        await page.getByRole('button', { name: 'Read another chat' }).click()
        await drop(page, prose)
        await page.waitForSelector('[role=alert]')
        await alone(page)
        assert.equal(await page.locator('#answer').count(), 0)
        await drop(page, demo)
        await show(page)
        assert.match(await page.locator('h1').innerText(), /Oluchi/)
        await done(page)
    },

    /* Files let go anywhere, with pictures among them: the browser opens none of them in place of the page. */
    async dropped() {
        const page = await visit()
        const letGo = (where, ...names) =>
            page.evaluate(
                ([where, names, text]) => {
                    const data = new DataTransfer()
                    for (const name of names) data.items.add(new File([/txt$/.test(name) ? text : '\x89PNG'], name))
                    return ['dragover', 'drop'].map((type) => {
                        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data })
                        document.querySelector(where).dispatchEvent(event)
                        return event.defaultPrevented
                    })
                },
                [where, names, fs.readFileSync(demo, 'utf8')],
            )
        assert.deepEqual(await letGo('h1', 'chat.txt'), [true, true])
        assert.equal(await page.locator('.points').count(), 1)
        await begin(page)
        assert.deepEqual(await letGo('footer', 'photo.png', 'chat.txt'), [true, true])
        await show(page)
        assert.deepEqual(await letGo('h1', 'chat.txt'), [true, true])
        assert.equal(await page.locator('#answer').count(), 1)
        /* and back: to the report while nothing else was read, to another file before the answer */
        await page.getByRole('button', { name: 'Read another chat' }).click()
        await page.getByRole('button', { name: 'Back to the report' }).click()
        await page.waitForSelector('#answer')
        await page.getByRole('button', { name: 'Read another chat' }).click()
        await drop(page, demo, put('photo.png', '\x89PNG'))
        await page.getByRole('button', { name: 'Choose another file' }).click()
        assert.equal(await page.getByRole('button', { name: 'Back to the report' }).count(), 0)
        await drop(page, demo, put('other_pair.txt', fs.readFileSync(demo, 'utf8').replaceAll('Henrik', 'Dora').replaceAll('Oluchi', 'Emil')))
        await page.waitForSelector('.chats')
        await page.getByRole('button', { name: 'Choose another file' }).click()
        /* a group is listed and cannot be chosen */
        const line = (d, k, name) => `${d}/03/2024, 15:${10 + k} - ${name}: hello\n`
        const group = put('with_group.txt', [13, 14, 15, 16, 17, 18].flatMap((d) => ['Ann', 'Bo', 'Cy'].map((n, k) => line(d, k, n))).join(''))
        await drop(page, demo, group)
        await page.waitForSelector('.chats')
        assert.deepEqual(await page.locator('.chats button').evaluateAll((all) => all.map((b) => b.disabled)), [false, true])
        await accessible(page, 'chats')
        await page.getByRole('button', { name: 'Choose another file' }).click()
        await drop(page, demo)
        await show(page)
        await done(page)
    },

    /* Where nothing changed no explanation is said to fail, and no odds are none at all. */
    async nothing() {
        const page = await visit()
        await begin(page)
        await drop(page, simulate('nothing.txt', '--case', 'S5'))
        await show(page)
        assert.match(await page.locator('h1').innerText(), /No sign/)
        assert.match(await page.locator('.answer').innerText(), /less than 1 in 100[^]*In less than 1 of 100/)
        const other = await page.getByRole('region', { name: 'What else was looked at' }).innerText()
        assert.match(other, /^What else was looked at\s+Possible\. There was a long silence[^]*export it again from a phone/)
        assert.match(other, /without a sign of it: \d+ more/)
        assert.ok(!other.includes('No.'), other)
        await done(page)
    },

    /* Evidence on demand: the messages behind a change, closed, and in what is saved only once asked for. */
    async evidence() {
        const page = await visit()
        await begin(page)
        await drop(page, demo)
        await show(page)
        const shown = page.getByText('Show the messages behind it', { exact: true })
        assert.equal(await shown.count(), 0)
        await page.getByText('no message text').waitFor()
        await page.getByRole('button', { name: 'Add the messages behind it' }).click()
        await shown.first().waitFor()
        await alone(page)
        assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Add the messages behind it')
        assert.equal(await page.locator('blockquote:visible').count(), 0)
        await shown.first().click()
        assert.ok((await page.locator('blockquote:visible').count()) > 0)
        await accessible(page, 'evidence')
        await page.getByText('with short quotes of messages').waitFor()
        assert.equal(await download(page, 'Save the data'), native(demo, '--quotes'))
        await page.getByRole('button', { name: 'Add the messages behind it' }).click()
        await shown.first().waitFor({ state: 'detached' })
        assert.equal(await download(page, 'Save the data'), native(demo))
        await done(page)
    },

    /* 100,000 messages: how long, how smooth; cancelled on the way; memory given back. */
    async many() {
        const file = simulate('many.txt', '--weeks', '104', '--per-day', '137')
        const page = await visit()
        await begin(page)
        await page.evaluate(() => {
            window.longest = 0
            new PerformanceObserver((l) => {
                for (const e of l.getEntries()) window.longest = Math.max(window.longest, e.duration)
            }).observe({ entryTypes: ['longtask'] })
        })
        await drop(page, file)
        await page.getByRole('button', { name: 'Cancel' }).click()
        await page.waitForSelector('input[type=file]', { state: 'attached' })
        await alone(page)
        const begun = Date.now()
        await drop(page, file)
        await page.waitForSelector('form.narrow')
        const took = Date.now() - begun
        const read = await page.locator('form p').first().innerText()
        assert.ok(parseInt(/Read: ([\d,]+)/.exec(read)[1].replace(',', '')) > 90000, read)
        const longest = await page.evaluate(() => window.longest)
        console.log(`${read} ${took} ms; longest task of the page meanwhile ${Math.round(longest)} ms`)
        assert.ok(took < 30000)
        await show(page)
        await alone(page)
        /* the coach with all of it behind a draft: from the last key to the notes */
        await page.getByRole('combobox', { name: 'You are' }).selectOption('Jonas')
        const waited = []
        for (const draft of ['You never listen to me!', 'You always leave early.']) {
            const typed = Date.now()
            await page.getByLabel('Your draft').fill(draft)
            await page.waitForFunction((draft) => document.querySelector('.notes q')?.textContent.startsWith(draft.slice(0, 9)), draft)
            waited.push(Date.now() - typed)
        }
        console.log(`notes ${waited.join(' and ')} ms after the last key, of which 300 ms are its rest`)
        assert.ok(waited.every((ms) => ms < 30000))
        await page.getByRole('button', { name: 'Forget everything' }).click()
        await alone(page)
        await done(page)
    },

    /* The page tries to reach a server of this machine in every way, and the server hears nothing. */
    async silence() {
        const heard = []
        const server = http.createServer((asked, answer) => {
            heard.push(asked.url)
            answer.end()
        })
        server.on('connection', () => heard.push('a connection'))
        await new Promise((ok) => server.listen(0, '127.0.0.1', ok))
        const there = `127.0.0.1:${server.address().port}`
        const page = await visit()
        const tried = await page.evaluate(async (there) => {
            const attempt = async (f) => {
                try {
                    return (await f()) ?? 'refused'
                } catch {
                    return 'refused'
                }
            }
            const element = (name, set) =>
                new Promise((ok) => {
                    const e = document.createElement(name)
                    e.onload = () => ok('reached')
                    e.onerror = () => ok('refused')
                    Object.assign(e, set)
                    document.body.append(e)
                    setTimeout(() => ok('refused'), 500)
                })
            const worker = `fetch('http://${there}/w').then(() => postMessage('reached'), () => postMessage('refused'))`
            return Promise.all([
                attempt(() => fetch(`http://${there}/f`, { mode: 'no-cors' }).then(() => 'reached')),
                attempt(() => new Promise((ok, no) => Object.assign(new WebSocket(`ws://${there}/s`), { onopen: () => ok('reached'), onerror: no }))),
                attempt(() => new Promise((ok, no) => Object.assign(new EventSource(`http://${there}/e`), { onopen: () => ok('reached'), onerror: no }))),
                attempt(() => (navigator.sendBeacon(`http://${there}/b`, 'x'), undefined)),
                attempt(() => element('img', { src: `http://${there}/i` })),
                attempt(() => element('script', { src: `http://${there}/j` })),
                attempt(() => element('link', { rel: 'stylesheet', href: `http://${there}/c` })),
                attempt(() => element('link', { rel: 'prefetch', href: `http://${there}/p` })),
                attempt(() => element('style', { textContent: `body { background: url(http://${there}/u) }` })),
                attempt(() => element('audio', { src: `http://${there}/a` })),
                attempt(() => element('object', { data: `http://${there}/o` })),
                attempt(() => (document.body.style.background = `url(http://${there}/g)`, undefined)),
                attempt(() => import(`http://${there}/d`).then(() => 'reached')),
                attempt(() => element('script', { textContent: 'window.ran = 1' }).then(() => window.ran && 'reached')),
                attempt(() => new Promise((ok) => (new Worker(URL.createObjectURL(new Blob([worker]))).onmessage = (e) => ok(e.data)))),
            ])
        }, there)
        assert.deepEqual(tried.filter((x) => x !== 'refused'), [])
        await page.waitForTimeout(300)
        assert.deepEqual(heard, [])
        /* no policy covers these, and the script has none of them */
        const script = await page.locator('body > script:not([type])').first().textContent()
        assert.deepEqual(script.match(/RTCPeer|WebTransport|\bopen\(|\blocation\b.{16}/g), ['location.replace("about:'])
        /* Chromium opens a connection for a frame or a form before it asks the policy, and then says nothing on it. */
        await page.evaluate((there) => {
            const form = Object.assign(document.createElement('form'), { action: `http://${there}/m`, target: '_blank' })
            document.body.append(Object.assign(document.createElement('iframe'), { src: `http://${there}/r` }), form)
            form.submit()
        }, there)
        await page.waitForTimeout(300)
        assert.deepEqual(heard.filter((h) => h !== 'a connection'), [])
        assert.ok(page.problems.some((p) => p.includes('Content Security Policy')))
        assert.equal(await page.evaluate(() => {
            try {
                return localStorage.length
            } catch {
                return 0
            }
        }), 0)
        await page.context().close()
        server.close()
    },

    /* `tideline read --html`, served and from a file. */
    async written() {
        const file = path.join(work, 'report.html')
        execFileSync(program, ['read', demo, '--quotes', '--html', file], { env: { ...process.env, TIDELINE_PAGE: path.join(web, 'tideline.html') } })
        const page = await visit({}, pathToFileURL(file).href)
        assert.match(await page.locator('h1').innerText(), /Oluchi/)
        await page.getByText('Show the messages behind it').first().click()
        await page.waitForSelector('blockquote')
        await done(page)
        const server = http.createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(fs.readFileSync(file)))
        await new Promise((ok) => server.listen(0, '127.0.0.1', ok))
        const url = `http://127.0.0.1:${server.address().port}/`
        const served = await visit({}, url)
        await served.getByRole('button', { name: 'Read another chat' }).click()
        await drop(served, demo)
        await show(served)
        await done(served)
        server.close()
    },

    /* From a server: it can be installed, is kept only when asked, and opens when the server is gone. */
    async app() {
        const types = { html: 'text/html', js: 'text/javascript', webmanifest: 'application/manifest+json' }
        const heard = []
        const server = http.createServer((asked, answer) => {
            heard.push(asked.url)
            const file = path.join(web, 'app', asked.url === '/' ? 'index.html' : path.basename(asked.url))
            if (!fs.existsSync(file)) return answer.writeHead(404).end()
            answer.setHeader('content-type', types[file.split('.').at(-1)]).end(fs.readFileSync(file))
        })
        await new Promise((ok) => server.listen(0, '127.0.0.1', ok))
        const url = `http://127.0.0.1:${server.address().port}/`
        const page = await visit({}, url)
        const devtools = await page.context().newCDPSession(page)
        assert.deepEqual((await devtools.send('Page.getAppManifest')).errors, [])
        const { installabilityErrors: hindrances } = await devtools.send('Page.getInstallabilityErrors')
        assert.deepEqual(hindrances.filter((e) => e.errorId !== 'in-incognito'), [])
        const workers = () => page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))
        assert.equal(await workers(), 0)
        /* the home screen's icon is the other one, but for the corners */
        const icon = await page.evaluate(async () => {
            const [drawn, touch] = await Promise.all(['icon', 'apple-touch-icon'].map(async (rel) => {
                const image = new Image()
                image.src = document.querySelector(`link[rel=${rel}]`).href
                await image.decode()
                const canvas = Object.assign(document.createElement('canvas'), { width: 180, height: 180 })
                canvas.getContext('2d').drawImage(image, 0, 0, 180, 180)
                return { width: image.width, pixels: canvas.getContext('2d').getImageData(0, 0, 180, 180).data }
            }))
            const corner = (k) => Math.abs((k % 180) - 89.5) > 50 && Math.abs(Math.floor(k / 180) - 89.5) > 50
            const most = touch.pixels.reduce((most, v, i) => (corner(i >> 2) ? most : Math.max(most, Math.abs(v - drawn.pixels[i]))), 0)
            return { url: document.querySelector('link[rel=apple-touch-icon]').href, width: touch.width, most }
        })
        assert.equal(icon.url.split(',')[1], fs.readFileSync(path.join(web, 'app/apple-touch-icon.png'), 'base64'))
        assert.equal(icon.width, 180)
        assert.ok(icon.most < 113, `apart by ${icon.most}`) /* half a pixel at an edge */
        await accessible(page, 'app')
        await page.getByRole('button', { name: 'Keep this page on this device' }).click()
        await page.getByRole('button', { name: 'Remove this page' }).waitFor()
        assert.deepEqual([...new Set(heard)].sort(), ['/', '/manifest.webmanifest', '/sw.js'])

        server.closeAllConnections()
        await new Promise((ok) => server.close(ok))
        await page.reload()
        await page.waitForSelector('h1')
        await begin(page)
        await drop(page, demo)
        await show(page)
        const [head] = (await download(page, 'Save this report')).split('<style>')
        assert.ok(head.includes('worker-src blob:;') && !/self|manifest|touch/.test(head), head)
        const refused = (where) => page.evaluate((where) => fetch(where).then(() => false, () => true), where)
        assert.ok(await refused(url + 'sw.js'))
        page.problems = page.problems.filter((p) => !p.includes('connect-src') && !p.includes(url))
        await page.getByRole('button', { name: 'Forget everything' }).click()
        await page.getByRole('button', { name: 'Keep this page on this device' }).waitFor()
        assert.equal(await workers(), 0)
        assert.deepEqual(await page.evaluate(() => caches.keys()), [])
        await done(page)
    },
}

try {
    const wanted = process.argv[3] ? [process.argv[3]] : Object.keys(parts)
    for (const name of wanted) {
        const begun = Date.now()
        await parts[name]()
        console.log(`${name}: ${Date.now() - begun} ms`)
    }
} finally {
    await browser.close()
    fs.rmSync(work, { recursive: true })
}
