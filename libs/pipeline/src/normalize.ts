import type { Mention } from './claim.js'
import { readCell, UNREADABLE } from './column.js'
import type { CanonicalEvent, Cause, Problem, RawEvent } from './event.js'
import { cleanJson, cleanText, isObject, parseJson, type Json, type JsonObject } from './json.js'
import { claimsOn, EXTRA, keyOf, type Resource, type Source } from './resource.js'
import { versionOf } from './version.js'

/** What a raw event says: events, problems, and names that nobody reads (for the counters). */
export interface Normalized {
  readonly events: readonly CanonicalEvent[]
  readonly problems: readonly Problem[]
  /** Names of a listed record that no column reads, as `resource.name`; they stand in `_extra`. */
  readonly unknown: readonly string[]
  /** The webhook's action, where it was left alone by name. */
  readonly leftAlone?: string
}

/**
 * Reads a raw event by the source's declarations. Never throws on bad data: every raw event yields events or problems, or is left alone by name.
 * Deterministic: the same raw event and declarations give the same result, ids and versions included.
 */
export function normalize(source: Source, raw: RawEvent): Normalized {
  const body = parseJson(new TextDecoder().decode(raw.body))
  const cause: Cause = { rawId: raw.id, kind: raw.kind, ...(raw.position && { position: raw.position }) }
  const reading = new Reading(source, raw, cause)
  if (body === undefined) return reading.failed('not_json')
  if (!isObject(body)) return reading.failed('not_an_object')
  return raw.kind === 'webhook' ? webhook(reading, body) : listed(reading, body)
}

function webhook(reading: Reading, body: JsonObject): Normalized {
  const action = body['action']
  if (typeof action !== 'string') return reading.failed('no_action')
  const known = reading.about(action)
  const claims = known.source.resources.flatMap((of) => claimsOn(of, action).map((claim) => ({ of, claim })))
  const reason = Object.hasOwn(known.source.leftAlone, action) ? known.source.leftAlone[action] : undefined
  if (claims.length === 0) return reason === undefined ? known.failed('unknown_action') : { ...known.result(), leftAlone: action }
  for (const { of, claim } of claims) {
    const mentions = claim.find(body)
    if (mentions.length === 0 && claim.isRequired) known.problem('claim_not_found', of)
    for (const mention of mentions) known.mention(of, mention)
  }
  return known.result()
}

function listed(reading: Reading, record: JsonObject): Normalized {
  const of = reading.source.resources.find(({ name }) => name === reading.raw.resource)
  if (!of) return reading.failed('unknown_resource')
  if (reading.raw.kind === 'absence') reading.mention(of, { type: 'removed', record, how: { by: 'absence' } })
  else reading.mention(of, { type: 'observed', record }, unknownNames(of, record))
  return reading.result()
}

/** The state of reading one raw event: what was found so far. */
class Reading {
  private readonly events: CanonicalEvent[] = []
  private readonly problems: Problem[] = []
  private readonly unknown: string[] = []
  private ordinal = 0

  constructor(
    readonly source: Source,
    readonly raw: RawEvent,
    private readonly cause: Cause,
  ) {}

  /** The same reading, now that the webhook's action is known. */
  about(action: string): Reading {
    return new Reading(this.source, this.raw, { ...this.cause, action })
  }

  problem(code: Problem['code'], of?: Resource, key?: string, column?: string): void {
    const where = { ...(of && { resource: of.name }), ...(key !== undefined && { key }), ...(column !== undefined && { column }) }
    this.problems.push({ code, connection: this.raw.connection, cause: this.cause, ...where })
  }

  failed(code: Problem['code']): Normalized {
    this.problem(
      code,
      this.source.resources.find(({ name }) => name === this.raw.resource),
    )
    return this.result()
  }

  mention(of: Resource, mention: Mention, extra?: JsonObject): void {
    const ordinal = this.ordinal++
    const key = keyOf(of, mention.record)
    if (key === undefined) {
      this.problem('no_key', of)
      return
    }
    const { connection, kind, at, id: event } = this.raw
    const version = versionOf({ at, kind, revision: this.source.revision, event, ordinal })
    const about = { id: `${event}-${ordinal}`, connection, resource: of.name, key, version, cause: this.cause }
    if (mention.type === 'removed') this.events.push({ ...about, type: 'removed', how: mention.how })
    else this.events.push({ ...about, type: 'observed', cells: this.cells(of, key, mention.record, mention.implied, extra) })
  }

  result(): Normalized {
    return { events: this.events, problems: this.problems, unknown: this.unknown }
  }

  private cells(
    of: Resource,
    key: string,
    record: Json,
    implied: Readonly<Record<string, Json>> | undefined,
    extra: JsonObject | undefined,
  ): JsonObject {
    const cells: Record<string, Json> = {}
    for (const [name, column] of Object.entries(of.columns)) {
      const said = readCell(column, record)
      const read = said === undefined && implied && Object.hasOwn(implied, name) ? implied[name] : said
      if (read === UNREADABLE) this.problem('unreadable_cell', of, key, name)
      else if (read !== undefined) cells[name] = read
    }
    if (extra) {
      cells[EXTRA] = extra
      for (const name of Object.keys(extra)) this.unknown.push(`${of.name}.${name}`)
    }
    return cells
  }
}

/** What a listed record carries and no column names. Too deep a value is left out: raw keeps it. */
function unknownNames(of: Resource, record: JsonObject): JsonObject {
  const known = knownNames(of)
  const unknown = Object.entries(record).flatMap(([name, value]): [string, Json][] => {
    if (known.has(name)) return []
    const cleaned = cleanJson(value)
    return cleaned === undefined ? [] : [[cleanText(name), cleaned]]
  })
  return Object.fromEntries(unknown)
}

function knownNames(of: Resource): ReadonlySet<string> {
  const kept = namesByResource.get(of)
  if (kept) return kept
  const names = new Set([of.key, ...Object.values(of.columns)].flatMap((column) => column.names))
  namesByResource.set(of, names)
  return names
}

const namesByResource = new WeakMap<Resource, ReadonlySet<string>>()
