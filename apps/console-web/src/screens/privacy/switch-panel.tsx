import { Switch, Text } from '@mantine/core'
import type { Schemas } from '../../api/client.js'
import { SWITCH_WORDS } from './privacy-in-words.js'
import classes from './privacy.module.css'

interface Props extends Omit<Schemas['PrivacySwitchAnswer'], 'collections' | 'columns'> {
  readonly collections: readonly string[]
  readonly columns: readonly string[]
  readonly mayChange: boolean
  /** Asks for a plan; nothing is changed by it. */
  readonly onChange: (isRead: boolean) => void
}

/** One switch: what it is about, and whether that is read. */
export function SwitchPanel({ name, isOff, collections, columns, mayChange, onChange }: Props) {
  const { title, about } = SWITCH_WORDS[name]
  return (
    <section className={classes.panel} aria-label={title}>
      <Switch
        label={title}
        description={about}
        checked={!isOff}
        disabled={!mayChange}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <dl className={classes.parts}>
        <dt>Now</dt>
        <dd>{isOff ? 'not read' : 'read'}</dd>
        <dt>{isOff ? 'Not asked for' : 'Off, not asked for'}</dt>
        <dd>{collections.join(', ') || 'nothing'}</dd>
        <dt>{isOff ? 'Left out' : 'Off, left out'}</dt>
        <dd>{columns.join(', ') || 'no column of another collection'}</dd>
      </dl>
      {isOff && (
        <Text size="xs" c="dimmed" mt="xs">
          Fields that no column names are left out too, in every table.
        </Text>
      )}
    </section>
  )
}
