import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { exitCodeOf } from '@trellis/cli'
import { runAudit } from '@trellis/operations'
import { openOps, type Pool } from '@trellis/runtime'
import { runTrellis } from './run-trellis.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** What of `ops` cannot be made again: connections with their sealed secrets, and who has done what. */
const KEPT = ['connection', 'audit_log']

/** Secrets come out of the back-up, and nowhere else. */
const NO_SECRETS = { GREENHOUSE_CONNECTION: '', HARVEST_CLIENT_ID: '', HARVEST_CLIENT_SECRET: '', WEBHOOK_SECRETS: '' }

interface BackUp {
  /** The log, encrypted, and the file with the identity that opens it. */
  readonly file: string
  readonly identity: string
  readonly tables: ReadonlyMap<string, readonly unknown[]>
  readonly exportMs: number
  /** How many rows of a table were removed by then. */
  readonly removed: readonly { readonly table: string; readonly removed: number }[]
}

describe('a company whose back-up is a file, two tables and a key', () => {
  let dir: string
  let lost: World
  let kept: BackUp
  const restored: World[] = []

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'disaster-'))
    lost = await makeWorld({ sandbox: { candidates: 150, seed: 47 }, env: { OVERLAP_MS: '2000', SWEEP_EVERY_MS: '3600000' } })
    await lost.start()
    await lost.synced()
    lost.sandbox.step(300)
    await lost.drained()
    kept = await backUp()
    // None of this is in the back-up.
    lost.sandbox.step(200)
    await lost.drained()
    for (const { child } of lost.services.values()) await child.stop()
  })
  afterAll(async () => {
    for (const world of restored) await world.close()
    await lost.close()
    await rm(dir, { recursive: true })
  })

  it('has everything again after its database is lost', async () => {
    const world = await worldWith({ KAFKA_TOPIC_PREFIX: lost.environment['KAFKA_TOPIC_PREFIX'] ?? '' })
    await bringBack(world, 'database lost', [])
  }, 900_000)

  it('has everything again after log and database are lost', async () => {
    const world = await worldWith({})
    const importing = ['raw', 'import', kept.file, '--identity', kept.identity]
    await bringBack(world, 'log and database lost', importing)
    const acts = JSON.parse(await runTrellis(world, 'audit-log', '--json')) as readonly { readonly what: string }[]
    expect(acts.map(({ what }) => what)).toEqual(expect.arrayContaining(['raw export', 'raw import', 'rebuild run']))
  }, 900_000)

  async function worldWith(env: Readonly<Record<string, string>>): Promise<World> {
    const world = await makeWorld({ after: lost, env: { ...NO_SECRETS, ...env } })
    restored.push(world)
    return world
  }

  /** No row differs from Greenhouse, and no removed one is forgotten. Prints what the disaster page says. */
  async function bringBack(world: World, what: string, importing: readonly string[]): Promise<void> {
    const startedAt = performance.now()
    const after = (): string => seconds(performance.now() - startedAt)
    const said = [what, `${Math.round((await stat(kept.file)).size / 1024)} KB exported in ${seconds(kept.exportMs)}`]
    await restore(world)
    if (importing.length > 0) {
      await runTrellis(world, ...importing)
      said.push(`imported after ${after()}`)
    }
    await world.start()
    await runTrellis(world, 'rebuild', '--json')
    said.push(`rebuilt after ${after()}`)
    await world.synced()
    await world.drained()
    const status = await world.status()
    said.push(`listed again after ${after()}: ${status.rawEvents} raw events`)
    const report = await runAudit(world.pool, { connection: CONNECTION, resources: [] })
    const differing = report.resources.filter((each) => each.missing + each.extra + each.different > 0 || each.notAsked)
    expect([differing, exitCodeOf(report)]).toEqual([[], 0])
    const removed = new Map(status.tables.map((each) => [each.table, each.removed]))
    expect(kept.removed.filter((each) => each.removed > (removed.get(each.table) ?? 0))).toEqual([])
    console.log(said.join('; '))
    for (const { child } of world.services.values()) await child.stop()
  }

  async function backUp(): Promise<BackUp> {
    const { tables: counts } = await lost.status()
    const removed = counts.filter((each) => each.removed > 0)
    expect(removed.length).toBeGreaterThan(0)
    const startedAt = performance.now()
    const secret = await generateIdentity()
    const identity = join(dir, 'identity.txt')
    await writeFile(identity, `# kept apart\n${secret}\n`, { mode: 0o600 })
    const file = join(dir, 'raw.jsonl.gz.age')
    await runTrellis(lost, 'raw', 'export', file, '--encrypt-to', await identityToRecipient(secret))
    const exportMs = performance.now() - startedAt
    const tables = new Map<string, readonly unknown[]>()
    for (const table of KEPT) tables.set(table, await rowsOf(lost.pool, table))
    return { file, identity, tables, exportMs, removed }
  }

  /** As `pg_restore --data-only` does, for which this machine need not have it. */
  async function restore(world: World): Promise<void> {
    const ops = await openOps(world.databaseUrl)
    for (const [table, rows] of kept.tables)
      await ops.pool.query(
        `insert into ops.${table} overriding system value select * from json_populate_recordset(null::ops.${table}, $1)`,
        [JSON.stringify(rows)],
      )
    await ops.pool.query(`select setval(pg_get_serial_sequence('ops.audit_log', 'id'), (select max(id) from ops.audit_log))`)
    await ops.close()
  }
})

async function rowsOf(pool: Pool, table: string): Promise<readonly unknown[]> {
  const { rows } = await pool.query<{ row: unknown }>(`select to_json(t) as row from ops.${table} as t`)
  return rows.map(({ row }) => row)
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
