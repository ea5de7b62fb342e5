import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldFaults } from '../../api/problem.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { channelChange } from './alert-in-words.js'
import { useChangeChannel, type Channel } from './alert-queries.js'
import { TargetFields } from './target-fields.js'

/** Changes name or address of a channel, or pauses it. */
export function ChangeChannel({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const change = useChangeChannel(channel.id)
  const form = useForm({
    initialValues: { name: channel.name, isPaused: channel.isPaused, to: '', url: '', secret: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter a name' : null),
      url: (value, { secret }) =>
        secret !== '' && value.trim() === '' ? 'Enter the address again, together with its secret' : null,
    },
  })
  const wanted = channelChange(channel, form.values)
  return (
    <Dialog onClose={onClose} title={`Change ${channel.name}`} closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={form.onSubmit(() =>
          change.mutate(wanted, { onSuccess: onClose, onError: (error) => form.setErrors(fieldFaults(error)) }),
        )}
      >
        <Stack>
          <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <Switch
            label="Paused"
            description="Nothing is sent to it meanwhile. Once it goes on, it is sent what is open then."
            {...form.getInputProps('isPaused', { type: 'checkbox' })}
          />
          <TargetFields kind={channel.kind} kept={channel.shown} inputOf={(field) => form.getInputProps(field)} />
          <ErrorNotice error={change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={Object.keys(wanted).length === 1} loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
