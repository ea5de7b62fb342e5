import { BEYOND, permissionGroupOf, resources } from '@trellis/greenhouse'
import {
  createLogger,
  createPool,
  EventLog,
  readStatus,
  type DatabaseStatus,
  type KafkaSettings,
  type ResourceStatus,
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

/** Reads it now. */
export async function statusNow({ log, pool }: Stores): Promise<Status> {
  const names = resources.map(({ name }) => name)
  const database = await readStatus(pool, names)
  return { ...database, ...(await readLogStatus(log, pool, database.generation)) }
}

/** Whether Greenhouse grants none of a connection's listings: the user that the credential acts as may be no Site Admin. */
export function isEverythingRefused(listings: readonly ResourceStatus[]): boolean {
  const asked = listings.filter(({ resource }) => permissionGroupOf(resource.split('?', 1)[0] ?? '')?.name !== BEYOND)
  return asked.length > 0 && asked.every(({ backfill }) => backfill === 'permission missing')
}
