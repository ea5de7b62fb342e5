import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resourceNamed, resources, source, webhookEventId, recordEventId } from '@trellis/greenhouse'
import { fixtures } from '@trellis/greenhouse/testing'
import { givenIn } from '@trellis/runtime/testing'
import { until } from '@trellis/local'
import {
  apply,
  copyToStage,
  createStage,
  createTable,
  decodeCanonical,
  EMPTY_ROW,
  entityOf,
  expand,
  ident,
  instantOfMs,
  isRemoved,
  JoinedRows,
  joinStage,
  normalize,
  rowOfStored,
  selectRows,
  stagedRows,
  stageLines,
  sparse,
  type CanonicalEvent,
  type Entity,
  type Resource,
  type Row,
  type StoredRow,
} from '@trellis/pipeline'
import {
  addFirstGeneration,
  copyInto,
  createLogger,
  createPool,
  EventLog,
  openOps,
  transact,
  type LogBatch,
  type LogRecord,
  type Ops,
  type Pool,
} from '@trellis/runtime'
import { BatchConsumer } from '@trellis/runtime/nest'
import { takeSnapshot } from './take-snapshot.js'

const SCHEMA = 'recruiting_g1'
const logger = createLogger('spec', 'silent')
const settings = {
  brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
  clientId: 'spec',
  topicPrefix: `snapshot-${process.pid}.`,
}
const database = `snapshot_${process.pid}`
let admin: Pool
let ops: Ops
let log: EventLog

/** All fixtures, sent at three moments in different orders: rows whose cells have many versions, some of them removed, some back. */
const events: readonly CanonicalEvent[] = [0, 1, 2].flatMap((round) => {
  const notified = [...fixtures.webhooks].map(([action, body], index) => {
    const at = instantOfMs(1_700_000_000_000 + round * 1_000_000 + ((index * 7 + round * 13) % 97) * 1000)
    const id = webhookEventId('acme', `${action}-${round}`, body)
    return { id, connection: 'acme', kind: 'webhook' as const, at, delivery: action, body }
  })
  const listed = fixtures.listed.map(({ resource, body }, index) => {
    const at = instantOfMs(1_700_000_000_500 + ((index * 11 + round * 5) % 89) * 1000)
    return { id: recordEventId('acme', resource, at, body), connection: 'acme', kind: 'record' as const, resource, at, body }
  })
  return [...notified, ...listed].flatMap((raw) => normalize(source, raw).events)
})

beforeAll(async () => {
  const url = new URL(process.env['DATABASE_URL'] ?? '')
  admin = createPool(url.href, { max: 1, applicationName: 'spec' })
  await admin.query(`create database ${ident(database)}`)
  url.pathname = `/${database}`
  ops = await openOps(url.href, { applicationName: 'spec' })
  await givenIn(ops).connection()
  log = await EventLog.connect(settings, logger)
  await ops.pool.query(`create schema ${ident(SCHEMA)}`)
  for (const of of resources) await ops.pool.query(createTable(SCHEMA, of))
})

afterAll(async () => {
  await log.close()
  await ops.close()
  await admin.query(`drop database ${ident(database)} with (force)`)
  await admin.end()
})

const nameOf = ({ connection, resource, key }: Entity) => `${connection}/${resource}/${key}`

/** The rows that events make, as tables hold them. */
function folded(all: readonly CanonicalEvent[]): Readonly<Record<string, Row>> {
  const rows = new Map<string, { of: Resource; row: Row }>()
  for (const event of all) {
    const of = resourceNamed(event.resource)
    const name = nameOf(event)
    if (of) rows.set(name, { of, row: apply(rows.get(name)?.row ?? EMPTY_ROW, event) })
  }
  return Object.fromEntries([...rows].map(([name, { of, row }]) => [name, expand(of, sparse(of, row))]))
}

async function tableRows(): Promise<Readonly<Record<string, Row>>> {
  const rows: [string, Row][] = []
  for (const of of resources) {
    const { rows: stored } = await ops.pool.query<StoredRow>(selectRows(SCHEMA, of))
    rows.push(...stored.map((one): [string, Row] => [nameOf(entityOf(of, one)), rowOfStored(of, one)]))
  }
  return Object.fromEntries(rows)
}

async function writeRows(all: readonly CanonicalEvent[]): Promise<void> {
  await transact(ops.pool, async (client) => {
    for (const of of resources) {
      const joined = new JoinedRows(of)
      for (const event of all) if (event.resource === of.name) joined.add(event)
      await client.query(createStage(resources))
      const staged = [stagedRows(of, joined.lines())]
      await copyInto(client, copyToStage(staged), stageLines(staged))
      await client.query(joinStage(SCHEMA, of))
    }
  })
}

async function readTopic(topic: string): Promise<readonly LogRecord[]> {
  const ends = await log.endOffsets(topic)
  const total = [...ends.values()].reduce((sum, end) => sum + Number(end), 0)
  const records: LogRecord[] = []
  const consumer = new BatchConsumer({ settings, group: `reader-of-${topic}`, topics: [topic], logger })
  consumer.addHandler(topic, async (batch: LogBatch) => void records.push(...batch.records), true)
  consumer.listen(() => undefined)
  await until(() => records.length >= total, { what: `${total} records` })
  await consumer.close()
  return records
}

describe('a snapshot', () => {
  it('needs tables', async () => {
    await expect(takeSnapshot({ log, pool: ops.pool }, 'early')).rejects.toThrow('There are no tables yet')
  })

  it('makes the tables again, and says where to go on', async () => {
    await addFirstGeneration(ops.pool, 1)
    await ops.pool.query(`insert into ops.log_position (reader, topic, partition, next_offset) values
      ('warehouse-writer/g1', 'greenhouse.offers', 3, 42), ('other', 'greenhouse.offers', 3, 7)`)
    await writeRows(events.slice(0, events.length / 2))
    await writeRows(events.slice(events.length / 2))
    const snapshot = await takeSnapshot({ log, pool: ops.pool }, 'all')
    const records = await readTopic('all')
    const again = records.flatMap(({ message }) => decodeCanonical(message) ?? [])
    const rows = await tableRows()
    expect(folded(again)).toEqual(rows)
    expect(Object.values(rows).filter(isRemoved).length).toBeGreaterThan(3)
    expect(again.length).toBeGreaterThan(Object.keys(rows).length)
    expect(snapshot.goOnAt).toEqual({ 'greenhouse.offers': { 3: '42' } })
    expect(snapshot.resources.reduce((sum, each) => sum + each.events, 0)).toBe(records.length)

    // Compaction keeps the last message of a key only; and one reader of a partition has all of a row.
    expect(new Set(records.map(({ message }) => message.key)).size).toBe(records.length)
    const places = new Map<string, Set<number>>()
    for (const { message, position } of records) {
      const entity = message.headers['ce_partitionkey'] ?? ''
      places.set(entity, (places.get(entity) ?? new Set()).add(position.partition))
    }
    expect([...places.values()].filter((partitions) => partitions.size !== 1)).toEqual([])
    expect(new Set([...places.values()].flatMap((partitions) => [...partitions])).size).toBeGreaterThan(1)
  })

  it('goes to a topic of its own', async () => {
    const ports = { log, pool: ops.pool }
    await expect(takeSnapshot(ports, 'all')).rejects.toThrow('all is not empty')
    await expect(takeSnapshot(ports, 'greenhouse.offers')).rejects.toThrow('a topic of Trellis itself')
  })
})
