/*
 * reading.ts: starting, following and ending a worker.
 */
import type { Chat, Options } from './engine'
import type { Job, Message } from './worker'

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

const dataOf = (id: string) => document.getElementById(id)!.textContent!

export function read(
    files: File[],
    options: Options,
    list: boolean,
    progress: (stage: string, fraction: number) => void,
): Reading {
    const address = URL.createObjectURL(new Blob([dataOf('worker')], { type: 'text/javascript' }))
    const worker = new Worker(address)
    const end = () => {
        worker.terminate()
        URL.revokeObjectURL(address)
    }
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
