import { AS_OF_SCHEMA, LIVE_SCHEMA, REMOVED_SCHEMA, VIEW_SCHEMAS, viewsOf, type Resource } from '@trellis/pipeline'
import { accessRoles } from '../ops/access-role.js'
import { changeGrants, grantsFound, onSchema, onTable, type Grant } from '../postgres/grants.js'
import type { Pool, PoolClient } from '../postgres/pool.js'
import { shapesOf, type Shape } from '../postgres/table-shape.js'
import { changeOwners } from './change-owners.js'
import { changePolicies } from './row-policies.js'
import { TABLE_READERS, type AccessRoles } from './role-purpose.js'

/** A generation's schema, and the schemas of the views that stand over it: none where readers do not see it. */
export interface GenerationToGrant {
  readonly schema: string
  readonly shown?: readonly string[]
}

/**
 * Gives a generation's tables and views to those who may have them, by the sensitivities of the declarations (decision 9). Nothing where there are no roles.
 * What is right already is not touched: changing an owner waits for readers.
 */
export async function grantGeneration(
  client: PoolClient,
  resources: readonly Resource[],
  generation: GenerationToGrant,
): Promise<void> {
  const roles = await accessRoles(client)
  if (!roles) return
  const statements = await generationChanges(client, resources, generation, roles)
  if (statements.length > 0) await client.query(statements.join(';\n'))
}

/** The statements that are missing for that, in their order. */
export async function generationChanges(
  client: Pool | PoolClient,
  resources: readonly Resource[],
  { schema, shown = VIEW_SCHEMAS }: GenerationToGrant,
  roles: AccessRoles,
): Promise<readonly string[]> {
  const schemas = [schema, ...shown]
  const shapes = await shapesOf(client, schemas)
  const found = await grantsFound(client, schemas, Object.values(roles))
  const isOf = (on: Grant['on']) => (grant: Grant) => grant.on === on
  const wanted = [...tableGrants(schema, shapes.get(schema), roles), ...viewGrants(resources, shown, shapes, roles)]
  return [
    ...(await changeOwners(client, schemas, 'schemas and tables', roles.writer)),
    ...changeGrants(wanted.filter(isOf('schema')), found.filter(isOf('schema'))),
    // Only who may create there can own a view.
    ...(await changeOwners(client, shown, 'views', roles.views)),
    ...(await changePolicies(client, schema, roles)),
    ...changeGrants(wanted.filter(isOf('table')), found.filter(isOf('table'))),
  ]
}

function tableGrants(schema: string, tables: Shape | undefined, roles: AccessRoles): readonly Grant[] {
  const readers = TABLE_READERS.map((purpose) => roles[purpose])
  const onEach = (role: string): readonly Grant[] =>
    [...(tables?.keys() ?? [])].map((table) => onTable(schema, table, 'SELECT', role))
  // A view may name what its owner cannot find by itself.
  return [...readers.map((role) => onSchema(schema, 'USAGE', role)), ...[roles.views, ...readers].flatMap(onEach)]
}

/** Each column to the role of its sensitivity. Removed rows show the same columns to the same roles; their schema is open to few. */
function viewGrants(
  resources: readonly Resource[],
  shown: readonly string[],
  shapes: ReadonlyMap<string, Shape>,
  roles: AccessRoles,
): readonly Grant[] {
  const schemas = shown.flatMap((schema) => [
    onSchema(schema, 'CREATE', roles.views),
    onSchema(schema, 'USAGE', schema === REMOVED_SCHEMA ? roles.removed : roles.public),
  ])
  const columns = resources
    .flatMap(viewsOf)
    .flatMap(({ schema: home, name, sensitivityOf }) =>
      shown
        .filter((schema) => schema === home || (schema === AS_OF_SCHEMA && home === LIVE_SCHEMA))
        .flatMap((schema) =>
          [...(shapes.get(schema)?.get(name)?.keys() ?? [])].map((column) =>
            onTable(schema, name, 'SELECT', roles[sensitivityOf(column)], column),
          ),
        ),
    )
  return [...schemas, ...columns]
}
