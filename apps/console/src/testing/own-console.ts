import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { freePort } from '@trellis/local'
import { AlertSender, type HarvestAddresses, type SenderSettings } from '@trellis/operations'
import {
  Connections,
  createLogger,
  makeFirstAdminToken,
  transact,
  WebhookSecrets,
  type EventLog,
  type Logger,
  type Pool,
} from '@trellis/runtime'
import { ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import type { OpenAPIObject } from '@nestjs/swagger'
import { createConsole } from '../console-app.js'
import { OpenApiHolder } from '../openapi/openapi.controller.js'
import type { SingleSignOnSettings } from '../single-sign-on/single-sign-on.js'
import { Browser } from './browser.js'

/** A console of the spec's own, over a database of its own. */
export interface OwnConsole {
  readonly url: string
  readonly pool: Pool
  readonly connections: Connections
  readonly ops: OwnOps
  readonly webhookSecrets: WebhookSecrets
  readonly document: OpenAPIObject
  /** What made its first admin. */
  readonly token: string
  /** A browser that has just opened it. */
  open(): Promise<Browser>
  /** The same, signed in. */
  signedIn(email: string): Promise<Browser>
  close(): Promise<void>
}

export const PASSWORD = 'correct horse battery'
export const ADMIN = 'ada@acme.example'

interface OwnConsoleOptions {
  /** The folder of its pages. */
  readonly pages?: string
  /** Where Greenhouse is asked; nowhere, if not given. */
  readonly harvest?: HarvestAddresses
  readonly environmentConnection?: string
  readonly ingressUrl?: URL
  readonly logger?: Logger
  readonly log?: EventLog
  /** How alerts are sent: to the internet alone, if not given. */
  readonly alerts?: SenderSettings
  /** Its OpenID provider, made for its address. */
  readonly singleSignOn?: (url: string) => SingleSignOnSettings
}

const NOWHERE: HarvestAddresses = { harvestUrl: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' }

/** Starts one, with its first admin. */
export async function ownConsole(options: OwnConsoleOptions = {}): Promise<OwnConsole> {
  const { pages = '/nowhere', harvest = NOWHERE, environmentConnection, ingressUrl, log, singleSignOn, alerts = {} } = options
  const { logger = createLogger('console', 'silent') } = options
  const ops = await ownOps()
  const keys = randomMasterKeys()
  const connections = new Connections(ops, keys)
  const webhookSecrets = new WebhookSecrets(ops.pool, keys)
  const sender = new AlertSender(alerts)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { app, listener } = await createConsole({
    pool: ops.pool,
    logOf: () => log,
    publicUrl: new URL(url),
    connections,
    harvest,
    environmentConnection,
    singleSignOn: singleSignOn?.(url),
    webhookSecrets,
    ingressUrl,
    channels: { keys, sender },
    sessionSecret: randomBytes(32).toString('base64'),
    proxies: [],
    pages,
    logger,
  })
  const server = createServer(listener).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const open = async (): Promise<Browser> => {
    const browser = new Browser(url)
    await browser.look()
    return browser
  }
  const signedIn = async (email: string): Promise<Browser> => {
    const browser = await open()
    await browser.send('POST', '/api/session', { email, password: PASSWORD })
    return browser
  }
  const token = await transact(ops.pool, (client) => makeFirstAdminToken(client))
  const first = await open()
  await first.send('POST', '/api/first-admin', { token, name: 'Ada', email: ADMIN, password: PASSWORD })
  const document = app.get(OpenApiHolder).document
  if (!document) throw new Error('there is no OpenAPI document')
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await Promise.all([app.close(), sender.close()])
    await ops.drop()
  }
  return { url, pool: ops.pool, ops, connections, webhookSecrets, document, token, open, signedIn, close }
}
