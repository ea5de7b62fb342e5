import { List, Text, Title } from '@mantine/core'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { Unknown } from '../../components/unknown.js'
import { proofInWords, reporterInWords, rowInWords, withheldInWords } from './why-in-words.js'
import type { Cell, Explanation } from './why-query.js'

const COLUMNS: readonly Column<Cell>[] = [
  { title: 'Column', cell: ({ name }) => name },
  {
    title: 'Value',
    cell: ({ value, lacks }) =>
      lacks === null ? (
        <Text span size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
      ) : (
        <Unknown>{withheldInWords(lacks)}</Unknown>
      ),
  },
  { title: 'Reported', cell: ({ report }) => <Ago at={report.at} /> },
  { title: 'By', cell: ({ report }) => reporterInWords(report) },
  {
    title: 'Raw event',
    cell: ({ report }) => (
      <Text span size="xs" c={report.isSo === false ? 'var(--mantine-color-error)' : 'dimmed'} title={report.rawId}>
        {proofInWords(report)}
      </Text>
    ),
  },
  { title: 'Before', cell: ({ before, lacks }) => <Before before={before} lacks={lacks} /> },
]

/** An explanation: the row, then its cells. All values are text. */
export function Explained({ explanation }: { readonly explanation: Explanation }) {
  const { listed, removal, cells, state } = explanation
  return (
    <section aria-labelledby="explained">
      <Title order={2} id="explained" mb={4}>
        {rowInWords(explanation)}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Last seen in a listing: <Ago at={listed?.at} never="not yet" />
        {removal && (
          <>
            {' '}
            · removed <Ago at={removal.report.at} />: {reporterInWords(removal.report)}, {proofInWords(removal.report)}
          </>
        )}
      </Text>
      {state !== 'unknown' && (
        <DataTable
          label="Cells of the row"
          columns={COLUMNS}
          rows={cells}
          keyOf={({ name }) => name}
          empty="The row has no such cell."
        />
      )}
    </section>
  )
}

function Before({ before, lacks }: Pick<Cell, 'before' | 'lacks'>) {
  if (lacks !== null) return <Unknown>not shown</Unknown>
  if (before === null) return <Unknown>not kept</Unknown>
  if (before.length === 0) return <Unknown>never another</Unknown>
  return (
    <List size="xs" listStyleType="none">
      {before.map(({ value, from }) => (
        <List.Item key={from}>
          <code>{value}</code> from <Ago at={from} />
        </List.Item>
      ))}
    </List>
  )
}
