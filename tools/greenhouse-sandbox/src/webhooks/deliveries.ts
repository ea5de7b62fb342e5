import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Faults } from '../faults.js'
import { instant } from '../instants.js'
import type { Random } from '../random.js'
import type { Delivery, SavedWebhook } from './delivery.js'
import { forgery, garbage, UnwantedTally } from './unwanted.js'
import { webhookSignature } from './webhook-body.js'

interface DeliverySettings {
  readonly webhookSecret: string
  readonly retryUnitMs: number
  readonly deliveryTimeoutMs: number
  readonly deliveriesAtOnce: number
  readonly webhooksKept: number
  readonly now: () => number
}

/** Minutes before the 2nd to the 7th attempt, the last (Recruiting webhooks guide, retries). */
const RETRY_MINUTES = [1, 15, 60, 120, 240, 480]

/** Sends webhooks, several at once, and repeats what is not answered with exactly 200 (Recruiting webhooks guide, retries). */
export class Deliveries {
  /** Where events go whose webhook was not saved by itself. */
  target: string | undefined
  readonly #saved = new Map<string, SavedWebhook>()
  #kept: Delivery[] = []
  #due: Delivery[] = []
  #underWay = 0
  #pending = 0
  #exhausted = 0
  #raised = 0
  #isStopped = false
  /** What was answered to deliveries that report nothing. */
  readonly unwanted = new UnwantedTally()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #agent: Agent

  constructor(
    private readonly settings: DeliverySettings,
    private readonly random: Random,
    /** A stream of its own, so what is forged changes nothing about the rest. */
    private readonly malice: Random,
    private readonly faults: () => Faults,
  ) {
    const timeout = settings.deliveryTimeoutMs
    this.#agent = new Agent({
      connections: settings.deliveriesAtOnce,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connect: { timeout },
    })
  }

  /** Deliveries that are neither done nor given up. */
  get pending(): number {
    return this.#pending
  }

  /** Deliveries of events that were given up after the last attempt. */
  get exhausted(): number {
    return this.#exhausted
  }

  get raised(): number {
    return this.#raised
  }

  /** The last deliveries, oldest first. */
  kept(): readonly Delivery[] {
    return this.#kept.slice(-this.settings.webhooksKept)
  }

  /** An event that a webhook reports. */
  raise(action: string, body: string): void {
    this.#raised++
    const faults = this.faults()
    this.#raiseUnwanted(action, body, faults)
    const delivery = this.#keep(action, body, randomUUID())
    if (this.#targetOf(action) === undefined) delivery.status = 'unaddressed'
    else if (this.random.chance(faults.droppedWebhookProbability)) delivery.status = 'dropped'
    else {
      this.#enqueue(delivery)
      // The same event once more: sometimes as the same delivery, sometimes as one of its own.
      if (this.random.chance(faults.doubledWebhookProbability)) {
        this.#enqueue(this.#keep(action, body, this.random.chance(0.5) ? delivery.eventId : randomUUID()))
      }
    }
  }

  /** Saves the webhook of one event, in the place of an earlier one: it is pinged at once; answers the status, null without an answer. */
  async save(webhook: SavedWebhook): Promise<number | null> {
    this.#saved.set(webhook.action, webhook)
    return this.#ping(webhook.url)
  }

  /** Pings the common target; answers the status, null without an answer. */
  async ping(): Promise<number | null> {
    return this.target === undefined ? null : this.#ping(this.target)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#agent.destroy()
  }

  /** The ping on saving a webhook, whose body and signature are not documented (Recruiting webhooks guide): unsigned. */
  #ping(url: string): Promise<number | null> {
    return this.#post(url, JSON.stringify({ action: 'ping', payload: { web_hook_id: 1 } }), {})
  }

  #targetOf(action: string): string | undefined {
    return this.#saved.get(action)?.url ?? this.target
  }

  #secretOf(action: string): string {
    return this.#saved.get(action)?.secret ?? this.settings.webhookSecret
  }

  #raiseUnwanted(action: string, body: string, { forgedWebhookProbability, garbageWebhookProbability }: Faults): void {
    if (this.#targetOf(action) === undefined) return
    if (this.malice.chance(forgedWebhookProbability)) {
      const { body: forged, signature } = forgery(body, this.#secretOf(action), this.malice)
      this.#enqueue({ ...this.#made(action, forged, randomUUID()), signature, content: 'forged' })
    }
    if (this.malice.chance(garbageWebhookProbability)) {
      this.#enqueue({ ...this.#made(action, garbage(action, body, this.malice), randomUUID()), content: 'garbage' })
    }
  }

  #made(action: string, body: string, eventId: string): Delivery {
    const made = { raisedAt: instant(this.settings.now()), signature: webhookSignature(body, this.#secretOf(action)) }
    return { eventId, action, body, ...made, content: 'event', status: 'pending', attempts: 0, lastStatus: null }
  }

  #keep(action: string, body: string, eventId: string): Delivery {
    const delivery = this.#made(action, body, eventId)
    this.#kept.push(delivery)
    if (this.#kept.length > 2 * this.settings.webhooksKept) this.#kept = this.#kept.slice(-this.settings.webhooksKept)
    return delivery
  }

  #enqueue(delivery: Delivery): void {
    this.#pending++
    const { lateWebhookProbability, lateWebhookMs, webhookSpreadMs } = this.faults()
    if (this.random.chance(lateWebhookProbability)) this.#later(delivery, lateWebhookMs)
    else if (webhookSpreadMs > 0) this.#later(delivery, this.malice.next() * webhookSpreadMs)
    else this.#sendSoon(delivery)
  }

  #later(delivery: Delivery, ms: number): void {
    if (this.#isStopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#sendSoon(delivery)
    }, ms)
    this.#timers.add(timer)
  }

  #sendSoon(delivery: Delivery): void {
    this.#due.push(delivery)
    this.#sendDue()
  }

  #sendDue(): void {
    while (!this.#isStopped && this.#underWay < this.settings.deliveriesAtOnce) {
      const delivery = this.#due.shift()
      if (delivery === undefined) return
      this.#underWay++
      void this.#attempt(delivery).finally(() => {
        this.#underWay--
        this.#sendDue()
      })
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const target = this.#targetOf(delivery.action)
    const headers = {
      'Greenhouse-Event-ID': delivery.eventId,
      ...(delivery.signature !== '' && { Signature: delivery.signature }),
    }
    delivery.lastStatus = target === undefined ? null : await this.#post(target, delivery.body, headers)
    delivery.attempts++
    this.unwanted.count(delivery)
    const minutes = delivery.content === 'forged' ? undefined : RETRY_MINUTES[delivery.attempts - 1]
    if (delivery.lastStatus !== 200 && minutes !== undefined) {
      this.#later(delivery, minutes * this.settings.retryUnitMs)
      return
    }
    delivery.status = delivery.lastStatus === 200 ? 'delivered' : 'exhausted'
    if (delivery.status === 'exhausted' && delivery.content === 'event') this.#exhausted++
    this.#pending--
  }

  /** The status of the answer, null where there was none. */
  async #post(target: string, body: string, headers: Readonly<Record<string, string>>): Promise<number | null> {
    try {
      const answer = await request(target, {
        method: 'POST',
        dispatcher: this.#agent,
        headers: { 'Content-Type': 'application/json', 'User-Agent': 'Greenhouse Webhooks', ...headers },
        body,
      })
      await answer.body.dump()
      return answer.statusCode
    } catch {
      return null
    }
  }
}
