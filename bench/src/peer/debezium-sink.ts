import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcess, findJava, freePort, GiveUp, kafkaAssetsDir, kafkaJars, localDir, spawnServer } from '@trellis/local'
import { request } from 'undici'
import type { Plot } from '../bed.js'
import { debeziumJars } from './debezium-jars.js'
import { sinkSchema } from './sink-records.js'

/** What the sink is to write, and with how many tasks. */
interface SinkWanted {
  readonly topic: string
  readonly table: string
  readonly tasks: number
}

/** A sink at work. */
interface RunningSink {
  readonly pid: number
  /** Throws GiveUp where one of its tasks has failed. */
  readonly check: () => Promise<void>
}

/** Records per poll and per statement. */
const BATCH = 2_000

/** Starts Kafka Connect with the sink alone, at the best settings that were found for it. */
export async function startSink(plot: Plot, wanted: SinkWanted, log: (line: string) => void): Promise<RunningSink> {
  const { connect, plugins } = await debeziumJars(log)
  const java = await findJava()
  if (java === undefined) throw new Error('Kafka Connect needs Java 17 or newer')
  const dir = join(localDir, `bench-${process.pid}`, `connect-${wanted.table}`)
  await mkdir(dir, { recursive: true })
  const [worker, connector] = [join(dir, 'worker.properties'), join(dir, 'sink.json')]
  const url = `http://127.0.0.1:${await freePort()}`
  await writeFile(worker, propertiesOf({ ...workerSettings(plot, plugins, dir), listeners: url }))
  await writeFile(connector, JSON.stringify({ name: 'sink', config: sinkSettings(plot, wanted) }))
  // The broker's folder brings what logs.
  const classPath = [join(connect, '*'), join(await kafkaJars(log), '*')].join(':')
  const logging = `-Dlog4j2.configurationFile=${join(kafkaAssetsDir, 'log4j2.properties')}`
  const main = 'org.apache.kafka.connect.cli.ConnectStandalone'
  // The heap that its own start script gives it.
  const args = ['-Xms256m', '-Xmx2g', logging, '-cp', classPath, main, worker, connector]
  const server = await spawnServer({ command: java, args, logFile: join(dir, 'connect.log'), cwd: dir }, worker)
  plot.onClear(() => endProcess(server, 'SIGTERM'))
  const check = async (): Promise<void> => {
    const status = await statusAt(url)
    if (status.includes('FAILED')) throw new GiveUp(`the sink has failed: ${status.slice(0, 2_000)}`)
  }
  return { pid: server.pid, check }
}

/** While the worker starts there is none. */
async function statusAt(url: string): Promise<string> {
  try {
    const answer = await request(`${url}/connectors/sink/status`)
    return await answer.body.text()
  } catch {
    return ''
  }
}

function workerSettings({ settings }: Plot, plugins: string, dir: string): Readonly<Record<string, string>> {
  return {
    'bootstrap.servers': settings.brokers.join(','),
    'plugin.path': plugins,
    'offset.storage.file.filename': join(dir, 'offsets'),
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'true',
    'value.converter.schema.content': JSON.stringify(sinkSchema),
  }
}

function sinkSettings({ settings, databaseUrl }: Plot, { topic, table, tasks }: SinkWanted): Readonly<Record<string, string>> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl)
  return {
    'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
    'tasks.max': String(tasks),
    topics: settings.topicPrefix + topic,
    'connection.url': `jdbc:postgresql://${hostname}:${port}${pathname}?reWriteBatchedInserts=true`,
    'connection.username': decodeURIComponent(username),
    'connection.password': decodeURIComponent(password),
    'insert.mode': 'upsert',
    'primary.key.mode': 'record_value',
    'primary.key.fields': 'id',
    'schema.evolution': 'none',
    'collection.name.format': table,
    'batch.size': String(BATCH),
    'dialect.postgres.unnest.insert.enabled': 'true',
    // One statement may not meet a row twice, so the newest of a batch has to be found first.
    'use.reduction.buffer': 'true',
    // Who reads for the first time reads from the beginning.
    'consumer.override.group.id': `${settings.topicPrefix}sink-${randomBytes(4).toString('hex')}`,
    'consumer.override.max.poll.records': String(BATCH),
    'consumer.override.max.partition.fetch.bytes': String(4 * 1024 * 1024),
  }
}

function propertiesOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
