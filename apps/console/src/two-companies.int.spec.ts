import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { ownLog } from '@trellis/operations/testing'
import { instantOfMs } from '@trellis/pipeline'
import {
  addDeliveries,
  addFirstGeneration,
  addProblems,
  addRefusalExamples,
  addRefusals,
  noteAtEndpoints,
  type EventLog,
} from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import type { Browser } from './testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from './testing/own-console.js'

/** Whose name stands in everything that is theirs. */
const OURS = 'amber'
const THEIRS = 'birch'
const RAW_IDS: Readonly<Record<string, string>> = { [OURS]: 'a'.repeat(24), [THEIRS]: 'b'.repeat(24) }
const READER = 'rita@acme.example'
const NOW = instantOfMs(Date.now())
const HOUR_US = 3_600_000_000

/** The routes that read of one company and have its name in the answer without repeating it from the request. */
const SHOWING = [
  'GET /api/connections/{id}',
  'GET /api/connections/{id}/deliveries',
  'GET /api/connections/{id}/deliveries/{delivery}',
  'GET /api/connections/{id}/privacy',
  'GET /api/connections/{id}/refusals',
  'GET /api/problems',
]

/** What an act of one company is given. One that is missing here is sent without a body, and is not allowed to be refused for it. */
const BODIES: Readonly<Record<string, object>> = {
  'PATCH /api/connections/{id}': { name: 'Amber Incorporated' },
  'PUT /api/connections/{id}/credentials': { clientId: 'amber', clientSecret: 'amber-secret', saveAnyway: true },
  'POST /api/connections/{id}/pause': {},
  'POST /api/connections/{id}/resume': {},
  'POST /api/completeness/{connection}/sweeps': { resources: [] },
  'POST /api/completeness/{connection}/audits': { resources: [] },
  'POST /api/completeness/{connection}/removals/{resource}/confirm': { removals: 1 },
}

let log: EventLog
let console: OwnConsole
let admin: Browser

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC])
  console = await ownConsole({ log, ingressUrl: new URL('https://hooks.example.com') })
  const first = await console.signedIn(ADMIN)
  const reader = { email: READER, name: 'Rita', password: PASSWORD, role: 'admin', rights: ['raw'] }
  expect((await first.send('POST', '/api/accounts', reader)).status).toBe(201)
  admin = await console.signedIn(READER)
  await addFirstGeneration(console.pool, 1)
  for (const company of [OURS, THEIRS]) await givenCompany(company)
})
afterAll(async () => {
  await console.close()
  await log.close()
})

/** Something of a company in whatever the console reads of a connection. */
async function givenCompany(company: string): Promise<void> {
  const given = givenIn(console.ops, company)
  const added = await admin.send('POST', '/api/connections', {
    ...{ name: company, clientId: `${company}-client`, clientSecret: `${company}-secret`, saveAnyway: true },
  })
  expect([added.status, added.body['id']]).toEqual([201, company])
  expect((await admin.send('POST', `/api/connections/${company}/webhook-secret`)).status).toBe(201)
  await given.progress(['offers', 'jobs'], { lastError: `${company} answers 500`, permission: 'granted' })
  await given.listed('offers', [`${company}-1`])
  await given.due('offers', [`${company}-1`])
  await given.suspects('offers', [`${company}-1`], { dueUs: null })
  await given.hold('offers', { sinceUs: String(NOW), suspects: '1', alive: '0' })
  await given.audit([`${company}-resource`], { askedAt: new Date(), state: 'asked' })
  await given.webhooks('offer_created', 1, NOW)
  const place = { partition: 0, offset: company === OURS ? '1' : '2', at: NOW }
  const rawId = rawIdOf(company)
  await addDeliveries(console.pool, [
    {
      ...{ ...place, connection: company, rawId, bytes: 10, endpoint: undefined, delivery: undefined, problems: 0 },
      ...{ action: 'offer_created', outcome: 'read', events: 1 },
    },
  ])
  await noteAtEndpoints(console.pool, [{ connection: company, endpoint: 'offer_created', at: NOW, what: 'event' }])
  const refused = { connection: company, cause: 'unauthorized', endpoint: '', firstUs: NOW, lastUs: NOW } as const
  await addRefusals(console.pool, [{ ...refused, hourUs: NOW - (NOW % HOUR_US), refusals: 1 }])
  const example = { atUs: NOW, endpoint: '', bytes: 5, sender: company }
  await addRefusalExamples(console.pool, [{ connection: company, cause: 'unauthorized', examples: [example] }])
  await addProblems(console.pool, [
    {
      ...{
        id: `${company}-problem`,
        connection: company,
        kind: 'webhook',
        rawId,
        code: 'unreadable_cell',
        action: 'offer_created',
      },
      ...{ position: { topic: 'greenhouse.raw', partition: 0, offset: place.offset }, seenAt: new Date().toISOString() },
      ...{ resolvedAt: null, resource: 'offers', key: '1', column: 'status' },
    },
  ])
}

function rawIdOf(company: string): string {
  return RAW_IDS[company] ?? ''
}

interface Route {
  readonly name: string
  readonly method: string
  /** Its address, asked for of a company; `things` is the company whose delivery is named in it. */
  readonly address: (company: string, things?: string) => string
}

/** Every route of the OpenAPI document that is about one connection. */
function routes(): readonly Route[] {
  return Object.entries(console.document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const parameters = (item[method]?.parameters ?? []) as {
        readonly name: string
        readonly in: string
        readonly required?: boolean
      }[]
      const isOfOne = /^\/api\/connections\/\{id\}/.test(path) || parameters.some(({ name }) => name === 'connection')
      if (!item[method] || !isOfOne) return []
      const address = (company: string, things = company): string => {
        const filled: Readonly<Record<string, string>> = {
          ...{ id: company, connection: company, delivery: `${NOW}.${rawIdOf(things)}`, resource: 'offers', key: '1' },
        }
        const asked = parameters.filter((each) => each.in === 'query' && (each.name === 'connection' || each.required === true))
        const query = new URLSearchParams(Object.fromEntries(asked.map(({ name }) => [name, filled[name] ?? ''])))
        return `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? '')}?${query.toString()}`
      }
      return [{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), address }]
    }),
  )
}

/** Every row of `ops` that is a company's, but for the table of who did what. */
async function rowsOf(company: string): Promise<readonly string[]> {
  const { rows: tables } = await console.pool.query<{ readonly name: string; readonly column: string }>(
    `select format('ops.%I', table_name) as name, column_name as column from information_schema.columns
     where table_schema = 'ops' and (column_name = 'connection_id' or (table_name = 'connection' and column_name = 'id')) order by 1`,
  )
  const found: string[] = []
  for (const { name, column } of tables) {
    const { rows } = await console.pool.query<{ readonly row: string }>(
      `select $1 || t::text as row from ${name} t where t.${column} = $2 order by 1`,
      [name, company],
    )
    found.push(...rows.map(({ row }) => row))
  }
  return found
}

describe('what is asked of one of two companies', () => {
  it('is answered with nothing of the other, on every route', async () => {
    const shown: string[] = []
    const mixed: string[] = []
    for (const { name, address } of routes().filter(({ method }) => method === 'GET')) {
      const { body } = await admin.send('GET', address(OURS))
      const text = JSON.stringify(body)
      if (/birch|b{24}/.test(text)) mixed.push(name)
      if (/amber-|"(?:name|sender)":"amber"|a{24}/.test(text)) shown.push(name)
    }
    expect(mixed).toEqual([])
    expect(shown.toSorted()).toEqual(SHOWING)
  })

  it('is not there where it is a thing of the other', async () => {
    const crossed = routes().filter(({ address }) => address(OURS) !== address(OURS, THEIRS))
    const answers = []
    for (const { name, method, address } of crossed) {
      const { status } = await admin.send(method, address(OURS, THEIRS))
      answers.push([name, status])
    }
    expect(answers.length).toBeGreaterThan(1)
    expect(answers).toEqual(crossed.map(({ name }) => [name, 404]))
  })
})

describe('what is done to one of two companies', () => {
  it('leaves every row of the other as it was, by every route', async () => {
    const before = await rowsOf(THEIRS)
    expect(before.length).toBeGreaterThan(12)
    // Its removal comes last: it would be no more to do anything to.
    const acts = routes()
      .filter(({ method }) => method !== 'GET')
      .toSorted((a, b) => rank(a) - rank(b))
    const done: string[] = []
    for (const { name, method, address } of acts) {
      const { version } = (await admin.send('GET', `/api/connections/${OURS}`)).body
      const body = BODIES[name]
      const isSeen = body !== undefined && name.includes('/connections/')
      const { status } = await admin.send(method, address(OURS), body && { ...body, ...(isSeen && { version }) })
      if (status < 300) done.push(name)
      expect([name, await rowsOf(THEIRS)]).toEqual([name, before])
    }
    expect(done).toEqual(expect.arrayContaining([...Object.keys(BODIES), 'DELETE /api/connections/{id}']))
  })
})

function rank({ name }: Route): number {
  return Number(name === 'DELETE /api/connections/{id}')
}
