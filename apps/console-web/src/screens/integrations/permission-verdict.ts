import type { Permissions } from './connection-queries.js'

/** What an admin is to know of the permissions first. */
export interface PermissionVerdict {
  readonly tone: 'good' | 'busy' | 'warn' | 'bad' | 'idle'
  readonly title: string
  readonly what: string
}

/** One of three causes, each with another thing to do: no Site Admin, a missing scope, no right to private candidates. */
export function permissionVerdict(permissions: Permissions): PermissionVerdict {
  const { state, asked, total, failure, actingUser, groups, privateCandidates } = permissions
  if (state === 'never') return { tone: 'idle', title: 'Not asked yet', what: 'Ask Greenhouse what this credential may read.' }
  if (state === 'asking')
    return { tone: 'busy', title: 'Greenhouse is being asked', what: `${asked} of ${total} listings have answered.` }
  if (failure) return { tone: 'bad', title: failure.title, what: failure.remedy }
  if (actingUser === 'everything is refused' || actingUser === 'nothing is listed')
    return {
      tone: 'bad',
      title: 'The acting user is probably no Site Admin',
      what: `${actingUser === 'everything is refused' ? 'Greenhouse refuses everything' : 'Greenhouse shows not a single row'}. Make the user that the credential acts as a Site Admin in Greenhouse, or name another one here. The scopes may well be right.`,
    }
  const missing = groups.filter((group) => group.state === 'missing' || group.state === 'partly')
  if (missing.length > 0)
    return {
      tone: 'warn',
      title: `${missing.length === 1 ? 'One permission is' : `${missing.length} permissions are`} missing`,
      what: 'Everything else is read. Add the scopes that are named below to the credential in Greenhouse, then check again: the secret stays as it is.',
    }
  if (privateCandidates === 'hidden')
    return {
      tone: 'warn',
      title: 'Private candidates are no longer shown',
      what: 'The tables hold some, and Greenhouse shows none. Give the acting user the right to see private candidates: a Site Admin does not have it by itself.',
    }
  if (groups.some((group) => group.state === 'unclear'))
    return { tone: 'warn', title: 'Greenhouse did not answer clearly', what: 'Check again in a minute.' }
  return { tone: 'good', title: 'Everything is granted', what: PRIVATE[privateCandidates] }
}

const PRIVATE: Readonly<Record<Permissions['privateCandidates'], string>> = {
  seen: 'Private candidates are shown, too.',
  hidden: '',
  'none seen':
    'No private candidate is shown. If there are some in your company, give the acting user the right to see private candidates.',
  unknown: 'Whether private candidates are shown is not known.',
}
