/*
 * joint.tsx: what two people can look at on one screen: what is of both, and five questions. No
 * number is of one of them beside the other, and there is no verdict; who gave a name sees the own
 * part, closed, and never the other's.
 */
import type { Measure, Report, Total } from './document'
import { Engine, Support } from './parts'
import { options, phase, report } from './state'
import { amount, longDay, t, unitName } from './text'

function Numbers({ doc, whose }: { doc: Report; whose: string | null }) {
    const rows = doc.totals
        .map((x): [Total, Measure | undefined] => [x, doc.measures.find((m) => m.id === x.id && m.name === x.name)])
        .filter(([x, m]) => m && m.id[0] !== 'Q' && x.person === whose && x.status === 'ok' && x.value !== null && (whose === null || m.family !== 'context'))
    return (
        <dl class="facts">
            {rows.map(([x, m]) => (
                <>
                    <dt>{t.value.said.title[x.id] ?? m!.title}</dt>
                    <dd>
                        {amount(x.value, m!.unit)} <span class="small">{unitName(m!.unit).replace(/^% /, '')}</span>
                    </dd>
                </>
            ))}
        </dl>
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
                <Numbers doc={doc} whose={null} />
                {me !== undefined && (
                    <details>
                        <summary>{s.own}</summary>
                        <Numbers doc={doc} whose={doc.people[0]!.name} />
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
