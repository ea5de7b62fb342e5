import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Entrance } from './entrance.js'
import { SignInForm } from './sign-in-form.js'

const route = getRouteApi('/sign-in')

/** Sign-in, and back to where one wanted to go. */
export function SignIn() {
  const { to } = route.useSearch()
  const router = useRouter()
  return (
    <Entrance title="Sign in" about="With your account of this console. An admin of it can make you one.">
      <SignInForm onSignedIn={() => router.history.push(to ?? '/')} />
    </Entrance>
  )
}
