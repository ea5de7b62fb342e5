import { Checkbox, Radio, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { RIGHTS, ROLES, type Right, type Role } from './rights.js'

interface Values {
  readonly role: Role
  readonly rights: Right[]
}

/** Role and rights of an account, in a form. */
export function RoleFields<Form extends Values>({ form }: { readonly form: UseFormReturnType<Form> }) {
  return (
    <>
      <Radio.Group label="Role" {...form.getInputProps('role')}>
        <Stack gap="xs" mt={6}>
          {ROLES.map(({ role, label, means }) => (
            <Radio key={role} value={role} label={label} description={means} />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox.Group label="Also sees" {...form.getInputProps('rights')}>
        <Stack gap="xs" mt={6}>
          {RIGHTS.map(({ right, label, means }) => (
            <Checkbox key={right} value={right} label={label} description={means} />
          ))}
        </Stack>
      </Checkbox.Group>
    </>
  )
}
