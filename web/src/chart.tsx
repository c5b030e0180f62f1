/*
 * chart.tsx: the timeline one can look closer at, with a table beside it and a still picture for
 * paper. A canvas says nothing to a screen reader, so the table holds the same numbers.
 */
import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import type { Measure, Report } from './document'
import { Calendar } from './calendar'
import { Notes } from './notes'
import { OneByOne, Unfolding } from './parts'
import { bandOf, Picture, rangeOf, Saving, type Course, type Line } from './picture'
import { marked, marking, notes } from './state'
import { addDays, amount, dayOf, language, msOf, shortDay, t, two, unitName } from './text'

const PRIMARY = ['A06', 'A21R', 'A11', 'A12', 'A18', 'A04', 'B11', 'B13']

const SHADE = '2e' /* opacity of a band, in hexadecimal */

interface Shown {
    key: string
    title: string
    unit: string
    course: Course
}

function coursesOf(doc: Report): Shown[] {
    const s = t.value.tide
    const common = { since: doc.verdict.since, interval: doc.verdict.since_interval, change: s.change, notes: notes.value }
    const tide = (key: 'index' | 'messages_per_day', title: string): Shown => ({
        key,
        title,
        unit: '',
        course: {
            ...common,
            title,
            start: doc.tide.start,
            lines: doc.tide.people.map((p) => ({ name: p.person, values: p[key], low: p[`${key}_low`], high: p[`${key}_high`] })),
            shade: s.chance,
        },
    })
    const messages = tide('messages_per_day', s.messages)
    const distance = tide('index', s.distance)
    /* Too few weeks have no usual to be far from. */
    const known = distance.course.lines.some((l) => l.values.some((v) => v !== null))
    const shown = known ? [distance, messages] : [messages]
    for (const id of PRIMARY) {
        const both = doc.people.map((p) => doc.measures.find((m) => m.id === id && m.label === null && m.person === p.name))
        if (!both.every((m): m is Measure => m !== undefined && m.values.some((v) => v !== null))) continue
        const title = t.value.said.title[id] ?? both[0]!.title
        const unit = both[0]!.unit
        shown.push({
            key: id,
            title,
            unit,
            course: {
                ...common,
                title: `${title} (${unitName(unit)})`,
                start: both[0]!.start,
                lines: both.map((m) => ({ name: m!.person!, values: m!.values, low: m!.low, high: m!.high })),
                shade: both.some((m) => m!.low.some((v) => v !== null)) ? s.interval : '',
            },
        })
    }
    return shown
}

const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const seconds = (day: string) => msOf(day) / 1000

/* One chart; another course is another chart, by its key. */
function Plot({ course, label, far }: { course: Course; label: string; far: Signal<number> }) {
    const box = useRef<HTMLDivElement>(null)
    const drawn = useRef<uPlot | null>(null)
    /* Notes are drawn over what is shown, zoomed or not. */
    useEffect(() => drawn.current?.redraw(false), [notes.value])
    useEffect(() => {
        if (drawn.current) drawn.current.cursor.drag!.setScale = !marking.value
    }, [marking.value])
    useEffect(() => {
        const target = box.current!
        const n = Math.max(...course.lines.map((l) => l.values.length))
        const ink = ['--a', '--b'].map(css)
        const text = css('--soft')
        const grid = css('--line')
        const times = Array.from({ length: n }, (_, i) => seconds(addDays(course.start, 7 * i)))
        const data: uPlot.AlignedData = [times]
        const series: uPlot.Series[] = [{}]
        course.lines.forEach((line, i) => {
            data.push(line.values)
            series.push({ stroke: ink[i], width: 2, dash: i ? [7, 4] : undefined, points: { show: false } })
        })
        /* Behind the lines, and no series of their own, which the cursor would mark. */
        const bands = (u: uPlot) => {
            const { ctx } = u
            const { left, top, width, height } = u.bbox
            const week = 7 * 86400
            ctx.save()
            ctx.beginPath()
            ctx.rect(left, top, width, height)
            ctx.clip()
            course.lines.forEach((line, i) => {
                ctx.fillStyle = ink[i] + SHADE
                const x = (w: number) => u.valToPos(times[0]! + w * week, 'x', true)
                ctx.fill(new Path2D(bandOf(line, x, (v) => u.valToPos(v, 'y', true))))
            })
            ctx.restore()
        }
        const marks = (u: uPlot) => {
            const { ctx } = u
            const { left, top, width, height } = u.bbox
            const px = (day: string) => u.valToPos(seconds(day), 'x', true)
            ctx.save()
            ctx.beginPath()
            ctx.rect(left, top, width, height)
            ctx.clip()
            ctx.fillStyle = ctx.strokeStyle = text
            ctx.font = `${12 * devicePixelRatio}px sans-serif`
            const words = (text: string, x: number, row: number) => {
                const room = ctx.measureText(text).width + 10 * devicePixelRatio
                const beside = x + room < left + width
                ctx.textAlign = beside ? 'left' : 'right'
                ctx.fillText(text, x + (beside ? 4 : -4) * devicePixelRatio, top + (14 + 15 * row) * devicePixelRatio)
            }
            const band = (from: string, to: string, alpha: number) => {
                ctx.globalAlpha = alpha
                const x = px(from)
                ctx.fillRect(x, top, Math.max(2, px(to) - x), height)
                ctx.globalAlpha = 1
            }
            if (course.interval) band(course.interval[0], course.interval[1], 0.15)
            if (course.since) {
                const x = px(course.since)
                ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio])
                ctx.beginPath()
                ctx.moveTo(x, top)
                ctx.lineTo(x, top + height)
                ctx.stroke()
                words(course.change, x, 0)
            }
            notes.peek().forEach((note, i) => {
                band(note.from, addDays(note.to, 1), 0.1)
                words(note.text, px(note.from), 1 + (i % 4))
            })
            ctx.restore()
        }
        const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } }
        const plot = new uPlot(
            {
                width: target.clientWidth,
                height: 280,
                tzDate: (s) => uPlot.tzDate(new Date(s * 1000), 'Etc/UTC'),
                legend: { show: false },
                cursor: { points: { size: 7 }, drag: { x: true, y: false } },
                scales: { y: { range: rangeOf(course.lines) } },
                axes: [
                    { ...axis, space: 90, values: (_, ticks) => ticks.map((s) => shortDay(new Date(s * 1000).toISOString())) },
                    { ...axis, size: 46, values: (_, ticks) => ticks.map(two) },
                ],
                series,
                hooks: {
                    drawAxes: [bands],
                    draw: [marks],
                    setSelect: [
                        (u) => {
                            if (!marking.peek() || u.select.width === 0) return
                            const day = (x: number) => dayOf(u.posToVal(x, 'x') * 1000)
                            marked.value = [day(u.select.left), day(u.select.left + u.select.width)]
                            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
                        },
                    ],
                    setCursor: [
                        (u) => {
                            far.value = u.cursor.idx ?? -1
                        },
                    ],
                },
            },
            data,
            target,
        )
        drawn.current = plot
        const resize = new ResizeObserver(() => plot.setSize({ width: target.clientWidth, height: 280 }))
        resize.observe(target)
        return () => {
            resize.disconnect()
            plot.destroy()
        }
    }, [])
    return <div class="plot" ref={box} role="img" aria-label={label} />
}

/* A value, and in brackets what its week's interval is. */
function between(line: Line, i: number, unit: string): string {
    const [low, high] = [line.low[i], line.high[i]]
    return low != null && high != null ? `(${amount(low, unit)} – ${amount(high, unit)})` : ''
}

/* Who is who, and what is under the cursor. */
function Key({ course, unit, near }: { course: Course; unit: string; near: Signal<number> }) {
    const at = near.value
    return (
        <p class="key" aria-hidden="true">
            {course.lines.map((line, i) => (
                <span class={`who${i}`}>
                    <svg width="30" height="14" viewBox="0 -3 30 14">
                        {course.shade && <path d="M0 -3h30v14h-30z" fill="currentColor" opacity="0.18" />}
                        <path d="M0 4h30" stroke="currentColor" stroke-width="3" stroke-dasharray={i ? '7 4' : undefined} />
                    </svg>{' '}
                    <bdi>{line.name}</bdi>
                    {at in line.values && ` ${amount(line.values[at]!, unit)} ${between(line, at, unit)}`}
                </span>
            ))}
        </p>
    )
}

const weekOf = (course: Course, i: number) => shortDay(addDays(course.start, 7 * i))

function Week({ course, near }: { course: Course; near: Signal<number> }) {
    const at = near.value
    return (
        <p class="small" aria-hidden="true">
            {at in course.lines[0]!.values ? `${t.value.tide.week} ${weekOf(course, at)}` : '\u00a0'}
        </p>
    )
}

function Weeks({ course, unit }: { course: Course; unit: string }) {
    const s = t.value.tide
    return (
        <div class="scroll" tabIndex={0} role="region" aria-label={s.table}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{s.week}</th>
                        {course.lines.map((l) => (
                            <th scope="col">
                                <bdi>{l.name}</bdi>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {course.lines[0]!.values.map((_, i) => (
                        <tr>
                            <th scope="row">{weekOf(course, i)}</th>
                            {course.lines.map((l) => (
                                <td>
                                    {amount(l.values[i] ?? null, unit)} <span class="small">{between(l, i, unit)}</span>
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    )
}

export function Tide({ doc }: { doc: Report }) {
    const s = t.value.tide
    const picked = useSignal('index')
    const near = useSignal(-1)
    const dark = useSignal(matchMedia('(prefers-color-scheme: dark)').matches)
    useEffect(() => {
        const media = matchMedia('(prefers-color-scheme: dark)')
        const change = () => {
            dark.value = media.matches
        }
        media.addEventListener('change', change)
        return () => media.removeEventListener('change', change)
    }, [])
    const all = coursesOf(doc)
    const shown = all.find((c) => c.key === picked.value) ?? all[0]!
    const { course, unit } = shown
    const n = course.lines[0]!.values.length
    /* Own notes may hold names too. */
    const drawn = (outside: string[] | null) => (
        <Picture
            course={
                outside
                    ? { ...course, lines: course.lines.map((l, i) => ({ ...l, name: outside[i]! })), notes: course.notes.map((n) => ({ ...n, text: '' })) }
                    : course
            }
        />
    )
    return (
        <section aria-labelledby="tide">
            <h2 id="tide">{s.title}</h2>
            <p class="noprint">
                {s.lead} <span class="mouse">{s.closer}</span>
            </p>
            <p class="field noprint">
                <label>
                    <span>{s.pick}</span>
                    <select
                        value={shown.key}
                        onChange={(e) => {
                            picked.value = e.currentTarget.value
                        }}
                    >
                        {all.map((c) => (
                            <option value={c.key}>{c.title}</option>
                        ))}
                    </select>
                </label>
            </p>
            {shown.key === 'index' && <p class="small">{s.distanceHint}</p>}
            {course.shade && <p class="small noprint">{course.shade}</p>}
            <Key course={course} unit={unit} near={near} />
            <OneByOne>
                <div class="noprint">
                    <Plot
                        key={`${shown.key} ${dark.value} ${language.value}`}
                        course={course}
                        far={near}
                        label={s.chart(shown.title, weekOf(course, 0), weekOf(course, n - 1))}
                    />
                    <Week course={course} near={near} />
                </div>
                <div class="paper">
                    <Picture course={course} />
                </div>
                <Unfolding kind="noprint" title={s.table}>
                    {() => <Weeks course={course} unit={unit} />}
                </Unfolding>
                <Saving name="tideline" about="tide" draw={drawn} />
                <Notes doc={doc} from={course.start} to={addDays(course.start, 7 * n)} />
                <Calendar doc={doc} />
            </OneByOne>
        </section>
    )
}
