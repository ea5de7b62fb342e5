import type { JsonRecord } from './collections/collection.js'
import type { RunningSandbox } from './running-sandbox.js'

/** An answer as the specs look at it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Reads a sandbox as a client of Harvest would: with a token, page by page. For specs. */
export class ReadingClient {
  #token: string | undefined

  constructor(private readonly sandbox: RunningSandbox) {}

  /** Asks for a token; `credentials` and `body` as they go out. */
  async token(body = 'grant_type=client_credentials', credentials = this.basic(), search = ''): Promise<Answer> {
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
    if (credentials !== '') headers['authorization'] = credentials
    return read(await fetch(this.sandbox.tokenUrl + search, { method: 'POST', headers, body }))
  }

  basic(id = this.sandbox.credentials.clientId, secret = this.sandbox.credentials.clientSecret): string {
    return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  }

  /** One request, with the token asked for first, or with another one. */
  async get(path: string, token?: string): Promise<Answer> {
    this.#token ??= (JSON.parse((await this.token()).text) as { access_token: string }).access_token
    const url = new URL(path, this.sandbox.url)
    return read(await fetch(url, { headers: { authorization: `Bearer ${token ?? this.#token}` } }))
  }

  /** All pages of a listing, after one another. */
  async listAll(path: string): Promise<JsonRecord[]> {
    const records: JsonRecord[] = []
    for (let next: string | undefined = path; next !== undefined;) {
      const answer = await this.get(next)
      if (answer.status !== 200) throw new Error(`${next}: ${answer.status} ${answer.text}`)
      records.push(...(JSON.parse(answer.text) as JsonRecord[]))
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    return records
  }

  async control(method: 'GET' | 'POST', path: string, body: unknown = {}): Promise<Answer> {
    const init = method === 'GET' ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return read(await fetch(`${this.sandbox.url}/_sandbox/${path}`, { method, ...init }))
  }
}

async function read(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, text: await response.text() }
}
