import type { JsonObject } from '@trellis/pipeline'

/** Contracts by file name: what is published. */
export type Contracts = Readonly<Record<string, JsonObject>>

/** Published contracts by file name and version, as docs/contracts/published/<resource>/<version>.json keeps them. */
export type Published = ReadonlyMap<string, ReadonlyMap<string, JsonObject>>

/** The name of the AsyncAPI document among the contracts. */
export const ASYNCAPI_FILE = 'asyncapi.json'

/** A contract as it stands in its file. */
export function written(contract: JsonObject): string {
  return `${JSON.stringify(contract, undefined, 2)}\n`
}
