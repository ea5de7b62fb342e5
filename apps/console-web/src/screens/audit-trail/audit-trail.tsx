import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { actInWords, argumentsInWords } from './act-in-words.js'
import { actsQuery } from './acts-query.js'

type Act = Schemas['ActAnswer']

const OUTCOMES: Readonly<Record<Act['outcome'], string>> = { begun: 'begun, no end known', done: 'done', failed: 'failed' }

const COLUMNS: readonly Column<Act>[] = [
  { title: 'When', cell: ({ at }) => <Ago at={at} /> },
  { title: 'Who', cell: ({ who }) => who },
  {
    title: 'What',
    cell: ({ what }) => (
      <span title={what} style={{ whiteSpace: 'nowrap' }}>
        {actInWords(what)}
      </span>
    ),
  },
  {
    title: 'With',
    cell: (act) => (
      <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere', minWidth: 180 }}>
        {argumentsInWords(act.arguments)}
      </Text>
    ),
  },
  { title: 'From', cell: ({ arguments: { from } }) => (typeof from === 'string' ? from : 'command line') },
  {
    title: 'Outcome',
    cell: ({ outcome }) => (
      <Text size="sm" span c={outcome === 'failed' ? 'var(--mantine-color-error)' : undefined}>
        {OUTCOMES[outcome]}
      </Text>
    ),
  },
]

/** Who did what, the newest first. */
export function AuditTrail() {
  const acts = useInfiniteQuery(actsQuery)
  return (
    <>
      <PageHeader
        title="Audit trail"
        about="Everything that people ordered or changed, here and on the command line. It can be added to, and not altered."
        aside={<CommandHint command="npm run trellis -- audit-log" />}
      />
      <ErrorNotice error={acts.error} onRetry={() => void acts.refetch()} />
      {(acts.data !== undefined || acts.error === null) && (
        <DataTable
          label="Acts, the newest first"
          columns={COLUMNS}
          rows={acts.data?.pages.flatMap((page) => page.acts)}
          keyOf={({ id }) => id}
          empty="Nobody has done anything yet."
        />
      )}
      {acts.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>
            Show older ones
          </Button>
        </Group>
      )}
    </>
  )
}
