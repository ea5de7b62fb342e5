import { BEYOND, permissionGroups } from '@trellis/greenhouse'
import type { AskedResource } from './ask-permissions.js'

/** What the account says to a resource, and what our tables hold of it; null where there is no table yet. */
export type ResourceReport = AskedResource & { readonly held: number | null }

/** One group: `partly` is granted for some of its resources, `unclear` is an answer that says neither yes nor no. */
export interface GroupReport {
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

/** What makes it likely that the user that the credential acts as is no Site Admin: that user is refused everything, or shown nothing (Harvest v3 guide, authentication). */
export type Suspicion = 'nothing is listed' | 'everything is refused'

/** Whether the whole account looks as if its acting user were no Site Admin; null where it does not. */
export function suspicionOf({ groups }: Pick<PermissionReport, 'groups'>): Suspicion | null {
  const asked = groups.filter(({ group }) => group !== BEYOND)
  if (asked.every(({ rows }) => rows === 'none')) return 'nothing is listed'
  return asked.every(({ permission }) => permission === 'missing') ? 'everything is refused' : null
}
