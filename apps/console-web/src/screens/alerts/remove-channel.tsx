import { Button, Group, Stack, Text } from '@mantine/core'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useRemoveChannel, type Channel } from './alert-queries.js'

/** Removes a channel, once a person has said so. */
export function RemoveChannel({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const { id, name, shown } = channel
  const remove = useRemoveChannel(id)
  return (
    <Dialog onClose={onClose} title={`Remove ${name}?`} closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">
          Alerts are not sent to {shown} any more, and what waits to be sent there is dropped. Its address is forgotten: to have
          it back it has to be entered again.
        </Text>
        <CommandHint command={`npm run trellis -- alerts remove ${id}`} />
        <ErrorNotice error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: onClose })}>
            Remove
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
