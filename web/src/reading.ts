/*
 * reading.ts: starting, following and ending a worker.
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

export function coach(files: File[], options: Options): Coach {
    const { worker, end } = start()
    const next = () =>
        new Promise<Message>((resolve, reject) => {
            worker.onmessage = (event: MessageEvent<Message>) => {
                if (event.data.kind !== 'progress') resolve(event.data)
            }
            worker.onerror = reject
        })
    const ready = next()
    worker.postMessage({ engine: dataOf('engine'), files, options, list: false, talk: true } satisfies Job)
    return {
        async ask(draft, reply) {
            const opened = await ready
            if (opened.kind === 'failed') throw opened
            const answer = next()
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
    const done = new Promise<{ json?: string; chats?: Chat[] }>((resolve, reject) => {
        worker.onmessage = (event: MessageEvent<Message>) => {
            const message = event.data
            if (message.kind === 'progress') return progress(message.stage, message.fraction)
            end()
            if (message.kind === 'report') resolve({ json: message.json })
            else if (message.kind === 'chats') resolve({ chats: message.chats })
            else reject(message)
        }
        worker.onerror = (event) => {
            end()
            reject({ code: 0, file: '', line: 0, message: event.message } satisfies Failure)
        }
    })
    worker.postMessage({ engine: dataOf('engine'), files, options, list } satisfies Job)
    return { done, cancel: end }
}
