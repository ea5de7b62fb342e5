import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { RateLimiter } from './rate-limiter.js'
import type { Tokens } from './tokens.js'

export interface TokenRoute {
  readonly clientId: string
  /** As it is now: a credential may be given another. */
  readonly clientSecret: () => string
  /** Acts when no other user is named: the credential's own (Harvest v3 guide, authentication). */
  readonly serviceUserId: number
  readonly isUser: (id: number) => boolean
  readonly tokens: Tokens
  readonly limiter: RateLimiter
  readonly now: () => number
}

const GRANTS = ['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange']

/** `POST /token`: OAuth client credentials over HTTP Basic; grant_type and sub in the body or the query (Harvest v3 guide, authentication). */
export function answerToken(route: TokenRoute, request: Request, response: Response): void {
  const allowance = route.limiter.count()
  response.set(allowance.headers)
  if (!allowance.isAllowed) {
    response.set('Retry-After', String(allowance.retryAfterSeconds)).status(429).json({ message: 'Too Many Requests' })
    return
  }
  const refusal = refuseClient(route, request) ?? refuseGrant(route, request)
  if (refusal !== undefined) {
    response.status(refusal.status).json(refusal.body)
    return
  }
  const sub = parameter(request, 'sub')
  const { token, expiresAt } = route.tokens.issue(sub === undefined ? route.serviceUserId : Number(sub))
  // The name of the expiry is disputed, so both are sent (Harvest v3 guide, authentication).
  response.set('Cache-Control', 'no-store').json({
    token_type: 'Bearer',
    access_token: token,
    expires_in: Math.round((expiresAt - route.now()) / 1000),
    expires_at: new Date(expiresAt).toISOString(),
  })
}

interface Refusal {
  readonly status: 400 | 401
  readonly body: Readonly<Record<string, string>>
}

function refuseClient(route: TokenRoute, request: Request): Refusal | undefined {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.get('authorization') ?? '')?.[1]
  if (basic === undefined) return { status: 401, body: { message: 'Client authentication is missing', errorId: randomUUID() } }
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  if (!/^[\w.~-]+$/.test(id))
    return { status: 400, body: { error: 'invalid_request', message: `client id "${id}" is malformed` } }
  const isKnown = id === route.clientId && secret.join(':') === route.clientSecret()
  return isKnown ? undefined : { status: 401, body: { error: 'invalid_client' } }
}

function refuseGrant(route: TokenRoute, request: Request): Refusal | undefined {
  const grant = parameter(request, 'grant_type')
  if (grant === undefined || !GRANTS.includes(grant)) {
    return {
      status: 400,
      body: { error: 'unsupported_grant_type', error_description: `grant_type must be one of ${GRANTS.join(', ')}` },
    }
  }
  if (grant !== 'client_credentials') return { status: 400, body: { error: 'unauthorized_client' } }
  const sub = parameter(request, 'sub')
  const isFit = sub === undefined || (/^\d{1,16}$/.test(sub) && route.isUser(Number(sub)))
  return isFit ? undefined : { status: 400, body: { error: 'invalid_request', error_description: 'sub is not a user' } }
}

/** From the body, form or JSON, else from the query: both spellings are in use (Harvest v3 guide, authentication). */
function parameter(request: Request, name: string): string | undefined {
  const body: unknown = request.body
  const inBody = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  const value = inBody ?? new URL(request.originalUrl, 'http://sandbox').searchParams.get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
