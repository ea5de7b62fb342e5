import { source } from '@trellis/greenhouse'
import { createView, literal, VIEW_SCHEMAS, viewName, viewsOf, type Resource } from '@trellis/pipeline'
import { Fault, grantGeneration, shapeOf, shapesOf, type PoolClient } from '@trellis/runtime'
import { belongings, dependentsOf } from './dependents.js'

/** What to do with objects that stand on a view which has to be recreated (rule N3). */
export type OnDependents = 'refuse' | 'recreate'

/** A view keeps columns that the new tables lack or have in another type, and other objects depend on it. */
export class HasDependents extends Fault {
  override readonly name = 'HasDependents'
  constructor(
    readonly views: readonly string[],
    readonly dependents: readonly string[],
  ) {
    super(`${views.join(', ')} must be recreated, and ${dependents.join(', ')} stands on it: say --recreate-dependents`, {
      retryable: false,
    })
  }
}

/** One view as it is to be. */
interface View {
  readonly name: string
  readonly isThere: boolean
  /** Keeps dependants and grants; Postgres refuses it where a column goes or changes its type. */
  readonly replace: string
  /** For one that was dropped. */
  readonly create: string
}

/**
 * Locks all views, or none: readers go on, and new ones wait. Postgres looks for deadlocks after a second, and a reader it would end must
 * not exist: we give up first, all waiting together. No statement locks a view alone; this one alters nothing.
 */
export async function lockViews(client: PoolClient, resources: readonly Resource[] = source.resources): Promise<void> {
  const views = (await viewsOver(client, '', resources)).filter(({ isThere }) => isThere)
  const locks = views.map(({ name }) => `alter view ${name} alter column connection_id drop default;`)
  await client.query(`set local lock_timeout = '400ms'; set local statement_timeout = '700ms'`)
  await client.query(`do ${literal(`begin ${locks.join(' ')} end`)}`)
  await client.query('set local statement_timeout = 0')
}

/** Puts every view over the tables of a schema, granted as declared, within the transaction. Gives what was recreated. Throws HasDependents. */
export async function swapViews(
  client: PoolClient,
  schema: string,
  onDependents: OnDependents,
  resources: readonly Resource[] = source.resources,
): Promise<readonly string[]> {
  const refused: View[] = []
  for (const view of await viewsOver(client, schema, resources)) if (!(await isReplaced(client, view))) refused.push(view)
  const recreated = await recreate(client, refused, onDependents)
  await grantGeneration(client, source.resources, { schema })
  return recreated
}

/** Throws HasDependents already now where the swap would; before a long replay is begun. */
export async function checkViews(client: PoolClient, schema: string, onDependents: OnDependents): Promise<void> {
  if (onDependents === 'recreate') return
  const [shown, tables] = [await shapesOf(client, VIEW_SCHEMAS), await shapeOf(client, schema)]
  const names = source.resources.flatMap((of) => {
    const outdated = viewsOf(of).filter(({ own, ...view }) => {
      const kept = [...(shown.get(view.schema)?.get(view.name) ?? [])].filter(([name]) => !own.has(name))
      return kept.some(([name, type]) => tables.get(of.name)?.get(name) !== type)
    })
    return outdated.map(viewName)
  })
  const dependents = await dependentsOf(client, names)
  if (dependents.length > 0)
    throw new HasDependents(
      names,
      dependents.map(({ description }) => description),
    )
}

/** What views and columns mean, for users of psql; apart from the swap, since it takes its time. */
export async function commentOnViews(client: PoolClient): Promise<void> {
  for (const of of source.resources)
    await client.query(
      viewsOf(of)
        .flatMap(({ comments }) => comments)
        .join(';\n'),
    )
}

async function viewsOver(client: PoolClient, schema: string, resources: readonly Resource[]): Promise<readonly View[]> {
  const [shownIn, tables] = [await shapesOf(client, VIEW_SCHEMAS), await shapeOf(client, schema)]
  return resources.flatMap((of) =>
    viewsOf(of).map((view): View => {
      const [table, shown] = [tables.get(of.name), shownIn.get(view.schema)?.get(view.name)]
      return {
        name: viewName(view),
        isThere: shown !== undefined,
        replace: createView(view, { schema, table, shown }),
        create: createView(view, { schema, table }),
      }
    }),
  )
}

/** Invalid table definition: a column of the view would change. Undefined column: one that it shows is gone. */
const REFUSALS: ReadonlySet<unknown> = new Set(['42P16', '42703'])

async function isReplaced(client: PoolClient, { replace }: View): Promise<boolean> {
  await client.query('savepoint a_view')
  try {
    await client.query(replace)
    await client.query('release savepoint a_view')
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && REFUSALS.has(error.code))) throw error
    await client.query('rollback to savepoint a_view')
    return false
  }
}

async function recreate(client: PoolClient, refused: readonly View[], onDependents: OnDependents): Promise<readonly string[]> {
  const names = refused.map(({ name }) => name)
  const dependents = await dependentsOf(client, names)
  const descriptions = dependents.map(({ description }) => description)
  if (dependents.length > 0 && onDependents === 'refuse') throw new HasDependents(names, descriptions)
  const own: string[] = []
  for (const { name } of refused) own.push(...(await belongings(client, name)))
  for (const { drop } of dependents.toReversed()) await client.query(drop)
  for (const { name, create } of refused) {
    await client.query(`drop view ${name}`)
    await client.query(create)
  }
  for (const statement of own) await restore(client, statement)
  for (const dependent of dependents)
    for (const statement of dependent.restore) await restore(client, statement, dependent.description)
  return [...names, ...descriptions]
}

/** A comment or a grant on a column that is gone is gone with it; a dependent that names one cannot be made again. */
async function restore(client: PoolClient, statement: string, of?: string): Promise<void> {
  await client.query('savepoint a_restore')
  try {
    await client.query(statement)
    await client.query('release savepoint a_restore')
  } catch (error) {
    if (of !== undefined)
      throw new Fault(`${of} cannot be made again over the new columns: ${String(error)}`, { cause: error, retryable: false })
    if (!(error instanceof Error && 'code' in error && error.code === '42703')) throw error
    await client.query('rollback to savepoint a_restore')
  }
}
