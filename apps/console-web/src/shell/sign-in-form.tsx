import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Person } from '../api/session.js'
import { useSignIn } from '../api/session.js'
import { ErrorNotice } from '../components/error-notice.js'
import { isEmail } from './is-email.js'

interface Props {
  /** Whose password alone is asked for. */
  readonly email?: string
  readonly onSignedIn: (person: Person | null) => void
}

/** Asks for e-mail address and password. */
export function SignInForm({ email, onSignedIn }: Props) {
  const signIn = useSignIn()
  const form = useForm({
    initialValues: { email: email ?? '', password: '' },
    validate: {
      email: (value) => (isEmail(value) ? null : 'Enter your e-mail address'),
      password: (value) => (value === '' ? 'Enter your password' : null),
    },
  })
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) => signIn.mutate(values, { onSuccess: ({ person }) => onSignedIn(person) }))}
    >
      <Stack gap="md">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          readOnly={email !== undefined}
          data-autofocus={email === undefined || undefined}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          data-autofocus={email !== undefined || undefined}
          {...form.getInputProps('password')}
        />
        <ErrorNotice error={signIn.error} />
        <Button type="submit" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
