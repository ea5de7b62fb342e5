import { resources } from '@trellis/greenhouse'
import type { JsonObject, Resource } from '@trellis/pipeline'
import { asyncApi } from './asyncapi.js'
import { tablesPage } from './dictionary.js'
import { erPage } from './er-diagram.js'
import { eventContract } from './event-contract.js'
import type { Published } from './published.js'
import { versioned } from './versioned.js'

/** Contracts by file name: what is published. */
export type Contracts = Readonly<Record<string, JsonObject>>

/** The name of the AsyncAPI document among the contracts. */
export const ASYNCAPI_FILE = 'asyncapi.json'

/** The contracts that today's declarations make, not yet numbered: see `versioned`. */
export function contracts(of: readonly Resource[] = resources): Contracts {
  const events = of.map((each) => [`${each.name}.json`, eventContract(each)] as const)
  return { [ASYNCAPI_FILE]: asyncApi(of), ...Object.fromEntries(events) }
}

/** Every generated file below docs/, by its path there; contracts carry versions by what is published. */
export function documents(published: Published, of: readonly Resource[] = resources): ReadonlyMap<string, string> {
  return new Map([
    ['tables.md', tablesPage(of)],
    ['er.md', erPage(of)],
    ...Object.entries(versioned(contracts(of), published)).map(
      ([name, contract]) => [`contracts/${name}`, written(contract)] as const,
    ),
  ])
}

/** A contract as it stands in its file. */
export function written(contract: JsonObject): string {
  return `${JSON.stringify(contract, undefined, 2)}\n`
}
