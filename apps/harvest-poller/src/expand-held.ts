import { resources } from '@trellis/greenhouse'
import { parentColumn, type Instant, type Resource } from '@trellis/pipeline'
import type { Pool, PoolClient } from '@trellis/runtime'
import { HELD } from './due-reads.js'
import { HeldChildren } from './held-children.js'
import { fenced, type Fence } from './listed-register.js'

/** Whose children are due, and since when. */
interface Due {
  readonly resource: string
  readonly key: string
  readonly arrived_us: string
  readonly due_us: string
}

const AT_A_TIME = 200
const WITHOUT_TABLES_US = 5_000_000

/** A removed person's applications take their own children along, and a merged one's as well, without a word of their own (rule E6). */
const ALONG: Readonly<Record<string, readonly string[]>> = { candidates: ['applications'] }

/**
 * Makes the children that we hold of removed, merged or anonymized entities due by their own keys (rules E6, R3). They are looked up when they are due, not
 * when the webhook was read: by then the writer has told what was under way. While there are no tables it is looked again later.
 */
export async function expandHeld(pool: Pool, fence: Fence, connection: string, now: Instant): Promise<void> {
  const { rowCount } = await pool.query(`select 1 from ops.due_read where ${DUE} limit 1`, [connection, names, HELD, now])
  if (rowCount === 0) return
  await fenced(pool, fence, async (client) => {
    const { rows } = await client.query<Due>(
      `select resource, key, arrived_us, due_us from ops.due_read where ${DUE} order by resource, key limit ${AT_A_TIME} for update`,
      [connection, names, HELD, now],
    )
    const held = await HeldChildren.open(client, connection)
    if (!held) return putOff(client, connection, rows, now)
    for (const resource of new Set(rows.map((row) => row.resource)))
      await expand(
        client,
        connection,
        held,
        resource,
        rows.filter((row) => row.resource === resource),
      )
  })
}

async function expand(
  client: PoolClient,
  connection: string,
  held: HeldChildren,
  parent: string,
  due: readonly Due[],
): Promise<void> {
  const byKey = new Map(due.map((row) => [row.key, row]))
  for (const child of childrenOf(parent)) {
    const found = await held.of(child, parent, [...byKey.keys()])
    const rows = found.flatMap(({ key, parentKey }) => {
      const row = byKey.get(parentKey)
      return row ? [{ ...row, key }] : []
    })
    await makeDueWith(client, connection, child.name, '', rows)
    if (ALONG[parent]?.includes(child.name)) await makeDueWith(client, connection, child.name, HELD, rows)
  }
  await client.query('delete from ops.due_read where connection_id = $1 and resource = $2 and of = $3 and key = any($4)', [
    connection,
    parent,
    HELD,
    [...byKey.keys()],
  ])
}

/** As due as their parents are. */
async function makeDueWith(
  client: PoolClient,
  connection: string,
  resource: string,
  of: string,
  rows: readonly Due[],
): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, of, key, arrived_us, due_us, attempts)
     select $1, $2, $3, key, max(arrived_us), min(due_us), 0 from unnest($4::text[], $5::bigint[], $6::bigint[]) as r (key, arrived_us, due_us)
     group by key order by key
     on conflict (connection_id, resource, of, key) do update
     set arrived_us = greatest(t.arrived_us, excluded.arrived_us), due_us = least(t.due_us, excluded.due_us)`,
    [connection, resource, of, rows.map(({ key }) => key), rows.map((row) => row.arrived_us), rows.map((row) => row.due_us)],
  )
}

async function putOff(client: PoolClient, connection: string, rows: readonly Due[], now: Instant): Promise<void> {
  await client.query(
    `update ops.due_read as t set due_us = $5 from unnest($2::text[], $3::text[]) as r (resource, key)
     where connection_id = $1 and t.resource = r.resource and t.key = r.key and of = $4`,
    [connection, rows.map(({ resource }) => resource), rows.map(({ key }) => key), HELD, now + WITHOUT_TABLES_US],
  )
}

function childrenOf(parent: string): readonly Resource[] {
  return resources.filter((child) => parentColumn(child, parent) !== undefined)
}

const names = resources.map(({ name }) => name)

const DUE = 'connection_id = $1 and resource = any($2) and of = $3 and due_us <= $4'
