import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { Check, Copy as CopyIcon } from 'lucide-react'

interface Props {
  readonly value: string
  /** What is copied, as the button is called. */
  readonly label: string
}

/** A button that copies a text. */
export function Copy({ value, label }: Props) {
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={copied ? 'Copied' : label}>
            {copied ? <Check size={14} aria-hidden /> : <CopyIcon size={14} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
