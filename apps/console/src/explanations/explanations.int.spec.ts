import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId } from '@trellis/greenhouse'
import { namedResource } from '@trellis/operations'
import { ownLog, recordsOf, saidBy, writeTables } from '@trellis/operations/testing'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { addFirstGeneration, newRawKey, type EventLog } from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import type { Answer, Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const AT = '/api/explanations?resource=offers&key=7'

let log: EventLog
let console: OwnConsole
let viewer: Browser

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC])
  console = await ownConsole({ log })
  const admin = await console.signedIn(ADMIN)
  const vera = { email: 'vera@acme.example', name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] }
  expect((await admin.send('POST', '/api/accounts', vera)).status).toBe(201)
  viewer = await console.signedIn(vera.email)
  await givenIn(console.ops).connection()
  const body = Buffer.from(JSON.stringify({ id: 7, application_id: 2, status: 'Created' }))
  const at = instantOfMs(Date.now() - 10_000)
  const raw = { connection: 'acme', kind: 'record', resource: 'offers', at, body } as const
  await log.append(RAW_TOPIC, [encodeRaw({ ...raw, id: recordEventId('acme', 'offers', at, body) }, newRawKey('acme'))])
  await console.pool.query('create schema recruiting_g1')
  await addFirstGeneration(console.pool, 1)
  await writeTables(console.pool, 'recruiting_g1', [namedResource('offers')], saidBy(await recordsOf(log, RAW_TOPIC)))
})
afterAll(async () => {
  await console.close()
  await log.close()
})

const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`
const cellsOf = ({ body }: Answer) => body['cells'] as readonly Record<string, unknown>[]

describe('the explanation of a row', () => {
  it('has each cell with the raw event that reported it, and where that stands', async () => {
    const answer = await viewer.send('GET', AT)
    expect([answer.status, answer.body['state']]).toEqual([200, 'live'])
    expect(cellsOf(answer).find(({ name }) => name === 'status')).toMatchObject({
      ...{ value: '"Created"', lacks: null },
      report: { kind: 'record', isSo: true, position: { topic: RAW_TOPIC } },
    })
  })

  it('is of one cell where one is asked for', async () => {
    const cells = cellsOf(await viewer.send('GET', `${AT}&column=status&connection=acme`))
    expect(cells.map(({ name }) => name)).toEqual(['status'])
  })

  it('has no cell where the row is another connection’s', async () => {
    const { body } = await viewer.send('GET', `${AT}&connection=globex`)
    expect([body['state'], body['cells']]).toEqual(['unknown', []])
  })

  it.each([
    ['a resource that there is not', '/api/explanations?resource=offres&key=7', '404 not-found'],
    ['a column that there is not', `${AT}&column=statsu`, '404 not-found'],
    ['no key', '/api/explanations?resource=offers', '400 request-invalid'],
  ])('of %s is refused', async (_, path, code) => {
    expect(codeOf(await viewer.send('GET', path))).toBe(code)
  })
})
