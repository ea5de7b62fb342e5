import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startService, type RunningService } from '@trellis/cli'
import { freePort, localDir, scratchDir } from '@trellis/local'
import { makeFirstAdminToken, transact } from '@trellis/runtime'
import { installSchemathesis, missingForSchemathesis, schemathesis } from './schemathesis.js'
import { makeWorld, type World } from './world.js'

const missing = missingForSchemathesis()
if (missing !== undefined) console.warn(`NOT CHECKED: the console's answers, by schemathesis. There is no ${missing}.`)
const describeInstalled = missing === undefined ? describe : describe.skip

const ADMIN = { name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery' }

/** It invents no cookies. */
const OWN_SESSION = '--generation-with-security-parameters=false'
/** A run over all routes, and one over one. */
const LONG = ['--max-examples=40', '--continue-on-failure', '--phases=examples,coverage,fuzzing,stateful']
const SHORT = ['--max-examples=20', '--no-shrink', '--phases=coverage,fuzzing']
/** Lines at the end that say what was done. */
const SUMMARY = 15
/** There are more kinds of acts in the audit log then. */
const ACTS = 8
/** No 500, and nothing that the document has not. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
].join()

interface Document {
  readonly paths: Readonly<Record<string, { readonly get?: { responses: Record<string, unknown> } }>>
}

describeInstalled('the console, asked by schemathesis', () => {
  let world: World
  let service: RunningService<'console'>
  let url: string
  let program: string
  let folder: string
  /** Headers of an admin's session. */
  let session: readonly string[]
  let document: Document

  beforeAll(async () => {
    program = installSchemathesis()
    folder = await scratchDir('schemathesis')
    world = await makeWorld({ sandbox: { candidates: 20 } })
    await world.start()
    const port = String(await freePort())
    url = `http://127.0.0.1:${port}`
    const { brokers, databaseUrl } = world
    service = await startService('console', {
      infrastructure: { brokers, databaseUrl },
      ingressPort: await freePort(),
      env: {
        ...world.environment,
        CONSOLE_PORT: port,
        CONSOLE_URL: url,
        CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64'),
      },
      logs: join(localDir, 'logs', 'schemathesis'),
    })
    session = await adminsSession()
    document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document
    await world.synced()
  })
  afterAll(async () => {
    await service.child.stop()
    await world.close()
  })

  async function adminsSession(): Promise<readonly string[]> {
    const first = await fetch(`${url}/api/session`)
    const token = await transact(world.pool, makeFirstAdminToken)
    const made = await fetch(`${url}/api/first-admin`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: cookieOf(first),
        origin: url,
        'x-csrf-token': await csrfTokenOf(first),
      },
      body: JSON.stringify({ token, ...ADMIN }),
    })
    return [`Cookie: ${cookieOf(made)}`, `X-CSRF-Token: ${await csrfTokenOf(made)}`, `Origin: ${url}`]
  }

  async function asked(given: Document, bounds: readonly string[], ...more: readonly string[]) {
    const path = join(folder, 'console.openapi.json')
    await writeFile(path, JSON.stringify(given))
    const headers = session.flatMap((header) => ['-H', header])
    return schemathesis(program, folder, [
      path,
      `--url=${url}`,
      `--checks=${CHECKS}`,
      OWN_SESSION,
      ...bounds,
      ...headers,
      ...more,
    ])
  }

  async function kindsOfActs(): Promise<number> {
    const { rows } = await world.pool.query<{ readonly n: number }>(
      'select count(distinct what)::int as n from ops.audit_log where who = $1',
      [ADMIN.email],
    )
    return rows[0]?.n ?? 0
  }

  it('gives no 500 and no answer that its document has not, whatever an admin sends', async () => {
    // What may end the session is asked last: signing out, and changing an account, for it may be the admin's own.
    const endings = ['Accounts_change', 'Session_end']
    const { status, said } = await asked(document, LONG, ...endings.map((id) => `--exclude-operation-id=${id}`))
    console.log(status === 0 ? said.split('\n').slice(-SUMMARY).join('\n') : said)
    expect(status).toBe(0)
    // The admin was one until the end, and had things done of every kind.
    expect(await kindsOfActs()).toBeGreaterThan(ACTS)
    expect((await fetch(`${url}/api/accounts`, { headers: { cookie: session[0]?.replace('Cookie: ', '') ?? '' } })).status).toBe(
      200,
    )
    for (const id of endings) {
      const ending = await asked(document, SHORT, `--include-operation-id=${id}`)
      expect(ending).toMatchObject({ status: 0 })
    }
  })

  it('is found out where it gives one', async () => {
    const lacking = structuredClone(document)
    const { get } = lacking.paths['/api/audit-log'] ?? {}
    if (get) get.responses = { 500: get.responses['500'] }
    const { status, said } = await asked(lacking, SHORT, '--include-operation-id=AuditLog_list')
    expect([status, said]).toEqual([1, expect.stringContaining('Undocumented status code')])
  })
})

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.replace(/;.*$/, '') ?? ''
}

async function csrfTokenOf(response: Response): Promise<string> {
  const { csrfToken } = (await response.json()) as { readonly csrfToken: string }
  return csrfToken
}
