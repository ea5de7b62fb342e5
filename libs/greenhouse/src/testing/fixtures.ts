import { readdirSync, readFileSync } from 'node:fs'
import { parseJson, type Json } from '@trellis/pipeline'
import { sliceRecords } from '../harvest/slice-records.js'

/** A record of a listing. `name` says of which resource and version of Harvest: `offers-v3`. */
export interface ListedFixture {
  readonly name: string
  readonly resource: string
  readonly body: Uint8Array
}

/** Harvest v3's documented fields by resource: name to type, a question mark where it may be null (Harvest v3 reference). */
export type DocumentedFields = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Bodies to try declarations on. */
export interface Fixtures {
  /** By action; further bodies of an action have a word behind it: `application_updated-prospect`. */
  readonly webhooks: ReadonlyMap<string, Uint8Array>
  readonly listed: readonly ListedFixture[]
  readonly v3Fields: DocumentedFields
  /** The same of the endpoints that give one record, by path. */
  readonly v3SingleFields: DocumentedFields
}

/** Reads all of a folder: `webhooks/<action>.json`, `records/<resource>-v<n>.json`, `harvest-v3-fields.json` and `harvest-v3-single-fields.json`. */
export function readFixtures(folder: URL): Fixtures {
  const read = (path: string): Buffer => readFileSync(new URL(path, folder))
  const names = (of: string): string[] => readdirSync(new URL(of, folder)).map((file) => file.replace('.json', ''))
  return {
    webhooks: new Map(names('webhooks').map((action) => [action, read(`webhooks/${action}.json`)])),
    listed: names('records').flatMap((name) => {
      const slices = sliceRecords(read(`records/${name}.json`)) ?? []
      return slices.map((body) => ({ name, resource: name.replace(/-v\d$/, ''), body }))
    }),
    v3Fields: parsed(read('harvest-v3-fields.json')) as DocumentedFields,
    v3SingleFields: parsed(read('harvest-v3-single-fields.json')) as DocumentedFields,
  }
}

/** The fixtures of this library, whether it runs from `src` or from `dist`. */
export const fixtures: Fixtures = readFixtures(new URL('../../fixtures/', import.meta.url))

/** A body as JSON. */
export function parsed(body: Uint8Array): Json {
  return parseJson(new TextDecoder().decode(body)) ?? null
}
