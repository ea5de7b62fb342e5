import { fitting, generationSchema, waitingNames, type Resource } from '@trellis/pipeline'
import type { Pool, PoolClient } from '../postgres/pool.js'
import { shapeOf } from '../postgres/table-shape.js'

/** A resource's table in the current generation. */
export interface HeldTable {
  readonly schema: string
  /** The declaration as far as the table can hold it: a generation keeps the columns it was made with (rule N2). */
  readonly of: Resource
  /** Names of a record that stand elsewhere after the next rebuild: what `_extra` says of them is no difference. */
  readonly waiting: ReadonlySet<string>
}

/** Undefined where there is no such table yet, or it can hold no row as it is declared today: a rebuild makes one. */
export async function heldTable(client: Pool | PoolClient, of: Resource): Promise<HeldTable | undefined> {
  const { rows } = await client.query<{ number: number }>('select number from ops.generation where is_current')
  const [current] = rows
  if (!current) return undefined
  const schema = generationSchema(current.number)
  const table = (await shapeOf(client, schema, of.name)).get(of.name)
  const held = fitting(of, table)
  return table && held && { schema, of: held, waiting: waitingNames(of, table) }
}
