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
const sources = (folder) => fs.readdirSync(path.join(root, folder)).filter((f) => f.endsWith('.c')).map((f) => source(`${folder}/${f}`)).join('\n')
const all = (text, pattern) => [...text.matchAll(pattern)].map((m) => m[1])
const read = (file, ...options) =>
    JSON.parse(spawnSync(process.env.TIDELINE_PROGRAM, ['read', path.join(root, file), '--fast', '--json', '-', ...options], { maxBuffer: 1 << 28 }).stdout)

const report = read('demo/pulling_away.txt', '--note', '2024-06-01..2024-06-20=travel')
const advice = source('src/report/advice.c')
const limits = advice.slice(advice.indexOf('tl_limit'))
const names = (text) => [...text.matchAll(/\{"([a-z]+(?:-[a-z]+)*)",/g)].map((m) => m[1])
const find = sources('src/find')
/* The ids of sentences: in calls of tl_tell and what calls it, in tables for it, and of offers. */
const calls = all(find, /\b(?:tl_tell|tell|finish_with)\(([^;]*?)\);/gs).join()
const ids = all(calls, /"([a-z]+(?:-[a-z]+)*)"/g)
const tables = all(find, /"((?:same|felt)-[a-z]+)"/g)
const shapes = all(find, /v->shape = [^;]*? \? "([a-z]+)" : "[a-z]+";/g).concat(all(find, /v->shape = [^;]*? : "([a-z]+)";/g))
const measures = fs.readdirSync(path.join(root, 'src/measure')).map((f) => source(`src/measure/${f}`)).filter((text) => text.includes('.plain ='))
const importers = sources('src/import') + sources('src/core')
const formats = all(spawnSync(process.env.TIDELINE_PROGRAM, ['formats']).stdout.toString(), /\[([a-z-]+)\]/g)
const shown = report.measures.filter((m) => m.family !== 'context' || (m.id[0] !== 'Q' && report.totals.some((x) => x.id === m.id && x.name === m.name && x.person === null && x.status === 'ok')))
const wanted = {
    suggestion: names(advice.slice(advice.indexOf('suggestions[]'), advice.indexOf('tl_limit'))),
    limit: names(limits),
    alternative: report.alternatives.map((a) => a.id),
    question: report.said.map((s) => s.id),
    title: shown.map((m) => m.id),
    unit: shown.map((m) => m.unit.split(';')[0]),
    sentence: [...ids, ...tables, ...shapes, ...all(advice, /\.id = "([a-z-]+)"/g)],
    plain: measures.flatMap((text) => all(text, /\.id = "(\w+)"/g)),
    before: all(find, /\[THING_\w+\] = \{"([a-z-]+)"/g),
    number: [...Object.keys(report.verdict.numbers), report.verdict.numbers.odds_version, 'slow correspondences'],
    notice: all(importers.replace(/\/\*.*?\*\//gs, ''), /(?<!TL_STR(?:_INIT)?\()"([a-z]+(?:-[a-z]+)+)"/g).filter((code) => !formats.includes(code)),
    zone: all(importers, /->zone = "([^"]* [^"]*)"/g),
    help: ['Emergency', ...all(source('data/help/lines.tsv'), /^\*\*\t\w+\t([^\t]+)/gm)],
    coach: found('src/coach/coach.c', /"([a-z_]+)"/g)
        .filter((s) => s !== 'fine' && found('docs/coach.md', /^\| `([a-z_]+)` \|/gm).includes(s))
        .concat(found('src/coach/coach.c', /struct fine \w+ = \{\s*"(\w+)"/g).map((id) => `fine_${id}`)),
}
const tell = ['alternatives', 'explanations'].flatMap((f) => found(`src/find/${f}.c`, /\{"([a-z-]+)",(?:(?!\n {4}\{)[^])*?\},\n {5}"/g))
assert.ok(tell.length > 9 && wanted.suggestion.length > 9 && wanted.limit.length > 9 && wanted.coach.length > 3, JSON.stringify(wanted))
for (const [part, least] of Object.entries({ sentence: 80, plain: 15, before: 15, notice: 30, coach: 13, zone: 1, help: 5 }))
    assert.ok(new Set(wanted[part]).size >= least, `${part}: ${wanted[part]}`)
const codes = all(source('include/tideline/base.h'), /TL_CODE_\w+ = (0x[0-9a-f]+)/g).map(Number)

/* What a sentence says with this in place of every number. */
const told = (value) => ({
    who: 'Ann', other: 'Bo', of: 'thanks', value: () => value, n: () => '7', whole: () => '7', share: () => '7 %',
    since: value > 1 ? 'May' : null, between: value > 2 ? ['April', 'June'] : null, lastDeep: 'June',
})

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
    for (const [id, say] of Object.entries(said.sentence))
        for (const value of [1, 2, 3]) assert.match(say(told(value)), /^(?!.*(undefined|null|NaN|  )).*[.?]$/, `${code}.said.sentence.${id}`)
    for (const words of Object.values(said.before)) assert.equal(words.length, 2)
    assert.deepEqual([0, ...codes].filter((c) => !page.choose.problems[c]), [], `${code}.choose.problems`)
    for (const names of ['kinds', 'outcomes']) assert.deepEqual(Object.keys(en.exchanges[names]).filter((id) => !page.exchanges[names][id]), [], `${code}.exchanges.${names}`)
    assert.deepEqual(report.questions.map((q) => q.id).filter((id) => !other.joint.ask[id]), [], `${code}.joint.ask`)
}
