import { rm } from 'node:fs/promises'
import { holdingLock } from './held-lock.js'
import { type InfrastructureState, readState, type ServerRecord, writeState } from './infrastructure-state.js'
import { removePostgresHome } from './postgres-home.js'
import { kafkaKind, postgresKind, type ServerKind } from './server-kinds.js'
import { endProcess, isRunning, processesRunning } from './server-process.js'
import { until } from './until.js'
import { localDir } from './workspace.js'

/** Where data, settings and the note of what runs are kept (`.local` unless told otherwise), and who is told of downloads. */
export type InfrastructureOptions = {
  readonly dir?: string
  readonly env?: NodeJS.ProcessEnv
  readonly log?: (line: string) => void
}

/** A Kafka and a Postgres to work with. */
export type Infrastructure = {
  readonly brokers: string
  readonly databaseUrl: string
  /** Stops what this call started; what ran before, and what the environment named, goes on. */
  readonly stop: () => Promise<void>
}

const kinds = { kafka: kafkaKind, postgres: postgresKind } as const
type Ensured = { readonly address: string; readonly record?: ServerRecord; readonly startedHere: boolean }

/**
 * A Kafka and a Postgres side by side: those that KAFKA_BROKERS and DATABASE_URL name, else those of this folder that run already, else new
 * ones that go on with the folder's data. They outlive this process unless `stop` is called.
 * @throws Error that says what to install when this machine can start neither
 */
export async function startInfrastructure({
  dir = localDir,
  env = process.env,
  log = () => undefined,
}: InfrastructureOptions = {}): Promise<Infrastructure> {
  return holdingLock(dir, async () => {
    const before = await readState(dir)
    const [kafka, postgres] = await Promise.allSettled([
      ensure(kinds.kafka, { dir, env, log, before: before.kafka }),
      ensure(kinds.postgres, { dir, env, log, before: before.postgres }),
    ])
    await writeState(dir, { ...recordOf('kafka', kafka), ...recordOf('postgres', postgres) })
    const stop = () => stopStarted(dir, { ...startedHere('kafka', kafka), ...startedHere('postgres', postgres) })
    if (kafka.status === 'fulfilled' && postgres.status === 'fulfilled') {
      return { brokers: kafka.value.address, databaseUrl: postgres.value.address, stop: () => holdingLock(dir, stop) }
    }
    await stop()
    throw kafka.status === 'rejected' ? kafka.reason : postgres.status === 'rejected' ? postgres.reason : undefined
  })
}

/** Stops whatever runs for the folder, whoever started it, and says what that was. Data stays. */
export async function stopInfrastructure({ dir = localDir }: { readonly dir?: string } = {}): Promise<readonly string[]> {
  return holdingLock(dir, async () => {
    const state = await readState(dir)
    const stopped = await Promise.all([stopOne(kinds.kafka, dir, state.kafka), stopOne(kinds.postgres, dir, state.postgres)])
    await writeState(dir, {})
    return stopped.flat()
  })
}

/** Stops whatever runs for the folder and removes the folder with all its data. */
export async function removeInfrastructure(dir: string): Promise<void> {
  await stopInfrastructure({ dir })
  await removePostgresHome(kinds.postgres.dirIn(dir))
  await rm(dir, { recursive: true, force: true, maxRetries: 5 })
}

type Wanted = Required<InfrastructureOptions> & { readonly before: ServerRecord | undefined }

async function ensure(kind: ServerKind, { dir, env, log, before }: Wanted): Promise<Ensured> {
  const given = env[kind.variable]
  if (given) return { address: given, startedHere: false }
  if (before && (await runs(before)) && (await repliesInTime(kind, before.address)))
    return { address: before.address, record: before, startedHere: false }
  // One that does not answer, or that was started by somebody who was killed before writing it down, would hold the data.
  await stopOne(kind, dir, before)
  const backend = await kind.backend()
  if (backend.from === 'nowhere') throw new Error(backend.advice)
  const record = await kind.start(backend.from, kind.dirIn(dir), log)
  return { address: record.address, record, startedHere: true }
}

async function runs(record: ServerRecord): Promise<boolean> {
  if (record.in === 'process') return isRunning(record)
  return (await import('./containers.js')).containerRuns(record.id)
}

async function repliesInTime(kind: ServerKind, address: string): Promise<boolean> {
  try {
    return await until(() => kind.replies(address), { what: `${kind.name} at its last address`, limitMs: 10_000, everyMs: 200 })
  } catch {
    return false
  }
}

async function stopOne(kind: ServerKind, dir: string, record: ServerRecord | undefined): Promise<readonly string[]> {
  const marker = await kind.marker(kind.dirIn(dir))
  const recorded = record?.in === 'process' && isRunning(record) ? [record] : []
  const strays = processesRunning(marker).map((pid) => ({ pid, marker }))
  const servers = [...new Map([...strays, ...recorded].map((server) => [server.pid, server])).values()]
  await Promise.all(servers.map((server) => endProcess(server, kind.signal)))
  if (record?.in !== 'container' || !(await runs(record))) return servers.length > 0 ? [kind.name] : []
  await (await import('./containers.js')).stopContainer(record.id)
  return [kind.name]
}

async function stopStarted(dir: string, started: InfrastructureState): Promise<void> {
  const { kafka, postgres } = started
  await Promise.all([kafka && stopOne(kinds.kafka, dir, kafka), postgres && stopOne(kinds.postgres, dir, postgres)])
  const state = await readState(dir)
  await writeState(dir, {
    ...(!kafka && state.kafka && { kafka: state.kafka }),
    ...(!postgres && state.postgres && { postgres: state.postgres }),
  })
}

function recordOf(name: keyof InfrastructureState, ensured: PromiseSettledResult<Ensured>): InfrastructureState {
  return ensured.status === 'fulfilled' && ensured.value.record ? { [name]: ensured.value.record } : {}
}

function startedHere(name: keyof InfrastructureState, ensured: PromiseSettledResult<Ensured>): InfrastructureState {
  return ensured.status === 'fulfilled' && ensured.value.startedHere ? recordOf(name, ensured) : {}
}
