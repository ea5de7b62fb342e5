import type { Explained, FoundRaw, Origin, Said, Update } from '@trellis/operations'
import type { Json, Removal } from '@trellis/pipeline'
import { count, textTable } from '../text-table.js'

const WIDEST = 60
const NOT_FOUND = 'not found near its time; --scan reads the whole log'
const NOT_SO = 'the raw event does not say so'

/** The explanation as a screen of text. */
export function describeExplained({ connection, resource, key, state, listed, removal, cells, words }: Explained): string {
  const lines = [`${resource} ${key} of ${connection}: ${state === 'unknown' ? 'the tables know nothing of it' : state}`]
  const isScanned = words !== null
  if (listed) lines.push(`  last listed  ${originText(listed, isScanned)}`)
  if (removal) {
    const into = removal.how.by === 'merge' && removal.how.into !== undefined ? ` into ${JSON.stringify(removal.how.into)}` : ''
    const action = removal.action === null ? '' : ` (${removal.action})`
    lines.push(`  removed      by ${removal.how.by}${action}${into}, ${originText(removal.told, isScanned)}`)
    if (removal.said && !removal.said.isSo) lines.push(`               ${notSo(removal.told, removal.said)}`)
  }
  if (state === 'unknown' && !isScanned) lines.push('  --scan reads the whole log for events that mentioned it')
  if (cells.length > 0) {
    const rows = cells.map(({ name, value, told }) => [name, valueText(value), told.at, whoText(told), told.rawId])
    lines.push('', ...textTable(['cell', 'value', 'reported', 'by', 'raw event'], rows), '')
    const events = new Map(cells.map(({ told }) => [told.rawId, told]))
    lines.push(...[...events.values()].map((told) => placeText(told, isScanned)))
  }
  const unsaid = cells.flatMap(({ name, told, said }) => (said && !said.isSo ? [`${name}: ${notSo(told, said)}`] : []))
  if (unsaid.length > 0) lines.push('', ...unsaid)
  for (const { name, before } of cells) {
    if (!before || before.length === 0) continue
    lines.push('', `${name} before`)
    lines.push(...before.map(({ value, from, until }) => `  ${valueText(value)}  ${from} to ${until ?? 'now'}`))
  }
  if (words) lines.push('', `on the log: ${count(words.length)}`, ...words.map(updateText))
  return lines.join('\n')
}

function originText(told: Origin, isScanned: boolean): string {
  return `${told.at} by ${whoText(told)}: ${placeText(told, isScanned)}`
}

function whoText({ kind, raw, revision }: Origin): string {
  return `${kind}${raw?.action === undefined ? '' : ` ${raw.action}`} (revision ${revision})`
}

function placeText({ raw, rawId }: Origin, isScanned: boolean): string {
  if (raw) return `${rawId} ${rawText(raw)}`
  return `${rawId} ${isScanned ? 'not among the events on this log that speak of it' : NOT_FOUND}`
}

/** Either another hand wrote the table, or the event was read by other declarations: those of today would make another row, as a rebuild does. */
function notSo({ revision }: Origin, { values, revision: today }: Said<Json | Removal>): string {
  const said = values.length === 0 ? 'nothing of it' : values.map((value) => valueText(value)).join(' and ')
  const read = revision === today ? '' : `, as revision ${today} of the declarations reads it`
  return `${NOT_SO}: it says ${said}${read}`
}

function rawText({ position: { topic, partition, offset }, appendedAt }: FoundRaw): string {
  return `${topic}/${partition}@${offset}, appended ${appendedAt}`
}

function updateText({ raw, toldAt, cells, removed }: Update): string {
  const who = `${raw.kind}${raw.action === undefined ? '' : ` ${raw.action}`}`
  const said = removed
    ? `removed by ${removed.by}`
    : Object.entries(cells ?? {})
        .map(([name, value]) => `${name} ${valueText(value)}`)
        .join(', ')
  return `  ${toldAt}  ${who}  ${raw.rawId} ${rawText(raw)}\n    ${said}`
}

function valueText(value: Json | Removal): string {
  const text = JSON.stringify(value)
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text
}
