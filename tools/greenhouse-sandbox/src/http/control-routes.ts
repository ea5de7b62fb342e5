import { json, type Request, type Response, Router } from 'express'
import type { ServedCollection } from '../collections/served-collection.js'
import { readFaults } from '../faults.js'
import type { RunningSandbox } from '../running-sandbox.js'

/** What the paths need besides the sandbox's own methods. */
interface Controlled {
  readonly sandbox: RunningSandbox
  readonly collections: ReadonlyMap<string, ServedCollection>
  readonly now: () => number
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/**
 * The sandbox's own paths under `/_sandbox`, for loopback only; JSON in, the state out unless it says otherwise.
 *
 * GET state; GET requests; GET webhooks?action=&limit=; GET truth/<collection> (an array; NDJSON when asked for
 * application/x-ndjson). POST freeze, unfreeze, expire-tokens, expire-cursors, clear-faults, ping (answers {status});
 * step {count} (answers {taken, state}); touch {candidates}; faults {…}; pace {stepsPerSecond}; take-scopes, give-scopes {collections};
 * rate-limit {limit, windowMs}; webhook-target {url | null}; client-secret {secret}; save-webhook {action, url, secret} (answers {status}).
 */
export function controlRoutes({ sandbox, collections, now }: Controlled): Router {
  const router = Router()
  router.use((request, response, next) => {
    if (LOOPBACK.includes(request.socket.remoteAddress ?? '')) next()
    else response.status(403).json({ message: 'loopback only' })
  })
  router.use(json())
  router.get('/state', (_, response) => void response.json(sandbox.state()))
  router.get('/requests', (_, response) => void response.json(sandbox.requests()))
  router.get('/webhooks', (request, response) => void response.json(webhooks(sandbox, request)))
  router.get('/truth/:collection', (request, response) => {
    const served = collections.get(request.params.collection)
    if (served === undefined) {
      response.status(404).json({ message: 'no such collection' })
      return
    }
    const records = served.truthText(now())
    if (request.get('accept') === 'application/x-ndjson')
      response.type('application/x-ndjson').send(records.map((text) => `${text}\n`).join(''))
    else response.type('json').send(`[${records.join(',')}]`)
  })
  const post = (path: string, act: (body: Readonly<Record<string, unknown>>) => unknown): void => {
    router.post(path, (request: Request, response: Response) => {
      const body: unknown = request.body ?? {}
      // What is wrong comes back as text, something to answer as an object, else nothing.
      const outcome = act(body as Record<string, unknown>)
      if (typeof outcome === 'string') response.status(400).json({ message: outcome })
      else response.json(outcome ?? sandbox.state())
    })
  }
  post('/freeze', () => sandbox.freeze())
  post('/unfreeze', () => sandbox.unfreeze())
  post('/expire-tokens', () => sandbox.expireTokens())
  post('/expire-cursors', () => sandbox.expireCursors())
  post('/clear-faults', () => sandbox.clearFaults())
  post('/step', ({ count = 1 }) =>
    isCount(count) ? { taken: sandbox.step(count), state: sandbox.state() } : 'count is a whole number',
  )
  post('/touch', ({ candidates }) => (isIds(candidates) ? sandbox.touch(candidates) : 'candidates is a list of ids'))
  post('/faults', (body) => {
    const faults = readFaults(body)
    if (typeof faults === 'string') return faults
    sandbox.setFaults(faults)
    return undefined
  })
  post('/pace', ({ stepsPerSecond }) =>
    typeof stepsPerSecond === 'number' && stepsPerSecond >= 0
      ? sandbox.setPace(stepsPerSecond)
      : 'stepsPerSecond is a number from 0',
  )
  post('/take-scopes', ({ collections }) =>
    isNames(collections) ? sandbox.takeScopes(collections) : 'collections is a list of names',
  )
  post('/give-scopes', ({ collections }) =>
    isNames(collections) ? sandbox.giveScopes(collections) : 'collections is a list of names',
  )
  post('/rate-limit', ({ limit, windowMs }) =>
    isCount(limit) && isCount(windowMs) && windowMs > 0
      ? sandbox.setRateLimit({ limit, windowMs })
      : 'limit and windowMs are whole numbers',
  )
  post('/webhook-target', ({ url }) =>
    url === null || (typeof url === 'string' && URL.canParse(url))
      ? sandbox.setWebhookTarget(url ?? undefined)
      : 'url is a URL, or null',
  )
  post('/client-secret', ({ secret }) => (isWord(secret) ? sandbox.setClientSecret(secret) : 'secret is a text without blanks'))
  router.post('/save-webhook', async (request, response) => {
    const body: unknown = request.body ?? {}
    const { action, url, secret } = body as Readonly<Record<string, unknown>>
    if (isWord(action) && isWord(url) && URL.canParse(url) && isWord(secret))
      response.json({ status: await sandbox.saveWebhook({ action, url, secret }) })
    else response.status(400).json({ message: 'action, url and secret are needed' })
  })
  router.post('/ping', async (_, response) => void response.json({ status: await sandbox.pingWebhookTarget() }))
  router.use((_, response) => void response.status(404).json({ message: 'no such control' }))
  return router
}

function webhooks(sandbox: RunningSandbox, request: Request): ReturnType<RunningSandbox['webhooks']> {
  const { action, limit } = request.query
  const chosen = sandbox.webhooks().filter((delivery) => action === undefined || delivery.action === action)
  return limit === undefined ? chosen : chosen.slice(-Number(limit))
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

const isWord = (value: unknown): value is string => typeof value === 'string' && /^\S+$/.test(value)

const isIds = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(Number.isInteger)

const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every((name) => typeof name === 'string')
