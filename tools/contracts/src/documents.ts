import { resources } from '@trellis/greenhouse'
import { queries } from '@trellis/greenhouse/queries'
import type { Resource } from '@trellis/pipeline'
import { asyncApi } from './asyncapi.js'
import { configurationReference } from './configuration-reference.js'
import { consoleOpenApi } from './console-openapi.js'
import { ASYNCAPI_FILE, written, type Contracts, type Published } from './contract.js'
import { tablesPage } from './dictionary.js'
import { erPage } from './er-diagram.js'
import { errorsPage } from './errors-page.js'
import { eventContract } from './event-contract.js'
import { tablePage } from './table-page.js'
import { versioned } from './versioned.js'

/** The contracts that today's declarations make, not yet numbered: see `versioned`. */
export function contracts(of: readonly Resource[] = resources): Contracts {
  const events = of.map((each) => [`${each.name}.json`, eventContract(each)] as const)
  return { [ASYNCAPI_FILE]: asyncApi(of), ...Object.fromEntries(events) }
}

/** Every generated file below docs/, by its path there; contracts carry versions by what is published. */
export function documents(published: Published, of: readonly Resource[] = resources): ReadonlyMap<string, string> {
  return new Map([
    ['tables.md', tablesPage(of)],
    ...of.map((each) => [`tables/${each.name}.md`, tablePage(each, of, queries.get(each.name) ?? [])] as const),
    ['er.md', erPage(of)],
    ['errors.md', errorsPage()],
    ['configuration-reference.md', configurationReference()],
    ['contracts/console.openapi.json', consoleOpenApi()],
    ...Object.entries(versioned(contracts(of), published)).map(
      ([name, contract]) => [`contracts/${name}`, written(contract)] as const,
    ),
  ])
}
