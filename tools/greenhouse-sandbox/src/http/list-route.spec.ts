import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { JsonRecord } from '../collections/collection.js'
import { ReadingClient } from '../reading-client.js'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

describe('the listings', () => {
  let now = Date.UTC(2026, 10, 1)
  let sandbox: RunningSandbox
  let client: ReadingClient

  beforeAll(async () => {
    sandbox = await startSandbox({ candidates: 300, now: () => (now += 1), cursorLifeMs: 600_000 })
    sandbox.step(200)
    client = new ReadingClient(sandbox)
  })
  afterAll(() => sandbox.stop())

  const errors = async (path: string): Promise<unknown> => {
    const { status, text } = await client.get(path)
    return { status, ...(JSON.parse(text) as object) }
  }
  const unprocessable = (...entries: unknown[]): unknown => ({ status: 422, message: 'Unprocessable Content', errors: entries })
  const idsOf = (records: readonly JsonRecord[]): unknown[] => records.map((record) => record['id'])

  it('hold 100 records a page unless asked otherwise, and name only the next page', async () => {
    const answer = await client.get('/v3/candidates')
    expect(JSON.parse(answer.text)).toHaveLength(100)
    expect(answer.headers.get('link')).toMatch(/^<http:[^>]+\/v3\/candidates\?cursor=[\w-]+>; rel="next"$/)
  })

  it('have no Link on the last page', async () => {
    expect((await client.get('/v3/offices?per_page=500')).headers.get('link')).toBeNull()
  })

  it.each(['0', '501', 'many'])('refuse per_page=%s', async (perPage) => {
    expect(await errors(`/v3/jobs?per_page=${perPage}`)).toEqual(unprocessable({ per_page: 'must be between 1 and 500' }))
  })

  it('refuse a cursor in company', async () => {
    const next = /<([^>]+)>/.exec((await client.get('/v3/candidates')).headers.get('link') ?? '')?.[1] ?? ''
    expect((await client.get(next)).status).toBe(200)
    expect((await client.get(`${next}&per_page=100`)).status).toBe(422)
    expect((await client.get(next.replace('/candidates', '/jobs'))).status).toBe(422)
  })

  it('refuse a cursor that is made up, and one that has expired', async () => {
    const next = /<([^>]+)>/.exec((await client.get('/v3/candidates')).headers.get('link') ?? '')?.[1] ?? ''
    now += 600_001
    expect(await errors(next)).toEqual(unprocessable({ cursor: 'has expired' }))
    expect(await errors('/v3/candidates?cursor=bm9uZQ')).toEqual(unprocessable({ cursor: 'is invalid' }))
  })

  it('take 50 ids and no more', async () => {
    const ids = idsOf(sandbox.truth('candidates'))
    expect(idsOf(await client.listAll(`/v3/candidates?ids=${ids.slice(0, 50).join(',')}`))).toEqual(ids.slice(0, 50))
    expect((await client.get(`/v3/candidates?ids=${ids.slice(0, 51).join(',')}`)).status).toBe(422)
    expect((await client.get(`/v3/applications?candidate_ids=${ids.slice(0, 51).join(',')}`)).status).toBe(422)
  })

  it('name the parameter they do not know', async () => {
    expect(await errors('/v3/applications?candidate_id=1')).toEqual(
      unprocessable({ candidate_id: 'is not a permitted parameter' }),
    )
    expect(await errors('/v3/jobs?updated_after=2026-01-01')).toEqual(
      unprocessable({ updated_after: 'is not a permitted parameter' }),
    )
  })

  it.each(['updated_at=gte|A|lte|B', 'updated_at[gte]=A&updated_at[lte]=B', 'updated_at=gte%7CA%7Clte%7CB'])(
    'bound a window on both sides: %s',
    async (form) => {
      const truth = sandbox
        .truth('applications')
        .map((record) => String(record['updated_at']))
        .sort()
      const [from = '', to = ''] = [truth[40], truth[truth.length - 40]]
      const listed = await client.listAll(`/v3/applications?per_page=50&${form.replace('A', from).replace('B', to)}`)
      expect(listed).toEqual(sandbox.truth('applications').filter(({ updated_at: at }) => String(at) >= from && String(at) <= to))
      expect(listed.length).toBeGreaterThan(10)
    },
  )

  it.each([
    'updated_at=2026-01-01T00:00:00Z',
    'updated_at=after|2026-01-01T00:00:00Z',
    'updated_at=gte|yesterday',
    'created_at[gte]=',
  ])('refuse the window %s', async (window) => expect((await client.get(`/v3/jobs?${window}`)).status).toBe(422))

  it('know active applications as in_process', async () => {
    const listed = await client.listAll('/v3/applications?status=active&per_page=500')
    expect(new Set(listed.map(({ status }) => status))).toEqual(new Set(['in_process']))
    expect((await client.get('/v3/applications?status=in_process')).status).toBe(422)
  })

  it('hide service users unless asked for them', async () => {
    const hidden = sandbox.truth('users').filter(({ primary_email: email }) => email === '')
    expect(hidden.length).toBeGreaterThan(1)
    const listed = idsOf(await client.listAll('/v3/users?per_page=500'))
    expect(hidden.some(({ id }) => listed.includes(id))).toBe(false)
  })

  it('keep the latest version per application with current_only', async () => {
    const listed = await client.listAll('/v3/offers?current_only=true&per_page=500')
    expect(new Set(listed.map((offer) => offer['application_id'])).size).toBe(listed.length)
    expect(listed.length).toBeLessThan(sandbox.truth('offers').length)
  })

  it.each([
    ['applications?prospect=true', (row: JsonRecord) => row['prospect'] === true],
    ['applications?stage_name=Offer', (row: JsonRecord) => row['stage_name'] === 'Offer'],
    ['application_stages?current=true', (row: JsonRecord) => row['current'] === true],
    ['candidates?private=true', (row: JsonRecord) => row['private'] === true],
    ['candidates?tag=Ruby', (row: JsonRecord) => (row['tags'] as string[]).includes('Ruby')],
    ['candidates?last_activity_at=gte|2026-06-01T00:00:00Z', (row: JsonRecord) => text(row['last_activity_at']) >= '2026-06-01'],
    ['jobs?status=draft', (row: JsonRecord) => row['status'] === 'draft'],
    [
      'offers?sent_on=gte|2026-06-01|lt|2026-08-01',
      (row: JsonRecord) => text(row['sent_on']) >= '2026-06-01' && text(row['sent_on']) < '2026-08-01',
    ],
    ['users?deactivated=true', (row: JsonRecord) => row['deactivated'] === true],
  ])('filter %s', async (path, holds) => {
    const [collection = ''] = path.split('?')
    const listed = await client.listAll(`/v3/${path}&per_page=500`)
    expect(listed).toEqual(sandbox.truth(collection).filter(holds))
    expect(listed.length).toBeGreaterThan(0)
  })

  it('answer only the fields asked for', async () => {
    const listed = await client.listAll('/v3/candidates?fields=id,updated_at&per_page=500')
    expect(Object.keys(listed[0] ?? {})).toEqual(['id', 'updated_at'])
  })

  it('are routed before the token is looked at', async () => {
    const unknown = await client.get('/v3/jobs/1/openings', 'none')
    expect([unknown.status, unknown.text]).toEqual([404, '{"message":"Resource not found"}'])
    expect((await client.get('/v3/agencies', 'none')).status).toBe(404)
    const known = await client.get('/v3/jobs', 'none')
    expect([known.status, JSON.parse(known.text)]).toEqual([401, { message: 'Unauthorized', errors: [expect.any(String)] }])
  })

  it('need a scope per collection', async () => {
    sandbox.takeScopes(['offers'])
    expect([(await client.get('/v3/offers')).status, (await client.get('/v3/jobs')).status]).toEqual([403, 200])
    sandbox.giveScopes(['offers'])
    expect((await client.get('/v3/offers')).status).toBe(200)
  })

  it('say on every answer how much of the window is left, and refuse what exceeds it', async () => {
    now = Math.ceil(now / 30_000) * 30_000
    sandbox.setRateLimit({ limit: 3, windowMs: 30_000 })
    const statuses: number[] = []
    for (const path of ['/v3/jobs', '/v3/none', '/v3/jobs?x=1', '/v3/jobs']) statuses.push((await client.get(path)).status)
    expect(statuses).toEqual([200, 404, 422, 429])
    const { headers } = await client.get('/v3/jobs')
    expect(Number(headers.get('x-ratelimit-limit'))).toBe(3)
    expect(Number(headers.get('x-ratelimit-remaining'))).toBe(0)
    expect(Number(headers.get('x-ratelimit-reset')) * 1000).toBe(Math.ceil(now / 30_000) * 30_000)
    now += Number(headers.get('retry-after')) * 1000
    expect((await client.get('/v3/jobs')).status).toBe(200)
    sandbox.setRateLimit({ limit: 1_000_000, windowMs: 30_000 })
  })
})
