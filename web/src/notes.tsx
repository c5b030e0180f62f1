/*
 * notes.tsx: what the user knows of some days: marked in the charts, and weighed by the engine as
 * an explanation of a change.
 */
import type { Day, Report } from './document'
import { Engine } from './parts'
import { addNote, files, marked, marking, notes, removeNote, weighing } from './state'
import { shortDay, t } from './text'

export const spanOf = (from: Day, to: Day) => (from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`)

export function Notes({ doc, from, to }: { doc: Report; from: Day; to: Day }) {
    const s = t.value.notes
    const weighed = doc.alternatives.find((a) => a.id === 'your-note')
    const which = weighed?.holds == null ? 2 : weighed.holds ? 1 : 0
    return (
        <div class="noprint">
            <h3 id="notes-title">{s.title}</h3>
            <p class="small">{files.value.length > 0 ? s.lead : s.leadSaved}</p>
            <form
                class="row"
                aria-labelledby="notes-title"
                onSubmit={(e) => {
                    e.preventDefault()
                    const form = new FormData(e.currentTarget)
                    const [a, b] = [String(form.get('from')), String(form.get('to') || form.get('from'))]
                    addNote({ from: a < b ? a : b, to: a < b ? b : a, text: String(form.get('text')).trim() })
                    marked.value = null
                    e.currentTarget.reset()
                }}
            >
                <label>
                    <span>{s.from}</span>
                    <input type="date" name="from" required min={from} max={to} value={marked.value?.[0]} />
                </label>
                <label>
                    <span>{s.to}</span>
                    <input type="date" name="to" min={from} max={to} value={marked.value?.[1]} />
                </label>
                <label>
                    <span>{s.text}</span>
                    <input type="text" name="text" required pattern=".*\S.*" maxLength={40} dir="auto" list="note-words" />
                </label>
                <datalist id="note-words">
                    {s.words.map((word) => (
                        <option value={word} />
                    ))}
                </datalist>
                <button>{s.add}</button>
                <button
                    type="button"
                    class="mouse"
                    aria-pressed={marking.value}
                    onClick={() => {
                        marking.value = !marking.value
                    }}
                >
                    {s.mark}
                </button>
            </form>
            {notes.value.length > 0 && (
                <ul class="marked">
                    {notes.value.map((note) => (
                        <li>
                            {spanOf(note.from, note.to)}: <bdi>{note.text}</bdi>{' '}
                            <button type="button" aria-label={s.remove(note.text)} onClick={() => removeNote(note)}>
                                ×
                            </button>
                        </li>
                    ))}
                </ul>
            )}
            <p role="status">{weighing.value ? s.weighing : ''}</p>
            {weighed && notes.value.length > 0 && !weighing.value && (
                <p>
                    <Engine text={weighed.text} said={t.value.said.alternative['your-note']?.[which]} />
                </p>
            )}
        </div>
    )
}
