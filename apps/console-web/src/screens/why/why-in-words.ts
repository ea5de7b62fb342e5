import type { Cell, Explanation } from './why-query.js'

/** What the row is, in a sentence. */
export function rowInWords({ resource, key, connection, state, removal }: Explanation): string {
  const row = `${resource} ${key} of ${connection}`
  if (state === 'unknown') return `The tables know nothing of ${row}.`
  return state === 'live' ? `${row} is in the tables.` : `${row} was removed${removal ? `, by ${removal.by}` : ''}.`
}

/** Who reported it: `webhook offer_updated`. */
export function reporterInWords({ kind, action }: Cell['report']): string {
  return action === null ? kind : `${kind} ${action}`
}

/** Whether the raw event says just that. */
export function proofInWords({ isSo, position }: Cell['report']): string {
  if (position === null || isSo === null) return 'raw event not found near its time'
  const place = `${position.topic}/${position.partition} at ${position.offset}`
  return isSo ? `says just that: ${place}` : `says something else as it is read today: ${place}`
}

const RIGHTS: Readonly<Record<string, string>> = { pay: 'pay', demographics: 'demographics', raw: 'raw bodies' }

/** Why a cell is not shown. */
export function withheldInWords(right: string): string {
  return `not shown: needs the right to ${RIGHTS[right] ?? right}`
}

/** The same on the command line. */
export function whyCommand(question: { resource?: string; key?: string; column?: string; connection?: string }): string {
  const { resource = '<resource>', key = '<id>', column, connection } = question
  const words = [resource, key, ...(column === undefined ? [] : [column])]
  return `npm run trellis -- explain ${words.join(' ')}${connection === undefined ? '' : ` --connection ${connection}`}`
}
