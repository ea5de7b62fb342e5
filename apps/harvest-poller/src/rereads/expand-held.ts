import { resourceNamed, resources } from '@trellis/greenhouse'
import { parentColumn, type Instant, type Lag } from '@trellis/pipeline'
import type { Pool, PoolClient } from '@trellis/runtime'
import { HELD } from './due-reads.js'
import { ALONG, wordsOn } from '../absence/explanations.js'
import { HeldChildren } from './held-children.js'
import { fenced, type Fence } from '../known-entities/listed-register.js'

/** What is due, and since when: whose children, or the children themselves. */
interface Due {
  readonly resource: string
  readonly of: string
  readonly key: string
  readonly arrived_us: string
  readonly due_us: string
  /** Children that a word may have taken: who shows them as they were has not seen it; `patient` where they may as well have stayed so (rule L8). */
  readonly expected?: 'gone' | 'patient' | undefined
}

const AT_A_TIME = 200
const WITHOUT_TABLES_US = 5_000_000

/**
 * Makes the children that we hold of removed, merged or anonymized entities due by their own keys (rules E6, R3). They are looked up when they are due, not
 * when the webhook was read: by then the writer has told what was under way. While there are no tables it is looked again later.
 */
export async function expandHeld(pool: Pool, fence: Fence, connection: string, now: Instant, lag: Lag): Promise<void> {
  const { rows } = await pool.query<Due>(
    `select resource, of, key, arrived_us, due_us from ops.due_read
     where connection_id = $1 and resource = any($2) and of = $3 and due_us <= $4 order by resource, key limit ${AT_A_TIME}`,
    [connection, names, HELD, now],
  )
  if (rows.length === 0) return
  await fenced(pool, fence, async (client) => {
    const held = await HeldChildren.open(client, connection)
    if (!held) return putOff(client, connection, rows, now)
    const children: Due[] = []
    for (const resource of new Set(rows.map((row) => row.resource)))
      children.push(...(await childrenDue(held, resource, await expecting(client, held, connection, resource, rows, lag))))
    await makeDueWith(client, connection, [...rows, ...children])
    await settle(client, connection, rows, lag)
  })
}

/** Those of a resource whose children are to be looked up, with what is to be expected of these. */
async function expecting(
  client: PoolClient,
  held: HeldChildren,
  connection: string,
  resource: string,
  due: readonly Due[],
  lag: Lag,
): Promise<readonly Due[]> {
  const mine = due.filter((row) => row.resource === resource)
  const of = resourceNamed(resource)
  if (!of) return mine
  const keys = mine.map(({ key }) => key)
  const words = await wordsOn(client, held, connection, of, keys, lag)
  return mine.map((row): Due => {
    const word = words.get(row.key)
    return word ? { ...row, expected: word.isRemoval ? 'gone' : 'patient' } : row
  })
}

/** As due as their parents are. */
async function childrenDue(held: HeldChildren, parent: string, due: readonly Due[]): Promise<readonly Due[]> {
  const byKey = new Map(due.map((row) => [row.key, row]))
  const found: Due[] = []
  for (const child of resources.filter((each) => parentColumn(each, parent) !== undefined))
    for (const { key, parentKey } of await held.of(child, parent, [...byKey.keys()])) {
      const row = byKey.get(parentKey)
      if (!row) continue
      found.push({ ...row, resource: child.name, of: '', key })
      if (ALONG[parent]?.includes(child.name)) found.push({ ...row, resource: child.name, key, expected: undefined })
    }
  return found
}

/** One statement for the children and those whose they are: it locks by key, as the reader of raw does, which may speak of all of them at once. */
async function makeDueWith(client: PoolClient, connection: string, rows: readonly Due[]): Promise<void> {
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, of, key, arrived_us, due_us, attempts, before, is_patient)
     select $1, d.resource, d.of, d.key, max(arrived_us), min(due_us), 0, (array_agg(r.digest) filter (where expected is not null))[1],
       coalesce(bool_and(expected = 'patient'), false)
     from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
       as d (resource, of, key, arrived_us, due_us, expected)
     left join ops.listed_record r on r.connection_id = $1 and r.resource = d.resource and r.key = d.key and d.of = '' and expected is not null
     group by 2, 3, 4 order by 2, 3, 4
     on conflict (connection_id, resource, of, key) do update
     set arrived_us = greatest(t.arrived_us, excluded.arrived_us), due_us = least(t.due_us, excluded.due_us),
       before = coalesce(t.before, excluded.before), is_patient = case when t.before is null then excluded.is_patient else t.is_patient end`,
    [
      connection,
      ...columnsOf(rows),
      rows.map((row) => row.due_us),
      rows.map(({ of, expected }) => (of === '' ? (expected ?? null) : null)),
    ],
  )
}

/** Whose children were looked up is no longer due, but for words that came since: the writer may not have told of those yet. */
async function settle(client: PoolClient, connection: string, rows: readonly Due[], lag: Lag): Promise<void> {
  const which = [connection, ...columnsOf(rows)]
  await client.query(`delete from ops.due_read t ${LOOKED_UP.replace('from', 'using')} and t.arrived_us <= r.arrived_us`, which)
  await client.query(`update ops.due_read t set due_us = t.arrived_us + $6 ${LOOKED_UP}`, [...which, lag.settle])
}

async function putOff(client: PoolClient, connection: string, rows: readonly Due[], now: Instant): Promise<void> {
  await makeDueWith(client, connection, rows)
  await client.query(`update ops.due_read t set due_us = $6 ${LOOKED_UP}`, [
    ...[connection, ...columnsOf(rows)],
    now + WITHOUT_TABLES_US,
  ])
}

function columnsOf(rows: readonly Due[]): readonly (readonly string[])[] {
  return [
    rows.map(({ resource }) => resource),
    rows.map(({ of }) => of),
    rows.map(({ key }) => key),
    rows.map((row) => row.arrived_us),
  ]
}

const names = resources.map(({ name }) => name)

const LOOKED_UP = `from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) as r (resource, of, key, arrived_us)
  where t.connection_id = $1 and t.resource = r.resource and t.of = r.of and t.key = r.key`
