import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useChangeConnection, type ConnectionOne } from './connection-queries.js'

/** Removes a connection, once its id was typed. */
export function RemoveConnection({ connection, onClose }: { readonly connection: ConnectionOne; readonly onClose: () => void }) {
  const { id, name } = connection
  const change = useChangeConnection(id)
  const [typed, setTyped] = useState('')
  return (
    <Dialog onClose={onClose} title={`Remove ${name}?`} closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === id) change.mutate({ type: 'remove' }, { onSuccess: onClose })
        }}
      >
        <Stack>
          <Text size="sm">
            Its secrets are deleted, Greenhouse is not asked any more, and its webhooks are refused. This cannot be taken back,
            and its ID is never used again. What was read stays until it is purged; this page then counts first what that takes.
          </Text>
          <CommandHint command={`npm run trellis -- connections remove ${id}`} />
          <TextInput
            label={`Type ${id} to remove it`}
            data-autofocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorNotice error={change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red" disabled={typed !== id} loading={change.isPending}>
              Remove
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
