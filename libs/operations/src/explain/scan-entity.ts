import { RAW_TOPIC, source } from '@trellis/greenhouse'
import {
  decodeRaw,
  formatInstant,
  instantOf,
  normalize,
  NOTHING_WITHHELD,
  withhold,
  type CanonicalEvent,
  type Json,
  type Removal,
  type Version,
  type Withheld,
} from '@trellis/pipeline'
import type { EventLog, LogRecord } from '@trellis/runtime'
import { foundRaw, type FoundRaw, type Watching } from './find-raws.js'

/** Whose words are looked for. */
export interface EntityRef {
  readonly connection: string
  readonly resource: string
  readonly key: string
  /** Only what was said of this cell; without one, of all. */
  readonly column?: string | undefined
  /** What is not kept of the connection, and not shown either (rule P1). Default: nothing. */
  readonly withheld?: Withheld
}

/** What one raw event said of the entity, as today's declarations read it. */
export interface Update {
  readonly raw: FoundRaw
  readonly version: Version
  readonly toldAt: string
  readonly cells?: Readonly<Record<string, Json>>
  readonly removed?: Removal
}

/** Reads the whole log: every raw event that mentioned the entity, in the order in which they were appended. */
export async function scanEntity(log: EventLog, entity: EntityRef, { onProgress, signal }: Watching): Promise<readonly Update[]> {
  const words: Update[] = []
  const id = Buffer.from(entity.key)
  await log.scan(
    RAW_TOPIC,
    (records) => {
      for (const record of records) {
        // A raw event that mentions it has its id somewhere in the body: most bodies need not be parsed.
        if (bytesOf(record).includes(id)) words.push(...updatesOf(record, entity))
      }
      return undefined
    },
    { ...(onProgress && { onProgress }), ...(signal && { signal }) },
  )
  return words.toSorted(
    ({ raw: a }, { raw: b }) =>
      a.appendedAt.localeCompare(b.appendedAt) ||
      a.position.partition - b.position.partition ||
      Number(a.position.offset) - Number(b.position.offset),
  )
}

function bytesOf({ message: { value } }: LogRecord): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

/** What one record of raw says of the entity. */
export function updatesOf(
  record: LogRecord,
  { connection, resource, key, column, withheld = NOTHING_WITHHELD }: EntityRef,
): readonly Update[] {
  const raw = decodeRaw(record.message, record.position, record.appendedAtMs)
  if (raw?.connection !== connection) return []
  const said = withhold(source, normalize(source, raw), withheld)
  const events = said.events.filter((event) => event.resource === resource && event.key === key)
  return events.flatMap((event) => {
    const update = saidOf(event, column)
    const toldAt = formatInstant(instantOf(event.version))
    return update ? [{ raw: foundRaw(record), version: event.version, toldAt, ...update }] : []
  })
}

function saidOf(event: CanonicalEvent, column: string | undefined): Pick<Update, 'cells' | 'removed'> | undefined {
  if (event.type === 'removed') return { removed: event.how }
  if (column === undefined) return { cells: event.cells }
  const value = event.cells[column]
  return value === undefined ? undefined : { cells: { [column]: value } }
}
