import { resourceNamed, resources } from '@trellis/greenhouse'
import {
  copyToStage,
  createStage,
  EMPTY_STAGE,
  historyEntry,
  historyLine,
  JoinedRows,
  stagedHistory,
  stagedRows,
  stageLines,
  type CanonicalEvent,
  type Resource,
} from '@trellis/pipeline'
import { copyInto, pipelined, type PoolClient } from '@trellis/runtime'
import type { Generation } from './generation.js'
import type { LeftOut } from './left-out.js'
import { tableStatements, type TableStatements } from './table-statements.js'
import { writeHistory, type HistoryLines } from './write-history.js'

const CREATE_STAGE = createStage(resources)

/** With so many rows of other tables on the stage, it is emptied instead of read past. */
const MANY_ROWS = 5_000

/** So many entries are worth ways to Postgres of their own: copied into their tables they cost half as much as over the stage. */
const MANY_ENTRIES = 500

/** What is joined of one table, and what it adds to the table's history. */
interface Joined {
  readonly of: Resource
  readonly rows: JoinedRows
  /** Lines of COPY text format. */
  readonly history: string[]
}

/** Events joined in memory, one row per entity, before they are written into a generation's tables with one statement for each. */
export class JoinedTables {
  private readonly joined = new Map<string, Joined>()
  /** Events of resources that have no table here. */
  private readonly missing = new Map<string, number>()
  private bytesOfHistory = 0

  constructor(private readonly generation: Pick<Generation, 'schema' | 'tables'>) {}

  /** Takes what the generation has a table for, and counts the rest. */
  add(event: CanonicalEvent): void {
    const joined = this.joined.get(event.resource) ?? this.begun(event.resource)
    if (!joined) {
      this.missing.set(event.resource, (this.missing.get(event.resource) ?? 0) + 1)
      return
    }
    joined.rows.add(event)
    const entry = historyEntry(joined.of, event)
    if (!entry) return
    const line = historyLine(entry)
    joined.history.push(line)
    this.bytesOfHistory += line.length
  }

  /** About what all of it takes in memory. */
  get bytes(): number {
    return [...this.joined.values()].reduce((sum, { rows }) => sum + rows.bytes, this.bytesOfHistory)
  }

  get rows(): number {
    return [...this.joined.values()].reduce((sum, { rows }) => sum + rows.size, 0)
  }

  /** Tables in an order of their own: two writers lock rows in the same order, which avoids deadlocks. Notes cells without a fitting column, and events without a table. */
  async write(client: PoolClient, leftOut: LeftOut): Promise<void> {
    const joined = [...this.joined.values()].sort((a, b) => (a.of.name < b.of.name ? -1 : 1))
    for (const { of, rows } of joined) noteUndeclared(of, rows, leftOut)
    for (const [resource, times] of this.missing)
      leftOut.note('waiting for rebuild', resourceNamed(resource)?.name ?? 'unknown', times)
    if (joined.length === 0) return
    await client.query(CREATE_STAGE)
    const isMuch = joined.reduce((sum, { history }) => sum + history.length, 0) > MANY_ENTRIES
    if (isMuch) await writeHistory(client, this.generation.schema, joined.flatMap(historyOf))
    for (const [at, together] of [...stagefuls(joined)].entries()) {
      if (at > 0) await client.query(EMPTY_STAGE)
      await this.writeTogether(client, together, isMuch ? [] : together.flatMap(historyOf))
    }
  }

  /** Rows and their history entries through the stage, with one COPY for all. */
  private async writeTogether(
    client: PoolClient,
    together: readonly Joined[],
    histories: readonly HistoryLines[],
  ): Promise<void> {
    const staged = [
      ...histories.map(({ of, lines }) => stagedHistory(of, lines)),
      ...together.map(({ of, rows }) => stagedRows(of, rows.lines())),
    ]
    await copyInto(client, copyToStage(staged), stageLines(staged))
    await pipelined(client, [
      ...histories.map(({ of }) => this.statements(of).insertHistory),
      ...together.map(({ of }) => this.statements(of).join),
    ])
  }

  private statements(of: Resource): TableStatements {
    return tableStatements(this.generation.schema, of)
  }

  private begun(resource: string): Joined | undefined {
    const of = this.generation.tables.get(resource)
    if (!of) return undefined
    const begun = { of, rows: new JoinedRows(of), history: [] }
    this.joined.set(resource, begun)
    return begun
  }
}

/** Tables that go over the stage together. */
function* stagefuls(joined: readonly Joined[]): Generator<readonly Joined[]> {
  let together: Joined[] = []
  let staged = 0
  for (const each of joined) {
    if (together.length > 0 && staged + each.rows.size > MANY_ROWS) {
      yield together
      together = []
      staged = 0
    }
    together.push(each)
    staged += each.rows.size
  }
  yield together
}

function historyOf({ of, history }: Joined): readonly HistoryLines[] {
  return history.length > 0 ? [{ of, lines: history }] : []
}

/** Names that no declaration has become one label: they came with the message. */
function noteUndeclared(of: Resource, { undeclared }: JoinedRows, leftOut: LeftOut): void {
  const declared = resourceNamed(of.name)?.columns ?? {}
  for (const [name, times] of undeclared)
    leftOut.note('waiting for rebuild', `${of.name}.${Object.hasOwn(declared, name) ? name : '?'}`, times)
}
