import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldFaults } from '../../api/problem.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { KINDS, targetTyped } from './alert-in-words.js'
import { useAddChannel, useTestChannel, type Channel } from './alert-queries.js'
import { TargetFields } from './target-fields.js'

interface Props {
  /** Undefined until it is known. */
  readonly canMail: boolean | undefined
  readonly onClose: () => void
}

interface Values {
  name: string
  kind: Channel['kind']
  to: string
  url: string
  secret: string
}

/** Adds a channel, then offers a test of it. */
export function AddChannel({ canMail, onClose }: Props) {
  const add = useAddChannel()
  const form = useForm<Values>({
    initialValues: { name: '', kind: canMail === true ? 'email' : 'webhook', to: '', url: '', secret: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter a name' : null),
      to: (value, { kind }) => (kind === 'email' && value.trim() === '' ? 'Enter an address' : null),
      url: (value, { kind }) => (kind !== 'email' && value.trim() === '' ? 'Enter the address' : null),
    },
  })
  const { kind } = form.values
  if (add.data) return <Added channel={add.data} onClose={onClose} />
  return (
    <Dialog onClose={onClose} title="Add a channel" closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ name, ...typed }) =>
          add.mutate(
            { name: name.trim(), kind, ...targetTyped(kind, typed) },
            { onError: (error) => form.setErrors(fieldFaults(error)) },
          ),
        )}
      >
        <Stack>
          <NativeSelect
            label="Kind"
            data={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
            {...form.getInputProps('kind')}
          />
          {kind === 'email' && canMail === false && (
            <Text size="sm">No mail server is set up: SMTP_URL and ALERT_FROM of the console name one.</Text>
          )}
          <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <TargetFields kind={kind} inputOf={(field) => form.getInputProps(field)} />
          <ErrorNotice error={add.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function Added({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const test = useTestChannel()
  return (
    <Dialog onClose={onClose} title={`${channel.name} is added`} closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">What is open now is sent to it within seconds. A test shows whether messages arrive.</Text>
        {test.data && (
          <Text size="sm" role="status">
            The test was delivered to {channel.shown}. See whether it has arrived there.
          </Text>
        )}
        <ErrorNotice error={test.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
          <Button loading={test.isPending} onClick={() => test.mutate(channel)} data-autofocus>
            Send a test
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
