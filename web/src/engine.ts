/*
 * engine.ts: the C library (src/wasm/tl_wasm.h) for a worker or for node.
 *
 * One call of read() is one reading in one instance. Who holds the instance holds its memory, which
 * never shrinks, so a worker is ended after its answer.
 */

export interface EngineFile {
    name: string
    size: number
    /* At most n bytes from offset; fewer are fine before the end too. */
    readAt(offset: number, n: number): Uint8Array
}

export interface Felt {
    who: number /* 0 or 1 as in `people`, 2 both, 3 nobody */
    from: number | null /* days since 1970-01-01, [from, to) */
    to: number | null
    strength: number /* 0..4, -1 not said */
}

export interface Span {
    from: number /* days since 1970-01-01, [from, to) */
    to: number
    word: string
}

/* As in `tideline read`. */
export interface Options {
    me?: string
    with?: string
    since?: string
    until?: string
    'date-order'?: string
    country?: string
    language?: string /* of the coach's notes */
    fast?: boolean
    quotes?: boolean
    felt?: Felt
    notes?: Span[]
    zone?: { name: string; tzif: Uint8Array }
}

/* A chat that is open for the coach. */
export interface Talk {
    /* The document tideline.coach/1 as text. `now`: local time in ms, counted as if UTC. */
    coach(draft: string, reply: string, now: number): string
}

export interface Chat {
    name: string
    id: string
    messages: number
    people: number
}

export class EngineError extends Error {
    constructor(
        readonly code: number,
        readonly file: string,
        readonly line: number,
        message: string,
    ) {
        super(message)
    }
}

const FAIL = 2
const NOT_SAID = -(2 ** 31)

interface Exports {
    memory: WebAssembly.Memory
    _initialize(): void
    tl_wasm_alloc(n: number): number
    tl_wasm_release(at: number): void
    tl_wasm_new(): number
    tl_wasm_free(w: number): void
    tl_wasm_set(w: number, name: number, nameLen: number, value: number, valueLen: number): number
    tl_wasm_felt(w: number, who: number, from: number, to: number, strength: number): void
    tl_wasm_note(w: number, from: number, to: number, word: number, wordLen: number): number
    tl_wasm_zone(w: number, name: number, nameLen: number, bytes: number, n: number): number
    tl_wasm_add(w: number, name: number, nameLen: number, file: number, size: number): number
    tl_wasm_list(w: number): number
    tl_wasm_open(w: number): number
    tl_wasm_coach(w: number, draft: number, draftLen: number, reply: number, replyLen: number, now: number): number
    tl_wasm_read(w: number): number
    tl_wasm_report(w: number): number
    tl_wasm_error(w: number): number
    tl_wasm_version(): void
}

export interface Engine {
    version: string
    /* The document tideline.report/1 as text. Throws an EngineError. */
    read(files: EngineFile[], options: Options): string
    /* The chats of an export. */
    list(files: EngineFile[]): Chat[]
    /* Opens a chat, or none, and keeps it; nothing else may be called in this instance then. */
    talk(files: EngineFile[], options: Options): Talk
}

/* `progress` may answer true to stop. */
export async function loadEngine(
    compiled: WebAssembly.Module,
    progress: (stage: string, fraction: number) => boolean,
): Promise<Engine> {
    const encoder = new TextEncoder()
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    let files: EngineFile[] = []
    let texts: string[] = []
    let pieces: Uint8Array[] | null = null
    let chats: Chat[] = []
    let wasm: Exports

    const view = (at: number, n: number) => new Uint8Array(wasm.memory.buffer, at, n)
    const text = (at: number) => {
        const memory = new Uint8Array(wasm.memory.buffer)
        return decoder.decode(memory.subarray(at, memory.indexOf(0, at)))
    }
    const nothing = () => 0
    const instance = await WebAssembly.instantiate(compiled, {
        tideline: {
            read_at(file: number, at: number, n: number, offset: number): number {
                try {
                    const got = files[file]!.readAt(offset, n)
                    view(at, got.length).set(got)
                    return got.length
                } catch {
                    return -1
                }
            },
            write_text(at: number, n: number): void {
                if (pieces) pieces.push(view(at, n).slice())
                else texts.push(decoder.decode(view(at, n)))
            },
            take_chat(messages: number, people: number): void {
                const [name, id] = texts.splice(0) as [string, string]
                chats.push({ name, id, messages, people })
            },
            progress: (stage: number, fraction: number) => (progress(text(stage), fraction) ? 1 : 0),
        },
        /* wasi-libc wants these for printf; nothing is ever open. */
        wasi_snapshot_preview1: { fd_close: nothing, fd_seek: nothing, fd_write: nothing },
    })
    wasm = instance.exports as unknown as Exports
    wasm._initialize()
    wasm.tl_wasm_version()
    const version = texts.splice(0).join('')

    const withBytes = <T>(bytes: Uint8Array, use: (at: number, n: number) => T): T => {
        const at = wasm.tl_wasm_alloc(bytes.length)
        view(at, bytes.length).set(bytes)
        try {
            return use(at, bytes.length)
        } finally {
            wasm.tl_wasm_release(at)
        }
    }
    const withText = <T>(s: string, use: (at: number, n: number) => T): T => withBytes(encoder.encode(s), use)
    const checkOf = (w: number) => (status: number) => {
        if (status < FAIL) return
        pieces = null
        texts = []
        const code = wasm.tl_wasm_error(w)
        const [file, message] = texts.splice(0) as [string, string]
        throw new EngineError(code % 65536, file, Math.floor(code / 65536), message)
    }
    const begin = (input: EngineFile[]): number => {
        files = input
        const w = wasm.tl_wasm_new()
        if (w === 0) throw new EngineError(0x100, '', 0, 'There is not enough memory.')
        return w
    }
    const add = (w: number) =>
        files.forEach((file, i) =>
            checkOf(w)(withText(file.name, (at, n) => wasm.tl_wasm_add(w, at, n, i, file.size))),
        )
    const session = <T>(input: EngineFile[], use: (w: number, check: (s: number) => void) => T): T => {
        const w = begin(input)
        try {
            add(w)
            return use(w, checkOf(w))
        } finally {
            wasm.tl_wasm_free(w)
            files = []
        }
    }
    const give = (w: number, { felt, notes, zone, ...plain }: Options) => {
        const check = checkOf(w)
        for (const [name, value] of Object.entries(plain)) {
            if (value === undefined || value === false) continue
            check(withText(name, (a, n) => withText(String(value), (b, m) => wasm.tl_wasm_set(w, a, n, b, m))))
        }
        if (felt) wasm.tl_wasm_felt(w, felt.who, felt.from ?? NOT_SAID, felt.to ?? NOT_SAID, felt.strength)
        for (const { from, to, word } of notes ?? [])
            check(withText(word, (at, n) => wasm.tl_wasm_note(w, from, to, at, n)))
        if (zone) check(withText(zone.name, (a, n) => withBytes(zone.tzif, (b, m) => wasm.tl_wasm_zone(w, a, n, b, m))))
    }
    /* What is written by `write`, in pieces, as one text. */
    const written = (write: () => void): string => {
        const all: Uint8Array[] = (pieces = [])
        write()
        pieces = null
        const bytes = new Uint8Array(all.reduce((sum, piece) => sum + piece.length, 0))
        let at = 0
        for (const piece of all) {
            bytes.set(piece, at)
            at += piece.length
        }
        return decoder.decode(bytes)
    }

    return {
        version,
        read: (input, options) =>
            session(input, (w, check) => {
                give(w, options)
                check(wasm.tl_wasm_read(w))
                return written(() => check(wasm.tl_wasm_report(w)))
            }),
        list: (input) =>
            session(input, (w, check) => {
                chats = []
                check(wasm.tl_wasm_list(w))
                return chats
            }),
        talk(input, options) {
            const w = begin(input)
            const check = checkOf(w)
            add(w)
            give(w, options)
            if (input.length > 0) check(wasm.tl_wasm_open(w))
            const coach: Talk['coach'] = (draft, reply, now) =>
                written(() => check(withText(draft, (a, n) => withText(reply, (b, m) => wasm.tl_wasm_coach(w, a, n, b, m, now)))))
            /* The talk so far is read at the first draft and kept: an empty one, so that no other waits for it. */
            coach('', '', 0)
            return { coach }
        },
    }
}
