import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'
import { findJava } from './java.js'
import { kafkaJars } from './kafka-jars.js'
import { brokerSettings, keptKafkaSettings } from './kafka-settings.js'
import { demandPort } from './port-holder.js'
import { privateDir, privately } from './private-dir.js'
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

/** Starts a real single-node Apache Kafka (KRaft, loopback only) and resolves when it answers clients. */
export async function startKafka({ dir, port, log = () => undefined }: KafkaOptions): Promise<RunningKafka> {
  const java = await findJava()
  if (java === undefined) throw new Error('Kafka needs Java 17 or newer: neither JAVA_HOME nor the PATH has one')
  const lib = await kafkaJars(log)
  await privateDir(dir)
  const kept = await keptKafkaSettings(dir, port)
  const config = join(dir, 'server.properties')
  const loopback = { listenOn: `127.0.0.1:${kept.port}`, controllerOn: `127.0.0.1:${kept.controllerPort}` }
  const settings = brokerSettings({ ...loopback, advertised: `127.0.0.1:${kept.port}`, dataDir: join(dir, 'data') })
  await writeFile(
    config,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  )
  if (!existsSync(join(dir, 'data', 'meta.properties'))) await format({ java, lib, config, clusterId: kept.clusterId })
  const logFile = join(dir, 'kafka.log')
  const instead = `End it, or put another port into ${join(dir, 'kafka.json')}`
  await demandPort(kept.port, { what: 'where Kafka is to listen', instead })
  const args = [...jvm, ...logging, '-cp', `${lib}/*`, 'kafka.Kafka', config]
  const server = await spawnServer({ command: java, args, logFile, cwd: dir }, kafkaMarker(dir))
  const brokers = `127.0.0.1:${kept.port}`
  try {
    await kafkaAnswers(brokers, server, logFile)
  } catch (error) {
    await endProcess(server, 'SIGKILL')
    throw error
  }
  return { brokers, pid: server.pid, stop: () => endProcess(server, 'SIGTERM'), kill: () => endProcess(server, 'SIGKILL') }
}

/** The text by which a broker's process is known: its class and the path of its configuration. */
export function kafkaMarker(dir: string): string {
  return `kafka.Kafka ${join(dir, 'server.properties')}`
}

// Enough for one machine; the quick compiler alone starts in half the time.
const jvm = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
const logging = [`-Dlog4j2.configurationFile=${join(kafkaAssetsDir, 'log4j2.properties')}`]

async function format(how: { java: string; lib: string; config: string; clusterId: string }): Promise<void> {
  const tool = ['-cp', `${how.lib}/*`, 'kafka.tools.StorageTool', 'format', `--cluster-id=${how.clusterId}`, '-c', how.config]
  await privately(() => promisify(execFile)(how.java, ['-XX:TieredStopAtLevel=1', ...logging, ...tool]))
}

async function kafkaAnswers(brokers: string, server: ServerProcess, logFile: string): Promise<void> {
  await until(
    async () => {
      if (!isRunning(server)) throw new GiveUp(`Kafka ended at once. The end of ${logFile}:\n${await tail(logFile)}`)
      return kafkaReplies(brokers)
    },
    { what: `Kafka at ${brokers} (its log: ${logFile})`, limitMs: 180_000, everyMs: 100 },
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
