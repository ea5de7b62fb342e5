import type { Schemas } from '../../api/client.js'
import { count } from '../../components/in-words.js'

type Job = Schemas['JobAnswer']

/** Rows of a connection in the tables of a generation. */
export interface RowsOfTable {
  readonly generation: number
  readonly isCurrent: boolean
  readonly table: string
  readonly rows: number
}

/** What a purge takes, as it was counted. */
export interface CountedPurge {
  readonly job: string
  readonly rawEvents: number
  readonly webhooks: number
  readonly bytes: number
  readonly problems: number
  readonly tables: readonly RowsOfTable[]
  readonly countedAt: string
}

/** The same as it is in the job. */
interface CountedGeneration extends Pick<RowsOfTable, 'generation' | 'isCurrent'> {
  readonly rows: readonly Pick<RowsOfTable, 'table' | 'rows'>[]
}

/** The newest job of a kind that is about this connection. */
export function newestOf(jobs: readonly Job[] | undefined, connection: string): Job | undefined {
  return jobs?.find(({ ordered }) => ordered['connection'] === connection)
}

/** What a count has come to; undefined where it has not ended by itself, or was made before the last purge. */
export function countedOf(plan: Job | undefined, purge: Job | undefined): CountedPurge | undefined {
  if (plan?.state !== 'done' || plan.finishedAt === null) return undefined
  if (purge !== undefined && purge.startedAt > plan.finishedAt) return undefined
  const figure = (name: string): number => (typeof plan.result?.[name] === 'number' ? plan.result[name] : 0)
  const counted: unknown = plan.result?.['tables']
  const tables = Array.isArray(counted) ? (counted as readonly CountedGeneration[]) : []
  return {
    ...{ job: plan.id, rawEvents: figure('rawEvents'), webhooks: figure('webhooks'), bytes: figure('bytes') },
    ...{ problems: figure('problems'), countedAt: plan.finishedAt },
    tables: tables.flatMap(({ generation, isCurrent, rows }) => rows.map((each) => ({ generation, isCurrent, ...each }))),
  }
}

/** How a count or a purge stands, in a sentence. */
export function purgeInWords({ kind, state, done, total, isCancelOrdered, result }: Job): string {
  const far = `${count(done)} of ${count(Math.max(done, total))} places of the log read`
  const erased = typeof result?.['erased'] === 'number' ? result['erased'] : 0
  const isPurge = kind === 'purge'
  switch (state) {
    case 'under way':
      return isCancelOrdered ? `Ends after what it is at: ${far}` : `${isPurge ? 'Erasing' : 'Counting'}: ${far}`
    case 'done':
      return isPurge ? `${count(erased)} raw events are erased` : 'Counted'
    case 'cancelled':
      return isPurge ? `Cancelled: ${count(erased)} raw events are erased, the rest stays` : 'Counting was cancelled'
    case 'failed':
      return `Failed: ${far}. The log of the console says why${isPurge ? '; it may be ordered again' : ''}.`
    case 'lost':
      return `The console was restarted: ${far}. ${isPurge ? 'What was erased is, and it may be ordered again.' : 'Count again.'}`
  }
}

/** Bytes in the largest unit that fits. */
export function bytesInWords(bytes: number): string {
  const unit = UNITS.find(({ size }) => bytes >= size)
  return unit ? `${(bytes / unit.size).toFixed(1)} ${unit.name}` : `${count(bytes)} bytes`
}

const UNITS = [
  { size: 1e9, name: 'GB' },
  { size: 1e6, name: 'MB' },
  { size: 1e3, name: 'kB' },
] as const
