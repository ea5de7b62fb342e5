import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC, RAW_TOPIC, source, webhookEventId } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { ownLog, recordsOf } from '@trellis/operations/testing'
import { decodeRaw, encodeProblem, encodeRaw, instantOfMs, normalize } from '@trellis/pipeline'
import { addProblems, newRawKey, type EventLog, type StoredProblem } from '@trellis/runtime'
import type { Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const EVIL = '<img src=x onerror="alert(1)">'
const OFFERS = ['Created', 'Accepted', EVIL].map((status, index) => {
  return JSON.stringify({
    action: 'offer_updated',
    payload: { id: 7 + index, application_id: 2, version: 1, offer_status: status },
  })
})

let log: EventLog
let console: OwnConsole
let admin: Browser
let viewer: Browser
let reader: Browser
/** One for each offer, that today's declarations read, and one that is still not readable. */
let mended: readonly StoredProblem[]
let lasting: StoredProblem

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC, 'greenhouse.offers', PROBLEMS_TOPIC])
  console = await ownConsole({ log })
  admin = await console.signedIn(ADMIN)
  for (const [email, rights] of [
    ['vera@acme.example', []],
    ['rita@acme.example', ['raw']],
  ] as const)
    await admin.send('POST', '/api/accounts', { email, name: 'V', password: PASSWORD, role: 'viewer', rights })
  viewer = await console.signedIn('vera@acme.example')
  reader = await console.signedIn('rita@acme.example')
  const messages = [...OFFERS, '{"action":'].map((text, index) => {
    const body = Buffer.from(text)
    const id = webhookEventId('acme', String(index), body)
    return encodeRaw(
      { id, connection: 'acme', kind: 'webhook', at: instantOfMs(1_700_000_000_000 + index), body },
      newRawKey('acme'),
    )
  })
  await log.append(RAW_TOPIC, messages)
  const problems: StoredProblem[] = []
  for (const { message, position, appendedAtMs } of await recordsOf(log, RAW_TOPIC)) {
    const raw = decodeRaw(message, position, appendedAtMs)
    if (!raw) throw new Error('a raw event is not one')
    const [said] = normalize(source, raw).problems
    const seenAt = new Date(1_700_000_000_000).toISOString()
    const about = { connection: 'acme', kind: 'webhook', rawId: raw.id, position, seenAt, resolvedAt: null }
    problems.push(
      said
        ? {
            ...{ ...about, id: encodeProblem(said, raw.at).headers['ce_id'] ?? '', code: said.code },
            ...{ resource: null, key: null, column: null, action: null },
          }
        : {
            ...{ ...about, id: `p-${raw.id}`, code: 'unreadable_cell', action: 'offer_updated' },
            ...{ resource: 'offers', key: '7', column: 'status' },
          },
    )
  }
  await console.pool.query(`insert into ops.connection (id, name) values ('acme', 'Acme')`)
  await addProblems(console.pool, problems)
  const [last] = problems.filter(({ code }) => code !== 'unreadable_cell')
  if (!last) throw new Error('there is no lasting problem')
  lasting = last
  mended = problems.filter(({ code }) => code === 'unreadable_cell')
})
afterAll(async () => {
  await console.close()
  await log.close()
})

const idsOf = (body: Record<string, unknown>) => (body['problems'] as { id: string }[]).map(({ id }) => id)
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => `${status} ${String(body['code'])}`

describe('problems', () => {
  it('are shown to viewers by groups, and page by page', async () => {
    const { body } = await viewer.send('GET', '/api/problems?limit=3')
    expect(body).toMatchObject({ open: 4, resolved: 0 })
    expect(body['groups']).toEqual([
      expect.objectContaining({ connection: 'acme', code: 'unreadable_cell', resource: 'offers', problems: 3 }),
      expect.objectContaining({ code: lasting.code, resource: null, problems: 1 }),
    ])
    const next = await viewer.send('GET', `/api/problems?limit=3&before=${String(body['next'])}`)
    expect(next.body['next']).toBeNull()
    expect([...idsOf(body), ...idsOf(next.body)].toSorted()).toEqual([...mended, lasting].map(({ id }) => id).toSorted())
  })

  it('are narrowed by a filter, and a filter that is none is refused', async () => {
    const { body } = await viewer.send('GET', `/api/problems?connection=acme&code=${lasting.code}`)
    expect(idsOf(body)).toEqual([lasting.id])
    expect(idsOf((await viewer.send('GET', '/api/problems?connection=other')).body)).toEqual([])
    const wrong = await viewer.send('GET', '/api/problems?limit=501&code=%3Cb%3E')
    expect(codeOf(wrong)).toBe('400 request-invalid')
  })

  it('are shown with their raw event, whose body is for those with the right alone, and only by an act that is recorded', async () => {
    const evil = mended.find(({ rawId }) => rawId === webhookEventId('acme', '2', Buffer.from(OFFERS[2] ?? '')))
    const at = `/api/problems/${evil?.id}`
    const shown = await viewer.send('GET', at)
    expect(shown.body).toMatchObject({ raw: { found: 'yes', kind: 'webhook', action: 'offer_updated' } })
    expect(JSON.stringify(shown.body)).not.toContain('onerror')
    for (const person of [viewer, admin]) expect(codeOf(await person.send('POST', `${at}/body`))).toBe('403 right-missing')
    const acts = async () => (await admin.send('GET', '/api/audit-log?limit=500')).body['acts'] as Record<string, unknown>[]
    const looked = expect.objectContaining({ who: 'rita@acme.example', what: 'POST /api/problems/:id/body', outcome: 'done' })
    expect(await acts()).not.toContainEqual(looked)
    const body = await reader.send('POST', `${at}/body`)
    // As text within JSON, which no browser takes for a page.
    expect(body.body).toEqual({ body: OFFERS[2], bytes: Buffer.byteLength(OFFERS[2] ?? ''), isCut: false })
    expect(body.headers.get('content-type')).toContain('application/json')
    expect(body.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await acts()).toContainEqual(looked)
    expect(JSON.stringify(await acts())).not.toContain('onerror')
  })

  it('that are not there are no problems', async () => {
    expect(codeOf(await viewer.send('GET', '/api/problems/none'))).toBe('404 not-found')
    expect(codeOf(await viewer.send('GET', '/api/problems/%3Cscript%3E'))).toBe('400 request-invalid')
  })
})

describe('a replay', () => {
  it('is planned with an exact count, and a request that says less begins nothing', async () => {
    const { body: plan } = await admin.send('GET', '/api/problem-replays/plan?connection=acme')
    expect(plan).toMatchObject({ problems: 4, rawEvents: 4, withoutPlace: 0 })
    const order = { connection: 'acme', until: plan['until'] }
    expect(codeOf(await admin.send('POST', '/api/problem-replays', { ...order, problems: 3 }))).toBe('409 plan-outdated')
    const early = { ...order, until: '2020-01-01T00:00:00Z', problems: 4 }
    expect(codeOf(await admin.send('POST', '/api/problem-replays', early))).toBe('409 plan-outdated')
    expect((await viewer.send('GET', '/api/jobs?kind=problem-replay')).body['jobs']).toEqual([])
  })

  it('runs as a job that says what stays open, and why', async () => {
    const { body: plan } = await admin.send('GET', '/api/problem-replays/plan')
    const order = { until: plan['until'], problems: plan['problems'] }
    const begun = await admin.send('POST', '/api/problem-replays', order)
    expect(begun.status).toBe(202)
    const job = async () => {
      const { body } = await viewer.send('GET', '/api/jobs?kind=problem-replay')
      return (body['jobs'] as Record<string, unknown>[]).find(({ id }) => id === begun.body['job'])
    }
    await until(async () => (await job())?.['state'] !== 'under way', { what: 'the replay to end' })
    expect(await job()).toMatchObject({
      ...{ state: 'done', who: ADMIN, done: 4, total: 4, ordered: { problems: 4 } },
      result: { rawEvents: 4, resolved: 3, leftOpen: 1, named: [{ id: lasting.id, why: 'still not readable' }] },
    })
    expect(idsOf((await viewer.send('GET', '/api/problems')).body)).toEqual([lasting.id])
    const { body } = await admin.send('GET', '/api/audit-log')
    const act = { who: ADMIN, what: 'POST /api/problem-replays', outcome: 'done' }
    expect(body['acts']).toContainEqual(expect.objectContaining(act))
  })
})
