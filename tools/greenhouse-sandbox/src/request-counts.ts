/** How often each collection was asked, and what it answered. */
export class RequestCounts {
  readonly #counts = new Map<string, Map<number, number>>()

  count(path: string, status: number): void {
    const statuses = this.#counts.get(path) ?? new Map<number, number>()
    this.#counts.set(path, statuses.set(status, (statuses.get(status) ?? 0) + 1))
  }

  all(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries([...this.#counts].map(([path, statuses]) => [path, Object.fromEntries(statuses)]))
  }
}
