import { currentGeneration, serviceProcesses, type EventLog, type Pool, type ServiceProcess } from '@trellis/runtime'
import { readLogStatus, type Lag } from '../status/read-lag.js'

export const SERVICE_NAMES = ['webhook-ingress', 'harvest-poller', 'normalizer', 'warehouse-writer', 'console'] as const
export type ServiceName = (typeof SERVICE_NAMES)[number]

/** Those that read the log; each has its own name there. */
const READERS: readonly ServiceName[] = ['harvest-poller', 'normalizer', 'warehouse-writer']

export const SERVICE_STATES = ['running', 'waiting', 'stopped', 'silent', 'never'] as const
/** `waiting`: it runs, and a check of it fails. `stopped`: it ended in order. `silent`: it has not ended, and says nothing any more. */
export type ServiceState = (typeof SERVICE_STATES)[number]

/** How a service stands. */
export interface ServiceStatus {
  readonly service: ServiceName
  readonly state: ServiceState
  /** Those that run, those that fell silent within a day, and where none runs the one that ended last. */
  readonly processes: readonly ServiceProcess[]
  readonly isReader: boolean
  /** Records that it has before it; null where it reads nothing, and where that is not known. */
  readonly behind: number | null
}

/** How far readers are, by reader and topic. */
type Lags = readonly Pick<Lag, 'reader' | 'records'>[]

/** Every service, in the order in which events pass them. `lag` is undefined where it is not known how far readers are. */
export async function listServices(pool: Pool, lag: Promise<Lags | undefined>): Promise<readonly ServiceStatus[]> {
  const [processes, known] = await Promise.all([serviceProcesses(pool), lag])
  return SERVICE_NAMES.map((service) => serviceStatus(service, processes, known))
}

/** How far readers of the log are; undefined where it does not answer, or is not connected yet. */
export async function readersLag(pool: Pool, log: EventLog | undefined): Promise<Lags | undefined> {
  if (!log) return undefined
  const generation = await currentGeneration(pool)
  return readLogStatus(log, pool, generation?.number ?? null).then(
    ({ lag }) => lag,
    () => undefined,
  )
}

/** How a service stands, by the processes of all and the lag of all readers. */
export function serviceStatus(service: ServiceName, all: readonly ServiceProcess[], lag: Lags | undefined): ServiceStatus {
  const own = all.filter((each) => each.service === service)
  const alive = own.filter(({ isAlive }) => isAlive)
  const silent = own.filter(({ isAlive, stoppedAt }) => !isAlive && stoppedAt === null)
  const [newest] = own.toSorted((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt))
  const ended = newest && newest.stoppedAt !== null && alive.length === 0 ? [newest] : []
  const isReader = READERS.includes(service)
  const records = lag?.filter(({ reader }) => reader === service).reduce((total, each) => total + each.records, 0)
  return {
    ...{ service, state: stateOf(alive, newest), processes: [...alive, ...ended, ...silent], isReader },
    behind: isReader ? (records ?? null) : null,
  }
}

function stateOf(alive: readonly ServiceProcess[], newest: ServiceProcess | undefined): ServiceState {
  if (alive.length > 0) return alive.some(({ failing }) => failing.length > 0) ? 'waiting' : 'running'
  if (!newest) return 'never'
  return newest.stoppedAt === null ? 'silent' : 'stopped'
}
