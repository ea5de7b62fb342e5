import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.js'

/** What a broker keeps for its whole life, so clients find it again after a restart. */
export type KeptKafkaSettings = {
  readonly clusterId: string
  readonly port: number
  readonly controllerPort: number
  /** Where a secure broker takes certificates for passwords. */
  readonly mutualPort: number
}

/** Reads what was chosen for the broker in `dir`, choosing what has not been; a wanted port replaces the kept one. */
export async function keptKafkaSettings(dir: string, port?: number): Promise<KeptKafkaSettings> {
  const path = join(dir, 'kafka.json')
  const kept = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Partial<KeptKafkaSettings>) : undefined
  const settings: KeptKafkaSettings = {
    clusterId: kept?.clusterId ?? randomBytes(16).toString('base64url'),
    port: port ?? kept?.port ?? (await freePort()),
    controllerPort: kept?.controllerPort ?? (await freePort()),
    mutualPort: kept?.mutualPort ?? (await freePort()),
  }
  await writeFile(path, JSON.stringify(settings), { mode: 0o600 })
  return settings
}

/** Addresses as `host:port`: where the broker and its controller listen, and where clients connect. */
type BrokerPlace = {
  readonly listenOn: string
  readonly controllerOn: string
  readonly advertised: string
  readonly dataDir: string
}

/** 20 MiB: a record of 16 MB with its headers and what the protocol adds. */
const largestMessage = 20 * 1024 * 1024

/** The configuration of a single node that is broker and controller in one. */
export function brokerSettings({ listenOn, controllerOn, advertised, dataDir }: BrokerPlace): Readonly<Record<string, string>> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${controllerOn}`,
    listeners: `BROKER://${listenOn},CONTROLLER://${controllerOn}`,
    'advertised.listeners': `BROKER://${advertised}`,
    'listener.security.protocol.map': 'BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'BROKER',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': dataDir,
    'auto.create.topics.enable': 'false',
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // A broker that was killed is let in again only when its old session has run out (9 s by default).
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    'message.max.bytes': String(largestMessage),
    'replica.fetch.max.bytes': String(largestMessage),
  }
}
