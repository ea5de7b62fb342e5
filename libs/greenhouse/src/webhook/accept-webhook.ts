import type { Instant, RawEvent } from '@trellis/pipeline'
import type { Action } from './actions.js'
import { verifySignature, webhookEventId } from './signature.js'

/** A request to the webhook endpoint. `body` is what came over the wire, byte for byte: the signature covers just that. */
export interface WebhookRequest {
  readonly connection: string
  readonly body: Uint8Array
  readonly headers: {
    /** Signature */
    readonly signature?: string | undefined
    /** Greenhouse-Event-ID */
    readonly delivery?: string | undefined
    readonly traceparent?: string | undefined
  }
  /** The event that the URL names; absent for the common URL. */
  readonly endpoint?: Action | undefined
  /** The connection's active secrets. */
  readonly secrets: readonly string[]
  readonly at: Instant
}

/** What to answer, and what to append before answering. */
export type Acceptance =
  { readonly answer: 200; readonly append: RawEvent } | { readonly answer: 200; readonly ping: true } | { readonly answer: 401 }

/** An unsigned body beyond this is no ping (rule G4). */
export const MAX_PING_BYTES = 64 * 1024

/**
 * Decides about one request (rule G4). What is rightly signed is kept, whatever it says: a body that cannot be read is the normalizer's problem.
 * Whether Greenhouse signs the ping it sends on every save is not documented, and a refused ping leaves the webhook disabled.
 */
export function acceptWebhook({ connection, body, headers, endpoint, secrets, at }: WebhookRequest): Acceptance {
  const verdict = verifySignature(body, headers.signature, secrets)
  if (verdict === 'missing') return mayBePing(body) ? { answer: 200, ping: true } : { answer: 401 }
  if (verdict === 'invalid') return { answer: 401 }
  const { delivery, traceparent } = headers
  const append: RawEvent = {
    id: webhookEventId(connection, delivery, body),
    connection,
    kind: 'webhook',
    at,
    body,
    ...(delivery !== undefined && { delivery }),
    ...(endpoint !== undefined && { endpoint }),
    ...(traceparent !== undefined && { traceparent }),
  }
  return { answer: 200, append }
}

/** No action, or the action `ping`. Text that is no JSON has none, unless it looks like an event that was cut off. */
function mayBePing(body: Uint8Array): boolean {
  if (body.byteLength > MAX_PING_BYTES) return false
  const text = new TextDecoder().decode(body)
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'action')) return true
    return (parsed as { action: unknown }).action === 'ping'
  } catch {
    return !text.includes('"action"')
  }
}
