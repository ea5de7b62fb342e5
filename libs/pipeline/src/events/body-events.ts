import type { Mention, Removal } from '../resource/claim.js'
import type { CanonicalEvent, Cause, Observed, RawEvent, Removed } from './event.js'
import type { Findings } from './findings.js'
import type { Instant } from './instant.js'
import { cleanJson, type JsonObject } from '../resource/json.js'
import { ownInstant } from './own-instant.js'
import { readCells, type Observation } from './read-cells.js'
import { keyOf, type Resource } from '../resource/resource.js'
import { MAX_ORDINAL, versionsOf, type Version } from './version.js'

/** The events of one body. Each is numbered in the order of the mentions: its id and its version hang on that. */
export class BodyEvents {
  readonly events: CanonicalEvent[] = []
  /** The ids of the events on what the webhook is about. */
  readonly subjects: string[] = []
  private ordinal = 0
  private versions: ((ordinal: number) => Version) | undefined

  constructor(
    private readonly revision: number,
    private readonly raw: RawEvent,
    private readonly cause: Cause,
    private readonly findings: Findings,
  ) {}

  mention(of: Resource, mention: Mention, place: 'subject' | 'passing', extra?: JsonObject): void {
    const ordinal = this.nextOrdinal(of)
    if (ordinal === undefined) return
    const key = keyOf(of, mention.record)
    if (key === undefined) {
      this.findings.problem('no_key', of.name)
      return
    }
    if (place === 'subject') this.subjects.push(`${this.raw.id}-${ordinal}`)
    if (mention.type === 'observed') this.observe({ of, key, mention, extra }, ordinal)
    else this.events.push(this.removed(of, key, ordinal, storable(mention.how)))
  }

  /** Two events where the record itself says how old it is: what listings carry too is ordered by the arrival, all else by the record (rule V5). */
  private observe(observation: Observation, ordinal: number): void {
    const { of, key, mention } = observation
    const { cells, webhookOnly } = readCells(this.raw, observation, this.findings)
    const own = webhookOnly && ownInstant(of, mention.record, this.raw.at)
    const ownOrdinal = own === undefined ? undefined : this.nextOrdinal(of)
    if (own === undefined || ownOrdinal === undefined) Object.assign(cells, webhookOnly)
    this.events.push(this.observed(of, key, ordinal, cells))
    if (!webhookOnly || own === undefined || ownOrdinal === undefined) return
    this.events.push(this.observed(of, key, ownOrdinal, webhookOnly, this.versionsAt(own)(ownOrdinal)))
  }

  /** The place of the next event in this body; undefined, once a problem, where a version cannot count so far. */
  private nextOrdinal(of: Resource): number | undefined {
    const ordinal = this.ordinal++
    if (ordinal <= MAX_ORDINAL) return ordinal
    if (ordinal === MAX_ORDINAL + 1) this.findings.problem('too_many_mentions', of.name)
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
    return versionsOf({ at, kind: this.raw.kind, revision: this.revision, event: this.raw.id })
  }
}

function storable(how: Removal): Removal {
  return how.by === 'merge' && how.into !== undefined ? { by: 'merge', into: cleanJson(how.into) ?? null } : how
}
