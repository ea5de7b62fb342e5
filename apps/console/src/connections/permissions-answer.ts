import { permissionGroups } from '@trellis/greenhouse'
import { permissionReport, problemMembers, suspicionOf, type AskedResource } from '@trellis/operations'
import type { PermissionCheck } from '@trellis/runtime'
import type { ErrorCode } from '../problem/console-errors.js'
import type { CheckFailureAnswer, CheckState, PermissionGroupAnswer, PermissionsAnswer } from './permissions.dto.js'

/** Why a check was not asked to the end, as it is kept, by the error that says so. */
export const FAILURES = {
  refused: 'credentials-wrong',
  unreachable: 'greenhouse-unreachable',
  time: 'permissions-unfinished',
  lost: 'permissions-unfinished',
} as const satisfies Readonly<Record<string, ErrorCode>>
export type Failure = keyof typeof FAILURES

/** The last check as it is answered; undefined before the first. `kept` are the resources that no privacy switch leaves out. */
export function permissionsAnswer(check: PermissionCheck | undefined, kept: ReadonlySet<string>): PermissionsAnswer {
  const asked = (check?.asked ?? []) as readonly AskedResource[]
  const state = stateOf(check)
  return {
    state,
    begunAt: check?.begunAt ?? null,
    endedAt: check?.endedAt ?? null,
    asked: asked.length,
    total: kept.size,
    failure: failureOf(check?.failure ?? null),
    actingUser: state === 'asked' ? (suspicionOf(permissionReport('', asked, new Map())) ?? 'fine') : 'unknown',
    privateCandidates: check?.privateCandidates ?? 'unknown',
    groups: groupsOf(asked, state, kept),
  }
}

function stateOf(check: PermissionCheck | undefined): CheckState {
  if (!check) return 'never'
  if (check.endedAt === null) return 'asking'
  return check.failure === null ? 'asked' : 'stopped'
}

function failureOf(failure: string | null): CheckFailureAnswer | null {
  if (failure === null) return null
  const code = isFailure(failure) ? FAILURES[failure] : 'broken'
  const { title, remedy, who } = problemMembers(code)
  return { code, title, remedy, who }
}

function isFailure(text: string): text is Failure {
  return Object.hasOwn(FAILURES, text)
}

function groupsOf(
  asked: readonly AskedResource[],
  state: CheckState,
  kept: ReadonlySet<string>,
): readonly PermissionGroupAnswer[] {
  const { groups } = permissionReport('', asked, new Map())
  const answered = new Set(asked.map(({ resource }) => resource))
  return permissionGroups.map(({ name, resources, costs }) => {
    const wanted = resources.filter((resource) => kept.has(resource))
    const missing = asked.filter(({ resource, permission }) => permission === 'missing' && wanted.includes(resource))
    const isWhole = wanted.every((resource) => answered.has(resource))
    const found = groups.find(({ group }) => group === name)?.permission ?? 'unclear'
    return {
      group: name,
      state: wanted.length === 0 ? 'left out' : isWhole ? found : state === 'stopped' ? 'unclear' : 'waiting',
      costs,
      emptyTables: missing.map(({ resource }) => `recruiting.${resource}`),
      missingScopes: missing.map(({ scope }) => scope),
    }
  })
}
