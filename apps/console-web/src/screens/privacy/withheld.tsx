import { Text, Title } from '@mantine/core'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { count } from '../../components/in-words.js'
import { whatInWords } from './privacy-in-words.js'

type Row = Schemas['WithheldAnswer']

const columns: readonly Column<Row>[] = [
  { title: 'Resource', cell: ({ resource }) => resource },
  { title: 'As', cell: ({ what }) => whatInWords(what) },
  { title: 'Events', isFigure: true, cell: ({ events }) => count(events) },
  { title: 'Cells', isFigure: true, cell: ({ cells }) => count(cells) },
  { title: 'Last', cell: ({ lastAt }) => <Ago at={lastAt} /> },
]

/** How much was left out so far. */
export function Withheld({ withheld }: { readonly withheld: readonly Row[] }) {
  return (
    <section aria-labelledby="withheld">
      <Title order={2} size="h4" mt="xl" mb={4} id="withheld">
        Left out so far
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Out of events that came all the same. Collections that are not asked for are not among them: nothing of them comes.
      </Text>
      <DataTable
        label="What was left out"
        columns={columns}
        rows={withheld}
        keyOf={({ resource, what }) => `${resource} ${what}`}
        empty="Nothing yet: no event has come that holds any of it."
      />
    </section>
  )
}
