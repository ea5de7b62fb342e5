import { randomBytes } from 'node:crypto'
import { AlertSender, HARVEST_ADDRESSES } from '@trellis/operations'
import { createLogger, createPool, masterKeysOf } from '@trellis/runtime'
import { createConsole } from './console-app.js'
import { OpenApiHolder } from './openapi/openapi.controller.js'

// Prints the OpenAPI document: `npm run contracts` keeps it. No database is asked for it.
const { app } = await createConsole({
  pool: createPool('postgres://localhost/none', { max: 1, applicationName: 'contracts' }),
  logOf: () => undefined,
  connections: { load: () => Promise.resolve([]), sealCredentials: () => Promise.reject(new Error('there is no key')) },
  harvest: HARVEST_ADDRESSES,
  publicUrl: new URL('http://127.0.0.1'),
  singleSignOn: undefined,
  environmentConnection: undefined,
  webhookSecrets: {
    read: () => Promise.resolve({ sealed: null, secrets: [] }),
    seal: () => Promise.reject(new Error('there is no key')),
  },
  ingressUrl: undefined,
  channels: { keys: masterKeysOf({ masterKey: randomBytes(32).toString('base64') }), sender: new AlertSender({}) },
  sessionSecret: 'signs nothing',
  proxies: [],
  pages: '',
  logger: createLogger('console', 'silent'),
})
process.stdout.write(`${JSON.stringify(app.get(OpenApiHolder).document, undefined, 2)}\n`)
await app.close()
