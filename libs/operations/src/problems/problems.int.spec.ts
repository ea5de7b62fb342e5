import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC, RAW_TOPIC, source, webhookEventId } from '@trellis/greenhouse'
import {
  decodeCanonical,
  decodeRaw,
  encodeCanonical,
  encodeProblem,
  encodeRaw,
  instantOfMs,
  int,
  normalize,
  type Problem,
  type Source,
} from '@trellis/pipeline'
import { newRawKey, type EventLog, type LogRecord } from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'
import { ownLog, recordsOf } from '../testing/own-log.js'
import { rowsOf, saidBy } from '../testing/rows-of.js'
import { rawRecordAt } from './raw-records-at.js'
import { replayByBatches } from './replay-by-batches.js'
import { replayProblems } from './replay-problems.js'
import { problemNamed, storedProblems } from './stored-problems.js'

const OFFERS_TOPIC = 'greenhouse.offers'

/** Declarations by which the status of an offer is a number: what was read by them left problems. */
const mistaken: Source = {
  ...source,
  revision: source.revision - 1,
  resources: source.resources.map((of) =>
    of.name === 'offers' ? { ...of, columns: { ...of.columns, status: int('status', 'offer_status') } } : of,
  ),
}

const bodies = ['Created', 'Accepted', 'Deprecated', 'Rejected'].map((status, index) => {
  return { action: 'offer_updated', payload: { id: 7 + (index % 2), application_id: 2, version: 1, offer_status: status } }
})

describe('problems', () => {
  let log: EventLog
  let ops: OwnOps
  let raw: readonly LogRecord[]

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(() => ops.drop())

  /** Raw events that mistaken declarations read into the tables, and the problems that this left. */
  beforeEach(async () => {
    await ops.pool.query('truncate ops.problem')
    log = await ownLog([RAW_TOPIC, OFFERS_TOPIC, PROBLEMS_TOPIC])
    const messages = bodies.map((body, index) => {
      const bytes = Buffer.from(JSON.stringify(body))
      const id = webhookEventId('acme', String(index), bytes)
      const at = instantOfMs(1_700_000_000_000 + index * 1000)
      return encodeRaw({ id, connection: 'acme', kind: 'webhook', at, body: bytes }, newRawKey('acme'))
    })
    await log.append(RAW_TOPIC, messages)
    raw = await recordsOf(log, RAW_TOPIC)
    const said = raw.flatMap(({ message, position, appendedAtMs }) => {
      const event = decodeRaw(message, position, appendedAtMs)
      return event ? [normalize(mistaken, event)] : []
    })
    const events = said.flatMap((each) => each.events).filter(({ resource }) => resource === 'offers')
    await log.append(OFFERS_TOPIC, events.map(encodeCanonical))
    for (const problem of said.flatMap((each) => each.problems)) await keep(problem)
  })
  afterEach(() => log.close())

  async function keep(problem: Problem): Promise<void> {
    const { connection, code, resource, key, column, cause } = problem
    const { rawId, kind, action, position } = cause
    const id = encodeProblem(problem, instantOfMs(0)).headers['ce_id']
    await ops.pool.query(
      `insert into ops.problem (id, connection_id, code, resource, key, column_name, raw_id, kind, action, raw_topic, raw_partition, raw_offset)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [id, connection, code, resource, key, column, rawId, kind, action, position?.topic, position?.partition, position?.offset],
    )
  }

  const open = () => storedProblems(ops.pool, { which: 'open' })
  const canonical = async () => (await recordsOf(log, OFFERS_TOPIC)).flatMap(({ message }) => decodeCanonical(message) ?? [])
  const offers = () => saidBy(raw).filter(({ resource }) => resource === 'offers')

  it.each([
    ['all at once', (ids: readonly string[]) => [ids]],
    ['one by one', (ids: readonly string[]) => ids.map((id) => [id])],
    ['one by one, backwards, and each twice', (ids: readonly string[]) => [...ids, ...ids].reverse().map((id) => [id])],
  ])('replayed %s make the rows that today’s declarations make', async (_, cut) => {
    const ids = (await open()).map(({ id }) => id)
    expect(ids).toHaveLength(4)
    expect(rowsOf(await canonical())).not.toEqual(rowsOf(offers()))
    for (const some of cut(ids)) {
      const problems = await storedProblems(ops.pool, { which: 'all', ids: some })
      await replayProblems({ log, pool: ops.pool }, problems)
    }
    const rows = rowsOf(await canonical())
    expect(rows).toEqual(rowsOf(offers()))
    expect(rows['acme/offers/8']?.cells['status']?.value).toBe('Rejected')
    expect(await open()).toEqual([])
  })

  it('are replayed some at a time until that is cancelled, and what stays open is named', async () => {
    const ending = new AbortController()
    const chosen = await open()
    await ops.pool.query('update ops.problem set raw_offset = null where id = $1', [chosen[0]?.id])
    const onProgress = (handled: number) => {
      if (handled >= 2) ending.abort()
    }
    const ports = { log, pool: ops.pool }
    const replayed = await replayByBatches(ports, await open(), { signal: ending.signal, onProgress, batch: 1 })
    const why = { problem: expect.objectContaining({ id: chosen[0]?.id }), why: 'raw event not found' }
    expect(replayed).toMatchObject({ handled: 2, resolved: 1, rawEvents: 1, leftOpen: [why] })
    expect(await open()).toHaveLength(3)
    expect(await replayByBatches(ports, await open(), { signal: AbortSignal.any([]) })).toMatchObject({ handled: 3, resolved: 2 })
  })

  it('that occur still stay open, and are reported again', async () => {
    const replayed = await replayProblems({ log, pool: ops.pool }, await open(), undefined, mistaken)
    expect(replayed).toMatchObject({ rawEvents: 4, problems: 4, resolved: 0, notFound: [] })
    expect((await open()).length).toBe(4)
    expect((await recordsOf(log, PROBLEMS_TOPIC)).length).toBe(4)
  })

  it('whose raw event is not where they say stay open', async () => {
    await ops.pool.query('update ops.problem set raw_offset = 1000')
    const replayed = await replayProblems({ log, pool: ops.pool }, await open())
    expect([replayed.rawEvents, replayed.notFound.length, (await open()).length]).toEqual([0, 4, 4])
  })

  it('are not taken for those of another event that stands at their place', async () => {
    const [first] = await open()
    const other = raw.find(({ message }) => message.headers['ce_id'] !== first?.rawId)?.position
    await ops.pool.query('delete from ops.problem where id <> $1', [first?.id])
    await ops.pool.query('update ops.problem set raw_partition = $1, raw_offset = $2', [other?.partition, other?.offset])
    expect(await replayProblems({ log, pool: ops.pool }, await open())).toMatchObject({ resolved: 0, notFound: [first?.id] })
  })

  it('are listed by code and resource, and shown with the raw event behind them', async () => {
    expect(await storedProblems(ops.pool, { which: 'open', code: 'unreadable_cell', resource: 'offers' })).toHaveLength(4)
    expect(await storedProblems(ops.pool, { which: 'open', resource: 'jobs' })).toEqual([])
    await expect(storedProblems(ops.pool, { which: 'open', code: 'odd' })).rejects.toThrow(
      "There is no code 'odd'. There is: not_json",
    )
    const [first] = await open()
    const problem = await problemNamed(ops.pool, first?.rawId ?? '')
    expect(problem).toMatchObject({ resource: 'offers', column: 'status', kind: 'webhook', action: 'offer_updated' })
    const record = problem.position && (await rawRecordAt(log, problem.position))
    expect(record).toMatchObject({ message: { headers: { ce_id: problem.rawId } } })
  })
})
