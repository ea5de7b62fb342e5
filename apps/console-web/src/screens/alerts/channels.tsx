import { Button, Group, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { StateBadge } from '../../components/state-badge.js'
import { AddChannel } from './add-channel.js'
import { KINDS } from './alert-in-words.js'
import { channelsQuery, useTestChannel, type Channel } from './alert-queries.js'
import { ChangeChannel } from './change-channel.js'
import { RemoveChannel } from './remove-channel.js'

interface Dialog {
  readonly does: 'change' | 'remove'
  readonly channel: Channel
}

/** Where alerts are sent, and how that goes; for admins. */
export function Channels() {
  const channels = useQuery(channelsQuery)
  const test = useTestChannel()
  const [isAdding, adding] = useDisclosure(false)
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const columns: readonly Column<Channel>[] = [
    {
      title: 'Channel',
      cell: ({ name, kind }) => (
        <>
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {KINDS[kind]}
          </Text>
        </>
      ),
    },
    { title: 'To', cell: ({ shown }) => shown },
    { title: 'State', cell: (channel) => <ChannelState {...channel} /> },
    { title: 'Last sent', cell: ({ lastSentAt }) => <Ago at={lastSentAt} /> },
    { title: 'Waiting', isFigure: true, cell: ({ waiting }) => count(waiting) },
    { title: 'Given up in 7 days', isFigure: true, cell: ({ givenUp }) => count(givenUp) },
    {
      title: 'What can be done',
      hidesTitle: true,
      isFigure: true,
      cell: (channel) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            loading={test.isPending && test.variables.id === channel.id}
            aria-label={`Send a test to ${channel.name}`}
            onClick={() => test.mutate(channel)}
          >
            Send a test
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Change ${channel.name}`}
            onClick={() => setDialog({ does: 'change', channel })}
          >
            Change
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Remove ${channel.name}`}
            onClick={() => setDialog({ does: 'remove', channel })}
          >
            Remove
          </Button>
        </Group>
      ),
    },
  ]
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={2} id="channels">
          Where alerts are sent
        </Title>
        <Group gap="sm">
          <CommandHint command="npm run trellis -- alerts channels" />
          <Button size="xs" onClick={adding.open}>
            Add a channel
          </Button>
        </Group>
      </Group>
      {channels.data === undefined && <ErrorNotice error={channels.error} onRetry={() => void channels.refetch()} />}
      {(channels.data !== undefined || channels.error === null) && (
        <DataTable
          label="Channels of alerts"
          columns={columns}
          rows={channels.data?.channels}
          keyOf={({ id }) => id}
          empty="Alerts are shown here alone. Add a channel, an e-mail address or a webhook, then send a test to it."
        />
      )}
      <TestResult test={test} />
      {isAdding && <AddChannel canMail={channels.data?.canMail} onClose={adding.close} />}
      {dialog?.does === 'change' && <ChangeChannel channel={dialog.channel} onClose={close} />}
      {dialog?.does === 'remove' && <RemoveChannel channel={dialog.channel} onClose={close} />}
    </>
  )
}

function ChannelState({ isPaused, lastError, lastErrorAt, waiting }: Channel) {
  if (isPaused) return <StateBadge state="paused" />
  if (lastError === null) return 'in use'
  return (
    <>
      <StateBadge state={waiting > 0 ? 'retrying' : 'needs you'} />
      <Text size="xs" c="dimmed" mt={2}>
        {lastError}, <Ago at={lastErrorAt} />
      </Text>
    </>
  )
}

/** What became of the last test. */
function TestResult({ test: { data, error, variables } }: { readonly test: ReturnType<typeof useTestChannel> }) {
  return (
    <div role="status">
      {data && (
        <Text size="sm" mt="sm">
          The test was delivered to {variables.name} <Ago at={data.deliveredAt} />. See whether it has arrived there.
        </Text>
      )}
      {error && (
        <>
          <Text size="sm" mt="sm" mb={6}>
            The test was not delivered to {variables.name}:
          </Text>
          <ErrorNotice error={error} />
        </>
      )}
    </div>
  )
}
