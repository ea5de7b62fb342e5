import { cellNames, ident, isLive, isNotLive, type Resource } from '@trellis/pipeline'
import { shapeOf, transact, type Pool, type PoolClient, type Shape, type TableContents, type TableParity } from '@trellis/runtime'

/** The schemas of two generations. */
interface Pair {
  readonly before: string
  readonly after: string
}

/** Compares two generations, table by table, each pair as of one moment. Reads each table once, and twice where it differs. */
export async function compareTables(pool: Pool, resources: readonly Resource[], pair: Pair): Promise<readonly TableParity[]> {
  const [old, made] = [await shapeOf(pool, pair.before), await shapeOf(pool, pair.after)]
  const compared: TableParity[] = []
  for (const of of resources) {
    compared.push(
      await transact(pool, async (client) => {
        await client.query('set transaction isolation level repeatable read, read only')
        return compareTable(client, of, { ...pair, old, made })
      }),
    )
  }
  return compared
}

interface Shapes extends Pair {
  readonly old: Shape
  readonly made: Shape
}

async function compareTable(client: PoolClient, of: Resource, { before, after, old, made }: Shapes): Promise<TableParity> {
  const [was, is] = [old.get(of.name), made.get(of.name)]
  const names = [...new Set([...cellNames(of), ...(was?.keys() ?? [])])].filter((name) => !BOOKKEEPING.has(name))
  const common = names.filter((name) => was?.get(name) !== undefined && was.get(name) === is?.get(name))
  const contents = {
    before: was ? await contentsOf(client, ident(before, of.name), common) : null,
    after: is ? await contentsOf(client, ident(after, of.name), common) : null,
  }
  const same = contents.before?.checksum === contents.after?.checksum && contents.before?.rows === contents.after?.rows
  const found =
    same || !was || !is ? NO_DIFFERENCE : await differencesOf(client, ident(before, of.name), ident(after, of.name), common)
  return {
    resource: of.name,
    ...contents,
    same,
    ...found,
    added: names.filter((name) => !was?.has(name)),
    dropped: names.filter((name) => !is?.has(name)),
    retyped: names.filter((name) => was?.has(name) && is?.has(name) && was.get(name) !== is.get(name)),
  }
}

const BOOKKEEPING: ReadonlySet<string> = new Set(['connection_id', 'id', '_version', '_cell_versions', '_removal', '_removed'])
const NO_DIFFERENCE = { onlyBefore: 0, onlyAfter: 0, differing: {}, underWay: 0 }

async function contentsOf(client: PoolClient, table: string, columns: readonly string[]): Promise<TableContents> {
  const cells = ['connection_id', 'id', isNotLive(), ...columns.map((name) => ident(name))]
  const { rows } = await client.query<{ rows: string; live: string; checksum: string }>(
    `select count(*) as rows, count(*) filter (where ${isLive()}) as live,
       coalesce(sum(hashtextextended(row(${cells.join(', ')})::text, 0)::numeric), 0)::text as checksum from ${table}`,
  )
  const [found] = rows
  return { rows: Number(found?.rows), live: Number(found?.live), checksum: found?.checksum ?? '' }
}

async function differencesOf(
  client: PoolClient,
  before: string,
  after: string,
  columns: readonly string[],
): Promise<typeof NO_DIFFERENCE> {
  const pairs = [
    ...columns.map((name) => [name, `o.${ident(name)} is distinct from n.${ident(name)}`] as const),
    ['(removed)', `(${isNotLive('o.')}) is distinct from (${isNotLive('n.')})`] as const,
  ]
  const both = 'o.connection_id is not null and n.connection_id is not null'
  const counts = pairs.map(([, differs], index) => `count(*) filter (where ${both} and ${differs}) as "c${index}"`)
  const { rows } = await client.query<Record<string, string>>(
    `select count(*) filter (where n.connection_id is null) as only_before, count(*) filter (where o.connection_id is null) as only_after,
       count(*) filter (where ${both} and (${pairs.map(([, differs]) => differs).join(' or ')}) and ${heard('o')} <> ${heard('n')}) as under_way,
       ${counts.join(', ')}
     from ${before} o full join ${after} n using (connection_id, id)`,
  )
  const found = rows[0] ?? {}
  const differing = pairs.map(([name], index) => [name, Number(found[`c${index}`])] as const).filter(([, count]) => count > 0)
  return {
    onlyBefore: Number(found['only_before']),
    onlyAfter: Number(found['only_after']),
    differing: Object.fromEntries(differing),
    underWay: Number(found['under_way']),
  }
}

/** The newest word that a row has heard, whichever revision read it. */
function heard(row: 'o' | 'n'): string {
  const word = (version: string): string => `left(${version}, 15) || substr(${version}, 20)`
  return `greatest(${word(`${row}._version`)}, ${word(`${row}._removal`)},
    (select max(${word('v.value')} collate "C") from jsonb_each_text(${row}._cell_versions) v)) collate "C"`
}
