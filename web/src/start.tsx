/*
 * start.tsx: the way to the answer: consent, the file, reading, which chat, and what is felt.
 */
import { signal } from '@preact/signals'
import { answer, cancel, chats, chooseChat, failure, json, open, phase, progress, report } from './state'
import type { Felt } from './engine'
import { daysOf, Warnings, WhatWasRead } from './parts'
import { addDays, dayNumber, monthName, t, whole, withoutCommands } from './text'

export function Consent() {
    const s = t.value.consent
    return (
        <section class="narrow">
            <h1 tabIndex={-1}>{s.title}</h1>
            <p class="lead">{s.lead}</p>
            <h2>{s.before}</h2>
            <ul class="points">
                {s.points.map((point) => (
                    <li>{point}</li>
                ))}
            </ul>
            <button
                type="button"
                class="main"
                onClick={() => {
                    phase.value = 'choose'
                }}
            >
                {s.go}
            </button>
        </section>
    )
}

/* Pictures and sounds of an export folder say nothing here. */
const READABLE = /\.(txt|zip|json|jsonl|ndjson|html?|xml|csv|tsv|db|sqlite|mbox|eml|md|log)$/i

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
    if (entry.isFile) return [await new Promise<File>((ok, no) => (entry as FileSystemFileEntry).file(ok, no))]
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    const all: File[] = []
    for (;;) {
        const some = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no))
        if (some.length === 0) return all
        for (const one of some) all.push(...(await filesOf(one)))
    }
}

const readable = (files: File[]): File[] => {
    const some = files.filter((f) => READABLE.test(f.name))
    return some.length > 0 ? some : files
}

async function dropped(data: DataTransfer): Promise<void> {
    const entries = [...data.items].map((i) => i.webkitGetAsEntry()).filter((e) => e !== null)
    const files = entries.length > 0 ? (await Promise.all(entries.map(filesOf))).flat() : [...data.files]
    if (files.length > 0) open(readable(files))
    else failure.value = { code: 0x301, file: '', line: 0, message: '' }
}

/* Anywhere on the page: a browser would open a file that is let go beside the field in its place. */
const over = signal(false)
const holdsFiles = (e: DragEvent) => e.dataTransfer!.types.includes('Files')
document.addEventListener('dragover', (e) => {
    if (!holdsFiles(e)) return
    e.preventDefault()
    over.value = phase.value === 'choose'
    if (!over.value) e.dataTransfer!.dropEffect = 'none'
})
document.addEventListener('dragleave', (e) => {
    if (e.relatedTarget === null) over.value = false
})
document.addEventListener('drop', (e) => {
    if (!holdsFiles(e)) return
    e.preventDefault()
    over.value = false
    if (phase.value === 'choose') void dropped(e.dataTransfer!)
})

export function Choose() {
    const s = t.value.choose
    const why = failure.value
    /* The code, else its class, else whatever it was. */
    const said = why && [why.code, why.code & 0xff00, 0].map((code) => s.problems[code]).find((x) => x)
    return (
        <section class="narrow">
            <h1 tabIndex={-1}>{s.title}</h1>
            {why && (
                <div class="problem" role="alert">
                    <p>
                        <strong>{s.failed}</strong>
                    </p>
                    {said ? (
                        <p>{said}</p>
                    ) : (
                        <p lang="en" dir="ltr">
                            {withoutCommands(why.message)}
                        </p>
                    )}
                    {why.file && (
                        <p class="small" dir="auto">
                            {why.line > 0 ? s.failedLine(why.file, whole(why.line)) : why.file}
                        </p>
                    )}
                    <p>{s.again}</p>
                </div>
            )}
            <div class={over.value ? 'drop over' : 'drop'}>
                <p class="mouse" aria-hidden="true">
                    {over.value ? s.drop : s.here}
                </p>
                <label class="file">
                    <input
                        type="file"
                        multiple
                        onChange={(e) => {
                            open(readable([...e.currentTarget.files!]))
                        }}
                    />
                    <span>{s.button}</span>
                </label>
                <p class="small">{s.hint}</p>
            </div>
            <details open>
                <summary>{s.how}</summary>
                <dl class="ways">
                    {s.ways.map(([app, how]) => (
                        <>
                            <dt>{app}</dt>
                            <dd>{how}</dd>
                        </>
                    ))}
                </dl>
            </details>
            <p>
                <button
                    type="button"
                    onClick={() => {
                        phase.value = 'draft'
                    }}
                >
                    {t.value.coach.only}
                </button>
            </p>
            {report.value && (
                <p>
                    <button
                        type="button"
                        onClick={() => {
                            phase.value = 'report'
                        }}
                    >
                        {s.back}
                    </button>
                </p>
            )}
        </section>
    )
}

export function Progress() {
    const s = t.value.reading
    const { stage, fraction } = progress.value
    return (
        <section class="narrow">
            <h1 tabIndex={-1}>{s.title}</h1>
            <p role="status">{s.stages[stage] ?? s.stages.reading}</p>
            <progress max={1} value={fraction} aria-label={s.title} />
            <p>
                <button type="button" onClick={cancel}>
                    {s.cancel}
                </button>
            </p>
        </section>
    )
}

function OtherFile() {
    return (
        <button
            type="button"
            onClick={() => {
                json.value = ''
                phase.value = 'choose'
            }}
        >
            {t.value.choose.other}
        </button>
    )
}

export function Chats() {
    const s = t.value.chats
    return (
        <section class="narrow">
            <h1 tabIndex={-1}>{s.title}</h1>
            <p>{s.lead}</p>
            <ul class="chats">
                {chats.value.map((chat) => (
                    <li>
                        <button type="button" disabled={chat.people > 2} onClick={() => chooseChat(chat)}>
                            <bdi>{chat.name}</bdi>{' '}
                            <span class="small">
                                {s.row(whole(chat.messages))}
                                {chat.people > 2 && `, ${s.group}`}
                            </span>
                        </button>
                    </li>
                ))}
            </ul>
            <OtherFile />
        </section>
    )
}

function Choice(props: { name: string; legend: string; rows: [value: string, label: string][]; preset: string }) {
    return (
        <fieldset>
            <legend>{props.legend}</legend>
            {props.rows.map(([value, label]) => (
                <label class="radio">
                    <input type="radio" name={props.name} value={value} defaultChecked={value === props.preset} />
                    <bdi>{label}</bdi>
                </label>
            ))}
        </fieldset>
    )
}

/* "2024-03" as days [from, to). */
function monthOf(value: string): { from: number | null; to: number | null } {
    const parts = /^(\d{4})-(\d{2})/.exec(value)
    if (!parts) return { from: null, to: null }
    const next = new Date(Date.UTC(Number(parts[1]), Number(parts[2]), 1)).toISOString()
    return { from: dayNumber(`${parts[1]}-${parts[2]}-01`), to: dayNumber(next) }
}

export function Ask() {
    const s = t.value.ask
    const doc = report.value!
    const [a, b] = doc.people.map((p) => p.name) as [string, string]
    const days = daysOf(doc)
    /* The last month first: what is felt is mostly new. */
    const monthBefore = (day: string) => addDays(day.slice(0, 8) + '01', -1)
    const months: string[] = []
    if (days) for (let day = days[1]; day >= days[0].slice(0, 7); day = monthBefore(day)) months.push(day.slice(0, 7))
    const doubt = doc.import.warnings.find((w) => w.code === 'date-order-unsure')
    /* One question at most about the file: the order of its dates, else the zone of its clock. */
    const unzoned = doc.import.files.some((f) => f.zone === null && f.resolution_s < 86400)
    const utc = doc.import.files.some((f) => f.zone === 'UTC')
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    const file = doc.import.files.find((f) => (doubt ? f.date_order_other : f.date_order))
    const read = file?.date_order
    return (
        <form
            class="narrow"
            onSubmit={(e) => {
                e.preventDefault()
                const form = new FormData(e.currentTarget)
                const me = String(form.get('me'))
                const who = String(form.get('who'))
                const order = String(form.get('order') ?? '')
                const felt: Felt | null =
                    who === ''
                        ? null
                        : { who: Number(who), ...monthOf(String(form.get('when'))), strength: Number(form.get('strength') ?? -1) }
                answer(me.trim() === '' ? null : me, me === '\n', felt, order, String(form.get('zone') ?? ''))
            }}
        >
            <h1 tabIndex={-1}>{s.title}</h1>
            <p>
                <WhatWasRead doc={doc} />
            </p>
            <Warnings doc={doc} list={doc.import.warnings.filter((w) => w !== doubt)} heading={(title) => <h2>{title}</h2>} />
            <Choice name="me" legend={s.me} preset="" rows={[[a, a], [b, b], ['\n', s.together], ['', s.other]]} />
            <Choice
                name="who"
                legend={s.who}
                preset=""
                rows={[['0', a], ['1', b], ['2', s.both], ['3', s.nobody], ['', s.noFeeling]]}
            />
            <p class="field">
                <label>
                    <span>{s.when}</span>
                    <select name="when">
                        <option value="">{s.notSure}</option>
                        {months.map((month) => (
                            <option value={month}>{monthName(month + '-01', true)}</option>
                        ))}
                    </select>
                </label>
            </p>
            <Choice name="strength" legend={s.strength} preset="" rows={s.strengths.map((label, i) => [String(i), label])} />
            <p class="small">{s.why}</p>
            {doubt && (
                <Choice
                    name="order"
                    legend={s.order}
                    preset=""
                    rows={[
                        ['dmy', s.orders.dmy],
                        ['mdy', s.orders.mdy],
                        ...(read === 'ymd' || file?.date_order_other === 'ymd' ? [['ymd', s.orders.ymd] as [string, string]] : []),
                        ['', s.orders.keep(read === 'ymd' ? s.orders.ymd : read === 'mdy' ? s.orders.mdy : s.orders.dmy)],
                    ]}
                />
            )}
            {!doubt && (unzoned || utc) && (
                <p class="field">
                    <label>
                        <span>{utc ? s.zoneUtc : s.zone}</span>
                        <select name="zone">
                            <option value="">{utc ? s.zoneKeepUtc : s.zoneKeep}</option>
                            <option value={here}>{here}</option>
                            {Intl.supportedValuesOf('timeZone').map((z) => z !== here && <option value={z}>{z}</option>)}
                        </select>
                    </label>
                </p>
            )}
            <p class="row">
                <button class="main">{s.show}</button>
                <OtherFile />
            </p>
        </form>
    )
}
