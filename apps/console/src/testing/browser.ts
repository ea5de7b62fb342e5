/** What a route has answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** A browser: it keeps a cookie, and sends the token of its session. */
export class Browser {
  cookie = ''
  csrfToken = ''

  /** `usual` are headers of every request, as a proxy before the console sends them. */
  constructor(
    private readonly url: string,
    private readonly usual: Readonly<Record<string, string>> = {},
  ) {}

  /** Asks for its session. */
  async look(): Promise<Answer> {
    return this.send('GET', '/api/session')
  }

  /** Sends a request as a page would; `headers` are in the place of its own. */
  async send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...(method !== 'GET' && { origin: this.url, 'x-csrf-token': this.csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...this.usual,
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const [set] = response.headers.getSetCookie()
    if (set !== undefined) this.cookie = set.replace(/;.*$/, '')
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const answer = { status: response.status, headers: response.headers, body: isJson && text !== '' ? asObject(text) : { text } }
    if (typeof answer.body['csrfToken'] === 'string') this.csrfToken = answer.body['csrfToken']
    return answer
  }
}

function asObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : { value }
}
