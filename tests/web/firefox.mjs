/*
 * firefox.mjs: Debian's Firefox through Marionette, the protocol below its WebDriver, which takes no
 * driver and no library: JSON over a socket, each message after its length and a colon.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

const PREFERENCES = {
    'marionette.port': 0 /* any; it is written into the profile */,
    'app.update.auto': false,
    'app.normandy.enabled': false,
    'browser.safebrowsing.downloads.remote.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,',
}

const after = (ms) => new Promise((ok) => setTimeout(ok, ms))

export async function launch(executable, profile) {
    fs.mkdirSync(profile)
    const lines = Object.entries(PREFERENCES).map(([k, v]) => `user_pref(${JSON.stringify(k)}, ${JSON.stringify(v)});\n`)
    fs.writeFileSync(path.join(profile, 'user.js'), lines.join(''))
    const browser = spawn(executable, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
        stdio: 'ignore',
        env: { ...process.env, HOME: profile },
    })
    const ended = new Promise((ok) => browser.on('exit', ok))
    const port = path.join(profile, 'MarionetteActivePort')
    for (let i = 0; i < 600 && !fs.existsSync(port) && browser.exitCode === null; i++) await after(100)
    const socket = net.connect(parseInt(fs.readFileSync(port, 'utf8')), '127.0.0.1')

    const waiting = new Map()
    let received = Buffer.alloc(0)
    socket.on('data', (some) => {
        received = Buffer.concat([received, some])
        for (;;) {
            const colon = received.indexOf(':')
            const end = colon + 1 + parseInt(received.subarray(0, colon))
            if (colon < 0 || received.length < end) return
            const message = JSON.parse(received.subarray(colon + 1, end))
            received = received.subarray(end)
            if (!Array.isArray(message)) continue /* the greeting */
            const [, id, error, result] = message
            const { resolve, reject } = waiting.get(id)
            waiting.delete(id)
            if (error) reject(new Error(`${error.error}: ${error.message}`))
            else resolve(result.value)
        }
    })
    let last = 0
    const command = (name, parameters = {}) =>
        new Promise((resolve, reject) => {
            waiting.set(++last, { resolve, reject })
            const text = JSON.stringify([0, last, name, parameters])
            socket.write(`${Buffer.byteLength(text)}:${text}`)
        })
    await command('WebDriver:NewSession', {})
    await command('WebDriver:SetTimeouts', { script: 240000 })
    return {
        open: (url) => command('WebDriver:Navigate', { url }),
        /* Runs an async function in the page. */
        run: (f, ...args) =>
            command('WebDriver:ExecuteAsyncScript', {
                script: `const done = arguments[arguments.length - 1]
                    ;(${f})(...[...arguments].slice(0, -1)).then((v) => done({ v }), (e) => done({ e: String(e) }))`,
                args,
                sandbox: null,
            }).then((answer) => {
                if (answer.e) throw new Error(answer.e)
                return answer.v
            }),
        async close() {
            await command('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {})
            await Promise.race([ended, after(10000)])
            browser.kill('SIGKILL')
            socket.destroy()
        },
    }
}
