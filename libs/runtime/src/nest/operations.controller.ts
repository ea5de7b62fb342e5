import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common'
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus'
import type { Metrics } from '../telemetry/metrics.js'

/** What the operations endpoints know of the service. */
export interface ServiceHealth {
  /** False once nothing but a new start can help. */
  isAlive(): boolean
  readonly readiness: Readonly<Record<string, () => Promise<void> | void>>
  readonly metrics: Metrics
}

export const SERVICE_HEALTH = Symbol('the service’s health')

const LIMIT_MS = 5_000

/** `/healthz`, `/readyz` and `/metrics`, on every service. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(SERVICE_HEALTH) private readonly service: ServiceHealth,
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
  ) {}

  /** Kafka and Postgres are none of its business: starting again does not bring them back. */
  @Get('healthz')
  alive(): { readonly status: 'ok' } {
    if (!this.service.isAlive()) throw new ServiceUnavailableException({ status: 'error' })
    return { status: 'ok' }
  }

  /** 503 with what is not ready, and why. */
  @Get('readyz')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    const checks = Object.entries(this.service.readiness)
    return this.health.check(
      checks.map(([name, check]) => async () => {
        try {
          await within(check)
          return this.indicators.check(name).up()
        } catch (error) {
          return this.indicators.check(name).down(error instanceof Error ? error.message : String(error))
        }
      }),
    )
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.service.metrics.text()
  }
}

/** The names of the checks that fail now, or do not answer in time. */
export async function failingChecks(readiness: ServiceHealth['readiness']): Promise<readonly string[]> {
  const failing = await Promise.all(
    Object.entries(readiness).map(([name, check]) =>
      within(check).then(
        () => [],
        () => [name],
      ),
    ),
  )
  return failing.flat()
}

async function within(check: () => Promise<void> | void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LIMIT_MS} ms`)), LIMIT_MS)
  })
  try {
    await Promise.race([check(), late])
  } finally {
    clearTimeout(timer)
  }
}
