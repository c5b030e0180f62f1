/*
 * text.ts: the language of the page, and numbers and days in it.
 */
import { computed, signal } from '@preact/signals'
import { de } from '../strings/de'
import { en, type Strings } from '../strings/en'

const languages: Record<string, Strings> = { en, de }
export const languageNames = Object.entries(languages).map(([code, s]) => [code, s.name] as const)

const wanted = navigator.languages.map((l) => l.slice(0, 2)).find((l) => l in languages)
export const language = signal(wanted ?? 'en')
export const t = computed(() => languages[language.value]!)

/* English as in Britain or America, German as in Austria: as the browser has it. */
const region = computed(() => navigator.languages.find((l) => l.slice(0, 2) === language.value) ?? language.value)
const formats = computed(() => ({
    day: new Intl.DateTimeFormat(region.value, { dateStyle: 'long', timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(region.value, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
    weekday: new Intl.DateTimeFormat(region.value, { weekday: 'short', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(region.value, { month: 'short', timeZone: 'UTC' }),
    monthYear: new Intl.DateTimeFormat(region.value, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
    whole: new Intl.NumberFormat(region.value, { maximumFractionDigits: 0 }),
    exact: new Intl.NumberFormat(region.value, { maximumSignificantDigits: 6 }),
    two: new Intl.NumberFormat(region.value, { maximumSignificantDigits: 2 }),
    tenth: new Intl.NumberFormat(region.value, { style: 'percent', maximumSignificantDigits: 1 }),
    percent: new Intl.NumberFormat(region.value, { style: 'percent', maximumFractionDigits: 0 }),
}))

const DAY_MS = 864e5
export const msOf = (day: string) => Date.parse(day.slice(0, 10) + 'T00:00:00Z')
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
export const addDays = (day: string, n: number) => dayOf(msOf(day) + n * DAY_MS)
export const dayNumber = (day: string) => Math.round(msOf(day) / DAY_MS)

export const longDay = (day: string) => formats.value.day.format(msOf(day))
export const shortDay = (day: string) => formats.value.short.format(msOf(day))
/* 0 is Monday. */
export const weekday = (i: number) => formats.value.weekday.format((4 + i) * DAY_MS)
export const monthName = (day: string, year: boolean) => (year ? formats.value.monthYear : formats.value.month).format(msOf(day))
export const whole = (x: number) => formats.value.whole.format(x)
export const two = (x: number) => formats.value.two.format(x)
/* All digits of the document. */
export const exact = (x: number) => formats.value.exact.format(x)
/* As the engine says numbers: two digits, all of them from 100 on; shares below one per cent with one. */
export const significant = (x: number) => (Math.abs(x) >= 99.5 ? whole(x) : two(x))
export const share = (x: number) => (x > 0 && x < 0.01 ? formats.value.tenth : formats.value.percent).format(x)

/* The engine's sentence without what it says to who types commands. */
export const withoutCommands = (sentence: string) => sentence.replace(/[;.] (`tideline |if that is the right one, give --)[^.]*\.$/, '.')

const isShare = (unit: string) => unit.startsWith('share')
/* A value in its unit: shares as per cent. */
export const amount = (x: number | null, unit: string) =>
    x === null ? '–' : isShare(unit) ? formats.value.percent.format(x) : two(x)
/* The unit's name; of the engine's own notes behind a semicolon nothing. */
export function unitName(unit: string): string {
    const plain = unit.split(';')[0]!
    const name = t.value.said.unit[plain] ?? plain
    return isShare(unit) ? '% ' + name.replace(/^share( of)? /, '') : name
}
