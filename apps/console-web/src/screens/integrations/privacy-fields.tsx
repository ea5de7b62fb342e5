import { Fieldset, Switch, Text } from '@mantine/core'
import { SWITCH_NAMES, SWITCH_WORDS, type SwitchName } from '../privacy/privacy-in-words.js'

interface Props {
  readonly leaveOut: readonly SwitchName[]
  readonly onChange: (leaveOut: readonly SwitchName[]) => void
}

/** What is read, chosen before anything is. */
export function PrivacyFields({ leaveOut, onChange }: Props) {
  return (
    <Fieldset legend="What is read">
      {SWITCH_NAMES.map((name) => (
        <Switch
          key={name}
          mt="xs"
          label={SWITCH_WORDS[name].title}
          description={SWITCH_WORDS[name].about}
          checked={!leaveOut.includes(name)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(SWITCH_NAMES.filter((each) => (each === name ? !checked : leaveOut.includes(each))))
          }
        />
      ))}
      <Text size="xs" c="dimmed" mt="sm">
        What is off from the start is never asked for. Webhooks that tell of it stay in raw as Greenhouse sent them, readable by
        raw’s own role alone, until they are erased. It can be changed later.
      </Text>
    </Fieldset>
  )
}
