import { AppShell, Burger, Group, ScrollArea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePerson } from '../api/session.js'
import { ColorSchemeSwitch } from './color-scheme-switch.js'
import { Mark } from './mark.js'
import { Navigation } from './navigation.js'
import { OpenedScreen } from './opened-screen.js'
import { PersonMenu } from './person-menu.js'
import { SessionEnded } from './session-ended.js'
import classes from './shell.module.css'

/** Navigation beside every screen. */
export function Shell() {
  const person = usePerson()
  const [isOpen, menu] = useDisclosure(false)
  const main = useFocusOfNewScreen()
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes.header}>
        <Mark />
        <Burger opened={isOpen} onClick={menu.toggle} size="sm" aria-label="Open navigation" aria-expanded={isOpen} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} data-open={isOpen}>
        <Group justify="space-between" className={classes.brand}>
          <Mark />
          <Group gap={4}>
            <ColorSchemeSwitch />
            <Burger opened onClick={menu.close} size="sm" hiddenFrom="sm" aria-label="Close navigation" />
          </Group>
        </Group>
        <AppShell.Section grow component={ScrollArea} type="auto">
          <Navigation isAdmin={person?.role === 'admin'} onChosen={menu.close} />
        </AppShell.Section>
        {person && <PersonMenu person={person} />}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} ref={main} className={classes.main}>
        <div className={classes.screen}>
          <OpenedScreen />
        </div>
      </AppShell.Main>
      <SessionEnded />
    </AppShell>
  )
}

/** A reader of the screen begins at the new screen once one was chosen, not at what was clicked. */
function useFocusOfNewScreen() {
  const main = useRef<HTMLElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current !== path) main.current?.focus({ preventScroll: true })
    shown.current = path
  }, [path])
  return main
}
