/*
 * offline.ts: keeping the page on the device, so that it opens without a connection. Only the page that
 * a server hands out with its manifest can, and only when asked: a page that is kept is a trace.
 */
import { signal } from '@preact/signals'

const manifest = document.querySelector('link[rel=manifest]')

export const canBeKept = manifest !== null && 'serviceWorker' in navigator && isSecureContext
export const kept = signal(false)

if (canBeKept) {
    void navigator.serviceWorker.getRegistration().then((found) => {
        kept.value = found !== undefined
    })
    addEventListener('appinstalled', () => void keep())
}

export async function keep(): Promise<void> {
    await navigator.serviceWorker.register('sw.js')
    await navigator.serviceWorker.ready
    kept.value = true
}

export async function drop(): Promise<void> {
    if (!canBeKept) return
    await (await navigator.serviceWorker.getRegistration())?.unregister()
    for (const name of await caches.keys()) if (name.startsWith('tideline-')) await caches.delete(name)
    kept.value = false
}
