import type { Schemas } from '../../api/client.js'

export const OUTCOMES = ['read', 'partly_read', 'unread', 'ignored'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What became of a webhook, and what that means. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, { readonly label: string; readonly means: string }>> = {
  read: { label: 'read', means: 'All of it was understood.' },
  partly_read: { label: 'partly read', means: 'A part of it was understood; the rest is under Problems.' },
  unread: { label: 'not read', means: 'Nothing of it was understood; it is under Problems.' },
  ignored: { label: 'left out', means: 'It is of a kind that is left out on purpose, such as a ping.' },
}

/** What the tables have of an entity that a webhook mentions. */
export const ROW_STATES: Readonly<Record<Schemas['RowOfDeliveryAnswer']['state'], string>> = {
  'in the row': 'The row has it',
  overtaken: 'Newer events have said all of it again',
  'no row': 'There is no row yet',
}

/** Why webhooks were refused, and what to do. */
export const CAUSES: Readonly<
  Record<Schemas['RefusedByCauseAnswer']['cause'], { readonly title: string; readonly remedy: string }>
> = {
  unauthorized: {
    title: 'Wrong signature, or none',
    remedy: 'Paste the secret into that webhook in Greenhouse again, or make another one.',
  },
  unknown_connection: {
    title: 'The URL names no connection',
    remedy: 'Copy the URL again: it was mistyped, or the connection was removed. Strangers try such URLs, too.',
  },
  unknown_event: { title: 'The URL names no event that there is', remedy: 'Copy the URL of the event again.' },
  too_slow: { title: 'It took too long to arrive', remedy: 'Look at the network before the ingress, if it goes on.' },
  too_large: { title: 'Too large', remedy: 'Raise MAX_BODY_BYTES of the ingress, if Greenhouse sends such webhooks.' },
  limited: {
    title: 'Too many within a minute',
    remedy: 'Greenhouse sends them again. Raise MAX_WEBHOOKS_PER_MINUTE of the ingress, if it goes on.',
  },
  busy: { title: 'The ingress had no room', remedy: 'Greenhouse sends them again. Run another ingress, if it goes on.' },
  unavailable: {
    title: 'It could not be kept',
    remedy: 'Greenhouse sends them again. See to Kafka, or to the master key of the ingress.',
  },
}

/** The options of the command line that narrow in the same way. */
export function filterAsOptions(filter: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(filter)
    .map(([name, value]) => (value === undefined ? '' : ` --${name} ${value}`))
    .join('')
}

/** The instant that a field of a day and a time means in the person's zone, as an address has it; undefined for none. */
export function instantOfField(value: string): string | undefined {
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** What such a field shows of an instant, in a zone that is so many minutes behind UTC. */
export function fieldOfInstant(iso: string | undefined, minutesBehind: number): string {
  const ms = Date.parse(iso ?? '')
  return Number.isNaN(ms) ? '' : new Date(ms - minutesBehind * 60_000).toISOString().slice(0, 16)
}
