import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { ownLog } from '@trellis/operations/testing'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { newRawKey, type EventLog } from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import type { Answer, Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, type OwnConsole } from '../testing/own-console.js'

let log: EventLog
let console: OwnConsole
let admin: Browser

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC])
  console = await ownConsole({ log, environmentConnection: 'deployed' })
  for (const id of ['acme', 'globex', 'deployed']) await givenIn(console.ops, id).connection({ removedAt: new Date() })
  await givenIn(console.ops, 'live').connection()
  const at = instantOfMs(1_700_000_000_000)
  const messages = ['acme', 'globex', 'acme', 'acme', 'globex'].map((connection, index) => {
    const body = Buffer.from(JSON.stringify({ id: index }))
    const id = recordEventId(connection, 'offers', at, body)
    return encodeRaw({ id, connection, kind: 'record', resource: 'offers', at, body }, newRawKey(connection))
  })
  await log.append(RAW_TOPIC, messages)
  admin = await console.signedIn(ADMIN)
}, 60_000)
afterAll(async () => {
  await console.close()
  await log.close()
})

const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`
const total = async () => [...(await log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)
const order = (what: 'purge-plans' | 'purges', id = 'acme', body?: unknown) =>
  admin.send('POST', `/api/connections/${id}/${what}`, body)
const nameOf = async (id: string) => String((await admin.send('GET', `/api/connections/${id}`)).body['name'])

/** A job, once it has ended. */
const ended = (kind: string, { body }: Answer): Promise<Record<string, unknown>> =>
  until(
    async () => {
      const { jobs } = (await admin.send('GET', `/api/jobs?kind=${kind}`)).body as { jobs: Record<string, unknown>[] }
      const job = jobs.find(({ id }) => id === body['job'])
      return job !== undefined && job['state'] !== 'under way' && job
    },
    { what: `the ${kind} to have ended` },
  )

describe('a purge of a removed connection', () => {
  let plan: string

  it('is counted first, and nothing is erased', async () => {
    const begun = await order('purge-plans')
    plan = String(begun.body['job'])
    expect(begun.status).toBe(202)
    expect(await ended('purge-plan', begun)).toMatchObject({
      ...{ state: 'done', who: ADMIN, ordered: { connection: 'acme' }, done: 5, total: 5 },
      result: { connection: 'acme', rawEvents: 3, problems: 0, tables: [], isWhole: true },
    })
    expect(await total()).toBe(5)
  })

  it('is begun by nothing but its own plan and its own name', async () => {
    const name = await nameOf('acme')
    const other = { plan, name: await nameOf('globex') }
    const codes = [
      await order('purges', 'acme', { plan, name: 'something else' }),
      await order('purges', 'globex', other),
      await order('purges', 'acme', { plan: '00000000-0000-4000-8000-000000000000', name }),
      await order('purges', 'acme', { plan: 'x', name }),
    ].map(codeOf)
    expect(codes).toEqual(['400 request-invalid', '409 plan-outdated', '409 plan-outdated', '400 request-invalid'])
    await console.pool.query(`update ops.console_job set finished_at = now() - interval '2 hours' where id = $1`, [plan])
    expect(codeOf(await order('purges', 'acme', { plan, name }))).toBe('409 plan-outdated')
    await console.pool.query('update ops.console_job set finished_at = now() where id = $1', [plan])
    expect(await total()).toBe(5)
  })

  it('erases what the plan has counted, and nothing of its neighbour; the audit log has both orders', async () => {
    const begun = await order('purges', 'acme', { plan, name: await nameOf('acme') })
    expect(await ended('purge', begun)).toMatchObject({
      ...{ state: 'done', ordered: { connection: 'acme', rawEvents: 3 }, result: { erased: 3, isWhole: true } },
    })
    expect(await total()).toBe(8)
    const { acts } = (await admin.send('GET', '/api/audit-log?limit=500')).body as { acts: Record<string, unknown>[] }
    const ours = acts.filter(({ what }) => String(what).includes('purge'))
    expect(ours).toMatchObject([
      { who: ADMIN, what: 'POST /api/connections/:id/purges', arguments: { connection: 'acme', rawEvents: 3 } },
      { who: ADMIN, what: 'POST /api/connections/:id/purge-plans', arguments: { connection: 'acme' } },
    ])
  })

  it('is not there for a connection in use, one that variables describe, or none', async () => {
    const codes = []
    for (const id of ['live', 'deployed', 'nobody']) {
      codes.push(codeOf(await order('purge-plans', id)))
      codes.push(codeOf(await order('purges', id, { plan, name: 'x' })))
    }
    expect(codes).toEqual([
      ...['409 refused-now', '409 refused-now', '409 connection-of-environment', '409 connection-of-environment'],
      ...['404 not-found', '404 not-found'],
    ])
  })
})
