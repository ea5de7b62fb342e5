import type { Pool } from 'pg'
import type { ShownSetting } from '../config/shown-settings.js'

/*
 * The one module that writes `ops.service_process`. SQL by hand: the database's clock alone says when a process was seen, so that the age of its
 * last word does not depend on anybody else's.
 */

/** How often a process says that it runs. */
export const BEAT_EVERY_MS = 10_000

/** After so long without a word a process that has not ended is silent: some words may come late. */
export const SILENT_AFTER_SECONDS = 40

/** What a process says of itself. */
export interface OwnProcess {
  readonly service: string
  /** Host and process: no two that run have the same. */
  readonly instance: string
  readonly version: string
  readonly settings: readonly ShownSetting[]
  /** What it waits for, by the names of its checks. */
  readonly failing: readonly string[]
  /** Seconds that it has run. */
  readonly uptimeSeconds: number
  /** Whether it says so for the first time: after a restart a container has the name that it had before. */
  readonly isFirst: boolean
}

/**
 * Notes that a process runs. Others of its service that have not been seen for a day are forgotten. It reads no column of
 * the table with a configuration, which `excluded.settings` would: a service may not see another one's.
 */
export async function noteServiceProcess(pool: Pool, own: OwnProcess): Promise<void> {
  const { service, instance, version, settings, failing, uptimeSeconds, isFirst } = own
  await pool.query(
    `with forgotten as (
       delete from ops.service_process where service = $1 and instance <> $2 and seen_at < clock_timestamp() - interval '1 day'
     )
     insert into ops.service_process as t (service, instance, version, settings, failing, started_at)
     values ($1, $2, $3, $4, $5, clock_timestamp() - $6 * interval '1 second')
     on conflict (service, instance) do update set version = $3, settings = $4, failing = $5,
       started_at = case when $7 then excluded.started_at else t.started_at end, seen_at = clock_timestamp(), stopped_at = null`,
    [service, instance, version, JSON.stringify(settings), failing, uptimeSeconds, isFirst],
  )
}

/** Notes that a process has ended in order. */
export async function noteServiceStopped(
  pool: Pool,
  { service, instance }: Pick<OwnProcess, 'service' | 'instance'>,
): Promise<void> {
  await pool.query(
    'update ops.service_process set stopped_at = clock_timestamp(), seen_at = clock_timestamp() where service = $1 and instance = $2',
    [service, instance],
  )
}

/** A process as it was last seen; instants in ISO 8601. */
export interface ServiceProcess {
  readonly service: string
  readonly instance: string
  readonly version: string
  readonly settings: readonly ShownSetting[]
  readonly failing: readonly string[]
  readonly startedAt: string
  readonly seenAt: string
  /** When it ended in order. */
  readonly stoppedAt: string | null
  /** It has not ended, and was seen of late. */
  readonly isAlive: boolean
}

/** The processes that were seen within a day, and the newest of each service; those that began last first. */
export async function serviceProcesses(pool: Pool): Promise<readonly ServiceProcess[]> {
  const { rows } = await pool.query<ProcessRow>(
    `select service, instance, version, settings, failing, started_at, seen_at, stopped_at,
       stopped_at is null and seen_at > clock_timestamp() - $1 * interval '1 second' as is_alive
     from (select *, rank() over (partition by service order by seen_at desc) as place from ops.service_process) known
     where place = 1 or seen_at > clock_timestamp() - interval '1 day'
     order by service, started_at desc, instance`,
    [SILENT_AFTER_SECONDS],
  )
  return rows.map(({ started_at, seen_at, stopped_at, is_alive, ...others }) => ({
    ...others,
    startedAt: started_at.toISOString(),
    seenAt: seen_at.toISOString(),
    stoppedAt: stopped_at?.toISOString() ?? null,
    isAlive: is_alive,
  }))
}

interface ProcessRow extends Pick<ServiceProcess, 'service' | 'instance' | 'version' | 'settings' | 'failing'> {
  readonly started_at: Date
  readonly seen_at: Date
  readonly stopped_at: Date | null
  readonly is_alive: boolean
}
