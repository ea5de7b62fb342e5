import { Drawer, Modal, type DrawerProps, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'

/** A dialog for as long as it is there. Once it is taken away, what opened it has the focus again. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useFocusBack()
  return <Modal opened {...props} />
}

/** The same at the side of the screen. */
export function SideDialog(props: Omit<DrawerProps, 'opened'>) {
  useFocusBack()
  return <Drawer opened position="right" size="lg" {...props} />
}

/** Mantine gives the focus back to what had it where a dialog is closed, and not where it is taken away as it is open. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )
}
