import 'reflect-metadata'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Module, type DynamicModule, type INestApplication, type NestApplicationOptions, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { MicroserviceOptions } from '@nestjs/microservices'
import { TerminusModule } from '@nestjs/terminus'
import type { BatchConsumer } from '../kafka/consumer/batch-consumer.js'
import type { Logger } from '../telemetry/logger.js'
import { Metrics } from '../telemetry/metrics.js'
import { endingHttp, limitHttp } from './end-http.js'
import { NestLogger } from './nest-logger.js'
import { OperationsController, SERVICE_HEALTH, type ServiceHealth } from './operations.controller.js'
import { RethrowFilter } from './rethrow-filter.js'
import { ServiceBeat, type BeatSettings } from './service-beat.js'
import { shutDown } from './shut-down.js'

/** What a service is made of. */
interface ServiceOptions {
  readonly module: Type<unknown> | DynamicModule
  /** 0 takes any free port. */
  readonly port: number
  /** The address to listen on; all of the machine's where none is named. */
  readonly host?: string | undefined
  /** Where `/healthz`, `/readyz` and `/metrics` answer, if not on `port`: then nothing of them is there. */
  readonly operations?: { readonly port: number; readonly host?: string | undefined }
  readonly logger: Logger
  readonly strategy?: BatchConsumer
  /** What must answer before the service is ready; each resolves or throws why not. The strategy is asked without being named. */
  readonly readiness: Readonly<Record<string, () => Promise<void> | void>>
  /** Called before listening. */
  readonly onHttpServer?: (server: Server) => void
  /** How long connections that are kept alive may be quiet before they are closed when the service ends; 1 s. They are kept for 6 s otherwise. */
  readonly quietMs?: number
  /** Closed one after the other, promises awaited, once nothing is read or answered any more: the log, then pools. */
  readonly onShutdown?: readonly (() => unknown)[]
  /** Where given, the process notes in `ops` that it runs, and what it waits for. */
  readonly beat?: BeatSettings
  /** Shown at `/metrics`; a registry of its own by default. */
  readonly metrics?: Metrics
}

/** A running service. */
export interface Service {
  readonly app: INestApplication
  /** `http://127.0.0.1:<port>`, and the same of the operations' port. */
  readonly url: string
  readonly operationsUrl: string
  /** The ordered shutdown, without ending the process. */
  close(): Promise<void>
}

/** Connections that wait to be taken. Node takes one at each turn: of a wave that is longer, some would ask again after a second or more. */
const MOST_WAITING = 4_096

@Module({})
class ServiceModule {}

/**
 * Starts a service: HTTP first, so probes are answered while Kafka is waited for, then reading. SIGTERM and SIGINT shut down in order, within
 * 25 s: not ready → the running batch finishes and commits, the group is left → no connection is taken, what is under way is answered, and HTTP
 * ends → `onShutdown`, one by one → the process ends.
 * Throws what keeps it from starting, after closing what had begun.
 */
export async function runService(options: ServiceOptions): Promise<Service> {
  const { module, port, host, logger, strategy, onHttpServer, operations, quietMs = 1_000 } = options
  const state = { isClosing: false }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and keeps it to itself
  const how: NestApplicationOptions = {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  }
  const health = healthOf(options, state)
  const beat = options.beat && new ServiceBeat(options.beat, health.readiness, logger)
  const app = await NestFactory.create(rootModule(module, health), how)
  const server = app.getHttpServer() as Server
  let endHttp = (): Promise<void> => Promise.resolve()
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    state.isClosing = true
    const onShutdown = [() => beat?.stop(), ...(options.onShutdown ?? [])]
    return (closed ??= shutDown(app, () => endHttp(), { ...options, onShutdown }).finally(() => {
      stopListening()
      apart?.close()
      apart?.closeAllConnections()
    }))
  }
  const stopListening = endOnSignal(close, logger)
  const apart = operations && servedApart(server)
  try {
    for (const each of [server, apart]) if (each) limitHttp(each)
    onHttpServer?.(server)
    endHttp = endingHttp(server, quietMs)
    // Deferred, because a filter that comes after the handlers were registered is ignored.
    const reading = strategy && app.connectMicroservice<MicroserviceOptions>({ strategy }, { deferInitialization: true })
    reading?.useGlobalFilters(new RethrowFilter())
    await app.init()
    await listen(server, { port, host })
    if (apart) await listen(apart, operations)
    // Before reading begins: what a service waits for then is seen.
    beat?.start()
    if (strategy) await app.startAllMicroservices()
    return { app, url: urlOf(server), operationsUrl: urlOf(apart ?? server), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A server of its own for what Nest serves; the other one finds nothing by itself any more. */
function servedApart(server: Server): Server {
  const [nest] = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (_, response) => response.writeHead(404, { connection: 'close' }).end())
  return createServer(nest)
}

async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host?: string | undefined },
): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen({ port, host, backlog: MOST_WAITING }, resolve),
  )
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function rootModule(module: ServiceOptions['module'], health: ServiceHealth): DynamicModule {
  return {
    module: ServiceModule,
    imports: [module, TerminusModule.forRoot({ logger: false, gracefulShutdownTimeoutMs: 0 })],
    controllers: [OperationsController],
    providers: [{ provide: SERVICE_HEALTH, useValue: health }],
  }
}

function healthOf({ readiness, strategy, metrics }: ServiceOptions, state: { readonly isClosing: boolean }): ServiceHealth {
  return {
    isAlive: () => strategy?.isAlive() ?? true,
    readiness: {
      ...readiness,
      ...(strategy && { consumer: () => strategy.checkReady() }),
      service: () => {
        if (state.isClosing) throw new Error('is shutting down')
      },
    },
    metrics: metrics ?? new Metrics(),
  }
}

/** Nest's own shutdown hooks end the process with the signal before pools are closed; the order is ours instead. */
function endOnSignal(close: () => Promise<void>, logger: Logger): () => void {
  const end = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'shutting down')
    void close().then(
      () => process.exit(),
      (error: unknown) => {
        logger.error({ err: error }, 'the shutdown was not orderly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  return () => {
    process.off('SIGTERM', end)
    process.off('SIGINT', end)
  }
}
