import { Badge, Tooltip } from '@mantine/core'
import { OUTCOME_WORDS, type Outcome as Became } from './delivery-in-words.js'

const COLORS: Readonly<Record<Became, string>> = { read: 'green', partly_read: 'yellow', unread: 'red', ignored: 'gray' }

/** What became of a webhook. */
export function Outcome({ outcome }: { readonly outcome: Became }) {
  const { label, means } = OUTCOME_WORDS[outcome]
  return (
    <Tooltip label={means}>
      <Badge variant="default" tt="none" fw={500} leftSection={<Dot color={COLORS[outcome]} />}>
        {label}
      </Badge>
    </Tooltip>
  )
}

function Dot({ color }: { readonly color: string | undefined }) {
  return (
    <span
      aria-hidden
      style={{
        display: 'block',
        width: 7,
        height: 7,
        borderRadius: '50%',
        background: `var(--mantine-color-${color ?? 'gray'}-6)`,
      }}
    />
  )
}
