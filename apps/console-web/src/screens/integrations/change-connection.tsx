import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldFaults } from '../../api/problem.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useChangeConnection, type ConnectionOne } from './connection-queries.js'
import { CREDENTIAL_FAULTS } from './credentials.js'
import { SaveAnyway } from './save-anyway.js'

interface Values {
  name: string
  actingUserId: string
}

/** Name and acting user. Its id stays: it stands in addresses. */
export function ChangeConnection({ connection, onClose }: { readonly connection: ConnectionOne; readonly onClose: () => void }) {
  const change = useChangeConnection(connection.id)
  const form = useForm<Values>({
    initialValues: { name: connection.name, actingUserId: connection.actingUserId ?? '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter a name' : null),
      actingUserId: CREDENTIAL_FAULTS.actingUserId,
    },
  })
  const save =
    (saveAnyway: boolean) =>
    ({ name, actingUserId }: Values) =>
      change.mutate(
        {
          type: 'change',
          body: {
            ...{ version: connection.version, name: name.trim(), saveAnyway },
            actingUserId: actingUserId.trim() === '' ? null : actingUserId.trim(),
          },
        },
        { onSuccess: onClose, onError: (error) => form.setErrors(fieldFaults(error)) },
      )
  return (
    <Dialog onClose={onClose} title="Edit the connection" closeOnClickOutside={false}>
      <form noValidate onSubmit={form.onSubmit(save(false))}>
        <Stack>
          <TextInput label="Name" data-autofocus maxLength={80} autoComplete="off" {...form.getInputProps('name')} />
          <TextInput
            label="Acting user"
            description="The ID of a Site Admin. Greenhouse is asked first whether it knows that user."
            inputMode="numeric"
            autoComplete="off"
            {...form.getInputProps('actingUserId')}
          />
          <ErrorNotice error={change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <SaveAnyway error={change.error} isPending={change.isPending} onClick={() => form.onSubmit(save(true))()} />
            <Button type="submit" loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
