/*
 * picture.tsx: the timeline as SVG, for paper and for files, and how pictures are saved. Everything a
 * picture needs stands in its attributes, so that it looks the same outside the page.
 */
import { render, type VNode } from 'preact'
import { useSignal } from '@preact/signals'
import { msOf, shortDay, t, two } from './text'
import type { Weeks } from './document'

export interface Line {
    name: string
    values: Weeks
    low: Weeks
    high: Weeks
}
export interface Course {
    title: string
    start: string
    lines: Line[]
    shade: string /* what the bands are; '' without any */
    since: string | null
    interval: [string, string] | null
    change: string
    notes: { from: string; to: string; text: string }[]
}

export const WIDTH = 800
const HEIGHT = 300
const EDGE = { left: 46, right: 12, top: 44, bottom: 26 }
/* Blue and orange differ for every kind of colour vision; the second line is dashed as well. */
export const INK = ['#1f5fa8', '#a34f00']
const WEEK_MS = 7 * 864e5

/* Pieces of the line between the weeks that are not known. */
function pathOf(values: Weeks, x: (i: number) => number, y: (v: number) => number): string {
    let path = ''
    let pen = 'M'
    values.forEach((v, i) => {
        if (v === null) {
            pen = 'M'
            return
        }
        path += `${pen}${x(i).toFixed(1)} ${y(v).toFixed(1)}`
        pen = 'L'
    })
    return path
}

/* The intervals of the weeks as areas; of a week between gaps a bar is left. */
export function bandOf({ low, high }: Line, x: (i: number) => number, y: (v: number) => number): string {
    const point = (i: number, v: number) => `${x(i).toFixed(1)} ${y(v).toFixed(1)}`
    let path = ''
    for (let from = 0, to; from < low.length; from = to + 1) {
        for (to = from; low[to] != null && high[to] != null; ) to++
        if (to === from) continue
        const over = []
        const under = []
        for (let i = from; i < to; i++) {
            over.push(point(i, high[i]!))
            under.push(point(i, low[i]!))
        }
        const first = [point(from - 0.4, low[from]!), point(from - 0.4, high[from]!)]
        const last = [point(to - 0.6, high[to - 1]!), point(to - 0.6, low[to - 1]!)]
        path += `M${[...first, ...over, ...last, ...under.reverse()].join('L')}Z`
    }
    return path
}

/* A band widens the picture by half at each end at most: of what says little, it would hide all else. */
export function rangeOf(lines: Line[]): [number, number] {
    const known = (weeks: (line: Line) => Weeks) => lines.flatMap(weeks).filter((v) => v !== null)
    const values = known((l) => l.values)
    if (values.length === 0) return [0, 1]
    const least = Math.min(...values)
    const most = Math.max(...values)
    const room = (most - least) / 2
    const low = Math.max(least - room, Math.min(least, ...known((l) => l.low)))
    const high = Math.min(most + room, Math.max(most, ...known((l) => l.high)))
    const pad = (high - low || 1) * 0.08
    return [low >= 0 ? 0 : low - pad, high + pad]
}

/* Round numbers, four to nine of them. */
function ticksOf(low: number, high: number): number[] {
    const rough = (high - low) / 5
    const ten = 10 ** Math.floor(Math.log10(rough))
    const step = ten * ([1, 2, 5, 10].find((k) => k * ten >= rough) ?? 10)
    const ticks: number[] = []
    for (let k = Math.ceil(low / step); k * step <= high; k++) ticks.push(k * step)
    return ticks
}

export function Picture({ course }: { course: Course }) {
    const n = Math.max(...course.lines.map((l) => l.values.length), 2)
    const [low, high] = rangeOf(course.lines)
    const x = (i: number) => EDGE.left + (i / (n - 1)) * (WIDTH - EDGE.left - EDGE.right)
    const inside = (i: number) => Math.min(Math.max(x(i), EDGE.left), WIDTH - EDGE.right)
    const y = (v: number) => HEIGHT - EDGE.bottom - ((v - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom)
    const at = (day: string) => x((msOf(day) - msOf(course.start)) / WEEK_MS)
    const ticks = ticksOf(low, high)
    const weeks = [0, 1, 2, 3].map((k) => Math.round((k / 3) * (n - 1)))
    const grey = '#5b6470'
    const tall = HEIGHT + (course.shade ? 20 : 0)
    return (
        <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${WIDTH} ${tall}`} width={WIDTH} height={tall} font-family="sans-serif" font-size="12" role="img" aria-label={course.title}>
            <rect width={WIDTH} height={tall} fill="#ffffff" />
            <text x={EDGE.left} y="16" font-size="14" fill="#1b2530">
                {course.title}
            </text>
            {course.lines.map((line, i) => (
                <g>
                    <path d={`M${EDGE.left + i * 260} 30h28`} stroke={INK[i]} stroke-width="2.5" stroke-dasharray={i ? '7 4' : undefined} />
                    <text x={EDGE.left + i * 260 + 34} y="34" fill="#1b2530">
                        {line.name}
                    </text>
                </g>
            ))}
            {course.lines.map((line, i) => (
                <path d={bandOf(line, inside, (v) => y(Math.min(Math.max(v, low), high)))} fill={INK[i]} opacity="0.18" />
            ))}
            {ticks.map((v) => (
                <g>
                    <path d={`M${EDGE.left} ${y(v)}H${WIDTH - EDGE.right}`} stroke="#e2e6ea" />
                    <text x={EDGE.left - 6} y={y(v) + 4} text-anchor="end" fill={grey}>
                        {two(v)}
                    </text>
                </g>
            ))}
            {weeks.map((w, i) => (
                <text x={x(w)} y={HEIGHT - 8} text-anchor={i === 0 ? 'start' : i === 3 ? 'end' : 'middle'} fill={grey}>
                    {shortDay(new Date(msOf(course.start) + w * WEEK_MS).toISOString())}
                </text>
            ))}
            {course.interval && (
                <rect x={at(course.interval[0])} y={EDGE.top} width={Math.max(2, at(course.interval[1]) - at(course.interval[0]))} height={HEIGHT - EDGE.top - EDGE.bottom} fill="#5b6470" opacity="0.18" />
            )}
            {course.notes.map((note, i) => {
                const from = Math.max(EDGE.left, at(note.from))
                const to = Math.min(WIDTH - EDGE.right, at(note.to) + 2)
                return (
                    to > from && (
                        <g>
                            <rect x={from} y={EDGE.top} width={to - from} height={HEIGHT - EDGE.top - EDGE.bottom} fill="#5b6470" opacity="0.12" />
                            <text x={from + 3} y={HEIGHT - EDGE.bottom - 6 - 14 * (i % 3)} fill={grey}>
                                {note.text}
                            </text>
                        </g>
                    )
                )
            })}
            {course.since && (
                <g>
                    <path d={`M${at(course.since)} ${EDGE.top}V${HEIGHT - EDGE.bottom}`} stroke={grey} stroke-dasharray="2 3" />
                    <text x={at(course.since) + 4} y={EDGE.top + 12} fill={grey}>
                        {course.change}
                    </text>
                </g>
            )}
            {course.shade && (
                <text x={EDGE.left} y={HEIGHT + 12} fill={grey}>
                    {course.shade}
                </text>
            )}
            {course.lines.map((line, i) => (
                <path d={pathOf(line.values, x, y)} fill="none" stroke={INK[i]} stroke-width="2" stroke-dasharray={i ? '7 4' : undefined} />
            ))}
        </svg>
    )
}

export function save(name: string, blob: Blob): void {
    const a = document.createElement('a')
    a.href = URL.createObjectURL(blob)
    a.download = name
    a.click()
    setTimeout(() => URL.revokeObjectURL(a.href), 10000)
}

function svgOf(drawn: VNode): { blob: Blob; width: number; height: number } {
    const box = document.createElement('div')
    render(drawn, box)
    const svg = box.firstElementChild!
    const [width, height] = ['width', 'height'].map((side) => Number(svg.getAttribute(side))) as [number, number]
    const blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' })
    render(null, box)
    return { blob, width, height }
}

async function savePng(name: string, drawn: VNode): Promise<void> {
    const { blob, width, height } = svgOf(drawn)
    const address = URL.createObjectURL(blob)
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = 2 * width
    canvas.height = 2 * height
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    URL.revokeObjectURL(address)
    canvas.toBlob((png) => {
        if (png) save(`${name}.png`, png)
    })
}

/* The two buttons under a picture, of the heading `about`. `draw` takes the names to write in place of the real ones. */
export function Saving({ name, about, draw }: { name: string; about: string; draw: (names: string[] | null) => VNode }) {
    const s = t.value.tide
    const hidden = useSignal(true)
    const drawn = () => draw(hidden.value ? [s.personA, s.personB] : null)
    return (
        <div class="row noprint" role="group" aria-labelledby={about}>
            <button type="button" onClick={() => void savePng(name, drawn())}>
                {s.savePng}
            </button>
            <button type="button" onClick={() => save(`${name}.svg`, svgOf(drawn()).blob)}>
                {s.saveSvg}
            </button>
            <label class="radio">
                <input
                    type="checkbox"
                    checked={hidden.value}
                    onChange={(e) => {
                        hidden.value = e.currentTarget.checked
                    }}
                />
                {s.hideNames}
            </label>
        </div>
    )
}
