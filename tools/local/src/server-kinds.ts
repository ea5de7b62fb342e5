import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Backend, chooseBackend, choosePostgresBackend, type MachineAnswers } from './backend.js'
import type { ServerRecord } from './infrastructure-state.js'
import { findJava, findMaven } from './java.js'
import { kafkaLibDir } from './kafka-jars.js'
import { kafkaMarker, kafkaReplies, startKafka } from './kafka.js'
import { hasAuthority } from './kept-authority.js'
import { packagedPostgres } from './postgres-home.js'
import { postgresMarker, postgresReplies, startPostgres } from './postgres.js'
import { startSecureKafka } from './secure-kafka.js'

/** What the infrastructure needs to know of one kind of server. */
export type ServerKind = {
  readonly name: string
  /** The variable that names an existing server, to be used instead of ours. */
  readonly variable: string
  readonly dirIn: (dir: string) => string
  readonly backend: () => Promise<Backend>
  readonly start: (from: 'process' | 'container', how: StartHow) => Promise<ServerRecord>
  readonly marker: (dir: string) => Promise<string>
  readonly replies: (record: ServerRecord) => Promise<boolean>
  /** Was its data made by a server that asks its clients who they are? */
  readonly isSecure: (dir: string) => boolean
  /** Has it data? */
  readonly isMade: (dir: string) => boolean
  /** The signal that asks it to end in order. */
  readonly signal: NodeJS.Signals
}

/** Where it is started, and whether it asks its clients who they are. */
type StartHow = { readonly dir: string; readonly secure: boolean; readonly log: (line: string) => void }

/** Kafka, in a folder of its own under the infrastructure's. */
export const kafkaKind: ServerKind = {
  name: 'Kafka',
  variable: 'KAFKA_BROKERS',
  dirIn: (dir) => join(dir, 'kafka'),
  backend: async () => {
    const [java, maven, kafkaFetched] = [await findJava(), await findMaven(), existsSync(await kafkaLibDir())]
    return asked({ java: java !== undefined, maven: maven !== undefined, kafkaFetched }, chooseBackend)
  },
  start: async (from, { dir, secure, log }) => {
    if (from === 'container') return inContainer(secure, async (containers) => containers.startKafkaContainer(dir))
    if (!secure) {
      const { brokers, pid } = await startKafka({ dir, log })
      return { in: 'process', address: brokers, pid, marker: kafkaMarker(dir) }
    }
    const { brokers, pid, admin } = await startSecureKafka({ dir, log })
    return { in: 'process', address: brokers, client: admin, pid, marker: kafkaMarker(dir) }
  },
  marker: async (dir) => kafkaMarker(dir),
  replies: ({ address, client }) => kafkaReplies(address, client),
  isSecure: hasAuthority,
  isMade: (dir) => existsSync(join(dir, 'data', 'meta.properties')),
  signal: 'SIGTERM',
}

/** Postgres, in a folder of its own under the infrastructure's. */
export const postgresKind: ServerKind = {
  name: 'PostgreSQL',
  variable: 'DATABASE_URL',
  dirIn: (dir) => join(dir, 'postgres'),
  backend: () => asked({ java: false, maven: false, postgresPackage: packagedPostgres() !== undefined }, choosePostgresBackend),
  start: async (from, { dir, secure, log }) => {
    if (from === 'container') return inContainer(secure, async (containers) => containers.startPostgresContainer(dir))
    const { url, pid } = await startPostgres({ dir, secure, log })
    return { in: 'process', address: url, pid, marker: await postgresMarker(dir) }
  },
  marker: postgresMarker,
  replies: ({ address }) => postgresReplies(address),
  isSecure: hasAuthority,
  // It can be given certificates at any start.
  isMade: () => false,
  signal: 'SIGINT',
}

/** The container engine is asked only when the answer matters: its client takes a second to load. */
async function asked(answers: Omit<MachineAnswers, 'docker'>, choose: (answers: MachineAnswers) => Backend): Promise<Backend> {
  const without = choose({ ...answers, docker: false })
  if (without.from !== 'nowhere') return without
  const { dockerAnswers } = await import('./containers.js')
  return choose({ ...answers, docker: await dockerAnswers() })
}

async function inContainer(
  secure: boolean,
  start: (containers: typeof import('./containers.js')) => Promise<{ readonly id: string; readonly address: string }>,
): Promise<ServerRecord> {
  if (secure) throw new Error('Secure servers are processes of this machine: that takes Java 17 or newer, and Maven')
  return { in: 'container', ...(await start(await import('./containers.js'))) }
}
