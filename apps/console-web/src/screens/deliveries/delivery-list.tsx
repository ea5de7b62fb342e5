import { Anchor, Button, Group } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { Unknown } from '../../components/unknown.js'
import { webhooksQuery } from '../webhooks/webhook-queries.js'
import { DeliveryFilters } from './delivery-filters.js'
import { deliveriesQuery, type Delivery, type DeliveryFilter } from './delivery-queries.js'
import { Outcome } from './outcome.js'

interface Props {
  readonly connection: string
  readonly filter: DeliveryFilter
  readonly onFilter: (filter: DeliveryFilter) => void
}

const COLUMNS: readonly Column<Delivery>[] = [
  {
    title: 'Event',
    cell: ({ id, event }) => (
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link {...props} from="/deliveries" to="/deliveries" search={(now) => ({ ...now, selected: id })} />
        )}
      >
        {event ?? 'none'}
      </Anchor>
    ),
  },
  { title: 'Arrived', cell: ({ arrivedAt }) => <Ago at={arrivedAt} /> },
  { title: 'Signature', cell: () => 'right' },
  { title: 'What became of it', cell: ({ outcome }) => <Outcome outcome={outcome} /> },
  { title: 'By the URL of', cell: ({ endpoint }) => endpoint ?? <Unknown>every event</Unknown> },
  { title: 'Entities', isFigure: true, cell: ({ events }) => count(events) },
  { title: 'Problems', isFigure: true, cell: ({ problems }) => count(problems) },
  { title: 'Bytes', isFigure: true, cell: ({ bytes }) => count(bytes) },
]

/** Deliveries, the newest first. */
export function DeliveryList({ connection, filter, onFilter }: Props) {
  const deliveries = useInfiniteQuery(deliveriesQuery(connection, filter))
  const webhooks = useQuery({ ...webhooksQuery(connection), refetchInterval: false })
  const events = webhooks.data?.events.map(({ event }) => event).toSorted() ?? []
  const isNarrowed = Object.keys(filter).length > 0
  return (
    <>
      <Group justify="space-between" align="flex-end" gap="sm">
        <DeliveryFilters filter={filter} events={events} onChange={onFilter} />
        <RefreshAge query={deliveries} />
      </Group>
      {deliveries.data === undefined && <ErrorNotice error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {(deliveries.data !== undefined || deliveries.error === null) && (
        <DataTable
          label="Deliveries, the newest first"
          columns={COLUMNS}
          rows={deliveries.data?.pages.flatMap((page) => page.deliveries)}
          keyOf={({ id }) => id}
          empty={
            isNarrowed
              ? 'None of the last seven days is like that.'
              : 'No webhook has come within seven days. Set them up under Integrations, the connection, Webhooks.'
          }
        />
      )}
      {deliveries.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
            Show older ones
          </Button>
        </Group>
      )}
    </>
  )
}
