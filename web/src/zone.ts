/*
 * zone.ts: a time zone as the bytes of a TZif file (RFC 8536, version 1), as the engine reads it.
 * The browser knows the zones but hands out no file, so the changes of the clock are looked for.
 */
const STEP = 14 * 86400

/* Of the days between two times in ms. */
export function tzif(name: string, begin: number, end: number): Uint8Array {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
    const offset = (at: number): number => {
        const said = format.formatToParts(at * 1000).find((p) => p.type === 'timeZoneName')!.value
        const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?/.exec(said)!
        return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0))
    }
    const changes: { at: number; offset: number }[] = []
    const start = Math.floor(begin / 1000) - STEP
    const first = offset(start)
    let last = first
    for (let from = start; from < end / 1000 + STEP; from += STEP) {
        const after = offset(from + STEP)
        if (after === last) continue
        let low = from
        let high = from + STEP
        while (high - low > 1) {
            const middle = Math.floor((low + high) / 2)
            if (offset(middle) === last) low = middle
            else high = middle
        }
        changes.push({ at: high, offset: after })
        last = after
    }
    const offsets = [...new Set([first, ...changes.map((c) => c.offset)])]
    const bytes = new DataView(new ArrayBuffer(44 + 5 * changes.length + 6 * offsets.length + 4))
    ;[...'TZif'].forEach((c, i) => bytes.setUint8(i, c.charCodeAt(0)))
    bytes.setUint32(32, changes.length)
    bytes.setUint32(36, offsets.length)
    bytes.setUint32(40, 4)
    changes.forEach((c, i) => {
        bytes.setInt32(44 + 4 * i, c.at)
        bytes.setUint8(44 + 4 * changes.length + i, offsets.indexOf(c.offset))
    })
    offsets.forEach((o, i) => bytes.setInt32(44 + 5 * changes.length + 6 * i, o))
    return new Uint8Array(bytes.buffer)
}
