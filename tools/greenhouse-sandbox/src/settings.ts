import { type Faults, NO_FAULTS } from './faults.js'

export interface RateLimit {
  readonly limit: number
  readonly windowMs: number
}

/** All that can be set about a sandbox. Times are milliseconds. */
export interface SandboxSettings {
  readonly seed: number
  /** How many candidates the company starts with; the rest follows from that. */
  readonly candidates: number
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  /** Made up at random where they are missing. */
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly webhookSecret: string | undefined
  readonly webhookUrl: string | undefined
  /** How many lifecycle steps happen by themselves in a second. */
  readonly stepsPerSecond: number
  /** Whether things may happen that neither a webhook nor a listing window shows; see `STEPS`. */
  readonly silentCascades: boolean
  /** The day up to which the company's past was invented: fixed, so the same seed is the same company on any day. */
  readonly foundedAt: number
  /** When each step of an earlier life was taken: they are taken again, so the company goes on where it was. Their webhooks are not sent. */
  readonly past: readonly number[]
  /** Called when a step is taken; a journal keeps it for the next start. */
  readonly onStep: (at: number) => void
  /** One hour in life (Harvest v3 guide, authentication). */
  readonly tokenLifeMs: number
  /** Whether a new token ends the one before, as one client's comments claim (Harvest v3 guide, authentication). */
  readonly newTokenEndsOld: boolean
  /** After which a cursor is refused (Harvest v3 guide, pagination). */
  readonly cursorLifeMs: number
  /** The window is 30 s in life, its ceiling not published (Harvest v3 guide, rate limits). */
  readonly rateLimit: RateLimit
  /** Token requests are counted apart (Harvest v3 guide, list endpoints). */
  readonly tokenRateLimit: RateLimit
  /** The length of a minute in the schedule of retries (Recruiting webhooks guide, retries). */
  readonly retryUnitMs: number
  readonly deliveryTimeoutMs: number
  readonly deliveriesAtOnce: number
  /** How many webhooks are remembered. */
  readonly webhooksKept: number
  readonly faults: Partial<Faults>
  readonly now: () => number
}

export const DEFAULT_SETTINGS: SandboxSettings = {
  seed: 1,
  candidates: 2_000,
  host: '127.0.0.1',
  port: 0,
  clientId: undefined,
  clientSecret: undefined,
  webhookSecret: undefined,
  webhookUrl: undefined,
  stepsPerSecond: 0,
  silentCascades: true,
  foundedAt: Date.UTC(2026, 8, 1),
  past: [],
  onStep: () => undefined,
  tokenLifeMs: 3_600_000,
  newTokenEndsOld: false,
  cursorLifeMs: 3_600_000,
  rateLimit: { limit: 1_000_000, windowMs: 30_000 },
  tokenRateLimit: { limit: 1_000_000, windowMs: 60_000 },
  retryUnitMs: 60_000,
  deliveryTimeoutMs: 10_000,
  deliveriesAtOnce: 16,
  webhooksKept: 5_000,
  faults: NO_FAULTS,
  now: () => Date.now(),
}
