// Makes the secrets of docker-compose.yml at random, once: a file of variables for each service, in volumes that only it has.
// Files are not replaced: `docker compose down --volumes` forgets them, together with the data that they open.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'

const folder = process.argv[2] ?? '/secrets'
const secret = () => randomBytes(24).toString('hex')

if (existsSync(`${folder}/made`)) {
  console.log('The secrets are there already.')
  process.exit(0)
}

const password = secret()
const client = { id: secret(), secret: secret() }
const webhook = secret()
const database = { DATABASE_URL: `postgres://trellis:${password}@postgres:5432/trellis` }
const connections = { ...database, TRELLIS_MASTER_KEY: randomBytes(32).toString('base64') }
// The Site Admin of the company that the sandbox invents from seed 1.
const harvest = { HARVEST_CLIENT_ID: client.id, HARVEST_CLIENT_SECRET: client.secret, HARVEST_USER_ID: '4999999040' }

write('postgres', 'password', password)
write('grafana', 'password', secret())
write('migrate', 'env', variables(database))
write('webhook-ingress', 'env', variables({ ...connections, WEBHOOK_SECRETS: webhook }))
write('harvest-poller', 'env', variables({ ...connections, ...harvest }))
write('normalizer', 'env', variables(database))
write('warehouse-writer', 'env', variables(database))
write('console', 'env', variables({ ...connections, CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64') }))
write('operator', 'env', variables({ ...connections, ...harvest }))
write(
  'greenhouse-sandbox',
  'env',
  variables({ SANDBOX_CLIENT_ID: client.id, SANDBOX_CLIENT_SECRET: client.secret, SANDBOX_WEBHOOK_SECRET: webhook }),
)
// Last: a run that was interrupted begins again, before anything has used what it made.
writeFileSync(`${folder}/made`, '', { flag: 'wx' })
console.log('The secrets are made.')

/** Readable by whichever user a container runs as: who has the volume may read it. */
function write(service, name, text) {
  mkdirSync(`${folder}/${service}`, { recursive: true })
  writeFileSync(`${folder}/${service}/${name}`, text, { mode: 0o644 })
}

function variables(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
