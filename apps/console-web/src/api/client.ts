import createClient, { type Middleware } from 'openapi-fetch'
import { ProblemError, problemIn } from './problem.js'
import type { components, paths } from './schema.js'

/** Bodies of requests and answers by their names in the OpenAPI document. */
export type Schemas = components['schemas']

/** What the client needs to know of the session, and says of it. */
interface SessionPort {
  csrfToken(): string | undefined
  ended(): void
}

let session: SessionPort = { csrfToken: () => undefined, ended: () => undefined }

/** Gives the client the session that its requests belong to. */
export function connectSession(port: SessionPort): void {
  session = port
}

const ofSession: Middleware = {
  onRequest({ request }) {
    const token = session.csrfToken()
    if (request.method !== 'GET' && token !== undefined) request.headers.set('X-CSRF-Token', token)
    return request
  },
  async onResponse({ response }) {
    if (response.status !== 401) return
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => undefined)
    if (problemIn(response, body).code !== 'sign-in-refused') session.ended()
  },
}

/** The console's API. Every route, parameter and answer is typed by its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' })
api.use(ofSession)

/** What was answered. Throws a ProblemError where that is an error. */
export async function answer<Data>(asked: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await asked
  if (!response.ok) throw new ProblemError(problemIn(response, error))
  return data as Data
}
