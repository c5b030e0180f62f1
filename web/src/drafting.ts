/*
 * drafting.ts: a draft while it is written, and what the coach says of it. The coach sits in a
 * worker of its own, with the chat behind it where it is known who writes; it is asked when the
 * hands rest, and ended when all is forgotten.
 */
import { signal } from '@preact/signals'
import type { HelpLine } from './document'
import { coach, type Coach } from './reading'
import { country, files, options } from './state'
import { language } from './text'

/* tideline.coach/1 as far as the page reads it (docs/coach.md). */
export interface Coaching {
    draft: string /* as it was asked */
    state: string
    text: string
    fine: string | null
    language: string | null
    notes: { rule: string; severity: number; seen: [number, number] | null; note: string; pattern: string | null; source: string }[]
    more: number
    answer: Record<string, boolean> | null
    offers: string[]
    help: HelpLine[]
}

export const draft = signal('')
export const reply = signal('')
export const writer = signal<string | null>(null)
export const coaching = signal<Coaching | null>(null)
export const stuck = signal(false)

const REST_MS = 300
let timer = 0
let open: { writer: string | null; language: string; coach: Coach } | null = null
let asking = false
let changed = false

function talk(): Coach {
    if (open && (open.writer !== writer.value || open.language !== language.value)) end()
    if (!open) {
        const known = writer.value !== null
        const given = known ? { ...options.value, me: writer.value! } : {}
        open = {
            writer: writer.value,
            language: language.value,
            coach: coach(known ? files.value : [], { ...given, country: country(), language: language.value }),
        }
    }
    return open.coach
}

async function ask(): Promise<void> {
    if (asking) {
        changed = true
        return
    }
    asking = true
    do {
        changed = false
        if (draft.value.trim() === '') {
            coaching.value = null
            continue
        }
        const asked = talk()
        const text = draft.value
        try {
            const said = await asked.ask(text, reply.value)
            if (open?.coach === asked) coaching.value = { ...JSON.parse(said), draft: text }
            stuck.value = false
        } catch {
            /* Without the chat it may still do. */
            stuck.value = writer.value === null
            if (!stuck.value) changed = true
            writer.value = null
            end()
        }
    } while (changed)
    asking = false
}

/* Something about the draft is other than before. */
export function typed(): void {
    talk() /* is opened while the hands still move */
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), REST_MS)
}

/* What was said is said again in another language. */
language.subscribe(() => {
    if (coaching.value) typed()
})

function end(): void {
    open?.coach.end()
    open = null
}

/* The chat is another one, or gone. */
export function closeTalk(): void {
    clearTimeout(timer)
    end()
    writer.value = null
    coaching.value = null
}

export function forgetDraft(): void {
    closeTalk()
    draft.value = ''
    reply.value = ''
}
