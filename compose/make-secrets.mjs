// Makes the secrets of docker-compose.yml at random: a file of variables for each service, in volumes that only it has. Run again, it makes
// what is missing, for a service that a newer version has, and leaves what is there as it is.
// `docker compose down --volumes` forgets them, together with the data that they open.
import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = process.argv[2] ?? '/secrets'
const secret = () => randomBytes(24).toString('hex')
const key = () => randomBytes(32).toString('base64')

const isNew = !existsSync(`${folder}/made`)
// A first run that was interrupted begins again, before anything has used what it made.
const known = isNew ? {} : variablesThere()
const password = known.password ?? secret()
const client = { id: known.HARVEST_CLIENT_ID ?? secret(), secret: known.HARVEST_CLIENT_SECRET ?? secret() }
const webhook = known.WEBHOOK_SECRETS ?? secret()
const database = { DATABASE_URL: `postgres://trellis:${password}@postgres:5432/trellis` }
const connections = { ...database, TRELLIS_MASTER_KEY: known.TRELLIS_MASTER_KEY ?? key() }
// The Site Admin of the company that the sandbox invents from seed 1.
const harvest = { HARVEST_CLIENT_ID: client.id, HARVEST_CLIENT_SECRET: client.secret, HARVEST_USER_ID: '4999999040' }

const added = [
  addFile('postgres', 'password', password),
  addFile('grafana', 'password', secret()),
  addVariables('migrate', database),
  addVariables('webhook-ingress', { ...connections, WEBHOOK_SECRETS: webhook }),
  addVariables('harvest-poller', { ...connections, ...harvest }),
  addVariables('normalizer', database),
  addVariables('warehouse-writer', database),
  addVariables('console', { ...connections, CONSOLE_SESSION_SECRET: key() }),
  addVariables('operator', { ...connections, ...harvest }),
  addVariables('greenhouse-sandbox', {
    SANDBOX_CLIENT_ID: client.id,
    SANDBOX_CLIENT_SECRET: client.secret,
    SANDBOX_WEBHOOK_SECRET: webhook,
  }),
].flat()
if (isNew) {
  // Last, so that it stands for all of them.
  writeFileSync(`${folder}/made`, '', { flag: 'wx' })
  console.log('The secrets are made.')
} else if (added.length > 0) console.log(`Made what was missing: ${added.join(', ')}.`)
else console.log('The secrets are there already.')

/** Readable by whichever user a container runs as: who has the volume may read it. */
function addFile(service, name, text) {
  const path = `${folder}/${service}/${name}`
  if (!isNew && existsSync(path)) return []
  mkdirSync(`${folder}/${service}`, { recursive: true })
  writeFileSync(path, text, { mode: 0o644 })
  return [`${service}/${name}`]
}

function addVariables(service, values) {
  const path = `${folder}/${service}/env`
  const there = isNew ? {} : variablesIn(path)
  const missing = Object.entries(values).filter(([name]) => there[name] === undefined)
  const lines = missing.map(([name, value]) => `${name}=${value}\n`).join('')
  if (isNew || !existsSync(path)) return addFile(service, 'env', lines)
  appendFileSync(path, lines)
  return missing.map(([name]) => `${service}/${name}`)
}

/** What was made before, whichever service has it. */
function variablesThere() {
  const password = `${folder}/postgres/password`
  const services = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const variables = services.map(({ name }) => variablesIn(`${folder}/${name}/env`))
  return Object.assign({}, ...variables, existsSync(password) ? { password: readFileSync(password, 'utf8') } : {})
}

function variablesIn(path) {
  if (!existsSync(path)) return {}
  return Object.fromEntries([...readFileSync(path, 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
}
