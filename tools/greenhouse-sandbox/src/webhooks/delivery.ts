/** A webhook as it is saved in Greenhouse: the event that it reports, where it goes, and what it is signed with. */
export interface SavedWebhook {
  readonly action: string
  readonly url: string
  readonly secret: string
}

/** One webhook on its way. */
export interface Delivery {
  /** Greenhouse-Event-ID: of the delivery; its retries repeat it here, of which nothing is stated (Recruiting webhooks guide). */
  readonly eventId: string
  readonly action: string
  readonly body: string
  readonly signature: string
  /** `forged`: from another sender, never repeated. `garbage`: signed, and unreadable. */
  readonly content: 'event' | 'forged' | 'garbage'
  readonly raisedAt: string
  /** `dropped`: by a fault, never sent. `unaddressed`: there was no webhook to send it to. `exhausted`: no attempt is left. */
  status: 'pending' | 'delivered' | 'exhausted' | 'dropped' | 'unaddressed'
  attempts: number
  /** The last answer's status, null when there was none. */
  lastStatus: number | null
}
