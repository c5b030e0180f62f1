/*
 * sw.js: keeps the page on this device, where somebody asked for it. It fetches the two files once, when
 * it is installed, and from then on answers from what it kept; nothing else is let through.
 */
const NAME = 'tideline-@version@'
const FILES = ['./', 'manifest.webmanifest']

addEventListener('install', (event) => {
    const fetched = FILES.map((file) => new Request(file, { cache: 'reload' }))
    event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fetched)))
})

addEventListener('activate', (event) => {
    const others = (names) => names.filter((name) => name.startsWith('tideline-') && name !== NAME)
    event.waitUntil(caches.keys().then((names) => Promise.all(others(names).map((name) => caches.delete(name)))))
})

addEventListener('fetch', (event) => {
    const wanted = event.request.mode === 'navigate' ? './' : event.request
    event.respondWith(caches.match(wanted).then((kept) => kept ?? Response.error()))
})
