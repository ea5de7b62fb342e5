import 'reflect-metadata'
import type { RequestListener, Server } from 'node:http'
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Module } from '@nestjs/common'
import { AlertSender, AlertWatch, readLogStatus } from '@trellis/operations'
import {
  checkPool,
  configuredKafka,
  configuredPostgres,
  Connections,
  createLogger,
  currentGeneration,
  endInOneLine,
  EventLog,
  mailSettingsOf,
  masterKeysIn,
  Metrics,
  migrationsTo,
  openOps,
  poolMetrics,
  readConfig,
  retryFault,
  shownSettings,
  WebhookSecrets,
  type Pool,
} from '@trellis/runtime'
import { runService } from '@trellis/runtime/nest'
import { createConsole } from './console-app.js'
import { ConsoleConfig, singleSignOnIn } from './console-config.js'

/** Health and figures are served apart; the console's own application answers at its port. */
@Module({})
class OperationsModule {}

/** A screen asks several routes at once. */
const CONNECTIONS = 10

endInOneLine('console')
const config = readConfig(ConsoleConfig)
const logger = createLogger('console', config.logLevel)
const metrics = new Metrics('console')
const kafka: { log?: EventLog } = {}
const serving: { listener?: RequestListener; ready?: () => Promise<void>; close?: () => Promise<unknown>; pool?: Pool } = {}

function serve(server: Server): void {
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (serving.listener) serving.listener(request, response)
    else response.writeHead(503, { 'retry-after': '5', connection: 'close' }).end()
  })
}

await runService({
  module: OperationsModule,
  port: config.consolePort,
  host: config.consoleHost,
  operations: { port: config.healthPort, host: config.healthHost },
  logger,
  metrics,
  readiness: {
    postgres: () => serving.ready?.() ?? Promise.reject(new Error('Postgres does not answer')),
  },
  beat: { service: 'console', pool: () => serving.pool, settings: shownSettings(config) },
  onHttpServer: serve,
  onShutdown: [() => kafka.log?.close(), () => serving.close?.()],
})

const opening = { applicationName: 'console', max: CONNECTIONS, onMigrations: migrationsTo(logger) }
const ops = await retryFault(() => openOps(configuredPostgres(config), opening), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Postgres'),
})
poolMetrics(metrics, ops.pool)
serving.pool = ops.pool
const publicUrl = new URL(config.consoleUrl ?? `http://127.0.0.1:${config.consolePort}`)
const sender = new AlertSender({
  mail: mailSettingsOf(config),
  consoleUrl: publicUrl,
  allowedNetworks: config.alertAllowedNetworks,
})
const { app, listener } = await createConsole({
  pool: ops.pool,
  logOf: () => kafka.log,
  connections: new Connections(ops, masterKeysIn(config)),
  harvest: { harvestUrl: config.harvestUrl, tokenUrl: config.harvestTokenUrl },
  publicUrl,
  sessionSecret: config.consoleSessionSecret,
  proxies: config.consoleProxies,
  singleSignOn: singleSignOnIn(config),
  environmentConnection: config.greenhouseConnection,
  webhookSecrets: new WebhookSecrets(ops.pool, masterKeysIn(config)),
  ingressUrl: config.ingressPublicUrl === undefined ? undefined : new URL(config.ingressPublicUrl),
  channels: { keys: masterKeysIn(config), sender },
  pages: fileURLToPath(new URL('../../console-web/dist', import.meta.url)),
  logger,
})
const watch = new AlertWatch({
  ...{ pool: ops.pool, keys: masterKeysIn(config), sender, logger, holder: `${hostname()}/${process.pid}` },
  readLag: async () => {
    const generation = await currentGeneration(ops.pool)
    return kafka.log ? (await readLogStatus(kafka.log, ops.pool, generation?.number ?? null)).lag : []
  },
})
watch.start()
Object.assign(serving, {
  listener,
  ready: () => checkPool(ops.pool),
  close: () =>
    watch
      .stop()
      .then(() => sender.close())
      .then(() => app.close())
      .finally(() => ops.close()),
})
logger.info({ port: config.consolePort }, 'console is running')
// Later than the rest: without the log most screens are there.
kafka.log = await retryFault(() => EventLog.connect(configuredKafka(config, 'console'), logger, { metrics }), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Kafka'),
})
