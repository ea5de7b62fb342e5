import { Example, IsConfidentialUrl, MasterKeyConfig, Secret } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'

/** What the poller reads from its environment. Durations are milliseconds. */
export class PollerConfig extends MasterKeyConfig {
  override healthPort = 4001

  @IsConfidentialUrl()
  @Example('https://harvest.greenhouse.io')
  harvestUrl: string = 'https://harvest.greenhouse.io'

  @IsConfidentialUrl()
  @Example('https://auth.greenhouse.io/token')
  harvestTokenUrl: string = 'https://auth.greenhouse.io/token'

  /** A connection made at start, where there is no console to make it. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  @Example('acme')
  greenhouseConnection?: string

  @Secret()
  @IsOptional()
  @Matches(/^\S+$/)
  harvestClientId?: string

  @Secret()
  @IsOptional()
  @Matches(/^\S+$/)
  harvestClientSecret?: string

  /** The Greenhouse user that the token acts as: a Site Admin. */
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  @Example('4012345')
  harvestUserId?: string

  /** How long a listing usually lags behind a change. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(600_000)
  settleMs: number = 10_000

  /** How long a listing ever lags behind a change. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(86_400_000)
  overlapMs: number = 900_000

  /** How often a collection is asked for changes, by its cadence. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  pollHotMs: number = 60_000

  @Type(() => Number)
  @IsInt()
  @Min(100)
  pollWarmMs: number = 900_000

  @Type(() => Number)
  @IsInt()
  @Min(100)
  pollSettingsMs: number = 21_600_000

  /** How often every collection is listed whole (rule L5). */
  @Type(() => Number)
  @IsInt()
  @Min(1_000)
  sweepEveryMs: number = 86_400_000
}
