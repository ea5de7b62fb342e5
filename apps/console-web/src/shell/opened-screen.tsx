import { Text, Title } from '@mantine/core'
import { Outlet, useMatches } from '@tanstack/react-router'
import { usePerson } from '../api/session.js'

/** The screen that was opened; to those who may not see it, who can. */
export function OpenedScreen() {
  const person = usePerson()
  const screen = useMatches({ select: (matches) => matches.at(-1)?.staticData.screen })
  // Where the session has ended, what stands on the screen stays.
  if (screen?.role !== 'admin' || person?.role !== 'viewer') return <Outlet />
  return (
    <>
      <title>{`${screen.label} · Trellis`}</title>
      <Title order={1}>{screen.label} is for admins</Title>
      <Text c="dimmed" mt="xs">
        You are signed in as a viewer. Ask an admin to do it for you, or to make you one.
      </Text>
    </>
  )
}
