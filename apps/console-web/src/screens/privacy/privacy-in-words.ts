import type { Schemas } from '../../api/client.js'

/** A privacy switch by its name in the API. */
export type SwitchName = Schemas['PrivacySwitch']

/** The switches in their order, as an admin would call them. */
export const SWITCH_WORDS: Readonly<Record<SwitchName, { readonly title: string; readonly about: string }>> = {
  demographics: {
    title: 'Demographics',
    about: 'What candidates say of gender, race, veteran status and disability, with the questions that ask for it.',
  },
  pay: {
    title: 'Pay',
    about: 'What job posts promise to pay, and the custom fields of offers, openings and jobs, where pay usually stands.',
  },
}

export const SWITCH_NAMES = Object.keys(SWITCH_WORDS) as readonly SwitchName[]

/** What is left out once one switch is as it is wanted and the others stay. */
export function leftOutWith(
  switches: readonly { readonly name: SwitchName; readonly isOff: boolean }[],
  wanted: SwitchName,
  isRead: boolean,
): readonly SwitchName[] {
  return SWITCH_NAMES.filter((name) => (name === wanted ? !isRead : switches.some((each) => each.name === name && each.isOff)))
}

/** The same as a plan is asked with, and as the command line takes it. */
export function leaveOutWord(leaveOut: readonly SwitchName[]): Schemas['ToLeaveOut'] {
  return (leaveOut.join(',') || 'none') as Schemas['ToLeaveOut']
}

const WHAT: Readonly<Record<string, string>> = {
  demographic: 'demographics',
  compensation: 'pay',
  undeclared: 'fields that no column names',
}

/** As what cells were left out. */
export function whatInWords(what: string): string {
  return WHAT[what] ?? what
}

/** Names of switches in a sentence. */
export function namesInWords(names: readonly string[]): string {
  return names.map((name) => (name === 'demographics' || name === 'pay' ? SWITCH_WORDS[name].title : name)).join(' and ')
}
