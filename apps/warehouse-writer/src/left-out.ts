/** Why a cell or an event is not in the tables. */
type Reason =
  /** Its column, or its table, is missing in this generation or has another type (rule N2). */
  | 'waiting for rebuild'
  /** No normalizer would have written it. */
  | 'unfit'
  /** An older revision read it, which the rebuild has read from raw itself (rule N1). */
  | 'older revision'
  /** No message of ours. */
  | 'undecodable'
  /** The connection is not registered. */
  | 'unknown connection'
  /** It would win over whatever comes until then. */
  | 'later than its append'
  /** Postgres or JavaScript would not take it, whatever was left out of it: it is in `ops.problem`. */
  | 'refused'

/** What was left out of the tables, by reason and by `resource.column`, and how often. */
export class LeftOut {
  private readonly counts = new Map<string, number>()

  /** `where` becomes a figure's label: it comes out of a declaration, never out of a message. */
  note(reason: Reason, where: string, times = 1): void {
    const key = `${reason}|${where}`
    this.counts.set(key, (this.counts.get(key) ?? 0) + times)
  }

  /** What both left out. */
  static of(...all: readonly LeftOut[]): LeftOut {
    const sum = new LeftOut()
    for (const [key, times] of all.flatMap(({ counts }) => [...counts])) sum.counts.set(key, (sum.counts.get(key) ?? 0) + times)
    return sum
  }

  /** Each with how often. */
  all(): readonly { readonly reason: string; readonly where: string; readonly times: number }[] {
    return [...this.counts].map(([key, times]) => {
      const [reason = '', where = ''] = key.split('|')
      return { reason, where, times }
    })
  }
}
