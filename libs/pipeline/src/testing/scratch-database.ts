import pg from 'pg'
import type { CanonicalEvent } from '../events/event.js'
import { JoinedRows } from '../rows/joined-rows.js'
import type { Resource } from '../resource/resource.js'
import { apply, EMPTY_ROW, type Row } from '../rows/row.js'
import { ident } from '../sql/sql.js'
import { entityOf, rowOfStored, selectRows, type StoredRow } from '../sql/stored-row.js'
import { joinStage } from '../sql/join-stage.js'
import { copyToStage, createStage, stagedRows, stageLines } from '../sql/stage.js'

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
  const joined = new JoinedRows(of)
  for (const event of batch) joined.add(event)
  await client.query('begin')
  try {
    await client.query(`drop table if exists stage; ${createStage([of])}`)
    const staged = [stagedRows(of, joined.lines())]
    await copyIn(client, copyToStage(staged), [...stageLines(staged)].join(''))
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

/** The table's rows, expanded, as `foldByKey` would give them. */
export async function readRows(client: pg.Client, schema: string, of: Resource): Promise<ReturnType<typeof foldByKey>> {
  const { rows } = await client.query<StoredRow>(selectRows(schema, of))
  return new Map(
    rows.map((stored) => {
      const { connection, key } = entityOf(of, stored)
      return [JSON.stringify([connection, key]), { connection, key, row: rowOfStored(of, stored) }]
    }),
  )
}

const BOOL: number = pg.types.builtins.BOOL
const JSONB: number = pg.types.builtins.JSONB

function getTypeParser(type: number): (text: string) => unknown {
  if (type === JSONB) return JSON.parse
  return type === BOOL ? (text) => text === 't' : (text) => text
}

/** COPY FROM STDIN of one text. */
export function copyIn(client: pg.Client, statement: string, lines: string): Promise<void> {
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
