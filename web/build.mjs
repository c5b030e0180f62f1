/*
 * build.mjs WEB: puts what tools/build_web has gathered below WEB into one file, WEB/tideline.html; and
 * into WEB/app, for a server, the same page with what lets a browser keep it.
 *
 * The page's policy forbids every connection and names the one script and the one style by hash.
 * The report, the notes, the engine and the worker's source stand in script elements that are data,
 * which no policy covers: so a report put into its slot leaves the hashes true.
 */
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pngOf } from './icon.mjs'

const web = process.argv[2]
const site = path.join(web, 'site')
const common = { logLevel: 'warning', target: 'es2022', charset: 'utf8', legalComments: 'none' }

async function bundle(file, options) {
    const result = await build({
        ...common,
        entryPoints: [path.join(site, file)],
        bundle: true,
        minify: true,
        write: false,
        outdir: site,
        jsx: 'automatic',
        jsxImportSource: 'preact',
        ...options,
    })
    const text = new TextDecoder().decode(result.outputFiles[0].contents).trim()
    /* What would end the element, or open a state in which its end is not seen. */
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${file} cannot stand in a page`)
    return text
}

/* As src/unpack.ts reads it. A quarter more than the bytes, where base64 is a third more. */
const letters = Array.from({ length: 93 }, (_, i) => String.fromCharCode(33 + i)).filter((c) => !'<>&"\'\\`'.includes(c))
function base85(bytes) {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    let text = ''
    for (let at = 0; at < padded.length; at += 4) {
        let word = padded.readUInt32BE(at)
        let five = ''
        for (let k = 0; k < 5; k++) {
            five = letters[word % 85] + five
            word = Math.floor(word / 85)
        }
        text += five
    }
    return text
}

/* The engine's own module, for the tests. */
await build({
    ...common,
    entryPoints: [path.join(site, 'src/engine.ts')],
    outfile: path.join(web, 'engine.mjs'),
    format: 'esm',
})

const wasm = path.join(web, 'tl_wasm.wasm')
const packed = execFileSync('xz', ['--format=lzma', '-9e', '--stdout', wasm], { maxBuffer: 1 << 26 })
packed.writeBigUInt64LE(BigInt(fs.statSync(wasm).size), 5) /* which xz leaves open */
const icon = fs.readFileSync(path.join(site, 'icon.svg'), 'utf8')
const parts = {
    style: await bundle('src/style.css', {}),
    main: await bundle('src/main.tsx', { format: 'iife' }),
    worker: await bundle('src/worker.ts', { format: 'iife' }),
    engine: base85(packed),
    report: '',
    manifest: '',
    icon: 'data:image/svg+xml;base64,' + Buffer.from(icon).toString('base64'),
}
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = (self) =>
    [
        "default-src 'none'",
        `script-src ${hash(parts.main)} 'wasm-unsafe-eval'`,
        `style-src ${hash(parts.style)}`,
        `worker-src blob:${self}`,
        ...(self ? [`manifest-src${self}`] : []),
        'img-src blob: data:',
        "base-uri 'none'",
        "form-action 'none'",
    ].join('; ')

const fill = (name, values) =>
    fs.readFileSync(path.join(site, name), 'utf8').replace(/@([a-z]+)@/g, (_, value) => values[value])
const page = fill('index.html', { ...parts, policy: policy('') })
fs.writeFileSync(path.join(web, 'tideline.html'), page)

const app = path.join(web, 'app')
fs.mkdirSync(app, { recursive: true })
/* Safari takes the icon of a home screen from here, or from the top of a server unasked. A page's policy
   is asked about icons, and lets no picture in from a server: so it stands in the page as well. */
const png = pngOf(icon, 180)
fs.writeFileSync(path.join(app, 'apple-touch-icon.png'), png)
const link = `
<link rel="manifest" href="manifest.webmanifest">
<link rel="apple-touch-icon" href="data:image/png;base64,${png.toString('base64')}">`
const served = fill('index.html', { ...parts, policy: policy(" 'self'"), manifest: link })
fs.writeFileSync(path.join(app, 'index.html'), served)
fs.writeFileSync(path.join(app, 'manifest.webmanifest'), fill('manifest.json', parts))
const version = createHash('sha256').update(served).digest('hex').slice(0, 16)
fs.writeFileSync(path.join(app, 'sw.js'), fill('sw.js', { version }))

const kb = (n) => `${Math.ceil(n / 1024)} KB`
console.log(`build/web/tideline.html: ${kb(Buffer.byteLength(page))}, of it the engine ${kb(parts.engine.length)}`)
