import { Group, Text, Title } from '@mantine/core'
import type { ConnectionStatus, ResourceStatus } from '../../api/status-query.js'
import { Ago } from '../../components/ago.js'
import { Count } from '../../components/count.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { count, duration } from '../../components/in-words.js'
import { StateBadge } from '../../components/state-badge.js'
import { useNow } from '../../components/now.js'
import { Unknown } from '../../components/unknown.js'
import { listingState } from './listing-state.js'
import { resourceInWords } from './resource-in-words.js'

/** The resources of one connection. */
export function SyncedConnection({ connection }: { readonly connection: ConnectionStatus }) {
  const { connection: id, resources, drift } = connection
  const ages = new Map(drift.listings.map((each) => [each.listing, each]))
  const columns: readonly Column<ResourceStatus>[] = [
    { title: 'Resource', cell: ({ resource }) => resourceInWords(resource) },
    { title: 'State', cell: (resource) => <StateBadge state={listingState(resource, drift)} /> },
    {
      title: 'Records read',
      isFigure: true,
      cell: ({ records, backfill }) => <Read figure={records} backfill={backfill} />,
    },
    {
      title: 'Pages',
      isFigure: true,
      cell: ({ pages, backfill }) => <Read figure={pages} backfill={backfill} />,
    },
    { title: 'Complete until', cell: ({ completeUntilMs }) => <Ago at={completeUntilMs} never="not yet" /> },
    { title: 'Swept', cell: ({ resource }) => <Swept seconds={ages.get(resource)?.sweepAgeSeconds} /> },
    { title: 'What goes wrong', cell: (resource) => <Failing resource={resource} /> },
  ]
  return (
    <section aria-labelledby={`sync-${id}`}>
      <Group justify="space-between" align="baseline" mb="xs" gap="xs">
        <Title order={2} id={`sync-${id}`}>
          {id}
        </Title>
        <Text size="sm" c="dimmed">
          {summary(connection)}
        </Text>
      </Group>
      <DataTable
        label={`Resources of ${id}`}
        columns={columns}
        rows={resources}
        keyOf={({ resource }) => resource}
        empty="Reading has not begun: the poller has not taken this connection up yet."
      />
    </section>
  )
}

function summary({ resources, dueReads, newestWebhook }: ConnectionStatus): string {
  const done = resources.filter(({ backfill }) => backfill === 'done').length
  return [
    `${done} of ${resources.length} read completely`,
    dueReads === 0 ? 'nothing due to be read again' : `${count(dueReads)} entities due to be read again`,
    newestWebhook ? `newest webhook took ${count(newestWebhook.milliseconds)} ms from its arrival to its row` : 'no webhook yet',
  ].join(' · ')
}

function Read({ figure, backfill }: { readonly figure: number; readonly backfill: ResourceStatus['backfill'] }) {
  if (backfill === 'waiting') return <Unknown>not yet</Unknown>
  return <Count value={figure} permitted={backfill !== 'permission missing'} />
}

function Swept({ seconds }: { readonly seconds: number | null | undefined }) {
  return seconds === null || seconds === undefined ? (
    <Unknown>never</Unknown>
  ) : (
    <span style={{ whiteSpace: 'nowrap' }}>{duration(seconds)} ago</span>
  )
}

/** Why the newest task fails, which attempt it was, and when the next one is. */
function Failing({ resource: { failing, lastError, backfill } }: { readonly resource: ResourceStatus }) {
  const now = useNow()
  const [newest] = failing
  if (newest)
    return (
      <Text size="sm" style={{ minWidth: 220 }}>
        {newest.why}
        <Text span size="xs" c="dimmed" display="block">
          {count(newest.attempts)} {newest.attempts === 1 ? 'attempt' : 'attempts in a row'}, next{' '}
          {newest.nextTryMs <= now ? 'now' : `in ${duration((newest.nextTryMs - now) / 1000)}`}
        </Text>
      </Text>
    )
  if (backfill === 'permission missing')
    return (
      <Text size="sm" style={{ minWidth: 220 }}>
        Give the API key the permission in Greenhouse; reading begins by itself.
      </Text>
    )
  return lastError === null ? (
    <Text size="sm" c="dimmed">
      nothing
    </Text>
  ) : (
    <Text size="sm">{lastError}</Text>
  )
}
