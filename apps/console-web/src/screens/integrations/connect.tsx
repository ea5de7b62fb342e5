import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useNavigate } from '@tanstack/react-router'
import { answer, api } from '../../api/client.js'
import { fieldFaults } from '../../api/problem.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import type { SwitchName } from '../privacy/privacy-in-words.js'
import classes from './connect.module.css'
import { useConnect } from './connection-queries.js'
import { CredentialFields } from './credential-fields.js'
import { CREDENTIAL_FAULTS, credentialsGiven, NO_CREDENTIALS, type CredentialValues } from './credentials.js'
import { GreenhouseGuide } from './greenhouse-guide.js'
import { PrivacyFields } from './privacy-fields.js'
import { SaveAnyway } from './save-anyway.js'

interface Values extends CredentialValues {
  name: string
  leaveOut: readonly SwitchName[]
}

const isEmpty = ({ clientId, clientSecret }: CredentialValues): boolean => clientId.trim() === '' && clientSecret.trim() === ''

/** Greenhouse is connected: its own path on the left, the form on the right. */
export function Connect() {
  const connect = useConnect()
  const navigate = useNavigate()
  const form = useForm<Values>({
    initialValues: { name: 'Greenhouse', leaveOut: [], ...NO_CREDENTIALS },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter a name' : null),
      clientId: (value, values) => (isEmpty(values) ? null : CREDENTIAL_FAULTS.clientId(value)),
      clientSecret: (value, values) => (isEmpty(values) ? null : CREDENTIAL_FAULTS.clientSecret(value)),
      actingUserId: CREDENTIAL_FAULTS.actingUserId,
    },
  })
  // The answers are on the connection's own page, where it can be asked again, too.
  const open = async (id: string, hasCredentials: boolean): Promise<void> => {
    const params = { path: { id } }
    if (hasCredentials) await answer(api.POST('/api/connections/{id}/permissions/check', { params })).catch(() => undefined)
    await navigate({ to: '/integrations/greenhouse/$id', params: { id } })
  }
  const save = (saveAnyway: boolean) => (values: Values) => {
    const { actingUserId, ...credentials } = credentialsGiven(values)
    const given = isEmpty(values) ? {} : { ...credentials, saveAnyway }
    connect.mutate(
      { name: values.name.trim(), actingUserId, leaveOut: [...values.leaveOut], ...given },
      {
        onError: (error) => form.setErrors(fieldFaults(error)),
        onSuccess: ({ id, hasCredentials }) => void open(id, hasCredentials),
      },
    )
  }
  return (
    <>
      <PageHeader
        title="Connect Greenhouse"
        about="Trellis reads Greenhouse Recruiting with a credential that you make there."
        aside={<CommandHint command="npm run trellis -- connections register" />}
      />
      <div className={classes.columns}>
        <GreenhouseGuide />
        <form noValidate onSubmit={form.onSubmit(save(false))} aria-label="The connection">
          <Stack>
            <TextInput
              label="Name"
              description="As you call this account. It also becomes part of the addresses for webhooks."
              maxLength={80}
              autoComplete="off"
              {...form.getInputProps('name')}
            />
            <Text size="sm" c="dimmed">
              Does a colleague manage Greenhouse? Save with the name alone; the next page makes a link that shows only this step.
            </Text>
            <CredentialFields form={form} />
            <PrivacyFields leaveOut={form.values.leaveOut} onChange={(leaveOut) => form.setFieldValue('leaveOut', leaveOut)} />
            <ErrorNotice error={connect.error} />
            <Group>
              <Button type="submit" loading={connect.isPending}>
                {isEmpty(form.values) ? 'Save without credentials' : 'Save'}
              </Button>
              <SaveAnyway error={connect.error} isPending={connect.isPending} onClick={() => form.onSubmit(save(true))()} />
              <Button variant="subtle" component={Link} to="/integrations">
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      </div>
    </>
  )
}
