import { instantOfMs, type Instant } from '@trellis/pipeline'

/** An answer's headers: fetch's `Headers`, or a record of any spelling. */
export type HeadersLike = FetchedHeaders | Readonly<Record<string, string | readonly string[] | undefined>>
interface FetchedHeaders {
  get(name: string): string | null
}

/** What is left of the fixed window of 30 seconds. Headers that are missing or no numbers stay out. */
export interface RateLimit {
  readonly limit?: number
  readonly remaining?: number
  readonly resetAt?: Instant
  readonly retryAfterMs?: number
}

/** `X-RateLimit-Limit`, `-Remaining`, `-Reset` (epoch seconds) stand on every answer; `Retry-After` on a 429 (Harvest v3 guide, rate limits). */
export function readRateLimit(headers: HeadersLike): RateLimit {
  const limit = digits(headers, 'x-ratelimit-limit')
  const remaining = digits(headers, 'x-ratelimit-remaining')
  const reset = digits(headers, 'x-ratelimit-reset')
  const retryAfterMs = retryAfter(headers)
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { resetAt: instantOfMs(reset * 1000) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The server's clock when it answered, to the second. */
export function dateOf(headers: HeadersLike): Instant | undefined {
  const at = Date.parse(header(headers, 'date') ?? '')
  return Number.isNaN(at) ? undefined : instantOfMs(at)
}

/** Seconds, or a date (RFC 9110), which is counted from the answer's own. */
function retryAfter(headers: HeadersLike): number | undefined {
  const seconds = digits(headers, 'retry-after')
  if (seconds !== undefined) return seconds * 1000
  const until = Date.parse(header(headers, 'retry-after') ?? '')
  const now = Date.parse(header(headers, 'date') ?? '')
  return Number.isNaN(until - now) ? undefined : Math.max(0, until - now)
}

function digits(headers: HeadersLike, name: string): number | undefined {
  const text = header(headers, name)?.trim()
  return text !== undefined && /^\d{1,12}(\.\d+)?$/.test(text) ? Number(text) : undefined
}

function header(headers: HeadersLike, name: string): string | undefined {
  if (isFetched(headers)) return headers.get(name) ?? undefined
  const found = Object.entries(headers).find(([spelling]) => spelling.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : found?.[0]
}

function isFetched(headers: HeadersLike): headers is FetchedHeaders {
  return typeof headers.get === 'function'
}
