import { instantOfMs, isObject, parseInstant, parseJson, type Instant, type Json } from '@trellis/pipeline'
import { readListError, type HarvestError } from './error.js'

/** What a customer makes in Greenhouse's Dev Center. `userId` is the user that the token acts as; without it, the credential's own service user acts. */
export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
  readonly userId?: string | undefined
}

export interface TokenRequest {
  readonly url: string
  readonly method: 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Token {
  readonly token: string
  readonly expiresAt: Instant
}

/** An access token's life where the answer does not say (Harvest v3 guide, authentication). */
const HOUR_S = 3600

/** Client credentials over HTTP Basic, form-encoded (Harvest v3 guide, authentication). */
export function tokenRequest(tokenUrl: string, { clientId, clientSecret, userId }: Credentials): TokenRequest {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(userId !== undefined && { sub: userId }) })
  return {
    url: tokenUrl,
    method: 'POST',
    headers: {
      authorization: `Basic ${base64(`${clientId}:${clientSecret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: form.toString(),
  }
}

/** Reads the answer. Documents and clients disagree on the expiry's name: `expires_in` (seconds) or `expires_at` (an instant); the relative one wins. */
export function readToken(status: number, text: string, now: Instant): Token | HarvestError {
  // A malformed client id is a 400 here (seen at the live endpoint): wrong credentials all the same.
  if (status === 400) return { kind: 'unauthorized', status, names: [] }
  const body = parseJson(text)
  const token = isObject(body) ? body['access_token'] : undefined
  if (status < 200 || status > 299 || !isObject(body) || typeof token !== 'string' || token === '')
    return readListError(status, text)
  return { token, expiresAt: expiryIn(body['expires_in'], now) ?? expiryAt(body['expires_at']) ?? after(HOUR_S, now) }
}

function expiryIn(seconds: Json | undefined, now: Instant): Instant | undefined {
  const read = typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) : seconds
  return typeof read === 'number' && read >= 0 ? after(read, now) : undefined
}

function expiryAt(at: Json | undefined): Instant | undefined {
  if (typeof at === 'number') return instantOfMs(at * 1000)
  return typeof at === 'string' ? parseInstant(at) : undefined
}

function after(seconds: number, now: Instant): Instant {
  return (now + Math.round(seconds * 1_000_000)) as Instant
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
