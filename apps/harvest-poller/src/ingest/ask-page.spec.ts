import { afterEach, describe, expect, it } from '@jest/globals'
import { applications } from '@trellis/greenhouse'
import { Metrics } from '@trellis/runtime'
import { HarvestClient } from '../harvest/harvest-client.js'
import { listingsOf } from '../harvest/listings.js'
import { PollerMetrics } from '../poller-metrics.js'
import { localServer, type LocalAnswer, type LocalServer } from '../testing/http-server.js'
import { PLENTY } from '../testing/polling.js'
import { askOnlyPage, askPage } from './ask-page.js'

const [listing] = listingsOf(applications)
const NEXT = { ...PLENTY, link: '<http://x/v3/applications?cursor=2>; rel="next"' }
const signal = new AbortController().signal

describe('a page that is asked for', () => {
  let server: LocalServer
  afterEach(() => server.close())

  const answered = async (answer: LocalAnswer, ask: typeof askPage): Promise<unknown> => {
    server = await localServer(({ url = '' }) =>
      url.startsWith('/token') ? { body: { access_token: 'token', expires_in: 3_600 } } : { headers: PLENTY, ...answer },
    )
    const account = { tokenUrl: `${server.url}/token`, clientId: 'id', clientSecret: 'secret' }
    const client = new HarvestClient(account, new PollerMetrics(new Metrics()))
    const asked = await ask({ client, harvestUrl: server.url }, { work: 'window', listing, options: {} }, signal)
    return asked.type === 'page'
      ? { records: asked.slices.map((slice) => Buffer.from(slice).toString()), cursor: asked.cursor }
      : asked.error.kind
  }

  it('is cut into its records, with the cursor behind it', async () => {
    expect(await answered({ headers: NEXT, body: [{ id: 1 }, { id: 2 }] }, askPage)).toEqual({
      records: ['{"id":1}', '{"id":2}'],
      cursor: '2',
    })
  })

  it('may be refused', async () => {
    expect(await answered({ status: 403 }, askPage)).toBe('forbidden')
  })

  it('is none where it broke off', async () => {
    await expect(answered({ body: '[{"id":1},{"id"' }, askPage)).rejects.toMatchObject({
      message: 'the listing of applications broke off',
      retryable: true,
    })
  })

  it('is none where a next page cannot be asked for: one such answer must end neither a listing nor the poller', async () => {
    const link = '<http://x/v3/applications>; rel="next"'
    await expect(answered({ headers: { ...PLENTY, link }, body: [{ id: 1 }] }, askPage)).rejects.toMatchObject({
      message: 'the listing of applications does not say how it goes on',
      retryable: true,
    })
  })

  it('is a whole answer where it has no page behind it', async () => {
    expect(await answered({ body: [{ id: 1 }] }, askOnlyPage)).toEqual({ records: ['{"id":1}'], cursor: undefined })
  })

  it('is none where a whole answer is asked for and another page is behind it', async () => {
    await expect(answered({ headers: NEXT, body: [{ id: 1 }] }, askOnlyPage)).rejects.toMatchObject({
      message: 'the listing of applications broke off',
      retryable: true,
    })
  })
})
