import { Example, Host, LeaveOut, MasterKeyConfig, readSecrets, readSecretsFile } from '@trellis/runtime'
import { Transform, Type } from 'class-transformer'
import { IsArray, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'

/** What the ingress reads from its environment. */
export class IngressConfig extends MasterKeyConfig {
  override healthPort = 4004

  /** Where Greenhouse's webhooks come in; and `/healthz`, `/readyz` and `/metrics`, where HEALTH_PORT is the same. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  @Example('4000')
  ingressPort: number = 4000

  /** The address on which they come in; all of the machine's where none is named. */
  @IsOptional()
  @Host()
  @Example('127.0.0.1')
  ingressHost?: string

  /** A connection made at start, where there is no console to make it. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  @Example('acme')
  greenhouseConnection?: string

  /**
   * Privacy switches of that connection that are off: `demographics`, `pay`, or both with a comma; `none` turns all on. Say the same to ingress and poller.
   * Where nothing is said, they stay as they are kept.
   */
  @LeaveOut()
  @Example('demographics,pay')
  greenhouseLeaveOut?: readonly string[]

  /** Active secrets: separated by commas, or a JSON array where they hold commas, quotes or blanks at their ends. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (readSecrets(value) ?? value) : value))
  @IsArray({ message: '$property begins like a JSON array and is none of texts that are not empty' })
  @Example('the-key-typed-into-the-webhook')
  webhookSecrets: readonly string[] = []

  /** A file with more of them: one on each line, or a JSON array. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? secretsIn(value) : value))
  @IsArray({ message: '$property must name a file that can be read, with a secret on each line or a JSON array of them' })
  @Example('/run/secrets/webhook-secrets')
  webhookSecretsFile: readonly string[] = []

  /** The largest body accepted. */
  @Type(() => Number)
  @IsInt()
  @Min(1024)
  @Max(15 * 1024 * 1024)
  @Example('10485760')
  maxBodyBytes: number = 10 * 1024 * 1024

  /** Bodies being received, and bodies waiting to be durable, at one time; beyond it callers are asked to come again. */
  @Type(() => Number)
  @IsInt()
  @Min(1024 * 1024)
  @Example('67108864')
  maxInFlightBytes: number = 64 * 1024 * 1024

  /** Webhooks of one connection; beyond it its callers are asked to come again in the next minute. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Example('60000')
  maxWebhooksPerMinute: number = 60_000
}

/** What no file holds is left as it is, for the rule to say so. */
function secretsIn(path: string): readonly string[] | string {
  try {
    return readSecretsFile(path) ?? path
  } catch {
    return path
  }
}
