/*
 * main.tsx: the frame of the page: what stands around every phase, the keys, and the phases.
 */
import { effect } from '@preact/signals'
import { render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { DraftPage } from './coach'
import { Ask, Chats, Choose, Consent, Progress } from './start'
import { canBeKept, drop, keep, kept } from './offline'
import { prepare } from './reading'
import { JointView } from './joint'
import { ReportView } from './report'
import { forget, leave, phase } from './state'
import { language, languageNames, t } from './text'

function Top() {
    const s = t.value
    return (
        <header class="top">
            <a class="skip" href="#main">
                {s.skip}
            </a>
            <span class="mark" aria-hidden="true">
                tideline
            </span>
            <nav aria-label={s.tools}>
                <label>
                    <span class="unseen">{s.language}</span>
                    <select
                        value={language.value}
                        onChange={(e) => {
                            language.value = e.currentTarget.value
                        }}
                    >
                        {languageNames.map(([code, name]) => (
                            <option value={code} lang={code}>
                                {name}
                            </option>
                        ))}
                    </select>
                </label>
                <button
                    type="button"
                    onClick={() => {
                        forget()
                        void drop()
                    }}
                >
                    {s.forget}
                </button>
                <button type="button" class="leave" onClick={leave}>
                    {s.leave}
                </button>
            </nav>
        </header>
    )
}

const phases = { consent: Consent, choose: Choose, draft: DraftPage, reading: Progress, chats: Chats, ask: Ask, report: ReportView, joint: JointView }

function Page() {
    const main = useRef<HTMLElement>(null)
    const now = phase.value
    const first = useRef(true)
    /* A new phase is a new page to who listens to it. */
    useEffect(() => {
        if (first.current) first.current = false
        else {
            main.current?.querySelector('h1')?.focus()
            scrollTo(0, 0)
        }
    }, [now])
    const Phase = phases[now]
    return (
        <>
            <Top />
            <main id="main" ref={main}>
                <Phase />
            </main>
            <footer>
                <p>{t.value.leaveHint}</p>
                {canBeKept && (
                    <button type="button" onClick={() => void (kept.value ? drop() : keep())}>
                        {kept.value ? t.value.dropPage : t.value.keepPage}
                    </button>
                )}
            </footer>
        </>
    )
}

effect(() => {
    document.documentElement.lang = language.value
})

let escaped = 0
document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') {
        escaped = 0
        return
    }
    if (performance.now() - escaped < 1000) leave()
    else escaped = performance.now()
})

render(<Page />, document.getElementById('app')!)
if (phase.value === 'consent') setTimeout(() => void prepare().catch(() => {}))
