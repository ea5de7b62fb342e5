import { SENSITIVITIES } from '@trellis/pipeline'

/** Roles that processes have; which of them does what is a catalogue of its own. */
export const SERVICE_PURPOSES = ['owner', 'ingress', 'poller', 'normalizer', 'writer', 'operator', 'console'] as const

/**
 * Roles that accounts of readers are given: each sensitivity, the schema of removed rows, the rows of every connection; and what an analyst has, which is
 * public and personal columns of every connection.
 */
export const READER_PURPOSES = [...SENSITIVITIES, 'removed', 'every_connection', 'analyst'] as const

/** What a role of the database is for. `views` owns the views: Postgres checks by it which rows they may read. */
export const ROLE_PURPOSES = [...SERVICE_PURPOSES, 'views', ...READER_PURPOSES] as const
export type RolePurpose = (typeof ROLE_PURPOSES)[number]

/** The roles by what they are for. */
export type AccessRoles = Readonly<Record<RolePurpose, string>>

/** Processes that see all rows of the tables themselves: audits compare them, `trellis explain` shows their versions. */
export const TABLE_READERS = ['poller', 'operator', 'console'] as const

/** Role and member: an account that has the second has the first. */
export const MEMBERSHIPS: readonly (readonly [RolePurpose, RolePurpose])[] = [
  // Keys are public columns: without them no other column can be used.
  ...(['personal', 'compensation', 'demographic', 'private', 'removed'] as const).map((each) => ['public', each] as const),
  ['public', 'analyst'],
  ['personal', 'analyst'],
  ['every_connection', 'analyst'],
  // It replaces views and grants them.
  ['views', 'writer'],
  ['every_connection', 'writer'],
  ['every_connection', 'owner'],
  // They count rows, live and removed ones.
  ['removed', 'operator'],
  ['every_connection', 'operator'],
  ['removed', 'console'],
  ['every_connection', 'console'],
]

/** The names of all roles, each behind a prefix. */
export function rolesNamed(prefix: string): AccessRoles {
  return Object.fromEntries(ROLE_PURPOSES.map((purpose) => [purpose, `${prefix}${purpose}`])) as AccessRoles
}
