import { AlertConfig, Example, Host, IsConfidentialUrl, List, Secret } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'

/** What the console reads from its environment. */
export class ConsoleConfig extends AlertConfig {
  override healthPort = 4005

  /** Where the console answers. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  @Example('3100')
  consolePort: number = 3100

  /** The address on which it answers: this machine alone, where none is named. */
  @Host()
  @Example('0.0.0.0')
  consoleHost: string = '127.0.0.1'

  /** Where people open it, scheme and port included; `http://127.0.0.1:<CONSOLE_PORT>` where it is not set. With https, cookies are for https alone. */
  @IsOptional()
  @IsConfidentialUrl()
  @Example('https://trellis.example.com')
  consoleUrl?: string

  /** Addresses of the proxies before the console, as `10.0.0.0/8`: what they say of a caller's address is believed, and of no other. */
  @List()
  @Matches(/^[0-9A-Fa-f.:]{2,45}(\/\d{1,3})?$/, { each: true, message: '$property must be a list of addresses or networks' })
  @Example('10.0.0.0/8')
  consoleProxies: readonly string[] = []

  /** Signs the cookies of sessions. */
  @Secret()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: '$property must be 32 bytes in base64' })
  @Example('$(openssl rand -base64 32)')
  consoleSessionSecret: string = ''

  /** Where Harvest v3 is; http on this machine alone. */
  @IsConfidentialUrl()
  @Example('https://harvest.greenhouse.io')
  harvestUrl: string = 'https://harvest.greenhouse.io'

  /** Where tokens come from; http on this machine alone. */
  @IsConfidentialUrl()
  @Example('https://auth.greenhouse.io/token')
  harvestTokenUrl: string = 'https://auth.greenhouse.io/token'

  /** A connection that ingress and poller make at start; the console shows it, and does not change it. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  @Example('acme')
  greenhouseConnection?: string
}
