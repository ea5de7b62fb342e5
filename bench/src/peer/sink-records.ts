import { resourceNamed } from '@trellis/greenhouse'
import type { CanonicalEvent, Json, Message } from '@trellis/pipeline'
import { applicationEvents } from '../loads/application-events.js'

/** A field of a Kafka Connect schema, as its JSON converter reads it. */
interface Field {
  readonly field: string
  readonly type: 'int64' | 'double' | 'boolean' | 'string' | 'int32'
  readonly name?: string
  readonly optional: boolean
}

const columns = Object.entries(resourceNamed('applications')?.columns ?? {})
/** Texts of JSON for the sink, which knows no other way into a jsonb column. */
const jsonNames = new Set(['_extra', ...columns.filter(([, { sql }]) => sql === 'jsonb').map(([name]) => name)])

/** The columns of the sink's table: those of an application, and whether it was removed. */
export const sinkColumns: readonly (readonly [string, string])[] = [
  ...columns.map(([name, { sql }]) => [name, sql] as const),
  ['_extra', 'jsonb'],
  ['_removed', 'boolean'],
]

/** The schema of every record: the converter is given it once, so a record need not carry it. */
export const sinkSchema = {
  type: 'struct',
  optional: false,
  fields: [
    { field: 'id', type: 'int64', optional: false } as const,
    ...sinkColumns.map(([name, sql]): Field => ({ field: name, optional: true, ...typeOf(sql) })),
  ],
}

function typeOf(sql: string): Pick<Field, 'type' | 'name'> {
  switch (sql) {
    case 'bigint':
      return { type: 'int64' }
    case 'numeric':
      return { type: 'double' }
    case 'boolean':
      return { type: 'boolean' }
    case 'timestamptz':
      return { type: 'string', name: 'io.debezium.time.ZonedTimestamp' }
    case 'jsonb':
      return { type: 'string', name: 'io.debezium.data.Json' }
    default:
      return { type: 'string' }
  }
}

/**
 * The same events as the writer is given, with the same keys, in the form that costs the sink least: one shape for all of them, so a batch is
 * one statement, a removal among them; cells that were not mentioned are null.
 */
export function* sinkRecords(count: number, seed: number): Generator<Message> {
  for (const event of applicationEvents(count, seed)) {
    const { connection, resource, key } = event
    const value = new TextEncoder().encode(JSON.stringify({ id: Number(key), ...cellsOf(event) }))
    yield { key: `${connection}/${resource}/${key}`, value, headers: {} }
  }
}

function cellsOf(event: CanonicalEvent): Readonly<Record<string, Json>> {
  if (event.type === 'removed') return { _removed: true }
  const cells = Object.entries(event.cells).map(([name, cell]) => [name, jsonNames.has(name) ? JSON.stringify(cell) : cell])
  return Object.fromEntries(cells) as Readonly<Record<string, Json>>
}
