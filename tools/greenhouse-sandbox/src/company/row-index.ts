import type { Entity } from './entity.js'

/** Rows by a number they carry, such as the applications of a candidate. */
export class Index<T extends Entity> {
  readonly #ids = new Map<number, Set<number>>()

  constructor(
    private readonly keys: (row: T) => readonly (number | null)[],
    private readonly row: (id: number) => T,
  ) {}

  of(key: number): T[] {
    return [...(this.#ids.get(key) ?? [])].map((id) => this.row(id))
  }

  count(key: number): number {
    return this.#ids.get(key)?.size ?? 0
  }

  add(row: T): void {
    for (const key of this.keys(row)) {
      if (key === null) continue
      const ids = this.#ids.get(key)
      if (ids === undefined) this.#ids.set(key, new Set([row.id]))
      else ids.add(row.id)
    }
  }

  replace(before: T | undefined, after: T | undefined): void {
    const keysBefore = before === undefined ? [] : this.keys(before)
    const keysAfter = after === undefined ? [] : this.keys(after)
    if (before !== undefined) {
      for (const key of keysBefore) if (key !== null && !keysAfter.includes(key)) this.#ids.get(key)?.delete(before.id)
    }
    if (after !== undefined) this.add(after)
  }
}
