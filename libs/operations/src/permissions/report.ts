import { BEYOND, permissionGroups, resourceNamed, scopeOf } from '@trellis/greenhouse'
import { count, textTable } from '../text-table.js'
import type { AskedResource } from './ask-permissions.js'

/** What the account says to a resource, and what our tables hold of it; null where there is no table yet. */
type ResourceReport = AskedResource & { readonly held: number | null }

/** One group: `partly` is granted for some of its resources, `unclear` is an answer that says neither yes nor no. */
interface GroupReport {
  readonly group: string
  readonly permission: 'granted' | 'missing' | 'partly' | 'unclear'
  readonly rows: 'some' | 'none' | null
  readonly held: number | null
  readonly costs: string
  readonly resources: readonly ResourceReport[]
}

/** The whole account. */
export interface PermissionReport {
  readonly connection: string
  readonly isComplete: boolean
  readonly groups: readonly GroupReport[]
}

/** Puts what was asked into the groups in which an administrator of Greenhouse grants it. */
export function permissionReport(
  connection: string,
  asked: readonly AskedResource[],
  held: ReadonlyMap<string, number>,
): PermissionReport {
  const groups = permissionGroups.flatMap(({ name, resources, costs }) => {
    const reports = asked
      .filter(({ resource }) => resources.includes(resource))
      .map((each): ResourceReport => ({ ...each, held: held.get(each.resource) ?? null }))
    return reports.length === 0 ? [] : [groupReport(name, costs, reports)]
  })
  return { connection, isComplete: groups.every(({ permission }) => permission === 'granted'), groups }
}

function groupReport(group: string, costs: string, resources: readonly ResourceReport[]): GroupReport {
  const isAll = (permission: AskedResource['permission']): boolean => resources.every((each) => each.permission === permission)
  const isAnyMissing = resources.some(({ permission }) => permission === 'missing')
  const permission = isAll('granted') ? 'granted' : isAll('missing') ? 'missing' : isAnyMissing ? 'partly' : 'unclear'
  const figures = resources.flatMap(({ held }) => held ?? [])
  const listed = resources.flatMap(({ rows }) => rows ?? [])
  return {
    group,
    permission,
    rows: listed.length === 0 ? null : listed.includes('some') ? 'some' : 'none',
    held: figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0),
    costs,
    resources,
  }
}

/** The report as a screen of text: the groups, and what to grant for those that are not. */
export function describePermissions({ connection, isComplete, groups }: PermissionReport): string {
  const rows = groups.map(({ group, permission, rows: listed, held }) => [
    group,
    permission,
    listed ?? '-',
    held === null ? '-' : count(held),
  ])
  const open = groups.filter(({ permission }) => permission !== 'granted')
  return [
    `connection ${connection}`,
    '',
    ...textTable(['group', 'permission', 'rows listed', 'in our tables'], rows),
    '',
    ...open.flatMap(wantOf),
    ...(isComplete ? ['Everything is granted.'] : []),
    ...hint(groups),
  ].join('\n')
}

/** All that there is to grant: each group, what it is worth, and its scopes; for the administrator of an account. */
export function describeGroups(): string {
  const lines = permissionGroups.flatMap(({ name, resources, costs }) => [
    `${name}. Without it: ${costs}`,
    ...resources.flatMap((of) => resourceNamed(of) ?? []).map((of) => `  ${scopeOf(of)}`),
    '',
  ])
  return lines.join('\n').trimEnd()
}

function wantOf({ group, costs, permission, resources }: GroupReport): readonly string[] {
  const wants = resources.filter((each) => each.permission !== 'granted')
  return [
    `${group} (${permission}): ${permission === 'partly' ? 'some of this: ' : ''}${costs}`,
    ...wants.map(({ scope, error }) => `  ${scope}${error === undefined ? '' : `: the answer was ${error}`}`),
    '',
  ]
}

/** A user who is no Site Admin is refused everything, or shown nothing (Harvest v3 guide, authentication). */
function hint(groups: readonly GroupReport[]): readonly string[] {
  const asked = groups.filter(({ group }) => group !== BEYOND)
  if (asked.every(({ rows }) => rows === 'none')) return [`Not a single row is listed: ${LIKELY_CAUSE}`]
  return asked.every(({ permission }) => permission === 'missing') ? [EVERYTHING_REFUSED] : []
}

const LIKELY_CAUSE = 'the user that the credential acts as may be no Site Admin (HARVEST_USER_ID).'
/** The likely cause where no listing at all is granted: hardly anybody has withheld every single one. */
export const EVERYTHING_REFUSED = `Everything is refused: ${LIKELY_CAUSE}`
