import { setTimeout as pause } from 'node:timers/promises'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { Fault, positionsOf, sumOffsets, type Lease, type Pool, type RebuildProgress } from '@trellis/runtime'
import type { Reporter } from './reporter.js'

/** Whose progress is waited for, and who hears of it. */
export interface Waiting {
  readonly pool: Pool
  readonly reader: string
  readonly failed: Promise<never>
  readonly lease: Lease
  readonly phase: RebuildProgress['phase']
  readonly report: Reporter
  /** After which it is a Fault; without limit if none is given. In ms. */
  readonly limitMs?: number
}

const EVERY_MS = 100
const REPORT_EVERY_MS = 1_000

/** Waits until raw has been read up to these offsets. Rejects where reading fails, or the lease is lost. */
export async function replayTo(
  ends: ReadonlyMap<number, bigint>,
  { pool, reader, failed, lease, phase, report, limitMs }: Waiting,
): Promise<void> {
  const total = sumOffsets(ends.values())
  const startedAt = performance.now()
  let begun: number | undefined
  let reportedAt = Number.NEGATIVE_INFINITY
  for (;;) {
    if (!lease.isHeld()) throw new Fault('Another rebuild has taken over', { retryable: false })
    const positions = await positionsOf(pool, reader, RAW_TOPIC)
    const done = sumOffsets([...ends].map(([partition, end]) => smaller(positions.get(partition) ?? 0n, end)))
    begun ??= done
    const now = performance.now()
    if (done >= total || now - reportedAt >= REPORT_EVERY_MS) {
      report({ event: 'progress', phase, ...progress({ done, total, begun, ms: now - startedAt }) })
      reportedAt = now
    }
    if (done >= total) return
    if (limitMs !== undefined && now - startedAt > limitMs) throw new Fault(`raw was not read to its end within ${limitMs} ms`)
    await Promise.race([pause(EVERY_MS), failed])
  }
}

function progress({
  done,
  total,
  begun,
  ms,
}: {
  done: number
  total: number
  begun: number
  ms: number
}): Omit<RebuildProgress, 'event' | 'phase'> {
  const perSecond = ms > 0 ? ((done - begun) * 1_000) / ms : 0
  const secondsLeft = perSecond > 0 ? Math.ceil((total - done) / perSecond) : done >= total ? 0 : null
  return { done, total, perSecond: Math.round(perSecond), secondsLeft }
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
