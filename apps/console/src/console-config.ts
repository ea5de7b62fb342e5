import { AlertConfig, Example, Host, IsConfidentialUrl, List, Rule, Secret } from '@trellis/runtime'
import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import type { SingleSignOnSettings } from './single-sign-on/single-sign-on.js'

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

  /** The company's OpenID provider, at which people sign in beside passwords: its issuer. An account has to be there for the verified e-mail address. */
  @IsOptional()
  @IsConfidentialUrl()
  @Rule((_, { consoleOidcClientId, consoleOidcClientSecret }: ConsoleConfig) =>
    consoleOidcClientId === undefined || consoleOidcClientSecret === undefined
      ? 'is set without CONSOLE_OIDC_CLIENT_ID and CONSOLE_OIDC_CLIENT_SECRET'
      : undefined,
  )
  @Example('https://login.example.com')
  consoleOidcIssuer?: string

  /** What the provider knows the console as. Its redirect URI there is `<CONSOLE_URL>/api/sign-in/oidc/callback`. */
  @IsOptional()
  @Rule(withIssuer)
  @Example('trellis')
  consoleOidcClientId?: string

  /** The secret of that client. */
  @Secret()
  @IsOptional()
  @Rule(withIssuer)
  consoleOidcClientSecret?: string

  /** What people call the provider: the button of sign-in has it. */
  @Matches(/^[^\p{Cc}]{1,40}$/u, { message: '$property must have 1 to 40 characters' })
  @Example('Okta')
  consoleOidcName: string = 'single sign-on'

  /** Where Greenhouse reaches the ingress, scheme and host included: the console shows the URLs of webhooks with it, and their paths alone where it is not set. */
  @IsOptional()
  @IsConfidentialUrl()
  @Example('https://hooks.example.com')
  ingressPublicUrl?: string

  /** A connection that ingress and poller make at start; the console shows it, and does not change it. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  @Example('acme')
  greenhouseConnection?: string
}

function withIssuer(_: string, { consoleOidcIssuer }: ConsoleConfig): string | undefined {
  return consoleOidcIssuer === undefined ? 'is set without CONSOLE_OIDC_ISSUER' : undefined
}

/** The OpenID provider that a configuration names. */
export function singleSignOnIn(config: ConsoleConfig): SingleSignOnSettings | undefined {
  const { consoleOidcIssuer: issuer, consoleOidcClientId: clientId, consoleOidcClientSecret: clientSecret } = config
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined
  return { issuer: new URL(issuer), clientId, clientSecret, name: config.consoleOidcName }
}
