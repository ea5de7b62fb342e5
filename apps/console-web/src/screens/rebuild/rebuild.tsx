import { Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { usePerson } from '../../api/session.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { Generations } from './generations.js'
import { NewestOrder } from './newest-order.js'
import { PastOrders } from './past-orders.js'
import { PlanDialog } from './plan-dialog.js'
import { rebuildsQuery, type Asked } from './rebuild-queries.js'

const route = getRouteApi('/shell/rebuild')

/** The generations of the tables, and making new ones from raw. */
export function Rebuild() {
  const { plan, generation } = route.useSearch()
  const navigate = route.useNavigate()
  const isAdmin = usePerson()?.role === 'admin'
  const rebuilds = useQuery(rebuildsQuery)
  const { generations, orders = [] } = rebuilds.data ?? {}
  const [newest, ...past] = orders
  const isBusy = newest !== undefined && ['ordered', 'under way'].includes(newest.state)
  const look = ({ verb, generation: of }: Asked): void =>
    void navigate({ search: { plan: verb, ...(of !== undefined && { generation: of }) } })
  const hasPrevious = generations?.some(({ state }) => state === 'previous') === true
  return (
    <>
      <PageHeader
        title="Rebuild"
        about="All tables can be made again from the raw events, beside those that people read. They are compared, then all views change at once; the tables before stay until they are dropped."
        aside={
          <>
            <RefreshAge query={rebuilds} />
            <CommandHint command="npm run trellis -- rebuild list" />
          </>
        }
      />
      {rebuilds.data === undefined && <ErrorNotice error={rebuilds.error} onRetry={() => void rebuilds.refetch()} />}
      {newest && <NewestOrder order={newest} isAdmin={isAdmin} />}
      <Group justify="space-between" mb="xs" gap="sm">
        <Title order={2}>Generations</Title>
        {isAdmin && (
          <Group gap="xs">
            <Button size="xs" variant="default" disabled={isBusy || !hasPrevious} onClick={() => look({ verb: 'rollback' })}>
              Roll back…
            </Button>
            <Button size="xs" disabled={isBusy || generations === undefined} onClick={() => look({ verb: 'run' })}>
              {isBusy ? 'An order is under way' : 'Rebuild…'}
            </Button>
          </Group>
        )}
      </Group>
      <Generations generations={generations} mayOrder={isAdmin && !isBusy} onLook={look} />
      {!isAdmin && (
        <Text size="xs" c="dimmed" mt="md">
          Ordering is for admins.
        </Text>
      )}
      <PastOrders orders={past} />
      {isAdmin && plan !== undefined && (
        <PlanDialog
          key={`${plan} ${generation ?? ''}`}
          asked={{ verb: plan, ...(generation !== undefined && { generation }) }}
          onClose={() => void navigate({ search: {} })}
        />
      )}
    </>
  )
}
