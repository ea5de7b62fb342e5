import type { Random } from '../random.js'
import type { Delivery } from './delivery.js'
import { webhookSignature } from './webhook-body.js'

/** What a sender with the address but without the secret sends: a changed body, and a signature of nothing, of other bytes or by another secret. */
export function forgery(body: string, secret: string, random: Random): { readonly body: string; readonly signature: string } {
  const forged = body.replaceAll(
    /"(first_name|last_name|name|title|status|offer_status|notes)":"(?:[^"\\]|\\.)*"/g,
    '"$1":"forged"',
  )
  const changed = forged === body ? `${body.slice(0, -1)},"forged":true}` : forged
  const signatures = ['', webhookSignature(body, secret), webhookSignature(changed, `${secret}.`)]
  return { body: changed, signature: random.pick(signatures) }
}

/** What a receiver cannot read though the sender signs it: half a body, no object, an unknown action, an action without its payload. */
export function garbage(action: string, body: string, random: Random): string {
  const invented = JSON.stringify({ action: `${action}_of_tomorrow`, payload: { id: 1 } })
  return random.pick([body.slice(0, body.length / 2), '[]', invented, JSON.stringify({ action, payload: null })])
}

/** Counts the answers to what reports nothing. */
export class UnwantedTally {
  readonly #garbage = new Set<string>()
  readonly #accepted = new Set<string>()
  readonly #forgedAnswers = new Map<number | null, number>()

  /** An attempt was answered, or not. */
  count({ content, eventId, body, lastStatus }: Pick<Delivery, 'content' | 'eventId' | 'body' | 'lastStatus'>): void {
    if (content === 'forged') this.#forgedAnswers.set(lastStatus, (this.#forgedAnswers.get(lastStatus) ?? 0) + 1)
    if (content !== 'garbage') return
    this.#garbage.add(eventId)
    if (lastStatus === 200) this.#accepted.add(body)
  }

  /** How many unreadable deliveries were sent so far, and how many different bodies among them were answered 200: a receiver may keep a body that comes again once. */
  garbage(): { readonly sent: number; readonly accepted: number } {
    return { sent: this.#garbage.size, accepted: this.#accepted.size }
  }

  /** How often forged deliveries were answered with each status so far; `none` where there was no answer. */
  forgedAnswers(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#forgedAnswers].map(([status, count]) => [status ?? 'none', count]))
  }
}
