/*
 * worker.ts: one job, off the page's own thread: compiling the engine, a reading, or drafts. The page ends
 * the worker after the answer, which is what gives the memory back.
 */
import { EngineError, loadEngine, type Chat, type EngineFile, type Options, type Talk } from './engine'
import { unpack } from './unpack'

export interface Job {
    engine: WebAssembly.Module
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
    | { kind: 'engine'; module: WebAssembly.Module }
    | { kind: 'progress'; stage: string; fraction: number }
    | { kind: 'report'; json: string }
    | { kind: 'chats'; chats: Chat[] }
    | { kind: 'ready' }
    | { kind: 'coached'; json: string }
    | { kind: 'failed'; code: number; file: string; line: number; message: string }

const send = (message: Message) => postMessage(message)

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

/* A string is the engine as it stands in the page, to be compiled. */
onmessage = async (event: MessageEvent<string | Job | Draft>) => {
    if (typeof event.data === 'string') {
        try {
            return send({ kind: 'engine', module: await WebAssembly.compile(unpack(event.data)) })
        } catch (e) {
            return failed(e)
        }
    }
    if ('draft' in event.data) {
        const { draft, reply, now } = event.data
        try {
            return send({ kind: 'coached', json: talk!.coach(draft, reply, now) })
        } catch (e) {
            return failed(e)
        }
    }
    const { engine: compiled, files, options, list } = event.data
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
        const engine = await loadEngine(compiled, progress)
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
