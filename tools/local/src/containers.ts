import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getContainerRuntimeClient } from 'testcontainers'
import { freePort } from './free-port.js'
import { kafkaReplies } from './kafka.js'
import { kafkaVersion } from './kafka-jars.js'
import { brokerSettings, keptKafkaSettings } from './kafka-settings.js'
import { LoopbackContainer } from './loopback-container.js'
import { postgresReplies } from './postgres.js'
import { privateDir } from './private-dir.js'
import { until } from './until.js'

/** A server in a container: its address as clients use it, and the container's id. Its data is in a volume named after `dir`. */
type ContainerServer = { readonly id: string; readonly address: string }

/** Does a container engine answer? */
export async function dockerAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient()
    return true
  } catch {
    return false
  }
}

/** Starts the broker of {@link startKafka} in a container. */
export async function startKafkaContainer(dir: string): Promise<ContainerServer> {
  await privateDir(dir)
  const { port, clusterId } = await keptKafkaSettings(dir)
  const dataDir = '/var/lib/kafka/data'
  const advertised = `127.0.0.1:${port}`
  const settings = brokerSettings({ listenOn: '0.0.0.0:9092', controllerOn: '127.0.0.1:9093', advertised, dataDir })
  const names = Object.entries(settings).map(
    ([name, value]) => [`KAFKA_${name.replaceAll('.', '_').toUpperCase()}`, value] as const,
  )
  const container = await new LoopbackContainer(`apache/kafka:${await kafkaVersion()}`)
    .withEnvironment({ ...Object.fromEntries<string>(names), CLUSTER_ID: clusterId })
    .withExposedPorts({ container: 9092, host: port })
    .withBindMounts([{ source: volumeOf(dir), target: dataDir }])
    .start()
  await until(() => kafkaReplies(advertised), { what: `Kafka at ${advertised}`, limitMs: 60_000 })
  return { id: container.getId(), address: advertised }
}

/** Starts the database of {@link startPostgres} in a container. */
export async function startPostgresContainer(dir: string): Promise<ContainerServer> {
  await privateDir(dir)
  const path = join(dir, 'container.json')
  const kept = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as { port: number; password: string }) : undefined
  const { port, password } = kept ?? { port: await freePort(), password: randomBytes(24).toString('base64url') }
  await writeFile(path, JSON.stringify({ port, password }), { mode: 0o600 })
  const container = await new LoopbackContainer('postgres:18')
    .withEnvironment({ POSTGRES_USER: 'trellis', POSTGRES_PASSWORD: password, POSTGRES_DB: 'trellis' })
    // Whatever is refused all the same: DETAIL and CONTEXT would show whole rows.
    .withCommand(['postgres', '-c', 'log_error_verbosity=terse', '-c', 'log_min_error_statement=panic'])
    .withExposedPorts({ container: 5432, host: port })
    // From version 18 on the image keeps a folder per major version below this one.
    .withBindMounts([{ source: volumeOf(dir), target: '/var/lib/postgresql' }])
    .start()
  const address = `postgres://trellis:${password}@127.0.0.1:${port}/trellis`
  await until(() => postgresReplies(address), { what: 'PostgreSQL in its container', limitMs: 60_000 })
  return { id: container.getId(), address }
}

/** Is the container there and running? */
export async function containerRuns(id: string): Promise<boolean> {
  const { container } = await getContainerRuntimeClient()
  try {
    return (await container.inspect(container.getById(id))).State.Running
  } catch {
    return false
  }
}

/** Stops a container in order and removes it; its volume stays. */
export async function stopContainer(id: string): Promise<void> {
  const { container } = await getContainerRuntimeClient()
  const found = container.getById(id)
  await container.stop(found, { timeout: 20_000 })
  await container.remove(found, { removeVolumes: false })
}

function volumeOf(dir: string): string {
  return `trellis-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`
}
