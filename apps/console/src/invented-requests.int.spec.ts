import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Answer, Browser } from './testing/browser.js'
import { documentedRoutes, inventedRequests, type DocumentedRoute } from './testing/documented-routes.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from './testing/own-console.js'

/** For each route. */
const REQUESTS = 20

let console: OwnConsole
let admin: Browser
/** Ids that there are: the parameters of a path. */
let known: readonly string[]

beforeAll(async () => {
  console = await ownConsole()
  admin = await console.signedIn(ADMIN)
  const vera = { email: 'vera@acme.example', name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] }
  const made = [
    await admin.send('POST', '/api/accounts', vera),
    await admin.send('POST', '/api/connections', { name: 'Acme' }),
    await admin.send('POST', '/api/connections', { name: 'Globex' }),
  ]
  known = made.map(({ body }) => String(body['id']))
})
afterAll(() => console.close())

/** What is wrong with an answer by the document; undefined where nothing is. This console has no log. */
function complaintOf({ operation: { responses } }: DocumentedRoute, { status, headers, body }: Answer): unknown {
  const said = responses[String(status)]
  const kind = headers.get('content-type')?.replace(/;.*/, '')
  const kinds = said && 'content' in said ? Object.keys(said.content ?? {}) : []
  const isSaid = kinds.length === 0 || (kind !== undefined && kinds.includes(kind))
  return said && isSaid && (status < 500 || body['code'] === 'log-away') ? undefined : { status, kind, body }
}

const person = { name: 'a\u0000b', email: 'ann@acme.example', password: PASSWORD }

it.each([
  ['POST', '/api/accounts', { ...person, role: 'viewer', rights: [] }, 'name'],
  ['POST', '/api/first-admin', { ...person, token: 'x' }, 'name'],
  ['POST', '/api/problem-replays', { until: '2026-W53-1', problems: 1 }, 'until'],
  ['POST', '/api/problem-replays', { until: '0000-01-01T00:00:00Z', problems: 1 }, 'until'],
])('%s %s refuses what Postgres cannot keep', async (method, path, sent, at) => {
  const { status, body } = await admin.send(method, path, sent)
  expect({ status, body }).toMatchObject({ status: 400, body: { code: 'request-invalid', errors: [{ at }] } })
})

it('whatever is sent to a route, its answer is one that the document has, and none says that the console is broken', async () => {
  const statuses = new Set<number>()
  const complaints: unknown[] = []
  for (const route of documentedRoutes(console.document)) {
    const requests = inventedRequests(route, console.document, known)
    const holds = fc.asyncProperty(requests, async ({ path, body }) => {
      const answer = await admin.send(route.method, path, body)
      statuses.add(answer.status)
      expect(complaintOf(route, answer)).toBeUndefined()
    })
    // A route without parameters is asked once.
    const takesNothing = !route.operation.requestBody && (route.operation.parameters ?? []).length === 0
    const { failed, counterexample, seed, errorInstance } = await fc.check(holds, { numRuns: takesNothing ? 1 : REQUESTS })
    if (failed) complaints.push({ route: route.name, counterexample, seed, errorInstance })
  }
  expect(complaints).toEqual([])
  // The requests got everywhere: what is in order, what is wrong, what is not there, what cannot be now.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 403, 404, 409]))
})
