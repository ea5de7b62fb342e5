import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { source } from '@trellis/greenhouse'
import { startSandbox, type RunningSandbox } from '@trellis/greenhouse-sandbox'
import { until } from '@trellis/local'
import { instantOfMs, versionOf } from '@trellis/pipeline'
import { clientDigest, createLogger } from '@trellis/runtime'
import type { Answer, Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const SECRET = 'canary-3f1c9a7e5b2d'
const CLIENT = 'client-of-acme'
const LONG_AGO = versionOf({
  at: instantOfMs(1_700_000_000_000),
  kind: 'record',
  revision: source.revision,
  event: 'a'.repeat(24),
  ordinal: 0,
})
const CREDENTIALS = { clientId: CLIENT, clientSecret: SECRET }

let sandbox: RunningSandbox
let console: OwnConsole
let admin: Browser
/** Everything that is logged, before anything is taken out of it. */
const logged: string[] = []
const note = (...what: readonly unknown[]): void => void logged.push(inspect(what, { depth: 10 }))
const logger = Object.assign(createLogger('console', 'silent'), { info: note, warn: note, error: note, debug: note })
const answers: Answer[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ candidates: 30, clientId: CLIENT, clientSecret: SECRET })
  const harvest = { harvestUrl: sandbox.url, tokenUrl: sandbox.tokenUrl }
  console = await ownConsole({ harvest, environmentConnection: 'deployed', logger })
  admin = await console.signedIn(ADMIN)
  const vera = { email: 'vera@acme.example', name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] }
  await admin.send('POST', '/api/accounts', vera)
})
afterAll(async () => {
  await console.close()
  await sandbox.stop()
})
beforeEach(() => sandbox.clearFaults())

const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
  const answer = await admin.send(method, `/api/connections${path}`, body)
  answers.push(answer)
  return answer
}
const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`
const admins = (): string => String(sandbox.credentials.userId)
const noAdmin = (): string => String(sandbox.truth('users').find((user) => user['site_admin'] === false)?.['id'])
const add = async (name: string, more: object = {}): Promise<{ id: string; version: number }> => {
  const { body } = await send('POST', '', { name, ...CREDENTIALS, actingUserId: admins(), ...more })
  return body as unknown as { id: string; version: number }
}
/** Asks until the check has ended. */
const permissionsOf = async (id: string): Promise<Record<string, unknown>> => {
  expect(codeOf(await send('POST', `/${id}/permissions/check`))).toBe('202 undefined')
  return until(
    async () => {
      const { body } = await send('GET', `/${id}/permissions`)
      return body['state'] !== 'asking' && body
    },
    { what: 'the permissions to have been asked' },
  )
}

describe('a connection is added', () => {
  it('with credentials that Greenhouse takes, under an id out of its name that is never used again', async () => {
    const { status, body } = await send('POST', '', { name: 'Müller & Söhne', ...CREDENTIALS, actingUserId: admins() })
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        ...{ id: 'muller-sohne', name: 'Müller & Söhne', madeBy: 'console', hasCredentials: true, actingUserId: admins() },
        ...{ version: 1, changedBy: ADMIN, pausedAt: null, removedAt: null },
      }),
    ])
    await send('DELETE', '/muller-sohne')
    expect(await add('Müller & Söhne')).toMatchObject({ id: 'muller-sohne-2' })
    const [kept] = (await console.connections.load()).filter(({ id }) => id === 'muller-sohne-2')
    expect(kept).toMatchObject({ clientId: CLIENT, clientSecret: SECRET, harvestUserId: BigInt(admins()) })
  })

  it.each([
    ['another secret', { clientSecret: 'another' }, '422 credentials-wrong'],
    ['another client id', { clientId: 'nobody' }, '422 credentials-wrong'],
    ['a client id that is none', { clientId: 'no:body' }, '422 credentials-wrong'],
    ['an acting user that Greenhouse does not know', { actingUserId: '999999999' }, '422 acting-user-unknown'],
  ])('not with %s, and is then not kept, unless that is asked for', async (_, wrong, code) => {
    const given = { name: `Wrong ${code}`, ...CREDENTIALS, actingUserId: admins(), ...wrong }
    const before = (await send('GET', '')).body
    expect(codeOf(await send('POST', '', given))).toBe(code)
    expect((await send('GET', '')).body).toEqual(before)
    expect(codeOf(await send('POST', '', { ...given, saveAnyway: true }))).toBe('201 undefined')
  })

  it('not where the token endpoint is broken', async () => {
    sandbox.setFaults({ requests: [{ kind: 'error', everyNth: 1, path: 'token' }] })
    expect(codeOf(await send('POST', '', { name: 'Away', ...CREDENTIALS }))).toBe('422 greenhouse-unreachable')
  })

  it('under another id than the one that variables describe', async () => {
    expect(await add('deployed')).toMatchObject({ id: 'deployed-2' })
  })

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ name: 'Half', clientId: 'c' }, 'clientSecret'],
    [{ name: 'Blank', clientId: 'c d', clientSecret: 's' }, 'clientId'],
    [{ name: 'User', ...CREDENTIALS, actingUserId: 'ada' }, 'actingUserId'],
  ])('not as %j', async (body, at) => {
    const answer = await send('POST', '', body)
    expect(answer.body).toMatchObject({ status: 400, errors: [expect.objectContaining({ at })] })
  })
})

describe('a connection is changed', () => {
  it('by one of two admins who looked at the same: the other reads who and when, and loses nothing', async () => {
    const { id, version } = await add('Two admins')
    expect((await send('PATCH', `/${id}`, { version, name: 'First' })).body).toMatchObject({ name: 'First', version: 2 })
    const second = await send('PATCH', `/${id}`, { version, name: 'Second' })
    expect(codeOf(second)).toBe('409 changed-meanwhile')
    expect(second.body['detail']).toMatch(new RegExp(`^${ADMIN} changed it at \\d{4}-`))
    expect((await send('GET', `/${id}`)).body).toMatchObject({ name: 'First', version: 2 })
  })

  it('to act as another user only where Greenhouse knows that user', async () => {
    const { id, version } = await add('Acting')
    expect(codeOf(await send('PATCH', `/${id}`, { version, actingUserId: '999999999' }))).toBe('422 acting-user-unknown')
    expect((await send('PATCH', `/${id}`, { version, actingUserId: null })).body).toMatchObject({ actingUserId: null })
  })

  it('to other credentials only once they were tried; until then those before are kept', async () => {
    const { id, version } = await add('Rotated')
    const wrong = { version, clientId: CLIENT, clientSecret: 'another' }
    expect(codeOf(await send('PUT', `/${id}/credentials`, wrong))).toBe('422 credentials-wrong')
    const keptOf = async () => (await console.connections.load()).find((each) => each.id === id)
    expect(await keptOf()).toMatchObject({ clientSecret: SECRET })
    expect(codeOf(await send('PUT', `/${id}/credentials`, { ...wrong, saveAnyway: true }))).toBe('200 undefined')
    expect(await keptOf()).toMatchObject({ clientSecret: 'another', harvestUserId: BigInt(admins()) })
  })

  it('never to credentials of another company, whatever is asked for', async () => {
    const { id, version } = await add('Company')
    await console.pool.query(
      `insert into ops.listed_record (connection_id, resource, key, version) values ($1, 'users', '987654321', $2)`,
      [id, LONG_AGO],
    )
    const given = { version, ...CREDENTIALS, saveAnyway: true }
    expect(codeOf(await send('PUT', `/${id}/credentials`, given))).toBe('409 other-company')
    sandbox.takeScopes(['users'])
    expect(codeOf(await send('PUT', `/${id}/credentials`, { version, ...CREDENTIALS }))).toBe('422 company-unproven')
    sandbox.giveScopes(['users'])
    await console.pool.query('update ops.connection set proven_client = $2 where id = $1', [id, clientDigest(CLIENT)])
    expect(codeOf(await send('PUT', `/${id}/credentials`, given))).toBe('200 undefined')
  })

  it('is paused and asked again', async () => {
    const { id, version } = await add('Paused')
    const paused = await send('POST', `/${id}/pause`, { version })
    expect(paused.body).toMatchObject({ pausedAt: expect.any(String), version: 2 })
    expect((await console.connections.load(['credentials'])).find((each) => each.id === id)).toMatchObject({ isPaused: true })
    expect((await send('POST', `/${id}/resume`, { version: 2 })).body).toMatchObject({ pausedAt: null })
  })

  it('is removed with its secrets, and changed no more', async () => {
    const { id } = await add('Removed')
    expect((await send('DELETE', `/${id}`)).body).toMatchObject({ removedAt: expect.any(String), hasCredentials: false })
    expect(codeOf(await send('PATCH', `/${id}`, { version: 1, name: 'Back' }))).toBe('409 connection-removed')
    expect(codeOf(await send('POST', `/${id}/permissions/check`))).toBe('409 connection-removed')
  })

  it('is not changed here where variables describe it, and there has to be one', async () => {
    await console.connections.register({ id: 'deployed', name: 'deployed', clientId: 'c', clientSecret: 's' })
    const body = { version: 1, name: 'x' }
    expect((await send('GET', '/deployed')).body).toMatchObject({ madeBy: 'environment' })
    const found = [
      await send('PATCH', '/deployed', body),
      await send('DELETE', '/deployed'),
      await send('PATCH', '/nothing', body),
    ]
    expect(found.map(codeOf)).toEqual(['409 connection-of-environment', '409 connection-of-environment', '404 not-found'])
  })
})

describe('permissions', () => {
  afterEach(() => sandbox.giveScopes(['offers', 'eeoc']))

  it('are granted, group by group, and asked again without the secret', async () => {
    const { id } = await add('Granted')
    expect((await send('GET', `/${id}/permissions`)).body).toMatchObject({ state: 'never', actingUser: 'unknown' })
    const { groups, ...found } = await permissionsOf(id)
    expect(found).toMatchObject({ state: 'asked', failure: null, actingUser: 'fine', asked: found['total'] })
    expect(['seen', 'none seen']).toContain(found['privateCandidates'])
    expect(new Set((groups as { state: string }[]).map(({ state }) => state))).toEqual(new Set(['granted']))
  })

  it('that are missing name their scopes, and the tables that stay empty', async () => {
    const { id } = await add('Missing')
    sandbox.takeScopes(['offers'])
    const { groups, actingUser } = await permissionsOf(id)
    expect(actingUser).toBe('fine')
    expect((groups as { state: string }[]).filter(({ state }) => state !== 'granted')).toEqual([
      {
        group: 'Offers',
        state: 'missing',
        costs: expect.any(String),
        emptyTables: ['recruiting.offers'],
        missingScopes: ['harvest:offers:list'],
      },
    ])
  })

  it('are another thing than an acting user who is no Site Admin', async () => {
    const { id } = await add('No admin', { actingUserId: noAdmin() })
    expect(await permissionsOf(id)).toMatchObject({ state: 'asked', actingUser: 'everything is refused' })
    const lost = await add('Lost')
    sandbox.setFaults({ lostSiteAdmin: true })
    expect(await permissionsOf(lost.id)).toMatchObject({ state: 'asked', actingUser: 'nothing is listed' })
  })

  it('and from the right to private candidates, where the tables hold some that are shown no more', async () => {
    const { id } = await add('Private')
    sandbox.setFaults({ hiddenPrivateCandidates: true })
    expect(await permissionsOf(id)).toMatchObject({ actingUser: 'fine', privateCandidates: 'none seen' })
    await console.pool.query('create schema if not exists recruiting')
    await console.pool.query('create table recruiting.candidates as select $1::text as connection_id, true as private', [id])
    expect(await permissionsOf(id)).toMatchObject({ actingUser: 'fine', privateCandidates: 'hidden' })
  })

  it('are not asked to the end where the credentials are refused, and it is said why', async () => {
    const { id } = await add('Refused', { clientSecret: 'another', saveAnyway: true })
    expect(await permissionsOf(id)).toMatchObject({ state: 'stopped', failure: { code: 'credentials-wrong' } })
    const { body } = await send('POST', '', { name: 'Without' })
    expect(codeOf(await send('POST', `/${String(body['id'])}/permissions/check`))).toBe('409 credentials-missing')
  })
})

describe('the step in Greenhouse, handed to a colleague', () => {
  it('is done by a link, once, without an account', async () => {
    const { body } = await send('POST', '', { name: 'Handed over' })
    const id = String(body['id'])
    const made = await send('POST', `/${id}/hand-over`)
    const [page, token] = String(made.body['link']).split('#')
    expect(page).toBe(`${console.url}/hand-over`)
    const colleague = await console.open()
    const opened = await colleague.send('POST', '/api/hand-over', { token })
    expect(opened.body).toEqual({ connection: 'Handed over', madeBy: ADMIN, expiresAt: made.body['expiresAt'] })
    const give = (more: object) => colleague.send('POST', '/api/hand-over/credentials', { token, ...CREDENTIALS, ...more })
    expect(codeOf(await give({ clientSecret: 'another' }))).toBe('422 credentials-wrong')
    expect((await give({ actingUserId: admins() })).status).toBe(204)
    expect((await send('GET', `/${id}`)).body).toMatchObject({ hasCredentials: true, changedBy: `a link of ${ADMIN}` })
    expect(codeOf(await give({}))).toBe('403 link-refused')
    expect(codeOf(await colleague.send('POST', '/api/hand-over', { token }))).toBe('403 link-refused')
    expect(codeOf(await colleague.send('GET', `/api/connections/${id}`))).toBe('401 not-signed-in')
  })

  it('ends after its time, with another link, and with the connection', async () => {
    const { body } = await send('POST', '', { name: 'Ends' })
    const id = String(body['id'])
    const colleague = await console.open()
    const make = async () => String((await send('POST', `/${id}/hand-over`)).body['link']).split('#')[1]
    const isOpen = async (token: string | undefined) => (await colleague.send('POST', '/api/hand-over', { token })).status === 200
    const [first, second] = [await make(), await make()]
    expect([await isOpen(first), await isOpen(second)]).toEqual([false, true])
    await console.pool.query(`update ops.connection_hand_over set expires_at = now() - interval '1 s' where connection_id = $1`, [
      id,
    ])
    expect(await isOpen(second)).toBe(false)
    const third = await make()
    await send('DELETE', `/${id}`)
    expect(await isOpen(third)).toBe(false)
  })
})

describe('a secret', () => {
  it('is in no answer, log line or entry of the audit log; what was done is in the audit log', async () => {
    const { body } = await admin.send('GET', '/api/audit-log?limit=500')
    const acts = (body['acts'] as { what: string; arguments: Record<string, unknown> }[]).map(({ what }) => what)
    expect(acts).toEqual(
      expect.arrayContaining([
        'POST /api/connections',
        'PATCH /api/connections/:id',
        'PUT /api/connections/:id/credentials',
        'POST /api/connections/:id/pause',
        'DELETE /api/connections/:id',
        'POST /api/connections/:id/hand-over',
        'POST /api/hand-over/credentials',
      ]),
    )
    const everything = [logged.join(), JSON.stringify([body, ...answers.map((answer) => answer.body)])]
    expect(answers.length).toBeGreaterThan(20)
    for (const where of everything) expect(where).not.toContain(SECRET)
  })
})
