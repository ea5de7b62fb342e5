import type { Sensitivity } from '../resource/column.js'
import { NOTHING_WITHHELD, type Withheld } from './withhold.js'

/**
 * What can be left out for a connection (rule P1), each with the sensitivity that declarations give it. Private candidates and confidential jobs are none
 * of them: what hangs on one names only an id, so no body shows whether it may be kept (decision 14).
 */
const SENSITIVITY_OF = { demographics: 'demographic', pay: 'compensation' } as const satisfies Readonly<
  Record<string, Sensitivity>
>

/** What a switch is about. Off, nothing of it is read. */
export type PrivacySwitch = keyof typeof SENSITIVITY_OF

export const PRIVACY_SWITCHES = Object.keys(SENSITIVITY_OF) as readonly PrivacySwitch[]

export function isPrivacySwitch(word: string): word is PrivacySwitch {
  return Object.hasOwn(SENSITIVITY_OF, word)
}

/** The sensitivity that a switch is about. */
export function sensitivityOfSwitch(which: PrivacySwitch): Sensitivity {
  return SENSITIVITY_OF[which]
}

/** Of a connection whose switches are not known: nothing that any switch is about. */
export const ALL_WITHHELD: Withheld = new Set(Object.values(SENSITIVITY_OF))

/** What is not kept where these switches are off. A word that this release does not know is one of a later release: then all of them count as off. */
export function withheldBy(leaveOut: readonly string[]): Withheld {
  if (leaveOut.length === 0) return NOTHING_WITHHELD
  const known = leaveOut.filter(isPrivacySwitch)
  return known.length < leaveOut.length ? ALL_WITHHELD : new Set(known.map(sensitivityOfSwitch))
}

/** Reads `demographics,pay`, in one order; `none` is none of them. Undefined where a word is no switch, or none is given. */
export function readLeaveOut(text: string): readonly PrivacySwitch[] | undefined {
  const words = text.split(',').map((word) => word.trim())
  if (words.length === 1 && words[0] === 'none') return []
  return words.every(isPrivacySwitch) ? PRIVACY_SWITCHES.filter((each) => words.includes(each)) : undefined
}
