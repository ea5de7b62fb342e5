/** What goes wrong with requests: each rule hits every n-th one, or the next few, of all or of one path. */
export interface RequestFault {
  /** `error`: 500. `reset`: the connection breaks in the middle of the body. `slow`: answers after `delayMs`. `throttle`: 429. */
  readonly kind: 'error' | 'reset' | 'slow' | 'throttle'
  readonly everyNth?: number
  readonly next?: number
  /** A collection's name, or `token`; all when missing. */
  readonly path?: string
  readonly delayMs?: number
}

/** What goes wrong in the world; each can be switched while the sandbox runs. Probabilities are in [0, 1]. */
export interface Faults {
  /** Listings show the state of so long ago. */
  readonly lagMs: number
  /** Every other request is answered by a replica without lag. */
  readonly alternatingReplicas: boolean
  /** A step's changes appear in listings only `lateCommitMs` after the `updated_at` they carry. */
  readonly lateCommitProbability: number
  readonly lateCommitMs: number
  /** A changed row keeps its old `updated_at`. */
  readonly unmovedUpdatedAtProbability: number
  /** The acting user is no Site Admin any more: every listing is empty (Harvest v3 guide, authentication). */
  readonly lostSiteAdmin: boolean
  /** The acting user may not see private candidates any more (Harvest v3 guide, authentication). */
  readonly hiddenPrivateCandidates: boolean
  readonly doubledWebhookProbability: number
  readonly droppedWebhookProbability: number
  readonly lateWebhookProbability: number
  readonly lateWebhookMs: number
  /** Each delivery waits a while of its own, up to so long: webhooks overtake each other. */
  readonly webhookSpreadMs: number
  /** Beside a webhook a sender without the secret sends one with another content. */
  readonly forgedWebhookProbability: number
  /** Beside a webhook something unreadable is sent, signed. */
  readonly garbageWebhookProbability: number
  /** How far the `Date` header is ahead of the clock. */
  readonly clockSkewMs: number
  readonly requests: readonly RequestFault[]
}

export const NO_FAULTS: Faults = {
  lagMs: 0,
  alternatingReplicas: false,
  lateCommitProbability: 0,
  lateCommitMs: 0,
  unmovedUpdatedAtProbability: 0,
  lostSiteAdmin: false,
  hiddenPrivateCandidates: false,
  doubledWebhookProbability: 0,
  droppedWebhookProbability: 0,
  lateWebhookProbability: 0,
  lateWebhookMs: 0,
  webhookSpreadMs: 0,
  forgedWebhookProbability: 0,
  garbageWebhookProbability: 0,
  clockSkewMs: 0,
  requests: [],
}

const KINDS: readonly unknown[] = ['error', 'reset', 'slow', 'throttle'] satisfies RequestFault['kind'][]

/** Reads faults that came as JSON; answers what is wrong with them as text. */
export function readFaults(json: unknown): Partial<Faults> | string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'faults are an object'
  for (const [name, value] of Object.entries(json)) {
    const expected = Object.entries(NO_FAULTS).find(([known]) => known === name)
    if (expected === undefined) return `${name} is not a fault`
    if (name === 'requests') {
      if (!Array.isArray(value) || !value.every(isRequestFault)) return 'requests is a list of request faults'
    } else if (typeof value !== typeof expected[1]) return `${name} is a ${typeof expected[1]}`
  }
  return json
}

function isRequestFault(json: unknown): json is RequestFault {
  if (typeof json !== 'object' || json === null || !('kind' in json) || !KINDS.includes(json.kind)) return false
  const { everyNth = 1, next = 1, delayMs = 1, path = '' } = json as Record<string, unknown>
  return [everyNth, next, delayMs].every((number) => typeof number === 'number') && typeof path === 'string'
}

/** Counts requests against the rules and says which of them are hit. */
export class RequestFaults {
  #rules: { readonly fault: RequestFault; seen: number }[] = []

  set(faults: readonly RequestFault[]): void {
    this.#rules = faults.map((fault) => ({ fault, seen: 0 }))
  }

  /** The fault of this request, if it is to have one. */
  hit(path: string): RequestFault | undefined {
    const hits = this.#rules.filter(({ fault }) => fault.path === undefined || fault.path === path)
    for (const rule of hits) rule.seen++
    return hits.find(
      ({ fault, seen }) =>
        (fault.next !== undefined && seen <= fault.next) || (fault.everyNth !== undefined && seen % fault.everyNth === 0),
    )?.fault
  }
}
