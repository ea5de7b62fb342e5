import type { Instant } from '@trellis/pipeline'
import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** What a Signature header is worth. */
export type Verdict = 'valid' | 'invalid' | 'missing'

/**
 * Checks `Signature: sha256 <64 lower-case hex digits>`: HMAC-SHA256 over the entire body as it came, keyed by the webhook's secret
 * (Recruiting webhooks guide, authentication). Several secrets may be active: one URL serves several webhooks, and secrets are rotated.
 */
export function verifySignature(body: Uint8Array, header: string | undefined, secrets: readonly string[]): Verdict {
  if (header === undefined || header === '') return 'missing'
  return matchingSecret(body, header, secrets) === undefined ? 'invalid' : 'valid'
}

/** The digits of a Signature header of the right form; undefined for any other. */
export function signatureDigits(header: string | undefined): string | undefined {
  return /^sha256 ([0-9a-f]{64})$/.exec(header ?? '')?.[1]
}

/** The index of the secret that signed the body, to see when an old secret has gone out of use. */
export function matchingSecret(body: Uint8Array, header: string, secrets: readonly string[]): number | undefined {
  const digits = signatureDigits(header)
  if (digits === undefined) return undefined
  const claimed = Buffer.from(digits, 'hex')
  let matched: number | undefined
  // Every secret is tried whatever came before it: the time taken does not show which one fits. An empty secret is none.
  secrets.forEach((secret, index) => {
    const isEqual = timingSafeEqual(createHmac('sha256', secret).update(body).digest(), claimed)
    if (isEqual && secret !== '' && matched === undefined) matched = index
  })
  return matched
}

/** A webhook's id: the same for the same delivery of the same body, however often it arrives (rule G1). */
export function webhookEventId(connection: string, delivery: string | undefined, body: Uint8Array): string {
  return eventId(['webhook', connection, delivery], body)
}

/** A listed record's id. `at` is the event's own instant: the request's, less settle. */
export function recordEventId(connection: string, resource: string, at: Instant, body: Uint8Array): string {
  return eventId(['record', connection, resource, String(at)], body)
}

/** The id of a proven absence. */
export function absenceEventId(connection: string, resource: string, at: Instant, body: Uint8Array): string {
  return eventId(['absence', connection, resource, String(at)], body)
}

/** The first 24 hex digits of the parts' and the body's SHA-256. Each is led by its length, so no two lists of parts read alike. */
function eventId(parts: readonly (string | undefined)[], body: Uint8Array): string {
  const led = parts.map((part) => (part === undefined ? 'none:' : `${Buffer.byteLength(part)}:${part}`)).join('')
  return hash('sha256', Buffer.concat([Buffer.from(`${led}${body.byteLength}:`), body]), 'hex').slice(0, 24)
}
