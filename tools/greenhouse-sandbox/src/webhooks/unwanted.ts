import type { Random } from '../random.js'
import { webhookSignature } from './webhook-body.js'

/** What somebody else sends who knows the address but not the secret: a changed body, and a signature of nothing, of other bytes or by another secret. */
export function forgery(body: string, secret: string, random: Random): { readonly body: string; readonly signature: string } {
  const forged = body.replaceAll(
    /"(first_name|last_name|name|title|status|offer_status|notes)":"(?:[^"\\]|\\.)*"/g,
    '"$1":"forged"',
  )
  const changed = forged === body ? `${body.slice(0, -1)},"forged":true}` : forged
  const signatures = ['', webhookSignature(body, secret), webhookSignature(changed, `${secret}.`)]
  return { body: changed, signature: random.pick(signatures) }
}

/** What a receiver cannot read though the sender signs it: half a body, no object, an action nobody knows, an action without its payload. */
export function garbage(action: string, body: string, random: Random): string {
  const invented = JSON.stringify({ action: `${action}_of_tomorrow`, payload: { id: 1 } })
  return random.pick([body.slice(0, body.length / 2), '[]', invented, JSON.stringify({ action, payload: null })])
}
