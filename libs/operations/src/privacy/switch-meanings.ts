import { withheldParts, type WithheldParts } from '@trellis/greenhouse'
import { PRIVACY_SWITCHES, sensitivityOfSwitch, withheldBy, type PrivacySwitch } from '@trellis/pipeline'

/** A privacy switch: what it is about, by the declarations, and how it stands. */
export interface SwitchMeaning {
  readonly name: PrivacySwitch
  readonly isOff: boolean
  /** Not asked for at all where it is off. */
  readonly collections: readonly string[]
  /** `resource.column`: left out of collections that are asked for. */
  readonly columns: readonly string[]
}

/** Every switch with its meaning. A word that this release does not know counts as all of them. */
export function switchMeanings(leaveOut: readonly string[]): readonly SwitchMeaning[] {
  const withheld = withheldBy(leaveOut)
  return PRIVACY_SWITCHES.map((name) => {
    const { collections, columns } = withheldParts(withheldBy([name]))
    return {
      name,
      isOff: withheld.has(sensitivityOfSwitch(name)),
      collections: collections.map((of) => of.name),
      columns: columnsNamed(columns),
    }
  })
}

/** Columns as `resource.column`. */
export function columnsNamed(columns: WithheldParts['columns']): readonly string[] {
  return columns.flatMap(({ of, names }) => names.map((name) => `${of.name}.${name}`))
}
