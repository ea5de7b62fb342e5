import { Button, Group, List, Paper, Progress, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { ToRebuild } from '../../components/to-rebuild.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { useCancelJob } from '../problems/problem-queries.js'
import type { ConnectionOne } from './connection-queries.js'
import { bytesInWords, countedOf, newestOf, purgeInWords, type CountedPurge, type RowsOfTable } from './purge-in-words.js'
import { purgeJobsQuery, usePlanPurge } from './purge-queries.js'
import { PurgeDialog } from './purge-dialog.js'

/** What a removed connection has left: counted, then erased. */
export function PurgePanel({ connection, isAdmin }: { readonly connection: ConnectionOne; readonly isAdmin: boolean }) {
  const { id } = connection
  const plans = useQuery(purgeJobsQuery('purge-plan'))
  const purges = useQuery(purgeJobsQuery('purge'))
  const planPurge = usePlanPurge(id)
  const [isOrdering, ordering] = useDisclosure(false)
  const [plan, purge] = [newestOf(plans.data?.jobs, id), newestOf(purges.data?.jobs, id)]
  const counted = countedOf(plan, purge)
  const isUnderWay = plan?.state === 'under way' || purge?.state === 'under way'
  return (
    <section aria-labelledby="purge">
      <Title order={2} size="h4" mt="xl" mb={4} id="purge">
        What it has left
      </Title>
      <Text size="sm" mb="sm">
        Removing a connection forgets its secrets. What Greenhouse sent stays on raw, and rows stay in the tables, until it is
        purged and the tables are made again.
      </Text>
      <CommandHint command={`npm run trellis -- connections purge ${id}`} />
      <ErrorNotice error={plans.error ?? purges.error} />
      {purge && <PurgeJob job={purge} isAdmin={isAdmin} />}
      {purge?.state === 'done' && <AfterPurge />}
      {plan && plan.state !== 'done' && <PurgeJob job={plan} isAdmin={isAdmin} />}
      {counted && <Counted counted={counted} />}
      <ErrorNotice error={planPurge.error} />
      {isAdmin && !isUnderWay && (
        <Group mt="md" gap="sm">
          <Button variant="default" loading={planPurge.isPending} onClick={() => planPurge.mutate()}>
            {counted ? 'Count again' : 'Count what a purge takes'}
          </Button>
          {counted && (
            <Button color="red" onClick={ordering.open}>
              Purge…
            </Button>
          )}
        </Group>
      )}
      {isOrdering && counted && <PurgeDialog connection={connection} counted={counted} onClose={ordering.close} />}
    </section>
  )
}

function PurgeJob({ job, isAdmin }: { readonly job: Schemas['JobAnswer']; readonly isAdmin: boolean }) {
  const cancel = useCancelJob(job.id)
  const isUnderWay = job.state === 'under way'
  return (
    <Paper withBorder p="sm" mt="sm" component="section" aria-label={job.kind === 'purge' ? 'The purge' : 'Counting'}>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={500} role="status">
            {purgeInWords(job)}
          </Text>
          <Text size="xs" c="dimmed">
            Ordered by {job.who} <Ago at={job.startedAt} />
          </Text>
        </div>
        {isUnderWay && isAdmin && (
          <Button
            size="xs"
            variant="default"
            disabled={job.isCancelOrdered}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </Group>
      {isUnderWay && <Progress mt="xs" value={(100 * job.done) / Math.max(1, job.total)} aria-label="Places of the log read" />}
      <ErrorNotice error={cancel.error} />
    </Paper>
  )
}

const columns: readonly Column<RowsOfTable>[] = [
  { title: 'Table', cell: ({ table }) => table },
  {
    title: 'Generation',
    cell: ({ generation, isCurrent }) => (isCurrent ? `${generation}, current` : String(generation)),
  },
  { title: 'Rows', isFigure: true, cell: ({ rows }) => count(rows) },
]

function Counted({ counted }: { readonly counted: CountedPurge }) {
  const { rawEvents, webhooks, bytes, problems, tables, countedAt } = counted
  return (
    <>
      <List size="sm" spacing={4} mt="md">
        <List.Item>
          Erased from raw: <strong>{count(rawEvents)}</strong> events, {count(webhooks)} of them webhooks, {bytesInWords(bytes)}
        </List.Item>
        <List.Item>Forgotten: {count(problems)} problems</List.Item>
        <List.Item>
          Left to the next rebuild and to <b>rebuild drop</b>: the rows below
        </List.Item>
        <List.Item>
          Counted <Ago at={countedAt} />
        </List.Item>
      </List>
      <DataTable
        label="Rows of the connection"
        columns={columns}
        rows={tables}
        keyOf={({ generation, table }) => `${generation} ${table}`}
        empty="No table has a row of it."
      />
    </>
  )
}

function AfterPurge() {
  return (
    <>
      <List size="sm" spacing={4} my="sm">
        <List.Item>Kafka takes the bytes off its disks when it compacts, within seven days and the age of a segment</List.Item>
        <List.Item>The canonical topics forget by themselves, within four weeks</List.Item>
        <List.Item>Exports and back-ups that were made before still hold the events</List.Item>
        <List.Item>Rows go with the next rebuild, which passes removed connections over</List.Item>
      </List>
      <ToRebuild />
    </>
  )
}
