import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import type { LogRecord } from '@trellis/runtime'
import { PLENTY, polling, type Polling, type RunningPoller } from '../testing/polling.js'

const offer = (status: string): unknown => ({ id: 7, status, updated_at: '2026-11-01T10:00:00.000Z' })

describe('L2 what is lost of the register comes back from raw before polling goes on', () => {
  let world: Polling
  let listed: unknown

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  const start = (): Promise<RunningPoller> =>
    world.start((path) => ({ headers: PLENTY, body: path.startsWith('/v3/offers?') ? [listed] : [] }))
  const appended = async (): Promise<readonly string[]> => {
    const records: LogRecord[] = []
    await world.log.scan(RAW_TOPIC, (some) => {
      records.push(...some)
      return undefined
    })
    const inOrder = records.toSorted((a, b) => a.appendedAtMs - b.appendedAtMs)
    return inOrder.map(({ message }) => (JSON.parse(Buffer.from(message.value).toString()) as { status: string }).status)
  }
  const digests = async (): Promise<string> =>
    JSON.stringify((await world.ops.pool.query('select digest from ops.listed_record')).rows)
  /** Lists the offer as it is now, until the register knows of it. */
  const append = async (status: string): Promise<void> => {
    const before = await digests()
    listed = offer(status)
    const poller = await start()
    await until(async () => (await digests()) !== before, { what: `${status} to be appended` })
    poller.stop()
    await poller.done
    await world.readRaw()
  }

  it('appends A where B was appended, the database restored to before it, and the source returned to A byte for byte', async () => {
    await append('A')
    await world.ops.pool.query(
      'create table public.kept as select * from ops.listed_record; create table public.place as select * from ops.log_position',
    )
    await append('B')
    await world.ops.pool.query(`
      truncate ops.listed_record, ops.log_position;
      insert into ops.listed_record select * from public.kept;
      insert into ops.log_position select * from public.place`)
    listed = offer('A')
    const poller = await start()
    await until(async () => (await world.ops.pool.query('select 1 from ops.lease where expires_at > now()')).rowCount === 1, {
      what: 'the poller to take the lease',
    })
    const before = poller.asked('/v3/')
    await world.readRaw()
    await until(async () => (await appended()).length === 3, { what: 'A to be appended again' })
    expect([before, await appended()]).toEqual([0, ['A', 'B', 'A']])
  })
})
