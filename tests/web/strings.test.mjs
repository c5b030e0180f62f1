/*
 * Every language says all that English says, and has words for all the engine can say by id.
 *
 *     node strings.test.mjs WEB
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const site = path.join(path.resolve(process.argv[2]), 'site')
const root = process.env.TIDELINE_ROOT
const { buildSync } = createRequire(path.join(site, 'package.json'))('esbuild')

async function load(code) {
    const built = buildSync({ entryPoints: [path.join(site, `strings/${code}.ts`)], bundle: true, format: 'esm', write: false, charset: 'utf8' })
    return (await import('data:text/javascript;base64,' + Buffer.from(built.outputFiles[0].contents).toString('base64')))[code]
}

/* All keys below a value, with what kind of thing stands there. */
function* keys(value, at = '') {
    if (typeof value === 'object') for (const [k, v] of Object.entries(value)) yield* keys(v, `${at}.${k}`)
    else {
        assert.notEqual(value, '', `${at} is empty`)
        yield `${at} ${typeof value}`
    }
}

const source = (file) => fs.readFileSync(path.join(root, file), 'utf8')
const found = (file, pattern) => [...source(file).matchAll(pattern)].map((m) => m[1])
const read = (file, ...options) =>
    JSON.parse(spawnSync(process.env.TIDELINE_PROGRAM, ['read', path.join(root, file), '--fast', '--json', '-', ...options], { maxBuffer: 1 << 28 }).stdout)

const report = read('demo/pulling_away.txt', '--note', '2024-06-01..2024-06-20=travel')
const advice = source('src/report/advice.c')
const limits = advice.slice(advice.indexOf('tl_limit'))
const names = (text) => [...text.matchAll(/\{"([a-z]+(?:-[a-z]+)*)",/g)].map((m) => m[1])
const shown = report.measures.filter((m) => m.family !== 'context' || (m.id[0] !== 'Q' && report.totals.some((x) => x.id === m.id && x.name === m.name && x.person === null && x.status === 'ok')))
const wanted = {
    suggestion: names(advice.slice(0, advice.indexOf('tl_limit'))),
    limit: names(limits),
    alternative: report.alternatives.map((a) => a.id),
    question: report.said.map((s) => s.id),
    title: shown.map((m) => m.id),
    unit: shown.map((m) => m.unit.split(';')[0]),
    coach: found('src/coach/coach.c', /"([a-z_]+)",? /g).filter((s) => found('docs/coach.md', /^\| `([a-z_]+)` \|/gm).includes(s)),
    feeling: found('src/find/analyse.c', /"((?:felt|found|neither)[a-z_]*)"/g),
}
const tell = ['alternatives', 'explanations'].flatMap((f) => found(`src/find/${f}.c`, /\{"([a-z-]+)",(?:(?!\n {4}\{)[^])*?\},\n {5}"/g))
assert.ok(tell.length > 9 && wanted.suggestion.length > 9 && wanted.limit.length > 9 && wanted.coach.length > 3, JSON.stringify(wanted))

const en = await load('en')
for (const code of fs.readdirSync(path.join(site, 'strings')).map((f) => f.replace('.ts', '')).filter((c) => c !== 'en')) {
    const other = await load(code)
    const { said, ...page } = other
    const { said: _, ...english } = en
    const lacks = (a, b) => [...keys(a)].filter((k) => !new Set(keys(b)).has(k))
    assert.deepEqual(tell.filter((id) => !(id in other.otherwise.tell && id in en.otherwise.tell)), [])
    const free = (k) => !/^\.(choose\.problems|joint\.ask|exchanges)\./.test(k)
    assert.deepEqual(lacks(english, page).filter(free), [], `${code} lacks`)
    assert.deepEqual(lacks(page, english).filter(free), [], `${code} has beyond English`)
    for (const [part, ids] of Object.entries(wanted)) assert.deepEqual([...new Set(ids)].filter((id) => !(id in said[part])), [], `${code}.said.${part}`)
    assert.deepEqual(report.questions.map((q) => q.id).filter((id) => !other.joint.ask[id]), [], `${code}.joint.ask`)
}
