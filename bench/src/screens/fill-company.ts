import { resources } from '@trellis/greenhouse'
import { historyTable, instantOfMs } from '@trellis/pipeline'
import { addProblems, currentGeneration, openOps, type Pool, type StoredProblem } from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import { CONNECTION, type Plot } from '../bed.js'
import { multiply, otherId } from '../loads/multiply.js'
import type { Shown } from './screen-requests.js'

/** What an installation keeps at most of deliveries, and a bad week of the rest. */
const DELIVERIES = 100_000
const PROBLEMS = 20_000
const DUE = 5_000
const SUSPECTS = 1_000
const ACTS = 10_000
const AUDITS = 100

/** Makes a synced company so many times as large, and leaves in `ops` what a bad week leaves there. Gives what screens show one of. */
export async function fillCompany({ pool, databaseUrl }: Plot, times: number, note: (line: string) => void): Promise<Shown> {
  const generation = await currentGeneration(pool)
  if (!generation) throw new Error('the company has no tables')
  const { schema } = generation
  let rows = 0
  for (const { name, key, history } of resources) {
    const other = { id: otherId('id', key.sql) }
    rows += await multiply(pool, { schema, table: name, other }, times - 1)
    if (history) rows += await multiply(pool, { schema, table: historyTable({ name }), other }, times - 1)
  }
  const listed = { schema: 'ops', table: 'listed_record', other: { key: otherId('key', 'text') } }
  rows += await multiply(pool, listed, times - 1)
  note(`${rows.toLocaleString('en')} rows added to the tables, their history and the register`)
  const shown = await fillOps(pool, databaseUrl)
  await pool.query('vacuum (analyze)')
  return shown
}

async function fillOps(pool: Pool, databaseUrl: string): Promise<Shown> {
  const delivery = await one<{
    readonly id: string
    readonly partition: number
    readonly offset: string
    readonly raw_id: string
    readonly n: number
  }>(
    pool,
    `select arrived_us || '.' || raw_id as id, raw_partition as partition, raw_offset as offset, raw_id, (count(*) over ())::int as n
     from ops.webhook_delivery order by arrived_us desc limit 1`,
  )
  const earlier = { schema: 'ops', table: 'webhook_delivery', other: { arrived_us: 'arrived_us - n * 1000000' } }
  await multiply(pool, earlier, Math.ceil(DELIVERIES / delivery.n) - 1)
  const { rows } = await pool.query<{ readonly id: string }>(`select id from recruiting.applications order by id limit ${DUE}`)
  const keys = rows.map(({ id }) => id)
  const ops = await openOps(databaseUrl, { max: 1 })
  const given = givenIn(ops, CONNECTION)
  await given.due('applications', keys)
  await given.suspects('applications', keys.slice(0, SUSPECTS), { dueUs: null })
  await given.hold('applications', { sinceUs: String(instantOfMs(Date.now())), suspects: String(SUSPECTS), alive: String(DUE) })
  for (let audit = 0; audit < AUDITS; audit++) await given.audit(['applications'], { state: 'withdrawn', finishedAt: new Date() })
  await ops.close()
  await addProblems(pool, problemsAt(delivery))
  await multiply(pool, { schema: 'ops', table: 'audit_log', other: { act: 'gen_random_uuid()' } }, ACTS)
  return { application: keys[0] ?? '', problem: '1', delivery: delivery.id }
}

function problemsAt({
  partition,
  offset,
  raw_id: rawId,
}: {
  readonly partition: number
  readonly offset: string
  readonly raw_id: string
}) {
  const position = { topic: 'greenhouse.raw', partition, offset }
  return Array.from({ length: PROBLEMS }, (_, index): Omit<StoredProblem, 'resolvedAt'> => ({
    ...{
      id: String(index + 1),
      connection: CONNECTION,
      code: index % 2 === 0 ? 'unreadable_cell' : 'unknown_entity',
      rawId,
      position,
    },
    ...{
      resource: resources[index % resources.length]?.name ?? null,
      key: String(index),
      column: 'status',
      kind: 'webhook',
      action: null,
    },
    seenAt: new Date(Date.now() - index * 1_000).toISOString(),
  }))
}

async function one<Row extends object>(pool: Pool, question: string): Promise<Row> {
  const { rows } = await pool.query<Row>(question)
  if (!rows[0]) throw new Error(`nothing was found: ${question}`)
  return rows[0]
}
