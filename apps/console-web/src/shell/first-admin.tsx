import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRouter } from '@tanstack/react-router'
import { fieldFaults } from '../api/problem.js'
import { useMakeFirstAdmin } from '../api/session.js'
import { ErrorNotice } from '../components/error-notice.js'
import { Entrance } from './entrance.js'
import { isEmail } from './is-email.js'
import { MIN_PASSWORD, passwordFault } from './password-fault.js'

/** Makes the first account, by the token that the console printed at its start. */
export function FirstAdmin() {
  const make = useMakeFirstAdmin()
  const router = useRouter()
  const form = useForm({
    initialValues: { token: '', name: '', email: '', password: '' },
    validate: {
      token: (value) => (value.trim() === '' ? 'Paste the token' : null),
      name: (value) => (value.trim() === '' ? 'Enter your name' : null),
      email: (value) => (isEmail(value) ? null : 'Enter your e-mail address'),
      password: passwordFault,
    },
    transformValues: ({ token, name, email, password }) => ({
      token: token.trim(),
      name: name.trim(),
      email: email.trim(),
      password,
    }),
  })
  return (
    <Entrance
      title="Set up the console"
      about="You make the first admin account. The token was printed where Trellis was started; it works once."
    >
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          make.mutate(values, {
            onSuccess: () => router.history.push('/integrations'),
            onError: (error) => form.setErrors(fieldFaults(error)),
          }),
        )}
      >
        <Stack gap="md">
          <TextInput
            label="One-time token"
            description="From the output of npm start, or the log of the console"
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('token')}
          />
          <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
          <PasswordInput
            label="Password"
            description={`At least ${MIN_PASSWORD} characters`}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <ErrorNotice error={make.error} />
          <Button type="submit" fullWidth loading={make.isPending}>
            Make the account and sign in
          </Button>
        </Stack>
      </form>
    </Entrance>
  )
}
