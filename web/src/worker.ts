/*
 * worker.ts: one reading, off the page's own thread. The page ends the worker after the answer,
 * which is what gives the memory back.
 */
import { EngineError, loadEngine, type Chat, type EngineFile, type Options } from './engine'

export interface Job {
    engine: string /* base64 of the gzipped module */
    files: File[]
    options: Options
    list: boolean /* say which chats there are instead */
}

export type Message =
    | { kind: 'progress'; stage: string; fraction: number }
    | { kind: 'report'; json: string }
    | { kind: 'chats'; chats: Chat[] }
    | { kind: 'failed'; code: number; file: string; line: number; message: string }

const send = (message: Message) => postMessage(message)

async function unpack(base64: string): Promise<ArrayBuffer> {
    const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
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

onmessage = async (event: MessageEvent<Job>) => {
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
        if (list) send({ kind: 'chats', chats: engine.list(input) })
        else send({ kind: 'report', json: engine.read(input, options) })
    } catch (e) {
        const known = e instanceof EngineError
        send({
            kind: 'failed',
            code: known ? e.code : 0,
            file: known ? e.file : '',
            line: known ? e.line : 0,
            message: e instanceof Error ? e.message : String(e),
        })
    }
}
