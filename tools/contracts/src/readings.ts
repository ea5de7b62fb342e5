import { createHash } from 'node:crypto'
import { fixtures } from '@trellis/greenhouse/fixtures'
import {
  everyAt,
  instantOfMs,
  normalize,
  type CanonicalEvent,
  type Json,
  type JsonObject,
  type RawEvent,
  type Resource,
  type Source,
} from '@trellis/pipeline'

/** SHA-256 of each fixture's body, its first 16 hex digits, by the fixture's name. */
export type Bodies = Readonly<Record<string, string>>

/** How one resource reads the fixtures: what each makes it say, by the fixture's name, as of a revision of the declarations. */
export interface Readings {
  readonly revision: number
  readonly readings: Readonly<Record<string, Json>>
}

/** The bodies that there are, and how one resource read them. */
export interface Snapshot {
  readonly bodies: Bodies
  readonly of: Readings
}

/** Today's fixtures by name; several records of one file are counted. */
const samples: ReadonlyMap<string, RawEvent> = new Map([
  ...[...fixtures.webhooks].map(([name, body]) => [`webhook ${name}`, rawEvent(name, { kind: 'webhook' }, body)] as const),
  ...fixtures.listed.map(({ name, resource, body }, index) => {
    const before = fixtures.listed.slice(0, index).filter((other) => other.name === name).length
    return [`record ${name} ${before + 1}`, rawEvent(`${name}-${before}`, { kind: 'record', resource }, body)] as const
  }),
])

const digests: Bodies = Object.fromEntries([...samples].map(([name, { body }]) => [name, sha256(body).slice(0, 16)]))

/** The bodies of today's fixtures. */
export function bodies(): Bodies {
  return { ...digests }
}

/** What each fixture says by some declarations: every resource asks for it. */
const eventsBySource = new WeakMap<Source, readonly (readonly [string, readonly CanonicalEvent[]])[]>()

function eventsBy(source: Source): readonly (readonly [string, readonly CanonicalEvent[]])[] {
  const events = eventsBySource.get(source) ?? [...samples].map(([name, raw]) => [name, normalize(source, raw).events] as const)
  eventsBySource.set(source, events)
  return events
}

/** How a resource reads today's fixtures; those that say nothing of it are left out. */
export function readingsOf(of: Resource, source: Source): Readings {
  const readings = eventsBy(source).flatMap(([name, all]) => {
    const events = all.filter(({ resource }) => resource === of.name)
    return events.length === 0 ? [] : [[name, events.map(saidBy)] as const]
  })
  return { revision: source.revision, readings: Object.fromEntries(readings) }
}

/**
 * Why today's readings may not take the place of the kept ones, as a sentence that names what to edit; `undefined` where they may. A changed
 * reading of an unchanged body needs a raised revision: without it a rebuild takes a normalizer of the old declarations for one of the new
 * (rule N1). So does a new column, whatever the fixtures had: Greenhouse may have sent the field before it was a column.
 */
export function missingRevision(name: string, kept: Snapshot, today: Snapshot): string | undefined {
  if (today.of.revision > kept.of.revision) return undefined
  const changed = Object.keys(today.bodies).filter(
    (fixture) =>
      kept.bodies[fixture] === today.bodies[fixture] &&
      JSON.stringify(kept.of.readings[fixture]) !== JSON.stringify(today.of.readings[fixture]),
  )
  const raise = `raise \`revision\` in libs/greenhouse/src/source.ts to ${kept.of.revision + 1}, then run \`npm run contracts\``
  if (changed.length > 0) {
    return `${name} reads ${changed.join(', ')} differently than revision ${kept.of.revision} of the declarations did: ${raise}`
  }
  const columns = newColumns(kept.of, today.of)
  if (columns.length === 0) return undefined
  return `${name} has the new column ${columns.join(', ')}, which bodies on a log may carry already: ${raise}`
}

/** Columns that today's fixtures fill and the kept readings never did; none of a resource that was not read before. */
function newColumns(kept: Readings, today: Readings): readonly string[] {
  const before = columnsIn(kept)
  return before.size === 0 ? [] : [...columnsIn(today)].filter((column) => !before.has(column))
}

function columnsIn({ readings }: Readings): ReadonlySet<string> {
  const cells = Object.values(readings).flatMap((said) => everyAt({ said }, 'said.cells'))
  return new Set(cells.flatMap((each) => Object.keys(each as JsonObject)))
}

/** Resources that the kept list has not and that stand before one that it has, in sentences that name the file to edit. */
export function movedResources(kept: readonly string[], today: readonly string[]): readonly string[] {
  const expected = kept.filter((name) => today.includes(name))
  const index = expected.findIndex((name, place) => today[place] !== name)
  if (index < 0) return []
  return [
    `${today[index]} stands before ${expected[index]} in libs/greenhouse/src/resources/index.ts: put a new resource at the end of the list, or event ids change`,
  ]
}

function rawEvent(name: string, what: Pick<RawEvent, 'kind' | 'resource'>, body: Uint8Array): RawEvent {
  const id = sha256(new TextEncoder().encode(name)).slice(0, 24)
  return { ...what, id, connection: 'acme', at: instantOfMs(1_700_000_000_000), body }
}

/** Without what every event of the fixture shares. */
function saidBy(event: CanonicalEvent): Json {
  return event.type === 'observed' ? { key: event.key, cells: event.cells } : { key: event.key, removed: { ...event.how } }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
