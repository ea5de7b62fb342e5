import { Button } from '@mantine/core'
import { mayBeKept } from './credentials.js'

interface Props {
  /** What Save ended with, if it did. */
  readonly error: unknown
  readonly isPending: boolean
  readonly onClick: () => void
}

/** Offered where Greenhouse did not take credentials that time may heal. */
export function SaveAnyway({ error, isPending, onClick }: Props) {
  if (!mayBeKept(error)) return null
  return (
    <Button variant="default" disabled={isPending} onClick={onClick}>
      Save anyway
    </Button>
  )
}
