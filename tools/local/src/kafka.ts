import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import type { Variables } from './infrastructure-state.js'
import { findJava } from './java.js'
import { kafkaJars } from './kafka-jars.js'
import { type ClientProof, proofOf } from './kafka-proof.js'
import { brokerSettings, type KeptKafkaSettings, keptKafkaSettings } from './kafka-settings.js'
import { type KafkaTools, runKafkaTool } from './kafka-tool.js'
import { demandPort } from './port-holder.js'
import { privateDir } from './private-dir.js'
import { endProcess, isRunning, type ServerProcess, spawnServer } from './server-process.js'
import { GiveUp, until } from './until.js'
import { kafkaAssetsDir } from './workspace.js'

/** Where a broker keeps everything it has; a port is chosen once and kept with it. `log` is called with downloads. */
export type KafkaOptions = { readonly dir: string; readonly port?: number; readonly log?: (line: string) => void }

/** A broker of our own. Whether it was stopped or killed, {@link startKafka} with the same `dir` brings it back on the same port with its data. */
export type RunningKafka = {
  /** `127.0.0.1:<port>` */
  readonly brokers: string
  readonly pid: number
  /** Asks it to end and waits until it has. */
  readonly stop: () => Promise<void>
  /** Ends it without a word, as a crash would. */
  readonly kill: () => Promise<void>
}

/** What makes a broker ask its clients who they are. */
export type BrokerGuard = {
  /** Settings beside and instead of those of an open broker. */
  readonly settings: (kept: KeptKafkaSettings) => Readonly<Record<string, string>>
  /** Passwords of the users that are made with the broker's storage. */
  readonly users: Readonly<Record<string, string>>
  /** By which it is asked whether it answers. */
  readonly admin: Variables
}

/** Starts a real single-node Apache Kafka (KRaft, loopback only) and resolves when it answers clients. */
export async function startKafka(options: KafkaOptions): Promise<RunningKafka> {
  return startBroker(options)
}

/** The same, with a guard or without one. A broker whose storage was made without one cannot be given it, nor the other way round. */
export async function startBroker(
  { dir, port, log = () => undefined }: KafkaOptions,
  guard?: BrokerGuard,
): Promise<RunningKafka> {
  const { java, lib } = await kafkaTools(log)
  await privateDir(dir)
  const kept = await keptKafkaSettings(dir, port)
  const config = join(dir, 'server.properties')
  const loopback = { listenOn: `127.0.0.1:${kept.port}`, controllerOn: `127.0.0.1:${kept.controllerPort}` }
  const settings = brokerSettings({ ...loopback, advertised: `127.0.0.1:${kept.port}`, dataDir: join(dir, 'data') })
  await writeFile(
    config,
    Object.entries({ ...settings, ...guard?.settings(kept) })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  )
  if (!existsSync(join(dir, 'data', 'meta.properties'))) {
    const users = Object.entries(guard?.users ?? {}).map(
      ([name, password]) => `SCRAM-SHA-512=[name=${name},password=${password}]`,
    )
    const scram = users.flatMap((user) => ['--add-scram', user])
    const args = ['format', `--cluster-id=${kept.clusterId}`, '-c', config, ...scram]
    await runKafkaTool({ java, lib, dir }, 'kafka.tools.StorageTool', args)
  }
  const logFile = join(dir, 'kafka.log')
  const instead = `End it, or put another port into ${join(dir, 'kafka.json')}`
  await demandPort(kept.port, { what: 'where Kafka is to listen', instead })
  const args = [...jvm, ...logging, '-cp', `${lib}/*`, 'kafka.Kafka', config]
  const server = await spawnServer({ command: java, args, logFile, cwd: dir }, kafkaMarker(dir))
  const brokers = `127.0.0.1:${kept.port}`
  try {
    await kafkaAnswers(brokers, guard?.admin ?? {}, server, logFile)
  } catch (error) {
    await endProcess(server, 'SIGKILL')
    throw error
  }
  return { brokers, pid: server.pid, stop: () => endProcess(server, 'SIGTERM'), kill: () => endProcess(server, 'SIGKILL') }
}

/** The Java of this machine, and Kafka's jars, fetched when they are not there yet. */
export async function kafkaTools(log: (line: string) => void): Promise<Omit<KafkaTools, 'dir'>> {
  const java = await findJava()
  if (java === undefined) throw new Error('Kafka needs Java 17 or newer: neither JAVA_HOME nor the PATH has one')
  return { java, lib: await kafkaJars(log) }
}

/** The text by which a broker's process is known: its class and the path of its configuration. */
export function kafkaMarker(dir: string): string {
  return `kafka.Kafka ${join(dir, 'server.properties')}`
}

// Enough for one machine; the quick compiler alone starts in half the time.
const jvm = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
const logging = [`-Dlog4j2.configurationFile=${join(kafkaAssetsDir, 'log4j2.properties')}`]

async function kafkaAnswers(brokers: string, admin: Variables, server: ServerProcess, logFile: string): Promise<void> {
  await until(
    async () => {
      if (!isRunning(server)) throw new GiveUp(`Kafka ended at once. The end of ${logFile}:\n${await tail(logFile)}`)
      return kafkaReplies(brokers, admin)
    },
    { what: `Kafka at ${brokers} (its log: ${logFile})`, limitMs: 180_000, everyMs: 100 },
  )
}

/** Does a broker answer a client's question there? The variables say what the client has to show. */
export async function kafkaReplies(brokers: string, client: Variables = {}): Promise<boolean> {
  const retry = { retries: 0 }
  const proof: ClientProof = await proofOf(client)
  const kafka = new Kafka({ ...proof, brokers: brokers.split(','), logLevel: logLevel.NOTHING, connectionTimeout: 1_000, retry })
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
