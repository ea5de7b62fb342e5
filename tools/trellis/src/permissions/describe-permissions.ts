import { permissionGroups, resourceNamed, scopeOf } from '@trellis/greenhouse'
import { suspicionOf, type GroupReport, type PermissionReport, type Suspicion } from '@trellis/operations'
import { count, textTable } from '../text-table.js'

/** The report as a screen of text: the groups, and what to grant for those that are not. */
export function describePermissions(report: PermissionReport): string {
  const { connection, isComplete, groups } = report
  const rows = groups.map(({ group, permission, rows: listed, held }) => [
    group,
    permission,
    listed ?? '-',
    held === null ? '-' : count(held),
  ])
  const open = groups.filter(({ permission }) => permission !== 'granted')
  const suspicion = suspicionOf(report)
  return [
    `connection ${connection}`,
    '',
    ...textTable(['group', 'permission', 'rows listed', 'in our tables'], rows),
    '',
    ...open.flatMap(wantOf),
    ...(isComplete ? ['Everything is granted.'] : []),
    ...(suspicion ? [SUSPICIONS[suspicion]] : []),
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

const LIKELY_CAUSE = 'the user that the credential acts as may be no Site Admin (HARVEST_USER_ID).'
/** The likely cause where no listing at all is granted: hardly anybody has withheld every single one. */
export const EVERYTHING_REFUSED = `Everything is refused: ${LIKELY_CAUSE}`

const SUSPICIONS: Readonly<Record<Suspicion, string>> = {
  'nothing is listed': `Not a single row is listed: ${LIKELY_CAUSE}`,
  'everything is refused': EVERYTHING_REFUSED,
}
