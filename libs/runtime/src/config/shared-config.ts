import { readLeaveOut } from '@trellis/pipeline'
import { Transform, Type } from 'class-transformer'
import { ArrayNotEmpty, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator'
import { isSaslMechanism, SASL_MECHANISMS } from '../kafka/client/kafka-security.js'
import { LOG_LEVELS, type LogLevel } from '../telemetry/logger.js'
import type { TracingSettings } from '../telemetry/tracing/start-tracing.js'
import { wrongWithCertificate, wrongWithKey } from './pem-files.js'
import { Example } from './read-config.js'
import { Rule } from './rule.js'
import { Secret } from './secret.js'

const POSTGRES_URL = /^postgres(ql)?:\/\/\S+$/

/** A comma-separated variable as a list of its parts. */
export function List(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parts(value) : value))
}

/** Privacy switches that are off, in the words of `readLeaveOut`. */
export function LeaveOut(): PropertyDecorator {
  const read = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (readLeaveOut(value) ?? value) : value))
  const check = IsArray({ message: '$property must be demographics, pay, both with a comma between them, or none' })
  return (target, property) => {
    for (const decorate of [read, IsOptional(), check]) decorate(target, property)
  }
}

/** An address or name of this machine. */
export function Host(): PropertyDecorator {
  return Matches(/^[A-Za-z0-9.:-]{1,253}$/, { message: '$property must be an address or a name of this machine' })
}

/** How the log is reached, and how a client shows there who it is. */
export class KafkaClientConfig {
  /** The brokers that are asked for all of them. */
  @List()
  @ArrayNotEmpty()
  @Matches(/^[^\s:,]+:\d{1,5}$/, { each: true, message: '$property must be a list of host:port' })
  @Example('localhost:9092,localhost:9093')
  kafkaBrokers: readonly string[] = []

  /** Stands before the name of every topic and group, on a cluster that is shared. */
  @Matches(/^[A-Za-z0-9._-]*$/, { message: '$property may hold letters, digits, dots, dashes and underscores' })
  @Example('staging.')
  kafkaTopicPrefix: string = ''

  /** TLS. A file of certificates implies it. */
  @IsOptional()
  @Rule((value, config: KafkaClientConfig) => {
    if (value !== 'true' && value !== 'false') return 'must be true or false'
    return value === 'false' && isTls(config) ? 'is false, and certificates for it are named' : undefined
  })
  @Example('true')
  kafkaSsl?: string

  /** Certificates of the authorities that may vouch for brokers, as PEM; where none is named, those that Node trusts. */
  @IsOptional()
  @Rule(wrongWithCertificate)
  @Example('/run/secrets/kafka/ca.crt')
  kafkaSslCaFile?: string

  /** A client's own certificate, and behind it those between it and its authority, as PEM. */
  @IsOptional()
  @Rule((path, { kafkaSslKeyFile }: KafkaClientConfig) =>
    kafkaSslKeyFile === undefined ? 'is set without KAFKA_SSL_KEY_FILE' : wrongWithCertificate(path),
  )
  @Example('/run/secrets/kafka/user.crt')
  kafkaSslCertFile?: string

  /** The private key of that certificate, as PEM. */
  @IsOptional()
  @Rule((path, { kafkaSslCertFile, kafkaSslKeyPassword }: KafkaClientConfig) =>
    kafkaSslCertFile === undefined
      ? 'is set without KAFKA_SSL_CERT_FILE'
      : wrongWithKey(path, kafkaSslCertFile, kafkaSslKeyPassword),
  )
  @Example('/run/secrets/kafka/user.key')
  kafkaSslKeyFile?: string

  /** Of a key that is encrypted. */
  @Secret()
  @IsOptional()
  @IsString()
  kafkaSslKeyPassword?: string

  /** How a client logs in: `scram-sha-256`, `scram-sha-512`, or `plain` over TLS. */
  @IsOptional()
  @Rule((value, config: KafkaClientConfig) => {
    if (!isSaslMechanism(value)) return `must be one of: ${SASL_MECHANISMS.join(', ')}`
    return value === 'plain' && !isTls(config) ? 'is plain, which shows the password to the network without KAFKA_SSL' : undefined
  })
  @Example('scram-sha-512')
  kafkaSaslMechanism?: string

  /** The name that a client logs in with; ACLs are about it. */
  @IsOptional()
  @Rule((_, { kafkaSaslPassword }: KafkaClientConfig) =>
    kafkaSaslPassword === undefined ? 'is set without KAFKA_SASL_PASSWORD or KAFKA_SASL_PASSWORD_FILE' : undefined,
  )
  @Example('normalizer')
  kafkaSaslUsername?: string

  /** The password of that name; a file is read again at each new connection. */
  @Secret()
  @IsOptional()
  @Rule((_, { kafkaSaslUsername }: KafkaClientConfig) =>
    kafkaSaslUsername === undefined ? 'is set without KAFKA_SASL_USERNAME' : undefined,
  )
  kafkaSaslPassword?: string
}

/** A service that reads or writes the log. A service sets its own default port: `override healthPort = 4100`. */
export class KafkaConfig extends KafkaClientConfig {
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

  /** The least severe lines that are logged: `debug`, `info`, `warn`, `error`, or `silent` for none. */
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
export function tracingSettings(config: KafkaConfig): TracingSettings {
  return { endpoint: config.otelExporterOtlpEndpoint, ratio: config.otelTracesSamplerArg }
}

/** A service that uses both. */
export class KafkaPostgresConfig extends KafkaConfig {
  /** The database, and the role that the service has there; `sslmode=verify-full` asks for TLS and checks its certificate. */
  @Secret()
  @Matches(POSTGRES_URL, { message: '$property must be a URL postgres://…' })
  @Example('postgres://user:password@localhost:5432/trellis')
  databaseUrl: string = ''
}

function isTls({ kafkaSsl, kafkaSslCaFile, kafkaSslCertFile }: KafkaClientConfig): boolean {
  return kafkaSsl === 'true' || kafkaSslCaFile !== undefined || kafkaSslCertFile !== undefined
}

function parts(value: string): readonly string[] {
  return value.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}
