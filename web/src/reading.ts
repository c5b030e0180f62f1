/*
 * reading.ts: starting, following and ending a worker. The engine is compiled once a page; every worker
 * has an instance of its own.
 */
import type { Chat, Options } from './engine'
import type { Draft, Job, Message } from './worker'

export interface Failure {
    code: number
    file: string
    line: number
    message: string
}

export interface Reading {
    done: Promise<{ json?: string; chats?: Chat[] }> /* or throws a Failure */
    cancel(): void
}

/* A chat kept open in a worker of its own, so that no draft is waited for where it is typed. */
export interface Coach {
    /* The document tideline.coach/1. One draft at a time: who asks again waits for the answer. */
    ask(draft: string, reply: string): Promise<string>
    end(): void
}

const dataOf = (id: string) => document.getElementById(id)!.textContent!

function start(): { worker: Worker; end: () => void } {
    const address = URL.createObjectURL(new Blob([dataOf('worker')], { type: 'text/javascript' }))
    const worker = new Worker(address)
    return {
        worker,
        end: () => {
            worker.terminate()
            URL.revokeObjectURL(address)
        },
    }
}

/* What the worker says next that is not how far it is. */
const next = (worker: Worker, progress: (stage: string, fraction: number) => void) =>
    new Promise<Message>((resolve, reject) => {
        worker.onmessage = (event: MessageEvent<Message>) => {
            const message = event.data
            if (message.kind === 'progress') progress(message.stage, message.fraction)
            else resolve(message)
        }
        worker.onerror = (event) =>
            reject({ code: 0, file: '', line: 0, message: event.message } satisfies Failure)
    })

let engine: Promise<WebAssembly.Module> | null = null

/* Compiles the engine, while the first screens are read. */
export function prepare(): Promise<WebAssembly.Module> {
    const compile = async () => {
        const { worker, end } = start()
        worker.postMessage(dataOf('engine'))
        const message = await next(worker, () => {}).finally(end)
        if (message.kind === 'engine') return message.module
        engine = null
        throw message
    }
    return (engine ??= compile())
}

export function coach(files: File[], options: Options): Coach {
    const { worker, end } = start()
    const ready = prepare().then((module) => {
        worker.postMessage({ engine: module, files, options, list: false, talk: true } satisfies Job)
        return next(worker, () => {})
    })
    ready.catch(() => {})
    return {
        async ask(draft, reply) {
            const opened = await ready
            if (opened.kind === 'failed') throw opened
            const answer = next(worker, () => {})
            const clock = new Date()
            const now = clock.getTime() - clock.getTimezoneOffset() * 60000
            worker.postMessage({ draft, reply, now } satisfies Draft)
            const said = await answer
            if (said.kind !== 'coached') throw said
            return said.json
        },
        end,
    }
}

export function read(
    files: File[],
    options: Options,
    list: boolean,
    progress: (stage: string, fraction: number) => void,
): Reading {
    const { worker, end } = start()
    const done = prepare()
        .then((module) => {
            worker.postMessage({ engine: module, files, options, list } satisfies Job)
            return next(worker, progress)
        })
        .then((message) => {
            if (message.kind === 'report') return { json: message.json }
            if (message.kind === 'chats') return { chats: message.chats }
            throw message
        })
        .finally(end)
    return { done, cancel: end }
}
