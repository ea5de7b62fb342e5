import { ERRORS, type ScreenErrorCode } from './error-registry.js'

/** The members of an `application/problem+json` answer (RFC 9457) that the registry knows. */
export interface ProblemMembers {
  /** `urn:trellis:error:<code>` */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ScreenErrorCode
  readonly remedy: string
  /** Who can do it, as a screen says it. */
  readonly who: string
}

/** As screens and messages name them. */
export const WHO = {
  you: 'You',
  admin: 'An admin of the console',
  'Greenhouse administrator': 'An administrator of Greenhouse',
  engineer: 'The people who operate Trellis',
} as const

/** What an answer says of an error. */
export function problemMembers(code: ScreenErrorCode): ProblemMembers {
  const { title, status, remedy, who } = ERRORS[code]
  return { type: `urn:trellis:error:${code}`, title, status, code, remedy, who: WHO[who] }
}
