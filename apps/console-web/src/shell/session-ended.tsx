import { Button, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { queryClient } from '../api/query-client.js'
import { usePerson } from '../api/session.js'
import { SignInForm } from './sign-in-form.js'

/** Asks for the password over the screen once the session has ended: the screen stays as it is, with all that was typed. */
export function SessionEnded() {
  const person = usePerson()
  // Who was signed in when the screen was opened. Another person gets a page of their own.
  const [before] = useState(person)
  if (!before) return null
  return (
    <Modal
      opened={person === null}
      onClose={() => undefined}
      // Over whatever dialog is open.
      zIndex={1000}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Your session has ended"
    >
      <Text c="dimmed" mb="md">
        Sign in to go on where you were. What you typed is still there.
      </Text>
      <SignInForm email={before.email} onSignedIn={() => void queryClient.invalidateQueries()} />
      <Button variant="subtle" fullWidth mt="xs" onClick={() => window.location.assign('/sign-in')}>
        Sign in with another account
      </Button>
    </Modal>
  )
}
