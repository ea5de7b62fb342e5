import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { createLogger, transact } from '@trellis/runtime'
import { ADMIN, ownConsole, type OwnConsole } from '../testing/own-console.js'
import type { Browser } from '../testing/browser.js'
import { JobRunner, type JobAtWork } from './job-runner.js'

let console: OwnConsole
let admin: Browser
let runner: JobRunner

beforeAll(async () => {
  console = await ownConsole()
  admin = await console.signedIn(ADMIN)
})
afterAll(() => console.close())
beforeEach(async () => {
  await console.pool.query('truncate ops.console_job')
  runner = new JobRunner(console.pool, createLogger('console', 'silent'))
})

const begin = (on = runner): Promise<string> =>
  transact(console.pool, (client) => on.begin(client, { kind: 'problem-replay', who: 'ada', ordered: { code: 'x' }, total: 9 }))

/** Works until it is to end. */
const untilEnded = async ({ signal, note }: JobAtWork) => {
  note(4)
  if (!signal.aborted) await once(signal, 'abort')
  return { done: 5, result: { resolved: 5 } }
}

const newest = async () => {
  const { body } = await admin.send('GET', '/api/jobs?kind=problem-replay')
  return (body['jobs'] as Record<string, unknown>[])[0]
}

describe('a job', () => {
  it('is the only one of its kind while it is under way, and shows how far it is', async () => {
    runner.start(await begin(), untilEnded)
    await expect(begin()).rejects.toMatchObject({ code: 'job-under-way' })
    await until(async () => (await newest())?.['done'] === 4, { what: 'the progress to be noted' })
    expect(await newest()).toMatchObject({ state: 'under way', who: 'ada', ordered: { code: 'x' }, total: 9, result: null })
    await runner.onModuleDestroy()
  })

  it('ends when it is cancelled, whichever console does it, and what was done stays', async () => {
    const id = await begin()
    runner.start(id, untilEnded)
    expect((await admin.send('POST', `/api/jobs/${id}/cancel`)).status).toBe(204)
    await until(async () => (await newest())?.['state'] === 'cancelled', { what: 'the job to end' })
    expect(await newest()).toMatchObject({ done: 5, total: 9, result: { resolved: 5 }, isCancelOrdered: true })
    const again = await admin.send('POST', `/api/jobs/${id}/cancel`)
    expect([again.status, again.body['code']]).toEqual([409, 'job-ended'])
    const { body } = await admin.send('GET', '/api/audit-log')
    const acts = (body['acts'] as { what: string }[]).filter(({ what }) => what === 'POST /api/jobs/:id/cancel')
    expect(acts).toHaveLength(1)
  })

  it('is lost where the console ends, and where its process falls silent; then another may begin', async () => {
    runner.start(await begin(), untilEnded)
    await runner.onModuleDestroy()
    expect(await newest()).toMatchObject({ state: 'lost', done: 5 })
    await begin()
    await console.pool.query(`update ops.console_job set seen_at = now() - interval '1 minute' where state = 'under way'`)
    expect(await newest()).toMatchObject({ state: 'lost' })
    await begin()
    expect(await newest()).toMatchObject({ state: 'under way' })
  })

  it('that throws has failed', async () => {
    runner.start(await begin(), () => Promise.reject(new Error('the log is away')))
    await until(async () => (await newest())?.['state'] === 'failed', { what: 'the job to fail' })
  })
})
