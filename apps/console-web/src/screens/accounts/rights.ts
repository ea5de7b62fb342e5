import type { Schemas } from '../../api/client.js'

export type Right = Schemas['Right']
export type Role = Schemas['Role']

/** Every right, as the screen names it. */
export const RIGHTS: readonly { readonly right: Right; readonly label: string; readonly means: string }[] = [
  { right: 'raw', label: 'Raw bodies', means: 'What Greenhouse sent, byte for byte, with everything that is in it' },
  { right: 'pay', label: 'Pay', means: 'Salaries, offers and what candidates expect' },
  { right: 'demographics', label: 'Demographics', means: 'Answers to questions about the person' },
]

/** Every role, as the screen names it. */
export const ROLES: readonly { readonly role: Role; readonly label: string; readonly means: string }[] = [
  { role: 'viewer', label: 'Viewer', means: 'Looks at everything, changes nothing' },
  { role: 'admin', label: 'Admin', means: 'Connects sources, orders rebuilds and replays, manages people' },
]
