import { recordEventId } from '@trellis/greenhouse'
import { instantOf, NEVER, settled, type Instant, type Lag, type RawEvent } from '@trellis/pipeline'
import type { ReadingPorts } from '../connection-context.js'
import type { AskedPage } from './ask-page.js'
import { candidateOf, judge, readRegister, type Candidate } from '../known-entities/listed-register.js'
import type { Task } from '../schedule/task.js'

/** A page's records, and what became of them. */
export interface JudgedPage {
  /** Of every record that has one. */
  readonly keys: readonly string[]
  readonly append: readonly RawEvent[]
  readonly appended: readonly Candidate[]
  readonly stale: readonly string[]
  /** Shown although removed, and when that is to be believed (rule E7). */
  readonly gone: readonly { readonly key: string; readonly endsAt: Instant }[]
  /** Shown as they were before a webhook (rule L8). */
  readonly unseen: readonly string[]
  readonly unchanged: number
  /** Appended, and nobody had spoken of it before. */
  readonly unknown: number
  readonly records: number
}

/** Holds each record of a page to the register; appends nothing yet. */
export async function judgePage(
  { connection, pool, lag }: ReadingPorts,
  task: Task,
  { slices, requestedAt }: AskedPage,
): Promise<JudgedPage> {
  const { of } = task.listing
  const at = settled(requestedAt, lag)
  const records = slices.map((body) => {
    const id = recordEventId(connection, of.name, at, body)
    const raw: RawEvent = { id, connection, kind: 'record', resource: of.name, at, body }
    const candidate = candidateOf(of, raw)
    return { raw: candidate ? { ...raw, key: candidate.facts.key } : raw, candidate }
  })
  const keys = records.flatMap(({ candidate }) => (candidate ? [candidate.facts.key] : []))
  const register = await readRegister(pool, connection, of, keys)
  const believed = new Set(
    task.type === 'reread' ? task.due.filter(({ attempts }) => attempts >= believedAfter(lag)).map(({ key }) => key) : [],
  )
  const reading = task.type === 'reread' ? 'reread' : 'listing'
  const showing = { reading, requestedAt, overlap: lag.overlap } as const
  const judged = records.map(({ raw, candidate }) => {
    const verdict = candidate ? judge(candidate, register.get(candidate.facts.key), showing) : 'append'
    return { raw, candidate, verdict: verdict === 'stale' && candidate && believed.has(candidate.facts.key) ? 'append' : verdict }
  })
  const keysOf = (wanted: (typeof judged)[number]['verdict']): readonly string[] =>
    judged.flatMap(({ verdict, candidate }) => (verdict === wanted && candidate ? [candidate.facts.key] : []))
  const appended = judged.filter(({ verdict }) => verdict === 'append')
  return {
    keys,
    append: appended.map(({ raw }) => raw),
    appended: appended.flatMap(({ candidate }) => candidate ?? []),
    stale: keysOf('stale'),
    gone: keysOf('gone').map((key) => ({
      key,
      endsAt: (instantOf(register.get(key)?.removed ?? NEVER) + lag.overlap) as Instant,
    })),
    unseen: keysOf('unseen'),
    unchanged: judged.filter(({ verdict }) => verdict === 'unchanged').length,
    unknown: appended.filter(({ candidate }) => candidate && !register.has(candidate.facts.key)).length,
    records: records.length,
  }
}

/** An answer older than the register this often is believed at last: the source itself may have gone back. By then the pauses, doubling from a second, have outlasted overlap. */
function believedAfter({ overlap }: Lag): number {
  return Math.max(8, Math.ceil(Math.log2(overlap / 1_000_000 + 1)))
}
