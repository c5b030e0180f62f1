/*
 * coach.tsx: the box for a draft, with the coach's notes beside it as one types.
 */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Report } from './document'
import { coaching, draft, reply, stuck, typed, writer, type Coaching } from './drafting'
import { Engine, Support } from './parts'
import { files, phase } from './state'
import { t, whole } from './text'

/* What was seen, by bytes of the draft as it was asked. */
function seenIn(text: string, [from, to]: [number, number]): string {
    return new TextDecoder().decode(new TextEncoder().encode(text).subarray(from, to))
}

function Pattern({ text, lang }: { text: string; lang?: string }) {
    return (
        <blockquote class="pattern" lang={lang} dir="auto">
            {text.split(/(\[[^\]]*\])/).map((piece) => (piece.startsWith('[') ? <span class="blank">{piece}</span> : piece))}
        </blockquote>
    )
}

function Notes({ said }: { said: Coaching }) {
    const s = t.value.coach
    const lang = said.language ?? undefined /* of the draft; the notes are in the page's */
    return (
        <>
            <ul class="notes">
                {said.notes.map((n) => (
                    <li>
                        <p dir="auto">
                            <strong>{n.note}</strong>
                        </p>
                        {n.seen && (
                            <p class="small">
                                {s.seen} <q dir="auto">{seenIn(said.draft, n.seen)}</q>
                            </p>
                        )}
                        {n.pattern && (
                            <>
                                <p class="small">{s.pattern}</p>
                                <Pattern text={n.pattern} lang={lang} />
                            </>
                        )}
                        <p class="small">
                            {s.source} {n.source === 'design' ? s.design : n.source}
                        </p>
                    </li>
                ))}
            </ul>
            {said.more > 0 && <p class="small">{s.more(whole(said.more))}</p>}
            {said.answer && (
                <>
                    <p>{s.opening}</p>
                    <ul>
                        {Object.entries(said.answer).map(([part, there]) => (
                            <li>
                                {s.parts[part]} <span class="small">({there ? s.there : s.missing})</span>
                            </li>
                        ))}
                    </ul>
                </>
            )}
        </>
    )
}

/* The rest of a pause is told to who listens, not each key. */
function Spoken({ text }: { text: string }) {
    const told = useSignal('')
    useEffect(() => {
        const wait = setTimeout(() => {
            told.value = text
        }, 1200)
        return () => clearTimeout(wait)
    }, [text])
    return (
        <p class="unseen" role="status">
            {told.value}
        </p>
    )
}

export function CoachBox({ doc }: { doc: Report | null }) {
    const s = t.value.coach
    const said = coaching.value
    const quiet = said?.state === 'off' || said?.state === 'life'
    const field = (label: string, value: typeof draft, rows: number) => (
        <p class="field">
            <label>
                <span>{label}</span>
                <textarea
                    rows={rows}
                    dir="auto"
                    value={value.value}
                    onInput={(e) => {
                        value.value = e.currentTarget.value
                        typed()
                    }}
                />
            </label>
        </p>
    )
    return (
        <div class="coach noprint">
            <p>{s.lead}</p>
            {doc && files.value.length > 0 && (
                <p class="field">
                    <label>
                        <span>{s.writer}</span>
                        <select
                            value={writer.value ?? ''}
                            onChange={(e) => {
                                writer.value = e.currentTarget.value || null
                                typed()
                            }}
                        >
                            <option value="">{s.nobody}</option>
                            {doc.people.map((p) => (
                                <option value={p.name}>{p.name}</option>
                            ))}
                        </select>
                    </label>
                    <span class="small">{writer.value === null ? s.alone : s.behind}</span>
                </p>
            )}
            {field(s.draft, draft, 4)}
            {field(s.reply, reply, 2)}
            {stuck.value && <p role="alert">{s.stuck}</p>}
            {said && (
                <div class={quiet ? 'problem' : undefined}>
                    <p>
                        <Engine text={said.text} said={t.value.said.coach[said.fine === null ? said.state : `fine_${said.fine}`]} />
                    </p>
                    {!quiet && <Notes said={said} />}
                    {quiet && <Support lines={said.help} open={said.state === 'life'} />}
                </div>
            )}
            <Spoken text={said ? s.spoken(said.notes.length) : ''} />
            <p class="small" id="always">
                {s.always}
            </p>
            <ul aria-labelledby="always">
                {(quiet ? s.offers.slice(-1) : s.offers).map((offer) => (
                    <li>{offer}</li>
                ))}
            </ul>
        </div>
    )
}

/* The coach alone, before or without a chat. */
export function DraftPage() {
    const s = t.value.coach
    return (
        <section class="narrow">
            <h1 tabIndex={-1}>{s.title}</h1>
            <CoachBox doc={null} />
            <button
                type="button"
                onClick={() => {
                    phase.value = 'choose'
                }}
            >
                {s.back}
            </button>
        </section>
    )
}
