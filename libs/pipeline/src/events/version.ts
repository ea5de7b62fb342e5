import type { Instant } from './instant.js'
import { remembering } from '../resource/remembering.js'

declare const version: unique symbol
/** When an event happened and what it is, as one text of fixed size that sorts bytewise (rule V1): instant, kind, reader revision, event id. */
export type Version = string & { readonly [version]: true }

/** A raw event's kinds, weakest first: on a tie of instants a listing outranks a webhook. */
export const KINDS = ['webhook', 'absence', 'record'] as const
export type Kind = (typeof KINDS)[number]

/** Hex digits of each part. 14 digits of microseconds reach the year 4253. */
const DIGITS = { instant: 14, kind: 1, revision: 4, event: 24, ordinal: 4 }
const SIZE = Object.values(DIGITS).reduce((sum, digits) => sum + digits)

/** Older than every version: no event has ever mentioned it. */
export const NEVER = '0'.repeat(SIZE) as Version

/** The last mention in one raw event that a version can count. */
export const MAX_ORDINAL = 16 ** DIGITS.ordinal - 1

/** What a version is made of. `event` is a raw event's id (24 hex digits), `ordinal` counts the mentions inside it. */
export interface VersionParts {
  readonly at: Instant
  readonly kind: Kind
  readonly revision: number
  readonly event: string
  readonly ordinal: number
}

/** Throws RangeError where a part does not fit its place: a version of another size would break the order of all. */
export function versionOf({ ordinal, ...event }: VersionParts): Version {
  return versionsOf(event)(ordinal)
}

/** The versions of one event's mentions, by their ordinals. Throws like `versionOf`, as does what it gives. */
export function versionsOf({ at, kind, revision, event }: Omit<VersionParts, 'ordinal'>): (ordinal: number) => Version {
  if (!eventId.test(event)) throw new RangeError(`an event id has ${DIGITS.event} hex digits, not: ${event}`)
  const when = instantDigits(at) + hex(KINDS.indexOf(kind) + 1, DIGITS.kind)
  const prefix = when + hex(revision, DIGITS.revision) + event
  return (ordinal) => (prefix + hex(ordinal, DIGITS.ordinal)) as Version
}

/** The text is a version. */
export function isVersion(text: string): text is Version {
  return versionText.test(text)
}

/** Whether an event made it, of one of the kinds that there are: `sourceOf` can read it. */
export function isEventVersion(made: Version): boolean {
  return KINDS[parseInt(made.charAt(DIGITS.instant), 16) - 1] !== undefined
}

/** Reads a stored version back; throws RangeError where the text is none. */
export function parseVersion(text: string): Version {
  if (!isVersion(text)) throw new RangeError('not a version')
  return text
}

/** The instant inside a version. */
export function instantOf(made: Version): Instant {
  return parseInt(made.slice(0, DIGITS.instant), 16) as Instant
}

/** The reader revision inside a version. */
export function revisionOf(made: Version): number {
  const start = DIGITS.instant + DIGITS.kind
  return parseInt(made.slice(start, start + DIGITS.revision), 16)
}

/** The raw event behind a version, what kind it was, and which of its mentions it was. Throws RangeError for NEVER, which no event made. */
export function sourceOf(made: Version): Pick<VersionParts, 'event' | 'kind' | 'ordinal'> {
  const kind = KINDS[parseInt(made.charAt(DIGITS.instant), 16) - 1]
  if (!kind) throw new RangeError('not the version of an event')
  const start = DIGITS.instant + DIGITS.kind + DIGITS.revision
  const end = start + DIGITS.event
  return { kind, event: made.slice(start, end), ordinal: parseInt(made.slice(end), 16) }
}

/** The newer of two. */
export function newest(a: Version, b: Version): Version {
  return a > b ? a : b
}

const instantDigits = remembering((at: Instant) => hex(at, DIGITS.instant))
const versionText = new RegExp(`^[0-9a-f]{${SIZE}}$`)
const eventId = new RegExp(`^[0-9a-f]{${DIGITS.event}}$`)

function hex(value: number, digits: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 16 ** digits)
    throw new RangeError(`${value} is no number of ${digits} hex digits`)
  return value.toString(16).padStart(digits, '0')
}
