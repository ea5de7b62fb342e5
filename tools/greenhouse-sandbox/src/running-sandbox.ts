import type { JsonRecord } from './collections/collection.js'
import type { Faults } from './faults.js'
import type { RateLimit } from './settings.js'
import type { Delivery, SavedWebhook } from './webhooks/delivery.js'

export interface SandboxState {
  readonly frozen: boolean
  /** Lifecycle steps taken so far. */
  readonly steps: number
  readonly stepsPerSecond: number
  readonly pendingDeliveries: number
  /** Deliveries of events that were given up after seven attempts. */
  readonly exhaustedDeliveries: number
  /** Changes that listings do not show yet because they commit late. */
  readonly unsurfacedCommits: number
  /** Webhooks raised so far. */
  readonly webhooks: number
  /** Unreadable bodies sent so far, and those of them that were answered 200. */
  readonly garbage: { readonly sent: number; readonly accepted: number }
  /** How often forged deliveries were answered with each status so far. */
  readonly forgedAnswers: Readonly<Record<string, number>>
  readonly webhookUrl: string | null
  readonly counts: Readonly<Record<string, number>>
  readonly takenScopes: readonly string[]
  readonly faults: Faults
}

/** A running stand-in for Greenhouse. Every method also has its `/_sandbox` path; see `control-routes.ts`. */
export interface RunningSandbox {
  /** The origin under which `/v3/<collection>` is served. */
  readonly url: string
  readonly tokenUrl: string
  /** `userId` is a Site Admin a token may act as. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly userId: number }
  readonly webhookSecret: string
  readonly state: () => SandboxState
  /** Lets so many things happen, frozen or not; answers how often each did. */
  readonly step: (count?: number) => Readonly<Record<string, number>>
  /** Changes the records of these candidates now, without a webhook. Throws where there is no such candidate. */
  readonly touch: (candidates: readonly number[]) => void
  /** Stops living. What was raised is still delivered: wait with `settled`. */
  readonly freeze: () => void
  readonly unfreeze: () => void
  /** How many steps happen by themselves in a second. */
  readonly setPace: (stepsPerSecond: number) => void
  /** Waits until no delivery is pending and every commit has surfaced; throws when `limitMs` pass before. */
  readonly settled: (limitMs: number) => Promise<void>
  /** Changes the named faults, leaves the others. */
  readonly setFaults: (faults: Partial<Faults>) => void
  readonly clearFaults: () => void
  readonly expireTokens: () => void
  readonly expireCursors: () => void
  /** Gives the credential another secret, and ends every token: the one before is refused. */
  readonly setClientSecret: (secret: string) => void
  /** Takes `harvest:<collection>:list` away. */
  readonly takeScopes: (collections: readonly string[]) => void
  readonly giveScopes: (collections: readonly string[]) => void
  readonly setRateLimit: (rateLimit: RateLimit) => void
  readonly setWebhookTarget: (url: string | undefined) => void
  /** Saves the webhook of one event, which is pinged at once and goes to its own URL from then on; answers the status, null without an answer. */
  readonly saveWebhook: (webhook: SavedWebhook) => Promise<number | null>
  /** Sends the ping that saving a webhook sends; answers the status, null without an answer. */
  readonly pingWebhookTarget: () => Promise<number | null>
  /** Requests so far, by collection (or `token`, `unknown`) and status. */
  readonly requests: () => Readonly<Record<string, Readonly<Record<string, number>>>>
  /** All current records of a collection, by descending id. */
  readonly truth: (collection: string) => readonly JsonRecord[]
  /** The last webhooks raised, oldest first, with what became of them. */
  readonly webhooks: () => readonly Readonly<Delivery>[]
  readonly stop: () => Promise<void>
}
