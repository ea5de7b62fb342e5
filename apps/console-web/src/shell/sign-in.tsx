import { Button, Divider, Stack } from '@mantine/core'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { ProblemError } from '../api/problem.js'
import { useSession } from '../api/session.js'
import { ErrorNotice } from '../components/error-notice.js'
import { Entrance } from './entrance.js'
import { SignInForm } from './sign-in-form.js'

const route = getRouteApi('/sign-in')

/** Sign-in, at the company's provider or with a password, and back to where one wanted to go. */
export function SignIn() {
  const { to = '/' } = route.useSearch()
  const router = useRouter()
  const { singleSignOn, singleSignOnFailure } = useSession() ?? {}
  return (
    <Entrance title="Sign in" about="With your account of this console. An admin of it can make you one.">
      {singleSignOn && (
        <Stack gap="md" mb="md">
          <ErrorNotice error={singleSignOnFailure && new ProblemError(singleSignOnFailure)} />
          <Button component="a" href={`/api/sign-in/oidc?${new URLSearchParams({ to })}`} variant="default" fullWidth>
            Sign in with {singleSignOn.name}
          </Button>
          <Divider label="or with a password" />
        </Stack>
      )}
      <SignInForm onSignedIn={() => router.history.push(to)} />
    </Entrance>
  )
}
