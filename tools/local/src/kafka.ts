import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'
import { freePort } from './free-port.js'
import { findJava } from './java.js'
import { kafkaJars } from './kafka-jars.js'
import { endProcess, isRunning, type ServerProcess, spawnServer } from './server-process.js'
import { GiveUp, until } from './until.js'
import { kafkaAssetsDir } from './workspace.js'

/** Where a broker keeps everything it has; a port is chosen once and kept with it. `log` is told of downloads. */
export type KafkaOptions = { readonly dir: string; readonly port?: number; readonly log?: (line: string) => void }

/** A broker of our own. Whether it was stopped or killed, {@link startKafka} with the same `dir` brings it back on the same port with its data. */
export type RunningKafka = {
  /** `127.0.0.1:<port>` */
  readonly brokers: string
  readonly pid: number
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>
}

type Settings = { readonly clusterId: string; readonly port: number; readonly controllerPort: number }

/** Starts a real single-node Apache Kafka (KRaft, loopback only) and resolves when it answers clients. */
export async function startKafka({ dir, port, log = () => undefined }: KafkaOptions): Promise<RunningKafka> {
  const java = await findJava()
  if (java === undefined) throw new Error('Kafka needs Java 17 or newer: neither JAVA_HOME nor the PATH has one')
  const lib = await kafkaJars(log)
  await mkdir(dir, { recursive: true })
  const settings = await settingsOf(dir, port)
  const config = join(dir, 'server.properties')
  await writeFile(config, properties(dir, settings))
  if (!existsSync(join(dir, 'data', 'meta.properties'))) await format({ java, lib, config, clusterId: settings.clusterId })
  const logFile = join(dir, 'kafka.log')
  const args = [...jvm, ...logging, '-cp', `${lib}/*`, 'kafka.Kafka', config]
  const server = await spawnServer({ command: java, args, logFile, cwd: dir }, config)
  const brokers = `127.0.0.1:${settings.port}`
  try {
    await kafkaAnswers(brokers, server, logFile)
  } catch (error) {
    await endProcess(server, 'SIGKILL')
    throw error
  }
  return { brokers, pid: server.pid, stop: () => endProcess(server, 'SIGTERM'), kill: () => endProcess(server, 'SIGKILL') }
}

/** The text by which a broker's process is known: the path of its configuration. */
export function kafkaMarker(dir: string): string {
  return join(dir, 'server.properties')
}

// Enough for tests and one machine; the client compiler alone and no archive of classes start faster than they lose later.
const jvm = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
const logging = [`-Dlog4j2.configurationFile=${join(kafkaAssetsDir, 'log4j2.properties')}`]

async function settingsOf(dir: string, port: number | undefined): Promise<Settings> {
  const path = join(dir, 'kafka.json')
  const kept = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Settings) : undefined
  const settings: Settings = {
    clusterId: kept?.clusterId ?? randomBytes(16).toString('base64url'),
    port: port ?? kept?.port ?? (await freePort()),
    controllerPort: kept?.controllerPort ?? (await freePort()),
  }
  await writeFile(path, JSON.stringify(settings))
  return settings
}

/** 20 MiB: a record of 16 MB with its headers and what the protocol adds. */
const largestMessage = 20 * 1024 * 1024

function properties(dir: string, { port, controllerPort }: Settings): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=BROKER://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=BROKER://127.0.0.1:${port}`,
    'listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name=BROKER',
    'controller.listener.names=CONTROLLER',
    `log.dirs=${join(dir, 'data')}`,
    'auto.create.topics.enable=false',
    'default.replication.factor=1',
    'min.insync.replicas=1',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=4',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=4',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
    `message.max.bytes=${largestMessage}`,
    `replica.fetch.max.bytes=${largestMessage}`,
    '',
  ].join('\n')
}

async function format(how: { java: string; lib: string; config: string; clusterId: string }): Promise<void> {
  const tool = ['-cp', `${how.lib}/*`, 'kafka.tools.StorageTool', 'format', '-t', how.clusterId, '-c', how.config]
  await promisify(execFile)(how.java, ['-XX:TieredStopAtLevel=1', ...logging, ...tool])
}

async function kafkaAnswers(brokers: string, server: ServerProcess, logFile: string): Promise<void> {
  await until(
    async () => {
      if (!isRunning(server)) throw new GiveUp(`Kafka ended at once. The end of ${logFile}:\n${await tail(logFile)}`)
      return kafkaReplies(brokers)
    },
    { what: `Kafka at ${brokers} (its log: ${logFile})`, limitMs: 60_000, everyMs: 100 },
  )
}

/** Does a broker answer a client's question there? */
export async function kafkaReplies(brokers: string): Promise<boolean> {
  const retry = { retries: 0 }
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, connectionTimeout: 1_000, retry })
  const admin = kafka.admin({ retry })
  try {
    await admin.connect()
    await admin.listTopics()
    return true
  } catch {
    return false
  } finally {
    await admin.disconnect()
  }
}

async function tail(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').slice(-15).join('\n')
}
