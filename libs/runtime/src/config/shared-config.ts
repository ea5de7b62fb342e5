import { Transform, Type } from 'class-transformer'
import { ArrayNotEmpty, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { LOG_LEVELS, type LogLevel } from '../telemetry/logger.js'
import type { TracingSettings } from '../telemetry/tracing/start-tracing.js'
import { Example } from './read-config.js'

const POSTGRES_URL = /^postgres(ql)?:\/\/\S+$/

/** A comma-separated variable as a list of its parts. */
export function List(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parts(value) : value))
}

/** An address or name of this machine. */
export function Host(): PropertyDecorator {
  return Matches(/^[A-Za-z0-9.:-]{1,253}$/, { message: '$property must be an address or a name of this machine' })
}

/** What every service reads. A service sets its own default port: `override healthPort = 4100`. */
class ServiceConfig {
  /** Where `/healthz`, `/readyz` and `/metrics` answer; 0 takes any free port. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  @Example('4100')
  healthPort: number = 0

  /** The address on which they answer; all of the machine's where none is named. */
  @IsOptional()
  @Host()
  @Example('127.0.0.1')
  healthHost?: string

  @IsIn(LOG_LEVELS)
  @Example('info')
  logLevel: LogLevel = 'info'

  /** Where traces are sent, by OTLP over HTTP; without it there are none. */
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/, { message: '$property must be a URL http(s)://…' })
  @Example('http://localhost:4318')
  otelExporterOtlpEndpoint?: string

  /** Of the traces that a service begins, the share that is kept. */
  @Type(() => Number)
  @Min(0)
  @Max(1)
  @Example('0.1')
  otelTracesSamplerArg: number = 1
}

/** What `startTracing` is given. */
export function tracingSettings(config: ServiceConfig): TracingSettings {
  return { endpoint: config.otelExporterOtlpEndpoint, ratio: config.otelTracesSamplerArg }
}

/** A service that reads or writes the log. */
export class KafkaConfig extends ServiceConfig {
  @List()
  @ArrayNotEmpty()
  @Matches(/^[^\s:,]+:\d{1,5}$/, { each: true, message: '$property must be a list of host:port' })
  @Example('localhost:9092,localhost:9093')
  kafkaBrokers: readonly string[] = []

  @Matches(/^[A-Za-z0-9._-]*$/, { message: '$property may hold letters, digits, dots, dashes and underscores' })
  @Example('staging.')
  kafkaTopicPrefix: string = ''
}

/** A service that uses both. */
export class KafkaPostgresConfig extends KafkaConfig {
  @Matches(POSTGRES_URL, { message: '$property must be a URL postgres://…' })
  @Example('postgres://user:password@localhost:5432/trellis')
  databaseUrl: string = ''
}

function parts(value: string): readonly string[] {
  return value.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}
