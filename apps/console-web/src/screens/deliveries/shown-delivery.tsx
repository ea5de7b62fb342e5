import { Alert, Button, Code, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.js'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { SideDialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { Unknown } from '../../components/unknown.js'
import { ROW_STATES } from './delivery-in-words.js'
import { deliveryQuery, useDeliveryBody } from './delivery-queries.js'
import { Outcome } from './outcome.js'

interface Props {
  readonly connection: string
  readonly id: string
  readonly onClose: () => void
}

const ROWS: readonly Column<Schemas['RowOfDeliveryAnswer']>[] = [
  { title: 'Resource', cell: ({ resource }) => resource },
  { title: 'Id', cell: ({ key }) => key },
  { title: 'Says', cell: ({ type }) => (type === 'removed' ? 'that it is gone' : 'how it is') },
  { title: 'Now', cell: ({ state }) => ROW_STATES[state] },
]

/** One webhook, and what it made of the tables. */
export function ShownDelivery({ connection, id, onClose }: Props) {
  const shown = useQuery(deliveryQuery(connection, id))
  return (
    <SideDialog onClose={onClose} title={shown.data?.delivery.event ?? 'Webhook'}>
      <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />
      {shown.data === undefined && shown.error === null && <Skeleton height={160} />}
      {shown.data && <Detail connection={connection} shown={shown.data} />}
    </SideDialog>
  )
}

function Detail({ connection, shown }: { readonly connection: string; readonly shown: Schemas['DeliveryDetailAnswer'] }) {
  const { delivery, raw, rows, more } = shown
  const { id, arrivedAt, event, endpoint, delivery: greenhouseId, rawId, bytes, outcome, events, problems, position } = delivery
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Arrived', <Ago key="arrived" at={arrivedAt} />],
    ['Signature', 'right: others are refused'],
    ['Event', event ?? <Unknown key="event">none that its body names</Unknown>],
    ['By the URL of', endpoint ?? 'every event'],
    ['What became of it', <Outcome key="outcome" outcome={outcome} />],
    ['Entities, problems', `${count(events)}, ${count(problems)}`],
    ['Size', `${count(bytes)} bytes`],
    ['Greenhouse’s id', greenhouseId ?? <Unknown key="id">none</Unknown>],
    ['Raw event', <Code key="raw">{rawId}</Code>],
    ['Place on the log', `${position.topic}/${position.partition} at ${position.offset}`],
  ]
  return (
    <Stack>
      <Table fz="sm" layout="fixed">
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="34%" fw={500} c="dimmed">
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {raw === 'gone' ? (
        <Alert variant="light">Its body is not on the log any more, so neither the body nor the rows it made can be shown.</Alert>
      ) : (
        <>
          <section aria-label="Rows that it made">
            <Title order={3} mb={4}>
              Rows that it made
            </Title>
            <DataTable
              label="Rows that it made"
              columns={ROWS}
              rows={rows}
              keyOf={({ resource, key, type }) => `${resource} ${key} ${type}`}
              empty="It mentions nothing that has a table."
            />
            {more > 0 && (
              <Text size="xs" c="dimmed" mt={4}>
                And {count(more)} more.
              </Text>
            )}
          </section>
          <Body connection={connection} id={id} />
        </>
      )}
    </Stack>
  )
}

function Body({ connection, id }: { readonly connection: string; readonly id: string }) {
  const mayLook = usePerson()?.rights.includes('raw') === true
  const body = useDeliveryBody(connection, id)
  return (
    <section aria-label="Body of the webhook">
      <Title order={3} mb={4}>
        Body, as Greenhouse sent it
      </Title>
      {!body.data && (
        <Text size="sm" c="dimmed" mb="xs">
          {mayLook
            ? 'It holds personal data. Who looks at it is written into the audit trail.'
            : 'Not shown: your account lacks the right to raw bodies. An admin can give it under People and roles.'}
        </Text>
      )}
      <ErrorNotice error={body.error} />
      {mayLook && !body.data && (
        <Button size="xs" variant="default" loading={body.isPending} onClick={() => body.mutate()}>
          Show the body
        </Button>
      )}
      {body.data && (
        <>
          <Code block style={{ maxHeight: 360, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} tabIndex={0}>
            {body.data.text}
          </Code>
          {!body.data.isWhole && (
            <Text size="xs" c="dimmed" mt={4}>
              Only its first 256 KB.
            </Text>
          )}
        </>
      )}
    </section>
  )
}
