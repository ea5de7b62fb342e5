import type { Mention } from './claim.js'
import { readCell, UNREADABLE, type Column, type Unreadable } from './column.js'
import type { CanonicalEvent, Cause, Observed, Problem, RawEvent, Removal, Removed } from './event.js'
import type { Instant } from './instant.js'
import { cleanJson, cleanText, isNoLongerThan, isObject, parseJson, type Json, type JsonObject } from './json.js'
import { leftoverNames, leftovers } from './leftovers.js'
import { ownInstant } from './own-instant.js'
import { claimsBy, columnsOf, EXTRA, keyOf, type Resource, type Source } from './resource.js'
import { MAX_ORDINAL, versionsOf, type Version } from './version.js'

/** What a raw event says: events, problems, and names that nobody reads (for the counters). */
export interface Normalized {
  readonly events: readonly CanonicalEvent[]
  readonly problems: readonly Problem[]
  /** The ids of the events on what the webhook is about; the others are mentions in passing. Of a record or an absence, all. */
  readonly subjects: readonly string[]
  /** Names that no column reads: `resource.name` of a listed record, kept in `_extra`; `action/resource.name` of a webhook's (rule V6). */
  readonly unknown: readonly string[]
  /** Cells in which NUL or half a surrogate pair became U+FFFD, as `resource.column` (rule L6). */
  readonly replaced: readonly string[]
  /** The webhook's action, where it was left alone by name. */
  readonly leftAlone?: string
}

/**
 * Reads a raw event by the source's declarations. Never throws on bad data: every raw event yields events or problems, or is left alone by name.
 * Deterministic: the same raw event and declarations give the same result, ids and versions included.
 */
export function normalize(source: Source, raw: RawEvent): Normalized {
  const text = utf8.decode(raw.body)
  const body = parseJson(text)
  const action = raw.kind === 'webhook' && isObject(body) ? body['action'] : undefined
  const reading = new Reading(source, raw, causeOf(raw, action), mayBeReplaced(text))
  if (body === undefined) return reading.failed('not_json')
  if (!isObject(body)) return reading.failed('not_an_object')
  return raw.kind === 'webhook' ? webhook(reading, body) : listed(reading, body)
}

const utf8 = new TextDecoder()

/** A hostile action is as long as its body. */
function causeOf({ id, kind, position }: RawEvent, action: Json | undefined): Cause {
  const said = typeof action === 'string' ? { action: cleanText(action.slice(0, 100)) } : undefined
  return { rawId: id, kind, ...(position && { position }), ...said }
}

function webhook(reading: Reading, body: JsonObject): Normalized {
  const action = body['action']
  if (typeof action !== 'string') return reading.failed('no_action')
  const { leftAlone } = reading.source
  const claims = claimsBy(reading.source, action)
  for (const { of, claim } of claims) {
    const mentions = claim.find(body)
    if (mentions.length === 0 && claim.isRequired) reading.problem('claim_not_found', of.name)
    for (const mention of mentions) reading.mention(of, mention, claim.isRequired ? 'subject' : 'passing')
  }
  if (!reading.isEmpty()) return reading.result()
  if (Object.hasOwn(leftAlone, action)) return { ...reading.result(), leftAlone: action }
  return reading.failed(claims.length === 0 ? 'unknown_action' : 'claim_not_found')
}

function listed(reading: Reading, record: JsonObject): Normalized {
  const of = reading.source.resources.find(({ name }) => name === reading.raw.resource)
  if (!of) return reading.failed('unknown_resource')
  if (reading.raw.kind === 'absence') reading.mention(of, { type: 'removed', record, how: absence(record) }, 'subject')
  else reading.mention(of, { type: 'observed', record }, 'subject', leftovers(of, record))
  return reading.result()
}

/** The poller says where a parent's removal vouched for it (rule E5); who says nothing means the ordinary way. */
function absence({ how }: JsonObject): Removal {
  return { by: how === 'cascade' ? 'cascade' : 'absence' }
}

/** Whatever cannot be stored is written as an escape: NUL and surrogates, of which most come in pairs. */
function mayBeReplaced(text: string): boolean {
  return text.includes('\\u') && unstorableEscape.test(text)
}

const unstorableEscape = /\\u0000|\\u[dD][89a-fA-F]/

/** The longest a cell may be, in characters of JSON: nobody reads a longer one, and each copy of its row would carry it. Raw keeps it. */
export const LONGEST_CELL = 1024 * 1024

/** A shorter body holds no longer cell: read, a byte becomes at most three characters. */
const MAY_BE_TOO_LONG = LONGEST_CELL / 3

/** More of one body are no news to anybody, and a hostile one has hundreds of thousands. */
const MAX_UNKNOWN = 1_000

/** A body that holds more is not worth a message for each; the last one says so. */
const MAX_PROBLEMS = 1_000

/** The state of reading one raw event: what was found so far. */
class Reading {
  private readonly events: CanonicalEvent[] = []
  private readonly problems: Problem[] = []
  private readonly subjects: string[] = []
  private readonly unknown: string[] = []
  private readonly replaced: string[] = []
  private ordinal = 0
  private versions: ((ordinal: number) => Version) | undefined

  constructor(
    readonly source: Source,
    readonly raw: RawEvent,
    private readonly cause: Cause,
    private readonly mayBeReplaced: boolean,
  ) {}

  problem(code: Problem['code'], resource?: string, key?: string, column?: string): void {
    if (this.problems.length > MAX_PROBLEMS) return
    if (this.problems.length === MAX_PROBLEMS) {
      this.problems.push({ code: 'too_many_problems', connection: this.raw.connection, cause: this.cause })
      return
    }
    const where = {
      ...(resource !== undefined && { resource }),
      ...(key !== undefined && { key }),
      ...(column !== undefined && { column }),
    }
    this.problems.push({ code, connection: this.raw.connection, cause: this.cause, ...where })
  }

  failed(code: Problem['code']): Normalized {
    this.problem(code, this.raw.resource)
    return this.result()
  }

  mention(of: Resource, mention: Mention, place: 'subject' | 'passing', extra?: JsonObject): void {
    const ordinal = this.nextOrdinal(of)
    if (ordinal === undefined) return
    const key = keyOf(of, mention.record)
    if (key === undefined) {
      this.problem('no_key', of.name)
      return
    }
    if (place === 'subject') this.subjects.push(`${this.raw.id}-${ordinal}`)
    if (mention.type === 'observed') this.observe(of, key, ordinal, mention, extra)
    else this.events.push(this.removed(of, key, ordinal, storable(mention.how)))
  }

  /** Two events where the record itself says how old it is: what listings carry too goes by the arrival, all else by the record (rule V5). */
  private observe(of: Resource, key: string, ordinal: number, mention: Observation, extra: JsonObject | undefined): void {
    const { cells, told } = this.cells(of, key, mention, extra)
    const own = told && ownInstant(of, mention.record, this.raw.at)
    const ownOrdinal = own === undefined ? undefined : this.nextOrdinal(of)
    if (own === undefined || ownOrdinal === undefined) Object.assign(cells, told)
    this.events.push(this.observed(of, key, ordinal, cells))
    if (!told || own === undefined || ownOrdinal === undefined) return
    this.events.push(this.observed(of, key, ownOrdinal, told, this.versionsAt(own)(ownOrdinal)))
  }

  /** The place of the next event in this body; undefined, once a problem, where a version cannot count so far. */
  private nextOrdinal(of: Resource): number | undefined {
    const ordinal = this.ordinal++
    if (ordinal <= MAX_ORDINAL) return ordinal
    if (ordinal === MAX_ORDINAL + 1) this.problem('too_many_mentions', of.name)
    return undefined
  }

  /** Written out: to copy what the two kinds of events share costs more than reading the cells. */
  private observed(of: Resource, key: string, ordinal: number, cells: JsonObject, version = this.version(ordinal)): Observed {
    const { connection, id } = this.raw
    return { type: 'observed', id: `${id}-${ordinal}`, connection, resource: of.name, key, version, cause: this.cause, cells }
  }

  private removed(of: Resource, key: string, ordinal: number, how: Removal): Removed {
    const { connection, id } = this.raw
    const version = this.version(ordinal)
    return { type: 'removed', id: `${id}-${ordinal}`, connection, resource: of.name, key, version, cause: this.cause, how }
  }

  private version(ordinal: number): Version {
    return (this.versions ??= this.versionsAt(this.raw.at))(ordinal)
  }

  private versionsAt(at: Instant): (ordinal: number) => Version {
    return versionsOf({ at, kind: this.raw.kind, revision: this.source.revision, event: this.raw.id })
  }

  isEmpty(): boolean {
    return this.events.length === 0 && this.problems.length === 0
  }

  result(): Normalized {
    const { events, problems, subjects, unknown, replaced } = this
    return { events, problems, subjects, unknown, replaced }
  }

  /** `told`: what of a webhook no listing carries. */
  private cells(of: Resource, key: string, { record, implied }: Observation, extra: JsonObject | undefined): Cells {
    const cells: Record<string, Json> = {}
    let told: Record<string, Json> | undefined
    const isWebhook = this.raw.kind === 'webhook'
    for (const [name, column] of columnsOf(of)) {
      const said = readCell(column, record)
      const read = said === undefined && implied ? readImplied(column, name, implied) : said
      if (read === undefined) continue
      if (read === UNREADABLE) this.problem('unreadable_cell', of.name, key, name)
      else if (this.isTooLong(read)) this.problem('too_large', of.name, key, name)
      else if (isWebhook && column.isWebhookOnly) (told ??= {})[name] = read
      else cells[name] = read
      if (this.mayBeReplaced && said !== UNREADABLE) this.noteReplaced(of, name, said)
    }
    const kept = extra && this.extra(of, key, extra)
    if (kept && this.isTooLong(kept)) this.problem('too_large', of.name, key, EXTRA)
    else if (kept) cells[EXTRA] = kept
    else if (isObject(record)) for (const name of leftoverNames(of, record).slice(0, MAX_UNKNOWN)) this.noteUnknown(of, name)
    return { cells, told }
  }

  private isTooLong(value: Json): boolean {
    return this.raw.body.byteLength > MAY_BE_TOO_LONG && !isNoLongerThan(LONGEST_CELL, value)
  }

  private noteReplaced(of: Resource, name: string, said: Json | undefined): void {
    if (said !== undefined && JSON.stringify(said).includes('\uFFFD')) this.replaced.push(`${of.name}.${name}`)
  }

  /** A name becomes a figure's label: one that looks like none is not repeated. */
  private noteUnknown(of: Resource, name: string): void {
    if (this.unknown.length >= MAX_UNKNOWN) return
    const { action } = this.cause
    this.unknown.push(`${action === undefined ? '' : `${action}/`}${of.name}.${/^\w{1,60}$/.test(name) ? name : '?'}`)
  }

  /** Names of a listed record that no column reads. A value nested too deep to store is left out: raw keeps it. */
  private extra(of: Resource, key: string, extra: JsonObject): JsonObject {
    const stored: [string, Json][] = []
    for (const [name, value] of Object.entries(extra)) {
      const cleaned = cleanJson(value)
      if (cleaned === undefined) this.problem('unreadable_cell', of.name, key, EXTRA)
      else stored.push([cleanText(name), cleaned])
    }
    for (const [name, value] of stored) {
      this.noteUnknown(of, name)
      if (this.mayBeReplaced) this.noteReplaced(of, EXTRA, value)
    }
    return Object.fromEntries(stored)
  }
}

type Observation = Extract<Mention, { type: 'observed' }>
interface Cells {
  readonly cells: Record<string, Json>
  readonly told: JsonObject | undefined
}

function readImplied(column: Column, name: string, implied: JsonObject): Json | undefined | Unreadable {
  const value = Object.hasOwn(implied, name) ? implied[name] : undefined
  return value === undefined || value === null ? value : column.read(value)
}

function storable(how: Removal): Removal {
  return how.by === 'merge' && how.into !== undefined ? { by: 'merge', into: cleanJson(how.into) ?? null } : how
}
