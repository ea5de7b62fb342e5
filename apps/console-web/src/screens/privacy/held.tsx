import type { Schemas } from '../../api/client.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { count } from '../../components/in-words.js'

interface Row extends Omit<Schemas['HeldCellsAnswer'], 'column'> {
  readonly column: string | null
  readonly generation: number
  readonly isCurrent: boolean
}

const columns: readonly Column<Row>[] = [
  {
    title: 'Tables',
    cell: ({ generation, isCurrent }) => (isCurrent ? `current, generation ${generation}` : `generation ${generation}`),
  },
  { title: 'What', cell: ({ resource, column }) => (column === null ? `${resource}, whole rows` : `${resource}.${column}`) },
  { title: 'Rows', isFigure: true, cell: ({ rows }) => count(rows) },
]

/** What tables hold that may not be kept, generation by generation. */
export function Held({ held }: { readonly held: readonly Schemas['HeldByGenerationAnswer'][] | undefined }) {
  const rows = held?.flatMap(({ generation, isCurrent, held: cells }) =>
    cells.map((each): Row => ({ ...each, generation, isCurrent })),
  )
  return (
    <DataTable
      label="What tables hold of it"
      columns={columns}
      rows={rows}
      keyOf={({ generation, resource, column }) => `${generation} ${resource} ${column ?? ''}`}
      empty="Tables hold nothing of it."
    />
  )
}
