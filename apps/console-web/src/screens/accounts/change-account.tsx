import { Alert, Button, Group, Stack, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useChangeAccount, type Account } from './account-queries.js'
import { accountChange } from './account-change.js'
import { RoleFields } from './role-fields.js'
import type { Right, Role } from './rights.js'

interface Props {
  readonly account: Account
  readonly isMe: boolean
  readonly onClose: () => void
}

interface Values {
  role: Role
  rights: Right[]
  disabled: boolean
}

/** Changes role and rights of an account, or disables it. */
export function ChangeAccount({ account, isMe, onClose }: Props) {
  const change = useChangeAccount(account.id)
  const form = useForm<Values>({
    initialValues: { role: account.role, rights: [...account.rights], disabled: account.disabledAt !== null },
  })
  const wanted = accountChange(account, form.values)
  const isDemoted = isMe && (wanted.role === 'viewer' || wanted.disabled === true)
  return (
    <Dialog onClose={onClose} title={`Change ${account.name}`} closeOnClickOutside={false}>
      <form noValidate onSubmit={form.onSubmit(() => change.mutate(wanted, { onSuccess: onClose }))}>
        <Stack>
          <RoleFields form={form} />
          <Switch
            label="Disabled"
            description="Nobody can sign in with it, and its sessions end at once. What the person did stays in the audit trail."
            {...form.getInputProps('disabled', { type: 'checkbox' })}
          />
          {isDemoted && (
            <Alert variant="light" color="yellow" title="This is your own account">
              You lose the right to change it back. Another admin can.
            </Alert>
          )}
          <ErrorNotice error={change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              color={wanted.disabled === true ? 'red' : undefined}
              disabled={Object.keys(wanted).length === 0}
              loading={change.isPending}
            >
              {wanted.disabled === true ? 'Disable the account' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
