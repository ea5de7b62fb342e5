import { Alert, Button, Container, Group, Stack, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client.js'
import { fieldFaults } from '../../api/problem.js'
import { sessionNow } from '../../api/session.js'
import { ErrorNotice } from '../../components/error-notice.js'
import classes from '../integrations/connect.module.css'
import { CredentialFields } from '../integrations/credential-fields.js'
import { CREDENTIAL_FAULTS, credentialsGiven, NO_CREDENTIALS, type CredentialValues } from '../integrations/credentials.js'
import { GreenhouseGuide } from '../integrations/greenhouse-guide.js'
import { SaveAnyway } from '../integrations/save-anyway.js'

/** The step in Greenhouse, for a colleague who was sent a link. */
export function HandOver() {
  const [token] = useState(() => window.location.hash.slice(1))
  const opened = useQuery({
    queryKey: ['hand-over', token],
    queryFn: async () => {
      // What changes something carries the token of a session, also where no one is signed in.
      await sessionNow()
      return answer(api.POST('/api/hand-over', { body: { token } }))
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return (
    <Container size="lg" py="xl" component="main">
      <title>Connect Greenhouse · Trellis</title>
      <Title order={1} mb="xs">
        Connect Greenhouse
      </Title>
      <ErrorNotice error={opened.error} />
      {opened.data && <Step token={token} link={opened.data} />}
    </Container>
  )
}

function Step({ token, link }: { readonly token: string; readonly link: Schemas['HandOverAnswer'] }) {
  const give = useMutation({
    mutationFn: (body: Schemas['HandOverCredentialsBody']) => answer(api.POST('/api/hand-over/credentials', { body })),
  })
  const form = useForm<CredentialValues>({ initialValues: NO_CREDENTIALS, validate: CREDENTIAL_FAULTS })
  const save = (saveAnyway: boolean) => (values: CredentialValues) =>
    give.mutate({ token, ...credentialsGiven(values), saveAnyway }, { onError: (error) => form.setErrors(fieldFaults(error)) })
  if (give.isSuccess)
    return (
      <Alert role="status" variant="light" color="green" title="Thank you: Greenhouse is connected" mt="md">
        You can close this page. The link does not work again.
      </Alert>
    )
  return (
    <>
      <Text c="dimmed" mb="lg">
        {link.madeBy} asks you for the credentials of “{link.connection}”. The link works until{' '}
        {new Date(link.expiresAt).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })}.
      </Text>
      <div className={classes.columns}>
        <GreenhouseGuide />
        <form noValidate onSubmit={form.onSubmit(save(false))} aria-label="The credentials">
          <Stack>
            <CredentialFields form={form} />
            <ErrorNotice error={give.error} />
            <Group>
              <Button type="submit" loading={give.isPending}>
                Save
              </Button>
              <SaveAnyway error={give.error} isPending={give.isPending} onClick={() => form.onSubmit(save(true))()} />
            </Group>
          </Stack>
        </form>
      </div>
    </>
  )
}
