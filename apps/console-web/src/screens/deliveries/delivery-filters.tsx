import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { fieldOfInstant, instantOfField, OUTCOME_WORDS, OUTCOMES } from './delivery-in-words.js'
import type { DeliveryFilter } from './delivery-queries.js'

interface Props {
  readonly filter: DeliveryFilter
  /** Every event that there is. */
  readonly events: readonly string[]
  readonly onChange: (filter: DeliveryFilter) => void
}

/** What narrows deliveries; what is chosen stands in the address. */
export function DeliveryFilters({ filter, events, onChange }: Props) {
  const { event = '', outcome = '', since, until } = filter
  const behind = new Date().getTimezoneOffset()
  const change = (changed: Readonly<Partial<Record<keyof DeliveryFilter, string | undefined>>>): void => {
    const all: Readonly<Record<string, string | undefined>> = { ...filter, ...changed }
    onChange(Object.fromEntries(Object.entries(all).filter(([, value]) => (value ?? '') !== '')))
  }
  const known = event === '' || events.includes(event) ? events : [event, ...events]
  return (
    <Group gap="sm" align="flex-end" mb="md">
      <NativeSelect
        size="xs"
        label="Event"
        value={event}
        data={[{ value: '', label: 'Every event' }, ...known.map((value) => ({ value, label: value }))]}
        onChange={({ currentTarget }) => change({ event: currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label="What became of it"
        value={outcome}
        data={[{ value: '', label: 'Anything' }, ...OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value].label }))]}
        onChange={({ currentTarget }) => change({ outcome: currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        label="From"
        value={fieldOfInstant(since, behind)}
        onChange={({ currentTarget }) => change({ since: instantOfField(currentTarget.value) })}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        label="Until"
        value={fieldOfInstant(until, behind)}
        onChange={({ currentTarget }) => change({ until: instantOfField(currentTarget.value) })}
      />
      {Object.keys(filter).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => onChange({})}>
          Show all
        </Button>
      )}
    </Group>
  )
}
