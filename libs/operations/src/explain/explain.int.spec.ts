import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId, resourceNamed, webhookEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { addFirstGeneration, newRawKey, type EventLog } from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { namedResource } from '../resources/named-resource.js'
import { ownLog, recordsOf } from '../testing/own-log.js'
import { saidBy } from '../testing/rows-of.js'
import { writeTables } from '../testing/write-tables.js'
import { explain, type Question } from './explain.js'

const SCHEMA = 'recruiting_g1'
const offers = namedResource('offers')
const candidates = namedResource('candidates')

describe('explaining a row', () => {
  let log: EventLog
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    log = await ownLog([RAW_TOPIC])
    const now = Date.now()
    await append('record', { id: 7, application_id: 2, status: 'Created', sent_on: '2026-01-02' }, now - 10_000, 'offers')
    await append(
      'webhook',
      { action: 'offer_updated', payload: { id: 7, application_id: 2, version: 1, offer_status: 'Accepted' } },
      now,
    )
    // Imported from another log: its append is days behind its time.
    await append('record', { id: 9, application_id: 2, status: 'Created' }, now - 3 * 86_400_000, 'offers')
    await append('record', { id: 1, first_name: 'A' }, now - 10_000, 'candidates')
    await append('webhook', { action: 'merge_candidate', payload: { person: { id: 1, new_candidate_id: 2 } } }, now)
    await ops.pool.query(`create schema ${SCHEMA}`)
    await addFirstGeneration(ops.pool, 1)
    await givenIn(ops).connection()
    await writeTables(ops.pool, SCHEMA, [offers, candidates], saidBy(await recordsOf(log, RAW_TOPIC)))
  })
  afterAll(async () => {
    await log.close()
    await ops.drop()
  })

  async function append(kind: 'record' | 'webhook', body: unknown, ms: number, resource?: string): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(body))
    const at = instantOfMs(ms)
    const id = kind === 'record' ? recordEventId('acme', resource ?? '', at, bytes) : webhookEventId('acme', String(ms), bytes)
    const raw = { id, connection: 'acme', kind, at, body: bytes, ...(resource !== undefined && { resource }) }
    await log.append(RAW_TOPIC, [encodeRaw(raw, newRawKey('acme'))])
  }

  const asked = (question: Partial<Question> & Pick<Question, 'id'>) =>
    explain({ log, pool: ops.pool }, { of: offers, look: 'near', ...question })

  it('names each cell’s raw event, found by the time of its version', async () => {
    const { state, cells, listed, words } = await asked({ id: '7' })
    expect([state, listed?.raw?.kind, words]).toEqual(['live', 'record', null])
    const [status, sentOn] = ['status', 'sent_on'].map((name) => cells.find((cell) => cell.name === name))
    expect(status).toMatchObject({ value: 'Accepted', told: { kind: 'webhook', raw: { action: 'offer_updated' } } })
    expect(sentOn).toMatchObject({ value: '2026-01-02', told: { kind: 'record', raw: { resource: 'offers' } } })
    const place = status?.told.raw?.position
    const there = (await recordsOf(log, RAW_TOPIC)).find(
      ({ position }) => position.partition === place?.partition && position.offset === place.offset,
    )
    expect(there?.message.headers['ce_id']).toBe(status?.told.rawId)
  })

  it('explains one cell alone, and what it replaced, out of the whole log', async () => {
    const { cells, words } = await asked({ id: '7', column: 'status', look: 'log' })
    expect(cells.map(({ name }) => name)).toEqual(['status'])
    expect(words?.map(({ cells: said }) => said)).toEqual([{ status: 'Created' }, { status: 'Accepted' }])
  })

  it('says where an event does not stand near its time, and finds it in the whole log', async () => {
    const near = await asked({ id: '9', column: 'status' })
    expect(near.cells[0]?.told.raw).toBeNull()
    const whole = await asked({ id: '9', column: 'status', look: 'log' })
    expect(whole.cells[0]?.told.raw).toMatchObject({ kind: 'record' })
  })

  it('reads the raw event again, and says where it does not say what the table holds', async () => {
    const honest = await asked({ id: '7' })
    expect(honest.cells.map(({ said }) => said?.isSo)).toEqual(honest.cells.map(() => true))
    await ops.pool.query(`update recruiting_g1.offers set status = 'Declined', sent_on = null, version = 5 where id = 7`)
    const changed = await asked({ id: '7' })
    const whole = await asked({ id: '7', look: 'log' })
    await ops.pool.query(`update recruiting_g1.offers set status = 'Accepted', sent_on = '2026-01-02', version = 1 where id = 7`)
    const unsaid = changed.cells.flatMap(({ name, said }) => (said?.isSo === false ? [[name, said.values] as const] : []))
    expect(Object.fromEntries(unsaid)).toEqual({ status: ['Accepted'], sent_on: ['2026-01-02'], version: [1] })
    expect(whole.cells.map(({ said }) => said)).toEqual(changed.cells.map(({ said }) => said))
  })

  it('says where no raw event says that a row went away so', async () => {
    const removed = await asked({ of: candidates, id: '1' })
    expect(removed.removal?.said?.isSo).toBe(true)
    const set = (into: number) =>
      ops.pool.query(`update recruiting_g1.candidates set _removed = jsonb_set(_removed::jsonb, '{how,into}', $1) where id = 1`, [
        into,
      ])
    await set(9)
    const changed = await asked({ of: candidates, id: '1' })
    await set(2)
    expect(changed.removal?.said).toMatchObject({ isSo: false, values: [{ by: 'merge', into: 2 }] })
  })

  it('says how, when and into which row a row went away', async () => {
    const removed = await asked({ of: candidates, id: '1' })
    expect(removed).toMatchObject({
      state: 'removed',
      removal: { how: { by: 'merge', into: 2 }, action: 'merge_candidate', told: { raw: { action: 'merge_candidate' } } },
    })
  })

  it('shows what the history holds, where one is kept', async () => {
    await ops.pool.query(`create schema recruiting_history`)
    await ops.pool.query(`create view recruiting_history.offers as
      select 'acme' as connection_id, 7::bigint as id, valid_from::timestamptz, valid_to::timestamptz, status from (values
        ('2026-01-01', '2026-01-02', 'Drafted'), ('2026-01-02', '2026-01-03', 'Drafted'), ('2026-01-03', '2026-01-04', 'Created'),
        ('2026-01-04', null, 'Accepted')) as h (valid_from, valid_to, status)`)
    const { cells } = await asked({ id: '7', column: 'status' })
    expect(cells[0]?.before).toEqual([
      { value: 'Created', from: '2026-01-03T00:00:00.000Z', until: '2026-01-04T00:00:00.000Z' },
      { value: 'Drafted', from: '2026-01-01T00:00:00.000Z', until: '2026-01-03T00:00:00.000Z' },
    ])
  })

  it('skips a column that has another type in this table until a rebuild, as the writer does', async () => {
    await ops.pool.query('alter table recruiting_g1.offers alter column sent_on type text')
    const { cells } = await asked({ id: '7' })
    await ops.pool.query('alter table recruiting_g1.offers alter column sent_on type date using sent_on::date')
    expect(cells.map(({ name }) => name)).not.toContain('sent_on')
  })

  it('says what it does not know', async () => {
    expect(await asked({ id: '1000' })).toMatchObject({ connection: 'acme', state: 'unknown', cells: [] })
    await expect(asked({ id: 'seven' })).rejects.toThrow("'seven' is no id of offers: it has to be of type bigint")
    await expect(asked({ of: resourceNamed('jobs') ?? offers, id: '1' })).rejects.toThrow('There is no table of jobs yet')
  })
})
