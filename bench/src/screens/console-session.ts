import { makeFirstAdminToken, transact, type Pool } from '@trellis/runtime'

/** A browser that an admin is signed in with. */
export interface ConsoleSession {
  /** Asks a route; gives what it answered. Throws where that is not 200. */
  get(path: string): Promise<unknown>
}

/** Makes the first admin of the console at `url`. */
export async function adminsSession(pool: Pool, url: string): Promise<ConsoleSession> {
  const first = await fetch(`${url}/api/session`)
  const { csrfToken } = (await first.json()) as { readonly csrfToken: string }
  const token = await transact(pool, makeFirstAdminToken)
  const made = await fetch(`${url}/api/first-admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookieOf(first), origin: url, 'x-csrf-token': csrfToken },
    body: JSON.stringify({ token, name: 'Ada', email: 'ada@acme.example', password: 'correct horse battery' }),
  })
  if (made.status !== 201) throw new Error(`the first admin was not made: ${made.status} ${await made.text()}`)
  const cookie = cookieOf(made)
  return {
    get: async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { cookie } })
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`GET ${path} gave ${answer.status}: ${text}`)
      return JSON.parse(text) as unknown
    },
  }
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.replace(/;.*$/, '') ?? ''
}
