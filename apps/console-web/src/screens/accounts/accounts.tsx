import { Badge, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { accountsQuery, type Account } from './account-queries.js'
import { AddAccount } from './add-account.js'
import { ChangeAccount } from './change-account.js'
import { RIGHTS } from './rights.js'

/** Who may sign in, and what they may do. */
export function Accounts() {
  const accounts = useQuery(accountsQuery)
  const me = usePerson()
  const [isAdding, adding] = useDisclosure(false)
  const [changing, change] = useState<Account>()
  const columns: readonly Column<Account>[] = [
    {
      title: 'Person',
      cell: ({ id, name, email }) => (
        <>
          <Text size="sm" fw={500}>
            {name}
            {id === me?.id && (
              <Text span c="dimmed" fw={400}>
                {' '}
                (you)
              </Text>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {email}
          </Text>
        </>
      ),
    },
    { title: 'Role', cell: ({ role }) => (role === 'admin' ? 'Admin' : 'Viewer') },
    { title: 'Also sees', cell: ({ rights }) => <Rights rights={rights} /> },
    { title: 'Last sign-in', cell: ({ lastSignInAt }) => <Ago at={lastSignInAt} /> },
    {
      title: 'Sign-in',
      cell: ({ disabledAt }) =>
        disabledAt === null ? (
          'Allowed'
        ) : (
          <Badge variant="light" color="gray" tt="none">
            Disabled
          </Badge>
        ),
    },
    {
      title: 'Change',
      hidesTitle: true,
      isFigure: true,
      cell: (account) => (
        <Button size="compact-sm" variant="default" aria-label={`Change ${account.name}`} onClick={() => change(account)}>
          Change
        </Button>
      ),
    },
  ]
  return (
    <>
      <PageHeader
        title="People and roles"
        about="Admins connect, order and change; viewers look. Raw bodies, pay and demographics are rights of their own, for admins too."
        aside={
          <Button leftSection={<UserPlus size={16} aria-hidden />} onClick={adding.open}>
            Add a person
          </Button>
        }
      />
      <ErrorNotice error={accounts.error} onRetry={() => void accounts.refetch()} />
      {(accounts.data !== undefined || accounts.error === null) && (
        <DataTable
          label="People who may sign in"
          columns={columns}
          rows={accounts.data?.accounts}
          keyOf={({ id }) => id}
          empty="There is no account."
        />
      )}
      {isAdding && <AddAccount onClose={adding.close} />}
      {changing && <ChangeAccount account={changing} isMe={changing.id === me?.id} onClose={() => change(undefined)} />}
    </>
  )
}

function Rights({ rights }: Pick<Account, 'rights'>) {
  if (rights.length === 0)
    return (
      <Text size="sm" c="dimmed">
        nothing more
      </Text>
    )
  return (
    <Group gap={4}>
      {RIGHTS.filter(({ right }) => rights.includes(right)).map(({ right, label }) => (
        <Badge key={right} variant="default" tt="none" fw={500}>
          {label}
        </Badge>
      ))}
    </Group>
  )
}
