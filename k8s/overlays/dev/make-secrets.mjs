// Makes the Secrets of the dev overlay from a seed that is random and is kept in a Secret of its own: run again, it makes what is missing,
// with the same values, and changes nothing.
import { Buffer } from 'node:buffer'
import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

const account = process.env.SERVICE_ACCOUNT_DIR ?? '/var/run/secrets/kubernetes.io/serviceaccount'
const api = process.env.KUBERNETES_API ?? 'https://kubernetes.default.svc'
const token = readFileSync(`${account}/token`, 'utf8')
const secrets = `${api}/api/v1/namespaces/${readFileSync(`${account}/namespace`, 'utf8')}/secrets`

await make('trellis-dev-seed', { seed: randomBytes(32).toString('base64') })
const { data } = await ask(`${secrets}/trellis-dev-seed`)
const seed = Buffer.from(Buffer.from(data.seed, 'base64').toString(), 'base64')

const password = derived('postgres').toString('hex')
const DATABASE_URL = `postgres://trellis:${password}@postgres:5432/trellis`
const TRELLIS_MASTER_KEY = derived('master key').toString('base64')
const client = { id: derived('client id').toString('hex'), secret: derived('client secret').toString('hex') }
const webhook = derived('webhook secret').toString('hex')

await make('postgres-secrets', { POSTGRES_PASSWORD: password })
await make('webhook-ingress-secrets', { DATABASE_URL, TRELLIS_MASTER_KEY })
await make('harvest-poller-secrets', { DATABASE_URL, TRELLIS_MASTER_KEY })
await make('normalizer-secrets', { DATABASE_URL })
await make('warehouse-writer-secrets', { DATABASE_URL })
await make('console-secrets', {
  DATABASE_URL,
  TRELLIS_MASTER_KEY,
  CONSOLE_SESSION_SECRET: derived('console sessions').toString('base64'),
})
await make('trellis-migrate-secrets', { DATABASE_URL })
await make('trellis-rebuild-secrets', { DATABASE_URL })
await make('trellis-operator-secrets', { DATABASE_URL, TRELLIS_MASTER_KEY })
await make('trellis-webhook-account', { WEBHOOK_SECRETS: webhook })
await make('trellis-harvest-account', {
  HARVEST_CLIENT_ID: client.id,
  HARVEST_CLIENT_SECRET: client.secret,
  // The Site Admin of the company that the sandbox invents from seed 1.
  HARVEST_USER_ID: '4999999040',
})
await make('greenhouse-sandbox-secrets', {
  SANDBOX_CLIENT_ID: client.id,
  SANDBOX_CLIENT_SECRET: client.secret,
  SANDBOX_WEBHOOK_SECRET: webhook,
})

function derived(purpose) {
  return createHmac('sha256', seed).update(purpose).digest()
}

/** Leaves what is there as it is. */
async function make(name, stringData) {
  const labels = { 'app.kubernetes.io/part-of': 'trellis' }
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, labels }, stringData }
  const made = await ask(secrets, { method: 'POST', body: JSON.stringify(secret) }, 409)
  console.log(`${name}: ${made === undefined ? 'was there' : 'made'}`)
}

/** Says neither what was asked nor what was answered: both hold secrets. */
async function ask(url, request = {}, expected = undefined) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { ...request, headers })
  if (answer.status === expected) return undefined
  if (!answer.ok) throw new Error(`${request.method ?? 'GET'} ${new URL(url).pathname}: ${answer.status}`)
  return answer.json()
}
