import type { Company } from '../company/company.js'
import type { Entity } from '../company/entity.js'
import type { Collection, Filter, JsonRecord, Test } from './collection.js'
import { dates, ids } from './filters.js'

/** What a listing asks for, once the parameters of paging are taken off. */
export interface ListQuery {
  /** Parameters by name, as text. */
  readonly given: ReadonlyMap<string, string>
  /** Names of the fields to answer; all when missing. */
  readonly fields: readonly string[] | undefined
  /** Only ids below this one: order is by id, descending (Harvest v3 guide, list endpoints). */
  readonly below: number
  readonly perPage: number
}

/** Who asks, and what they get to see. */
export interface Sight {
  readonly now: number
  /** The replica that answers has seen everything up to here. */
  readonly moment: number
  readonly seesPrivate: boolean
}

export interface Page {
  /** The records, each as its JSON text. */
  readonly records: readonly string[]
  /** The last id of the page where more follow. */
  readonly continueBelow: number | undefined
}

/** An entry of a 422's `errors`: one parameter and what is wrong with it (Harvest v3 guide, list endpoints). */
export type ParameterError = Readonly<Record<string, string>>

/** A collection as it is served, whatever its rows are. */
export interface ServedCollection {
  readonly name: string
  readonly page: (query: ListQuery, sight: Sight) => Page | readonly ParameterError[]
  /** All that there is, as JSON records, by descending id. */
  readonly truth: (now: number) => JsonRecord[]
  /** The same as JSON text. */
  readonly truthText: (now: number) => string[]
}

/** Puts a collection on its served. Each record's JSON is written once, until the row or something volatile in it changes. */
export function serve<T extends Entity>(collection: Collection<T>, company: Company): ServedCollection {
  const table = company.of(collection)
  const filters: Readonly<Record<string, Filter<T>>> = {
    ids: ids((row) => row.id),
    ...(collection.isUndated ? {} : { created_at: dates((row) => row.created_at), updated_at: dates((row) => row.updated_at) }),
    ...collection.filters,
  }
  const written = new WeakMap<T, { readonly state: string; readonly json: string }>()

  const write = (row: T, now: number): string => {
    const state = collection.volatile?.(row, now) ?? ''
    const known = written.get(row)
    if (known?.state === state) return known.json
    const json = JSON.stringify(collection.record(row, now))
    written.set(row, { state, json })
    return json
  }

  const page = (query: ListQuery, sight: Sight): Page | readonly ParameterError[] => {
    const tests: Test<T>[] = []
    const errors: ParameterError[] = []
    for (const [name, text] of query.given) {
      const test = Object.hasOwn(filters, name) ? filters[name]?.(text) : { refused: 'is not a permitted parameter' }
      if (typeof test === 'function') tests.push(test)
      else if (test !== undefined) errors.push({ [name]: test.refused })
    }
    if (errors.length > 0) return errors
    const leavesOut = collection.leavesOut?.(query.given)
    const { isPrivate } = collection
    const records: string[] = []
    let lastId = 0
    for (const row of table.view(sight.moment).descending(query.below)) {
      if (leavesOut?.(row, company) || (!sight.seesPrivate && isPrivate?.(row, company))) continue
      if (!tests.every((test) => test(row, company))) continue
      if (records.length === query.perPage) return { records, continueBelow: lastId }
      records.push(query.fields === undefined ? write(row, sight.now) : only(collection.record(row, sight.now), query.fields))
      lastId = row.id
    }
    return { records, continueBelow: undefined }
  }

  const rows = (): Iterable<T> => table.view(Number.POSITIVE_INFINITY).descending(Number.POSITIVE_INFINITY)
  return {
    name: collection.name,
    page,
    truth: (now) => Array.from(rows(), (row) => collection.record(row, now)),
    truthText: (now) => Array.from(rows(), (row) => write(row, now)),
  }
}

function only(record: JsonRecord, fields: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).filter(([name]) => fields.includes(name))))
}
