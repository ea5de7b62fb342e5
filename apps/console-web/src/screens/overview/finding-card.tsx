import { Group, Text } from '@mantine/core'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import type { Finding } from './findings.js'
import classes from './overview.module.css'

const TONES: Readonly<Record<Finding['kind'], string>> = { 'needs you': 'bad', late: 'warn', open: 'idle' }
const LABELS: Readonly<Record<Finding['kind'], string>> = { 'needs you': 'Needs you', late: 'Late', open: 'Open' }

/** One thing to know of. */
export function FindingCard({ finding: { kind, title, touches, remedy, sinceMs, command } }: { readonly finding: Finding }) {
  return (
    <li className={classes.finding} data-tone={TONES[kind]}>
      <Group justify="space-between" gap="xs" mb={2}>
        <Text size="xs" fw={600} className={classes.kind}>
          {LABELS[kind]}
        </Text>
        {sinceMs !== undefined && (
          <Text size="xs" c="dimmed">
            began <Ago at={sinceMs} />
          </Text>
        )}
      </Group>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed">
        {touches}
      </Text>
      <Text size="sm" mt={6}>
        {remedy}
      </Text>
      {command !== undefined && (
        <div className={classes.command}>
          <CommandHint command={command} />
        </div>
      )}
    </li>
  )
}
