import type { Entity } from '../company/entity.js'

/** The fields of a row that name other rows. */
export type Naming<T> = { [K in keyof T]: T[K] extends number | null | readonly number[] ? K : never }[keyof T] & string

/** The other rows that a test may look at. */
export interface OtherRows {
  one<T extends Entity>(collection: Collection<T>, id: number | null): T | undefined
  where<T extends Entity>(collection: Collection<T>, field: Naming<T>, id: number): readonly T[]
}

export type Test<T> = (row: T, others: OtherRows) => boolean

/** Why a parameter's value is refused; becomes an entry of the 422's `errors`. */
export interface Refusal {
  readonly refused: string
}

/** Reads a parameter's text into a test of rows. */
export type Filter<T> = (text: string) => Test<T> | Refusal

/** The JSON of one record, field by field. */
export type JsonRecord = Readonly<Record<string, unknown>>

/**
 * A collection of Harvest v3 as the Harvest v3 reference lists it. To serve another one: declare it, add it to `serve-collections.ts`.
 * Every collection has the universal parameters besides its own filters; `serve` adds these.
 */
export interface Collection<T extends Entity> {
  /** The path segment, which is also the resource in the scope `harvest:<resource>:list`. */
  readonly name: string
  /** Ids of different lengths, most of them past 2^31, so neither 32 bits nor sorting as text will do. */
  readonly firstId: number
  readonly filters: Readonly<Record<string, Filter<T>>>
  /** The record as listed; `now` is for what counts on by itself. */
  readonly record: (row: T, now: number) => JsonRecord
  /** Parts of the record that change by waiting: written again when this changes. */
  readonly volatile?: (row: T, now: number) => string
  /** Rows that a listing leaves out unless a parameter asks for them. */
  readonly leavesOut?: (given: ReadonlyMap<string, string>) => Test<T>
  /** Whether its dates can not be filtered by. */
  readonly isUndated?: true
  /** Rows that need a permission of their own, besides Site Admin. */
  readonly isPrivate?: Test<T>
}
