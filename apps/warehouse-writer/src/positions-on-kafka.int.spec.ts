import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import type { CanonicalEvent } from '@trellis/pipeline'
import { createPool, positionsOf, type EventLog, type KafkaSettings, type Pool } from '@trellis/runtime'
import type { OwnOps } from '@trellis/runtime/testing'
import { gone, offer, TOPIC } from './testing/canonical-batch.js'
import { preparedOps } from './testing/registered-ops.js'
import { append, ownLog, ownSettings, runningWriter } from './testing/running-writer.js'
import { foldOf, tablesOf } from './testing/tables-of.js'
import { Writer } from './writer.js'

describe('Positions live with the rows, on a real log', () => {
  let ops: OwnOps
  let settings: KafkaSettings
  let log: EventLog
  const said: CanonicalEvent[] = []
  const running: { close(): Promise<void> }[] = []

  beforeEach(async () => {
    ops = await preparedOps()
    await new Writer(ops.pool).generation()
    settings = ownSettings(`writer-${randomUUID()}`)
    log = await ownLog(settings)
    said.length = 0
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((writer) => writer.close()))
    await log.close()
    await ops.drop()
  })

  async function start(pool: Pool = ops.pool): Promise<{ close(): Promise<void> }> {
    const writer = await runningWriter(settings, new Writer(pool))
    running.push(writer)
    return writer
  }

  /** Words on many offers, over all partitions, the newest not always last. */
  async function say(from: number, count: number): Promise<void> {
    const words = Array.from({ length: count }, (_, index) => {
      const minute = ((from + index) * 7) % 5_003
      const key = String((from + index) % 40)
      return index % 9 === 8
        ? gone(key, minute)
        : offer(key, minute, { status: `word ${minute}` }, index % 2 ? 'webhook' : 'record')
    })
    said.push(...words)
    await append(log, words)
  }

  async function read(pool: Pool = ops.pool): Promise<void> {
    const ends = await log.endOffsets(TOPIC)
    const isAtItsEnd = async (): Promise<boolean> => {
      const at = await positionsOf(pool, 'warehouse-writer/g1', TOPIC)
      return [...ends].every(([partition, end]) => end === 0n || at.get(partition) === end)
    }
    await until(isAtItsEnd, { what: 'the writers to be at the end of the log' })
  }

  const expectTables = async (pool: Pool = ops.pool): Promise<void> =>
    expect(await tablesOf(pool, 'recruiting_g1', ['offers'])).toEqual(foldOf(said, ['offers']))

  it('when a second writer joins and the first leaves in the middle of batches', async () => {
    await say(1, 300)
    const blocker = await ops.pool.connect()
    await blocker.query('begin; lock table recruiting_g1.offers in exclusive mode')
    const first = await start()
    const waiting = async (): Promise<boolean> =>
      (await ops.pool.query(`select 1 from pg_locks where relation = 'recruiting_g1.offers'::regclass and not granted`)).rows
        .length > 0
    await until(waiting, { what: 'the first writer to be in the middle of a batch' })
    const second = start()
    await until(async () => (await log.clientsOf('warehouse-writer')) === undefined, {
      what: 'the second writer to ask for its share',
    })
    await blocker.query('rollback')
    blocker.release()
    await second
    await say(301, 300)
    await first.close()
    await say(601, 100)
    await read()
    await expectTables()
  })

  it('when the group is deleted', async () => {
    await say(1, 200)
    await (await started()).close()
    await until(async () => (await log.clientsOf('warehouse-writer'))?.length === 0, { what: 'the group to be empty' })
    await log.deleteGroup('warehouse-writer')
    await say(201, 50)
    await start()
    await read()
    await expectTables()
  })

  it('when the database is restored from an hour ago', async () => {
    await say(1, 200)
    await (await started()).close()
    const { copy, restored } = await backup()
    try {
      await say(201, 200)
      await (await started()).close()
      await expectTables()
      await say(401, 20)
      await start(restored)
      await read(restored)
      await expectTables(restored)
    } finally {
      await Promise.all(running.splice(0).map((writer) => writer.close()))
      await restored.end()
      await ops.pool.query(`drop database "${copy}" with (force)`)
    }
  })

  async function started(): Promise<{ close(): Promise<void> }> {
    const writer = await start()
    await read()
    return writer
  }

  /** A copy of the whole database as it is now. Postgres copies only a database without connections. */
  async function backup(): Promise<{ readonly copy: string; readonly restored: Pool }> {
    const name = new URL(ops.url).pathname.slice(1)
    const copy = `${name}_copy`
    const url = new URL(ops.url)
    url.pathname = '/postgres'
    const admin = createPool(url.href, { max: 1, applicationName: 'spec' })
    await ops.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
      [name],
    )
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name])
    await admin.query(`create database "${copy}" template "${name}"`).finally(() => admin.end())
    url.pathname = `/${copy}`
    return { copy, restored: createPool(url.href, { max: 6, applicationName: 'spec' }) }
  }
})
