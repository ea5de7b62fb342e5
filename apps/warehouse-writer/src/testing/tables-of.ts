import { resourceNamed } from '@trellis/greenhouse'
import {
  apply,
  EMPTY_ROW,
  entityOf,
  expand,
  historyOf,
  rowOfStored,
  selectRows,
  sparse,
  type CanonicalEvent,
  type Resource,
  type Row,
  type StoredRow,
} from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** Rows and histories of some resources, comparable whichever process made them. */
export interface Tables {
  readonly rows: Readonly<Record<string, Row>>
  readonly history: readonly string[]
}

/** What stands in the tables of a generation, and in the views of its history. */
export async function tablesOf(pool: Pool, schema: string, names: readonly string[]): Promise<Tables> {
  const rows: [string, Row][] = []
  const history: string[] = []
  for (const of of names.map(named)) {
    const { rows: stored } = await pool.query<StoredRow>(selectRows(schema, of))
    for (const row of stored) rows.push([`${entityOf(of, row).connection}/${of.name}/${row.id}`, rowOfStored(of, row)])
    const { rows: seen } = await pool.query<{ line: string }>(
      `select concat_ws(' ', id, (extract(epoch from valid_from) * 1000000)::bigint, (extract(epoch from valid_to) * 1000000)::bigint, by_event, removed) as line
       from recruiting_history.${of.name}`,
    )
    history.push(...seen.map(({ line }) => `${of.name} ${line}`))
  }
  return { rows: Object.fromEntries(rows), history: history.sort() }
}

/** What events make of them, by the pure rules alone. */
export function foldOf(events: readonly CanonicalEvent[], names: readonly string[]): Tables {
  const rows: [string, Row][] = []
  const history: string[] = []
  for (const of of names.map(named)) {
    const own = events.filter(({ resource }) => resource === of.name)
    const folded = new Map<string, Row>()
    for (const event of own) {
      const name = `${event.connection}/${of.name}/${event.key}`
      folded.set(name, apply(folded.get(name) ?? EMPTY_ROW, event))
    }
    for (const [name, row] of folded) rows.push([name, expand(of, sparse(of, row))])
    for (const { key, from, to, rawId, isRemoved } of historyOf(of, own))
      history.push([of.name, key, from, ...(to === null ? [] : [to]), rawId, isRemoved ? 't' : 'f'].join(' '))
  }
  return { rows: Object.fromEntries(rows), history: history.sort() }
}

function named(name: string): Resource {
  const of = resourceNamed(name)
  if (!of) throw new Error(`there is no ${name}`)
  return of
}
