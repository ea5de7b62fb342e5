import { Button, Group } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { Unknown } from '../../components/unknown.js'
import { lastedInWords, SEVERITIES } from './alert-in-words.js'
import { pastAlertsQuery, type Alert } from './alert-queries.js'

const PAST: readonly Column<Alert>[] = [
  { title: 'What', cell: ({ title }) => title },
  { title: 'Severity', cell: ({ severity }) => SEVERITIES[severity].word },
  {
    title: 'Connection',
    cell: ({ connection, connectionName }) => connectionName ?? connection ?? <Unknown>the whole installation</Unknown>,
  },
  { title: 'Over', cell: ({ recoveredAt }) => <Ago at={recoveredAt} /> },
  { title: 'Lasted', isFigure: true, cell: (alert) => lastedInWords(alert) },
]

/** What was wrong, the newest first. */
export function PastAlerts() {
  const past = useInfiniteQuery(pastAlertsQuery)
  return (
    <>
      {past.data === undefined && <ErrorNotice error={past.error} onRetry={() => void past.refetch()} />}
      {(past.data !== undefined || past.error === null) && (
        <DataTable
          label="Alerts that are over, the newest first"
          columns={PAST}
          rows={past.data?.pages.flatMap(({ alerts }) => alerts)}
          keyOf={({ id }) => id}
          empty="Within ninety days there was none."
        />
      )}
      {past.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
            Show older ones
          </Button>
        </Group>
      )}
    </>
  )
}
