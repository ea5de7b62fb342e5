import { rm } from 'node:fs/promises'
import { holdingLock } from './held-lock.js'
import { ensure, type Ensured, kinds, type Name, stopOne } from './ensure-server.js'
import { databaseUrlFile, type InfrastructureState, readState, type Variables, writeState } from './infrastructure-state.js'
import { keepServers } from './keep-servers.js'
import { removePostgresHome } from './postgres-home.js'
import { localDir } from './workspace.js'

/** Where data, settings and the note of what runs are kept (`.local` by default), and a function that is called with downloads. */
export type InfrastructureOptions = {
  readonly dir?: string
  readonly env?: NodeJS.ProcessEnv
  readonly log?: (line: string) => void
  /** Servers that speak TLS alone and ask their clients who they are; where nothing is said, as the folder's were made. */
  readonly secure?: boolean
}

/** A Kafka and a Postgres to work with. */
export type Infrastructure = {
  readonly brokers: string
  readonly databaseUrl: string
  /** A file, for our eyes only, with `databaseUrl` in it: to be read by commands, rather than shown. Undefined where the environment named the database. */
  readonly databaseUrlFile: string | undefined
  /** Variables by which clients show who they are, as services and commands read them; none where the servers are open. */
  readonly client: Variables
  /** Until it is to end: whichever of the folder's servers dies is noticed within a second or two, said, and started again. */
  readonly keep: (end: AbortSignal) => Promise<void>
  /** Stops what this call started, or has started again; what ran before, and what the environment named, goes on. */
  readonly stop: () => Promise<void>
}

/**
 * A Kafka and a Postgres side by side: those that KAFKA_BROKERS and DATABASE_URL name, else those of this folder that run already, else new
 * ones that go on with the folder's data. They outlive this process unless `stop` is called.
 * @throws Error that says what to install when this machine can start neither
 */
export async function startInfrastructure({
  dir = localDir,
  env = process.env,
  log = () => undefined,
  secure = isSecure(dir),
}: InfrastructureOptions = {}): Promise<Infrastructure> {
  return holdingLock(dir, async () => {
    checkMade(dir, secure)
    const before = await readState(dir)
    const [kafka, postgres] = await Promise.allSettled([
      ensure(kinds.kafka, { dir, env, log, secure, before: before.kafka }),
      ensure(kinds.postgres, { dir, env, log, secure, before: before.postgres }),
    ])
    await writeState(dir, { ...recordOf('kafka', kafka), ...recordOf('postgres', postgres) })
    const startedHere = new Set<Name>([...ifStarted('kafka', kafka), ...ifStarted('postgres', postgres)])
    const stop = () => stopStarted(dir, startedHere)
    if (kafka.status === 'fulfilled' && postgres.status === 'fulfilled') {
      return {
        brokers: kafka.value.address,
        databaseUrl: postgres.value.address,
        databaseUrlFile: postgres.value.record && databaseUrlFile(dir),
        client: kafka.value.record ? (kafka.value.record.client ?? {}) : clientIn(env),
        keep: (end) => keepServers({ dir, env, log, secure, startedHere }, end),
        stop: () => holdingLock(dir, stop),
      }
    }
    await stop()
    throw kafka.status === 'rejected' ? kafka.reason : postgres.status === 'rejected' ? postgres.reason : undefined
  })
}

/** Stops whatever runs for the folder, whichever process started it, and says what that was. Data stays. */
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

/** Those of a Kafka that the environment names. */
function clientIn(env: NodeJS.ProcessEnv): Variables {
  const named = Object.entries(env).filter(([name]) => /^KAFKA_(?:SSL|SASL)/.test(name))
  return Object.fromEntries(named.map(([name, value]) => [name, value ?? '']))
}

function isSecure(dir: string): boolean {
  return kinds.kafka.isSecure(kinds.kafka.dirIn(dir))
}

/** Users are made with a broker's storage: it is secure from its first start on, or never. */
function checkMade(dir: string, secure: boolean): void {
  if (kinds.kafka.isMade(kinds.kafka.dirIn(dir)) && isSecure(dir) !== secure)
    throw new Error(`${dir} has a Kafka that was started ${secure ? 'open' : 'secure'} before: name another folder, or remove it`)
}

async function stopStarted(dir: string, started: ReadonlySet<Name>): Promise<void> {
  const state = await readState(dir)
  await Promise.all([...started].map((name) => stopOne(kinds[name], dir, state[name])))
  await writeState(dir, Object.fromEntries(Object.entries(state).filter(([name]) => !started.has(name as Name))))
}

function recordOf(name: Name, ensured: PromiseSettledResult<Ensured>): InfrastructureState {
  return ensured.status === 'fulfilled' && ensured.value.record ? { [name]: ensured.value.record } : {}
}

function ifStarted(name: Name, ensured: PromiseSettledResult<Ensured>): readonly Name[] {
  return ensured.status === 'fulfilled' && ensured.value.startedHere ? [name] : []
}
