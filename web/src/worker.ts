/*
 * worker.ts: one reading, off the page's own thread. The page ends the worker after the answer,
 * which is what gives the memory back.
 */
import { EngineError, loadEngine, type Chat, type EngineFile, type Options, type Talk } from './engine'

export interface Job {
    engine: string /* the gzipped module: its size, a space, then as build.mjs writes it */
    files: File[]
    options: Options
    list: boolean /* say which chats there are instead */
    talk?: boolean /* open the chat for the coach, and stay for drafts */
}
export interface Draft {
    draft: string
    reply: string
    now: number
}

export type Message =
    | { kind: 'progress'; stage: string; fraction: number }
    | { kind: 'report'; json: string }
    | { kind: 'chats'; chats: Chat[] }
    | { kind: 'ready' }
    | { kind: 'coached'; json: string }
    | { kind: 'failed'; code: number; file: string; line: number; message: string }

const send = (message: Message) => postMessage(message)

async function unpack(text: string): Promise<ArrayBuffer> {
    const digit = new Uint8Array(127)
    let n = 0
    for (let c = 33; c < 126; c++) if (!'<>&"\'\\`'.includes(String.fromCharCode(c))) digit[c] = n++
    const from = text.indexOf(' ') + 1
    const packed = new DataView(new ArrayBuffer(((text.length - from) / 5) * 4))
    for (let at = from, to = 0; at < text.length; to += 4) {
        let word = 0
        for (let k = 0; k < 5; k++) word = word * 85 + digit[text.charCodeAt(at++)]!
        packed.setUint32(to, word)
    }
    const stream = new Blob([packed.buffer.slice(0, parseInt(text))]).stream().pipeThrough(new DecompressionStream('gzip'))
    return new Response(stream).arrayBuffer()
}

function fileOf(file: File): EngineFile {
    const reader = new FileReaderSync()
    return {
        name: file.name,
        size: file.size,
        readAt: (offset, n) =>
            new Uint8Array(reader.readAsArrayBuffer(file.slice(offset, Math.min(offset + n, file.size)))),
    }
}

let talk: Talk | null = null

function failed(e: unknown): void {
    const known = e instanceof EngineError
    send({
        kind: 'failed',
        code: known ? e.code : 0,
        file: known ? e.file : '',
        line: known ? e.line : 0,
        message: e instanceof Error ? e.message : String(e),
    })
}

onmessage = async (event: MessageEvent<Job | Draft>) => {
    if ('draft' in event.data) {
        const { draft, reply, now } = event.data
        try {
            return send({ kind: 'coached', json: talk!.coach(draft, reply, now) })
        } catch (e) {
            return failed(e)
        }
    }
    const { engine: packed, files, options, list } = event.data
    let said = 0
    const progress = (stage: string, fraction: number) => {
        const now = performance.now()
        if (now - said > 50) {
            said = now
            send({ kind: 'progress', stage, fraction })
        }
        return false
    }
    try {
        const engine = await loadEngine(await unpack(packed), progress)
        const input = files.map(fileOf)
        if (event.data.talk) {
            talk = engine.talk(input, options)
            send({ kind: 'ready' })
        } else if (list) send({ kind: 'chats', chats: engine.list(input) })
        else send({ kind: 'report', json: engine.read(input, options) })
    } catch (e) {
        failed(e)
    }
}
