import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { statusQuery } from '../../api/status-query.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { SyncedConnection } from './synced-connection.js'
import { DataTable } from '../../components/data-table.js'

/** How far each resource of each connection has come. */
export function Sync() {
  const status = useQuery(statusQuery)
  return (
    <>
      <PageHeader
        title="Sync"
        about="What has been read from Greenhouse, and how fresh it is."
        aside={
          <>
            <RefreshAge query={status} />
            <CommandHint command="npm run trellis -- status" />
          </>
        }
      />
      {status.data === undefined && <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />}
      {status.data === undefined && status.error === null && <Skeleton height={240} radius="lg" aria-busy="true" />}
      <Stack gap="xl">
        {status.data?.connections.map((connection) => (
          <SyncedConnection key={connection.connection} connection={connection} />
        ))}
      </Stack>
      {status.data?.connections.length === 0 && (
        <DataTable
          label="Resources"
          columns={[]}
          rows={[]}
          keyOf={() => ''}
          empty="Nothing is connected yet, so nothing is read."
        />
      )}
    </>
  )
}
