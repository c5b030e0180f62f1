/*
 * calendar.tsx: each day of the record and each hour of the week, both people. How much is told by
 * the size of a square in one full colour, so nothing rests on shades; a table holds the numbers.
 */
import type { ComponentChildren, VNode } from 'preact'
import type { Report } from './document'
import { OneByOne, Unfolding } from './parts'
import { INK, Saving, WIDTH } from './picture'
import { notes } from './state'
import { addDays, dayNumber, longDay, monthName, shortDay, t, weekday, whole } from './text'

const LEFT = 44
const SIZE = [0.16, 0.36, 0.56, 0.78, 0.96]
const WEEK = [0, 1, 2, 3, 4, 5, 6]

/* Where the quarters of all that is not nothing part. */
function stepsOf(counts: number[]): number[] {
    const some = counts.filter((n) => n > 0).sort((a, b) => a - b)
    return [1, 2, 3].map((k) => some[Math.floor((k * some.length) / 4)] ?? 1)
}
const levelOf = (n: number, steps: number[]) => (n === 0 ? 0 : 1 + steps.filter((s) => n > s).length)

/* All squares of a level are one path. */
function Squares({ at, who, cell, counts, steps }: { at: (i: number) => [number, number] | null; who: number; cell: number; counts: number[]; steps: number[] }) {
    const paths = ['', '', '', '', '']
    const edges = SIZE.map((size) => (cell - size * cell) / 2)
    const squares = SIZE.map((size) => (size * cell).toFixed(1)).map((side) => `h${side}v${side}h-${side}z`)
    counts.forEach((n, i) => {
        const place = at(i)
        if (!place) return
        const level = levelOf(n, steps)
        const [x, y] = place.map((p) => Math.round(10 * (p + edges[level]!)) / 10)
        paths[level] += `M${x} ${y}${squares[level]}`
    })
    return (
        <>
            {paths.map((d, level) => (
                <path d={d} class={level ? `ink${who}` : 'empty'} fill={level ? INK[who] : '#c3cad2'} />
            ))}
        </>
    )
}

function Heat({ title, height, steps, children }: { title: string; height: number; steps: number[]; children: ComponentChildren }) {
    const ranges = [1, ...steps.map((s) => s + 1)].map((low, k) => {
        const high = steps[k]
        return high === undefined ? t.value.tide.more(whole(low)) : low > high ? null : low === high ? whole(low) : `${whole(low)}–${whole(high)}`
    })
    return (
        <svg
            xmlns="http://www.w3.org/2000/svg"
            class="heat"
            viewBox={`0 0 ${WIDTH} ${height}`}
            width={WIDTH}
            height={height}
            font-family="sans-serif"
            font-size="12"
            fill="#1b2530"
            role="img"
            aria-label={title}
        >
            <rect class="ground" width={WIDTH} height={height} fill="#ffffff" />
            <text x={LEFT} y="16" font-size="14">
                {title}
            </text>
            {ranges.map((range, k) => {
                const side = 13 * SIZE[k + 1]!
                return (
                    range && (
                        <>
                            <rect x={LEFT + 90 * k + (13 - side) / 2} y={24 + (13 - side) / 2} width={side} height={side} />
                            <text x={LEFT + 90 * k + 18} y="35">
                                {range}
                            </text>
                        </>
                    )
                )
            })}
            {children}
        </svg>
    )
}

const Weekdays = ({ y, cell }: { y: number; cell: number }) => (
    <>
        {[0, 2, 4, 6].map((d) => (
            <text x={LEFT - 6} y={y + (d + 0.5) * cell + 4} text-anchor="end" font-size="11">
                {weekday(d)}
            </text>
        ))}
    </>
)

function CalendarPicture({ doc, names }: { doc: Report; names: string[] }) {
    const s = t.value.tide
    const start = doc.tide.start
    const days = doc.tide.people.map((p) => p.days!)
    const n = days[0]!.length / 7
    const rows = Math.ceil(n / 53)
    const wide = Math.ceil(n / rows)
    const cell = Math.min(18, (WIDTH - LEFT - 6) / wide)
    const block = 7 * cell + 20
    const high = 2 * block + 26
    const steps = stepsOf(days.flat())
    const first = dayNumber(start)
    const lost = doc.import.gaps.filter((g) => g.lost).map((g) => [dayNumber(g.from) - first, dayNumber(g.to) - first] as const)
    const left = (w: number) => LEFT + (w % wide) * cell
    const top = (w: number) => 52 + Math.floor(w / wide) * high
    const weekOf = (day: string) => Math.floor((dayNumber(day) - first) / 7)
    const inside = (w: number) => w >= 0 && w < n
    const since = doc.verdict.since
    const months: VNode[] = []
    for (let w = 0, free = 0; w < n; w++) {
        const day = addDays(start, 7 * w)
        const begins = w % wide === 0
        const year = begins || day.slice(5, 7) === '01'
        const room = year ? 62 : 34
        if (begins) free = 0
        else if (Number(day.slice(8)) > 7 || left(w) < free || left(w) + room > WIDTH) continue
        free = left(w) + room
        months.push(
            <text x={left(w)} y={top(w) + 2 * block + 6} font-size="11">
                {monthName(day, year)}
            </text>,
        )
    }
    return (
        <Heat title={s.calendar.title} height={52 + rows * high} steps={steps}>
            {[...Array(rows).keys()].map((r) =>
                names.map((name, who) => {
                    const y = 52 + r * high + who * block
                    return (
                        <>
                            <text x={LEFT} y={y + 10} class={`ink${who}`} fill={INK[who]}>
                                {name}
                            </text>
                            <Weekdays y={y + 16} cell={cell} />
                        </>
                    )
                }),
            )}
            {days.map((counts, who) => (
                <Squares
                    who={who}
                    cell={cell}
                    counts={counts}
                    steps={steps}
                    at={(i) => {
                        if (lost.some(([from, to]) => i >= from && i <= to)) return null
                        const w = Math.floor(i / 7)
                        return [left(w), top(w) + who * block + 16 + (i % 7) * cell]
                    }}
                />
            ))}
            {months}
            {since && inside(weekOf(since)) && (
                <>
                    <path d={`M${left(weekOf(since))} ${top(weekOf(since))}v${2 * block - 2}`} stroke="#5b6470" stroke-width="1.5" stroke-dasharray="4 3" />
                    <text x={left(weekOf(since)) + 4} y={top(weekOf(since)) + 2 * block + 19} font-size="11">
                        {s.change}
                    </text>
                </>
            )}
            {notes.value.map((note) => {
                const begins = Math.max(0, weekOf(note.from))
                const ends = Math.min(n - 1, weekOf(note.to))
                return [...Array(Math.max(0, ends - begins + 1)).keys()].map((k) => (
                    <path d={`M${left(begins + k)} ${top(begins + k) + 2 * block - 5}h${cell}`} stroke="#5b6470" stroke-width="3" />
                ))
            })}
        </Heat>
    )
}

function HoursPicture({ doc, names }: { doc: Report; names: string[] }) {
    const hours = doc.tide.people.map((p) => p.hours!)
    const cell = 15
    const wide = 24 * cell + 14
    const steps = stepsOf(hours.flat())
    return (
        <Heat title={t.value.tide.hours.title} height={190} steps={steps}>
            <Weekdays y={64} cell={cell} />
            {hours.map((counts, who) => (
                <>
                    <text x={LEFT + who * wide} y="56" class={`ink${who}`} fill={INK[who]}>
                        {names[who]}
                    </text>
                    <Squares who={who} cell={cell} counts={counts} steps={steps} at={(i) => [LEFT + who * wide + (i % 24) * cell, 64 + Math.floor(i / 24) * cell]} />
                    {[0, 6, 12, 18].map((h) => (
                        <text x={LEFT + who * wide + h * cell} y="184" font-size="11">
                            {h}:00
                        </text>
                    ))}
                </>
            ))}
        </Heat>
    )
}

function Table({ label, name, who, head, rows, corner }: { label: string; name: string; who: number; head: string[]; rows: () => [string, number[]][]; corner: string }) {
    const title = (
        <>
            {label}: <bdi class={`who${who}`}>{name}</bdi>
        </>
    )
    return (
        <Unfolding kind="noprint" title={title}>
            {() => (
                <div class="scroll" tabIndex={0} role="region" aria-label={`${label}: ${name}`}>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{corner}</th>
                                {head.map((h) => (
                                    <th scope="col">{h}</th>
                                ))}
                            </tr>
                        </thead>
                        <tbody>
                            {rows().map(([label, counts]) => (
                                <tr>
                                    <th scope="row">{label}</th>
                                    {counts.map((n) => (
                                        <td>{whole(n)}</td>
                                    ))}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
        </Unfolding>
    )
}

export function Calendar({ doc }: { doc: Report }) {
    const s = t.value.tide
    const { start, people } = doc.tide
    const names = people.map((p) => p.person)
    const [days] = people.map((p) => p.days)
    const timed = people.every((p) => p.hours)
    const n = days ? days.length / 7 : 0
    return (
        <OneByOne>
            {n > 0 && (
                <>
                    <h3 id="calendar">{s.calendar.title}</h3>
                    <p class="small">{s.calendar.lead(longDay(start), longDay(addDays(start, 7 * n - 1)))}</p>
                    <div class="wide" tabIndex={0} role="region" aria-labelledby="calendar">
                        <CalendarPicture doc={doc} names={names} />
                    </div>
                    {people.map((p, who) => (
                        <Table
                            label={s.table}
                            name={p.person}
                            who={who}
                            corner={s.week}
                            head={WEEK.map(weekday)}
                            rows={() => [...Array(n).keys()].map((w) => [shortDay(addDays(start, 7 * w)), p.days!.slice(7 * w, 7 * w + 7)])}
                        />
                    ))}
                    <Saving name="tideline-calendar" about="calendar" draw={(outside) => <CalendarPicture doc={doc} names={outside ?? names} />} />
                </>
            )}
            {timed && (
                <>
                    <h3 id="hours">{s.hours.title}</h3>
                    <p class="small">{s.hours.lead}</p>
                    <div class="wide" tabIndex={0} role="region" aria-labelledby="hours">
                        <HoursPicture doc={doc} names={names} />
                    </div>
                    {people.map((p, who) => (
                        <Table
                            label={s.table}
                            name={p.person}
                            who={who}
                            corner={s.hours.hour}
                            head={WEEK.map(weekday)}
                            rows={() => [...Array(24).keys()].map((h) => [`${h}:00`, WEEK.map((d) => p.hours![24 * d + h]!)])}
                        />
                    ))}
                    <Saving name="tideline-hours" about="hours" draw={(outside) => <HoursPicture doc={doc} names={outside ?? names} />} />
                </>
            )}
        </OneByOne>
    )
}
