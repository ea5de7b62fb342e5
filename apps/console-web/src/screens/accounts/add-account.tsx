import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { fieldFaults } from '../../api/problem.js'
import { CopyField } from '../../components/copy-field.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { isEmail } from '../../shell/is-email.js'
import { useAddAccount } from './account-queries.js'
import { firstPassword } from './first-password.js'
import { RoleFields } from './role-fields.js'
import type { Right, Role } from './rights.js'

interface Values {
  name: string
  email: string
  role: Role
  rights: Right[]
}

/** Makes an account, and shows its first password once. */
export function AddAccount({ onClose }: { readonly onClose: () => void }) {
  const add = useAddAccount()
  const [password] = useState(() => firstPassword((bytes) => crypto.getRandomValues(bytes)))
  const form = useForm<Values>({
    initialValues: { name: '', email: '', role: 'viewer', rights: [] },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter the name' : null),
      email: (value) => (isEmail(value.trim()) ? null : 'Enter the e-mail address'),
    },
  })
  if (add.data)
    return (
      <Dialog onClose={onClose} title={`${add.data.name} can sign in`} closeOnClickOutside={false}>
        <Stack>
          <Text>Hand over the address of this console and this password, by a way that you trust. It is not shown again.</Text>
          <CopyField label="E-mail" value={add.data.email} />
          <CopyField label="First password" value={password} />
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              Done
            </Button>
          </Group>
        </Stack>
      </Dialog>
    )
  return (
    <Dialog onClose={onClose} title="Add a person" closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ name, email, ...values }) =>
          add.mutate(
            { ...values, name: name.trim(), email: email.trim(), password },
            { onError: (error) => form.setErrors(fieldFaults(error)) },
          ),
        )}
      >
        <Stack>
          <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <TextInput label="E-mail" type="email" autoComplete="off" {...form.getInputProps('email')} />
          <RoleFields form={form} />
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
