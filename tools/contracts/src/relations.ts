import type { Resource } from '@trellis/pipeline'

/** A column that holds the id, or the ids, of another resource. */
export interface Relation {
  readonly from: string
  readonly column: string
  readonly to: string
  readonly isMany: boolean
}

/** Relations that the names of columns show: `job_id`, `office_ids`, `credited_to_user_id`, `recruiter_id`, `parent_id`. */
export function relationsOf(of: Resource, resources: readonly Resource[]): readonly Relation[] {
  return Object.entries(of.columns).flatMap(([column, { sql, holds }]): Relation[] => {
    const isMany = holds === 'ids'
    const to = targetOf(column, isMany, of, resources)
    return to && (isMany || to.key.sql === sql) ? [{ from: of.name, column, to: to.name, isMany }] : []
  })
}

/** Roles that say who or what something is to a row, and which resource plays them. */
export const ROLES: Readonly<Record<string, string>> = {
  by: 'users',
  coordinator: 'users',
  organizer: 'users',
  owner: 'users',
  recruiter: 'users',
  submitter: 'users',
  role: 'user_roles',
  pool: 'prospect_pools',
  pool_stage: 'prospect_pool_stages',
  stage: 'application_stages',
  custom_location: 'job_board_custom_locations',
}

/** Roles that another row of the same table plays. */
const OWN_ROLES: ReadonlySet<string> = new Set(['parent', 'copied_from', 'merged_into'])

/** The resource whose name, or whose role, the column's name ends in; the longest one counts. */
function targetOf(column: string, isMany: boolean, own: Resource, resources: readonly Resource[]): Resource | undefined {
  const [, thing] = (isMany ? /^(.+)_ids$/ : /^(.+)_id$/).exec(column) ?? []
  if (thing === undefined) return undefined
  if (OWN_ROLES.has(thing)) return own
  const words = thing.split('_')
  for (const start of words.keys()) {
    const ending = words.slice(start).join('_')
    const names = [...pluralsOf(ending), ROLES[ending]]
    const found = resources.find(({ name }) => names.includes(name))
    if (found) return found
  }
  return undefined
}

function pluralsOf(thing: string): readonly string[] {
  return [`${thing}s`, `${thing}es`, thing.replace(/y$/, 'ies')]
}
