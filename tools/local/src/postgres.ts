import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.js'
import { guardPostgres } from './guard-postgres.js'
import { hasAuthority } from './kept-authority.js'
import { giveTo, type PostgresHome, postgresHome, rememberedHome } from './postgres-home.js'
import { demandPort } from './port-holder.js'
import { childrenOf, endProcess, isGone, isRunning, send, type ServerProcess, spawnServer } from './server-process.js'
import { GiveUp, until } from './until.js'

/**
 * Where a server keeps everything it has; port and password are chosen once and kept with it. `log` is called with what is unusual. A `secure` one
 * speaks TLS alone, and `url` demands that it proves who it is.
 */
export type PostgresOptions = {
  readonly dir: string
  readonly port?: number
  readonly log?: (line: string) => void
  readonly secure?: boolean
}

/** A database server of our own. Stopped or killed, {@link startPostgres} with the same `dir` brings it back on the same port with its data. */
export type RunningPostgres = {
  /** `postgres://…@127.0.0.1:<port>/trellis`, with the superuser and its password, and how the server is checked. */
  readonly url: string
  readonly pid: number
  /** A fast shutdown: open transactions are rolled back, everything committed is on disk. */
  readonly stop: () => Promise<void>
  /** Ends every process of the server without a word, as a crash would. */
  readonly kill: () => Promise<void>
}

const superuser = 'trellis'
const database = 'trellis'

/** Starts a real PostgreSQL (loopback only) and resolves when the database `trellis` answers. */
export async function startPostgres({
  dir,
  port,
  log = () => undefined,
  secure = hasAuthority(dir),
}: PostgresOptions): Promise<RunningPostgres> {
  const home = await postgresHome(dir, log)
  const password = await kept(join(dir, 'password'), () => randomBytes(24).toString('base64url'))
  if (!existsSync(join(home.data, 'PG_VERSION'))) await initialise(home, dir, password)
  const chosen = await kept(
    join(dir, 'port'),
    async () => String(port ?? (await freePort())),
    port === undefined ? undefined : String(port),
  )
  const logFile = join(dir, 'postgres.log')
  const instead = `End it, or put another port into ${join(dir, 'port')}`
  await demandPort(Number(chosen), { what: 'where PostgreSQL is to listen', instead })
  const guard = secure ? await guardPostgres(dir, home) : undefined
  const server = await launch(home, { port: Number(chosen), logFile, ...(guard && { guard: guard.settings }) })
  const urlOf = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${chosen}/${name}${guard?.query ?? ''}`
  try {
    await postgresAnswers(urlOf('postgres'), server, logFile)
    await createDatabase(urlOf('postgres'))
  } catch (error) {
    await crash(server)
    throw error
  }
  return { url: urlOf(database), pid: server.pid, stop: () => stopPostgres(server), kill: () => crash(server) }
}

/** Asks a server to end at once but in order. */
async function stopPostgres(server: ServerProcess): Promise<void> {
  await endProcess(server, 'SIGINT')
}

/** The text by which a server's process is known: its name and the path of its data. */
export async function postgresMarker(dir: string): Promise<string> {
  return markerOf(join((await rememberedHome(dir)) ?? dir, 'data'))
}

function markerOf(data: string): string {
  return `/postgres -D ${data} -p`
}

/** The kept secret or setting: read, or made and written for our eyes only. A wanted value replaces the kept one. */
async function kept(path: string, make: () => string | Promise<string>, wanted?: string): Promise<string> {
  if (wanted === undefined && existsSync(path)) return readFile(path, 'utf8')
  const value = wanted ?? (await make())
  await writeFile(path, value, { mode: 0o600 })
  return value
}

async function initialise(home: PostgresHome, dir: string, password: string): Promise<void> {
  // Made under another name, so an interrupted initdb is not taken for a database.
  const fresh = `${home.data}.part`
  const passwordFile = join(dirname(home.data), 'password.once')
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  await giveTo(home.user, fresh)
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  await giveTo(home.user, passwordFile)
  try {
    const login = [`--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const args = [`--pgdata=${fresh}`, ...login, '--encoding=UTF8', '--locale=C', '--no-sync']
    await promisify(execFile)(join(home.native, 'bin/initdb'), args, { ...home.user, cwd: '/' })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    throw new Error(`PostgreSQL could not make a database in ${dir}.\n${said}`, { cause: error })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(fresh, home.data)
}

type Launch = { readonly port: number; readonly logFile: string; readonly guard?: Readonly<Record<string, string>> }

async function launch(home: PostgresHome, { port, logFile, guard }: Launch): Promise<ServerProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    // Whatever is refused all the same: DETAIL and CONTEXT show whole rows.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...guard,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const args = ['-D', home.data, '-p', String(port), ...flags]
  const server = { command: join(home.native, 'bin/postgres'), args, logFile, cwd: '/', ...(home.user && { user: home.user }) }
  return spawnServer(server, markerOf(home.data))
}

async function postgresAnswers(url: string, server: ServerProcess, logFile: string): Promise<void> {
  await until(
    async () => {
      if (!isRunning(server)) throw new GiveUp(`PostgreSQL ended at once. The end of ${logFile}:\n${await tail(logFile)}`)
      return postgresReplies(url)
    },
    { what: `PostgreSQL (its log: ${logFile})`, limitMs: 180_000 },
  )
}

/** Does a database answer a question there? */
export async function postgresReplies(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select 1'))
    return true
  } catch {
    return false
  }
}

async function createDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`)
  })
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function crash(server: ServerProcess): Promise<void> {
  const family = [server.pid, ...childrenOf(server.pid)]
  if (!isRunning(server)) return
  for (const pid of family) send(pid, 'SIGKILL')
  // One that still holds the shared memory would keep the next server from starting. Not even SIGKILL ends one that waits for a busy disk.
  await until(() => family.every(isGone), { what: 'the processes of PostgreSQL to end', limitMs: 60_000, everyMs: 20 })
}

async function tail(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').slice(-15).join('\n')
}
