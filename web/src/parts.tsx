/*
 * parts.tsx: what several views are made of.
 */
import { toChildArray, type ComponentChildren, type VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { Day, HelpLine, Report } from './document'
import { report } from './state'
import { language, longDay, shortDay, t, whole, withoutCommands } from './text'

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/* A sentence runs as its language does, also where it begins with a name from right to left: such names keep to themselves. */
export function isolated(sentence: string): string {
    const names = (report.value?.people ?? []).map((p) => p.name).filter((name) => RIGHT_TO_LEFT.test(name))
    names.sort((a, b) => b.length - a.length)
    return names.reduce((all, name) => all.replaceAll(name, () => `\u2068${name}\u2069`), sentence)
}

/* What the engine wrote, or the same in the page's language where it is known. */
export function Engine({ text, said }: { text: string; said?: string }) {
    if (language.value === 'en') return <>{isolated(text)}</>
    if (said !== undefined) return <>{isolated(said)}</>
    return (
        <span lang="en" dir="ltr">
            {isolated(text)}
        </span>
    )
}

export function Section(props: { id: string; title: string; kind?: string; children: ComponentChildren }) {
    return (
        <section class={props.kind} aria-labelledby={props.id}>
            <h2 id={props.id}>{props.title}</h2>
            {props.children}
        </section>
    )
}

/* Its children, each in a task of its own: ten years in one go would hold a frame up. */
export function OneByOne({ children }: { children: ComponentChildren }) {
    const all = toChildArray(children)
    const [drawn, setDrawn] = useState(1)
    useEffect(() => {
        if (drawn >= all.length) return
        const next = setTimeout(() => setDrawn(drawn + 1))
        return () => clearTimeout(next)
    }, [drawn, all.length])
    return <>{all.slice(0, drawn)}</>
}

/* Drawn only when it is asked for: a long record has thousands of cells. */
export function Unfolding({ title, kind, children }: { title: ComponentChildren; kind?: string; children: () => ComponentChildren }) {
    const open = useSignal(false)
    return (
        <details
            class={kind}
            onToggle={(e) => {
                open.value = e.currentTarget.open
            }}
        >
            <summary>{title}</summary>
            {open.value && children()}
        </details>
    )
}

/* How to reach them, its numbers to be pressed: a phone then asks whether to call, or to write. */
function Reach({ text }: { text: string }) {
    const pieces = text.split(/(\d[\d -]+\d)/)
    return (
        <>
            {pieces.map((piece, i) =>
                i % 2 === 0 ? piece : <a href={(/\btext\b[^,]*$/.test(pieces[i - 1]!) ? 'sms:' : 'tel:') + piece.replace(/[ -]/g, '')}>{piece}</a>,
            )}
        </>
    )
}

/* Lines of help; `open` shows first those for a life in danger. */
export function Support({ lines, open }: { lines: HelpLine[]; open: boolean }) {
    const s = t.value.support
    return (
        <details open={open}>
            <summary>
                <h2>{s.title}</h2>
            </summary>
            {Object.entries(s.kinds).map(([kind, heading]) => {
                const rows = lines.filter((l) => l.kind === kind && (!open || kind === 'emergency' || kind === 'crisis'))
                return (
                    rows.length > 0 && (
                        <>
                            <h3>{heading}</h3>
                            <ul>
                                {rows.map((l) => (
                                    <li>
                                        <bdi>{t.value.said.help[l.name] ?? l.name}</bdi>: <strong>
                                            <Reach text={l.reach} />
                                        </strong>{' '}
                                        <span class="small">({l.checked_on ? s.checked(shortDay(l.checked_on)) : s.unchecked})</span>
                                    </li>
                                ))}
                            </ul>
                        </>
                    )
                )
            })}
        </details>
    )
}

/* The first and the last day of the record. */
export function daysOf(doc: Report): [first: Day, last: Day] | null {
    const days = doc.import.files.flatMap((f) => (f.first && f.last ? [f.first.slice(0, 10), f.last.slice(0, 10)] : [])).sort()
    return days.length > 0 ? [days[0]!, days.at(-1)!] : null
}

export function WhatWasRead({ doc }: { doc: Report }) {
    const days = daysOf(doc)
    if (!days) return null
    const [a, b] = doc.people.map((p) => p.name) as [string, string]
    const messages = doc.people.reduce((sum, p) => sum + p.messages, 0)
    return <>{isolated(t.value.ask.read(whole(messages), a, b, longDay(days[0]), longDay(days[1])))}</>
}

/* A notice in the words of the page, by its code. */
function noticeOf(doc: Report, notice: Report['import']['warnings'][number]): string | undefined {
    const { said, ask } = t.value
    const file = doc.import.files.find((f) => f.name === notice.file)
    const word = (order: string | null) => ask.orders[order as 'dmy' | 'mdy' | 'ymd']
    return notice.code === 'date-order-unsure' && file?.date_order_other
        ? said.unsure?.(word(file.date_order), word(file.date_order_other))
        : said.notice[notice.code]
}

/* What is to be known of the file. */
export function Warnings(props: { doc: Report; list: Report['import']['warnings']; heading: (title: string) => VNode }) {
    const { doc, list, heading } = props
    if (list.length === 0) return null
    return (
        <>
            {heading(t.value.imported.warnings)}
            <ul>
                {list.map((w) => (
                    <li>
                        <Engine text={withoutCommands(w.text)} said={noticeOf(doc, w)} />{' '}
                        <span class="small">
                            {w.count > 1 && `(${whole(w.count)}) `}
                            {w.file && w.line && isolated(t.value.choose.failedLine(w.file, whole(w.line)))}
                        </span>
                    </li>
                ))}
            </ul>
        </>
    )
}
