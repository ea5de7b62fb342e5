import type { Request, Response } from 'express'
import type { ParameterError, ServedCollection, Sight } from '../collections/served-collection.js'
import type { RequestFault } from '../faults.js'
import { writeCursor } from './cursor.js'
import { type ListRequest, readListRequest } from './list-request.js'
import type { Allowance, RateLimiter } from './rate-limiter.js'
import type { Tokens } from './tokens.js'

export interface ListRoute {
  readonly collections: ReadonlyMap<string, ServedCollection>
  readonly limiter: RateLimiter
  readonly tokens: Tokens
  /** The fault this request is to have. */
  readonly fault: (collection: string) => RequestFault | undefined
  readonly hasScope: (collection: string) => boolean
  readonly isSiteAdmin: (userId: number) => boolean
  /** What the acting user sees; undefined: nothing at all, for want of Site Admin. */
  readonly sight: () => Sight | undefined
  /** Cursors issued before are over. */
  readonly cursorsNotBefore: () => number
  readonly now: () => number
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** `GET /v3/<collection>`: one page of a listing. Routing comes before authentication (Harvest v3 guide, errors). */
export function answerList(route: ListRoute, request: Request, response: Response): void {
  const served = route.collections.get(String(request.params['collection']))
  const allowance = route.limiter.count()
  response.set(allowance.headers)
  if (served === undefined) {
    send(response, problem(404, { message: 'Resource not found' }))
    return
  }
  const fault = route.fault(served.name)
  const answer = answerOrRefuse(route, served, request, fault, allowance)
  if (fault?.kind === 'reset') breakOff(response, answer)
  else if (fault?.kind === 'slow') setTimeout(() => send(response, answer), fault.delayMs ?? 0)
  else send(response, answer)
}

/** Every route that is none: 404 without a look at the token. */
export function answerUnknown(route: Pick<ListRoute, 'limiter'>, response: Response): void {
  response.set(route.limiter.count().headers)
  send(response, problem(404, { message: 'Resource not found' }))
}

function answerOrRefuse(
  route: ListRoute,
  served: ServedCollection,
  request: Request,
  fault: RequestFault | undefined,
  { isAllowed, retryAfterSeconds }: Allowance,
): Answer {
  if (!isAllowed || fault?.kind === 'throttle') {
    return problem(429, { message: 'Too Many Requests' }, { 'Retry-After': String(retryAfterSeconds) })
  }
  if (fault?.kind === 'error') return problem(500, { message: 'Internal Server Error' })
  return answerAllowed(route, served, request)
}

function answerAllowed(route: ListRoute, served: ServedCollection, request: Request): Answer {
  const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
  const userId = token === undefined ? undefined : route.tokens.actingUser(token)
  if (userId === undefined)
    return problem(401, { message: 'Unauthorized', errors: ['The access token is missing, unknown or expired'] })
  // What a 403 says was never recorded (Harvest v3 guide, errors).
  if (!route.hasScope(served.name))
    return problem(403, { message: 'Forbidden', errors: [`harvest:${served.name}:list is missing`] })
  if (!route.isSiteAdmin(userId)) return problem(403, { message: 'Forbidden', errors: ['The acting user is not a Site Admin'] })
  const url = new URL(request.originalUrl, `http://${request.get('host') ?? 'sandbox'}`)
  const read = readListRequest(served.name, url.searchParams, { now: route.now(), notBefore: route.cursorsNotBefore() })
  if (!isRequest(read)) return unprocessable(read)
  const sight = route.sight()
  if (sight === undefined) return { status: 200, body: '[]', headers: {} }
  const page = served.page(read.query, sight)
  if (!('records' in page)) return unprocessable(page)
  return {
    status: 200,
    body: `[${page.records.join(',')}]`,
    headers: linkToNext(url, served, read, page.continueBelow, route.now()),
  }
}

/** Only rel="next"; missing on the last page (Harvest v3 guide, pagination). */
function linkToNext(
  url: URL,
  served: ServedCollection,
  read: ListRequest,
  below: number | undefined,
  issuedAt: number,
): Readonly<Record<string, string>> {
  if (below === undefined) return {}
  const cursor = writeCursor({ collection: served.name, given: read.original, below, issuedAt })
  return { Link: `<${url.origin}${url.pathname}?cursor=${cursor}>; rel="next"` }
}

const isRequest = (read: ListRequest | readonly (ParameterError | string)[]): read is ListRequest => !Array.isArray(read)

const unprocessable = (errors: readonly (ParameterError | string)[]): Answer =>
  problem(422, { message: 'Unprocessable Content', errors })

const problem = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  headers,
})

function send(response: Response, { status, body, headers }: Answer): void {
  response.set(headers)
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

/** The connection breaks after half of the body. */
function breakOff(response: Response, { status, body, headers }: Answer): void {
  const bytes = Buffer.from(body)
  response.set(headers)
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}
