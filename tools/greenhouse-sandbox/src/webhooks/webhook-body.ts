import { createHmac } from 'node:crypto'
import type { JsonRecord } from '../collections/collection.js'

const ESCAPED = /[<>&\u2028\u2029]/g

/** The body as it travels: Greenhouse escapes what would be markup and signs that exact text (Recruiting webhooks guide, authentication). */
export function webhookBody(action: string, payload: JsonRecord): string {
  const escape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify({ action, payload }).replace(ESCAPED, escape)
}

/** The value of the Signature header: HMAC-SHA256 of the whole body, in lower-case hex (Recruiting webhooks guide, authentication). */
export const webhookSignature = (body: string, secret: string): string =>
  `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`
