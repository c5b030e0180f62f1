/*
 * in_browser.mjs PACKAGES PAGE SHOWN [CHAT]: opens the file PAGE in a new Chromium and prints the
 * milliseconds until SHOWN, a selector, is there; with CHAT, which is then dropped on tideline's page, also
 * those from there to the answer, and the longest task of the page's own thread until all of it is drawn.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [packages, file, shown, chat] = process.argv.slice(2)
const { chromium } = createRequire(path.join(path.resolve(packages), 'package.json'))('playwright-core')
const browser = await chromium.launch({
    executablePath: process.env.TIDELINE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
})
try {
    const page = await browser.newPage()
    page.setDefaultTimeout(300000)
    const since = (begun) => (performance.now() - begun).toFixed(0)
    const opened = performance.now()
    await page.goto(pathToFileURL(path.resolve(file)).href, { waitUntil: 'commit' })
    await page.waitForSelector(shown, { state: 'attached' })
    const row = [since(opened)]
    if (chat) {
        await page.evaluate(() => {
            window.longest = 0
            const watch = (list) => list.getEntries().forEach((e) => (window.longest = Math.max(window.longest, e.duration)))
            new PerformanceObserver(watch).observe({ entryTypes: ['longtask'] })
        })
        await page.locator('button.main').click()
        await page.waitForTimeout(2000) /* nobody drops a file sooner */
        const dropped = performance.now()
        await page.setInputFiles('input[type=file]', chat)
        await page.waitForSelector('form.narrow')
        await page.locator('form.narrow button.main').click()
        await page.waitForSelector('#answer')
        row.push(since(dropped))
        await page.waitForSelector('#imported') /* all below it is drawn */
        row.push((await page.evaluate(() => window.longest)).toFixed(0))
    }
    console.log(row.join(' '))
} finally {
    await browser.close()
}
