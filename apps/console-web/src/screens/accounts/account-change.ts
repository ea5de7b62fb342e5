import type { Schemas } from '../../api/client.js'

type Account = Pick<Schemas['AccountAnswer'], 'role' | 'rights' | 'disabledAt'>

interface Wanted {
  readonly role: Account['role']
  readonly rights: Account['rights']
  readonly disabled: boolean
}

/** What of an account is to be changed: only that is sent, so that what another admin changed meanwhile stays. */
export function accountChange({ role, rights, disabledAt }: Account, wanted: Wanted): Schemas['AccountChangeBody'] {
  const hasOtherRights = rights.length !== wanted.rights.length || rights.some((right) => !wanted.rights.includes(right))
  return {
    ...(wanted.role !== role && { role: wanted.role }),
    ...(hasOtherRights && { rights: wanted.rights }),
    ...(wanted.disabled !== (disabledAt !== null) && { disabled: wanted.disabled }),
  }
}
