import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { completenessQuery } from './completeness-queries.js'
import { CompleteConnection } from './complete-connection.js'

/** Whether the tables hold what Greenhouse holds, and what waits for a person. */
export function Completeness() {
  const completeness = useQuery(completenessQuery)
  return (
    <>
      <PageHeader
        title="Completeness"
        about="Sweeps list everything and find what is gone; audits compare every cell with Greenhouse, and change nothing."
        aside={
          <>
            <RefreshAge query={completeness} />
            <CommandHint command="npm run trellis -- audit" />
          </>
        }
      />
      {completeness.data === undefined && <ErrorNotice error={completeness.error} onRetry={() => void completeness.refetch()} />}
      <Stack gap="xl">
        {completeness.data?.connections.map((each) => (
          <CompleteConnection key={each.connection} completeness={each} />
        ))}
      </Stack>
      {completeness.data?.connections.length === 0 && (
        <Text c="dimmed">Nothing is connected yet, so there is nothing to compare.</Text>
      )}
    </>
  )
}
