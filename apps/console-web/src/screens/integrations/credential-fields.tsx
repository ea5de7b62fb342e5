import { PasswordInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { CredentialValues } from './credentials.js'

/** The three things that are pasted from Greenhouse. */
export function CredentialFields<Values extends CredentialValues>({ form }: { readonly form: UseFormReturnType<Values> }) {
  return (
    <>
      <TextInput label="Client ID" autoComplete="off" spellCheck={false} {...form.getInputProps('clientId')} />
      <PasswordInput
        label="Secret"
        description="It is kept encrypted, and never shown again."
        autoComplete="new-password"
        {...form.getInputProps('clientSecret')}
      />
      <TextInput
        label="Acting user"
        description="The ID of a Site Admin whose view of Greenhouse is read. Without one, the credential’s own user acts."
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('actingUserId')}
      />
    </>
  )
}
