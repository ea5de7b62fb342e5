import pg from 'pg'
import { copyLine } from '../copy-text.js'
import type { CanonicalEvent, Cause, Removal } from '../event.js'
import type { Json } from '../json.js'
import { EXTRA, type Resource } from '../resource.js'
import { apply, EMPTY_ROW, type Row } from '../row.js'
import { cellNames, expand } from '../sparse.js'
import { ident } from '../sql.js'
import { copyToStage, createStage, joinStage } from '../table.js'
import { NEVER, parseVersion } from '../version.js'

/** A database of its own on a real server, gone with `drop`. */
export interface ScratchDatabase {
  readonly connect: () => Promise<pg.Client>
  readonly drop: () => Promise<void>
}

export async function scratchDatabase(serverUrl: string | undefined, name: string): Promise<ScratchDatabase> {
  if (!serverUrl) throw new Error('DATABASE_URL names the server that this spec needs')
  const admin = new pg.Client(serverUrl)
  await admin.connect()
  await admin.query(`create database ${ident(name)}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    connect: async () => {
      const client = new pg.Client({ connectionString: String(url), types: { getTypeParser } })
      await client.connect()
      return client
    },
    drop: async () => {
      await admin.query(`drop database ${ident(name)} with (force)`)
      await admin.end()
    },
  }
}

/** Writes a batch as a writer does: joined in memory, copied to the stage, joined into the table, in one transaction. */
export async function writeBatch(
  client: pg.Client,
  schema: string,
  of: Resource,
  batch: readonly CanonicalEvent[],
): Promise<void> {
  const lines = [...foldByKey(batch).values()].map(({ connection, key, row }) => copyLine(of, connection, key, row))
  await client.query('begin')
  try {
    await client.query(createStage(schema, of))
    await copyIn(client, copyToStage(schema, of), lines.join(''))
    await client.query(joinStage(schema, of))
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** The rows that events make, by connection and key. */
export function foldByKey(events: readonly CanonicalEvent[]): ReadonlyMap<string, { connection: string; key: string; row: Row }> {
  const rows = new Map<string, { connection: string; key: string; row: Row }>()
  for (const event of events) {
    const { connection, key } = event
    const at = JSON.stringify([connection, key])
    rows.set(at, { connection, key, row: apply(rows.get(at)?.row ?? EMPTY_ROW, event) })
  }
  return rows
}

type Stored = Readonly<Record<string, Json>> & {
  readonly connection_id: string
  readonly id: string
  readonly _version: string
  readonly _cell_versions: Readonly<Record<string, string>>
  readonly _removal: string
  readonly _removed: { readonly how: Removal; readonly cause: Cause } | null
}

/** The table's rows, expanded, as `foldByKey` would give them. */
export async function readRows(client: pg.Client, schema: string, of: Resource): Promise<ReturnType<typeof foldByKey>> {
  const columns = cellNames(of).map((name) =>
    of.columns[name]?.sql === 'timestamptz'
      ? `to_char(${ident(name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${ident(name)}`
      : ident(name),
  )
  const kept = 'connection_id, id, _version, _cell_versions, _removal, _removed'
  const { rows } = await client.query<Stored>(`select ${kept}, ${columns.join(', ')} from ${ident(schema, of.name)}`)
  return new Map(rows.map((row) => [JSON.stringify([row.connection_id, row.id]), rowOfStored(of, row)]))
}

function rowOfStored(of: Resource, stored: Stored): { connection: string; key: string; row: Row } {
  const cells = Object.fromEntries(cellNames(of).map((name) => [name, canonical(of, name, stored[name] ?? null)]))
  const versions = Object.entries(stored._cell_versions).map(([name, version]) => [name, parseVersion(version)] as const)
  const removal = stored._removed && { version: parseVersion(stored._removal), ...stored._removed }
  const row = expand(of, {
    cells,
    listing: parseVersion(stored._version),
    exceptions: Object.fromEntries(versions),
    ...(removal && stored._removal !== NEVER && { removal }),
  })
  return { connection: stored.connection_id, key: stored.id, row }
}

/** Postgres writes numbers as text: whole ones become numbers where a double holds them, the others stay digits. */
function canonical(of: Resource, name: string, value: Json): Json {
  const sql = name === EXTRA ? 'jsonb' : of.columns[name]?.sql
  if (typeof value !== 'string' || (sql !== 'bigint' && sql !== 'double precision')) return value
  return sql === 'double precision' || Number.isSafeInteger(Number(value)) ? Number(value) : value
}

const BOOL: number = pg.types.builtins.BOOL
const JSONB: number = pg.types.builtins.JSONB

function getTypeParser(type: number): (text: string) => unknown {
  if (type === JSONB) return JSON.parse
  return type === BOOL ? (text) => text === 't' : (text) => text
}

/** COPY FROM STDIN of one text. */
function copyIn(client: pg.Client, statement: string, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection: pg.Connection) => {
        connection.query(statement)
      },
      handleCopyInResponse: (connection: { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }) => {
        connection.sendCopyFromChunk(Buffer.from(lines))
        connection.endCopyFrom()
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => {
        resolve()
      },
      handleError: reject,
    })
  })
}
