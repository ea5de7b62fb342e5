import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import type { ConnectionOne } from './connection-queries.js'
import type { CountedPurge } from './purge-in-words.js'
import { usePurge } from './purge-queries.js'

interface Props {
  readonly connection: ConnectionOne
  readonly counted: CountedPurge
  readonly onClose: () => void
}

/** Orders the purge that was counted, once the name of the connection was typed. */
export function PurgeDialog({ connection: { id, name }, counted, onClose }: Props) {
  const purge = usePurge(id)
  const [typed, setTyped] = useState('')
  return (
    <Dialog onClose={onClose} title={`Purge ${name}?`} closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === name) purge.mutate({ plan: counted.job, name: typed }, { onSuccess: onClose })
        }}
      >
        <Stack>
          <Text size="sm">
            <strong>{count(counted.rawEvents)}</strong> raw events are erased, and {count(counted.problems)} problems are
            forgotten. Nothing can bring them back but an export that was made before.
          </Text>
          <CommandHint command={`npm run trellis -- connections purge ${id} --yes ${id}`} />
          <TextInput
            label={`Type ${name} to purge it`}
            data-autofocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorNotice error={purge.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red" disabled={typed !== name} loading={purge.isPending}>
              Purge
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
