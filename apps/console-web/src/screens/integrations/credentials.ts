import { problemOf } from '../../api/problem.js'

/** What is pasted from Greenhouse. */
export interface CredentialValues {
  clientId: string
  clientSecret: string
  actingUserId: string
}

export const NO_CREDENTIALS: CredentialValues = { clientId: '', clientSecret: '', actingUserId: '' }

/** What is wrong with what was pasted, before it is sent. */
export const CREDENTIAL_FAULTS = {
  clientId: (value: string): string | null => (value.trim() === '' ? 'Paste the client ID' : null),
  clientSecret: (value: string): string | null => (value.trim() === '' ? 'Paste the secret' : null),
  actingUserId: (value: string): string | null => (/^\d{0,18}$/.test(value.trim()) ? null : 'Enter the ID of the user: a number'),
}

/** As it is sent: blanks that came with pasting are none of Greenhouse's. */
export function credentialsGiven({ clientId, clientSecret, actingUserId }: CredentialValues): {
  readonly clientId: string
  readonly clientSecret: string
  readonly actingUserId: string | null
} {
  const user = actingUserId.trim()
  return { clientId: clientId.trim(), clientSecret: clientSecret.trim(), actingUserId: user === '' ? null : user }
}

const MAY_BE_KEPT: readonly string[] = ['credentials-wrong', 'acting-user-unknown', 'greenhouse-unreachable', 'company-unproven']

/** Whether what Greenhouse did not take may be kept all the same. */
export function mayBeKept(error: unknown): boolean {
  return error !== null && error !== undefined && MAY_BE_KEPT.includes(problemOf(error).code)
}
