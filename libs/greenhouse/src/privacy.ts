import { isWithheld, whyWithheld, type Resource, type Withheld } from '@trellis/pipeline'
import { resources } from './resources/index.js'

/** What a connection may be asked for (rule P1). */
export function resourcesKept(withheld: Withheld): readonly Resource[] {
  return withheld.size === 0 ? resources : resources.filter((of) => !isWithheld(of, withheld))
}

/** What is left out: collections that are not asked for, and columns of others. */
export interface WithheldParts {
  readonly collections: readonly Resource[]
  readonly columns: readonly { readonly of: Resource; readonly names: readonly string[] }[]
}

/** What of the declarations is left out; beside it, where something is, all that no column names (`_extra`). */
export function withheldParts(withheld: Withheld): WithheldParts {
  const columns = resourcesKept(withheld).flatMap((of) => {
    const names = Object.keys(of.columns).filter((name) => whyWithheld(of, name, withheld) !== undefined)
    return names.length === 0 ? [] : [{ of, names }]
  })
  return { collections: resources.filter((of) => isWithheld(of, withheld)), columns }
}
