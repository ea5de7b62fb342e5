import type { Server } from 'node:http'
import type { DynamicModule, INestApplication, Type } from '@nestjs/common'
import type { BatchConsumer } from '../kafka/batch-consumer.js'
import type { Logger } from '../telemetry/logger.js'
import type { Metrics } from '../telemetry/metrics.js'

/** What a service is made of. */
export interface ServiceOptions {
  readonly module: Type<unknown> | DynamicModule
  /** 0 takes any free port. */
  readonly port: number
  readonly logger: Logger
  readonly strategy?: BatchConsumer
  /** What must answer before the service is ready; each resolves or throws why not. The strategy is asked without being named. */
  readonly readiness: Readonly<Record<string, () => Promise<void> | void>>
  readonly onHttpServer?: (server: Server) => void
  /** Closed one after the other once nothing is read or answered any more: the log, then pools. */
  readonly onShutdown?: readonly (() => Promise<unknown>)[]
  /** Shown at `/metrics`; a registry of its own by default. */
  readonly metrics?: Metrics
}

/** A running service. */
export interface Service {
  readonly app: INestApplication
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** The ordered shutdown, without ending the process. */
  close(): Promise<void>
}

/** Starts a service. */
export function runService(options: ServiceOptions): Promise<Service>
export async function runService(): Promise<Service> {
  throw new Error('to come')
}
