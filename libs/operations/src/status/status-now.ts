import { BEYOND, permissionGroupOf, resources, resourcesKept } from '@trellis/greenhouse'
import { withheldBy, type Withheld } from '@trellis/pipeline'
import {
  countTables,
  createLogger,
  createPool,
  EventLog,
  leaveOutByConnection,
  readStatus,
  type DatabaseStatus,
  type KafkaSettings,
  type Pool,
  type ResourceStatus,
  type TableStatus,
} from '@trellis/runtime'
import type { Stores } from '../stores.js'
import { readLogStatus, type LogStatus } from './read-lag.js'

/** How far everything is: listings, tables, and readers of the log. */
export type Status = DatabaseStatus & LogStatus

/** What a status is read with: opened once, read as often as wanted. */
export interface StatusPorts extends Stores {
  close(): Promise<void>
}

/** Where log and database are. */
interface StatusSettings {
  readonly kafka: KafkaSettings
  readonly databaseUrl: string
}

/** Opens log and database for reading. Throws a Fault where one does not answer. */
export async function openStatus({ kafka, databaseUrl }: StatusSettings): Promise<StatusPorts> {
  const log = await EventLog.connect(kafka, createLogger('trellis', 'silent'))
  const pool = createPool(databaseUrl, { max: 4, applicationName: 'trellis' })
  return {
    log,
    pool,
    close: async () => {
      await Promise.allSettled([log.close(), pool.end()])
    },
  }
}

/** Counts the rows of every table. */
export function countRows(pool: Pool): Promise<readonly TableStatus[]> {
  return countTables(
    pool,
    resources.map(({ name }) => name),
  )
}

/** Reads it now; the rows are what `count` gives. */
export async function statusNow({ log, pool }: Stores, count = () => countRows(pool)): Promise<Status> {
  const database = await readStatus(pool, count)
  const leaveOut = await leaveOutByConnection(pool)
  const connections = database.connections.map((each) => keptOf(each, withheldBy(leaveOut.get(each.connection) ?? [])))
  return { ...database, connections, ...(await readLogStatus(log, pool, database.generation)) }
}

/** Without the collections that a privacy switch leaves out: they are not behind, and not awaited (rule P1). */
function keptOf(status: DatabaseStatus['connections'][number], withheld: Withheld): DatabaseStatus['connections'][number] {
  if (withheld.size === 0) return status
  const names = new Set(resourcesKept(withheld).map(({ name }) => name))
  const kept = status.resources.filter(({ resource }) => names.has(resource.split('?', 1)[0] ?? ''))
  return { ...status, resources: kept }
}

/** Whether Greenhouse grants none of a connection's listings: the user that the credential acts as may be no Site Admin. */
export function isEverythingRefused(listings: readonly ResourceStatus[]): boolean {
  const asked = listings.filter(({ resource }) => permissionGroupOf(resource.split('?', 1)[0] ?? '')?.name !== BEYOND)
  return asked.length > 0 && asked.every(({ backfill }) => backfill === 'permission missing')
}
