/*
 * icon.mjs: icon.svg as a PNG, for home screens that know nothing else. It reads what stands in that
 * file and no more: a ground, and strokes of `M`, `c` and `s` with round ends. Home screens round the
 * corners themselves and blacken what is clear, so the ground fills the square.
 */
import zlib from 'node:zlib'

const value = (element, name) => new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1]
const colour = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))

/* Points along a stroke, closer to each other than a pixel. */
function pointsOf(path) {
    const [[, first], ...rest] = [...path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)].map(([, letter, numbers]) => [letter, numbers.match(/-?[\d.]+/g).map(Number)])
    let [x, y] = first
    let turn = [0, 0] /* of the curve before, from its end */
    const points = [[x, y]]
    for (const [letter, n] of rest) {
        if (!'cs'.includes(letter)) throw new Error(`icon.mjs does not draw ${letter}`)
        const [ax, ay, bx, by, ex, ey] = letter === 'c' ? n : [...turn, ...n]
        for (let k = 1; k <= 200; k++) {
            const t = k / 200
            const [a, b, e] = [3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
            points.push([x + a * ax + b * bx + e * ex, y + a * ay + b * by + e * ey])
        }
        turn = [ex - bx, ey - by]
        x += ex
        y += ey
    }
    return points
}

/* A PNG's part: length, name, content, checksum. */
function part(name, content) {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
    let sum = ~0
    for (const byte of body) {
        sum ^= byte
        for (let k = 0; k < 8; k++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
    }
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(content.length, 0)
    ends.writeInt32BE(~sum, 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

export function pngOf(svg, side) {
    const scale = side / Number(value(svg, 'viewBox').split(' ')[2])
    const ground = colour(value(/<rect[^>]*>/.exec(svg)[0], 'fill'))
    const half = (Number(value(svg, 'stroke-width')) * scale) / 2
    const strokes = [...svg.matchAll(/<path[^>]*>/g)].map(([path]) => [colour(value(path, 'stroke')), pointsOf(value(path, 'd'))])
    const rows = Buffer.alloc(side * (1 + 3 * side)) /* each row begins with 0: no filter */
    for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
            let pixel = ground
            for (const [ink, points] of strokes) {
                const far = Math.min(...points.map((p) => Math.hypot(p[0] * scale - x - 0.5, p[1] * scale - y - 0.5)))
                const covered = Math.min(1, Math.max(0, half - far + 0.5))
                pixel = pixel.map((was, i) => was + covered * (ink[i] - was))
            }
            pixel.forEach((v, i) => (rows[y * (1 + 3 * side) + 1 + 3 * x + i] = Math.round(v)))
        }
    const head = Buffer.alloc(13)
    head.writeUInt32BE(side, 0)
    head.writeUInt32BE(side, 4)
    head.set([8, 2], 8) /* eight bits of red, green and blue */
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), part('IHDR', head), part('IDAT', zlib.deflateSync(rows, { level: 9 })), part('IEND', Buffer.alloc(0))])
}
