/*
 * document.ts: tideline.report/1 as far as the page reads it (docs/schema.md).
 */
export type Day = string /* YYYY-MM-DD */
export type Kind = 'no_change' | 'pulling_away' | 'both_quieter' | 'closer' | 'cannot_tell'
export type Level = 'none' | 'weak' | 'moderate' | 'strong'
export type Weeks = (number | null)[]

/* What a text of the engine says, for who words it in another language. */
export interface Sentence {
    id: string
    of: string | null
    person: string | null
    numbers: Record<string, number | null>
}

export interface SourceFile {
    name: string
    format: string
    messages: number
    system: number
    skipped: number
    duplicates: number
    first: string | null
    last: string | null
    date_order: string | null
    date_order_why: string | null
    date_order_other: string | null
    resolution_s: number
    zone: string | null
}

export interface Quote {
    message: number
    time: string
    person: string
    text: string
}

export interface Finding {
    id: string
    measure: string
    label: string | null
    person: string | null
    direction: 'less' | 'more' | 'neither'
    since: Day | null
    since_interval: [Day, Day] | null
    before: number | null
    after: number | null
    unit: string
    q: number | null
    strength: Level
    quotes: Quote[] | null
    text: string
    sentences: Sentence[]
}

export interface Measure {
    id: string
    name: string
    label: string | null
    title: string
    unit: string
    family: string
    person: string | null
    start: Day
    values: Weeks
    low: Weeks
    high: Weeks
}

export interface Style {
    person: string
    messages: number
    words_per_message: number | null
    emoji_per_100_messages: number | null
    questions: number | null
    i_per_1000_words: number | null
    we_per_1000_words: number | null
}

/* One person's weeks, each with its 90 % interval, and days and hours. */
export interface Tidal {
    person: string
    index: Weeks
    index_low: Weeks
    index_high: Weeks
    messages_per_day: Weeks
    messages_per_day_low: Weeks
    messages_per_day_high: Weeks
    days: number[] | null
    hours: number[] | null
}

export interface Total {
    id: string
    name: string
    person: string | null
    value: number | null
    status: string /* ok, thin, na */
}

export interface HelpLine {
    country: string | null
    kind: string /* emergency, crisis, violence, own */
    name: string
    reach: string
    checked_on: Day | null
}

export interface Report {
    schema: string
    version: string
    seed: number
    import: {
        files: SourceFile[]
        resolution_s: number
        zone: string | null
        gaps: { from: Day; to: Day; lost: boolean }[]
        warnings: { code: string; count: number; text: string; file: string | null; line: number | null }[]
    }
    people: { id: number; name: string; messages: number; words: number }[]
    card: { kind: 'life' | 'quiet' | 'minor'; text: string } | null
    verdict: {
        kind: Kind
        person: string | null
        level: Level
        probability: number | null
        since: Day | null
        since_interval: [Day, Day] | null
        shape: string | null
        text: string
        sentences: Sentence[]
        missing: string | null
        numbers: Record<string, unknown>
    }
    findings: Finding[]
    alternatives: { id: string; holds: boolean | null; lowers: boolean; text: string; tell: string | null; numbers: Record<string, unknown> }[]
    measures: Measure[]
    totals: Total[]
    tide: { start: Day; people: Tidal[] }
    dips: { text: string | null; sentences: Sentence[]; why: string | null; spells: { from: Day; to: Day | null; weeks: number }[] }
    couple: { rows: { id: string; text: string; sentences: Sentence[] }[] }
    feeling: { cell: string; text: string | null; sentences: Sentence[] } | null
    exchanges: { kind: string; from: string; to: string; outcome: string | null }[]
    before: { asked: { id: string; text: string | null; sentences: Sentence[] }[] } | null
    deep: {
        conversations: unknown[]
        last: Day | null
        days_since: number | null
        usual_days: number | null
        per_month_before: number | null
        per_month_after: number | null
    } | null
    styles: Style[]
    said: { id: string; title: string; text: string; sentences: Sentence[]; quotes: Quote[] | null }[]
    questions: { id: string; day: Day | null; text: string }[]
    suggestions: { id: string; own: string | null; own_sentences: Sentence[]; text: string; why: string; source: string }[]
    help: HelpLine[]
    limits: { id: string; text: string }[]
}
