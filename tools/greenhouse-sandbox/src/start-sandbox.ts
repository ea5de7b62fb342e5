import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { touchCandidate } from './operations/candidates.js'
import { serveCollections } from './collections/serve-collections.js'
import type { ServedCollection, Sight } from './collections/served-collection.js'
import { type Faults, NO_FAULTS, RequestFaults } from './faults.js'
import { controlRoutes } from './http/control-routes.js'
import { application, finish } from './http/application.js'
import type { ListRoute } from './http/list-route.js'
import { RateLimiter } from './http/rate-limiter.js'
import type { TokenRoute } from './http/token-route.js'
import { Tokens } from './http/tokens.js'
import { LivingCompany } from './living-company.js'
import { Pace } from './pace.js'
import { Random } from './random.js'
import { RequestCounts } from './request-counts.js'
import type { RunningSandbox } from './running-sandbox.js'
import { DEFAULT_SETTINGS, type SandboxSettings } from './settings.js'
import { Deliveries } from './webhooks/deliveries.js'
import { webhookBody } from './webhooks/webhook-body.js'

/** Invents the company and serves it. What is not set is as in `DEFAULT_SETTINGS`; missing secrets are made up. */
export async function startSandbox(given: Partial<SandboxSettings> = {}): Promise<RunningSandbox> {
  const settings = { ...DEFAULT_SETTINGS, ...given }
  const { now, seed } = settings
  const secret = (): string => randomBytes(24).toString('base64url')
  const { clientId = secret(), webhookSecret = secret() } = settings
  let { clientSecret = secret() } = settings

  let faults: Faults = { ...NO_FAULTS, ...settings.faults }
  const requestFaults = new RequestFaults()
  requestFaults.set(faults.requests)
  const deliveries = new Deliveries({ ...settings, webhookSecret }, new Random(seed + 2), new Random(seed + 4), () => faults)
  const luck = { random: new Random(seed + 3), faults: () => faults }
  const living = new LivingCompany(settings, luck, (action, payload) => deliveries.raise(action, webhookBody(action, payload)))
  const { company, founding } = living
  for (const at of settings.past) living.step(at)
  deliveries.target = settings.webhookUrl
  const step = (): string => {
    const at = now()
    settings.onStep(at)
    return living.step(at)
  }
  const collections = serveCollections(company)
  const tokens = new Tokens(settings, now)
  const limiter = new RateLimiter(settings.rateLimit, now)
  const counts = new RequestCounts()
  const takenScopes = new Set<string>()
  let cursorsNotBefore = Number.NEGATIVE_INFINITY
  let isFrozen = false
  let isFresh = false

  const sight = (): Sight | undefined => {
    if (faults.lostSiteAdmin) return undefined
    isFresh = faults.alternatingReplicas && !isFresh
    return { now: now(), moment: now() - (isFresh ? 0 : faults.lagMs), seesPrivate: !faults.hiddenPrivateCandidates }
  }
  const list: ListRoute = {
    collections,
    limiter,
    tokens,
    fault: (collection) => requestFaults.hit(collection),
    hasScope: (collection) => !takenScopes.has(collection),
    isSiteAdmin: (id) => company.users.get(id)?.site_admin === true && company.users.get(id)?.deactivated === false,
    sight,
    cursorsNotBefore: () => Math.max(cursorsNotBefore, now() - settings.cursorLifeMs),
    now,
  }
  const token: TokenRoute = {
    clientId,
    clientSecret: () => clientSecret,
    serviceUserId: founding.serviceUserId,
    isUser: (id) => company.users.get(id) !== undefined,
    tokens,
    limiter: new RateLimiter(settings.tokenRateLimit, now),
    now,
  }
  const pace = new Pace(() => (isFrozen ? undefined : step()))
  pace.set(settings.stepsPerSecond)

  const app = application({
    list,
    token,
    tokenFault: () => requestFaults.hit('token'),
    counts,
    date: () => new Date(now() + faults.clockSkewMs).toUTCString(),
  })
  const server = createServer(app)
  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  const url = `http://${settings.host}:${(server.address() as AddressInfo).port}`

  const setFaults = (changed: Partial<Faults>): void => {
    faults = { ...faults, ...changed }
    if (changed.requests !== undefined) requestFaults.set(changed.requests)
  }
  const unsurfaced = (): number => [...company.tables()].reduce((sum, table) => sum + table.unsurfaced(now()), 0)
  const sandbox: RunningSandbox = {
    url,
    tokenUrl: `${url}/token`,
    get credentials() {
      return { clientId, clientSecret, userId: founding.adminId }
    },
    webhookSecret,
    state: () => ({
      frozen: isFrozen,
      steps: living.steps,
      stepsPerSecond: pace.perSecond,
      pendingDeliveries: deliveries.pending,
      exhaustedDeliveries: deliveries.exhausted,
      unsurfacedCommits: unsurfaced(),
      webhooks: deliveries.raised,
      garbage: deliveries.unwanted.garbage(),
      forgedAnswers: deliveries.unwanted.forgedAnswers(),
      webhookUrl: deliveries.target ?? null,
      counts: Object.fromEntries([...company.tables()].map(({ name, size }) => [name, size])),
      takenScopes: [...takenScopes],
      faults,
    }),
    step: (count = 1) => {
      const taken: Record<string, number> = {}
      for (let i = 0; i < count; i++) {
        const name = step()
        taken[name] = (taken[name] ?? 0) + 1
      }
      return taken
    },
    touch: (candidates) => candidates.forEach((id) => touchCandidate(company, id, now())),
    freeze: () => void (isFrozen = true),
    unfreeze: () => void (isFrozen = false),
    setPace: (stepsPerSecond) => pace.set(stepsPerSecond),
    settled: (limitMs) => settled(() => deliveries.pending === 0 && unsurfaced() === 0, limitMs),
    setFaults,
    clearFaults: () => setFaults(NO_FAULTS),
    expireTokens: () => tokens.expireAll(),
    expireCursors: () => void (cursorsNotBefore = now() + 1),
    setClientSecret: (secret) => {
      clientSecret = secret
      tokens.expireAll()
    },
    takeScopes: (collections) => collections.forEach((name) => takenScopes.add(name)),
    giveScopes: (collections) => collections.forEach((name) => takenScopes.delete(name)),
    setRateLimit: (rateLimit) => void (limiter.rateLimit = rateLimit),
    setWebhookTarget: (target) => void (deliveries.target = target),
    saveWebhook: (webhook) => deliveries.save(webhook),
    pingWebhookTarget: () => deliveries.ping(),
    requests: () => counts.all(),
    truth: (name) => collectionNamed(collections, name).truth(now()),
    webhooks: () => deliveries.kept(),
    stop: async () => {
      pace.stop()
      await deliveries.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  app.use('/_sandbox', controlRoutes({ sandbox, collections, now }))
  finish(app)
  return sandbox
}

function collectionNamed(collections: ReadonlyMap<string, ServedCollection>, name: string): ServedCollection {
  const served = collections.get(name)
  if (served === undefined)
    throw new Error(`${name} is not served: tools/greenhouse-sandbox/src/collections/serve-collections.ts has to name it`)
  return served
}

const LOOK_AGAIN_MS = 10

async function settled(isSettled: () => boolean, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs
  while (!isSettled()) {
    if (performance.now() > end) throw new Error(`not settled after ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
