import { Example, Host, KafkaPostgresConfig, List } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator'

/** What the ingress reads from its environment. */
export class IngressConfig extends KafkaPostgresConfig {
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

  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: '$property must be 32 bytes in base64' })
  @Example('$(openssl rand -base64 32)')
  trellisMasterKey: string = ''

  /** A connection made at start, where there is no console to make it. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  @Example('acme')
  greenhouseConnection?: string

  @List()
  @IsString({ each: true })
  @Example('the-key-typed-into-the-webhook')
  webhookSecrets: readonly string[] = []

  /** The largest body accepted. */
  @Type(() => Number)
  @IsInt()
  @Min(1024)
  @Max(15 * 1024 * 1024)
  @Example('10485760')
  maxBodyBytes: number = 10 * 1024 * 1024

  /** Bodies received and not yet durable at one time; beyond it callers are asked to come again. */
  @Type(() => Number)
  @IsInt()
  @Min(1024 * 1024)
  @Example('67108864')
  maxInFlightBytes: number = 64 * 1024 * 1024
}
