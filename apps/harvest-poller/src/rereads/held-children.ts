import { resources } from '@trellis/greenhouse'
import { ident, isLive, parentColumn, type Resource } from '@trellis/pipeline'
import { currentGeneration, type PoolClient } from '@trellis/runtime'

const PARENT_COLUMNS = [
  ...new Set(resources.flatMap((child) => resources.flatMap(({ name }) => parentColumn(child, name) ?? []))),
]

/** A row that hangs below another. */
export interface Child {
  readonly key: string
  readonly parentKey: string
}

/** The rows of the current generation: which entity is below which, as far as the writer has come. */
export class HeldChildren {
  private constructor(
    private readonly client: PoolClient,
    private readonly connection: string,
    private readonly schema: string,
    private readonly columns: ReadonlySet<string>,
  ) {}

  /** Undefined where there is no generation yet. */
  static async open(client: PoolClient, connection: string): Promise<HeldChildren | undefined> {
    const current = await currentGeneration(client)
    if (!current) return undefined
    const { schema } = current
    // A generation may be older than a declaration.
    const { rows: columns } = await client.query<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = to_regnamespace($1) and c.relkind = 'r' and a.attname = any($2) and not a.attisdropped`,
      [ident(schema), PARENT_COLUMNS],
    )
    return new HeldChildren(client, connection, schema, new Set(columns.map(({ name }) => name)))
  }

  /** The children alive of some parents; none where the resource has no column for them. */
  async of(child: Resource, parent: string, parentKeys: readonly string[]): Promise<readonly Child[]> {
    const column = this.columnFor(child, parent)
    if (column === undefined) return []
    const { rows } = await this.client.query<Child>(
      `select id::text as key, ${ident(column.name)}::text as "parentKey" from ${ident(this.schema, child.name)}
       where connection_id = $1 and ${ident(column.name)} = any($2::${column.sql}[]) and ${isLive()} order by id`,
      [this.connection, parentKeys.filter((key) => isOf(column.sql, key))],
    )
    return rows
  }

  /** The parents of some rows of a resource, of one parent resource. */
  async parentsOf(child: Resource, parent: string, keys: readonly string[]): Promise<readonly Child[]> {
    const column = this.columnFor(child, parent)
    if (column === undefined) return []
    const { rows } = await this.client.query<Child>(
      `select id::text as key, ${ident(column.name)}::text as "parentKey" from ${ident(this.schema, child.name)}
       where connection_id = $1 and id = any($2::${child.key.sql}[]) and ${ident(column.name)} is not null order by id`,
      [this.connection, keys.filter((key) => isOf(child.key.sql, key))],
    )
    return rows
  }

  private columnFor(child: Resource, parent: string): { readonly name: string; readonly sql: string } | undefined {
    const name = parentColumn(child, parent)
    const sql = name === undefined ? undefined : child.columns[name]?.sql
    return name !== undefined && sql !== undefined && this.columns.has(`${child.name}.${name}`) ? { name, sql } : undefined
  }
}

/** A key that the column's type does not take names no row. */
function isOf(sql: string, key: string): boolean {
  return sql !== 'bigint' || /^-?\d{1,18}$/.test(key)
}
