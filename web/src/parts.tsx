/*
 * parts.tsx: what several views are made of.
 */
import type { ComponentChildren } from 'preact'
import type { HelpLine } from './document'
import { language, shortDay, t } from './text'

/* What the engine wrote, or the same in the page's language where it is known. */
export function Engine({ text, said }: { text: string; said?: string }) {
    if (language.value === 'en') return <bdi>{text}</bdi>
    return said === undefined ? <bdi lang="en">{text}</bdi> : <bdi>{said}</bdi>
}

export function Section(props: { id: string; title: string; kind?: string; children: ComponentChildren }) {
    return (
        <section class={props.kind} aria-labelledby={props.id}>
            <h2 id={props.id}>{props.title}</h2>
            {props.children}
        </section>
    )
}

/* Lines of help; `open` shows first those for a life in danger. */
export function Support({ lines, open }: { lines: HelpLine[]; open: boolean }) {
    const s = t.value.support
    const Heading = open ? 'h2' : 'h3'
    return (
        <details open={open}>
            <summary>{s.title}</summary>
            {Object.entries(s.kinds).map(([kind, heading]) => {
                const rows = lines.filter((l) => l.kind === kind && (!open || kind === 'emergency' || kind === 'crisis'))
                return (
                    rows.length > 0 && (
                        <>
                            <Heading>{heading}</Heading>
                            <ul>
                                {rows.map((l) => (
                                    <li>
                                        <bdi>{l.name}</bdi>: <strong>{l.reach}</strong>{' '}
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
