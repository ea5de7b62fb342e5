import { resourceNamed } from '@trellis/greenhouse'
import {
  COPY_TO_HISTORY_STAGE,
  copyToStage,
  CREATE_HISTORY_STAGE,
  createStage,
  historyEntry,
  historyLine,
  insertHistory,
  JoinedRows,
  joinStage,
  type CanonicalEvent,
} from '@trellis/pipeline'
import { copyInto, type PoolClient } from '@trellis/runtime'
import type { Generation } from './generation.js'
import type { LeftOut } from './left-out.js'
import type { FittingTable } from './table-shape.js'

/** What is joined of one table, and what it adds to the table's history. */
interface Joined {
  readonly table: FittingTable
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
    const entry = historyEntry(joined.table.of, event)
    if (!entry) return
    const line = historyLine(joined.table.of, entry)
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

  /** Tables in an order of their own, so that two writers never lock rows crosswise. Notes cells without a fitting column, and events without a table. */
  async write(client: PoolClient, leftOut: LeftOut): Promise<void> {
    const { schema } = this.generation
    const joined = [...this.joined.values()].sort((a, b) => (a.table.of.name < b.table.of.name ? -1 : 1))
    const remembered = joined.filter(({ history }) => history.length > 0)
    if (remembered.length > 0) {
      await client.query(CREATE_HISTORY_STAGE)
      await copyInto(client, COPY_TO_HISTORY_STAGE, historyLines(remembered))
    }
    for (const { table, rows, history } of joined) {
      noteUndeclared(table, rows, leftOut)
      await client.query(createStage(schema, table.whole))
      await copyInto(client, copyToStage(schema, table.of), rows.lines())
      await client.query(joinStage(schema, table.of))
      if (history.length > 0) await client.query(insertHistory(schema, table.of))
    }
    for (const [resource, times] of this.missing)
      leftOut.note('waiting for rebuild', resourceNamed(resource)?.name ?? 'unknown', times)
  }

  private begun(resource: string): Joined | undefined {
    const table = this.generation.tables.get(resource)
    if (!table) return undefined
    const begun = { table, rows: new JoinedRows(table.of), history: [] }
    this.joined.set(resource, begun)
    return begun
  }
}

function* historyLines(joined: readonly Joined[]): Generator<string> {
  for (const { history } of joined) yield* history
}

/** Names that no declaration has become one label: they came with the message. */
function noteUndeclared({ of }: FittingTable, { undeclared }: JoinedRows, leftOut: LeftOut): void {
  const declared = resourceNamed(of.name)?.columns ?? {}
  for (const [name, times] of undeclared)
    leftOut.note('waiting for rebuild', `${of.name}.${Object.hasOwn(declared, name) ? name : '?'}`, times)
}
