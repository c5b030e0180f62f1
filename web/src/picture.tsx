/*
 * picture.tsx: the timeline as SVG, for paper and for files. Everything it needs stands in its
 * attributes, so that it looks the same outside the page.
 */
import { render } from 'preact'
import { msOf, shortDay, two } from './text'
import type { Weeks } from './document'

export interface Line {
    name: string
    values: Weeks
    low?: Weeks
    high?: Weeks
}
export interface Course {
    title: string
    start: string
    lines: Line[]
    since: string | null
    interval: [string, string] | null
    change: string
}

const WIDTH = 800
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

export function rangeOf(lines: Line[]): [number, number] {
    let low = Infinity
    let high = -Infinity
    for (const line of lines)
        for (const v of line.values)
            if (v !== null) {
                low = Math.min(low, v)
                high = Math.max(high, v)
            }
    if (low > high) return [0, 1]
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
    const y = (v: number) => HEIGHT - EDGE.bottom - ((v - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom)
    const at = (day: string) => x((msOf(day) - msOf(course.start)) / WEEK_MS)
    const ticks = ticksOf(low, high)
    const weeks = [0, 1, 2, 3].map((k) => Math.round((k / 3) * (n - 1)))
    const grey = '#5b6470'
    return (
        <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} font-family="sans-serif" font-size="12" role="img" aria-label={course.title}>
            <rect width={WIDTH} height={HEIGHT} fill="#ffffff" />
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
            {course.since && (
                <g>
                    <path d={`M${at(course.since)} ${EDGE.top}V${HEIGHT - EDGE.bottom}`} stroke={grey} stroke-dasharray="2 3" />
                    <text x={at(course.since) + 4} y={EDGE.top + 12} fill={grey}>
                        {course.change}
                    </text>
                </g>
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

function svgOf(course: Course): Blob {
    const box = document.createElement('div')
    render(<Picture course={course} />, box)
    const text = new XMLSerializer().serializeToString(box.firstElementChild!)
    render(null, box)
    return new Blob([text], { type: 'image/svg+xml' })
}

export function saveSvg(course: Course): void {
    save('tideline.svg', svgOf(course))
}

export async function savePng(course: Course): Promise<void> {
    const address = URL.createObjectURL(svgOf(course))
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = 2 * WIDTH
    canvas.height = 2 * HEIGHT
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    URL.revokeObjectURL(address)
    canvas.toBlob((blob) => {
        if (blob) save('tideline.png', blob)
    })
}
