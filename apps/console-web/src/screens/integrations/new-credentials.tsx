import { Button, Group, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldFaults } from '../../api/problem.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useChangeConnection, useCheckPermissions, type ConnectionOne } from './connection-queries.js'
import { CredentialFields } from './credential-fields.js'
import { CREDENTIAL_FAULTS, credentialsGiven, NO_CREDENTIALS, type CredentialValues } from './credentials.js'
import { SaveAnyway } from './save-anyway.js'

/** Other credentials, in the place of those that are kept. */
export function NewCredentials({ connection, onClose }: { readonly connection: ConnectionOne; readonly onClose: () => void }) {
  const change = useChangeConnection(connection.id)
  const check = useCheckPermissions(connection.id)
  const form = useForm<CredentialValues>({
    initialValues: { ...NO_CREDENTIALS, actingUserId: connection.actingUserId ?? '' },
    validate: CREDENTIAL_FAULTS,
  })
  const save = (saveAnyway: boolean) => (values: CredentialValues) =>
    change.mutate(
      { type: 'credentials', body: { ...credentialsGiven(values), saveAnyway, version: connection.version } },
      {
        onError: (error) => form.setErrors(fieldFaults(error)),
        onSuccess: () => {
          check.mutate()
          onClose()
        },
      },
    )
  return (
    <Dialog onClose={onClose} title="New credentials" closeOnClickOutside={false}>
      <form noValidate onSubmit={form.onSubmit(save(false))}>
        <Stack>
          {connection.hasCredentials && (
            <Text size="sm">
              Make them in Greenhouse beside the old ones. They are tried first; the old ones are used until they are saved.
            </Text>
          )}
          <CredentialFields form={form} />
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
