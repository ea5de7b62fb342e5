import { Alert, Button, Code, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.js'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { SideDialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { notThereInWords, placeInWords, problemInWords } from './problem-in-words.js'
import { problemQuery, useRawBody } from './problem-queries.js'

interface Props {
  readonly id: string
  readonly onClose: () => void
}

/** One problem, and the raw event behind it. */
export function ShownProblem({ id, onClose }: Props) {
  const shown = useQuery(problemQuery(id))
  return (
    <SideDialog onClose={onClose} title={shown.data ? problemInWords(shown.data.problem.code) : 'Problem'}>
      <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />
      {shown.data === undefined && shown.error === null && <Skeleton height={160} />}
      {shown.data && <Detail {...shown.data} />}
    </SideDialog>
  )
}

function Detail({ problem, raw }: Schemas['ProblemDetailAnswer']) {
  const { id, code, connection, position, rawId, kind, action, seenAt, resolvedAt } = problem
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Code', <Code key="code">{code}</Code>],
    ['About', placeInWords(problem)],
    ['Connection', connection],
    ['Seen', <Ago key="seen" at={seenAt} />],
    ['Resolved', resolvedAt === null ? 'open' : <Ago key="resolved" at={resolvedAt} />],
    ['Came by', action === null ? kind : `${kind} ${action}`],
    ['Raw event', <Code key="raw">{rawId}</Code>],
    ['Place on the log', position ? `${position.topic}/${position.partition} at ${position.offset}` : 'none'],
    ...(raw.found === 'yes'
      ? ([
          ['Appended', <Ago key="appended" at={raw.appendedAt} />],
          ['Size', raw.bytes === undefined ? 'not known' : `${count(raw.bytes)} bytes`],
          ...Object.entries(raw.headers ?? {}),
        ] as const)
      : []),
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
      {raw.found === 'yes' ? <Body id={id} /> : <Alert variant="light">{notThereInWords(raw.found)}</Alert>}
      <CommandHint command={`npm run trellis -- problems show ${id}`} />
    </Stack>
  )
}

function Body({ id }: { readonly id: string }) {
  const mayLook = usePerson()?.rights.includes('raw') === true
  const body = useRawBody(id)
  return (
    <section aria-label="Body of the raw event">
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
            {body.data.body}
          </Code>
          {body.data.isCut && (
            <Text size="xs" c="dimmed" mt={4}>
              The first megabyte of {count(body.data.bytes)} bytes.
            </Text>
          )}
        </>
      )}
    </section>
  )
}
