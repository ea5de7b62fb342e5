import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { Unknown } from '../../components/unknown.js'
import { CAUSES } from './delivery-in-words.js'
import { refusalsQuery, type RefusedByCause } from './delivery-queries.js'

const EXAMPLES: readonly Column<Schemas['RefusedWebhookAnswer']>[] = [
  { title: 'When', cell: ({ at }) => <Ago at={at} /> },
  { title: 'By the URL of', cell: ({ event }) => event ?? 'every event' },
  { title: 'Announced size', isFigure: true, cell: ({ bytes }) => (bytes === null ? <Unknown /> : `${count(bytes)} bytes`) },
  { title: 'From', cell: ({ sender }) => sender ?? <Unknown /> },
]

/** What the ingress refused, by cause, with the newest of each. */
export function Refused({ connection }: { readonly connection: string }) {
  const refusals = useQuery(refusalsQuery(connection))
  const { data } = refusals
  if (!data) return <ErrorNotice error={refusals.error} onRetry={() => void refusals.refetch()} />
  return (
    <>
      <RefreshAge query={refusals} />
      <Causes title={`At URLs of ${connection}`} causes={data.refused} none="Nothing was refused within seven days." />
      <Causes
        title="At URLs that name no connection"
        causes={data.ofNoConnection}
        none="Nothing came to a URL that names no connection within seven days."
      />
    </>
  )
}

interface Props {
  readonly title: string
  readonly causes: readonly RefusedByCause[]
  readonly none: string
}

function Causes({ title, causes, none }: Props) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mt="lg" mb="sm">
        {title}
      </Title>
      {causes.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <Stack gap="lg">
        {causes.map((each) => (
          <Cause key={each.cause} refused={each} />
        ))}
      </Stack>
    </section>
  )
}

function Cause({ refused: { cause, refusals, lastAt, examples } }: { readonly refused: RefusedByCause }) {
  const { title, remedy } = CAUSES[cause]
  return (
    <section aria-label={title}>
      <Text fw={500}>
        {title}: {count(refusals)} in seven days, the last <Ago at={lastAt} />
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        {remedy}
      </Text>
      <DataTable
        label={`The newest: ${title}`}
        columns={EXAMPLES}
        rows={examples}
        keyOf={({ at, event, sender }) => `${at} ${event ?? ''} ${sender ?? ''}`}
        empty="No example is kept."
      />
    </section>
  )
}
