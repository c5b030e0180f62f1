/*
 * telling.ts: sentences of the engine in the language of the page, by their ids and numbers.
 */
import type { Told } from '../strings/en'
import type { Report, Sentence } from './document'
import { longDay, share, significant, t, whole } from './text'

function toldOf(s: Sentence, doc: Report): Told {
    const value = (key: string) => s.numbers[key] ?? NaN
    const { since, since_interval: between } = doc.verdict
    const day = (x: string | null | undefined) => (x ? longDay(x) : null)
    return {
        who: s.person ?? '',
        other: doc.people.find((p) => p.name !== s.person)?.name ?? '',
        of: s.of ?? '',
        value,
        n: (key) => significant(value(key)),
        whole: (key) => whole(value(key)),
        share: (key) => share(value(key)),
        since: day(since),
        between: between && between[0] !== between[1] ? [longDay(between[0]), longDay(between[1])] : null,
        lastDeep: day(doc.deep?.last) ?? '',
    }
}

/* All of them, or undefined where the language has no words for one. */
export function inWords(sentences: Sentence[], doc: Report): string | undefined {
    const say = t.value.said.sentence
    if (sentences.length === 0 || !sentences.every((s) => say[s.id])) return undefined
    return sentences.map((s) => say[s.id]!(toldOf(s, doc))).join(' ')
}
