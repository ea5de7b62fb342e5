import { Button, Group, Text, Title } from '@mantine/core'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { Count } from '../../components/count.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { duration } from '../../components/in-words.js'
import { Unknown } from '../../components/unknown.js'
import { resourceInWords } from '../sync/resource-in-words.js'
import { findingInWords, isDiffering, isSweepOpen, openAuditInWords } from './audit-in-words.js'
import { useAudit, useSweep, type ConnectionCompleteness, type Listing } from './completeness-queries.js'
import { HeldRemoval } from './held-removal.js'

const COLUMNS: readonly Column<Listing>[] = [
  { title: 'Resource', cell: ({ listing }) => resourceInWords(listing) },
  { title: 'Last sweep', cell: (listing) => <Swept listing={listing} /> },
  {
    title: 'May be gone',
    isFigure: true,
    cell: ({ suspects, sweepAgeSeconds, isPermitted }) => (
      <Count value={sweepAgeSeconds === null && suspects === 0 ? null : suspects} permitted={isPermitted !== false} />
    ),
  },
  { title: 'Last audit', cell: ({ lastAudit }) => <Ago at={lastAudit?.finishedAt} never="never" /> },
  { title: 'In Greenhouse', isFigure: true, cell: ({ lastAudit }) => <Audited lastAudit={lastAudit} figure="inGreenhouse" /> },
  { title: 'In the tables', isFigure: true, cell: ({ lastAudit }) => <Audited lastAudit={lastAudit} figure="inTables" /> },
  {
    title: 'It found',
    cell: ({ lastAudit }) =>
      lastAudit ? (
        <Text span size="sm" c={isDiffering(lastAudit) ? 'var(--mantine-color-error)' : undefined}>
          {findingInWords(lastAudit)}
          {lastAudit.examples.length > 0 && ` (such as ${lastAudit.examples.join(', ')})`}
        </Text>
      ) : (
        <Unknown>not compared yet</Unknown>
      ),
  },
]

/** Sweeps, audits and held removals of one connection. */
export function CompleteConnection({ completeness }: { readonly completeness: ConnectionCompleteness }) {
  const { connection, listings, held } = completeness
  const isAdmin = usePerson()?.role === 'admin'
  const sweep = useSweep(connection)
  const audit = useAudit(connection)
  const open = openAuditInWords(completeness)
  const isSwept = isSweepOpen(listings)
  return (
    <section aria-labelledby={`complete-${connection}`}>
      <Group justify="space-between" mb="xs" gap="sm">
        <Title order={2} id={`complete-${connection}`}>
          {connection}
        </Title>
        {isAdmin && (
          <Group gap="xs">
            <Button size="xs" variant="default" disabled={isSwept} loading={sweep.isPending} onClick={() => sweep.mutate()}>
              {isSwept ? 'A sweep is ordered' : 'Sweep now'}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={open !== undefined}
              loading={audit.isPending}
              onClick={() => audit.mutate()}
            >
              {open === undefined ? 'Audit now' : 'An audit is ordered'}
            </Button>
          </Group>
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="sm" role="status">
        {open ?? 'No audit is under way.'}
      </Text>
      <ErrorNotice error={sweep.error ?? audit.error} />
      {held.map((each) => (
        <HeldRemoval key={each.resource} connection={connection} held={each} isAdmin={isAdmin} />
      ))}
      <DataTable
        label={`Completeness of ${connection}`}
        columns={COLUMNS}
        rows={listings}
        keyOf={({ listing }) => listing}
        empty="Reading has not begun: the poller has not taken this connection up yet."
      />
    </section>
  )
}

function Swept({ listing: { sweep, sweepAgeSeconds, isPermitted } }: { readonly listing: Listing }) {
  if (isPermitted === false) return <Unknown>no permission</Unknown>
  const last = sweepAgeSeconds === null ? <Unknown>never</Unknown> : <>{duration(sweepAgeSeconds)} ago</>
  if (sweep === 'waiting') return last
  return (
    <>
      {last}, {sweep === 'under way' ? 'one is under way' : 'one is ordered'}
    </>
  )
}

function Audited({ lastAudit, figure }: Pick<Listing, 'lastAudit'> & { readonly figure: 'inGreenhouse' | 'inTables' }) {
  return <Count value={lastAudit === null || lastAudit.notAsked !== null ? null : lastAudit[figure]} />
}
