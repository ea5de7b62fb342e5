import type { Pool } from 'pg'
import { Fault } from '../fault.js'
import { pgFault } from '../postgres/pg-fault.js'

/** A name that one process holds at a time. */
export interface Lease {
  /** Higher than every earlier holder's: writes under an older one are refused. */
  readonly fence: bigint
  /** False once another has taken over, or while no renewal was made in time. */
  isHeld(): boolean
  /** Gives the name free for the next one. Never rejects: what cannot be given back expires. */
  release(): Promise<void>
}

/**
 * Takes the name if it is free or expired, and keeps it by renewing every third of `ttlMs`; undefined where another holds it. `holder` is only
 * for people to read. Expiry uses the database's clock; what we believe of ourselves uses our monotonic one, from before the request.
 * Throws a retryable Fault where Postgres does not answer.
 */
export async function holdLease(pool: Pool, name: string, holder: string, ttlMs: number): Promise<Lease | undefined> {
  const askedAt = performance.now()
  const fence = await acquire(pool, name, holder, ttlMs)
  return fence === undefined ? undefined : new HeldLease(pool, name, fence, ttlMs, askedAt)
}

/** Who holds the names that begin so: the rest of each name, and its holder. What has expired is left out. */
export async function readHolders(pool: Pool, prefix: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ name: string; holder: string }>(
    `select substr(name, length($1) + 1) as name, holder from ops.lease where starts_with(name, $1) and expires_at > clock_timestamp()`,
    [prefix],
  )
  return new Map(rows.map(({ name, holder }) => [name, holder]))
}

/** Forgets names that begin so and that were given up, or expired, a day ago and more. For names that no process takes again: the next fence would be the first. */
export async function forgetHolders(pool: Pool, prefix: string): Promise<void> {
  await pool.query(`delete from ops.lease where starts_with(name, $1) and expires_at < clock_timestamp() - interval '1 day'`, [
    prefix,
  ])
}

async function acquire(pool: Pool, name: string, holder: string, ttlMs: number): Promise<bigint | undefined> {
  try {
    const { rows } = await pool.query<{ fence: string }>(
      `insert into ops.lease as t (name, fence, holder, expires_at) values ($1, 1, $2, clock_timestamp() + $3 * interval '1 millisecond')
       on conflict (name) do update set fence = t.fence + 1, holder = excluded.holder, expires_at = excluded.expires_at
       where t.expires_at <= clock_timestamp()
       returning fence`,
      [name, holder, ttlMs],
    )
    return rows[0] && BigInt(rows[0].fence)
  } catch (error) {
    throw pgFault(error)
  }
}

class HeldLease implements Lease {
  private isLost = false
  private heldUntil: number
  private readonly timer: NodeJS.Timeout
  private renewing: Promise<void> = Promise.resolve()

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    readonly fence: bigint,
    private readonly ttlMs: number,
    askedAt: number,
  ) {
    this.heldUntil = askedAt + ttlMs
    this.timer = setInterval(() => void (this.renewing = this.renew()), ttlMs / 3).unref()
  }

  isHeld(): boolean {
    return !this.isLost && performance.now() < this.heldUntil
  }

  async release(): Promise<void> {
    clearInterval(this.timer)
    // One that arrived after us would take the name again.
    await this.renewing
    if (this.isLost) return
    this.isLost = true
    // The row stays, and with it the fence that the next holder must exceed.
    await this.pool
      .query('update ops.lease set expires_at = clock_timestamp() where name = $1 and fence = $2', [
        this.name,
        String(this.fence),
      ])
      .catch(() => undefined)
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now()
    try {
      const { rowCount } = await this.pool.query(
        `update ops.lease set expires_at = clock_timestamp() + $3 * interval '1 millisecond' where name = $1 and fence = $2`,
        [this.name, String(this.fence), this.ttlMs],
      )
      if (this.isLost) return
      if (rowCount === 0) this.lose()
      else this.heldUntil = askedAt + this.ttlMs
    } catch (error) {
      // A database that is away takes the lease from no holder; ours runs out by itself if it stays away.
      if (!(pgFault(error) instanceof Fault)) this.lose()
    }
  }

  private lose(): void {
    this.isLost = true
    clearInterval(this.timer)
  }
}
