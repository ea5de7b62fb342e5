import { Example, IsConfidentialUrl, LeaveOut, MasterKeyConfig, Secret } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'

/** What the poller reads from its environment. Durations are milliseconds. */
export class PollerConfig extends MasterKeyConfig {
  override healthPort = 4001

  /** Where Harvest v3 is; http on this machine alone. */
  @IsConfidentialUrl()
  @Example('https://harvest.greenhouse.io')
  harvestUrl: string = 'https://harvest.greenhouse.io'

  /** Where tokens come from; http on this machine alone. */
  @IsConfidentialUrl()
  @Example('https://auth.greenhouse.io/token')
  harvestTokenUrl: string = 'https://auth.greenhouse.io/token'

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

  /** Of the credential that the connection made at start is read with. */
  @Secret()
  @IsOptional()
  @Matches(/^\S+$/)
  harvestClientId?: string

  /** The secret of that credential. */
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

  /** How often a collection that changes all day is asked for changes. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  pollHotMs: number = 60_000

  /** The same for one that changes some times a day. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  pollWarmMs: number = 900_000

  /** The same for one that people set up once. */
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
