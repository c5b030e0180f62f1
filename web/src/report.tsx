/*
 * report.tsx: the answer and all that stands behind it, in the order a reader asks.
 */
import { Tide } from './chart'
import { CoachBox } from './coach'
import type { Finding, Quote, Report } from './document'
import { Engine, OneByOne, Section, Support, Warnings, WhatWasRead } from './parts'
import { save } from './picture'
import { files, json, options, phase, quote, report, savedPage, weighing } from './state'
import { inWords } from './telling'
import { amount, exact, longDay, shortDay, t, two, unitName, whole } from './text'

function Imported({ doc }: { doc: Report }) {
    const s = t.value.imported
    return (
        <Section id="imported" title={s.title}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{s.person}</th>
                        <th scope="col">{s.messages}</th>
                        <th scope="col">{s.words}</th>
                    </tr>
                </thead>
                <tbody>
                    {doc.people.map((p, i) => (
                        <tr>
                            <th scope="row" class={`who${i}`}>
                                <bdi>{p.name}</bdi>
                            </th>
                            <td>{whole(p.messages)}</td>
                            <td>{whole(p.words)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <details>
                <summary>
                    {s.file}: {doc.import.files.map((f) => f.format).filter((f, i, all) => all.indexOf(f) === i).join(', ')}
                </summary>
                {doc.import.files.map((f) => (
                    <dl class="facts">
                        <dt>{s.file}</dt>
                        <dd>
                            <bdi>{f.name}</bdi>
                        </dd>
                        <dt>{s.messages}</dt>
                        <dd>{whole(f.messages)}</dd>
                        {f.first && f.last && (
                            <>
                                <dt>{s.from}</dt>
                                <dd>{longDay(f.first)}</dd>
                                <dt>{s.to}</dt>
                                <dd>{longDay(f.last)}</dd>
                            </>
                        )}
                        <dt>{s.clock}</dt>
                        <dd>{s.times(f.resolution_s)}</dd>
                        <dt>{s.zone}</dt>
                        <dd>{f.zone === null ? s.noZone : (t.value.said.zone[f.zone] ?? f.zone)}</dd>
                        {f.skipped > 0 && (
                            <>
                                <dt>{s.skipped}</dt>
                                <dd>{whole(f.skipped)}</dd>
                            </>
                        )}
                    </dl>
                ))}
            </details>
            <Warnings doc={doc} list={doc.import.warnings} heading={(title) => <h3>{title}</h3>} />
            {doc.import.gaps.length > 0 && (
                <>
                    <h3>{s.gaps}</h3>
                    <ul>
                        {doc.import.gaps.map((g) => (
                            <li>
                                {shortDay(g.from)} – {shortDay(g.to)}
                            </li>
                        ))}
                    </ul>
                </>
            )}
        </Section>
    )
}

/* As the engine words it: never none, never all. */
const shareOf = (p: number) => {
    const s = t.value.answer.share
    return p < 0.01 ? s.few : p > 0.99 ? s.most : s.about(whole(100 * p))
}

function Odds({ p }: { p: number }) {
    return (
        <>
            <svg class="odds" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" width="100" height="6" />
                <rect class="fill" width={Math.round(100 * p)} height="6" />
            </svg>
            <p class="small">{t.value.answer.oddsText(shareOf(p))}</p>
        </>
    )
}

function Answer({ doc }: { doc: Report }) {
    const s = t.value.answer
    const v = doc.verdict
    const head = s.headline[v.kind]
    return (
        <section class="answer" aria-labelledby="answer">
            <p class="over-title">
                <WhatWasRead doc={doc} />
            </p>
            <h1 id="answer" tabIndex={-1}>
                {head(v.level, `\u2068${v.person ?? ''}\u2069`)}
            </h1>
            <p class="lead">{s.beside[v.kind]}</p>
            <dl class="facts">
                {v.probability !== null && (
                    <>
                        <dt>{s.odds}</dt>
                        <dd>
                            <strong>{s.of100(shareOf(v.probability))}</strong>
                            <Odds p={v.probability} />
                        </dd>
                        <dt>{s.level}</dt>
                        <dd>{s.levels[v.level] ?? v.level}</dd>
                    </>
                )}
                {(v.since !== null || v.kind === 'pulling_away') && (
                    <>
                        <dt>{s.since}</dt>
                        <dd>
                            {v.since === null ? (
                                s.undated
                            ) : (
                                <>
                                    <strong>{longDay(v.since)}</strong>
                                    {v.since_interval && `, ${s.between(longDay(v.since_interval[0]), longDay(v.since_interval[1]))}`}
                                </>
                            )}
                        </dd>
                    </>
                )}
                {v.shape && (
                    <>
                        <dt>{s.shape}</dt>
                        <dd>
                            <Engine text={v.shape} said={t.value.said.shape[v.shape]} />
                        </dd>
                    </>
                )}
            </dl>
            <p class="verdict">
                <Engine text={v.text} said={inWords(v.sentences, doc)} />
            </p>
            <details>
                <summary>{s.numbers}</summary>
                <Generic value={v.numbers} />
            </details>
            {doc.feeling?.text && (
                <div class="feeling">
                    <h2>{t.value.feeling.title}</h2>
                    <p>
                        <Engine text={doc.feeling.text} said={inWords(doc.feeling.sentences, doc)} />
                    </p>
                </div>
            )}
        </section>
    )
}

function Bar({ value, most }: { value: number; most: number }) {
    return (
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="100" height="8" />
            <rect fill="currentColor" width={most > 0 ? (100 * value) / most : 0} height="8" />
        </svg>
    )
}

/* Hidden until asked for. */
function Quotes({ quotes }: { quotes: Quote[] }) {
    if (quotes.length === 0) return null
    return (
        <details>
            <summary>{t.value.changes.quotes}</summary>
            {quotes.map((q) => (
                <blockquote>
                    <p class="small">
                        <bdi>{q.person}</bdi>, {shortDay(q.time)}
                    </p>
                    <p dir="auto">{q.text}</p>
                </blockquote>
            ))}
        </details>
    )
}

function Card({ doc, rows }: { doc: Report; rows: Finding[] }) {
    const s = t.value.changes
    const one = rows[0]!
    const title = t.value.said.title[one.measure] ?? doc.measures.find((m) => m.id === one.measure)?.title ?? one.measure
    const numbers = rows.flatMap((f) => [f.before, f.after]).filter((x) => x !== null)
    const most = numbers.some((x) => x < 0) ? 0 : Math.max(...numbers)
    return (
        <article class="card">
            <h3>{title}</h3>
            <p class="small">
                {unitName(one.unit)}
                {one.label && ` (${one.label})`}
            </p>
            <div class="pair">
                {doc.people.map((p, i) => {
                    const f = rows.find((r) => r.person === p.name) ?? rows.find((r) => r.person === null)
                    return (
                        <div class={`who${i}`}>
                            <h4>
                                <bdi>{p.name}</bdi>
                            </h4>
                            {f ? (
                                <dl>
                                    <dt>{s.before}</dt>
                                    <dd>
                                        {most > 0 && f.before !== null && <Bar value={f.before} most={most} />}
                                        {amount(f.before, f.unit)}
                                    </dd>
                                    <dt>{s.after}</dt>
                                    <dd>
                                        {most > 0 && f.after !== null && <Bar value={f.after} most={most} />}
                                        {amount(f.after, f.unit)}
                                    </dd>
                                </dl>
                            ) : (
                                <p class="small">{s.same}</p>
                            )}
                        </div>
                    )
                })}
            </div>
            <details>
                <summary>{s.words}</summary>
                {rows.map((f) => (
                    <>
                        <p>
                            <Engine text={f.text} said={inWords(f.sentences, doc)} />
                        </p>
                        <p class="small">{s.measure(f.measure, f.q === null ? '–' : two(f.q))}</p>
                    </>
                ))}
            </details>
            <Quotes quotes={rows.flatMap((f) => f.quotes ?? [])} />
        </article>
    )
}

function Changes({ doc }: { doc: Report }) {
    const s = t.value.changes
    const groups = new Map<string, Finding[]>()
    for (const f of doc.findings) {
        const key = `${f.measure} ${f.label ?? ''}`
        groups.set(key, [...(groups.get(key) ?? []), f])
    }
    return (
        <Section id="changes" title={s.title}>
            <p>{groups.size > 0 ? s.lead : s.none}</p>
            <div class="cards">
                {[...groups.values()].map((rows) => (
                    <Card doc={doc} rows={rows} />
                ))}
            </div>
            {groups.size > 0 && <p class="small">{s.terms}</p>}
            {groups.size > 0 && files.value.length > 0 && (
                <p class="row noprint">
                    <button type="button" aria-pressed={options.value.quotes === true} onClick={() => quote(!options.value.quotes)}>
                        {s.find}
                    </button>
                    <span class="small" role="status">
                        {weighing.value ? s.finding : options.value.quotes ? s.found : s.findHint}
                    </span>
                </p>
            )}
        </Section>
    )
}

/* Parts of the document the page has no form of its own for: names and values as they are. */
function Generic({ value }: { value: unknown }) {
    if (value === null || value === undefined) return <>–</>
    if (typeof value === 'number') return <>{exact(value)}</>
    if (typeof value !== 'object') return <bdi>{t.value.said.number[String(value)] ?? String(value)}</bdi>
    if (Array.isArray(value)) {
        if (value.every((v) => typeof v !== 'object' || v === null)) return <>{value.map((v) => (typeof v === 'number' ? exact(v) : String(v ?? '–'))).join('; ')}</>
        return (
            <ul>
                {value.slice(0, 50).map((v) => (
                    <li>
                        <Generic value={v} />
                    </li>
                ))}
                {value.length > 50 && <li>{t.value.more(whole(value.length - 50))}</li>}
            </ul>
        )
    }
    const entries = Object.entries(value)
    const text = entries.find(([k]) => k === 'text')
    return (
        <>
            {text && (
                <p>
                    <Generic value={text[1]} />
                </p>
            )}
            <dl class="facts">
                {entries
                    .filter((e) => e !== text)
                    .map(([k, v]) => (
                        <>
                            <dt>{t.value.said.number[k] ?? k.replaceAll('_', ' ')}</dt>
                            <dd>
                                <Generic value={v} />
                            </dd>
                        </>
                    ))}
            </dl>
        </>
    )
}

/* What was said: a question and a paragraph each, about both. */
function Said({ doc }: { doc: Report }) {
    if (doc.said.length === 0) return null
    return (
        <Section id="said" title={t.value.saidTitle}>
            {doc.said.map((x) => (
                <>
                    <h3>
                        <Engine text={x.title} said={t.value.said.question[x.id]} />
                    </h3>
                    <p>
                        <Engine text={x.text} said={inWords(x.sentences, doc)} />
                    </p>
                    <Quotes quotes={x.quotes ?? []} />
                </>
            ))}
        </Section>
    )
}

function Deep({ doc }: { doc: Report }) {
    const s = t.value.deep
    const d = doc.deep
    if (!d?.last) return null
    return (
        <Section id="deep" title={s.title}>
            <dl class="facts">
                <dt>{s.last}</dt>
                <dd>{longDay(d.last)}</dd>
                <dt>{s.since}</dt>
                <dd>{s.days(whole(d.days_since ?? 0))}</dd>
                {d.usual_days !== null && (
                    <>
                        <dt>{s.usual}</dt>
                        <dd>{s.days(whole(d.usual_days))}</dd>
                    </>
                )}
                <dt>{s.month}</dt>
                <dd>
                    {t.value.changes.before} {amount(d.per_month_before, '')}, {t.value.changes.after} {amount(d.per_month_after, '')}
                </dd>
            </dl>
        </Section>
    )
}

/* Two ways of writing; nothing here is nearer or farther. */
function Styles({ doc }: { doc: Report }) {
    const s = t.value.styles
    if (doc.styles.length === 0) return null
    return (
        <Section id="styles" title={s.title}>
            <p>{s.lead}</p>
            <table>
                <thead>
                    <tr>
                        <td />
                        {doc.styles.map((p, i) => (
                            <th scope="col" class={`who${i}`}>
                                <bdi>{p.person}</bdi>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {(Object.keys(s.rows) as (keyof typeof s.rows)[]).map((key) => (
                        <tr>
                            <th scope="row">{s.rows[key]}</th>
                            {doc.styles.map((p) => (
                                <td>{amount(p[key], key === 'questions' ? 'share' : '')}</td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </Section>
    )
}

/* What tends to come before, only where the engine has a sentence for it. */
function Before({ doc }: { doc: Report }) {
    const rows = doc.before?.asked.filter((a) => a.text !== null) ?? []
    if (rows.length === 0) return null
    return (
        <Section id="before" title={t.value.beforeTitle}>
            <ul>
                {rows.map((a) => (
                    <li>
                        <Engine text={a.text!} said={inWords(a.sentences, doc)} />
                    </li>
                ))}
            </ul>
        </Section>
    )
}

function Exchanges({ doc }: { doc: Report }) {
    const s = t.value.exchanges
    if (doc.exchanges.length === 0) return null
    const kinds = [...new Set(doc.exchanges.map((x) => x.kind))]
    const name = (names: Record<string, string>, key: string) => names[key] ?? key.replaceAll('_', ' ')
    return (
        <Section id="exchanges" title={s.title}>
            <p>{s.lead}</p>
            {kinds.map((kind) => {
                const all = doc.exchanges.filter((x) => x.kind === kind)
                const outcomes = [...new Set(all.map((x) => x.outcome ?? 'open'))].sort()
                return (
                    <>
                        <h3 id={`exchanges-${kind}`}>{name(s.kinds, kind)}</h3>
                        <div class="scroll" tabIndex={0} role="region" aria-labelledby={`exchanges-${kind}`}>
                            <table>
                                <thead>
                                    <tr>
                                        <th scope="col">{s.from}</th>
                                        {outcomes.map((o) => (
                                            <th scope="col">{name(s.outcomes, o)}</th>
                                        ))}
                                    </tr>
                                </thead>
                                <tbody>
                                    {doc.people.map((p, i) => (
                                        <tr>
                                            <th scope="row" class={`who${i}`}>
                                                <bdi>{p.name}</bdi>
                                            </th>
                                            {outcomes.map((o) => (
                                                <td>{whole(all.filter((x) => x.from === p.name && (x.outcome ?? 'open') === o).length)}</td>
                                            ))}
                                        </tr>
                                    ))}
                                </tbody>
                            </table>
                        </div>
                    </>
                )
            })}
        </Section>
    )
}

function Otherwise({ doc }: { doc: Report }) {
    const s = t.value.otherwise
    /* Without a change there is nothing an explanation could fail to explain. */
    const open = doc.verdict.kind === 'no_change' || doc.verdict.kind === 'cannot_tell'
    const told = doc.alternatives.filter((a) => a.holds || (a.lowers && !(open && a.holds === false)))
    const rows = [true, null, false].flatMap((holds) => told.filter((a) => a.holds === holds))
    const more = doc.alternatives.filter((a) => a.holds === false).length - rows.filter((a) => a.holds === false).length
    return (
        <Section id="otherwise" title={open ? s.looked : s.title}>
            <ul class="marked">
                {rows.map((a) => {
                    const which = a.holds === null ? 2 : a.holds ? 1 : 0
                    return (
                        <li>
                            <strong>{[s.no, s.yes, s.unknown][which]}</strong>{' '}
                            <Engine text={a.text} said={t.value.said.alternative[a.id]?.[which]} />
                            {a.tell && s.tell[a.id] && ` ${s.tell[a.id]}`}
                        </li>
                    )
                })}
                {more > 0 && <li>{s.more(whole(more))}</li>}
            </ul>
            {doc.dips.text && (
                <>
                    <h3>{t.value.tide.dips}</h3>
                    <p>
                        <Engine text={doc.dips.text} said={inWords(doc.dips.sentences, doc)} />
                    </p>
                </>
            )}
            {doc.couple.rows.length > 0 && (
                <>
                    <h3>{t.value.couple}</h3>
                    <ul>
                        {doc.couple.rows.map((row) => (
                            <li>
                                <Engine text={row.text} said={inWords(row.sentences, doc)} />
                            </li>
                        ))}
                    </ul>
                </>
            )}
        </Section>
    )
}

function Suggestions({ doc }: { doc: Report }) {
    const s = t.value.suggestions
    return (
        <Section id="suggestions" title={s.title}>
            <p>{s.lead}</p>
            <ul class="offers">
                {doc.suggestions.map((x) => {
                    const said = t.value.said.suggestion[x.id]
                    return (
                        <li>
                            <p>
                                {x.own && <Engine text={x.own} said={inWords(x.own_sentences, doc)} />} <Engine text={x.text} said={said?.[0]} />
                            </p>
                            <p class="small">
                                <Engine text={x.why} said={said?.[1]} />
                                {x.source !== 'design' && ` ${s.source}: ${x.source}`}
                            </p>
                        </li>
                    )
                })}
            </ul>
        </Section>
    )
}

function Limits({ doc }: { doc: Report }) {
    return (
        <Section id="limits" title={t.value.limits.title}>
            <ul>
                {doc.limits.map((l) => (
                    <li>
                        <Engine text={l.text} said={t.value.said.limit[l.id]} />
                    </li>
                ))}
            </ul>
        </Section>
    )
}

function Keep() {
    const s = t.value.save
    return (
        <section class="noprint" aria-labelledby="keep">
            <h2 id="keep">{s.title}</h2>
            <p class="row">
                <button type="button" onClick={() => save('report.html', new Blob([savedPage()], { type: 'text/html' }))}>
                    {s.page}
                </button>
                <button type="button" onClick={() => save('report.json', new Blob([json.value], { type: 'application/json' }))}>
                    {s.data}
                </button>
                <button type="button" onClick={() => print()}>
                    {s.print}
                </button>
                <button
                    type="button"
                    onClick={() => {
                        phase.value = 'joint'
                    }}
                >
                    {s.joint}
                </button>
                <button
                    type="button"
                    onClick={() => {
                        phase.value = 'choose'
                    }}
                >
                    {s.again}
                </button>
            </p>
            <p class="small">{report.value!.findings.some((f) => f.quotes) ? s.hintQuotes : s.hint}</p>
        </section>
    )
}

/* Instead of a report. */
function DangerCard({ doc }: { doc: Report }) {
    const card = doc.card!
    const life = card.kind === 'life'
    return (
        <div class="report">
            <section class="answer">
                <h1 tabIndex={-1}>{t.value.card[card.kind]}</h1>
                {card.kind !== 'quiet' && (
                    <p class="lead">
                        <Engine text={card.text} said={t.value.said[card.kind]} />
                    </p>
                )}
            </section>
            <section>
                <Support lines={doc.help} open={life} />
            </section>
        </div>
    )
}

/* What is seen first is drawn first. */
export function ReportView() {
    const doc = report.value
    if (doc === null) return null
    if (doc.card) return <DangerCard doc={doc} />
    return (
        <div class="report">
            <OneByOne>
                <Answer doc={doc} />
                {/* Without one whole week there is no course to show. */}
                {doc.tide.start && <Tide doc={doc} />}
                <Changes doc={doc} />
                <Otherwise doc={doc} />
                <Before doc={doc} />
                <Said doc={doc} />
                <Exchanges doc={doc} />
                <Deep doc={doc} />
                <Styles doc={doc} />
                <Suggestions doc={doc} />
                <Section id="coach" kind="noprint" title={t.value.coach.title}>
                    <CoachBox doc={doc} />
                </Section>
                {/* Closed, under every report: that they are there says nothing about it. */}
                <section>
                    <Support lines={doc.help} open={false} />
                </section>
                <Limits doc={doc} />
                <Imported doc={doc} />
                <Keep />
                <p class="small">{t.value.foot(doc.version)}</p>
            </OneByOne>
        </div>
    )
}
