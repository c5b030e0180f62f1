/*
 * state.ts: everything the page knows, in signals, and what may be done. It is kept in memory only.
 */
import { computed, signal } from '@preact/signals'
import type { Chat, Felt, Options } from './engine'
import type { Day, Report } from './document'
import { dayNumber, msOf } from './text'
import { tzif } from './zone'
import { closeTalk, forgetDraft } from './drafting'
import { read, type Failure, type Reading } from './reading'

export type Phase = 'consent' | 'choose' | 'draft' | 'reading' | 'chats' | 'ask' | 'report' | 'joint'
export interface Note {
    from: Day
    to: Day
    text: string
}

const slot = (id: string) => document.getElementById(id)!
const given = slot('report').textContent!

export const json = signal(given)
export const report = computed<Report | null>(() => (json.value ? JSON.parse(json.value) : null))
export const notes = signal<Note[]>(JSON.parse(slot('notes').textContent!))
/* Days being marked by drawing over the chart: from, to. */
export const marking = signal(false)
export const marked = signal<[Day, Day] | null>(null)
export const phase = signal<Phase>(given ? 'report' : 'consent')
export const files = signal<File[]>([])
export const options = signal<Options>({})
export const chats = signal<Chat[]>([])
export const failure = signal<Failure | null>(null)
export const weighing = signal(false)
export const progress = signal({ stage: 'reading', fraction: 0 })

let reading: Reading | null = null

/* Code classes of include/tideline/base.h. */
const SEVERAL = [0x500, 0x502]

/* As the browser was set up: en-GB shows the lines of Britain. Nothing is asked or looked up. */
export const country = () => navigator.languages.map((l) => /-([A-Z]{2})$/.exec(l)?.[1]).find((c) => c)

async function run(list: boolean): Promise<{ json?: string; chats?: Chat[] }> {
    progress.value = { stage: 'reading', fraction: 0 }
    const known = notes.value.map((n) => ({ from: dayNumber(n.from), to: dayNumber(n.to) + 1, word: n.text }))
    reading = read(files.value, { fast: true, country: country(), ...options.value, notes: known }, list, (stage, fraction) => {
        progress.value = { stage, fraction }
    })
    try {
        return await reading.done
    } finally {
        reading = null
    }
}

async function readOr(next: Phase): Promise<void> {
    failure.value = null
    phase.value = 'reading'
    try {
        json.value = (await run(false)).json!
        /* Taken apart in this task, shown in the next. */
        void report.value
        await new Promise((next) => setTimeout(next))
        if (phase.value !== 'reading') return
        /* Where somebody may be in danger nothing is asked first. */
        phase.value = report.value!.card ? 'report' : next
    } catch (e) {
        const why = e as Failure
        if (SEVERAL.includes(why.code) && options.value.with === undefined && (await offerChats())) return
        failure.value = why
        phase.value = 'choose'
    }
}

/* Whether there are several to choose from. */
async function offerChats(): Promise<boolean> {
    try {
        chats.value = (await run(true)).chats!.filter((c) => c.name !== '')
    } catch {
        return false
    }
    if (chats.value.length < 2) return false
    phase.value = 'chats'
    return true
}

export function open(list: File[]): void {
    if (list.length === 0) return
    cancel()
    closeTalk()
    json.value = ''
    notes.value = []
    files.value = list
    options.value = {}
    void readOr('ask')
}

export function chooseChat(chat: Chat): void {
    options.value = { ...options.value, with: chat.name }
    void readOr('ask')
}

/* Reads again where something was said that changes the document. */
export function answer(me: string | null, together: boolean, felt: Felt | null, order: string, zone: string): void {
    const more: Options = {}
    if (me !== null) more.me = me
    if (order) more['date-order'] = order
    if (zone) {
        const times = report.value!.import.files.flatMap((f) => [f.first, f.last]).filter((day) => day !== null)
        more.zone = { name: zone, tzif: tzif(zone, Math.min(...times.map(msOf)), Math.max(...times.map(msOf))) }
    }
    if (felt !== null) {
        /* `who` counts in the order of the document that asked; `me` makes that person the first. */
        const swapped = me !== null && felt.who < 2 && report.value!.people[0]!.name !== me
        more.felt = swapped ? { ...felt, who: 1 - felt.who } : felt
    }
    options.value = { ...options.value, ...more }
    const next = together ? 'joint' : 'report'
    if (Object.keys(more).length === 0) phase.value = next
    else void readOr(next)
}

/* The chat is read once more behind what is shown; without it a note is marked only. */
async function weigh(): Promise<void> {
    reading?.cancel()
    reading = null
    if (files.value.length === 0) return
    weighing.value = true
    const asked = notes.value
    try {
        const { json: again } = await run(false)
        if (notes.value !== asked) return
        json.value = again!
    } catch {
        /* What is shown stays true of the chat without the note. */
    }
    weighing.value = false
}

/* With short quotes of the messages behind what changed, or without. */
export function quote(wanted: boolean): void {
    options.value = { ...options.value, quotes: wanted }
    void weigh()
}

export function addNote(note: Note): void {
    notes.value = [...notes.value, note].sort((a, b) => (a.from < b.from ? -1 : 1))
    void weigh()
}

export function removeNote(note: Note): void {
    notes.value = notes.value.filter((n) => n !== note)
    void weigh()
}

export function cancel(): void {
    if (reading === null) return
    reading.cancel()
    reading = null
    weighing.value = false
    phase.value = 'choose'
}

export function forget(): void {
    cancel()
    forgetDraft()
    json.value = ''
    notes.value = []
    marking.value = false
    marked.value = null
    files.value = []
    options.value = {}
    chats.value = []
    failure.value = null
    slot('report').textContent = ''
    slot('notes').textContent = '[]'
    phase.value = 'consent'
}

/* Nothing of this page is left on the screen, nor behind the back button. */
export function leave(): void {
    forget()
    document.body.replaceChildren()
    location.replace('about:blank')
}

/* The page itself with what it shows in its slots: a file that opens anywhere. */
export function savedPage(): string {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    copy.querySelector('#app')!.textContent = ''
    /* A saved page belongs to no server. */
    copy.querySelectorAll('link[rel=manifest], link[rel=apple-touch-icon]').forEach((link) => link.remove())
    const policy = copy.querySelector<HTMLMetaElement>('meta[http-equiv]')!
    policy.content = policy.content.replace(/ manifest-src 'self';| 'self'/g, '')
    copy.querySelector('#report')!.textContent = json.value
    copy.querySelector('#notes')!.textContent = JSON.stringify(notes.value).replace(/</g, '\\u003c')
    return '<!doctype html>\n' + copy.outerHTML
}
