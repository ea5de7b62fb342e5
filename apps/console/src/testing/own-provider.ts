import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { freePort } from '@trellis/local'
import { Provider } from 'oidc-provider'
import type { SingleSignOnSettings } from '../single-sign-on/single-sign-on.js'

/** Who sits before the browser, as a provider knows them. */
export interface Someone {
  readonly email: string
  readonly isVerified: boolean
}

/** An OpenID provider on this machine, at which `someone` signs in, as they are at the time. */
export interface OwnProvider {
  readonly url: string
  someone: Someone
  /** What it is asked by others than the browser, by path. */
  readonly asked: string[]
  readonly settings: (consoleUrl: string) => SingleSignOnSettings
  /** Does not answer until it is started again. */
  stop(): Promise<void>
  start(): Promise<void>
}

/** Starts one. */
export async function ownProvider(someone: Someone): Promise<OwnProvider> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const client = { clientId: 'trellis', clientSecret: `canary${randomBytes(18).toString('hex')}` }
  let listener: RequestListener | undefined
  const server = createServer((request, response) => {
    own.asked.push(`${request.method ?? ''} ${new URL(request.url ?? '', url).pathname}`)
    listener?.(request, response)
  })
  const start = async (): Promise<void> => {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  }
  const own: OwnProvider = {
    url,
    someone,
    asked: [],
    settings: (consoleUrl) => {
      listener = listenerOf(url, client, consoleUrl, () => own.someone)
      return { issuer: new URL(url), ...client, name: 'Acme ID' }
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    start,
  }
  await start()
  return own
}

function listenerOf(
  url: string,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  consoleUrl: string,
  someone: () => Someone,
): RequestListener {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(url, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${consoleUrl}/api/sign-in/oidc/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'spec' }] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: someone().email, email_verified: someone().isVerified }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  return (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) answer(request, response)
    else void provider.interactionFinished(request, response, { login: { accountId: someone().email } })
  }
}
