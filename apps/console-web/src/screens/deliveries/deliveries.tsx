import { Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CommandHint } from '../../components/command-hint.js'
import { DataTable } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { connectionsQuery } from '../integrations/connections-query.js'
import { filterAsOptions } from './delivery-in-words.js'
import { DeliveryList } from './delivery-list.js'
import { Refused } from './refused.js'
import { ShownDelivery } from './shown-delivery.js'

const route = getRouteApi('/shell/deliveries')

/** Each webhook of the last seven days, and what was refused. */
export function Deliveries() {
  const { connection: named, selected, view, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const connections = useQuery(connectionsQuery)
  const all = connections.data?.connections
  const connection = named ?? all?.find(({ removedAt }) => removedAt === null)?.id ?? all?.[0]?.id
  const options = filterAsOptions(view === 'refused' ? { connection } : { connection, ...filter })
  return (
    <>
      <PageHeader
        title="Deliveries"
        about="The webhooks of the last seven days, at most the newest 100,000, and what became of each. Their bodies stay on the log."
        aside={<CommandHint command={`npm run trellis -- webhooks ${view === 'refused' ? 'status' : 'deliveries'}${options}`} />}
      />
      {all === undefined && <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />}
      <Group gap="sm" mb="md" align="flex-end">
        {all !== undefined && all.length > 1 && (
          <NativeSelect
            size="xs"
            label="Connection"
            value={connection}
            data={all.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ currentTarget }) =>
              void navigate({ search: { ...filter, connection: currentTarget.value, ...(view && { view }) } })
            }
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label="Taken or refused"
          value={view ?? 'taken'}
          data={[
            { value: 'taken', label: 'Taken' },
            { value: 'refused', label: 'Refused' },
          ]}
          onChange={(value) =>
            void navigate({
              search: ({ view: _, selected: __, ...now }) => ({
                ...now,
                ...(value === 'refused' && { view: 'refused' as const }),
              }),
            })
          }
        />
      </Group>
      {all?.length === 0 && named === undefined && (
        <DataTable
          label="Deliveries"
          columns={[]}
          rows={[]}
          keyOf={() => ''}
          empty="Nothing is connected yet, so no webhook can come."
        />
      )}
      {connection !== undefined && view === 'refused' && <Refused connection={connection} />}
      {connection !== undefined && view !== 'refused' && (
        <DeliveryList
          connection={connection}
          filter={filter}
          onFilter={(next) => void navigate({ search: { ...(named !== undefined && { connection: named }), ...next } })}
        />
      )}
      {connection !== undefined && selected !== undefined && (
        <ShownDelivery
          key={selected}
          connection={connection}
          id={selected}
          onClose={() => void navigate({ search: ({ selected: _, ...now }) => now })}
        />
      )}
    </>
  )
}
