import { resourceNamed, resources } from '@trellis/greenhouse'
import {
  createStage,
  EMPTY_STAGE,
  historyEntry,
  historyLine,
  JoinedRows,
  stageLines,
  type CanonicalEvent,
  type Resource,
} from '@trellis/pipeline'
import { copyInto, type PoolClient } from '@trellis/runtime'
import type { Generation } from './generation.js'
import type { LeftOut } from './left-out.js'
import { tableStatements } from './table-statements.js'
import { writeHistory } from './write-history.js'

const CREATE_STAGE = createStage(resources)

/** So many rows of other resources on the stage are no longer worth passing over. */
const MANY = 5_000

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

  /** Tables in an order of their own, so that two writers never lock rows crosswise. Notes cells without a fitting column, and events without a table. */
  async write(client: PoolClient, leftOut: LeftOut): Promise<void> {
    const { schema } = this.generation
    const joined = [...this.joined.values()].sort((a, b) => (a.of.name < b.of.name ? -1 : 1))
    const told = joined.filter(({ history }) => history.length > 0)
    await writeHistory(
      client,
      schema,
      told.map(({ of, history }) => ({ of, lines: history })),
    )
    if (joined.length > 0) await client.query(CREATE_STAGE)
    let staged = 0
    for (const { of, rows } of joined) {
      noteUndeclared(of, rows, leftOut)
      if (staged > MANY) {
        await client.query(EMPTY_STAGE)
        staged = 0
      }
      staged += rows.size
      const statements = tableStatements(schema, of)
      await copyInto(client, statements.copyToStage, stageLines(of, rows.lines()))
      await client.query(statements.join)
    }
    for (const [resource, times] of this.missing)
      leftOut.note('waiting for rebuild', resourceNamed(resource)?.name ?? 'unknown', times)
  }

  private begun(resource: string): Joined | undefined {
    const of = this.generation.tables.get(resource)
    if (!of) return undefined
    const begun = { of, rows: new JoinedRows(of), history: [] }
    this.joined.set(resource, begun)
    return begun
  }
}

/** Names that no declaration has become one label: they came with the message. */
function noteUndeclared(of: Resource, { undeclared }: JoinedRows, leftOut: LeftOut): void {
  const declared = resourceNamed(of.name)?.columns ?? {}
  for (const [name, times] of undeclared)
    leftOut.note('waiting for rebuild', `${of.name}.${Object.hasOwn(declared, name) ? name : '?'}`, times)
}
