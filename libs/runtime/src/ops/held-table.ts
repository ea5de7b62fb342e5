import { fitting, ident, isLive, waitingNames, type Resource } from '@trellis/pipeline'
import type { Pool, PoolClient } from '../postgres/pool.js'
import { shapeOf } from '../postgres/table-shape.js'
import { currentGeneration } from './generation.js'

/** A resource's table in a generation. */
export interface HeldTable {
  readonly schema: string
  /** The declaration as far as the table can hold it: a generation keeps the columns it was made with (rule N2). */
  readonly of: Resource
  /** Names of a record that stand elsewhere after the next rebuild: what `_extra` says of them is no difference. */
  readonly waiting: ReadonlySet<string>
}

/** In the current generation. Undefined where there is no such table yet, or it can hold no row as it is declared today: a rebuild makes one. */
export async function heldTable(client: Pool | PoolClient, of: Resource): Promise<HeldTable | undefined> {
  const current = await currentGeneration(client)
  return current && (await heldTables(client, current.schema, [of])).get(of.name)
}

/** The same of the tables in a generation's schema, by resource; what has no table there, or one that can hold no row, is missing. */
export async function heldTables(
  client: Pool | PoolClient,
  schema: string,
  resources: readonly Resource[],
): Promise<ReadonlyMap<string, HeldTable>> {
  const [only, ...others] = resources
  const shape = await shapeOf(client, schema, others.length === 0 ? only?.name : undefined)
  return new Map(
    resources.flatMap((of) => {
      const table = shape.get(of.name)
      const held = fitting(of, table)
      return table && held ? [[of.name, { schema, of: held, waiting: waitingNames(of, table) }] as const] : []
    }),
  )
}

/** SQL behind `from`: the live rows of a connection as `t`; `connection` is the parameter that names it. */
export function liveRows({ schema, of }: HeldTable, connection: `$${number}`): string {
  return `${ident(schema, of.name)} t where t.connection_id = ${connection} and ${isLive('t.')}`
}
