import { TextInput } from '@mantine/core'
import { Copy } from './copy.js'

interface Props {
  readonly label: string
  readonly value: string
  readonly description?: string
}

/** A text to be taken elsewhere, with a button that copies it. */
export function CopyField({ label, value, description }: Props) {
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      rightSection={<Copy value={value} label={`Copy: ${label}`} />}
    />
  )
}
