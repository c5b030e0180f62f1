/*
 * joint.tsx: what two people can look at on one screen: what is of both, and five questions. No
 * number is of one of them beside the other, and there is no verdict; who gave a name sees the own
 * part, closed: what one does, not what comes back.
 */
import type { Report } from './document'
import { Engine, Support } from './parts'
import { options, phase, report } from './state'
import { amount, longDay, t } from './text'

/* A sentence for each number that is known; `of` says which, in this order. */
function Numbers({ doc, whose, of }: { doc: Report; whose: string | null; of: Record<string, (n: string) => string> }) {
    const s = t.value.joint
    const lines = Object.entries(of).flatMap(([id, say]) => {
        /* Beside a measure's own number there are others under its id. */
        const measure = doc.measures.find((m) => m.id === id)
        const total = doc.totals.find((x) => x.id === id && x.name === measure?.name && x.person === whose && x.status === 'ok' && x.value !== null)
        return total ? [say(amount(total.value, measure!.unit))] : []
    })
    const hard = doc.exchanges.filter((x) => x.kind === 'conflict')
    if (whose === null && doc.deep?.conversations.length) lines.push(s.deep(doc.deep.conversations.length))
    if (whose === null && hard.length > 0) lines.push(s.hard(hard.length, hard.filter((x) => x.outcome === 'repaired').length))
    return (
        <ul>
            {lines.map((line) => (
                <li>{line}</li>
            ))}
        </ul>
    )
}

export function JointView() {
    const s = t.value.joint
    const doc = report.value!
    const me = options.value.me
    return (
        <div class="report">
            <section>
                <h1 tabIndex={-1}>{s.title}</h1>
                <p class="lead">{s.lead}</p>
                <h2>{s.both}</h2>
                <Numbers doc={doc} whose={null} of={s.of} />
                {me !== undefined && (
                    <details>
                        <summary>{s.own}</summary>
                        <Numbers doc={doc} whose={doc.people[0]!.name} of={s.mine} />
                    </details>
                )}
            </section>
            <section aria-labelledby="questions">
                <h2 id="questions">{s.questions}</h2>
                <ol class="questions">
                    {doc.questions.map((q) => (
                        <li>
                            <Engine text={q.text} said={s.ask[q.id]?.(q.day && longDay(q.day))} />
                        </li>
                    ))}
                </ol>
                <p>{s.how}</p>
            </section>
            <section>
                <Support lines={doc.help} open={false} />
            </section>
            <p class="row noprint">
                <button type="button" onClick={() => print()}>
                    {t.value.save.print}
                </button>
                <button
                    type="button"
                    onClick={() => {
                        phase.value = 'report'
                    }}
                >
                    {s.full}
                </button>
            </p>
        </div>
    )
}
