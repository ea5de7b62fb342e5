import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { signOut, type Person } from '../api/session.js'
import { ErrorNotice } from '../components/error-notice.js'
import classes from './shell.module.css'

/** Who is signed in, and signing out. */
export function PersonMenu({ person }: { readonly person: Person }) {
  const leave = useMutation({ mutationFn: signOut })
  return (
    <>
      <ErrorNotice error={leave.error} />
      <Menu position="top-start" width="target" withinPortal>
        <Menu.Target>
          <UnstyledButton className={classes.person}>
            <Avatar size={28} radius="xl" color="iris" aria-hidden>
              {initials(person.name)}
            </Avatar>
            <span style={{ minWidth: 0 }}>
              <Text component="span" display="block" size="sm" fw={500} truncate>
                {person.name}
              </Text>
              <Text component="span" display="block" size="xs" c="dimmed" truncate>
                {`${person.role === 'admin' ? 'Admin' : 'Viewer'} · ${person.email}`}
              </Text>
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<LogOut size={15} aria-hidden />} onClick={() => leave.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word = '') => String.fromCodePoint(word.codePointAt(0) ?? 32))
    .join('')
}
