import type { Pool } from 'pg'

/** A name that one process holds at a time. */
export interface Lease {
  /** Higher than every earlier holder's: writes under an older one are refused. */
  readonly fence: bigint
  /** False once a renewal was refused or could not be made in time. */
  isHeld(): boolean
  /** Gives the name free for the next one. */
  release(): Promise<void>
}

/**
 * Takes the name if it is free, expired or already this holder's, and keeps it by renewing every third of `ttlMs`; undefined where another
 * holds it. Expiry goes by the database's clock, what we believe of ourselves by our monotonic one. Throws a retryable Fault where
 * Postgres does not answer.
 */
export function holdLease(pool: Pool, name: string, holder: string, ttlMs: number): Promise<Lease | undefined>
export async function holdLease(): Promise<Lease | undefined> {
  throw new Error('to come')
}
