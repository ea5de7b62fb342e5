import { instant } from '../instants.js'
import type { Random } from '../random.js'
import type { Entity } from './entity.js'
import { Index } from './row-index.js'

/** What may go wrong with a write, decided per write. */
export interface WriteConditions {
  /** How long the write stays invisible to listings; its `updated_at` stays in the past. */
  readonly surfaceDelayMs: () => number
  /** Whether this change leaves `updated_at` where it was. */
  readonly leavesUpdatedAt: () => boolean
}

interface Commit<T> {
  readonly id: number
  readonly committedAt: number
  readonly surfacesAt: number
  readonly before: T | undefined
  readonly after: T | undefined
}

/** The rows of a moment, by descending id. */
export interface View<T> {
  readonly get: (id: number) => T | undefined
  readonly descending: (below: number) => Iterable<T>
}

const JOURNAL_LENGTH = 100_000
const TRIES = 40

/** The rows of one resource: by id, in order of id, by indexes, and as they were up to some time ago. */
export class Table<T extends Entity> {
  readonly #rows = new Map<number, T>()
  readonly #ascending: number[] = []
  readonly #indexes: Index<T>[] = []
  #journal: Commit<T>[] = []
  #longestDelayMs = 0
  #hasHistory = false
  #lastId: number
  #writes = 0

  constructor(
    readonly name: string,
    firstId: number,
    private readonly conditions: WriteConditions,
  ) {
    this.#lastId = firstId
  }

  get size(): number {
    return this.#rows.size
  }

  /** How many writes there have been: unchanged means nothing has changed. */
  get writes(): number {
    return this.#writes
  }

  get(id: number | null | undefined): T | undefined {
    return id === null || id === undefined ? undefined : this.#rows.get(id)
  }

  /** A row that is known to exist. */
  row(id: number): T {
    const found = this.#rows.get(id)
    if (found === undefined) throw new Error(`${this.name} has no ${id}`)
    return found
  }

  rows(): Iterable<T> {
    return this.#rows.values()
  }

  /** A fresh id, growing with gaps as another tenant's rows would leave them. */
  newId(random: Random): number {
    this.#lastId += random.int(1, 40)
    return this.#lastId
  }

  insert(row: T, at: number): T {
    this.#write(row.id, row, at)
    return row
  }

  /** Changes a row and moves its `updated_at`, never back. */
  change(id: number, patch: Partial<T>, at: number): T {
    const before = this.row(id)
    const moved = this.conditions.leavesUpdatedAt() ? before.updated_at : later(before.updated_at, instant(at))
    return this.insert({ ...before, ...patch, updated_at: moved }, at)
  }

  /** Changes a row and leaves `updated_at` alone: no window will ever show it. */
  changeSilently(id: number, patch: Partial<T>, at: number): T {
    return this.insert({ ...this.row(id), ...patch }, at)
  }

  remove(id: number, at: number): void {
    this.row(id)
    this.#write(id, undefined, at)
  }

  index(keys: (row: T) => readonly (number | null)[]): Index<T> {
    const index = new Index<T>(keys, (id) => this.row(id))
    for (const row of this.#rows.values()) index.add(row)
    this.#indexes.push(index)
    return index
  }

  /** A random row for which the test holds; undefined when some tries found none. */
  any(random: Random, test: (row: T) => boolean = () => true): T | undefined {
    for (let i = 0; i < TRIES && this.#ascending.length > 0; i++) {
      const row = this.row(random.pick(this.#ascending))
      if (test(row)) return row
    }
    return undefined
  }

  /** Remembers changes from here on: what is there now has always been there. */
  beginHistory(): void {
    this.#hasHistory = true
  }

  /** How many writes no listing shows yet. */
  unsurfaced(now: number): number {
    let count = 0
    for (let i = this.#journal.length - 1; i >= 0; i--) {
      const commit = this.#journal[i] as Commit<T>
      if (commit.committedAt + this.#longestDelayMs <= now) break
      if (commit.surfacesAt > now) count++
    }
    return count
  }

  /** The rows as a replica shows them that has seen everything up to `moment`. */
  view(moment: number): View<T> {
    const past = this.#statesAt(moment)
    if (past.size === 0)
      return { get: (id) => this.#rows.get(id), descending: (below) => this.#descending(this.#ascending, below) }
    const gone = [...past].filter(([id, row]) => row !== undefined && !this.#rows.has(id)).map(([id]) => id)
    const ids = gone.length === 0 ? this.#ascending : [...this.#ascending, ...gone].sort((one, other) => one - other)
    const get = (id: number): T | undefined => (past.has(id) ? past.get(id) : this.#rows.get(id))
    return { get, descending: (below) => this.#descending(ids, below, get) }
  }

  *#descending(ids: readonly number[], below: number, get = (id: number): T | undefined => this.#rows.get(id)): Iterable<T> {
    for (let i = position(ids, below) - 1; i >= 0; i--) {
      const row = get(ids[i] as number)
      if (row !== undefined) yield row
    }
  }

  /** The rows that were different at the moment, as they were then. */
  #statesAt(moment: number): Map<number, T | undefined> {
    const states = new Map<number, T | undefined>()
    const settled = new Set<number>()
    for (let i = this.#journal.length - 1; i >= 0; i--) {
      const commit = this.#journal[i] as Commit<T>
      if (commit.committedAt + this.#longestDelayMs <= moment) break
      if (settled.has(commit.id)) continue
      if (commit.surfacesAt <= moment) settled.add(commit.id)
      else states.set(commit.id, commit.before)
    }
    return states
  }

  #remember(id: number, before: T | undefined, after: T | undefined, at: number): void {
    const delayMs = this.conditions.surfaceDelayMs()
    this.#longestDelayMs = Math.max(this.#longestDelayMs, delayMs)
    this.#journal.push({ id, committedAt: at, surfacesAt: at + delayMs, before, after })
    if (this.#journal.length > 2 * JOURNAL_LENGTH) this.#journal = this.#journal.slice(-JOURNAL_LENGTH)
  }

  #write(id: number, after: T | undefined, at: number): void {
    const before = this.#rows.get(id)
    this.#writes++
    if (this.#hasHistory) this.#remember(id, before, after, at)
    if (before === undefined && after !== undefined) this.#ascending.splice(position(this.#ascending, id), 0, id)
    if (before !== undefined && after === undefined) this.#ascending.splice(position(this.#ascending, id), 1)
    for (const index of this.#indexes) index.replace(before, after)
    if (after === undefined) this.#rows.delete(id)
    else this.#rows.set(id, after)
  }
}

const later = (one: string, other: string): string => (one > other ? one : other)

/** Where `id` stands, or would stand, in an ascending list. */
function position(ascending: readonly number[], id: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < id) low = middle + 1
    else high = middle
  }
  return low
}
