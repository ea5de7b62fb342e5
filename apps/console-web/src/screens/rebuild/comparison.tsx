import { Text } from '@mantine/core'
import type { Schemas } from '../../api/client.js'
import { Count } from '../../components/count.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { count } from '../../components/in-words.js'
import { differenceInWords } from './rebuild-in-words.js'
import type { Parity } from './rebuild-queries.js'

const COLUMNS: readonly Column<Parity>[] = [
  { title: 'Table', cell: ({ resource }) => resource },
  { title: 'Rows before', isFigure: true, cell: ({ before }) => <Count value={before?.rows} /> },
  { title: 'Rows after', isFigure: true, cell: ({ after }) => <Count value={after?.rows} /> },
  { title: 'Only before', isFigure: true, cell: ({ onlyBefore }) => count(onlyBefore) },
  { title: 'Only after', isFigure: true, cell: ({ onlyAfter }) => count(onlyAfter) },
  { title: 'What differs', cell: (parity) => differenceInWords(parity) },
]

/** How the tables that were made compare with those that readers had. */
export function Comparison({ comparison: { tables, rows, other } }: { readonly comparison: Schemas['RebuildComparisonAnswer'] }) {
  return (
    <>
      <Text size="sm" mt="sm" mb={other.length > 0 ? 'xs' : 0}>
        Compared: {count(tables - other.length)} of {count(tables)} {tables === 1 ? 'table is' : 'tables are'} the same, cell by
        cell ({count(rows)} rows).
      </Text>
      {other.length > 0 && (
        <DataTable label="Tables that differ" columns={COLUMNS} rows={other} keyOf={({ resource }) => resource} empty="" />
      )}
    </>
  )
}
