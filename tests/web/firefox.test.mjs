/*
 * The page in Firefox: every sample gives the bytes the program gives, by the page's own worker; and a
 * chat dropped on the page is answered, from a file on disk.
 *
 *     node firefox.test.mjs WEB
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch } from './firefox.mjs'

const web = path.resolve(process.argv[2])
const program = process.env.TIDELINE_PROGRAM
const data = path.join(process.env.TIDELINE_TEST_DATA, 'import')
const demo = path.join(process.env.TIDELINE_ROOT, 'demo/pulling_away.txt')
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tideline-firefox-'))

/* A File's name has no folders. */
const native = (file) => {
    const run = spawnSync(program, ['read', path.basename(file), '--fast', '--json', '-'], {
        cwd: path.dirname(file),
        maxBuffer: 1 << 28,
    })
    return { status: run.status, out: run.stdout.toString(), err: run.stderr.toString() }
}
const collapse = (s) => s.replace(/\s+/g, ' ').trim()

/* Below, what runs in the page: it sees nothing of this file. */

async function begin() {
    const step = (test) =>
        new Promise((ok, no) => {
            const until = Date.now() + 60000
            const look = () => {
                const found = test()
                if (found) ok(found)
                else if (Date.now() > until) no(new Error(`not so: ${test}`))
                else setTimeout(look, 20)
            }
            look()
        })
    window.step = step
    ;(await step(() => document.querySelector('button.main'))).click()
    await step(() => document.querySelector('input[type=file]'))
}

async function dropAndShow(name, text) {
    const carried = new DataTransfer()
    carried.items.add(new File([text], name))
    const at = document.querySelector('.drop')
    for (const type of ['dragover', 'drop'])
        at.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
    await window.step(() => document.querySelector('form.narrow button.main'))
    document.querySelector('form.narrow button.main').click()
    await window.step(() => document.querySelector('#answer'))
    await window.step(() => document.querySelector('canvas') && document.querySelector('#imported'))
    return document.querySelector('h1').textContent
}

/* The worker of the page with the engine of the page, and the samples one after the other. */
async function readAll(files) {
    const part = (id) => document.getElementById(id).textContent
    const worker = new Worker(URL.createObjectURL(new Blob([part('worker')], { type: 'text/javascript' })))
    const ask = (job) =>
        new Promise((ok, no) => {
            worker.onmessage = ({ data }) => data.kind !== 'progress' && ok(data)
            worker.onerror = (e) => no(new Error(e.message))
            worker.postMessage(job)
        })
    const compiled = await ask(part('engine'))
    if (compiled.kind !== 'engine') throw new Error(compiled.message)
    const answers = []
    for (const { name, bytes } of files) {
        const file = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name)
        const answer = await ask({ engine: compiled.module, files: [file], options: { fast: true }, list: false })
        answers.push(answer.kind === 'report' ? { json: answer.json } : { message: answer.message })
    }
    worker.terminate()
    return answers
}

const browser = await launch(process.env.TIDELINE_FIREFOX ?? '/usr/bin/firefox-esr', path.join(work, 'profile'))
try {
    await browser.open(pathToFileURL(path.join(web, 'tideline.html')).href)
    await browser.run(begin)
    assert.match(await browser.run(dropAndShow, 'WhatsApp Chat.txt', fs.readFileSync(demo, 'utf8')), /Oluchi/)

    const samples = fs
        .readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile() && !/\.expected\.json$|\.md$|\.sql$/.test(e.name))
        .map((e) => path.join(e.parentPath ?? e.path, e.name))
        .sort()
    samples.push(demo)
    const files = samples.map((at) => ({ name: path.basename(at), bytes: fs.readFileSync(at).toString('base64') }))
    const answers = await browser.run(readAll, files)
    samples.forEach((file, i) => {
        const want = native(file)
        const { json, message } = answers[i]
        if (json === undefined) {
            assert.notEqual(want.status, 0, `${file}: ${message}`)
            assert.ok(collapse(want.err).includes(collapse(message)), `${file}: ${message} / ${want.err}`)
        } else {
            assert.equal(want.status, 0, `${file}: ${want.err}`)
            assert.ok(json === want.out, `${file}: the documents differ`)
        }
    })
    console.log(`${samples.length} readings compared`)
} finally {
    await browser.close()
    fs.rmSync(work, { recursive: true })
}
