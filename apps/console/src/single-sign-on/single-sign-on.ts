import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '@trellis/runtime'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  type Configuration,
} from 'openid-client'
import { PUBLIC_URL } from '../access/public-url.js'
import { ConsoleError } from '../problem/console-error.js'

/** The company's OpenID provider, and how the console is known there. */
export interface SingleSignOnSettings {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** What people call it. */
  readonly name: string
}

export const SINGLE_SIGN_ON = Symbol('the OpenID provider, or null')

/** Where the provider sends people back to, under the console's own address. */
const CALLBACK = '/api/sign-in/oidc/callback'

/** What a sign-in that was begun is known again by; it stays in the session. */
export interface BegunSignOn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What a provider says of a person. */
interface Claims {
  readonly [claim: string]: unknown
}

/** Longer than a provider takes to answer; seconds. */
const LIMIT_SECONDS = 10

/** Codes of errors that are about the provider, and not about what the browser has brought from it. */
const AWAY: readonly unknown[] = [
  undefined,
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]

/** Sign-in at the company's OpenID provider: authorization code, with PKCE, state and nonce. No other host than the configured provider's is asked. */
@Injectable()
export class SingleSignOn {
  private discovered: Promise<Configuration> | undefined

  constructor(
    @Inject(SINGLE_SIGN_ON) private readonly settings: SingleSignOnSettings | null,
    @Inject(PUBLIC_URL) private readonly publicUrl: URL,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What people call the provider; undefined where there is none. */
  get name(): string | undefined {
    return this.settings?.name
  }

  /** Where a browser goes to sign in, and what its way back is checked by. Throws a ConsoleError where the provider does not answer. */
  async begin(): Promise<{ readonly url: URL; readonly begun: BegunSignOn }> {
    const provider = await this.provider()
    const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: new URL(CALLBACK, this.publicUrl).href,
      scope: 'openid email',
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    })
    return { url, begun }
  }

  /** The e-mail address that the provider vouches for. `query` is what the browser came back with. Throws a ConsoleError. */
  async finish(query: string, { state, nonce, verifier }: BegunSignOn): Promise<string> {
    const provider = await this.provider()
    const back = new URL(CALLBACK, this.publicUrl)
    back.search = query
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await authorizationCodeGrant(provider, back, checks)
      const claims = tokens.claims()
      if (!claims) throw new ConsoleError('single-sign-on-refused')
      // Some put the address into the token, others have to be asked for it.
      return verifiedEmail('email' in claims ? claims : await fetchUserInfo(provider, tokens.access_token, claims.sub))
    } catch (error) {
      throw error instanceof ConsoleError ? error : this.failed(error)
    }
  }

  /** What the provider says of itself, asked once. */
  private async provider(): Promise<Configuration> {
    if (!this.settings) throw new ConsoleError('not-found')
    try {
      return await (this.discovered ??= discover(this.settings))
    } catch (error) {
      this.note(error)
      throw new ConsoleError('single-sign-on-away')
    }
  }

  private failed(error: unknown): ConsoleError {
    this.note(error)
    return new ConsoleError(isRefusal(error) ? 'single-sign-on-refused' : 'single-sign-on-away')
  }

  /** Codes alone: what a provider has answered, or a browser brought, may hold secrets. */
  private note(error: unknown): void {
    // Its addresses may be others by now.
    this.discovered = undefined
    this.logger.warn({ reasons: [...reasonsOf(error)] }, 'sign-in at the OpenID provider came to nothing')
  }
}

function* reasonsOf(error: unknown): Generator<string> {
  if (!(error instanceof Error)) return
  yield error.name
  if ('code' in error && typeof error.code === 'string') yield error.code
  yield* reasonsOf(error.cause)
}

function discover({ issuer, clientId, clientSecret }: SingleSignOnSettings): Promise<Configuration> {
  // Plain http is for a provider on this machine, which the configuration makes sure of.
  const execute = [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])]
  return discovery(issuer, clientId, clientSecret, undefined, { execute, timeout: LIMIT_SECONDS })
}

function isRefusal(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant'
  return error instanceof AuthorizationResponseError || (error instanceof ClientError && !AWAY.includes(error.code))
}

/** Letters outside ASCII may be the same in small letters as others: such an address is no account's. */
function verifiedEmail({ email, email_verified: isVerified }: Claims): string {
  if (typeof email !== 'string' || !/^[\u0021-\u007e]{3,254}$/.test(email)) throw new ConsoleError('single-sign-on-unknown')
  // Some say it in letters.
  if (isVerified !== true && isVerified !== 'true') throw new ConsoleError('single-sign-on-unverified')
  return email
}
